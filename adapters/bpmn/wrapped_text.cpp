// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/wrapped_text.h"

#include <algorithm>
#include <utility>

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

std::string as_words(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

std::string shortened(const std::string& text, std::uint32_t cells) {
    if (display_width(text) <= cells) {
        return text;
    }
    std::string cut;
    for (std::size_t at = 0; at < text.size();) {
        std::string next = cut;
        append_utf8(next, next_code_point(text, at));
        if (display_width(next) + 1 > cells) {
            break;
        }
        cut = std::move(next);
    }
    return cut + "…";
}

std::vector<std::string> name_lines(std::string_view text) { return wrapped(text, 15, 2); }

std::vector<std::string> label_lines(std::string_view text) {
    constexpr std::uint32_t kCells = 20;
    return wrapped(text, kCells, 2);
}

int label_width(const std::vector<std::string>& lines) {
    constexpr std::uint32_t kCell = 7;
    std::uint32_t widest = 0;
    for (const std::string& line : lines) {
        widest = std::max(widest, display_width(line));
    }
    return static_cast<int>(widest * kCell + 6);
}

}  // namespace onus::bpmn
