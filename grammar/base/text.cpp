// SPDX-License-Identifier: Apache-2.0

#include "grammar/base/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <vector>

#include "grammar/base/check.h"

namespace onus {
namespace {

struct Free {
    void operator()(utf8proc_uint8_t* bytes) const { std::free(bytes); }
};

const utf8proc_uint8_t* bytes_of(std::string_view text) {
    return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Bytes of the code point at the beginning of `text`, 0 if it is malformed.
std::size_t decode(std::string_view text, char32_t& code_point) {
    utf8proc_int32_t decoded = -1;
    const auto length =
        utf8proc_iterate(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &decoded);
    if (length <= 0) {
        return 0;
    }
    code_point = static_cast<char32_t>(decoded);
    return static_cast<std::size_t>(length);
}

bool is_cjk_ideograph(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

utf8proc_category_t category_of(char32_t c) {
    return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

char32_t narrow(char32_t c) {
    if (c >= U'！' && c <= U'～') {
        return c - U'！' + U'!';
    }
    switch (c) {
        case U'\u3000':
            return U' ';
        case U'￠':
            return U'¢';
        case U'￡':
            return U'£';
        case U'￥':
            return U'¥';
        default:
            return c;
    }
}

std::u32string code_points_of(std::string_view text) {
    std::u32string out;
    for (std::size_t offset = 0; offset < text.size();) {
        out += next_code_point(text, offset);
    }
    return out;
}

}  // namespace

bool is_utf8(std::string_view text) {
    char32_t ignored = 0;
    while (!text.empty()) {
        const std::size_t length = decode(text, ignored);
        if (length == 0) {
            return false;
        }
        text.remove_prefix(length);
    }
    return true;
}

std::string to_nfc(std::string_view text) {
    if (is_ascii(text)) {
        return std::string(text);
    }
    utf8proc_uint8_t* mapped = nullptr;
    constexpr auto kOptions = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    const auto length =
        utf8proc_map(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &mapped, kOptions);
    const std::unique_ptr<utf8proc_uint8_t, Free> owner(mapped);
    ONUS_CHECK(length >= 0, "texts are checked to be UTF-8 before they are normalised");
    return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)};
}

std::string fold_width(std::string_view text) {
    if (is_ascii(text)) {
        return std::string(text);
    }
    std::string folded;
    folded.reserve(text.size());
    for (std::size_t offset = 0; offset < text.size();) {
        append_utf8(folded, narrow(next_code_point(text, offset)));
    }
    return to_nfc(folded);
}

char32_t next_code_point(std::string_view text, std::size_t& offset) {
    char32_t code_point = U'\uFFFD';
    const std::size_t length = decode(text.substr(offset), code_point);
    offset += length == 0 ? 1 : length;
    return code_point;
}

void append_utf8(std::string& out, char32_t code_point) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), bytes.data());
    if (length == 0) {
        length = utf8proc_encode_char(0xFFFD, bytes.data());
    }
    out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
}

bool is_letter(char32_t code_point) {
    if (is_cjk_ideograph(code_point)) {
        return true;
    }
    switch (category_of(code_point)) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LT:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO:
        case UTF8PROC_CATEGORY_NL:
            return true;
        default:
            return false;
    }
}

bool is_name_part(char32_t code_point) {
    if (is_letter(code_point)) {
        return true;
    }
    switch (category_of(code_point)) {
        case UTF8PROC_CATEGORY_MN:
        case UTF8PROC_CATEGORY_MC:
        case UTF8PROC_CATEGORY_ND:
        case UTF8PROC_CATEGORY_PC:
            return true;
        default:
            return false;
    }
}

char32_t narrow_width(char32_t code_point) { return narrow(code_point); }

std::uint32_t edit_distance(std::string_view a, std::string_view b, std::uint32_t limit) {
    const std::u32string from = code_points_of(a);
    const std::u32string to = code_points_of(b);
    const std::size_t gap =
        from.size() > to.size() ? from.size() - to.size() : to.size() - from.size();
    if (gap >= limit) {
        return limit;
    }
    // One row of the table at a time; `diagonal` is the cell above and to the left.
    std::vector<std::uint32_t> row(to.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j) {
        row[j] = static_cast<std::uint32_t>(j);
    }
    for (const char32_t c : from) {
        std::uint32_t diagonal = row[0]++;
        std::uint32_t least = row[0];
        for (std::size_t j = 1; j < row.size(); ++j) {
            const std::uint32_t above = row[j];
            row[j] = std::min({diagonal + (c == to[j - 1] ? 0U : 1U), above + 1, row[j - 1] + 1});
            diagonal = above;
            least = std::min(least, row[j]);
        }
        if (least >= limit) {
            return limit;
        }
    }
    return std::min(row.back(), limit);
}

}  // namespace onus
