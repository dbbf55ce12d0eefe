// SPDX-License-Identifier: Apache-2.0
//
// Answers the questions of deadline_oracle.py with the engine.
//
// Reads lines "id, calendar, start, period" apart by tabs, where the start is an instant and a
// period that begins with "-" counts back from a date. Prints "id, due, provisional, days passed
// over".

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "engine/time/deadline.h"
#include "grammar/base/diagnostic_text.h"
#include "grammar/literals/date_literal.h"
#include "grammar/literals/duration_literal.h"
#include "policies/calendar_reader.h"
#include "policies/zone_loader.h"

namespace onus {
namespace {

using Calendars = std::map<std::string, engine::Calendar>;

std::optional<Calendars> load(const std::vector<std::string>& folders) {
    std::vector<Source> sources;
    for (const std::string& folder : folders) {
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            std::ifstream file(entry.path(), std::ios::binary);
            sources.push_back(
                {entry.path().string(), std::string(std::istreambuf_iterator<char>(file), {})});
        }
    }
    auto reading = policies::read_calendars(sources, policies::zones_in());
    for (const Diagnostic& diagnostic : reading.diagnostics) {
        std::cerr << diagnostic.source_name << ": " << message_of(diagnostic, Language::kEnglish)
                  << '\n';
    }
    if (!reading.value) {
        return std::nullopt;
    }
    Calendars result;
    for (engine::CalendarData& data : *reading.value) {
        std::string id = data.id;
        result.emplace(std::move(id), engine::Calendar(std::move(data)));
    }
    return result;
}

std::optional<engine::Deadline> answer(const engine::Calendar& calendar, const std::string& start,
                                       const std::string& period) {
    const bool is_back = period.starts_with('-');
    const auto length = grammar::parse_duration(is_back ? period.substr(1) : period);
    if (!length) {
        return std::nullopt;
    }
    if (is_back) {
        const auto date = grammar::parse_date(start);
        return date ? engine::deadline_before(calendar, *date, *length) : std::nullopt;
    }
    const auto moment = grammar::parse_timestamp(start);
    if (!moment || !moment->offset_minutes) {
        return std::nullopt;
    }
    const Instant instant = to_instant(moment->local, *moment->offset_minutes);
    return engine::deadline_after(calendar, instant, *length);
}

std::string print(const std::optional<engine::Deadline>& deadline) {
    if (!deadline) {
        return "nothing";
    }
    std::string text = to_string(deadline->due, 0).substr(0, 19) + "Z\t";
    text += deadline->provisional ? "yes\t" : "no\t";
    for (const CivilDate date : deadline->skipped) {
        text += (text.back() == '\t' ? "" : ",") + to_string(date);
    }
    return text;
}

int run(const std::vector<std::string>& folders) {
    const std::optional<Calendars> calendars = load(folders);
    if (!calendars) {
        return 1;
    }
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream fields(line);
        std::string id;
        std::string name;
        std::string start;
        std::string period;
        std::getline(fields, id, '\t');
        std::getline(fields, name, '\t');
        std::getline(fields, start, '\t');
        std::getline(fields, period, '\t');
        const auto calendar = calendars->find(name);
        std::cout << id << '\t'
                  << (calendar == calendars->end() ? "no calendar"
                                                   : print(answer(calendar->second, start, period)))
                  << '\n';
    }
    return 0;
}

}  // namespace
}  // namespace onus

int main(int argc, char** argv) { return onus::run({argv + 1, argv + argc}); }
