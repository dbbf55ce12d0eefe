// SPDX-License-Identifier: Apache-2.0

#include "grammar/format_words.h"

#include <algorithm>

#include "grammar/base/source.h"
#include "grammar/base/text.h"

namespace onus::grammar {
namespace {

// \x01 number \x02 name \x03
constexpr char kNumberMark = '\x01';
constexpr char kNameMark = '\x02';
constexpr char kEndMark = '\x03';

/// Columns that the opening keyword of a line takes, with the space behind it.
constexpr std::size_t kLabelWidthEnglish = 11;
constexpr std::size_t kLabelWidthChinese = 8;

bool is_plain(std::string_view name) {
    for (std::size_t offset = 0; offset < name.size();) {
        const bool first = offset == 0;
        const char32_t c = next_code_point(name, offset);
        if (!(c == U'_' || is_letter(c) || (!first && is_name_part(c)))) {
            return false;
        }
    }
    return !name.empty();
}

std::string in_quotes(const std::string& name, bool english) {
    const bool backtick =
        english ? name.find('`') == std::string::npos
                : name.find("「") != std::string::npos || name.find("」") != std::string::npos;
    return backtick ? "`" + name + "`" : "「" + name + "」";
}

char32_t last_code_point(std::string_view text) {
    std::size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
        --at;
    }
    return next_code_point(text, at);
}

/// A Chinese bracket or quotation mark brings its own space.
bool needs_no_space(std::string_view before, std::string_view behind) {
    const char32_t last = last_code_point(before);
    std::size_t at = 0;
    const char32_t first = next_code_point(behind, at);
    return (last == U'）' && (first >= 0x80 || first == kNumberMark)) ||
           (first == U'（' && last >= 0x80);
}

}  // namespace

std::string FormatWords::label(TokenKind keyword, std::size_t less) const {
    const std::size_t width = (english() ? kLabelWidthEnglish : kLabelWidthChinese) - less;
    const std::string text = word(keyword);
    const std::size_t used = display_width(text);
    return text + std::string(used < width ? width - used : 1, ' ');
}

std::string FormatWords::spelled(const ast::Name& name, NameSpace space) const {
    if (!translates()) {
        return name.text;
    }
    if (english()) {
        return name.id;
    }
    const auto built_in = built_in_chinese(name.id, space);
    if (space == NameSpace::kType && built_in) {
        return std::string(*built_in);
    }
    if (const auto chinese = names_.chinese_of(name.id)) {
        return std::string(*chinese);
    }
    return built_in ? std::string(*built_in) : name.id;
}

std::string FormatWords::name(const ast::Name& name, NameSpace space) const {
    const std::size_t number = next_name_++;
    std::string text = spelled(name, space);
    if (text.empty()) {
        return text;
    }
    if (!is_plain(text) || quoted_.contains(number)) {
        return in_quotes(text, english());
    }
    return kNumberMark + std::to_string(number) + kNameMark + text + kEndMark;
}

std::string FormatWords::names(const std::vector<ast::Name>& names) const {
    std::string all;
    for (const ast::Name& one : names) {
        all += all.empty() ? "" : list_comma();
        all += name(one);
    }
    return all;
}

std::string FormatWords::join(const std::vector<std::string>& parts) const {
    std::string all;
    for (const std::string& part : parts) {
        if (part.empty()) {
            continue;
        }
        all += all.empty() || (!english() && needs_no_space(all, part)) ? "" : " ";
        all += part;
    }
    return all;
}

std::string FormatWords::escaped(std::string_view text) const {
    std::string out;
    for (std::size_t offset = 0; offset < text.size();) {
        const std::size_t begin = offset;
        const char32_t c = next_code_point(text, offset);
        if (c == U'\n') {
            out += "\\n";
            continue;
        }
        // One pair of “ ” without anything special in it may stand as it is.
        if (c == U'“') {
            const std::size_t close = text.find("”", offset);
            const std::string_view inner =
                text.substr(offset, close == std::string_view::npos ? 0 : close - offset);
            const bool plain = inner.find_first_of("\"\\{}\n") == std::string_view::npos &&
                               inner.find("“") == std::string_view::npos &&
                               inner.find("＂") == std::string_view::npos &&
                               inner.find("＼") == std::string_view::npos &&
                               inner.find("｛") == std::string_view::npos &&
                               inner.find("｝") == std::string_view::npos;
            if (close != std::string_view::npos && plain) {
                offset = close + std::string_view("”").size();
                out += text.substr(begin, offset - begin);
                continue;
            }
        }
        const char32_t narrow = narrow_width(c);
        const bool special = narrow == U'"' || narrow == U'\\' || narrow == U'{' ||
                             narrow == U'}' || c == U'“' || c == U'”';
        out += special ? "\\" : "";
        out += text.substr(begin, offset - begin);
    }
    return out;
}

std::string without_marks(std::string_view marked, std::vector<PlacedName>& names) {
    std::string text;
    for (std::size_t at = 0; at < marked.size(); ++at) {
        if (marked[at] == kNumberMark) {
            PlacedName name;
            for (++at; marked[at] != kNameMark; ++at) {
                name.number = name.number * 10 + static_cast<std::size_t>(marked[at] - '0');
            }
            name.span.begin = static_cast<std::uint32_t>(text.size());
            names.push_back(name);
        } else if (marked[at] == kEndMark) {
            names.back().span.end = static_cast<std::uint32_t>(text.size());
        } else {
            text += marked[at];
        }
    }
    return text;
}

std::size_t width_of(std::string_view marked) {
    std::vector<PlacedName> ignored;
    return display_width(without_marks(marked, ignored));
}

std::string padded(const std::string& text, std::size_t width) {
    const std::size_t used = width_of(text);
    return used < width ? text + std::string(width - used, ' ') : text;
}

}  // namespace onus::grammar
