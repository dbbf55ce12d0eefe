// SPDX-License-Identifier: Apache-2.0
//
// How often something may be sent: never more than so many in any stretch of time so long, however
// it is cut. A bucket that fills up would let twice as many through around its edge.

#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "grammar/base/civil.h"

namespace onus::adapters {

/// At most `count` in any `window_ms`.
struct Allowance {
    std::uint32_t count = 0;
    std::int64_t window_ms = 0;
};

class SendWindow {
  public:
    explicit SendWindow(const std::vector<Allowance>& allowances);

    /// How many may be sent now; the largest number if nothing is limited.
    [[nodiscard]] std::uint32_t free(Instant now);

    /// When the next one may be sent: `now` or later.
    [[nodiscard]] Instant next_free(Instant now);

    /// One was sent.
    void note(Instant now);

  private:
    /// Time does not go back, whatever the clock says.
    Instant pass(Instant now);

    struct Kept {
        Allowance allowance;
        std::deque<Instant> sent;
    };
    std::vector<Kept> kept_;
    Instant latest_{INT64_MIN};
};

}  // namespace onus::adapters
