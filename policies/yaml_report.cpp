// SPDX-License-Identifier: Apache-2.0

#include "policies/yaml_report.h"

#include <algorithm>

#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"
#include "grammar/literals/date_literal.h"

namespace onus::policies {
namespace {

std::string join(const std::vector<std::string>& words) {
    std::string result;
    for (const std::string& word : words) {
        result += (result.empty() ? "" : ", ") + word;
    }
    return result;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t offset = 0; offset < text.size(); ++count) {
        static_cast<void>(next_code_point(text, offset));
    }
    return count;
}

}  // namespace

Diagnostics YamlReport::take() {
    std::stable_sort(
        diagnostics_.begin(), diagnostics_.end(),
        [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
    return std::move(diagnostics_);
}

Diagnostic& YamlReport::add(DiagnosticKind kind, Span span, std::vector<std::string> arguments) {
    Diagnostic diagnostic;
    diagnostic.kind = kind;
    diagnostic.source_name = source_.name;
    diagnostic.span = span;
    diagnostic.arguments = std::move(arguments);
    return diagnostics_.emplace_back(std::move(diagnostic));
}

void YamlReport::add_unknown(DiagnosticKind kind, Span span, const std::string& name,
                             const std::vector<std::string>& candidates) {
    Diagnostic& diagnostic = add(kind, span, {name});
    if (const auto near = nearest(name, candidates)) {
        diagnostic.fix = Fix{span, *near};
    }
}

void YamlReport::add_impossible(DiagnosticKind kind, Span span, const std::string& word,
                                const std::vector<std::string>& possible) {
    Diagnostic& diagnostic = add(kind, span, {word, join(possible)});
    if (const auto near = nearest(word, possible)) {
        diagnostic.fix = Fix{span, *near};
    }
}

bool YamlReport::is_map(const YamlNode& node, const std::string& name,
                        const std::vector<std::string>& known) {
    if (!is_map(node, name)) {
        return false;
    }
    for (const YamlEntry& entry : node.entries) {
        if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
            add_impossible(DiagnosticKind::kYamlUnknownKey, entry.key_span, entry.key, known);
            if (const auto& fix = diagnostics_.back().fix) {
                meant_.emplace(&node, fix->replacement);
            }
        }
    }
    return true;
}

bool YamlReport::is_map(const YamlNode& node, const std::string& name) {
    if (node.kind == YamlNode::Kind::kMap) {
        return true;
    }
    add(DiagnosticKind::kYamlExpectedMap, node.span, {name});
    return false;
}

bool YamlReport::is_list(const YamlNode& node, const std::string& name) {
    if (node.kind == YamlNode::Kind::kList) {
        return true;
    }
    add(DiagnosticKind::kYamlExpectedList, node.span, {name});
    return false;
}

const YamlNode* YamlReport::required(const YamlNode& map, const std::string& key) {
    const YamlNode* value = optional(map, key);
    if (value == nullptr && !meant_.contains({&map, key})) {
        add(DiagnosticKind::kYamlMissingKey, map.span, {key});
    }
    return value;
}

const YamlNode* YamlReport::optional(const YamlNode& map, std::string_view key) {
    const YamlNode* value = map.find(key);
    return value == nullptr || value->kind == YamlNode::Kind::kNothing ? nullptr : value;
}

std::optional<std::string> YamlReport::text(const YamlNode& node, const std::string& name) {
    if (node.kind != YamlNode::Kind::kText || node.text.empty()) {
        add(DiagnosticKind::kYamlExpectedText, node.span, {name});
        return std::nullopt;
    }
    return node.text;
}

std::optional<std::string> YamlReport::id(const YamlNode& node, const std::string& name) {
    std::optional<std::string> result = text(node, name);
    if (result && !is_id(*result)) {
        add(DiagnosticKind::kYamlExpectedId, node.span, {*result});
        return std::nullopt;
    }
    return result;
}

std::optional<bool> YamlReport::yes_no(const YamlNode& node, const std::string& name) {
    const std::string& word = node.text;
    if (word == "yes" || word == "true" || word == "是") {
        return true;
    }
    if (word == "no" || word == "false" || word == "否") {
        return false;
    }
    add(DiagnosticKind::kYamlExpectedYesNo, node.span, {name});
    return std::nullopt;
}

std::vector<const YamlNode*> YamlReport::texts(const YamlNode& node, const std::string& name) {
    std::vector<const YamlNode*> result;
    if (node.kind != YamlNode::Kind::kList) {
        if (text(node, name)) {
            result.push_back(&node);
        }
        return result;
    }
    for (const YamlNodePtr& item : node.items) {
        if (text(*item, name)) {
            result.push_back(item.get());
        }
    }
    return result;
}

std::optional<std::pair<CivilDate, CivilDate>> YamlReport::days(const YamlNode& node,
                                                                const std::string& name) {
    const std::optional<std::string> written = text(node, name);
    if (!written) {
        return std::nullopt;
    }
    const auto range = split_range(*written);
    const auto first = grammar::parse_date(range ? range->first : std::string_view(*written));
    const auto last = range ? grammar::parse_date(range->second) : first;
    if (!first || !last) {
        add(DiagnosticKind::kExpectedDays, node.span, {*written});
        return std::nullopt;
    }
    if (*first > *last) {
        add(DiagnosticKind::kRangeReversed, node.span, {to_string(*first), to_string(*last)});
        return std::nullopt;
    }
    return std::pair(*first, *last);
}

bool is_id(std::string_view text) {
    // Full-width signs and blanks would look like other ids.
    return !text.empty() && fold_width(text) == text &&
           std::all_of(text.begin(), text.end(), [](char c) {
               const bool is_ascii = (static_cast<unsigned char>(c) & 0x80U) == 0;
               return !is_ascii || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
           });
}

std::optional<std::pair<std::string_view, std::string_view>> split_range(std::string_view text) {
    for (const std::string_view word : {std::string_view(" to "), std::string_view("至")}) {
        const std::size_t at = text.find(word);
        if (at != std::string_view::npos) {
            return std::pair(trimmed(text.substr(0, at)), trimmed(text.substr(at + word.size())));
        }
    }
    return std::nullopt;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string>& candidates) {
    // A third of the letters may differ; two of four, so that a swapped pair is found.
    const auto limit = static_cast<std::uint32_t>((count_code_points(word) + 2) / 3);
    std::uint32_t best = limit + 1;
    std::optional<std::string> result;
    for (const std::string& candidate : candidates) {
        const std::uint32_t distance = edit_distance(word, candidate, limit + 1);
        if (distance < best) {
            best = distance;
            result = candidate;
        }
    }
    return result;
}

}  // namespace onus::policies
