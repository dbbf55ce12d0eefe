// SPDX-License-Identifier: Apache-2.0
//
// The clock of this machine. The only place of the project that asks for the time.

#pragma once

#include <functional>

#include "grammar/base/civil.h"

namespace onus::adapters {

[[nodiscard]] Instant system_now();

/// What the clock showed when this was first asked, and the time that passed since: never jumps,
/// whoever sets the clock. For waiting, not for records.
[[nodiscard]] Instant steady_now();

/// Where a service takes the time from: this machine, unless a test has a clock of its own.
struct Clock {
    std::function<Instant()> now = system_now;
    std::function<Instant()> steady = steady_now;
};

}  // namespace onus::adapters
