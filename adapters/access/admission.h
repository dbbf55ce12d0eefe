// SPDX-License-Identifier: Apache-2.0
//
// How many requests one client may send: a bucket of tokens for each, filled at a steady rate.
// Bounded: buckets that are full again are forgotten.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "grammar/base/civil.h"

namespace onus::adapters {

struct AdmissionRate {
    /// Tokens that come back in `period_ms`; 0: no limit.
    std::uint64_t tokens = 0;
    std::int64_t period_ms = 1000;

    /// As many as may be taken at once.
    std::uint64_t burst = 1;
};

/// Safe for use by several threads.
class Admission {
  public:
    explicit Admission(AdmissionRate rate) : rate_(rate) {}

    /// Takes a token. Otherwise the seconds after which there is one again, at least 1.
    [[nodiscard]] std::uint64_t take(std::string_view client, Instant now);

    /// The same without taking.
    [[nodiscard]] std::uint64_t wait(std::string_view client, Instant now);

    static constexpr std::size_t kClientsMax = 100'000;

  private:
    /// In thousandths of a token, so that slow rates fill at all.
    struct Bucket {
        std::uint64_t milli = 0;
        Instant at;
    };
    [[nodiscard]] std::uint64_t look(std::string_view client, Instant now, bool take);
    void fill(Bucket& bucket, Instant now) const;
    void forget_full(Instant now);

    AdmissionRate rate_;
    std::mutex mutex_;
    std::map<std::string, Bucket, std::less<>> buckets_;
};

}  // namespace onus::adapters
