// SPDX-License-Identifier: Apache-2.0

#include "grammar/keywords.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "grammar/base/text.h"
#include "grammar/keyword_filter.h"
#include "grammar/parser_tokens.h"
#include "grammar/run_on.h"

namespace onus::grammar {
namespace {

/// The words of a text: keywords by their spelling in [], names as they are.
std::string filtered(const std::string& text, Language language = Language::kEnglish) {
    const Source source{"filter.onus", text};
    std::vector<Token> tokens = lex(source).tokens;
    apply_keywords(tokens, source.text, language);
    std::string out;
    for (const Token& token : tokens) {
        const std::string word = folded_text(token, source.text);
        out += out.empty() ? "" : " ";
        out += is_keyword(token.kind) ? "[" + word + "]" : word;
    }
    return out;
}

TEST_CASE("keywords: no spelling belongs to two keywords, none is missing") {
    for (const Language language : {Language::kEnglish, Language::kChinese}) {
        std::map<std::string_view, TokenKind> owner;
        for (std::size_t i = 1; i <= kKeywordCount; ++i) {
            const auto keyword = static_cast<TokenKind>(i);
            REQUIRE(!spellings(keyword, language).empty());
            for (const std::string_view word : spellings(keyword, language)) {
                CAPTURE(word);
                CHECK(!word.empty());
                CHECK(fold_width(word) == word);
                CHECK(owner.emplace(word, keyword).second);
                CHECK(keyword_of(word, language) == keyword);
            }
        }
    }
}

/// Rule 2 of the grammar: only `is` + `not` may be read in two ways.
TEST_CASE("keywords: no phrase is made of two keywords, but for `is not`") {
    for (std::size_t i = 1; i <= kKeywordCount; ++i) {
        for (const std::string_view phrase :
             spellings(static_cast<TokenKind>(i), Language::kEnglish)) {
            const std::size_t space = phrase.find(' ');
            if (space == std::string_view::npos || phrase == "is not") {
                continue;
            }
            CAPTURE(phrase);
            const auto first = keyword_of(phrase.substr(0, space), Language::kEnglish);
            const auto rest = keyword_of(phrase.substr(space + 1), Language::kEnglish);
            const bool rest_is_word = rest && !is_unit_word(*rest);
            // `must not`, `not in`, `is given`, `and notify` read as two words would be no
            // sentence.
            const bool harmless = phrase == "must not" || phrase == "may not" ||
                                  phrase == "not in" || phrase == "at least" ||
                                  phrase == "is missing" || phrase == "is given" ||
                                  phrase == "and notify";
            CHECK((!first || !rest_is_word || harmless));
        }
    }
}

TEST_CASE("keywords: built-in names translate both ways within their space") {
    for (const BuiltInName& name : built_in_names()) {
        CAPTURE(name.id);
        const NameSpace space =
            name.kind == BuiltInKind::kType ? NameSpace::kType : NameSpace::kOrdinary;
        // 退回 is what a decider does and what the owner of a process does; place tells them apart.
        CHECK(built_in_id(name.chinese, space) == (name.id == "send_back" ? "return" : name.id));
        CHECK(built_in_chinese(name.id, space) == name.chinese);
    }
    CHECK(find_built_in("approve", BuiltInKind::kDecision) != nullptr);
    CHECK(find_built_in("approve", BuiltInKind::kType) == nullptr);
}

TEST_CASE("keyword filter: the longest phrase wins") {
    CHECK(filtered("may be delegated to x") == "[may be delegated to] x");
    CHECK(filtered("may perform x in the last 3 days") ==
          "[may] [perform] x [in the last] 3 [days]");
    CHECK(filtered("a not in b") == "a [not in] b");
}

TEST_CASE("keyword filter: after a point and before a colon a word is a name") {
    CHECK(filtered("order.share") == "order . share");
    CHECK(filtered("report: file") == "report : file");
    CHECK(filtered("carries none: x") == "[carries] none : x");
    CHECK(filtered("reports to: x") == "reports to : x");
}

TEST_CASE("keyword filter: unit words count only after a number") {
    CHECK(filtered("day at most 3 days") == "day [at most] 3 [days]");
    CHECK(filtered("天 不超过 3天", Language::kChinese) == "天 [不超过] 3 [天]");
    CHECK(filtered("2个工作日", Language::kChinese) == "2 [个工作日]");
}

TEST_CASE("keyword filter: the list after `one of` holds names") {
    CHECK(filtered("one of open, overdue optional") == "[one of] open , overdue [optional]");
    CHECK(filtered("one of (open, log), record: text") ==
          "[one of] ( open , log ) , record : text");
}

TEST_CASE("keyword filter: after `is` a word is a name unless it opens a value") {
    CHECK(filtered("x is overdue") == "x [is] overdue");
    CHECK(filtered("x is not yes") == "x [is not] [yes]");
    CHECK(filtered("level note") == "[level] note");
    CHECK(filtered("list of role") == "[list of] role");
}

TEST_CASE("keyword filter: line breaks and full-width letters make no difference") {
    CHECK(filtered("needs\n  approval by x") == "[needs\n  approval] [by] x");
    CHECK(filtered("ｗｈｅｎ x") == "[when] x");
    CHECK(filtered("must answer\n  within 3 days") == "[must] answer [within] 3 [days]");
    CHECK(filtered("hold for x answer within 1 day") == "[hold] [for] x [answer within] 1 [day]");
}

TEST_CASE("run-on words: parts are found, whole words are left alone") {
    const IsKnownName known = [](std::string_view word) { return word == "退货期限"; };
    CHECK(spaced(split_run_on("要求退货期限不超过3天", known)) == "要求 退货期限 不超过 3天");
    CHECK(spaced(split_run_on("当提交订单", known)) == "当 提交订单");
    CHECK(spaced(split_run_on("时限3个工作日", known)) == "时限 3个工作日");
    CHECK(split_run_on("退货期限", known).empty());
    CHECK(split_run_on("不超过", known).empty());
}

/// Whole lines in which words were run together, and what they were.
TEST_CASE("run-on words: nearly every line without its spaces is split as it was written") {
    const std::set<std::string_view> names = {"订单",     "总额", "限额",    "店员", "提交订单",
                                              "退货期限", "财务", "审查",    "合同", "负责人",
                                              "金额",     "承诺", "批准订单"};
    const IsKnownName known = [&](std::string_view word) { return names.count(word) != 0; };
    const auto lines = std::to_array<const char*>({"要求 退货期限 不超过 3天",
                                                   "当 提交订单",
                                                   "当 突破 退货期限",
                                                   "责任人 店员",
                                                   "必须 审查",
                                                   "必须 审查 或 批准订单",
                                                   "不得 批准订单",
                                                   "时限 24小时",
                                                   "时限 2个工作日 自 合同",
                                                   "要求 总额 不少于 500元",
                                                   "要求 总额 超过 5万元",
                                                   "要求 金额 不超过 限额",
                                                   "禁止 订单 为 合同",
                                                   "否则 警示",
                                                   "否则 暂缓 待 负责人",
                                                   "逾期 记录 审查 计入 店员",
                                                   "升级至 负责人",
                                                   "通知 财务 级别 红色",
                                                   "不在岗时 中止",
                                                   "可委托给 财务",
                                                   "授予 店员 或 财务",
                                                   "可以 办理 提交订单",
                                                   "不可以 修改 金额",
                                                   "附带 审查",
                                                   "除非 订单 已填",
                                                   "截至 合同",
                                                   "先于 批准订单",
                                                   "追溯 订单 经由 提交订单",
                                                   "须经批准 由 财务",
                                                   "责任份额 70"});
    std::size_t right = 0;
    for (const std::string line : lines) {
        std::string run_on = line;
        run_on.erase(std::remove(run_on.begin(), run_on.end(), ' '), run_on.end());
        right += spaced(split_run_on(run_on, known)) == line ? 1U : 0U;
        if (spaced(split_run_on(run_on, known)) != line) {
            WARN(line << " was split as " << spaced(split_run_on(run_on, known)));
        }
    }
    CHECK(right * 10 >= lines.size() * 9);
}

}  // namespace
}  // namespace onus::grammar
