// SPDX-License-Identifier: Apache-2.0

#include "grammar/base/diagnostic_text.h"

#include <algorithm>
#include <array>

#include "grammar/base/text.h"

namespace onus {
namespace {

/// A text in both languages, indexed by `Language`.
using Words = std::array<std::string_view, 2>;

struct Entry {
    std::string_view code;
    Words message;
    Words help;
    Words why;
};

constexpr auto kEntries = std::to_array<Entry>({
#define ONUS_DIAGNOSTIC(kind, code, severity, message_en, message_zh, help_en, help_zh, why_en, \
                        why_zh)                                                                 \
    {code, {message_en, message_zh}, {help_en, help_zh}, {why_en, why_zh}},
#include "grammar/base/diagnostic_kinds.def"
#undef ONUS_DIAGNOSTIC
});

constexpr Words kPlaceholder = {"…", "……"};
/// A value in a message is cut behind so many bytes, and a line is shown for so many bytes around
/// the place that is spoken of: somebody's payload may be one line of a megabyte.
constexpr std::size_t kValueMax = 400;
constexpr std::size_t kRowBefore = 80;
constexpr std::size_t kRowMax = 200;

constexpr Words kHelp = {"  = help: ", "  建议："};
constexpr std::array<Words, 3> kSeverity = {
    {{"note", "提示"}, {"warning", "警告"}, {"error", "错误"}}};

std::string_view in(const Words& words, Language language) {
    return words[static_cast<std::size_t>(language)];
}

const Entry& entry_of(DiagnosticKind kind) { return kEntries[static_cast<std::size_t>(kind)]; }

/// Characters that would move the cursor, or turn the direction of the text around them.
bool is_unprintable(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200E && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/// As it may be shown on a terminal: tabs become spaces, unprintable characters become U+FFFD.
std::string shown(std::string_view text) {
    std::string out;
    for (std::size_t offset = 0; offset < text.size();) {
        const char32_t c = next_code_point(text, offset);
        if (c == U'\t') {
            out.append(kTabWidth, ' ');
        } else {
            append_utf8(out, is_unprintable(c) ? U'\uFFFD' : c);
        }
    }
    return out;
}

/// The nearest beginning of a character at or before `at`.
std::size_t character_begin(std::string_view text, std::size_t at) {
    while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
        --at;
    }
    return std::min(at, text.size());
}

std::string shown_value(std::string_view text) {
    return text.size() <= kValueMax ? shown(text)
                                    : shown(text.substr(0, character_begin(text, kValueMax))) + "…";
}

/// Fills `{0}` … `{9}`. A value that was not given leaves its placeholder.
std::string fill(std::string_view words, const std::vector<std::string>& arguments) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool is_placeholder = i + 2 < words.size() && words[i] == '{' &&
                                    words[i + 1] >= '0' && words[i + 1] <= '9' &&
                                    words[i + 2] == '}';
        const auto index = is_placeholder ? static_cast<std::size_t>(words[i + 1] - '0') : 0;
        if (is_placeholder && index < arguments.size()) {
            out += shown_value(arguments[index]);
            i += 2;
        } else {
            out += words[i];
        }
    }
    return out;
}

/// The place, its line and a row of `mark` under it. A span over several lines is marked on its
/// first line only.
std::string render_place(std::string_view corner, std::string_view name, Span span, char mark,
                         const Source* source) {
    std::string out = "  ";
    out.append(corner).append(" ").append(shown(name));
    if (source == nullptr) {
        return out + "\n";
    }
    const std::string_view text = source->text;
    const auto [line, column] = locate(text, span.begin);
    out += ":" + std::to_string(line) + ":" + std::to_string(column) + "\n";

    std::string_view row = line_at(text, span.begin);
    auto row_begin = static_cast<std::size_t>(row.data() - text.data());
    std::string_view cut_before;
    std::string_view cut_behind;
    if (const std::size_t at = span.begin - std::min<std::size_t>(span.begin, row_begin);
        row.size() > kRowMax) {
        const std::size_t first =
            character_begin(row, std::min(at, row.size()) - std::min({at, row.size(), kRowBefore}));
        const std::size_t last = character_begin(row, std::min(first + kRowMax, row.size()));
        cut_before = first > 0 ? "…" : "";
        cut_behind = last < row.size() ? "…" : "";
        row = row.substr(first, last - first);
        row_begin += first;
    }
    const std::size_t begin = std::min(
        std::size_t{span.begin} - std::min<std::size_t>(span.begin, row_begin), row.size());
    const std::size_t end = std::clamp(
        std::size_t{span.end} - std::min<std::size_t>(span.end, row_begin), begin, row.size());
    std::string number = std::to_string(line);
    number.insert(0, number.size() < 2 ? 2 - number.size() : 0, ' ');
    const std::uint32_t indent =
        display_width(cut_before) + display_width(shown(row.substr(0, begin)));
    const std::uint32_t width = display_width(shown(row.substr(begin, end - begin)));

    out += number + "│ " + std::string(cut_before) + shown(row) + std::string(cut_behind) + "\n";
    out += std::string(number.size(), ' ') + "│ " + std::string(indent, ' ');
    return out + std::string(std::max(width, 1U), mark) + "\n";
}

