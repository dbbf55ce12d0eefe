// SPDX-License-Identifier: Apache-2.0

#include "grammar/parser_characters.h"

#include <algorithm>
#include <array>

#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"

namespace onus::grammar {
namespace {

bool is_bidi_control(char32_t c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

/// "U+202E"
std::string code_point_name(char32_t c) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string digits;
    for (; c != 0 || digits.size() < 4; c /= 16) {
        digits.insert(digits.begin(), kDigits[c % 16]);
    }
    return "U+" + digits;
}

/// Scripts whose letters look like each other's; a name has letters of one of them at most.
enum class Script : std::uint8_t { kLatin, kGreek, kCyrillic, kOther };

Script script_of(char32_t c) {
    if (!is_letter(c)) {
        return Script::kOther;
    }
    if (c < 0x0250 || (c >= 0x1E00 && c <= 0x1EFF)) {
        return Script::kLatin;
    }
    if ((c >= 0x0370 && c <= 0x03FF) || (c >= 0x1F00 && c <= 0x1FFF)) {
        return Script::kGreek;
    }
    return (c >= 0x0400 && c <= 0x052F) ? Script::kCyrillic : Script::kOther;
}

Diagnostic at(DiagnosticKind kind, const Source& source, Span span, std::string argument) {
    Diagnostic diagnostic;
    diagnostic.kind = kind;
    diagnostic.source_name = source.name;
    diagnostic.span = span;
    diagnostic.arguments = {std::move(argument)};
    return diagnostic;
}

}  // namespace

bool is_control(char32_t c) {
    return (c < 0x20 && c != U'\t' && c != U'\n' && c != U'\r') || c == 0x7F;
}

Diagnostics find_controls(const Source& source) {
    Diagnostics found;
    const std::string_view text = source.text;
    for (std::size_t offset = 0; offset < text.size();) {
        // All that turn the direction are encoded with one of these lead bytes.
        const auto lead = static_cast<unsigned char>(text[offset]);
        if (is_control(lead)) {
            const Span span{static_cast<std::uint32_t>(offset),
                            static_cast<std::uint32_t>(offset) + 1};
            found.push_back(
                at(DiagnosticKind::kStrayCharacter, source, span, code_point_name(lead)));
            found.back().fix = Fix{span, ""};
        }
        if (lead != 0xD8 && lead != 0xE2) {
            ++offset;
            continue;
        }
        const std::size_t begin = offset;
        const char32_t c = next_code_point(text, offset);
        if (is_bidi_control(c)) {
            const Span span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(offset)};
            found.push_back(
                at(DiagnosticKind::kDirectionControl, source, span, code_point_name(c)));
            found.back().fix = Fix{span, ""};
        }
    }
    return found;
}

void check_name(const Source& source, const Token& name, Diagnostics& out) {
    if (!name.needs_folding) {
        return;
    }
    const std::string word = folded_text(name, source.text);
    std::array<bool, 4> seen{};
    for (std::size_t offset = 0; offset < word.size();) {
        const bool first = offset == 0;
        const char32_t c = next_code_point(word, offset);
        if (first && name.kind == TokenKind::kWord && c != U'_' && !is_letter(c)) {
            out.push_back(at(DiagnosticKind::kNameBeginsBadly, source, name.span, word));
        }
        seen[static_cast<std::size_t>(script_of(c))] = true;
    }
    if (std::count(seen.begin(), seen.begin() + 3, true) > 1) {
        out.push_back(at(DiagnosticKind::kMixedScripts, source, name.span, word));
    }
}

bool needs_folding(std::string_view word) {
    for (std::size_t offset = 0; offset < word.size();) {
        if (static_cast<unsigned char>(word[offset]) < 0x80) {
            ++offset;
            continue;
        }
        const char32_t c = next_code_point(word, offset);
        if (c < 0x3400 || c > 0x9FFF) {
            return true;
        }
    }
    return false;
}

bool starts_line(std::string_view text, std::uint32_t offset) {
    while (offset > 0) {
        const char before = text[offset - 1];
        if (before == '\n' || before == '\r') {
            return true;
        }
        if (before == ' ' || before == '\t') {
            --offset;
        } else if (offset >= 3 && text.substr(offset - 3, 3) == "\u3000") {
            offset -= 3;
        } else {
            return offset == 3 && text.starts_with("\xEF\xBB\xBF");
        }
    }
    return true;
}

std::string printable(std::string_view text) {
    std::string out;
    for (std::size_t offset = 0; offset < text.size();) {
        const char32_t c = next_code_point(text, offset);
        const bool visible = c > U' ' && c != 0x7F && !(c >= 0x80 && c <= 0xA0) &&
                             !(c >= 0x2000 && c <= 0x200F) && !(c >= 0x2028 && c <= 0x202F) &&
                             !(c >= 0x2060 && c <= 0x206F) && c != 0xFEFF;
        if (visible) {
            append_utf8(out, c);
        } else {
            out += (out.empty() ? "" : " ") + code_point_name(c);
        }
    }
    return out;
}

}  // namespace onus::grammar
