// SPDX-License-Identifier: Apache-2.0
//
// How much of a period is left when its clock is stopped, and when it ends once the clock runs
// again or its calendar is published.

#pragma once

#include "engine/duties/opening.h"

namespace onus::engine {

/// What is left of a period between two instants, in the period's own unit: elapsed time, open
/// time, days of the date, or working days behind the date of `from`.
[[nodiscard]] Duration remaining_period(const Calendar& calendar, Instant from, Instant due,
                                        DurationKind kind);

/// The due instant of a period that begins where another ends, at `due`: more time. A deadline at
/// 24:00 belongs to the day that ends there, and the next day is the first one more.
[[nodiscard]] std::optional<Deadline> due_after(const Scene& scene, Instant due, Duration period);

/// Due instant and reminders of a duty whose clock stood from `row.suspended_at` to `at`.
[[nodiscard]] Term term_after_pause(const Scene& scene, const DutyRow& row, Instant at);

/// The same deadline counted again by the calendar of now. Still provisional, and without a due
/// instant if it was not counted, where the calendar does not cover it yet. A deadline that would
/// have passed by `at`, when it is told, counts from then: nobody inherits one.
[[nodiscard]] Term term_settled(const Scene& scene, const DutyRow& row, Instant at);

}  // namespace onus::engine
