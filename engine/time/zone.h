// SPDX-License-Identifier: Apache-2.0
//
// Time zones as data: the instants at which the offset from UTC changes.
//
// No zone database is read here. policies/zone_data.h turns the bytes of one into transitions,
// which calendars then carry with them, so that the same calendar gives the same instants
// everywhere.

#pragma once

#include <cstdint>
#include <vector>

#include "grammar/base/civil.h"

namespace onus::engine {

/// Offsets are at most this far from UTC.
inline constexpr std::int32_t kZoneOffsetMinutesMax = 26 * 60;

/// From `instant` on, local time is UTC plus `offset_minutes`.
struct ZoneTransition {
    Instant instant;
    std::int32_t offset_minutes = 0;

    friend bool operator==(const ZoneTransition&, const ZoneTransition&) = default;
};

/// Ascending; the first one counts from the beginning of time. Never empty.
using ZoneTransitions = std::vector<ZoneTransition>;

[[nodiscard]] std::int32_t offset_minutes_at(const ZoneTransitions& zone, Instant instant);

[[nodiscard]] LocalTime to_local(const ZoneTransitions& zone, Instant instant);

/// The instant of a local time. A time that the zone skips becomes the first instant after the gap;
/// one that occurs twice becomes the first of the two.
[[nodiscard]] Instant to_instant(const ZoneTransitions& zone, LocalTime local);

}  // namespace onus::engine
