// SPDX-License-Identifier: Apache-2.0
//
// Internal to the parser: which words open lines, and the list of what may stand somewhere.

#pragma once

#include <string>

#include "grammar/base/language.h"
#include "grammar/parser_failure.h"

namespace onus::grammar {

/// True for keywords that open a clause, an effect or a step under some heading.
[[nodiscard]] bool opens_clause(TokenKind kind);

/// A sign as it is written: "(", "<=". Empty for anything else.
[[nodiscard]] std::string_view sign_of(TokenKind kind);

/// What may stand there, in the words of the file: "at most, at least, a value". Of many words the
/// ones that matter: at the beginning of a line those that open lines.
[[nodiscard]] std::string expected_words(const TokenSet& expected, bool at_line_start,
                                         Language language);

/// True if any value may stand there.
[[nodiscard]] bool expects_value(const TokenSet& expected);

[[nodiscard]] inline bool has(const TokenSet& set, TokenKind kind) {
    return set.test(static_cast<std::size_t>(kind));
}

}  // namespace onus::grammar
