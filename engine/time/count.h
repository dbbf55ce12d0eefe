// SPDX-License-Identifier: Apache-2.0
//
// Counting through a calendar: working days, open time, the run of days off around a holiday.
//
// A part of deadline.cpp. Every search is bounded: it ends with the years that have dates, or after
// ten years without an open day.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/time/calendar.h"
#include "engine/time/deadline.h"
#include "grammar/base/civil.h"

namespace onus::engine {

inline constexpr CivilDate kFirstDate{-135'140};  ///< 1600-01-01
inline constexpr CivilDate kLastDate{2'932'896};  ///< 9999-12-31

[[nodiscard]] constexpr CivilDate shifted(CivilDate date, std::int32_t days) {
    return {date.days + days};
}

[[nodiscard]] constexpr bool in_range(CivilDate date) {
    return kFirstDate <= date && date <= kLastDate;
}

enum class Direction : std::int8_t { kForward = 1, kBackward = -1 };

/// One count. It remembers what it rested on: days passed over, and whether one was not published.
class Count {
  public:
    /// REQUIRES: `calendar` outlives the count.
    explicit Count(const Calendar& calendar) : calendar_(calendar) {}

    /// Looks a day up; one that is not covered makes the result provisional.
    DayKind kind_of(CivilDate date);

    /// The `amount`th working day away from `from`, which is not counted. With 0 the nearest one,
    /// `from` included.
    [[nodiscard]] std::optional<CivilDate> working_day(CivilDate from, std::int64_t amount,
                                                       Direction direction);

    /// Where the last day of a period of days or months comes to lie (Civil Code art. 203 para. 1).
    [[nodiscard]] std::optional<CivilDate> after_holiday(CivilDate last);

    /// The instant at which `amount` milliseconds of open time from `start` on are used up.
    [[nodiscard]] std::optional<Instant> open_time_after(Instant start, std::int64_t amount);

    /// The last instant with `amount` milliseconds of open time between it and 00:00 of `date`.
    [[nodiscard]] std::optional<Instant> open_time_before(CivilDate date, std::int64_t amount);

    /// The last instant of a day that is in time.
    [[nodiscard]] Instant end_of_day(CivilDate date) const;

    [[nodiscard]] Deadline finish(Instant due) &&;

  private:
    bool is_worked(CivilDate date) { return kind_of(date) == DayKind::kWorkingDay; }
    std::optional<CivilDate> end_of_run(CivilDate date, Direction direction, bool& holiday_met);

    const Calendar& calendar_;
    bool provisional_ = false;
    std::vector<CivilDate> skipped_;
};

}  // namespace onus::engine
