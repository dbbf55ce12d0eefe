// SPDX-License-Identifier: Apache-2.0
//
// Processes: a step is a duty that an event opens and the step's own action delivers.

#pragma once

#include <vector>

#include "engine/run/scene.h"

namespace onus::engine {

/// Adds a finding if the action delivers a step that is not open, or that is not the actor's.
void check_step(Draft& draft, const Scene& scene, const Judged& judged,
                std::vector<Finding>& findings);

/// If the action delivers a step: marks it and opens those that waited for it alone.
void deliver_step(Draft& draft, const Scene& scene, const Judged& judged);

/// Starts the instances that the action starts.
void start_processes(Draft& draft, const Scene& scene, const Judged& judged);

}  // namespace onus::engine
