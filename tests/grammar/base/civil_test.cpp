// SPDX-License-Identifier: Apache-2.0

#include "grammar/base/civil.h"

#include <limits>

#include <catch2/catch.hpp>

namespace onus {
namespace {

CivilDate date(std::int32_t year, std::int32_t month, std::int32_t day) {
    return make_date({year, month, day}).value();
}

TEST_CASE("civil: known days have their known numbers") {
    CHECK(date(1970, 1, 1).days == 0);
    CHECK(date(1969, 12, 31).days == -1);
    CHECK(date(2000, 3, 1).days == 11'017);
    CHECK(date(2025, 7, 1).days == 20'270);
}

TEST_CASE("civil: days that do not exist are refused") {
    CHECK(make_date({2024, 2, 29}));
    CHECK_FALSE(make_date({2025, 2, 29}));
    CHECK(make_date({2000, 2, 29}));
    CHECK_FALSE(make_date({1900, 2, 29}));
    CHECK_FALSE(make_date({2025, 4, 31}));
    CHECK_FALSE(make_date({2025, 13, 1}));
    CHECK_FALSE(make_date({2025, 0, 1}));
    CHECK_FALSE(make_date({2025, 1, 0}));
    CHECK(make_date({1600, 1, 1}));
    CHECK_FALSE(make_date({1599, 12, 31}));
    CHECK(make_date({9999, 12, 31}));
    CHECK_FALSE(make_date({10'000, 1, 1}));
}

TEST_CASE("civil: every day from 1600 to 9999 splits into itself and follows the day before") {
    std::int32_t expected = date(1600, 1, 1).days;
    int wrong = 0;
    for (std::int32_t year = 1600; year <= 9999; ++year) {
        for (std::int32_t month = 1; month <= 12; ++month) {
            for (std::int32_t day = 1; day <= days_in_month(year, month); ++day) {
                const CivilDate made = date(year, month, day);
                const bool right =
                    made.days == expected && split(made) == YearMonthDay{year, month, day};
                wrong += right ? 0 : 1;
                ++expected;
            }
        }
    }
    CHECK(wrong == 0);
    CHECK(expected == date(9999, 12, 31).days + 1);
}

TEST_CASE("civil: any number of days can be split") {
    for (const std::int32_t days :
         {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()}) {
        const YearMonthDay ymd = split({days});
        CHECK(ymd.month >= 1);
        CHECK(ymd.month <= 12);
        CHECK(ymd.day >= 1);
        CHECK(ymd.day <= 31);
    }
}

TEST_CASE("civil: weekdays count from Monday") {
    CHECK(weekday_of(date(2025, 7, 7)) == 0);
    CHECK(weekday_of(date(2025, 7, 6)) == 6);
    CHECK(weekday_of(date(1969, 12, 29)) == 0);
    CHECK(weekday_of(date(1969, 12, 28)) == 6);
}

TEST_CASE("civil: a month later is the corresponding day, else the last of the month") {
    CHECK(add_months(date(2025, 1, 30), 1) == date(2025, 2, 28));
    CHECK(add_months(date(2024, 1, 30), 1) == date(2024, 2, 29));
    CHECK(add_months(date(2025, 1, 28), 1) == date(2025, 2, 28));
    CHECK(add_months(date(2025, 12, 31), 1) == date(2026, 1, 31));
    CHECK(add_months(date(2025, 1, 31), -2) == date(2024, 11, 30));
    CHECK(add_months(date(2025, 3, 31), 0) == date(2025, 3, 31));
    CHECK(add_months(date(2024, 2, 29), 12) == date(2025, 2, 28));
}

TEST_CASE("civil: months beyond the calendar stop at its ends") {
    CHECK(add_months(date(9999, 11, 30), 1) == date(9999, 12, 30));
    CHECK(add_months(date(9999, 12, 1), 1) == date(9999, 12, 31));
    CHECK(add_months(date(1600, 1, 5), -1) == date(1600, 1, 1));
    CHECK(add_months(date(2025, 1, 1), std::numeric_limits<std::int64_t>::max()) ==
          date(9999, 12, 31));
    CHECK(add_months(date(2025, 1, 1), std::numeric_limits<std::int64_t>::min()) ==
          date(1600, 1, 1));
}

TEST_CASE("civil: dates, times and instants print in their ISO form") {
    CHECK(to_string(date(2025, 7, 1)) == "2025-07-01");
    CHECK(to_string(TimeOfDay{0}) == "00:00");
    CHECK(to_string(TimeOfDay{(9 * 60 + 5) * 60'000}) == "09:05");
    CHECK(to_string(TimeOfDay{(9 * 60 + 5) * 60'000 + 1000}) == "09:05:01");
    CHECK(to_string(TimeOfDay{(9 * 60 + 5) * 60'000 + 250}) == "09:05:00.250");
    CHECK(to_string(TimeOfDay{86'400'000}) == "24:00");

    const Instant nine = to_instant({date(2025, 7, 10), {(9 * 60 + 5) * 60'000}}, 480);
    CHECK(to_string(nine, 480) == "2025-07-10T09:05:00+08:00");
    CHECK(to_string(nine, 0) == "2025-07-10T01:05:00+00:00");
    CHECK(to_string(nine, -570) == "2025-07-09T15:35:00-09:30");
    CHECK(to_string(Instant{nine.ms + 7}, 480) == "2025-07-10T09:05:00.007+08:00");
}

TEST_CASE("civil: a local time is found again, before and after 1970") {
    for (const std::int64_t ms : {std::int64_t{-1}, std::int64_t{0}, std::int64_t{1},
                                  std::int64_t{-86'400'001}, std::int64_t{1'752'109'500'000}}) {
        CHECK(to_instant(to_local({ms}, 480), 480) == Instant{ms});
        CHECK(to_instant(to_local({ms}, -720), -720) == Instant{ms});
    }
    CHECK(to_instant({date(2025, 7, 10), {86'400'000}}, 0) ==
          to_instant({date(2025, 7, 11), {0}}, 0));
}

}  // namespace
}  // namespace onus
