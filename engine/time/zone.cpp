// SPDX-License-Identifier: Apache-2.0

#include "engine/time/zone.h"

#include <algorithm>
#include <iterator>

namespace onus::engine {
namespace {

// The transition whose offset holds at `instant`.
ZoneTransitions::const_iterator transition_at(const ZoneTransitions& zone, Instant instant) {
    const auto later = std::upper_bound(
        std::next(zone.begin()), zone.end(), instant,
        [](Instant value, const ZoneTransition& item) { return value < item.instant; });
    return std::prev(later);
}

}  // namespace

std::int32_t offset_minutes_at(const ZoneTransitions& zone, Instant instant) {
    return transition_at(zone, instant)->offset_minutes;
}

LocalTime to_local(const ZoneTransitions& zone, Instant instant) {
    return onus::to_local(instant, offset_minutes_at(zone, instant));
}

Instant to_instant(const ZoneTransitions& zone, LocalTime local) {
    // Every instant that could show `local` lies within the largest offset of this one.
    const Instant as_utc = onus::to_instant(local, 0);
    const Instant earliest{as_utc.ms - kZoneOffsetMinutesMax * kMsPerMinute};

    for (auto item = transition_at(zone, earliest);; ++item) {
        const Instant candidate = onus::to_instant(local, item->offset_minutes);
        const auto next = std::next(item);
        const bool begun = item == zone.begin() || candidate >= item->instant;
        if (!begun) {
            return item->instant;
        }
        if (next == zone.end() || candidate < next->instant) {
            return candidate;
        }
    }
}

}  // namespace onus::engine
