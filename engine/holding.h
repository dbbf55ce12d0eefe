// SPDX-License-Identifier: Apache-2.0
//
// How long a verdict that was asked for holds.

#pragma once

#include <optional>

#include "engine/run/command.h"
#include "engine/run/state.h"
#include "engine/run/world.h"
#include "grammar/base/civil.h"

namespace onus::engine {

/// The earliest instant after `command.received` at which time alone could change the verdict:
/// other rules, another organisation, a timer, and what the rules themselves ask about time; that
/// instant itself if they look at the moment. Nothing: not before somebody does something.
[[nodiscard]] std::optional<Instant> holds_until(const State& state, const World& world,
                                                 const Command& command);

}  // namespace onus::engine
