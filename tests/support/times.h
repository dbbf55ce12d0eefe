// SPDX-License-Identifier: Apache-2.0
//
// Dates and times as tests write them. A malformed text fails the test.

#pragma once

#include <cstdio>
#include <optional>
#include <string>

#include <catch2/catch.hpp>

#include "grammar/base/civil.h"

namespace onus::test {

/// "2026-02-28"
inline CivilDate date(const std::string& text) {
    YearMonthDay ymd;
    int length = 0;
    const int fields =
        std::sscanf(text.c_str(), "%4d-%2d-%2d%n", &ymd.year, &ymd.month, &ymd.day, &length);
    const std::optional<CivilDate> result = make_date(ymd);
    INFO(text);
    REQUIRE((fields == 3 && length == 10 && result));
    return *result;
}

/// "17:30", "17:30:05", "17:30:05.250", "24:00"
inline TimeOfDay time_of_day(const std::string& text) {
    int hour = 0;
    int minute = 0;
    int second = 0;
    int ms = 0;
    const int fields = std::sscanf(text.c_str(), "%2d:%2d:%2d.%3d", &hour, &minute, &second, &ms);
    INFO(text);
    REQUIRE(fields >= 2);
    return {((hour * 60 + minute) * 60 + second) * 1000 + ms};
}

/// "2026-09-30 17:00"
inline LocalTime local(const std::string& text) {
    INFO(text);
    REQUIRE(text.size() >= 16);
    return {date(text.substr(0, 10)), time_of_day(text.substr(11))};
}

/// "2026-09-30 17:00" in UTC
inline Instant utc(const std::string& text) { return to_instant(local(text), 0); }

}  // namespace onus::test