std::string text_of(const Source* source, Span span) {
    if (source == nullptr || span.begin >= span.end || span.end > source->text.size()) {
        return "";
    }
    return shown(std::string_view(source->text).substr(span.begin, span.end - span.begin));
}

/// In backticks, unless it has some itself: a quoted name.
std::string in_ticks(const std::string& text) {
    return text.find('`') == std::string::npos ? "`" + text + "`" : "“" + text + "”";
}

std::string render_fix(const Diagnostic& diagnostic, Language language, const Source* source) {
    const bool english = language == Language::kEnglish;
    const std::string replacement = shown(diagnostic.fix->replacement);
    const std::string old = text_of(source, diagnostic.fix->span);
    if (replacement.empty()) {
        return english ? "remove " + in_ticks(old) : "删去 " + old;
    }
    if (replacement.find_first_not_of(' ') == std::string::npos) {
        return english ? "write a space instead of " + in_ticks(old) : "将 " + old + " 改为空格";
    }
    const Span place = diagnostic.fix->span;
    if (old.empty() && place != diagnostic.span) {
        const std::size_t begin = replacement.find_first_not_of(' ');
        const std::string more =
            replacement.substr(begin, replacement.find_last_not_of(' ') + 1 - begin);
        const bool behind = place.begin >= diagnostic.span.end;
        return english ? "add " + in_ticks(more) + (behind ? " behind it" : " before it")
                       : (behind ? "在其后补上 " : "在其前补上 ") + more;
    }
    if (diagnostic.fix->span == diagnostic.span || old.empty()) {
        return english ? "write " + in_ticks(replacement) + " here" : "此处改为 " + replacement;
    }
    return english ? "write " + in_ticks(replacement) + " instead of " + in_ticks(old)
                   : "将 " + old + " 改为 " + replacement;
}

}  // namespace

std::string message_of(const Diagnostic& diagnostic, Language language) {
    return fill(in(entry_of(diagnostic.kind).message, language), diagnostic.arguments);
}

std::string help_of(const Diagnostic& diagnostic, Language language) {
    return fill(in(entry_of(diagnostic.kind).help, language), diagnostic.arguments);
}

std::optional<std::string> page_of(std::string_view code, Language language) {
    const auto* const entry = std::find_if(kEntries.begin(), kEntries.end(),
                                           [&](const Entry& each) { return each.code == code; });
    if (entry == kEntries.end()) {
        return std::nullopt;
    }
    const std::vector<std::string> blanks(10, std::string(in(kPlaceholder, language)));
    std::string page = std::string(code) + "  " + fill(in(entry->message, language), blanks);
    page.append("\n\n").append(in(entry->why, language)).append("\n");
    if (const std::string help = fill(in(entry->help, language), blanks); !help.empty()) {
        page.append("\n").append(in(kHelp, language).substr(2)).append(help).append("\n");
    }
    return page;
}

std::vector<std::string_view> diagnostic_codes() {
    std::vector<std::string_view> codes;
    codes.reserve(kEntries.size());
    for (const Entry& entry : kEntries) {
        codes.push_back(entry.code);
    }
    std::sort(codes.begin(), codes.end());
    return codes;
}

std::string render(const Diagnostic& diagnostic, Language language, const SourceLookup& source_of) {
    const auto severity = static_cast<std::size_t>(severity_of(diagnostic.kind));
    std::string out(in(kSeverity[severity], language));
    out.append("[").append(code_of(diagnostic.kind)).append("] ");
    out.append(message_of(diagnostic, language)).append("\n");

    const Source* source = nullptr;
    if (!diagnostic.source_name.empty()) {
        source = source_of ? source_of(diagnostic.source_name) : nullptr;
        out += render_place("┌─", diagnostic.source_name, diagnostic.span, '^', source);
    }
    for (const RelatedPlace& place : diagnostic.related) {
        const Source* other = source_of ? source_of(place.source_name) : nullptr;
        out += render_place("├─", place.source_name, place.span, '-', other);
    }
    if (const std::string help = help_of(diagnostic, language); !help.empty()) {
        out.append(in(kHelp, language)).append(help).append("\n");
    }
    if (diagnostic.fix) {
        out.append(in(kHelp, language)).append(render_fix(diagnostic, language, source));
        out.append("\n");
    }
    return out;
}

}  // namespace onus
