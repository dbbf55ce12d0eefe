// SPDX-License-Identifier: Apache-2.0
//
// Internal to the parser: a cheap first pass that finds the headings of a file. Each is parsed on
// its own, so that a mistake stays in its declaration and memory stays small.

#pragma once

#include <cstddef>
#include <vector>

#include "grammar/token.h"

namespace onus::grammar {

/// Half-open range of tokens. The first is the heading's keyword, except for what stands before the
/// first heading.
struct Unit {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// True for `record`, `rule`, …, which open a declaration; not for `rulebook` and `step`.
[[nodiscard]] bool opens_declaration(TokenKind keyword);

/// True if a clause can end with this token.
[[nodiscard]] bool can_end_clause(TokenKind kind);

/// `rulebook` and every declaration, in order; without gaps.
[[nodiscard]] std::vector<Unit> split_at_headings(const std::vector<Token>& tokens);

}  // namespace onus::grammar
