// SPDX-License-Identifier: Apache-2.0
//
// Dates, times of day and instants, without any zone database: zones belong to calendars.

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace onus {

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
struct CivilDate {
    std::int32_t days = 0;

    friend auto operator<=>(const CivilDate&, const CivilDate&) = default;
};

struct YearMonthDay {
    std::int32_t year = 1970;
    std::int32_t month = 1;  ///< 1 to 12
    std::int32_t day = 1;    ///< 1 to 31

    friend bool operator==(const YearMonthDay&, const YearMonthDay&) = default;
};

/// Nothing if there is no such day. Years 1600 to 9999.
[[nodiscard]] std::optional<CivilDate> make_date(YearMonthDay ymd);

[[nodiscard]] YearMonthDay split(CivilDate date);

/// 0 for Monday to 6 for Sunday.
[[nodiscard]] int weekday_of(CivilDate date);

/// Days of the month, 28 to 31.
[[nodiscard]] int days_in_month(std::int32_t year, std::int32_t month);

/// The corresponding day `months` later, else the last day of that month. May be negative. Stops at
/// the first day of 1600 and the last day of 9999.
[[nodiscard]] CivilDate add_months(CivilDate date, std::int64_t months);

/// "2025-07-01"
[[nodiscard]] std::string to_string(CivilDate date);

/// Milliseconds since midnight, 0 to 86,400,000; the last is "24:00".
struct TimeOfDay {
    std::int32_t ms = 0;

    friend auto operator<=>(const TimeOfDay&, const TimeOfDay&) = default;
};

/// "09:05", "09:05:01", "09:05:01.250", "24:00"
[[nodiscard]] std::string to_string(TimeOfDay time);

/// A date and a time in some zone that the context names.
struct LocalTime {
    CivilDate date;
    TimeOfDay time;

    friend auto operator<=>(const LocalTime&, const LocalTime&) = default;
};

/// Whole milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t ms = 0;

    friend auto operator<=>(const Instant&, const Instant&) = default;
};

inline constexpr std::int64_t kMsPerSecond = 1000;
inline constexpr std::int64_t kMsPerMinute = 60 * kMsPerSecond;
inline constexpr std::int64_t kMsPerHour = 60 * kMsPerMinute;
inline constexpr std::int64_t kMsPerDay = 24 * kMsPerHour;

/// The instant of a local time at an offset from UTC in minutes.
[[nodiscard]] Instant to_instant(LocalTime local, std::int32_t offset_minutes);

/// The local time of an instant at an offset from UTC in minutes.
[[nodiscard]] LocalTime to_local(Instant instant, std::int32_t offset_minutes);

/// "2025-07-10T09:05:00+08:00"; milliseconds only if there are any.
[[nodiscard]] std::string to_string(Instant instant, std::int32_t offset_minutes);

}  // namespace onus
