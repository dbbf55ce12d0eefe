// SPDX-License-Identifier: Apache-2.0
//
// Whether the steps of a process can be done in their order and in its time. Internal to
// engine/compile.

#pragma once

#include <vector>

#include "engine/compile/process_plan.h"

namespace onus::engine::checking {

/// Reports steps that wait for themselves, returns to a step that does not come before, and chains
/// of steps that take longer than the process may. REQUIRES: its duties are checked.
void check_process_order(Context& context, const model::Process& process,
                         const std::vector<PlannedStep>& steps);

}  // namespace onus::engine::checking
