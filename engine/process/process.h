// SPDX-License-Identifier: Apache-2.0
//
// Processes: a step is a duty that the run opens and the step's own action delivers. The owner of a
// process may cancel, suspend, resume and send back a run, the owner of a step withdraw what he
// delivered.

#pragma once

#include <vector>

#include "engine/duties/change.h"

namespace onus::engine {

/// Adds a finding if the action delivers a step that is not open or not the actor's, acknowledges
/// what was not handed over to him, or controls a run that is not his.
void check_process(Draft& draft, const Scene& scene, const Judged& judged,
                   std::vector<Finding>& findings);

/// What the action does to the run that it is about.
void follow_process(Draft& draft, const Scene& scene, const Judged& judged, const Deed& deed);

/// A delivery of a step that nobody owes any more waits for a decision.
void await_decision(Draft& draft, const Scene& scene, const Judged& judged);

/// Starts the runs that the action starts.
void start_processes(Draft& draft, const Scene& scene, const Deed& deed);

}  // namespace onus::engine
