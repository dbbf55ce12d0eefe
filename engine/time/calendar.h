// SPDX-License-Identifier: Apache-2.0
//
// Working calendars: which days are worked, when the doors are open, and in which zone.
//
// A calendar is a value: it carries the transitions of its zone, so that the same calendar gives
// the same instants on every machine. Files are read by policies/calendar_reader.h.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/time/zone.h"
#include "grammar/base/civil.h"

namespace onus::engine {

/// Three kinds, because deadlines and pay rules need the third (Labour Law art. 44; Civil Code
/// art. 203).
enum class DayKind : std::uint8_t { kWorkingDay, kRestDay, kPublicHoliday };

/// Open from `from` to `until` of the same day; a shift over midnight is two intervals.
/// INVARIANT: from < until.
struct OpenInterval {
    TimeOfDay from;
    TimeOfDay until;

    friend bool operator==(const OpenInterval&, const OpenInterval&) = default;
};

/// What one calendar file says. Plain data.
struct CalendarData {
    std::string id;
    std::string zone;

    ZoneTransitions transitions;

    /// Monday to Sunday: is the weekday worked, where no exception says otherwise.
    std::array<bool, 7> works_on_weekday = {true, true, true, true, true, false, false};

    /// Monday to Sunday: opening times of a worked day, ascending and apart. A make-up day on a
    /// weekday without opening times uses those of `make_up_hours`.
    std::array<std::vector<OpenInterval>, 7> open_hours;
    std::vector<OpenInterval> make_up_hours;

    /// False: no business hours were declared, so working days end at 24:00 and every minute of a
    /// working day is open.
    bool has_business_hours = false;

    /// The last day of a period of days or months moves over public holidays and what is joined to
    /// them. True: over ordinary rest days too (see `deadline_after`).
    bool last_day_moves_over_rest_days = false;

    /// Days that differ from the weekly pattern: holidays, rest days and make-up working days.
    std::map<CivilDate, DayKind> exceptions;

    /// The published interval, both ends included. Outside, answers come from the weekly pattern.
    CivilDate covered_from;
    CivilDate covered_until;

    friend bool operator==(const CalendarData&, const CalendarData&) = default;
};

/// A readable calendar. Immutable; const methods may be called concurrently.
class Calendar {
  public:
    /// REQUIRES: at least one zone transition; opening times ascending and apart.
    explicit Calendar(CalendarData data);

    [[nodiscard]] const CalendarData& data() const { return data_; }

    [[nodiscard]] LocalTime to_local(Instant instant) const;

    /// The instant of a local time. A time that the zone skips becomes the first instant after the
    /// gap; one that occurs twice becomes the first of the two.
    [[nodiscard]] Instant to_instant(LocalTime local) const;

    [[nodiscard]] std::int32_t offset_minutes_at(Instant instant) const;

    [[nodiscard]] DayKind day_kind(CivilDate date) const;
    [[nodiscard]] bool is_working_day(CivilDate date) const {
        return day_kind(date) == DayKind::kWorkingDay;
    }

    /// Opening times of a date, ascending; empty on a day that is not worked, 00:00 to 24:00 on a
    /// worked day of a calendar without business hours.
    [[nodiscard]] const std::vector<OpenInterval>& open_intervals(CivilDate date) const;

    /// Close of business; 24:00 without business hours and on a day that is not worked, since
    /// nothing closes on it (Civil Code art. 203 para. 2).
    [[nodiscard]] TimeOfDay close_of_business(CivilDate date) const;

    /// True if the published interval contains the date.
    [[nodiscard]] bool covers(CivilDate date) const;

  private:
    CalendarData data_;
};

}  // namespace onus::engine
