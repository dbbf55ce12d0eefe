// SPDX-License-Identifier: Apache-2.0
//
// Texts of attributes and elements, as tools write them.

#pragma once

#include <string>
#include <string_view>

namespace onus::bpmn {

[[nodiscard]] inline std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kBlanks);
    return begin == std::string_view::npos
               ? std::string_view()
               : text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

/// With every run of blanks and line breaks as one blank: tools break names where they draw them.
/// Characters that no text of a rulebook may hold become blanks, too.
[[nodiscard]] inline std::string one_line(std::string_view text) {
    std::string out;
    for (const char sign : trimmed(text)) {
        const bool blank = static_cast<unsigned char>(sign) <= ' ' || sign == '\x7F';
        if (!blank) {
            out += sign;
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    return out;
}

/// "invoice" of "tns:invoice".
[[nodiscard]] inline std::string local_part(std::string_view text) {
    const std::string_view name = trimmed(text);
    return std::string(
        name.substr(name.find(':') == std::string_view::npos ? 0 : name.find(':') + 1));
}

}  // namespace onus::bpmn
