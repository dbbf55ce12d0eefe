// SPDX-License-Identifier: Apache-2.0
//
// Unicode text as Onus compares it.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace onus {

/// True if `text` is well-formed UTF-8.
[[nodiscard]] bool is_utf8(std::string_view text);

/// Normal form C. Texts, names and keys are equal if their NFC is. REQUIRES: `text` is UTF-8.
[[nodiscard]] std::string to_nfc(std::string_view text);

/// NFC after folding full-width Latin letters, digits and signs to ASCII ("７天" to "7天").
/// REQUIRES: `text` is UTF-8.
[[nodiscard]] std::string fold_width(std::string_view text);

/// Decodes the code point at `offset` and moves `offset` behind it. U+FFFD for a malformed byte.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& offset);

/// Appends the UTF-8 of `code_point`.
void append_utf8(std::string& out, char32_t code_point);

/// Letters of any script, and letter-like numbers.
[[nodiscard]] bool is_letter(char32_t code_point);

/// What may follow the first letter of a name: letters, combining marks, digits, connectors.
[[nodiscard]] bool is_name_part(char32_t code_point);

/// Full-width signs, digits and Latin letters as their ASCII forms; anything else as it is.
[[nodiscard]] char32_t narrow_width(char32_t code_point);

/// Edit distance in code points, for "did you mean"; stops counting at `limit`.
[[nodiscard]] std::uint32_t edit_distance(std::string_view a, std::string_view b,
                                          std::uint32_t limit);

}  // namespace onus
