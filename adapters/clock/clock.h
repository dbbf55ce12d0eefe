// SPDX-License-Identifier: Apache-2.0
//
// The clock of this machine. The only place of the project that asks for the time.

#pragma once

#include "grammar/base/civil.h"

namespace onus::adapters {

[[nodiscard]] Instant system_now();

}  // namespace onus::adapters
