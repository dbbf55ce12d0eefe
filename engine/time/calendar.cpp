// SPDX-License-Identifier: Apache-2.0

#include "engine/time/calendar.h"

#include <utility>

#include "grammar/base/check.h"

namespace onus::engine {
namespace {

constexpr TimeOfDay kDayEnd{static_cast<std::int32_t>(kMsPerDay)};

std::size_t day_index(CivilDate date) { return static_cast<std::size_t>(weekday_of(date)); }

}  // namespace

Calendar::Calendar(CalendarData data) : data_(std::move(data)) {
    ONUS_CHECK(!data_.transitions.empty(), "a calendar carries the transitions of its zone");
}

LocalTime Calendar::to_local(Instant instant) const {
    return engine::to_local(data_.transitions, instant);
}

Instant Calendar::to_instant(LocalTime local) const {
    return engine::to_instant(data_.transitions, local);
}

std::int32_t Calendar::offset_minutes_at(Instant instant) const {
    return engine::offset_minutes_at(data_.transitions, instant);
}

DayKind Calendar::day_kind(CivilDate date) const {
    const auto exception = data_.exceptions.find(date);
    if (exception != data_.exceptions.end()) {
        return exception->second;
    }
    return data_.works_on_weekday[day_index(date)] ? DayKind::kWorkingDay : DayKind::kRestDay;
}

const std::vector<OpenInterval>& Calendar::open_intervals(CivilDate date) const {
    static const std::vector<OpenInterval> kClosed;
    static const std::vector<OpenInterval> kAllDay{{TimeOfDay{0}, kDayEnd}};
    if (!is_working_day(date)) {
        return kClosed;
    }
    if (!data_.has_business_hours) {
        return kAllDay;
    }
    const auto& usual = data_.open_hours[day_index(date)];
    return usual.empty() ? data_.make_up_hours : usual;
}

TimeOfDay Calendar::close_of_business(CivilDate date) const {
    const auto& intervals = open_intervals(date);
    return intervals.empty() ? kDayEnd : intervals.back().until;
}

bool Calendar::covers(CivilDate date) const {
    return data_.covered_from <= date && date <= data_.covered_until;
}

}  // namespace onus::engine
