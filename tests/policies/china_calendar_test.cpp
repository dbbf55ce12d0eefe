// SPDX-License-Identifier: Apache-2.0

#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include <catch2/catch.hpp>

#include "policies/calendar_reader.h"
#include "tests/support/times.h"

namespace onus::policies {
namespace {

using engine::DayKind;
using test::date;

const std::string kFolder = ONUS_SOURCE_DIR "/policies/calendars/";

std::optional<std::string> content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return std::nullopt;
    }
    return std::string(std::istreambuf_iterator<char>(file), {});
}

HolidayTable china() {
    const auto text = content_of(kFolder + "cn_public_holidays.yaml");
    REQUIRE(text);
    const auto reading = read_holiday_table({"cn_public_holidays.yaml", *text});
    REQUIRE(reading.value);
    return *reading.value;
}

int count(const HolidayTable& table, int year, DayKind kind) {
    int result = 0;
    for (const auto& [day, day_kind] : table.days) {
        result += split(day).year == year && day_kind == kind ? 1 : 0;
    }
    return result;
}

// Eleven days until 2024; New Year's Eve and 2 May were added for 2025.
TEST_CASE("calendars of China: as many statutory holidays as the law gives") {
    const HolidayTable table = china();

    CHECK(count(table, 2024, DayKind::kPublicHoliday) == 11);
    CHECK(count(table, 2025, DayKind::kPublicHoliday) == 13);
    CHECK(count(table, 2026, DayKind::kPublicHoliday) == 13);
    CHECK(table.days.at(date("2026-02-16")) == DayKind::kPublicHoliday);
    CHECK(table.days.at(date("2026-02-20")) == DayKind::kRestDay);
    CHECK(table.days.at(date("2026-10-10")) == DayKind::kWorkingDay);
    CHECK(table.sources.size() == 5);
}

// Every day that is worked in exchange is a weekend day, and replaces a weekday off.
TEST_CASE("calendars of China: days off and make-up days balance") {
    const HolidayTable table = china();
    for (const int year : {2024, 2025, 2026}) {
        int exchanged = 0;
        int made_up = 0;
        for (const auto& [day, kind] : table.days) {
            if (split(day).year != year) {
                continue;
            }
            const bool weekend = weekday_of(day) >= 5;
            if (kind == DayKind::kWorkingDay) {
                CAPTURE(to_string(day));
                CHECK(weekend);
                ++made_up;
            } else if (kind == DayKind::kRestDay && !weekend) {
                ++exchanged;
            } else if (kind == DayKind::kPublicHoliday && weekend) {
                // A statutory day on a weekend is taken on another day.
                --exchanged;
            }
        }
        CAPTURE(year);
        CHECK(exchanged == made_up);
    }
}

TEST_CASE("calendars of China: agree with the public data on days off") {
    const HolidayTable table = china();
    for (const int year : {2024, 2025, 2026}) {
        const std::string path =
            ONUS_SOURCE_DIR "/../shared/data/calendars/" + std::to_string(year) + ".json";
        const auto text = content_of(path);
        if (!text) {
            WARN("skipped: no " + path);
            return;
        }
        // {"date": "2026-01-01", "isOffDay": true}, in this order for each day
        std::map<CivilDate, bool> off;
        for (std::size_t at = text->find("\"date\""); at != std::string::npos;
             at = text->find("\"date\"", at + 1)) {
            const std::size_t day = text->find("20", at);
            const std::size_t value = text->find("\"isOffDay\"", at);
            REQUIRE(value != std::string::npos);
            const std::size_t word = text->find_first_of("tf", text->find(':', value));
            off[date(text->substr(day, 10))] = text->at(word) == 't';
        }
        CHECK(off.size() > 25);
        std::map<CivilDate, bool> ours;
        for (const auto& [day, kind] : table.days) {
            if (split(day).year == year) {
                ours[day] = kind != DayKind::kWorkingDay;
            }
        }
        CAPTURE(year);
        CHECK(ours == off);
    }
}

}  // namespace
}  // namespace onus::policies
