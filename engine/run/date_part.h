// SPDX-License-Identifier: Apache-2.0
//
// Parts of dates and timestamps: year, month, day, weekday, kind of day.

#pragma once

#include "engine/run/code.h"
#include "engine/run/value.h"
#include "engine/time/calendar.h"

namespace onus::engine {

/// `moment` is a date or a timestamp; of a timestamp the local date in the calendar's zone counts.
/// Undetermined without a calendar where one is needed; `calendar` may be null.
[[nodiscard]] Value part_of(const Value& moment, DatePart part, const Calendar* calendar);

}  // namespace onus::engine
