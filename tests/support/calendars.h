// SPDX-License-Identifier: Apache-2.0
//
// Calendars that tests of the engine build without any file.

#pragma once

#include <string>
#include <vector>

#include "engine/time/calendar.h"
#include "tests/support/times.h"

namespace onus::test {

/// Monday to Friday at UTC+8, published for 2026, with the National Day holiday of that year.
inline engine::CalendarData office() {
    engine::CalendarData data;
    data.id = "office";
    data.zone = "Asia/Shanghai";
    data.transitions = {{Instant{INT64_MIN}, 480}};
    data.covered_from = date("2026-01-01");
    data.covered_until = date("2026-12-31");
    for (int day = 1; day <= 7; ++day) {
        data.exceptions[date("2026-10-0" + std::to_string(day))] =
            day <= 3 ? engine::DayKind::kPublicHoliday : engine::DayKind::kRestDay;
    }
    data.exceptions[date("2026-10-10")] = engine::DayKind::kWorkingDay;
    return data;
}

/// The same with opening times on every worked day.
inline engine::CalendarData with_hours(engine::CalendarData data,
                                       std::vector<engine::OpenInterval> hours) {
    data.has_business_hours = true;
    for (std::size_t weekday = 0; weekday < 7; ++weekday) {
        if (data.works_on_weekday[weekday]) {
            data.open_hours[weekday] = hours;
        }
    }
    data.make_up_hours = std::move(hours);
    return data;
}

/// Every day of every year, around the clock or at the given hours.
inline engine::CalendarData every_day(std::vector<engine::OpenInterval> hours = {}) {
    engine::CalendarData data;
    data.id = "every_day";
    data.zone = "Asia/Shanghai";
    data.transitions = {{Instant{INT64_MIN}, 480}};
    data.works_on_weekday[5] = true;
    data.works_on_weekday[6] = true;
    data.covered_from = date("1600-01-01");
    data.covered_until = date("9999-12-31");
    return hours.empty() ? data : with_hours(std::move(data), std::move(hours));
}

inline engine::OpenInterval open(const std::string& from, const std::string& until) {
    return {time_of_day(from), time_of_day(until)};
}

}  // namespace onus::test
