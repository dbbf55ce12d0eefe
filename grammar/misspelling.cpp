// SPDX-License-Identifier: Apache-2.0

#include "grammar/misspelling.h"

#include <algorithm>
#include <array>

#include "grammar/base/text.h"
#include "grammar/keywords.h"

namespace onus::grammar {
namespace {

std::size_t length_of(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size();) {
        static_cast<void>(next_code_point(text, at));
        ++count;
    }
    return count;
}

bool begins_alike(std::string_view a, std::string_view b) {
    std::size_t a_offset = 0;
    std::size_t b_offset = 0;
    return next_code_point(a, a_offset) == next_code_point(b, b_offset);
}

/// First number of slips that is too many.
std::uint32_t limit_for(std::size_t length, Language language, bool generous) {
    if (language == Language::kChinese) {
        return length < 2 ? 1 : 2;
    }
    const std::uint32_t more = generous && length > 3 ? 1 : 0;
    return (length < 3 ? 1 : length < 6 ? 2 : 3) + more;
}

std::ptrdiff_t spaces_in(std::string_view text) {
    return std::count(text.begin(), text.end(), ' ');
}

/// Words of everyday use that are no spelling of a keyword, and the one that they mean. 职位 is as
/// near to 职责 as to 岗位.
struct Everyday {
    std::string_view word;
    TokenKind keyword;
};
constexpr auto kEveryday = std::to_array<Everyday>({{"职位", TokenKind::kRole},
                                                    {"类别", TokenKind::kDefine},
                                                    {"类型", TokenKind::kDefine},
                                                    {"枚举", TokenKind::kDefine},
                                                    {"可选", TokenKind::kOptional},
                                                    {"非必填", TokenKind::kOptional},
                                                    {"拒绝", TokenKind::kBlock},
                                                    {"不通过", TokenKind::kBlock},
                                                    {"警告", TokenKind::kWarn},
                                                    {"生效日期", TokenKind::kEffective},
                                                    {"须经", TokenKind::kNeedsApproval},
                                                    {"需经批准", TokenKind::kNeedsApproval},
                                                    {"须审批", TokenKind::kNeedsApproval},
                                                    {"承办人", TokenKind::kBearer},
                                                    {"义务", TokenKind::kDuty},
                                                    {"条件", TokenKind::kRequire},
                                                    {"reject", TokenKind::kBlock},
                                                    {"refuse", TokenKind::kBlock},
                                                    {"职务", TokenKind::kRole},
                                                    {"负责人", TokenKind::kOwner},
                                                    {"担当", TokenKind::kOwner},
                                                    {"单子", TokenKind::kRecord},
                                                    {"期限", TokenKind::kWithin},
                                                    {"前提", TokenKind::kAfter},
                                                    {"超时", TokenKind::kOverdue},
                                                    {"产出", TokenKind::kDeliver},
                                                    {"提交物", TokenKind::kDeliver},
                                                    {"responsible", TokenKind::kOwner},
                                                    {"deadline", TokenKind::kWithin},
                                                    {"post", TokenKind::kRole}});

}  // namespace

std::optional<TokenKind> nearest_keyword(std::string_view word, Language language, bool generous,
                                         const std::function<bool(TokenKind)>& may_be) {
    for (const Everyday& each : kEveryday) {
        if (each.word == word && may_be(each.keyword)) {
            return each.keyword;
        }
    }
    std::optional<TokenKind> nearest;
    bool nearest_begins_alike = false;
    std::uint32_t least = limit_for(length_of(word), language, generous);
    for (std::size_t i = 1; i <= kKeywordCount; ++i) {
        const auto keyword = static_cast<TokenKind>(i);
        if (!may_be(keyword)) {
            continue;
        }
        for (const std::string_view spelled : spellings(keyword, language)) {
            if (spaces_in(spelled) != spaces_in(word)) {
                continue;
            }
            // Of two that are equally near, the one that begins with the same letter.
            const bool alike = begins_alike(word, spelled);
            const std::uint32_t least_or_equal =
                nearest && alike && !nearest_begins_alike ? least + 1 : least;
            const std::uint32_t limit =
                std::min(least_or_equal, limit_for(length_of(spelled), language, generous));
            const std::uint32_t distance = edit_distance(word, spelled, limit);
            if (distance > 0 && distance < limit) {
                nearest = keyword;
                nearest_begins_alike = alike;
                least = distance;
            }
        }
    }
    return nearest;
}

std::string_view nearest_spelling(std::string_view word, TokenKind keyword, Language language) {
    std::string_view nearest = spelling(keyword, language);
    for (const std::string_view spelled : spellings(keyword, language)) {
        if (edit_distance(word, spelled, 100) < edit_distance(word, nearest, 100)) {
            nearest = spelled;
        }
    }
    return nearest;
}

}  // namespace onus::grammar
