// SPDX-License-Identifier: Apache-2.0
//
// Reads the bytes of a compiled time zone (TZif, RFC 8536) into transitions.
//
// A pure function of its input; files are opened by zone_loader.h.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/time/zone.h"

namespace onus::policies {

/// Where a reader finds zones by their IANA name.
struct ZoneLookup {
    /// The transitions of a zone; nothing if there is no such zone.
    std::function<std::optional<engine::ZoneTransitions>(std::string_view name)> find;

    /// All names, for "did you mean". Asked only after a name was not found.
    std::function<std::vector<std::string>()> names;
};

/// Transitions from 1970 to the end of 2100; the last offset holds for ever. The first transition
/// stands at the smallest instant. Offsets are rounded down to minutes, which matters for no zone
/// after 1972. Where the data end earlier, their rule for the years to come (the "footer") is
/// written out.
///
/// Nothing if the bytes are no sound zone of version 1 to 4, or count leap seconds.
[[nodiscard]] std::optional<engine::ZoneTransitions> parse_zone(std::string_view bytes);

}  // namespace onus::policies
