// SPDX-License-Identifier: Apache-2.0
//
// "Did you mean": the known name that is closest to an unknown one.

#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "grammar/base/text.h"

namespace onus {

/// Keeps the best of the candidates offered to it.
class NearMatch {
  public:
    explicit NearMatch(std::string_view wanted)
        : wanted_(wanted),
          limit_(std::max<std::uint32_t>(2, static_cast<std::uint32_t>(wanted.size()) / 3)) {}

    void offer(std::string_view candidate) {
        const std::uint32_t distance = edit_distance(wanted_, candidate, limit_);
        if (distance < limit_) {
            limit_ = distance;
            best_ = std::string(candidate);
        }
    }

    /// The closest candidate; empty if none is close.
    [[nodiscard]] const std::string& best() const { return best_; }

  private:
    std::string_view wanted_;
    std::uint32_t limit_;
    std::string best_;
};

}  // namespace onus
