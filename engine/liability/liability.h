// SPDX-License-Identifier: Apache-2.0
//
// Who answers in which share when something went wrong: the chain of recorded actions behind it,
// and the lines of the rulebook applied to it. A proposal, until a person confirms it.

#pragma once

#include "engine/run/scene.h"

namespace onus::engine {

/// Proposes the shares of every liability that the action sets off.
void propose_liabilities(Draft& draft, const Scene& scene, const Judged& judged);

/// The matter in which a person confirms or dismisses the shares; null if nobody is asked.
[[nodiscard]] const MatterRow* matter_of(const State& state, const LiabilityProposed& proposed);

}  // namespace onus::engine
