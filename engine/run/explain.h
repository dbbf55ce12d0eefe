// SPDX-License-Identifier: Apache-2.0
//
// What would make an attempt take effect: the smallest change of its values, judged again before it
// is shown; else the act that is missing, or the person who may decide.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/command.h"
#include "engine/run/event.h"
#include "engine/run/state.h"
#include "engine/run/world.h"

namespace onus::engine {

/// Whether values beyond the one that was found pass as well.
enum class Beyond : std::uint8_t { kUnknown, kOrLess, kOrMore };

struct ChangedValue {
    std::string path;  ///< "order.promised"
    Bilingual shown;
    Stored from;
    Stored to;

    /// Judged again too: the next value and one far beyond. Only where one value is changed.
    Beyond beyond = Beyond::kUnknown;
};

struct Remedy {
    /// The smallest change after which the verdict is a pass or a note: fewest values, then least
    /// distance. Empty if none was found.
    std::vector<ChangedValue> change;

    /// Acts that the unmet duties ask for first, by action id.
    std::vector<std::string> acts;

    /// Persons whose decision would free it.
    std::vector<std::string> deciders;

    /// How often the attempt was judged again.
    std::uint32_t evaluations = 0;
};

struct RemedyOptions {
    std::uint32_t values_max = 3;
    std::uint32_t evaluations_max = 64;
};

/// REQUIRES: the command is a Submit. Searches over the values that were compared when the attempt
/// was judged, at and just beyond the boundary of each comparison.
[[nodiscard]] Remedy remedy_for(const State& state, const World& world, const Command& command,
                                const RemedyOptions& options = {});

}  // namespace onus::engine
