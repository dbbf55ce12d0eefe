// SPDX-License-Identifier: Apache-2.0
//
// Internal to `process`: runs in the ledger.

#pragma once

#include "adapters/cli/arguments.h"
#include "adapters/cli/console.h"

namespace onus::adapters {

[[nodiscard]] Exit list_runs(const Console& console, const Arguments& arguments);

/// REQUIRES: three words: what to do, the process, the key of the record.
[[nodiscard]] Exit show_run(const Console& console, const Arguments& arguments);
[[nodiscard]] Exit explain_delay(const Console& console, const Arguments& arguments);

}  // namespace onus::adapters
