// SPDX-License-Identifier: Apache-2.0
#include "engine/run/elapsed.h"

#include <catch2/catch.hpp>

namespace onus::engine {
namespace {

TimeOfDay hour(int hours) { return {static_cast<std::int32_t>(hours * kMsPerHour)}; }

Calendar calendar(bool short_friday) {
    CalendarData data;
    data.id = "office";
    data.transitions = {{Instant{INT64_MIN}, 480}};
    data.has_business_hours = true;
    for (std::size_t day = 0; day < 5; ++day) {
        data.open_hours[day] = {{hour(9), hour(12)},
                                {hour(13), hour(short_friday && day == 4 ? 16 : 18)}};
    }
    return Calendar(data);
}

std::string words(DurationKind kind, std::int64_t minutes, const Calendar* on,
                  Language language = Language::kEnglish) {
    return elapsed_words({kind, minutes * kMsPerMinute}, on, language);
}

TEST_CASE("elapsed: working time is told in days of the calendar, hours and minutes") {
    const Calendar office = calendar(false);
    CHECK(words(DurationKind::kWorkingHours, 4530, &office) == "9 working days 3 hours 30 minutes");
    CHECK(words(DurationKind::kWorkingHours, 4530, &office, Language::kChinese) ==
          "9个工作日3小时30分钟");
    CHECK(words(DurationKind::kWorkingHours, 481, &office) == "1 working day 1 minute");
    CHECK(words(DurationKind::kWorkingHours, 90, &office) == "1 working hour 30 minutes");
    CHECK(words(DurationKind::kWorkingHours, 90, &office, Language::kChinese) ==
          "1个工作小时30分钟");
    CHECK(words(DurationKind::kWorkingHours, 30, &office) == "30 working minutes");
}

TEST_CASE("elapsed: without days of one length it stays with hours") {
    const Calendar uneven = calendar(true);
    CHECK(working_day_ms(&uneven) == 0);
    CHECK(words(DurationKind::kWorkingHours, 4530, &uneven) == "75 working hours 30 minutes");
    CHECK(words(DurationKind::kWorkingHours, 4530, nullptr) == "75 working hours 30 minutes");
}

TEST_CASE("elapsed: other periods are told as they are") {
    CHECK(words(DurationKind::kExact, 4530, nullptr) == "75 hours 30 minutes");
    CHECK(elapsed_words({DurationKind::kExact, 61'001}, nullptr, Language::kEnglish) ==
          "1 minute 1 second 1 millisecond");
    CHECK(elapsed_words({DurationKind::kExact, 500}, nullptr, Language::kEnglish) == "0.5 seconds");
    CHECK(elapsed_words({DurationKind::kWorkingDays, 3}, nullptr, Language::kChinese) ==
          "3个工作日");
}

}  // namespace
}  // namespace onus::engine
