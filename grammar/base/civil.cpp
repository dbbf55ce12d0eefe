// SPDX-License-Identifier: Apache-2.0

#include "grammar/base/civil.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>

namespace onus {
namespace {

constexpr std::int32_t kFirstYear = 1600;
constexpr std::int32_t kLastYear = 9999;

// Days of the proleptic calendar before 1970-01-01, counted from 0001-01-01.
constexpr std::int64_t kEpoch = 719'162;
constexpr std::int64_t kDaysPer400Years = 146'097;

constexpr std::array<std::int32_t, 13> kDaysBeforeMonth = {0,   31,  59,  90,  120, 151, 181,
                                                           212, 243, 273, 304, 334, 365};

constexpr bool is_leap(std::int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

constexpr std::int64_t days_before_year(std::int64_t year) {
    const std::int64_t past = year - 1;
    return 365 * past + floor_divide(past, 4) - floor_divide(past, 100) + floor_divide(past, 400);
}

constexpr std::int32_t days_before_month(std::int64_t year, std::int32_t month) {
    return kDaysBeforeMonth[static_cast<std::size_t>(month - 1)] +
           (month > 2 && is_leap(year) ? 1 : 0);
}

constexpr CivilDate date_of(std::int64_t year, std::int32_t month, std::int32_t day) {
    const std::int64_t days = days_before_year(year) + days_before_month(year, month) + day - 1;
    return {static_cast<std::int32_t>(days - kEpoch)};
}

static_assert(date_of(1970, 1, 1).days == 0);

template <class... Numbers>
std::string print(const char* format, Numbers... numbers) {
    std::array<char, 64> buffer{};
    static_cast<void>(std::snprintf(buffer.data(), buffer.size(), format, numbers...));
    return buffer.data();
}

std::string with_seconds(TimeOfDay time) {
    const int ms = time.ms % 1000;
    const int seconds = time.ms / 1000;
    std::string text = print("%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if (ms != 0) {
        text += print(".%03d", ms);
    }
    return text;
}

}  // namespace

std::optional<CivilDate> make_date(YearMonthDay ymd) {
    if (ymd.year < kFirstYear || ymd.year > kLastYear || ymd.month < 1 || ymd.month > 12 ||
        ymd.day < 1 || ymd.day > days_in_month(ymd.year, ymd.month)) {
        return std::nullopt;
    }
    return date_of(ymd.year, ymd.month, ymd.day);
}

YearMonthDay split(CivilDate date) {
    const std::int64_t days = date.days + kEpoch;
    // Years have 365.2425 days on average, so the estimate is off by one year at most.
    std::int64_t year = floor_divide(days * 400, kDaysPer400Years) + 1;
    while (days_before_year(year) > days) {
        --year;
    }
    while (days_before_year(year + 1) <= days) {
        ++year;
    }
    const auto day_of_year = static_cast<std::int32_t>(days - days_before_year(year));
    std::int32_t month = day_of_year / 31 + 1;
    if (month < 12 && days_before_month(year, month + 1) <= day_of_year) {
        ++month;
    }
    return {static_cast<std::int32_t>(year), month,
            day_of_year - days_before_month(year, month) + 1};
}

int weekday_of(CivilDate date) {
    // 1970-01-01 was a Thursday.
    const std::int64_t days = std::int64_t{date.days} + 3;
    return static_cast<int>(days - 7 * floor_divide(days, 7));
}

int days_in_month(std::int32_t year, std::int32_t month) {
    const auto index = static_cast<std::size_t>(month);
    return kDaysBeforeMonth[index] - kDaysBeforeMonth[index - 1] +
           (month == 2 && is_leap(year) ? 1 : 0);
}

CivilDate add_months(CivilDate date, std::int64_t months) {
    constexpr std::int64_t kFirstMonth = std::int64_t{kFirstYear} * 12;
    constexpr std::int64_t kLastMonth = std::int64_t{kLastYear} * 12 + 11;
    const YearMonthDay from = split(date);
    std::int64_t month = std::int64_t{from.year} * 12 + from.month - 1;
    if (__builtin_add_overflow(month, months, &month)) {
        month = months < 0 ? std::numeric_limits<std::int64_t>::min()
                           : std::numeric_limits<std::int64_t>::max();
    }
    if (month < kFirstMonth) {
        return date_of(kFirstYear, 1, 1);
    }
    if (month > kLastMonth) {
        return date_of(kLastYear, 12, 31);
    }
    const auto year = static_cast<std::int32_t>(month / 12);
    const auto month_of_year = static_cast<std::int32_t>(month % 12) + 1;
    return date_of(year, month_of_year, std::min(from.day, days_in_month(year, month_of_year)));
}

std::string to_string(CivilDate date) {
    const YearMonthDay ymd = split(date);
    return print("%04d-%02d-%02d", ymd.year, ymd.month, ymd.day);
}

std::string to_string(TimeOfDay time) {
    if (time.ms % kMsPerMinute != 0) {
        return with_seconds(time);
    }
    const int minutes = time.ms / static_cast<int>(kMsPerMinute);
    return print("%02d:%02d", minutes / 60, minutes % 60);
}

Instant to_instant(LocalTime local, std::int32_t offset_minutes) {
    return {local.date.days * kMsPerDay + local.time.ms - offset_minutes * kMsPerMinute};
}

LocalTime to_local(Instant instant, std::int32_t offset_minutes) {
    std::int64_t ms = instant.ms;
    if (__builtin_add_overflow(ms, offset_minutes * kMsPerMinute, &ms)) {
        ms = instant.ms;
    }
    const std::int64_t days = floor_divide(ms, kMsPerDay);
    constexpr std::int64_t kLeast = std::numeric_limits<std::int32_t>::min();
    constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
    return {{static_cast<std::int32_t>(std::clamp(days, kLeast, kMost))},
            {static_cast<std::int32_t>(ms - days * kMsPerDay)}};
}

std::string to_string(Instant instant, std::int32_t offset_minutes) {
    const LocalTime local = to_local(instant, offset_minutes);
    const std::int32_t distance = offset_minutes < 0 ? -offset_minutes : offset_minutes;
    std::string text = to_string(local.date) + "T" + with_seconds(local.time);
    text += offset_minutes < 0 ? '-' : '+';
    return text + print("%02d:%02d", distance / 60, distance % 60);
}

}  // namespace onus
