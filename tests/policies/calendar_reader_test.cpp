// SPDX-License-Identifier: Apache-2.0

#include "policies/calendar_reader.h"

#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/support/calendars.h"
#include "tests/support/diagnostics.h"

namespace onus::policies {
namespace {

using engine::DayKind;
using Lines = std::vector<std::string>;
using test::date;
using test::open;

const engine::ZoneTransitions kEast = {{Instant{INT64_MIN}, 480}};

// One zone, so that these tests depend on no machine.
ZoneLookup zones() {
    ZoneLookup lookup;
    lookup.find = [](std::string_view name) {
        return name == "Asia/Shanghai" ? std::optional(kEast) : std::nullopt;
    };
    lookup.names = [] { return std::vector<std::string>{"Asia/Shanghai", "UTC"}; };
    return lookup;
}

HolidayTable table() {
    HolidayTable result;
    result.id = "cn";
    result.published_from = {20'454};
    result.published_until = {20'818};
    result.days[{20'727}] = DayKind::kPublicHoliday;
    return result;
}

engine::CalendarData read(std::string text) {
    const Source source{"file.yaml", std::move(text)};
    const auto reading = read_calendar(source, {table()}, zones());
    INFO(source.text);
    CHECK(test::summary(reading.diagnostics, source) == Lines{});
    REQUIRE(reading.value);
    return *reading.value;
}

Diagnostics diagnostics_of(const Source& source) {
    const auto reading = read_calendar(source, {table()}, zones());
    CHECK_FALSE(reading.value);
    return reading.diagnostics;
}

Lines mistakes(std::string text) {
    const Source source{"file.yaml", std::move(text)};
    return test::summary(diagnostics_of(source), source);
}

HolidayTable read_table(std::string text) {
    const Source source{"file.yaml", std::move(text)};
    const auto reading = read_holiday_table(source);
    INFO(source.text);
    CHECK(test::summary(reading.diagnostics, source) == Lines{});
    REQUIRE(reading.value);
    return *reading.value;
}

Lines table_mistakes(std::string text) {
    const Source source{"file.yaml", std::move(text)};
    const auto reading = read_holiday_table(source);
    CHECK_FALSE(reading.value);
    return test::summary(reading.diagnostics, source);
}

TEST_CASE("calendar reader: the shortest calendar") {
    const auto data =
        read("calendar: office\nzone: Asia/Shanghai\nworking_days: monday to friday\n");

    CHECK(data.id == "office");
    CHECK(data.zone == "Asia/Shanghai");
    CHECK(data.transitions == kEast);
    CHECK(data.works_on_weekday[4]);
    CHECK_FALSE(data.works_on_weekday[5]);
    CHECK_FALSE(data.has_business_hours);
    CHECK(data.covered_from == date("1600-01-01"));
    CHECK(data.covered_until == date("9999-12-31"));
}

TEST_CASE("calendar reader: weekdays in words of both languages") {
    const auto days = [](const std::string& written) {
        const auto data = read("calendar: c\nzone: Asia/Shanghai\nworking_days: " + written + "\n");
        std::string result;
        for (const bool worked : data.works_on_weekday) {
            result += worked ? 'x' : '-';
        }
        return result;
    };

    CHECK(days("every day") == "xxxxxxx");
    CHECK(days("每天") == "xxxxxxx");
    CHECK(days("周一至周五") == "xxxxx--");
    CHECK(days("saturday to monday") == "x----xx");
    CHECK(days("[monday, wednesday to thursday]") == "x-xx---");
    CHECK(days("sunday") == "------x");
}

TEST_CASE("calendar reader: opening times for all days or by weekday") {
    const auto all = read(
        "calendar: c\nzone: Asia/Shanghai\nworking_days: monday to friday\n"
        "hours: 08:00-12:00, 13:00-17:00\n");
    const std::vector<engine::OpenInterval> split = {open("08:00", "12:00"),
                                                     open("13:00", "17:00")};
    CHECK(all.has_business_hours);
    CHECK(all.open_hours[0] == split);
    CHECK(all.open_hours[5].empty());
    CHECK(all.make_up_hours == split);

    const auto by_day = read(
        "calendar: c\nzone: Asia/Shanghai\nworking_days: monday to saturday\n"
        "hours:\n  monday to friday: [00:00-06:00, 22:00-24:00]\n  saturday: ０８：００-12:00\n"
        "make_up_hours: 09:00-12:00\n");
    CHECK(by_day.open_hours[4] ==
          std::vector<engine::OpenInterval>{open("00:00", "06:00"), open("22:00", "24:00")});
    CHECK(by_day.open_hours[5] == std::vector<engine::OpenInterval>{open("08:00", "12:00")});
    CHECK(by_day.make_up_hours == std::vector<engine::OpenInterval>{open("09:00", "12:00")});
}

TEST_CASE("calendar reader: holidays of a table or its own") {
    const auto named =
        read("calendar: c\nzone: Asia/Shanghai\nworking_days: monday to friday\nholidays: cn\n");
    CHECK(named.exceptions == table().days);
    CHECK(named.covered_from == date("2026-01-01"));
    CHECK(named.covered_until == date("2026-12-31"));

    const auto own = read(
        "calendar: c\nzone: Asia/Shanghai\nworking_days: monday to friday\n"
        "published: 2026-01-01 to 2026-12-31\nlast_day_moves_over: rest_days\n"
        "holidays:\n  - {name: stocktaking, days_off: 2026-03-02, make_up_days: 2026-03-07}\n");
    CHECK(own.last_day_moves_over_rest_days);
    CHECK(own.exceptions ==
          std::map<CivilDate, DayKind>{{date("2026-03-02"), DayKind::kRestDay},
                                       {date("2026-03-07"), DayKind::kWorkingDay}});
}

TEST_CASE("calendar reader: all mistakes of a calendar at once") {
    CHECK(mistakes("calendar: my office\n"
                   "zone: Asia/Shanghi\n"
                   "working_day: monday to friday\n"
                   "working_days: [monday, firday]\n"
                   "hours: 8-17, 09:00-12:00, 11:00-13:00, 22:00-06:00\n"
                   "holidays: cm\n"
                   "last_day_moves_over: weekends\n") ==
          Lines{"N0618 line 1 my office", "N0631 line 2 Asia/Shanghi", "N0612 line 3 working_day",
                "N0632 line 4 firday", "N0634 line 5 8-17", "N0636 line 5 11:00-13:00",
                "N0635 line 5 22:00-06:00", "N0628 line 6 cm", "N0639 line 7 weekends"});
    CHECK(mistakes("zone: [Asia/Shanghai]\n") ==
          Lines{"N0613 line 1 calendar", "N0613 line 1 working_days", "N0616 line 1 zone"});
    CHECK(mistakes("[calendar]\n") == Lines{"N0614 line 1 calendar"});
}

TEST_CASE("calendar reader: near words are offered as a fix") {
    const Source source{"file.yaml",
                        "calendar: c\nzone: Asia/Shanghi\nworkng_days: every day\n"
                        "working_days: firday\nholidays: cnn\n"};
    const Diagnostics found = diagnostics_of(source);

    REQUIRE(found.size() == 4);
    std::vector<std::string> fixes;
    for (const Diagnostic& diagnostic : found) {
        fixes.push_back(diagnostic.fix ? diagnostic.fix->replacement : "none");
    }
    CHECK(fixes == Lines{"Asia/Shanghai", "working_days", "friday", "cn"});
}

TEST_CASE("calendar reader: days and opening times must fit together") {
    const std::string head = "calendar: c\nzone: Asia/Shanghai\n";

    CHECK(mistakes(head + "working_days: []\n") == Lines{"N0633 line 3"});
    CHECK(mistakes(head + "working_days: monday to friday\nhours: {monday: 09:00-12:00}\n") ==
          Lines{"N0637 line 4 tuesday", "N0637 line 4 wednesday", "N0637 line 4 thursday",
                "N0637 line 4 friday"});
    CHECK(mistakes(head + "working_days: monday\nhours: {monday to tuesday: 09:00-12:00}\n") ==
          Lines{"N0638 line 4 tuesday"});
    CHECK(mistakes(head + "working_days: monday\n"
                          "hours: {monday: 09:00-12:00, monday to monday: 09:00-10:00}\n") ==
          Lines{"N0611 line 4 monday"});
    CHECK(mistakes(head + "working_days: monday\nmake_up_hours: 09:00-12:00\n") ==
          Lines{"N0613 line 1 hours"});
    CHECK(mistakes(head + "working_days: monday\nholidays: [{name: x, days_off: 2026-03-02}]\n") ==
          Lines{"N0627 line 4"});
}

TEST_CASE("holiday table: three kinds of day") {
    const auto result = read_table(
        "holiday_table: cn\npublished: 2026-01-01 to 2026-12-31\nsources: a notice\ndays:\n"
        "  - name: New Year\n    public_holidays: 2026-01-01\n"
        "    days_off: 2026-01-01 to 2026-01-03\n    make_up_days: [2026-01-04]\n"
        "  - name: Labour Day\n    public_holidays: 2026年5月1日 至 2026年5月2日\n");

    CHECK(result.id == "cn");
    CHECK(result.published_from == date("2026-01-01"));
    CHECK(result.published_until == date("2026-12-31"));
    CHECK(result.sources == std::vector<std::string>{"a notice"});
    CHECK(result.days ==
          std::map<CivilDate, DayKind>{{date("2026-01-01"), DayKind::kPublicHoliday},
                                       {date("2026-01-02"), DayKind::kRestDay},
                                       {date("2026-01-03"), DayKind::kRestDay},
                                       {date("2026-01-04"), DayKind::kWorkingDay},
                                       {date("2026-05-01"), DayKind::kPublicHoliday},
                                       {date("2026-05-02"), DayKind::kPublicHoliday}});
}

TEST_CASE("holiday table: all mistakes at once") {
    CHECK(table_mistakes("holiday_table: cn\n"
                         "published: 2026-01-01 to 2026-12-31\n"
                         "days:\n"
                         "  - {name: a, days_off: 2026-02-30}\n"
                         "  - {name: b, days_off: 2026-03-05 to 2026-03-01}\n"
                         "  - {name: c, days_off: 2026-03-01, public_holidays: 2026-03-02}\n"
                         "  - {name: d, days_off: [2026-04-01, 2026-04-01]}\n"
                         "  - {name: e, make_up_days: 2026-04-01}\n"
                         "  - {name: f, days_off: 2027-01-01}\n"
                         "  - {name: g}\n"
                         "  - {days_of: 2026-06-01}\n"
                         "  - 2026-07-01\n"
                         "  - {name: h, days_off: 2026-01-01 to 2029-01-01}\n") ==
          Lines{"N0621 line 4 2026-02-30", "N0622 line 5 2026-03-05", "N0625 line 6 2026-03-02",
                "N0624 line 7 2026-04-01", "N0624 line 8 2026-04-01", "N0626 line 9 2027-01-01",
                "N0613 line 10 days_off", "N0613 line 11 name", "N0612 line 11 days_of",
                "N0614 line 12 holiday", "N0623 line 13 2026-01-01"});
    CHECK(table_mistakes("holiday_table: cn\ndays: []\n") == Lines{"N0627 line 1"});
}

TEST_CASE("calendar reader: a folder of files in any order") {
    const std::vector<Source> sources = {
        {"b.yaml", "calendar: b\nzone: Asia/Shanghai\nworking_days: every day\nholidays: own\n"},
        {"own.yaml", "holiday_table: own\npublished: 2026-01-01 to 2026-12-31\ndays: []\n"},
        {"a.yaml", "calendar: a\nzone: Asia/Shanghai\nworking_days: every day\n"}};
    const auto reading = read_calendars(sources, zones());

    REQUIRE(reading.value);
    REQUIRE(reading.value->size() == 2);
    CHECK(reading.value->at(0).id == "b");
    CHECK(reading.value->at(0).covered_until == date("2026-12-31"));
    CHECK(reading.value->at(1).id == "a");
}

TEST_CASE("calendar reader: mistakes of a folder name their file, and are not told twice") {
    const std::vector<Source> sources = {
        {"a.yaml", "calendar: a\nzone: Asia/Shanghai\nworking_days: every day\n"},
        {"b.yaml", "calendar: a\nzone: Asia/Shanghai\nworking_days: every day\nholidays: own\n"},
        {"own.yaml", "holiday_table: own\npublished: 2026-01-01\ndays: 5\n"},
        {"other.yaml", "organisation: x\n"}};
    const auto reading = read_calendars(sources, zones());

    CHECK_FALSE(reading.value);
    std::vector<std::string> found;
    for (const Diagnostic& diagnostic : reading.diagnostics) {
        found.push_back(diagnostic.source_name + " " + std::string(code_of(diagnostic.kind)));
    }
    CHECK(found == Lines{"own.yaml N0615", "other.yaml N0629", "b.yaml N0630"});
}

}  // namespace
}  // namespace onus::policies
