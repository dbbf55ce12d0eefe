// SPDX-License-Identifier: Apache-2.0

#include "engine/time/calendar.h"

#include <catch2/catch.hpp>

#include "tests/support/calendars.h"

namespace onus::engine {
namespace {

using test::date;
using test::local;
using test::open;
using test::time_of_day;
using test::utc;

// Berlin around 2026: +1 in winter, +2 from 2026-03-29 to 2026-10-25, both at 01:00 UTC.
ZoneTransitions berlin() {
    return {
        {Instant{INT64_MIN}, 60}, {utc("2026-03-29 01:00"), 120}, {utc("2026-10-25 01:00"), 60}};
}

TEST_CASE("zone: the offset changes exactly at the transition") {
    CHECK(offset_minutes_at(berlin(), Instant{utc("2026-03-29 01:00").ms - 1}) == 60);
    CHECK(offset_minutes_at(berlin(), utc("2026-03-29 01:00")) == 120);
    CHECK(offset_minutes_at(berlin(), Instant{INT64_MIN}) == 60);
    CHECK(offset_minutes_at(berlin(), Instant{INT64_MAX}) == 60);
}

TEST_CASE("zone: a skipped local time becomes the first instant after the gap") {
    CHECK(to_instant(berlin(), local("2026-03-29 01:59")) == utc("2026-03-29 00:59"));
    CHECK(to_instant(berlin(), local("2026-03-29 02:00")) == utc("2026-03-29 01:00"));
    CHECK(to_instant(berlin(), local("2026-03-29 02:59")) == utc("2026-03-29 01:00"));
    CHECK(to_instant(berlin(), local("2026-03-29 03:00")) == utc("2026-03-29 01:00"));
    CHECK(to_instant(berlin(), local("2026-03-29 03:01")) == utc("2026-03-29 01:01"));
}

TEST_CASE("zone: a local time that occurs twice is the first of the two") {
    CHECK(to_instant(berlin(), local("2026-10-25 01:59")) == utc("2026-10-24 23:59"));
    CHECK(to_instant(berlin(), local("2026-10-25 02:00")) == utc("2026-10-25 00:00"));
    CHECK(to_instant(berlin(), local("2026-10-25 02:59")) == utc("2026-10-25 00:59"));
    CHECK(to_instant(berlin(), local("2026-10-25 03:00")) == utc("2026-10-25 02:00"));
}

TEST_CASE("zone: 24:00 is 00:00 of the next day, also where midnight is skipped") {
    // A zone that jumps from 24:00 to 01:00.
    const ZoneTransitions zone = {{Instant{INT64_MIN}, 120}, {utc("2026-03-28 22:00"), 180}};

    CHECK(to_instant(zone, local("2026-03-28 24:00")) == utc("2026-03-28 22:00"));
    CHECK(to_instant(zone, local("2026-03-29 00:30")) == utc("2026-03-28 22:00"));
    CHECK(to_instant(zone, local("2026-03-29 01:00")) == utc("2026-03-28 22:00"));
}

TEST_CASE("zone: a whole skipped day has no length") {
    // Samoa went from UTC-10 to UTC+14 and had no 30 December 2011.
    const ZoneTransitions samoa = {{Instant{INT64_MIN}, -600}, {utc("2011-12-30 10:00"), 840}};

    CHECK(to_instant(samoa, local("2011-12-30 00:00")) == utc("2011-12-30 10:00"));
    CHECK(to_instant(samoa, local("2011-12-30 12:00")) == utc("2011-12-30 10:00"));
    CHECK(to_instant(samoa, local("2011-12-31 00:00")) == utc("2011-12-30 10:00"));
    CHECK(to_local(samoa, Instant{utc("2011-12-30 10:00").ms - 1}).date == date("2011-12-29"));
    CHECK(to_local(samoa, utc("2011-12-30 10:00")).date == date("2011-12-31"));
}

TEST_CASE("calendar: an exception wins over the weekly pattern") {
    const Calendar calendar(test::office());

    CHECK(calendar.day_kind(date("2026-09-30")) == DayKind::kWorkingDay);
    CHECK(calendar.day_kind(date("2026-10-03")) == DayKind::kPublicHoliday);
    CHECK(calendar.day_kind(date("2026-10-04")) == DayKind::kRestDay);
    CHECK(calendar.day_kind(date("2026-10-10")) == DayKind::kWorkingDay);
    CHECK(calendar.day_kind(date("2026-10-11")) == DayKind::kRestDay);
}

TEST_CASE("calendar: without business hours a worked day is open until 24:00") {
    const Calendar calendar(test::office());

    CHECK(calendar.open_intervals(date("2026-09-30")) ==
          std::vector<OpenInterval>{open("00:00", "24:00")});
    CHECK(calendar.close_of_business(date("2026-09-30")) == time_of_day("24:00"));
    CHECK(calendar.open_intervals(date("2026-10-01")).empty());
}

TEST_CASE("calendar: a make-up day on a weekend takes the make-up hours") {
    CalendarData data = test::with_hours(test::office(), {open("08:30", "17:30")});
    data.make_up_hours = {open("09:00", "12:00")};
    const Calendar calendar(data);

    CHECK(calendar.close_of_business(date("2026-09-30")) == time_of_day("17:30"));
    CHECK(calendar.close_of_business(date("2026-10-10")) == time_of_day("12:00"));
    CHECK(calendar.close_of_business(date("2026-10-11")) == time_of_day("24:00"));
}

TEST_CASE("calendar: both ends of the published interval are covered") {
    const Calendar calendar(test::office());

    CHECK_FALSE(calendar.covers(date("2025-12-31")));
    CHECK(calendar.covers(date("2026-01-01")));
    CHECK(calendar.covers(date("2026-12-31")));
    CHECK_FALSE(calendar.covers(date("2027-01-01")));
}

}  // namespace
}  // namespace onus::engine
