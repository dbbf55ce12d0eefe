// SPDX-License-Identifier: Apache-2.0

#include <string>

#include <catch2/catch.hpp>

#include "engine/compile/semantic_text.h"
#include "grammar/format.h"
#include "tests/engine/compile/checked.h"

namespace onus::engine {
namespace {

std::string path_of(const std::string& name) {
    const bool law = name.substr(0, 12) == "consumer_law";
    return std::string(ONUS_SOURCE_DIR) +
           (law ? "/tests/engine/compile/rulebooks/" : "/tests/grammar/samples/") + name;
}

grammar::NameTable names_of(const std::string& name) {
    return grammar::parse_name_table(testing::read_file(path_of(name + ".names.tsv"))).table;
}

testing::Rulebooks books_of(const std::string& name, const std::string& language) {
    testing::Rulebooks books;
    if (name == "retail_returns") {
        books.add(testing::read_file(path_of("consumer_law." + language + ".onus")),
                  names_of("consumer_law"));
    }
    books.add(testing::read_file(path_of(name + "." + language + ".onus")), names_of(name));
    return books;
}

TEST_CASE("check: the samples are clean and mean the same in both languages") {
    const std::string name = GENERATE("retail_returns", "procurement", "product_launch",
                                      "product_quality", "attendance");
    INFO(name);
    const testing::Rulebooks english = books_of(name, "en");
    const testing::Rulebooks chinese = books_of(name, "zh");
    const CheckResult in_english = english.check();
    const CheckResult in_chinese = chinese.check();
    CHECK(english.report(in_english.diagnostics, Language::kEnglish) == "");
    CHECK(chinese.report(in_chinese.diagnostics, Language::kChinese) == "");
    CHECK(semantic_text(in_english.model) == semantic_text(in_chinese.model));

    const auto& a = in_english.model;
    const auto& b = in_chinese.model;
    REQUIRE(a.exprs.size() == b.exprs.size());
    for (std::size_t i = 0; i < a.exprs.size(); ++i) {
        if (a.exprs[i].text_en.find('"') == std::string::npos) {  // texts are not translated
            CHECK(a.exprs[i].text_en == b.exprs[i].text_en);
            CHECK(a.exprs[i].text_zh == b.exprs[i].text_zh);
        }
    }
    REQUIRE(a.tests.size() == b.tests.size());
    for (std::size_t i = 0; i < a.tests.size(); ++i) {
        CHECK(a.tests[i].steps.size() == b.tests[i].steps.size());
    }
}

TEST_CASE("check: expressions have one short text in each language") {
    const CheckResult result = books_of("retail_returns", "zh").check();
    const model::Model& model = result.model;
    REQUIRE(model.rules.size() >= 3);
    const auto rule = std::find_if(model.rules.begin(), model.rules.end(), [](const auto& each) {
        return each.heading.id == "retail_returns.return_window";
    });
    REQUIRE(rule != model.rules.end());
    const model::Expr& requirement = model.expr(rule->requires_all.front());
    CHECK(requirement.text_en == "order.promised at most return_limit(order)");
    CHECK(requirement.text_zh == "订单.承诺退货期 不超过 退货期上限（订单）");
    CHECK(rule->heading.name_zh == "退货承诺期限");
}

TEST_CASE("check: a law's rule is bound to the company's action") {
    const CheckResult result = books_of("retail_returns", "en").check();
    const model::Model& model = result.model;
    std::vector<std::string> bound;
    for (const model::Rule& rule : model.rules) {
        if (rule.heading.name == "seven_days") {
            bound.push_back(model.actions[rule.action].heading.id + ": " +
                            model.expr(rule.requires_all.front()).text_en);
        }
    }
    CHECK(bound == std::vector<std::string>{
                       "consumer_law.consumer_sale: promised at least return_days",
                       "retail_returns.submit_order: order.promised at least return_days"});
}

/// Names that come with every process need no line in a table of names.
const std::string kLeave = R"(
规章 请假 “请假”
  级别    公司
  生效    2025-07-01
  主责人  办公室.负责人

岗位 职员

表单 申请单
  编号 ：文本  唯一

事项 提交（申请单）由 职员

流程 请假办理 “请假办理”
  主责人  办公室.负责人
  当      提交
  逾期    通知 环节.主责人.上级 “{环节}由{环节.主责人}负责。”

  环节 填写 “填写”
    主责人  职员
    时限    1小时
    交付    附件 ：文件
    移交给  职员 时限 1小时

示例 “流程主责人的操作”
  假定    单一 为 申请单（编号：“1”）
  当      小李 办理 提交（单一）于 2026-03-02 09:00
  当      小李 办理 请假办理.填写.接收（单一）于 2026-03-02 10:00
  当      小李 办理 请假办理.撤回（单一，环节：“填写”，理由：“误交”）于 2026-03-02 10:00
  当      小李 办理 请假办理.暂停（单一，“等人”）于 2026-03-02 10:00
  当      小李 办理 请假办理.恢复（单一，“人到了”）于 2026-03-02 10:00
  当      小李 办理 请假办理.退回（单一，环节：“填写”，理由：“重写”）于 2026-03-02 10:00
  当      小李 办理 请假办理.取消（单一，“不办了”）于 2026-03-02 10:00
)";

TEST_CASE("check: the names that come with a process need no table of names") {
    testing::Rulebooks chinese;
    chinese.add_text(kLeave);
    const CheckResult result = chinese.check();
    CHECK(chinese.report(result.diagnostics, Language::kChinese) == "");

    const Source source{"leave.zh.onus", kLeave};
    const ast::File file = grammar::parse(source, {}).file;
    const std::string english = grammar::format(file, source, Language::kEnglish, {});
    CHECK(english.find("step.owner.supervisor") != std::string::npos);
    CHECK(english.find("请假办理.填写.receive(") != std::string::npos);
    testing::Rulebooks translated;
    translated.add_text(english);
    const CheckResult again = translated.check();
    CHECK(translated.report(again.diagnostics, Language::kEnglish) == "");
    CHECK(semantic_text(again.model) == semantic_text(result.model));
}

}  // namespace
}  // namespace onus::engine
