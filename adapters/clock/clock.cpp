// SPDX-License-Identifier: Apache-2.0

#include "adapters/clock/clock.h"

#include <chrono>

namespace onus::adapters {

Instant system_now() {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::floor<std::chrono::milliseconds>(since_epoch).count()};
}

Instant steady_now() {
    using Steady = std::chrono::steady_clock;
    static const Instant kShown = system_now();
    static const Steady::time_point kBegun = Steady::now();
    const auto passed = std::chrono::floor<std::chrono::milliseconds>(Steady::now() - kBegun);
    return {kShown.ms + passed.count()};
}

}  // namespace onus::adapters
