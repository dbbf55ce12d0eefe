// SPDX-License-Identifier: Apache-2.0
//
// Internal to the parser: where the tokens of a heading stop making sense.

#pragma once

#include <bitset>
#include <cstddef>

#include "grammar/token.h"

namespace onus::grammar {

using TokenSet = std::bitset<kTokenKindCount>;

struct ParseFailure {
    /// The first token that fits nothing; the number of tokens if the heading ends too early.
    std::size_t at = 0;

    /// What may stand there; `kEnd` stands for the next heading.
    TokenSet expected;

    /// First token of the clause that was being read; of the heading if none was.
    std::size_t clause_begin = 0;
};

}  // namespace onus::grammar
