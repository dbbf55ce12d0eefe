// SPDX-License-Identifier: Apache-2.0

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/time/deadline.h"
#include "grammar/literals/date_literal.h"
#include "grammar/literals/duration_literal.h"
#include "policies/calendar_reader.h"
#include "policies/zone_loader.h"
#include "tests/support/times.h"

namespace onus {
namespace {

using Calendars = std::map<std::string, engine::Calendar>;

Calendars calendars() {
    std::vector<Source> sources;
    for (const char* folder : {"/policies/calendars", "/tests/golden/calendars"}) {
        for (const auto& entry :
             std::filesystem::directory_iterator(std::string(ONUS_SOURCE_DIR) + folder)) {
            std::ifstream file(entry.path(), std::ios::binary);
            sources.push_back(
                {entry.path().string(), std::string(std::istreambuf_iterator<char>(file), {})});
        }
    }
    const auto reading = policies::read_calendars(sources, policies::zones_in());
    CHECK(reading.diagnostics.empty());
    REQUIRE(reading.value);
    Calendars result;
    for (const engine::CalendarData& data : *reading.value) {
        result.emplace(data.id, engine::Calendar(data));
    }
    return result;
}

struct Row {
    std::string id, calendar, start, period, due, provisional, source, note;
};

std::vector<Row> rows() {
    std::ifstream file(ONUS_SOURCE_DIR "/tests/golden/deadlines.tsv");
    std::vector<Row> result;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#') {
            continue;
        }
        Row row;
        std::istringstream fields(line);
        for (std::string* field : {&row.id, &row.calendar, &row.start, &row.period, &row.due,
                                   &row.provisional, &row.source, &row.note}) {
            std::getline(fields, *field, '\t');
        }
        result.push_back(row);
    }
    return result;
}

Instant instant_of(const engine::Calendar& calendar, const std::string& text) {
    const auto moment = grammar::parse_timestamp(text);
    if (moment && moment->offset_minutes) {
        return to_instant(moment->local, *moment->offset_minutes);
    }
    return calendar.to_instant(test::local(text));
}

// The table is also counted by tests/oracle/deadline_oracle.py.
TEST_CASE("golden deadlines: the engine gives every row") {
    const Calendars known = calendars();
    int sourced = 0;
    for (const Row& row : rows()) {
        CAPTURE(row.id, row.start, row.period, row.due);
        const auto found = known.find(row.calendar);
        REQUIRE(found != known.end());
        const engine::Calendar& calendar = found->second;
        const bool is_back = row.period.starts_with('-');
        const auto period = grammar::parse_duration(is_back ? row.period.substr(1) : row.period);
        REQUIRE(period);

        const auto deadline =
            is_back ? engine::deadline_before(calendar, test::date(row.start), *period)
                    : engine::deadline_after(calendar, instant_of(calendar, row.start), *period);

        REQUIRE(deadline);
        CHECK(deadline->due == instant_of(calendar, row.due));
        CHECK(deadline->provisional == (row.provisional == "yes"));
        CHECK_FALSE(row.source.empty());
        sourced += row.source == "deadline oracle" ? 0 : 1;
    }
    CHECK(rows().size() >= 150);
    CHECK(sourced >= 30);
}

TEST_CASE("golden deadlines: half of every period lies between its start and its end") {
    const Calendars known = calendars();
    for (const Row& row : rows()) {
        const engine::Calendar& calendar = known.at(row.calendar);
        if (row.period.starts_with('-')) {
            continue;
        }
        const auto period = grammar::parse_duration(row.period);
        REQUIRE(period);
        const Instant start = instant_of(calendar, row.start);
        const auto begin = engine::share_of_period(calendar, start, *period, 0);
        const auto half = engine::share_of_period(calendar, start, *period, 50);
        const auto end = engine::share_of_period(calendar, start, *period, 100);
        CAPTURE(row.id);
        REQUIRE((begin && half && end));
        CHECK(start <= *begin);
        CHECK(*begin <= *half);
        CHECK(*half <= *end);
        CHECK(*end == instant_of(calendar, row.due));
    }
}

}  // namespace
}  // namespace onus
