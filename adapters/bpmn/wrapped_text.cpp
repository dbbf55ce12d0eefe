// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/wrapped_text.h"

#include <algorithm>

#include "grammar/base/source.h"
#include "grammar/base/text.h"

namespace onus::bpmn {

std::vector<std::string> wrapped(std::string_view text, std::uint32_t cells, std::size_t most) {
    std::vector<std::string> lines(1);
    std::string piece;
    const auto flush = [&](bool blank) {
        if (!lines.back().empty() &&
            display_width(lines.back()) + display_width(piece) + (blank ? 1U : 0U) > cells) {
            lines.emplace_back();
        }
        lines.back() += piece;
        piece.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const char32_t sign = next_code_point(text, at);
        if (sign == ' ') {
            flush(false);
            if (!lines.back().empty()) {
                piece = " ";
            }
            continue;
        }
        append_utf8(piece, sign);
        if (sign >= 0x2E80 || sign == '_') {
            flush(false);
        }
    }
    flush(false);
    for (std::string& line : lines) {
        line.erase(0, line.find_first_not_of(' ') == std::string::npos
                          ? line.size()
                          : line.find_first_not_of(' '));
    }
    if (lines.size() > most) {
        lines.resize(most);
        lines.back() += "…";
    }
    return lines;
}

std::vector<std::string> label_lines(std::string_view text) {
    constexpr std::uint32_t kCells = 20;
    return wrapped(text, kCells, 2);
}

int label_width(const std::vector<std::string>& lines) {
    constexpr std::uint32_t kCell = 6;
    std::uint32_t widest = 0;
    for (const std::string& line : lines) {
        widest = std::max(widest, display_width(line));
    }
    return static_cast<int>(widest * kCell);
}

}  // namespace onus::bpmn
