// SPDX-License-Identifier: Apache-2.0
//
// How the verdicts on actions depend on the passing of time: read off the code of their rules.

#pragma once

#include "engine/run/program.h"

namespace onus::engine {

/// Gives each action the finest reach of any rule or permission about it. For the lowering, once
/// everything else is in its place.
void set_time_reach(Program& program);

}  // namespace onus::engine
