// SPDX-License-Identifier: Apache-2.0
//
// A text that people wrote, and places in it.
//
// Offsets are bytes of the UTF-8 text as it was read. Lines, columns and display widths are
// computed at the edge, when a diagnostic is shown.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace onus {

/// Half-open range of byte offsets in a source.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    friend bool operator==(const Span&, const Span&) = default;
};

/// The smallest span that covers both.
[[nodiscard]] inline Span cover(Span a, Span b) {
    return {a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

/// A named text. `name` is what the reader calls it, usually the path of the file.
struct Source {
    std::string name;
    std::string text;
};

/// One-based line, and one-based column counted in code points.
struct LineColumn {
    std::uint32_t line = 1;
    std::uint32_t column = 1;

    friend bool operator==(const LineColumn&, const LineColumn&) = default;
};

/// Where `offset` lies in `text`. Offsets behind the end give the end.
[[nodiscard]] LineColumn locate(std::string_view text, std::uint32_t offset);

/// The line that contains `offset`, without its line break.
[[nodiscard]] std::string_view line_at(std::string_view text, std::uint32_t offset);

/// A tab is shown as that many spaces.
inline constexpr std::uint32_t kTabWidth = 4;

/// Terminal cells that `text` takes: 2 for wide and full-width characters, 0 for combining ones.
[[nodiscard]] std::uint32_t display_width(std::string_view text);

}  // namespace onus
