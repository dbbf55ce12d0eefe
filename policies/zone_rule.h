// SPDX-License-Identifier: Apache-2.0
//
// The rule at the end of zone data for the years to come: "CET-1CEST,M3.5.0,M10.5.0/3" (POSIX TZ).
// Internal to zone_data.cpp.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "grammar/base/civil.h"

namespace onus::policies {

/// A day of each year and a time on it.
struct ZoneRuleDate {
    enum class Form : std::uint8_t {
        kMonthWeekDay,    ///< the `week`th `day` (0 is Sunday) of `month`; week 5 is the last
        kDayWithoutLeap,  ///< `day` 1 to 365; 29 February is never counted
        kDayFromZero,     ///< `day` 0 to 365
    };

    Form form = Form::kMonthWeekDay;
    int month = 1;
    int week = 1;
    int day = 0;
    std::int64_t seconds = 7200;  ///< after local midnight; may be negative or above a day

    [[nodiscard]] CivilDate in_year(std::int32_t year) const;
};

/// Seconds east of UTC, and when summer time holds.
struct ZoneRule {
    std::int64_t standard = 0;
    bool has_summer = false;
    std::int64_t summer = 0;
    ZoneRuleDate begins;  ///< read in standard time
    ZoneRuleDate ends;    ///< read in summer time
};

/// Nothing if `text` is no such rule. Summer time needs both dates.
[[nodiscard]] std::optional<ZoneRule> parse_zone_rule(std::string_view text);

}  // namespace onus::policies
