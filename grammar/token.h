// SPDX-License-Identifier: Apache-2.0
//
// Tokens of a rulebook: what the lexer finds and the keyword filter refines. Free of ANTLR; the
// numbers of the kinds are those of the generated parser, which parser.cpp asserts.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/base/source.h"

namespace onus::grammar {

/// Keywords first, in the order of keywords.tsv, then what the lexer itself finds, in the order of
/// OnusLexer.g4.
enum class TokenKind : std::uint8_t {
    kEnd,
#define ONUS_KEYWORD(kind, token, english, chinese) kind,
#include "grammar/generated/keywords.inc"
#undef ONUS_KEYWORD
    kTimestamp,
    kDate,
    kTime,
    kMoney,
    kPercent,
    kNumber,
    kWord,
    kQuoted,
    kStrOpen,
    kLe,
    kGe,
    kNe,
    kLt,
    kGt,
    kEq,
    kPlus,
    kMinus,
    kTimes,
    kDiv,
    kBar,
    kLparen,
    kRparen,
    kComma,
    kColon,
    kDot,
    kStop,
    kComment,
    kWs,
    kBad,
    kStrText,
    kStrInterp,
    kStrClose,
    kStrEol,
    kStrBad,
    kInterpClose,
};

inline constexpr auto kFirstLexerKind = TokenKind::kTimestamp;
inline constexpr std::size_t kTokenKindCount =
    static_cast<std::size_t>(TokenKind::kInterpClose) + 1;

[[nodiscard]] constexpr bool is_keyword(TokenKind kind) {
    return kind > TokenKind::kEnd && kind < kFirstLexerKind;
}

/// A name, bare or quoted.
[[nodiscard]] constexpr bool is_name(TokenKind kind) {
    return kind == TokenKind::kWord || kind == TokenKind::kQuoted;
}

struct Token {
    TokenKind kind{};

    /// Nothing but white space stands before it on its line.
    bool first_on_line = false;

    /// Holds characters that are folded before words are compared.
    bool needs_folding = false;

    /// Empty for a token that the parser put in where one was missing.
    Span span;

    [[nodiscard]] bool missing() const { return span.begin == span.end; }
};

/// The bytes of a token.
[[nodiscard]] inline std::string_view slice(std::string_view text, Span span) {
    return text.substr(span.begin, span.end - span.begin);
}

/// The characters of a token as words are compared: NFC, full-width forms folded.
[[nodiscard]] std::string folded_text(const Token& token, std::string_view text);

}  // namespace onus::grammar
