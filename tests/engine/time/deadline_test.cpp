// SPDX-License-Identifier: Apache-2.0

#include "engine/time/deadline.h"

#include <catch2/catch.hpp>

#include "tests/support/calendars.h"

namespace onus::engine {
namespace {

using test::date;
using test::local;
using test::open;
using test::utc;

constexpr std::int64_t kHour = kMsPerHour;

Deadline after(const Calendar& calendar, const std::string& start, DurationKind kind,
               std::int64_t amount) {
    const auto result = deadline_after(calendar, calendar.to_instant(local(start)), {kind, amount});
    REQUIRE(result);
    return *result;
}

Deadline before(const Calendar& calendar, const std::string& day, DurationKind kind,
                std::int64_t amount) {
    const auto result = deadline_before(calendar, date(day), {kind, amount});
    REQUIRE(result);
    return *result;
}

Instant at(const Calendar& calendar, const std::string& text) {
    return calendar.to_instant(local(text));
}

TEST_CASE("deadline: the deadlines that the mission fixes") {
    const Calendar plain(test::office());
    const Calendar hours(test::with_hours(test::office(), {open("08:30", "17:30")}));
    const Calendar shifts(test::every_day());
    const Calendar days(test::every_day({open("08:00", "20:00")}));
    const std::string start = "2026-09-30 17:00";

    CHECK(after(plain, start, DurationKind::kExact, 24 * kHour).due ==
          at(plain, "2026-10-01 17:00"));
    CHECK(after(plain, start, DurationKind::kWorkingDays, 3).due == at(plain, "2026-10-10 24:00"));
    CHECK(after(hours, start, DurationKind::kWorkingDays, 3).due == at(hours, "2026-10-10 17:30"));
    CHECK(after(shifts, "2026-03-04 22:00", DurationKind::kWorkingHours, 4 * kHour).due ==
          at(shifts, "2026-03-05 02:00"));
    CHECK(after(days, "2026-03-04 22:00", DurationKind::kWorkingHours, 4 * kHour).due ==
          at(days, "2026-03-05 12:00"));
}

TEST_CASE("deadline: the days passed over are listed") {
    const Calendar calendar(test::office());

    const Deadline working = after(calendar, "2026-09-30 17:00", DurationKind::kWorkingDays, 2);
    CHECK(working.skipped.size() == 7);
    CHECK(working.skipped.front() == date("2026-10-01"));
    CHECK(working.skipped.back() == date("2026-10-07"));

    const Deadline days = after(calendar, "2026-09-30 17:00", DurationKind::kDays, 5);
    CHECK(days.due == at(calendar, "2026-10-08 24:00"));
    CHECK(days.skipped ==
          std::vector<CivilDate>{date("2026-10-05"), date("2026-10-06"), date("2026-10-07")});
}

TEST_CASE("deadline: working hours begin and end at the edges of opening times") {
    const Calendar calendar(test::every_day({open("08:00", "12:00"), open("13:00", "17:00")}));
    const auto due = [&](const std::string& start, std::int64_t ms) {
        return after(calendar, start, DurationKind::kWorkingHours, ms).due;
    };

    CHECK(due("2026-03-04 08:00", 4 * kHour) == at(calendar, "2026-03-04 12:00"));
    CHECK(due("2026-03-04 08:00", 4 * kHour + 1) ==
          Instant{at(calendar, "2026-03-04 13:00").ms + 1});
    CHECK(due("2026-03-04 07:59", 1 * kHour) == at(calendar, "2026-03-04 09:00"));
    CHECK(due("2026-03-04 11:59", 1 * kHour) == at(calendar, "2026-03-04 13:59"));
    CHECK(due("2026-03-04 12:00", 1 * kHour) == at(calendar, "2026-03-04 14:00"));
    CHECK(due("2026-03-04 12:30", 1 * kHour) == at(calendar, "2026-03-04 14:00"));
    CHECK(due("2026-03-04 17:00", 8 * kHour) == at(calendar, "2026-03-05 17:00"));
}

TEST_CASE("deadline: a period of nothing ends where counting would begin") {
    const Calendar hours(test::with_hours(test::office(), {open("08:30", "17:30")}));
    const auto due = [&](const std::string& start, DurationKind kind) {
        return after(hours, start, kind, 0).due;
    };

    CHECK(due("2026-09-30 22:00", DurationKind::kExact) == at(hours, "2026-09-30 22:00"));
    CHECK(due("2026-09-29 22:00", DurationKind::kWorkingHours) == at(hours, "2026-09-30 08:30"));
    CHECK(due("2026-09-29 10:00", DurationKind::kWorkingHours) == at(hours, "2026-09-29 10:00"));
    CHECK(due("2026-09-29 10:00", DurationKind::kDays) == at(hours, "2026-09-29 17:30"));
    CHECK(due("2026-09-29 10:00", DurationKind::kWorkingDays) == at(hours, "2026-09-29 17:30"));
    CHECK(due("2026-10-01 10:00", DurationKind::kWorkingDays) == at(hours, "2026-10-08 17:30"));
}

// Nobody is late before the period began.
TEST_CASE("deadline: is never before the start") {
    const Calendar hours(test::with_hours(test::office(), {open("08:30", "17:30")}));

    CHECK(after(hours, "2026-09-29 18:00", DurationKind::kDays, 0).due ==
          at(hours, "2026-09-29 18:00"));
    CHECK(after(hours, "2026-09-29 18:00", DurationKind::kWorkingDays, 0).due ==
          at(hours, "2026-09-29 18:00"));
}

TEST_CASE("deadline: one business day is a day, not 24 business hours") {
    const Calendar hours(test::with_hours(test::office(), {open("08:30", "17:30")}));

    CHECK(after(hours, "2026-03-02 10:00", DurationKind::kWorkingDays, 1).due ==
          at(hours, "2026-03-03 17:30"));
}

TEST_CASE("deadline: two periods of 10 and 20 days keep their distance on every date") {
    const Calendar calendar(test::every_day());
    for (std::int32_t day = 0; day < 800; ++day) {
        const CivilDate start{date("2023-12-01").days + day};
        const Instant instant = calendar.to_instant({start, TimeOfDay{36'000'000}});
        const auto ten = deadline_after(calendar, instant, {DurationKind::kDays, 10});
        const auto twenty = deadline_after(calendar, instant, {DurationKind::kDays, 20});
        CAPTURE(to_string(start));
        REQUIRE((ten && twenty));
        REQUIRE(twenty->due.ms - ten->due.ms == 10 * kMsPerDay);
    }
}

TEST_CASE("deadline: an ordinary weekend stays unless the calendar moves over rest days") {
    CalendarData data = test::office();
    const Calendar holidays_only(data);
    data.last_day_moves_over_rest_days = true;
    const Calendar every_rest_day(data);

    CHECK(after(holidays_only, "2026-03-04 10:00", DurationKind::kDays, 3).due ==
          at(holidays_only, "2026-03-07 24:00"));
    CHECK(after(every_rest_day, "2026-03-04 10:00", DurationKind::kDays, 3).due ==
          at(every_rest_day, "2026-03-09 24:00"));
}

TEST_CASE("deadline: a weekend joined to a public holiday moves with it") {
    CalendarData data = test::office();
    data.exceptions[date("2026-06-08")] = DayKind::kPublicHoliday;  // a Monday
    const Calendar calendar(data);

    CHECK(after(calendar, "2026-06-03 10:00", DurationKind::kDays, 2).due ==
          at(calendar, "2026-06-05 24:00"));
    CHECK(after(calendar, "2026-06-03 10:00", DurationKind::kDays, 3).due ==
          at(calendar, "2026-06-09 24:00"));
    CHECK(after(calendar, "2026-06-03 10:00", DurationKind::kDays, 5).due ==
          at(calendar, "2026-06-09 24:00"));
}

TEST_CASE("deadline: is provisional as soon as one day it needs is not published") {
    const Calendar calendar(test::office());
    const auto provisional = [&](const std::string& start, DurationKind kind, std::int64_t n) {
        return after(calendar, start, kind, n).provisional;
    };

    CHECK_FALSE(provisional("2026-12-30 10:00", DurationKind::kWorkingDays, 1));
    CHECK(provisional("2026-12-31 10:00", DurationKind::kWorkingDays, 1));
    CHECK_FALSE(provisional("2026-12-30 10:00", DurationKind::kDays, 1));
    CHECK(provisional("2026-12-30 10:00", DurationKind::kDays, 2));
    CHECK_FALSE(provisional("2026-12-31 10:00", DurationKind::kExact, 24 * kHour));
    CHECK_FALSE(provisional("2026-12-31 10:00", DurationKind::kWorkingHours, 14 * kHour));
    CHECK(provisional("2026-12-31 10:00", DurationKind::kWorkingHours, 14 * kHour + 1));
}

TEST_CASE("deadline: gives up instead of searching for ever") {
    CalendarData closed = test::office();
    for (bool& worked : closed.works_on_weekday) {
        worked = false;
    }
    closed.exceptions.clear();
    const Calendar never(closed);
    const Calendar calendar(test::office());
    const Instant start = utc("2026-03-02 02:00");

    CHECK_FALSE(deadline_after(never, start, {DurationKind::kWorkingDays, 1}));
    CHECK_FALSE(deadline_after(never, start, {DurationKind::kWorkingHours, 1}));
    CHECK_FALSE(deadline_before(never, date("2026-03-02"), {DurationKind::kWorkingDays, 1}));
    CHECK_FALSE(deadline_before(never, date("2026-03-02"), {DurationKind::kWorkingHours, 1}));
    for (const DurationKind kind :
         {DurationKind::kExact, DurationKind::kDays, DurationKind::kMonths,
          DurationKind::kWorkingHours, DurationKind::kWorkingDays}) {
        CHECK_FALSE(deadline_after(calendar, start, {kind, INT64_MAX}));
        CHECK_FALSE(deadline_before(calendar, date("2026-03-02"), {kind, INT64_MAX}));
        CHECK_FALSE(deadline_after(calendar, Instant{INT64_MIN}, {kind, 1}));
        CHECK_FALSE(deadline_after(calendar, Instant{INT64_MAX}, {kind, 1}));
    }
}

TEST_CASE("deadline: a period before a date mirrors the forward count") {
    const Calendar hours(test::with_hours(test::office(), {open("08:30", "17:30")}));

    CHECK(before(hours, "2026-12-31", DurationKind::kDays, 90).due ==
          at(hours, "2026-10-02 24:00"));
    CHECK(before(hours, "2026-12-31", DurationKind::kDays, 30).due ==
          at(hours, "2026-12-01 17:30"));
    CHECK(before(hours, "2026-03-31", DurationKind::kMonths, 1).due ==
          at(hours, "2026-02-28 24:00"));
    CHECK(before(hours, "2026-10-10", DurationKind::kWorkingDays, 3).due ==
          at(hours, "2026-09-30 17:30"));
    CHECK(before(hours, "2026-10-08", DurationKind::kWorkingHours, 9 * kHour).due ==
          at(hours, "2026-09-30 08:30"));
    CHECK(before(hours, "2026-10-08", DurationKind::kWorkingHours, 10 * kHour).due ==
          at(hours, "2026-09-29 16:30"));
    CHECK(before(hours, "2026-10-08", DurationKind::kExact, 24 * kHour).due ==
          at(hours, "2026-10-07 00:00"));
}

TEST_CASE("share of a period: is counted in the period's own unit") {
    const Calendar hours(test::with_hours(test::office(), {open("08:30", "17:30")}));
    const auto share = [&](const std::string& start, DurationKind kind, std::int64_t amount,
                           int percent) {
        const auto result = share_of_period(hours, at(hours, start), {kind, amount}, percent);
        REQUIRE(result);
        return *result;
    };

    CHECK(share("2026-09-30 10:00", DurationKind::kExact, 24 * kHour, 75) ==
          at(hours, "2026-10-01 04:00"));
    CHECK(share("2026-09-30 16:30", DurationKind::kWorkingHours, 4 * kHour, 50) ==
          at(hours, "2026-10-08 09:30"));
    CHECK(share("2026-09-30 10:00", DurationKind::kWorkingDays, 2, 50) ==
          at(hours, "2026-10-08 17:30"));
    CHECK(share("2026-09-30 10:00", DurationKind::kWorkingDays, 1, 50) ==
          at(hours, "2026-10-08 13:00"));
    CHECK(share("2026-09-30 10:00", DurationKind::kWorkingDays, 2, 100) ==
          at(hours, "2026-10-09 17:30"));
    CHECK(share("2026-03-02 00:00", DurationKind::kDays, 1, 50) ==
          Instant{(at(hours, "2026-03-02 00:00").ms + at(hours, "2026-03-03 17:30").ms) / 2});
    CHECK(share("2026-03-02 00:00", DurationKind::kDays, 1, 0) == at(hours, "2026-03-02 00:00"));
}

TEST_CASE("windows: hours reach back exactly, days to local midnight") {
    const Calendar calendar(test::office());
    const Instant now = at(calendar, "2026-08-31 10:00");
    const auto start = [&](WindowKind kind, Duration length) {
        const auto result = window_start(calendar, kind, length, now);
        REQUIRE(result);
        return *result;
    };

    CHECK(start(WindowKind::kLast, {DurationKind::kExact, 24 * kHour}) ==
          Instant{at(calendar, "2026-08-30 10:00").ms + 1});
    CHECK(start(WindowKind::kLast, {DurationKind::kDays, 30}) == at(calendar, "2026-08-01 00:00"));
    CHECK(start(WindowKind::kLast, {DurationKind::kMonths, 6}) == at(calendar, "2026-02-28 00:00"));
    CHECK(start(WindowKind::kThisWeek, {}) == at(calendar, "2026-08-31 00:00"));
    CHECK(start(WindowKind::kThisMonth, {}) == at(calendar, "2026-08-01 00:00"));
    CHECK(start(WindowKind::kThisQuarter, {}) == at(calendar, "2026-07-01 00:00"));
    CHECK(start(WindowKind::kThisYear, {}) == at(calendar, "2026-01-01 00:00"));
    CHECK_FALSE(window_start(calendar, WindowKind::kLast, {DurationKind::kWorkingDays, 1}, now));
}

}  // namespace
}  // namespace onus::engine
