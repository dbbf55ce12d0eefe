// SPDX-License-Identifier: Apache-2.0

#include "policies/calendar_reader.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "grammar/base/diagnostic_kind.h"
#include "policies/opening_times.h"
#include "policies/yaml_node.h"
#include "policies/yaml_report.h"

namespace onus::policies {
namespace {

using engine::CalendarData;
using engine::DayKind;

using DateRange = std::pair<CivilDate, CivilDate>;

const std::string kCalendarKey = "calendar";
const std::string kTableKey = "holiday_table";

constexpr std::int32_t kRangeDaysMax = 366;

// Adds each day of the ranges under `key` of one holiday. Days are listed once in a table.
class HolidayReader {
  public:
    HolidayReader(YamlReport& report, const std::optional<DateRange>& published)
        : report_(report), published_(published) {}

    // The entries of `days` or `holidays`.
    std::map<CivilDate, DayKind> read(const YamlNode& list, const std::string& name) {
        if (report_.is_list(list, name)) {
            for (const YamlNodePtr& item : list.items) {
                read_holiday(*item);
            }
        }
        return std::move(days_);
    }

  private:
    struct ListedDay {
        CivilDate date;
        const YamlNode* node;
    };

    std::vector<ListedDay> listed(const YamlNode& holiday, const std::string& key) {
        std::vector<ListedDay> result;
        const YamlNode* node = YamlReport::optional(holiday, key);
        if (node == nullptr) {
            return result;
        }
        for (const YamlNode* item : report_.texts(*node, key)) {
            const std::optional<DateRange> range = report_.days(*item, key);
            if (!range) {
                continue;
            }
            const auto [first, last] = *range;
            if (last.days - first.days > kRangeDaysMax) {
                report_.add(DiagnosticKind::kRangeTooLong, item->span,
                            {to_string(first), to_string(last)});
                continue;
            }
            for (CivilDate date = first; date <= last; ++date.days) {
                result.push_back({date, item});
            }
        }
        return result;
    }

    void read_holiday(const YamlNode& holiday) {
        if (!report_.is_map(holiday, "holiday",
                            {"name", "public_holidays", "days_off", "make_up_days"})) {
            return;
        }
        if (const YamlNode* name = report_.required(holiday, "name")) {
            static_cast<void>(report_.text(*name, "name"));
        }
        const auto off = listed(holiday, "days_off");
        const auto statutory = listed(holiday, "public_holidays");
        const auto worked = listed(holiday, "make_up_days");
        const auto has = [&](const char* key) { return holiday.find(key) != nullptr; };
        if (!has("days_off") && !has("public_holidays") && !has("make_up_days")) {
            static_cast<void>(report_.required(holiday, "days_off"));
        }

        std::map<CivilDate, DayKind> days;
        for (const ListedDay& day : off) {
            put(days, day, DayKind::kRestDay);
        }
        for (const ListedDay& day : statutory) {
            // With days off given, the public holidays are among them; without, they are all.
            if (!off.empty() && days.erase(day.date) == 0) {
                report_.add(DiagnosticKind::kHolidayNotOff, day.node->span, {to_string(day.date)});
            }
            put(days, day, DayKind::kPublicHoliday);
        }
        for (const ListedDay& day : worked) {
            put(days, day, DayKind::kWorkingDay);
        }
        for (const auto& [date, kind] : days) {
            if (!days_.emplace(date, kind).second) {
                report_.add(DiagnosticKind::kDayListedTwice, holiday.span, {to_string(date)});
            }
        }
    }

    void put(std::map<CivilDate, DayKind>& days, const ListedDay& day, DayKind kind) {
        if (published_ && (day.date < published_->first || day.date > published_->second)) {
            report_.add(
                DiagnosticKind::kDayNotPublished, day.node->span,
                {to_string(day.date), to_string(published_->first), to_string(published_->second)});
        }
        if (!days.emplace(day.date, kind).second) {
            report_.add(DiagnosticKind::kDayListedTwice, day.node->span, {to_string(day.date)});
        }
    }

    YamlReport& report_;
    const std::optional<DateRange>& published_;
    std::map<CivilDate, DayKind> days_;
};

// "published", where it is given.
std::optional<DateRange> read_published(const YamlNode& root, YamlReport& report) {
    const YamlNode* node = YamlReport::optional(root, "published");
    return node == nullptr ? std::nullopt : report.days(*node, "published");
}

HolidayTable read_table(const YamlNode& root, YamlReport& report) {
    HolidayTable table;
    if (!report.is_map(root, kTableKey, {kTableKey, "published", "sources", "days"})) {
        return table;
    }
    if (const YamlNode* id = report.required(root, kTableKey)) {
        table.id = report.id(*id, kTableKey).value_or("");
    }
    const std::optional<DateRange> published = read_published(root, report);
    if (published) {
        table.published_from = published->first;
        table.published_until = published->second;
    } else if (root.find("published") == nullptr) {
        report.add(DiagnosticKind::kPublishedMissing, root.span);
    }
    if (const YamlNode* sources = YamlReport::optional(root, "sources")) {
        for (const YamlNode* source : report.texts(*sources, "sources")) {
            table.sources.push_back(source->text);
        }
    }
    if (const YamlNode* days = report.required(root, "days")) {
        table.days = HolidayReader(report, published).read(*days, "days");
    }
    return table;
}

// Reads one calendar. Each step fills its part of `data_`.
class CalendarText {
  public:
    CalendarText(const YamlNode& root, const std::vector<HolidayTable>& tables,
                 const ZoneLookup& zones, YamlReport& report)
        : root_(root), tables_(tables), zones_(zones), report_(report) {}

