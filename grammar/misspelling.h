// SPDX-License-Identifier: Apache-2.0
//
// "Did you mean": the keyword that a misspelt word was meant to be.

#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "grammar/base/language.h"
#include "grammar/token.h"

namespace onus::grammar {

/// The keyword with the nearest spelling among those that `may_be` allows; nothing if none is near:
/// two slips in a word of six letters or more, one in a shorter one, none in a word of two; in
/// Chinese one wrong character in a word of two or more. `generous` allows one slip more in English
/// words of four letters or more. A phrase is only compared with phrases of as many words.
[[nodiscard]] std::optional<TokenKind> nearest_keyword(
    std::string_view word, Language language, bool generous,
    const std::function<bool(TokenKind)>& may_be);

/// That of the keyword's spellings which is nearest.
[[nodiscard]] std::string_view nearest_spelling(std::string_view word, TokenKind keyword,
                                                Language language);

}  // namespace onus::grammar
