// SPDX-License-Identifier: Apache-2.0
//
// Lengths of time. Three families that never mix: elapsed time, calendar periods, working periods.

#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "grammar/base/language.h"

namespace onus {

/// Durations compare, add and divide only within one kind.
enum class DurationKind : std::uint8_t {
    kExact,         ///< amount in milliseconds; minutes and hours
    kDays,          ///< amount in days; days and weeks
    kMonths,        ///< amount in months; months and years
    kWorkingHours,  ///< amount in milliseconds of open time
    kWorkingDays,   ///< amount in working days
};

struct Duration {
    DurationKind kind = DurationKind::kExact;
    std::int64_t amount = 0;

    friend bool operator==(const Duration&, const Duration&) = default;
};

/// "24 hours", "3 days", "2 working days" / "24小时", "3天", "2个工作日". The largest unit that is
/// whole is used, except that 7 days stay days.
[[nodiscard]] std::string to_string(Duration duration, Language language);

}  // namespace onus
