// SPDX-License-Identifier: Apache-2.0
//
// Gives keyword types to words. The lexer knows no keywords, so that names stay free; which word is
// a keyword follows from its neighbours alone.

#pragma once

#include <string_view>
#include <vector>

#include "grammar/base/language.h"
#include "grammar/token.h"

namespace onus::grammar {

/// Replaces words by keywords, the longest phrase first; the words of a phrase become one token.
///
/// - After `.`, after `list of` and before `:` a word is a name, and no phrase reaches over a `:`.
/// - Unit words count only directly after a number.
/// - In the list after `one of` every word is a name.
/// - After `is`, `is not`, `:` and `level` a word is a name unless it can open a value.
///
/// Line breaks make no difference, except that a phrase does not reach into a line whose first word
/// opens a clause. `text` is the whole source.
void apply_keywords(std::vector<Token>& tokens, std::string_view text, Language language);

/// True if the token is that language's word for `rulebook`, which tells the language of a file.
[[nodiscard]] bool opens_rulebook(const Token& token, std::string_view text, Language language);

}  // namespace onus::grammar
