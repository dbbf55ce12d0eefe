// SPDX-License-Identifier: Apache-2.0

#include "policies/opening_times.h"

#include <cstddef>

#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"
#include "grammar/literals/date_literal.h"

namespace onus::policies {
namespace {

constexpr std::array<std::string_view, 7> kNames = {"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 7> kChineseNames = {"周一", "周二", "周三", "周四",
                                                           "周五", "周六", "周日"};

std::optional<std::size_t> weekday_of_name(std::string_view name) {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (name == kNames[i] || name == kChineseNames[i]) {
            return i;
        }
    }
    return std::nullopt;
}

// The words that `parse_weekdays` reads, for near matches.
std::vector<std::string> weekday_words() {
    std::vector<std::string> words = {"every day"};
    words.insert(words.end(), kNames.begin(), kNames.end());
    return words;
}

// One interval; nothing, and noted, if it is none.
std::optional<engine::OpenInterval> read_interval(std::string_view text, const YamlNode& node,
                                                  YamlReport& report) {
    const std::string written(text);
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) {
        report.add(DiagnosticKind::kExpectedOpeningTime, node.span, {written});
        return std::nullopt;
    }
    const auto from = grammar::parse_time(trimmed(text.substr(0, dash)));
    const auto until = grammar::parse_time(trimmed(text.substr(dash + 1)));
    if (!from || !until || *from == *until) {
        report.add(DiagnosticKind::kExpectedOpeningTime, node.span, {written});
        return std::nullopt;
    }
    if (*from > *until) {
        report.add(DiagnosticKind::kShiftOverMidnight, node.span,
                   {written, "00:00-" + to_string(*until) + ", " + to_string(*from) + "-24:00"});
        return std::nullopt;
    }
    return engine::OpenInterval{*from, *until};
}

}  // namespace

std::string weekday_name(std::size_t weekday) { return std::string(kNames[weekday]); }

std::optional<Weekdays> parse_weekdays(std::string_view text) {
    Weekdays result = {};
    if (text == "every day" || text == "每天") {
        result.fill(true);
        return result;
    }
    const auto range = split_range(text);
    const auto first = weekday_of_name(range ? range->first : text);
    const auto last = range ? weekday_of_name(range->second) : first;
    if (!first || !last) {
        return std::nullopt;
    }
    for (std::size_t day = *first; day != *last; day = (day + 1) % 7) {
        result[day] = true;
    }
    result[*last] = true;
    return result;
}

Weekdays read_weekdays(const YamlNode& node, const std::string& name, YamlReport& report) {
    Weekdays result = {};
    for (const YamlNode* item : report.texts(node, name)) {
        const std::optional<Weekdays> days = parse_weekdays(item->text);
        if (!days) {
            report.add_unknown(DiagnosticKind::kUnknownWeekday, item->span, item->text,
                               weekday_words());
            continue;
        }
        for (std::size_t day = 0; day < result.size(); ++day) {
            result[day] = result[day] || (*days)[day];
        }
    }
    return result;
}

std::vector<engine::OpenInterval> read_opening_times(const YamlNode& node, const std::string& name,
                                                     YamlReport& report) {
    std::vector<engine::OpenInterval> result;
    for (const YamlNode* item : report.texts(node, name)) {
        const std::string folded = fold_width(item->text);
        for (std::string_view rest = folded; !rest.empty();) {
            const std::size_t comma = std::min(rest.find(','), rest.size());
            const std::string_view part = trimmed(rest.substr(0, comma));
            rest.remove_prefix(std::min(comma + 1, rest.size()));
            const auto interval = read_interval(part, *item, report);
            if (!interval) {
                continue;
            }
            if (!result.empty() && result.back().until > interval->from) {
                report.add(DiagnosticKind::kOpeningTimesOverlap, item->span, {std::string(part)});
                continue;
            }
            result.push_back(*interval);
        }
    }
    return result;
}

}  // namespace onus::policies
