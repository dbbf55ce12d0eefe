// SPDX-License-Identifier: Apache-2.0
//
// Finds out when somebody sets the clock of the machine, or the machine slept.

#pragma once

#include <cstdint>
#include <optional>

#include "grammar/base/civil.h"

namespace onus::adapters {

/// Compares the clock with one that nobody can set. A difference of more than two seconds between
/// two looks puts the clock in doubt, a minute without one ends the doubt. Slow corrections, as a
/// time server makes them, are none.
class ClockWatch {
  public:
    /// `suspect`: the clock was in doubt when the service ended.
    explicit ClockWatch(bool suspect) : suspect_(suspect) {}

    /// True if the clock is in doubt from now on, false if it is trusted again; nothing if nothing
    /// changed. To be called about once a second.
    [[nodiscard]] std::optional<bool> look(Instant wall, Instant steady);

  private:
    bool suspect_;
    std::optional<std::int64_t> apart_ms_;  ///< the clock's lead at the last look
    Instant agrees_since_;                  ///< by the steady clock
};

}  // namespace onus::adapters