    CalendarData read() {
        if (!report_.is_map(root_, kCalendarKey,
                            {kCalendarKey, "zone", "working_days", "hours", "make_up_hours",
                             "holidays", "published", "last_day_moves_over"})) {
            return {};
        }
        if (const YamlNode* id = report_.required(root_, kCalendarKey)) {
            data_.id = report_.id(*id, kCalendarKey).value_or("");
        }
        read_zone();
        read_week();
        read_hours();
        read_holidays();
        read_last_day();
        return std::move(data_);
    }

  private:
    void read_zone() {
        const YamlNode* node = report_.required(root_, "zone");
        const auto name = node == nullptr ? std::nullopt : report_.text(*node, "zone");
        if (!name) {
            return;
        }
        data_.zone = *name;
        if (auto transitions = zones_.find(*name)) {
            data_.transitions = std::move(*transitions);
        } else {
            report_.add_unknown(DiagnosticKind::kUnknownZone, node->span, *name, zones_.names());
        }
    }

    void read_week() {
        const YamlNode* node = report_.required(root_, "working_days");
        if (node == nullptr) {
            return;
        }
        const std::size_t before = report_.diagnostics().size();
        const Weekdays days = read_weekdays(*node, "working_days", report_);
        data_.works_on_weekday = days;
        const bool none =
            std::none_of(days.begin(), days.end(), [](bool worked) { return worked; });
        if (none && report_.diagnostics().size() == before) {
            report_.add(DiagnosticKind::kNoWorkingDay, node->span);
        }
    }

    void read_hours() {
        const YamlNode* hours = YamlReport::optional(root_, "hours");
        const YamlNode* make_up = YamlReport::optional(root_, "make_up_hours");
        if (hours == nullptr) {
            if (make_up != nullptr) {
                static_cast<void>(report_.required(root_, "hours"));
            }
            return;
        }
        data_.has_business_hours = true;
        if (hours->kind == YamlNode::Kind::kMap) {
            read_hours_by_weekday(*hours);
        } else {
            const auto intervals = read_opening_times(*hours, "hours", report_);
            for (std::size_t day = 0; day < 7; ++day) {
                if (data_.works_on_weekday[day]) {
                    data_.open_hours[day] = intervals;
                }
            }
        }
        if (make_up != nullptr) {
            data_.make_up_hours = read_opening_times(*make_up, "make_up_hours", report_);
            return;
        }
        // A make-up day is worked like the first day of the week that has hours.
        const auto* first = std::find_if(std::begin(data_.open_hours), std::end(data_.open_hours),
                                         [](const auto& day) { return !day.empty(); });
        if (first != std::end(data_.open_hours)) {
            data_.make_up_hours = *first;
        }
    }

    void read_hours_by_weekday(const YamlNode& hours) {
        const std::size_t before = report_.diagnostics().size();
        for (const YamlEntry& entry : hours.entries) {
            YamlNode key;
            key.kind = YamlNode::Kind::kText;
            key.text = entry.key;
            key.span = entry.key_span;
            const Weekdays days = read_weekdays(key, "hours", report_);
            const auto intervals = read_opening_times(*entry.value, entry.key, report_);
            for (std::size_t day = 0; day < 7; ++day) {
                if (!days[day]) {
                    continue;
                }
                if (!data_.works_on_weekday[day]) {
                    report_.add(DiagnosticKind::kHoursUnused, entry.key_span, {weekday_name(day)});
                } else if (!data_.open_hours[day].empty()) {
                    report_.add(DiagnosticKind::kYamlDuplicateKey, entry.key_span,
                                {weekday_name(day)});
                }
                data_.open_hours[day] = intervals;
            }
        }
        if (report_.diagnostics().size() != before) {
            return;
        }
        for (std::size_t day = 0; day < 7; ++day) {
            if (data_.works_on_weekday[day] && data_.open_hours[day].empty()) {
                report_.add(DiagnosticKind::kHoursMissing, hours.span, {weekday_name(day)});
            }
        }
    }

