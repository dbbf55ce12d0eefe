// SPDX-License-Identifier: Apache-2.0
//
// When a period ends. Counting follows the PRC Civil Code, art. 200 to 204.

#pragma once

#include <optional>
#include <vector>

#include "engine/time/calendar.h"
#include "grammar/base/civil.h"
#include "grammar/base/duration.h"

namespace onus::engine {

/// A deadline and how it was found.
struct Deadline {
    /// The last instant that is in time.
    Instant due;

    /// True if a day beyond the published calendar was needed: the weekly pattern stood in for it.
    bool provisional = false;

    /// Days that were passed over because they are not worked, ascending.
    std::vector<CivilDate> skipped;

    friend bool operator==(const Deadline&, const Deadline&) = default;
};

/// The end of `period` counted from `start`. Never before `start`.
///
/// - exact: start + period, to the millisecond (art. 201 para. 2).
/// - working hours: open time only, in elapsed milliseconds, beginning at the next open instant;
/// ends
///   with the last open instant of the period, so 4 hours of an 08:00-12:00 opening end at 12:00.
///   No hours at all end where counting would begin.
/// - days, months: the day of the start is not counted (art. 201 para. 1); ends at 24:00 of the
/// last
///   day, or at close of business where that day has one (art. 203 para. 2). Months end on the
///   corresponding day, else the month's last (art. 202). A last day that is a public holiday moves
///   to the first working day after the holiday (art. 203 para. 1), and so does a rest day joined
///   to one: the holiday is the whole run of days off around a public holiday, because with days
///   exchanged the actual days off count (Supreme People's Court, opinions of 1988 on the General
///   Principles, no. 198, for the same words). An ordinary weekly rest day does not move: three
///   kinds of day are kept apart for this. Offices that pass over every rest day (patent
///   examination guidelines, part 5 ch. 7, 2.3) say so in the calendar:
///   `last_day_moves_over_rest_days`.
/// - working days: counted from the next working day; ends at 24:00 or close of business.
///
/// Nothing if the start lies before 1600 or the end beyond 9999, or the calendar has no open day in
/// ten years. Costs one step for each day counted.
/// REQUIRES: period.amount >= 0.
[[nodiscard]] std::optional<Deadline> deadline_after(const Calendar& calendar, Instant start,
                                                     Duration period);

/// The mirror image: the last instant that leaves `period` before `date` ("contract.ends - 90
/// days").
///
/// - exact, working hours: counted back from 00:00 of `date`.
/// - days, months: the day so many days before `date`, or the corresponding day so many months
///   before, until its close of business or 24:00; `date` itself is not counted. It never moves for
///   a holiday: art. 203 para. 1 lengthens periods, and moving backwards would shorten this one.
/// - working days: so many working days before `date`, until close of business or 24:00.
///
/// REQUIRES: period.amount >= 0.
[[nodiscard]] std::optional<Deadline> deadline_before(const Calendar& calendar, CivilDate date,
                                                      Duration period);

/// The instant at which `share_percent` of the period has passed, counted in the period's own unit:
/// half of 4 working hours is 2 working hours; of working days the open time of the counted days is
/// divided; of days and months the elapsed time between start and due. Rounded down to the
/// millisecond; 100 gives the deadline.
/// REQUIRES: period.amount >= 0, 0 <= share_percent <= 100.
[[nodiscard]] std::optional<Instant> share_of_period(const Calendar& calendar, Instant start,
                                                     Duration period, int share_percent);

/// How far a history window reaches.
enum class WindowKind : std::uint8_t { kLast, kThisWeek, kThisMonth, kThisQuarter, kThisYear };

/// The first instant inside a window that ends at `at`. For `kLast` and an exact `length` it is
/// at - length + 1 ms, since the window is (at - length, at]; for days and months it is 00:00 of
/// the day so many days (months) before. Weeks begin on Monday. `length` is read for `kLast` only;
/// nothing for working periods, which make no window.
[[nodiscard]] std::optional<Instant> window_start(const Calendar& calendar, WindowKind kind,
                                                  Duration length, Instant at);

}  // namespace onus::engine
