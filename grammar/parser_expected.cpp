// SPDX-License-Identifier: Apache-2.0

#include "grammar/parser_expected.h"

#include <array>
#include <vector>

#include "grammar/keywords.h"

namespace onus::grammar {
namespace {

constexpr std::size_t kWordsMax = 14;

constexpr auto kClauseOpeners = std::to_array<TokenKind>({TokenKind::kLevel,
                                                          TokenKind::kEffective,
                                                          TokenKind::kUntil,
                                                          TokenKind::kCurrency,
                                                          TokenKind::kCalendar,
                                                          TokenKind::kOwner,
                                                          TokenKind::kUse,
                                                          TokenKind::kCite,
                                                          TokenKind::kCreates,
                                                          TokenKind::kChanges,
                                                          TokenKind::kExcept,
                                                          TokenKind::kAccordingTo,
                                                          TokenKind::kCase,
                                                          TokenKind::kHolder,
                                                          TokenKind::kMay,
                                                          TokenKind::kMayNot,
                                                          TokenKind::kCarries,
                                                          TokenKind::kCarriesNone,
                                                          TokenKind::kOn,
                                                          TokenKind::kRepeated,
                                                          TokenKind::kRequire,
                                                          TokenKind::kForbid,
                                                          TokenKind::kGuarantee,
                                                          TokenKind::kUnless,
                                                          TokenKind::kNeedsApproval,
                                                          TokenKind::kOtherwise,
                                                          TokenKind::kViolated,
                                                          TokenKind::kAt,
                                                          TokenKind::kBearer,
                                                          TokenKind::kBefore,
                                                          TokenKind::kMust,
                                                          TokenKind::kMustNot,
                                                          TokenKind::kWithin,
                                                          TokenKind::kRemind,
                                                          TokenKind::kOverdue,
                                                          TokenKind::kFulfilled,
                                                          TokenKind::kSuspended,
                                                          TokenKind::kExtended,
                                                          TokenKind::kCancelled,
                                                          TokenKind::kDelegated,
                                                          TokenKind::kTransferred,
                                                          TokenKind::kExcused,
                                                          TokenKind::kAbsent,
                                                          TokenKind::kLog,
                                                          TokenKind::kNotify,
                                                          TokenKind::kEscalate,
                                                          TokenKind::kDeem,
                                                          TokenKind::kAfter,
                                                          TokenKind::kDeliver,
                                                          TokenKind::kTrace,
                                                          TokenKind::kShare,
                                                          TokenKind::kUntraceable,
                                                          TokenKind::kGiven,
                                                          TokenKind::kExpect,
                                                          TokenKind::kThen,
                                                          TokenKind::kStep});

struct Sample {
    TokenKind kind;
    std::string_view text;
};

/// Signs, and examples of literals.
constexpr auto kSigns = std::to_array<Sample>({{TokenKind::kLe, "<="},
                                               {TokenKind::kGe, ">="},
                                               {TokenKind::kNe, "!="},
                                               {TokenKind::kLt, "<"},
                                               {TokenKind::kGt, ">"},
                                               {TokenKind::kEq, "="},
                                               {TokenKind::kPlus, "+"},
                                               {TokenKind::kMinus, "-"},
                                               {TokenKind::kTimes, "*"},
                                               {TokenKind::kDiv, "/"},
                                               {TokenKind::kBar, "|"},
                                               {TokenKind::kLparen, "("},
                                               {TokenKind::kRparen, ")"},
                                               {TokenKind::kComma, ","},
                                               {TokenKind::kColon, ":"},
                                               {TokenKind::kDot, "."},
                                               {TokenKind::kInterpClose, "}"}});

constexpr auto kExamples = std::to_array<Sample>({{TokenKind::kTimestamp, "2025-07-01 09:00"},
                                                  {TokenKind::kDate, "2025-07-01"},
                                                  {TokenKind::kTime, "09:00"},
                                                  {TokenKind::kMoney, "¥500"},
                                                  {TokenKind::kPercent, "70%"},
                                                  {TokenKind::kNumber, "3"}});

/// Kinds that only say that a value may begin.
bool only_opens_value(TokenKind kind) {
    switch (kind) {
        case TokenKind::kLparen:
        case TokenKind::kMinus:
        case TokenKind::kStrOpen:
        case TokenKind::kNot:
        case TokenKind::kDone:
        case TokenKind::kLatest:
        case TokenKind::kEvery:
        case TokenKind::kSome:
        case TokenKind::kCountOf:
        case TokenKind::kSumOf:
        case TokenKind::kMaxOf:
        case TokenKind::kDuty:
        case TokenKind::kYes:
        case TokenKind::kNo:
        case TokenKind::kBearer:
        case TokenKind::kOwner:
        case TokenKind::kStep:
        case TokenKind::kQuoted:
        case TokenKind::kWord:
            return true;
        default:
            return kind >= TokenKind::kTimestamp && kind <= TokenKind::kNumber;
    }
}

std::string word_for(TokenKind kind, Language language) {
    if (is_keyword(kind)) {
        return std::string(spelling(kind, language));
    }
    if (!sign_of(kind).empty()) {
        // Bare, a comma is lost in a list of words.
        return "“" + std::string(sign_of(kind)) + "”";
    }
    for (const Sample& sample : kExamples) {
        if (sample.kind == kind) {
            return std::string(sample.text);
        }
    }
    const bool english = language == Language::kEnglish;
    switch (kind) {
        case TokenKind::kWord:
            return english ? "a name" : "名称";
        case TokenKind::kStrOpen:
            return english ? "“a text”" : "“文本”";
        default:
            return "";
    }
}

}  // namespace

bool opens_clause(TokenKind kind) {
    for (const TokenKind opener : kClauseOpeners) {
        if (opener == kind) {
            return true;
        }
    }
    return false;
}

std::string_view sign_of(TokenKind kind) {
    for (const Sample& sign : kSigns) {
        if (sign.kind == kind) {
            return sign.text;
        }
    }
    return {};
}

bool expects_value(const TokenSet& expected) {
    return has(expected, TokenKind::kWord) && has(expected, TokenKind::kNumber) &&
           has(expected, TokenKind::kYes);
}

std::string expected_words(const TokenSet& expected, bool at_line_start, Language language) {
    const bool english = language == Language::kEnglish;
    const bool value = expects_value(expected);
    std::vector<std::string> openers;
    std::vector<std::string> others;
    if (value) {
        others.emplace_back(english ? "a value" : "值");
    }
    for (std::size_t i = 1; i < kTokenKindCount; ++i) {
        const auto kind = static_cast<TokenKind>(i);
        if (!expected.test(i) || (value && only_opens_value(kind))) {
            continue;
        }
        std::string word = word_for(kind, language);
        if (!word.empty()) {
            (opens_clause(kind) ? openers : others).push_back(std::move(word));
        }
    }
    // In the middle of a clause every word counts; where it could end, the next line's are left
    // out.
    const bool mid_clause = !has(expected, TokenKind::kEnd);
    if (mid_clause) {
        others.insert(others.end(), openers.begin(), openers.end());
    }
    const std::vector<std::string>& shown =
        !mid_clause && ((at_line_start && !openers.empty()) || others.empty()) ? openers : others;
    std::string out;
    for (std::size_t i = 0; i < shown.size() && i < kWordsMax; ++i) {
        out += (i == 0 ? "" : english ? ", " : "、") + shown[i];
    }
    return shown.size() > kWordsMax ? out + (english ? ", …" : "……") : out;
}

}  // namespace onus::grammar
