// SPDX-License-Identifier: Apache-2.0
//
// Which permission carries which duties, and which duty needs which permissions. Internal to
// `check`.

#pragma once

#include "adapters/cli/console.h"
#include "engine/run/program.h"

namespace onus::adapters {

/// Both lists, and the actions that no permission mentions; with --json as one object "matrix".
void print_matrix(const Console& console, const engine::Program& program);

}  // namespace onus::adapters