    // A table by name or the holidays themselves. Without either every day is known.
    void read_holidays() {
        const std::optional<DateRange> published = read_published(root_, report_);
        data_.covered_from = published ? published->first : *make_date({1600, 1, 1});
        data_.covered_until = published ? published->second : *make_date({9999, 12, 31});

        const YamlNode* node = YamlReport::optional(root_, "holidays");
        if (node == nullptr) {
            return;
        }
        if (node->kind == YamlNode::Kind::kList) {
            if (root_.find("published") == nullptr) {
                report_.add(DiagnosticKind::kPublishedMissing, node->span);
            }
            data_.exceptions = HolidayReader(report_, published).read(*node, "holidays");
            return;
        }
        const auto name = report_.text(*node, "holidays");
        if (!name) {
            return;
        }
        const auto table = std::find_if(tables_.begin(), tables_.end(),
                                        [&](const HolidayTable& item) { return item.id == *name; });
        if (table == tables_.end()) {
            std::vector<std::string> names;
            for (const HolidayTable& item : tables_) {
                names.push_back(item.id);
            }
            report_.add_unknown(DiagnosticKind::kUnknownHolidayTable, node->span, *name, names);
            return;
        }
        data_.exceptions = table->days;
        data_.covered_from = std::max(data_.covered_from, table->published_from);
        data_.covered_until = std::min(data_.covered_until, table->published_until);
    }

    void read_last_day() {
        const YamlNode* node = YamlReport::optional(root_, "last_day_moves_over");
        if (node == nullptr) {
            return;
        }
        const std::vector<std::string> choices = {"holidays", "rest_days"};
        if (std::find(choices.begin(), choices.end(), node->text) == choices.end()) {
            report_.add_impossible(DiagnosticKind::kExpectedChoice, node->span, node->text,
                                   choices);
        }
        data_.last_day_moves_over_rest_days = node->text == choices.back();
    }

    const YamlNode& root_;
    const std::vector<HolidayTable>& tables_;
    const ZoneLookup& zones_;
    YamlReport& report_;
    CalendarData data_;
};

template <class Value>
Reading<Value> finish(Value value, YamlReport& report) {
    Reading<Value> reading;
    if (!report.has_errors()) {
        reading.value = std::move(value);
    }
    reading.diagnostics = report.take();
    return reading;
}

void append(Diagnostics& all, Diagnostics more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
}

Diagnostic error_in(const Source& source, DiagnosticKind kind, std::vector<std::string> arguments) {
    Diagnostic diagnostic;
    diagnostic.kind = kind;
    diagnostic.source_name = source.name;
    diagnostic.arguments = std::move(arguments);
    return diagnostic;
}

enum class FileKind : std::uint8_t { kCalendar, kTable, kOther };

// What a file is meant to be. One that cannot be read counts as a calendar, whose reader says why.
FileKind kind_of(const Source& source, const ReadLimits& limits) {
    Diagnostics ignored;
    const YamlNodePtr root = parse_yaml(source, limits, ignored);
    if (root == nullptr || root->find(kCalendarKey) != nullptr) {
        return FileKind::kCalendar;
    }
    return root->find(kTableKey) != nullptr ? FileKind::kTable : FileKind::kOther;
}

}  // namespace

Reading<HolidayTable> read_holiday_table(const Source& source, const ReadLimits& limits) {
    YamlReport report(source);
    const YamlNodePtr root = parse_yaml(source, limits, report.diagnostics());
    return finish(root == nullptr ? HolidayTable() : read_table(*root, report), report);
}

Reading<CalendarData> read_calendar(const Source& source, const std::vector<HolidayTable>& tables,
                                    const ZoneLookup& zones, const ReadLimits& limits) {
    YamlReport report(source);
    const YamlNodePtr root = parse_yaml(source, limits, report.diagnostics());
    return finish(
        root == nullptr ? CalendarData() : CalendarText(*root, tables, zones, report).read(),
        report);
}

Reading<std::vector<CalendarData>> read_calendars(const std::vector<Source>& sources,
                                                  const ZoneLookup& zones,
                                                  const ReadLimits& limits) {
    Reading<std::vector<CalendarData>> result;
    std::vector<HolidayTable> tables;
    std::vector<const Source*> calendars;
    for (const Source& source : sources) {
        switch (kind_of(source, limits)) {
            case FileKind::kCalendar:
                calendars.push_back(&source);
                break;
            case FileKind::kTable: {
                YamlReport report(source);
                const YamlNodePtr root = parse_yaml(source, limits, report.diagnostics());
                // A table with mistakes is known by its name, so that calendars do not miss it too.
                tables.push_back(read_table(*root, report));
                append(result.diagnostics, report.take());
                break;
            }
            case FileKind::kOther:
                result.diagnostics.push_back(
                    error_in(source, DiagnosticKind::kCalendarFileKind, {}));
                break;
        }
    }

    std::vector<CalendarData> found;
    for (const Source* source : calendars) {
        auto reading = read_calendar(*source, tables, zones, limits);
        append(result.diagnostics, std::move(reading.diagnostics));
        if (!reading.value) {
            continue;
        }
        const bool is_taken =
            std::any_of(found.begin(), found.end(),
                        [&](const CalendarData& item) { return item.id == reading.value->id; });
        if (is_taken) {
            result.diagnostics.push_back(
                error_in(*source, DiagnosticKind::kCalendarNamedTwice, {reading.value->id}));
            continue;
        }
        found.push_back(std::move(*reading.value));
    }
    if (!has_errors(result.diagnostics)) {
        result.value = std::move(found);
    }
    return result;
}

}  // namespace onus::policies
