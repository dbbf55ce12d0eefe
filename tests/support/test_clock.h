// SPDX-License-Identifier: Apache-2.0
//
// A clock that a test moves. Its steady side stands still, so that nobody takes a leap of a day for
// a clock that was set.

#pragma once

#include <atomic>
#include <cstdint>

#include "adapters/clock/clock.h"

namespace onus::tests {

class TestClock {
  public:
    explicit TestClock(Instant now) : begun_(now), now_ms_(now.ms) {}

    void set(Instant now) { now_ms_ = now.ms; }
    [[nodiscard]] Instant now() const { return {now_ms_}; }

    /// REQUIRES: this outlives it.
    [[nodiscard]] adapters::Clock clock() const {
        return {[this] { return now(); }, [this] { return begun_; }};
    }

  private:
    Instant begun_;
    std::atomic<std::int64_t> now_ms_;
};

}  // namespace onus::tests
