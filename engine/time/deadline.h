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

/// The end of `period` counted from `start`.
///
/// - exact: start + period, to the millisecond (art. 201 para. 2).
/// - working hours: open time only, beginning at the next open minute; ends with the last open
///   instant of the period, so 4 hours of an 08:00-12:00 opening end at 12:00.
/// - days, months: the day of the start is not counted (art. 201 para. 1); ends at 24:00 of the last
///   day, or at close of business where the calendar has business hours (art. 203 para. 2); a last
///   day that is a public holiday or rest day within a holiday moves to the next day after the
///   holiday (art. 203 para. 1). Months end on the corresponding day, else the month's last
///   (art. 202).
/// - working days: counted from the next working day; ends at 24:00 or close of business.
///
/// Nothing if the end lies beyond the year 9999, or the calendar has no open minute in ten years.
/// REQUIRES: period.amount >= 0.
[[nodiscard]] std::optional<Deadline> deadline_after(const Calendar& calendar, Instant start,
                                                     Duration period);

/// The mirror image: the last instant that leaves `period` before `date` ("contract.ends - 90
/// days"). Exact and working-hour periods count back from 00:00 of `date`.
[[nodiscard]] std::optional<Deadline> deadline_before(const Calendar& calendar, CivilDate date,
                                                      Duration period);

/// The instant at which `share_percent` (0 to 100) of the period has passed, counted in the period's
/// own unit: half of 4 working hours is 2 working hours. For days and months the elapsed time between
/// start and due is divided.
[[nodiscard]] std::optional<Instant> share_of_period(const Calendar& calendar, Instant start,
                                                     Duration period, int share_percent);

/// How far a history window reaches.
enum class WindowKind : std::uint8_t { kLast, kThisWeek, kThisMonth, kThisQuarter, kThisYear };

/// The first instant inside a window that ends at `at`. For `kLast` and an exact `length` it is
/// at - length + 1 ms, since the window is (at - length, at]; for days and months it is 00:00 of the
/// day so many days (months) before. `length` is read for `kLast` only.
[[nodiscard]] std::optional<Instant> window_start(const Calendar& calendar, WindowKind kind,
                                                  Duration length, Instant at);

}  // namespace onus::engine
