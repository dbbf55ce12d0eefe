// SPDX-License-Identifier: Apache-2.0
//
// Dates, times of day and points in time as people write them, the same in rulebooks, JSON and
// YAML.
//
// Full-width digits and signs count as ASCII. The spans of all diagnostics are offsets in `text`.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "grammar/base/civil.h"
#include "grammar/base/diagnostic.h"

namespace onus::grammar {

/// Reads "2025-07-01" and "2025年7月1日". The day must exist; years 1600 to 9999.
[[nodiscard]] Result<CivilDate> parse_date(std::string_view text);

/// Reads "9:00", "09:05:01", "09:05:01.250" and, as the last moment of a day, "24:00".
[[nodiscard]] Result<TimeOfDay> parse_time(std::string_view text);

struct TimestampLiteral {
    LocalTime local;

    /// Minutes east of UTC; nothing where the zone of the calendar decides.
    std::optional<std::int32_t> offset_minutes;

    friend bool operator==(const TimestampLiteral&, const TimestampLiteral&) = default;
};

/// Reads "2025-07-10 09:05:01", "2025-07-10T09:05+08:00", "2025-07-10T09:05:00.250Z",
/// "2025年7月10日 09:05". Offsets from -12:00 to +14:00.
[[nodiscard]] Result<TimestampLiteral> parse_timestamp(std::string_view text);

}  // namespace onus::grammar
