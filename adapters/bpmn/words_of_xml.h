// SPDX-License-Identifier: Apache-2.0
//
// Texts of attributes and elements, as tools write them.

#pragma once

#include <string>
#include <string_view>

#include "grammar/base/text.h"

namespace onus::bpmn {

[[nodiscard]] inline std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kBlanks);
    return begin == std::string_view::npos
               ? std::string_view()
               : text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

/// Marks without a width that turn the direction of what is around them, or mean nothing.
[[nodiscard]] inline bool is_unseen(char32_t sign) {
    return sign == 0x00AD || sign == 0x061C || sign == 0x200B || sign == 0x200E || sign == 0x200F ||
           (sign >= 0x202A && sign <= 0x202E) || (sign >= 0x2060 && sign <= 0x206F) ||
           sign == 0xFEFF || (sign >= 0xFFF9 && sign <= 0xFFFB);
}

/// With every run of blanks and line breaks as one blank: tools break names where they draw them.
/// Characters that no text of a rulebook may hold become blanks, too; unseen ones go.
[[nodiscard]] inline std::string one_line(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t sign = next_code_point(text, at);
        const bool blank =
            sign <= ' ' || (sign >= 0x7F && sign <= 0xA0) || sign == 0x2028 || sign == 0x2029;
        if (blank) {
            out += out.empty() || out.back() == ' ' ? "" : " ";
        } else if (!is_unseen(sign)) {
            append_utf8(out, sign);
        }
    }
    if (!out.empty() && out.back() == ' ') {
        out.pop_back();
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
