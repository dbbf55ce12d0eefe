// SPDX-License-Identifier: Apache-2.0
#include "adapters/clock/clock_watch.h"

#include <cstdlib>

namespace onus::adapters {

namespace {

constexpr std::int64_t kJumpMs = 2000;
constexpr std::int64_t kAgreeMs = 60'000;

}  // namespace

std::optional<bool> ClockWatch::look(Instant wall, Instant steady) {
    const std::int64_t apart = wall.ms - steady.ms;
    const bool jumped = apart_ms_ && std::abs(apart - *apart_ms_) > kJumpMs;
    if (!apart_ms_ || jumped) {
        agrees_since_ = steady;
    }
    apart_ms_ = apart;
    const bool before = suspect_;
    if (jumped) {
        suspect_ = true;
    } else if (steady.ms - agrees_since_.ms >= kAgreeMs) {
        suspect_ = false;
    }
    return suspect_ == before ? std::nullopt : std::optional(suspect_);
}

}  // namespace onus::adapters
