// SPDX-License-Identifier: Apache-2.0
//
// The clock of this machine. The only place of the project that asks for the time.

#pragma once

#include "grammar/base/civil.h"

namespace onus::adapters {

[[nodiscard]] Instant system_now();

/// What the clock showed when this was first asked, and the time that passed since: never jumps,
/// whoever sets the clock. For waiting, not for records.
[[nodiscard]] Instant steady_now();

}  // namespace onus::adapters
