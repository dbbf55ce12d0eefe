// SPDX-License-Identifier: Apache-2.0
//
// The words of the language in both languages, from keywords.tsv. One table serves the lexer
// filter, the formatter, diagnostics and documentation.

#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "grammar/base/language.h"
#include "grammar/token.h"

namespace onus::grammar {

inline constexpr std::size_t kKeywordCount = static_cast<std::size_t>(kFirstLexerKind) - 1;

/// One accepted spelling of a keyword: one to five words.
struct Phrase {
    std::span<const std::string_view> words;
    TokenKind keyword{};
};

/// Accepted spellings of a keyword. The first is the one the formatter writes; of a unit in English
/// the second is the singular. REQUIRES: `is_keyword(keyword)`.
[[nodiscard]] std::span<const std::string_view> spellings(TokenKind keyword, Language language);

/// The spelling that the formatter writes.
[[nodiscard]] std::string_view spelling(TokenKind keyword, Language language);

/// The keyword with this spelling; words of a phrase are separated by one space.
[[nodiscard]] std::optional<TokenKind> keyword_of(std::string_view spelling, Language language);

/// Every phrase that begins with `word`, longest first.
[[nodiscard]] std::span<const Phrase> phrases_from(std::string_view word, Language language);

/// Words that count only directly after a number: units of time, money, points, occasions.
[[nodiscard]] bool is_unit_word(TokenKind keyword);

enum class BuiltInKind : std::uint8_t {
    kActor,
    kPerson,
    kEvent,
    kAction,
    kDecision,
    kDutyState,
    kDutyField,
    kType,
    kLayer,
    kAlarm,
    kStage,
    kWeekday,
    kDayKind,
    kDatePart,
};

/// A name with a meaning of its own. Never reserved: a rulebook's names win.
struct BuiltInName {
    BuiltInKind kind{};
    std::string_view id;  ///< the English spelling
    std::string_view chinese;
};

[[nodiscard]] std::span<const BuiltInName> built_in_names();

/// Type names are a space of their own, so that a field may be called `number`.
enum class NameSpace : std::uint8_t { kOrdinary, kType };

/// The id behind a Chinese spelling: 办理人 gives "actor".
[[nodiscard]] std::optional<std::string_view> built_in_id(std::string_view chinese,
                                                          NameSpace space);

/// The Chinese spelling of an id.
[[nodiscard]] std::optional<std::string_view> built_in_chinese(std::string_view id,
                                                               NameSpace space);

/// The built-in name with this id and kind; null if there is none.
[[nodiscard]] const BuiltInName* find_built_in(std::string_view id, BuiltInKind kind);

}  // namespace onus::grammar
