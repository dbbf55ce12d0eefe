// SPDX-License-Identifier: Apache-2.0
//
// Arithmetic on values. The checker has made sure that kinds fit; what can still go wrong
// (overflow, division by zero, a date beyond the calendar) gives an undetermined value.

#pragma once

#include "engine/run/value.h"
#include "engine/time/calendar.h"

namespace onus::engine {

/// `calendar` is needed for working days only; null: undetermined then.
[[nodiscard]] Value add(const Value& a, const Value& b, const Calendar* calendar);
[[nodiscard]] Value subtract(const Value& a, const Value& b, const Calendar* calendar);

/// A percent counts as hundredths: 70% × ¥10 = ¥7. Durations stay whole in their unit: 3 days × 0.5
/// is undetermined.
[[nodiscard]] Value multiply(const Value& a, const Value& b);

/// Two of one kind give a number. Nothing is divided by zero.
[[nodiscard]] Value divide(const Value& a, const Value& b);

[[nodiscard]] Value negate(const Value& a);

/// Half-up to `digits` of the minor unit.
[[nodiscard]] Value round_money(const Value& money, int digits);

}  // namespace onus::engine
