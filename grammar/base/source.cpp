// SPDX-License-Identifier: Apache-2.0

#include "grammar/base/source.h"

#include <utf8proc.h>

#include <algorithm>

#include "grammar/base/text.h"

namespace onus {

LineColumn locate(std::string_view text, std::uint32_t offset) {
    const std::string_view before = text.substr(0, offset);
    const std::size_t last_break = before.rfind('\n');
    const std::size_t row = last_break == std::string_view::npos ? 0 : last_break + 1;
    const auto breaks = std::count(before.begin(), before.end(), '\n');
    LineColumn place{static_cast<std::uint32_t>(breaks) + 1, 1};
    for (std::size_t at = row; at < before.size(); ++place.column) {
        static_cast<void>(next_code_point(before, at));
    }
    return place;
}

std::string_view line_at(std::string_view text, std::uint32_t offset) {
    const std::size_t at = std::min<std::size_t>(offset, text.size());
    const std::size_t last_break = text.substr(0, at).rfind('\n');
    const std::size_t begin = last_break == std::string_view::npos ? 0 : last_break + 1;
    std::string_view line = text.substr(begin, std::min(text.find('\n', at), text.size()) - begin);
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

std::uint32_t display_width(std::string_view text) {
    std::uint32_t width = 0;
    for (std::size_t offset = 0; offset < text.size();) {
        const char32_t c = next_code_point(text, offset);
        width +=
            c == U'\t'
                ? kTabWidth
                : static_cast<std::uint32_t>(utf8proc_charwidth(static_cast<utf8proc_int32_t>(c)));
    }
    return width;
}

}  // namespace onus
