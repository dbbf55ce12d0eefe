// SPDX-License-Identifier: Apache-2.0
//
// Internal to the parser: heading words that are not quite right, before the file is split at them.

#pragma once

#include <string_view>
#include <vector>

#include "grammar/base/diagnostic.h"
#include "grammar/base/language.h"
#include "grammar/run_on.h"
#include "grammar/token.h"

namespace onus::grammar {

/// The language of the heading words; English if there are none.
[[nodiscard]] Language guess_language(const std::vector<Token>& tokens, const Source& source);

/// Reports words at the beginning of a line that were meant to be headings, and makes them so:
/// words of the other language, misspelt ones, ones run together with their name. One that
/// resembles nothing becomes `kBad`, which opens a heading that nobody reads.
void mend_headings(std::vector<Token>& tokens, const Source& source, Language language,
                   Diagnostics& diagnostics);

/// Reports Chinese words that hold a comparison with a number or between known names,
/// 总额超过5万元, and splits them. As a name such a word would be read without complaint.
void mend_run_on_words(std::vector<Token>& tokens, const Source& source,
                       const IsKnownName& is_known_name, Diagnostics& diagnostics);

/// The tokens of the parts of a run-on word, before keywords are told from names.
[[nodiscard]] std::vector<Token> tokens_of_parts(const Token& word, std::string_view text,
                                                 const std::vector<std::string_view>& parts);

}  // namespace onus::grammar
