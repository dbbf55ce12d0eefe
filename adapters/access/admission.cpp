// SPDX-License-Identifier: Apache-2.0
#include "adapters/access/admission.h"

#include <algorithm>

namespace onus::adapters {
namespace {

constexpr std::uint64_t kMilli = 1000;

/// Longer than that, any bucket is full; keeps the product below 64 bits.
constexpr std::uint64_t kElapsedMax = 86'400'000;

}  // namespace

std::uint64_t Admission::take(std::string_view client, Instant now) {
    return look(client, now, true);
}

std::uint64_t Admission::wait(std::string_view client, Instant now) {
    return look(client, now, false);
}

std::uint64_t Admission::look(std::string_view client, Instant now, bool take) {
    if (rate_.tokens == 0) {
        return 0;
    }
    const std::lock_guard lock(mutex_);
    auto found = buckets_.find(client);
    if (found == buckets_.end()) {
        if (buckets_.size() >= kClientsMax) {
            forget_full(now);
        }
        found = buckets_.emplace(std::string(client), Bucket{rate_.burst * kMilli, now}).first;
    }
    Bucket& bucket = found->second;
    fill(bucket, now);
    if (bucket.milli >= kMilli) {
        bucket.milli -= take ? kMilli : 0;
        return 0;
    }
    const std::uint64_t missing = kMilli - bucket.milli;
    const auto period = static_cast<std::uint64_t>(rate_.period_ms);
    const std::uint64_t ms =
        (missing * period + rate_.tokens * kMilli - 1) / (rate_.tokens * kMilli);
    return std::max<std::uint64_t>(1, (ms + 999) / 1000);
}

/// A clock that was set back fills nothing.
void Admission::fill(Bucket& bucket, Instant now) const {
    if (now.ms <= bucket.at.ms) {
        return;
    }
    const auto elapsed = std::min(static_cast<std::uint64_t>(now.ms - bucket.at.ms), kElapsedMax);
    const auto period = static_cast<std::uint64_t>(rate_.period_ms);
    const std::uint64_t more = elapsed * rate_.tokens * kMilli / period;
    if (more == 0) {
        return;
    }
    // The rest of the time counts for the next token.
    const std::uint64_t used = more * period / (rate_.tokens * kMilli);
    const bool full = bucket.milli + more >= rate_.burst * kMilli;
    bucket.milli = full ? rate_.burst * kMilli : bucket.milli + more;
    bucket.at = full || elapsed == kElapsedMax
                    ? now
                    : Instant{bucket.at.ms + static_cast<std::int64_t>(used)};
}

/// Whoever is remembered longest gives way if all are in use.
void Admission::forget_full(Instant now) {
    for (auto each = buckets_.begin(); each != buckets_.end();) {
        fill(each->second, now);
        each = each->second.milli >= rate_.burst * kMilli ? buckets_.erase(each) : std::next(each);
    }
    if (buckets_.size() >= kClientsMax) {
        buckets_.erase(buckets_.begin());
    }
}

}  // namespace onus::adapters
