// SPDX-License-Identifier: Apache-2.0
//
// Reads the whole ledger again and again beside the server's work, a few entries at a time, so that
// a disk that forgets is found out while there are still good backups.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "adapters/app/service.h"
#include "engine/ledger/verify_walk.h"

namespace onus::adapters {

struct ScrubPace {
    std::uint64_t entries = 64;                 ///< in one step, about a millisecond
    std::int64_t pause_ms = 20;                 ///< between two steps: 3,000 entries a second
    std::int64_t rest_ms = 24 * 3600 * 1000LL;  ///< between two walks
};

class Scrub final : public Chore {
  public:
    /// `tell` is called after each step.
    explicit Scrub(std::function<void(const ScrubFigures&)> tell, ScrubPace pace = {})
        : tell_(std::move(tell)), pace_(pace) {}

    /// Ends when it has found damage.
    [[nodiscard]] std::optional<std::int64_t> step(Workspace& workspace) override;

  private:
    std::function<void(const ScrubFigures&)> tell_;
    ScrubPace pace_;
    std::optional<engine::VerifyWalk> walk_;
    ScrubFigures figures_;
};

}  // namespace onus::adapters
