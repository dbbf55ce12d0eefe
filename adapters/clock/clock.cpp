// SPDX-License-Identifier: Apache-2.0

#include "adapters/clock/clock.h"

#include <chrono>

namespace onus::adapters {

Instant system_now() {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::floor<std::chrono::milliseconds>(since_epoch).count()};
}

}  // namespace onus::adapters
