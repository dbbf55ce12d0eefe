// SPDX-License-Identifier: Apache-2.0
//
// A process of a rulebook, told as a diagram.

#pragma once

#include "adapters/cli/arguments.h"
#include "adapters/cli/console.h"

namespace onus::adapters {

/// REQUIRES: three words: what to do, the rulebook, the process.
[[nodiscard]] Exit export_process(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit draw_process(const Console& console, const Arguments& arguments);

}  // namespace onus::adapters
