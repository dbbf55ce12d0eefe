// SPDX-License-Identifier: Apache-2.0
//
// Internal to the parser: characters that deceive, and small questions about places in a text.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "grammar/base/diagnostic.h"
#include "grammar/token.h"

namespace onus::grammar {

/// One report for each character that turns the direction of the text around it, and for each
/// control character; nowhere in a rulebook, not even in a comment, is there a use for them.
[[nodiscard]] Diagnostics find_controls(const Source& source);

/// U+0000 to U+001F but tab and line breaks, U+007F.
[[nodiscard]] bool is_control(char32_t c);

/// Reports a name that does not begin with a letter, or mixes scripts whose letters look alike.
void check_name(const Source& source, const Token& name, Diagnostics& out);

/// True if folding could change the word.
[[nodiscard]] bool needs_folding(std::string_view word);

/// True if only white space stands before `offset` on its line.
[[nodiscard]] bool starts_line(std::string_view text, std::uint32_t offset);

/// As it may be quoted in a message: what cannot be seen is named, "U+200B".
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace onus::grammar
