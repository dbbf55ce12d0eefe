// SPDX-License-Identifier: Apache-2.0
//
// `onus ledger redact`: takes texts out of a ledger's file.

#pragma once

#include <string>

#include "adapters/cli/arguments.h"
#include "adapters/cli/console.h"

namespace onus::adapters {

/// 0 taken out, 1 refused, 2 usage. The file must not be in use.
[[nodiscard]] Exit run_redact(const Console& console, const Arguments& arguments,
                              const std::string& ledger);

}  // namespace onus::adapters
