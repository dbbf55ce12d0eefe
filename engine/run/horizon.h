// SPDX-License-Identifier: Apache-2.0
//
// How the verdict on an action depends on the passing of time: read off the code of its rules.

#pragma once

#include <cstdint>

#include "engine/run/program.h"

namespace onus::engine {

enum class TimeReach : std::uint8_t {
    kNone,     ///< time alone changes nothing
    kDays,     ///< `today`, windows in days, stages of a rule: at the turn of a day
    kMoments,  ///< `now`, windows in hours: at any moment
};

/// The finest reach of any rule or permission about the action. Costs one step for each instruction
/// that they can come to.
[[nodiscard]] TimeReach time_reach(const Program& program, std::uint32_t action);

}  // namespace onus::engine
