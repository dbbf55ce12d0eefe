// SPDX-License-Identifier: Apache-2.0
//
// How much of a period is left when its clock is stopped, and when it ends once the clock runs again.

#pragma once

#include "engine/duties/opening.h"

namespace onus::engine {

/// What is left of a period between two instants, in the period's own unit: elapsed time, open
/// time, days of the date, or working days behind the date of `from`.
[[nodiscard]] Duration remaining_period(const Calendar& calendar, Instant from, Instant due,
                                        DurationKind kind);

/// Due instant and reminders of a duty whose clock stood from `row.suspended_at` to `at`.
[[nodiscard]] Term term_after_pause(const Scene& scene, const DutyRow& row, Instant at);

}  // namespace onus::engine
