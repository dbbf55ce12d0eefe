// SPDX-License-Identifier: Apache-2.0
//
// Signs of life of a server, so that its next start knows for how long nobody could do anything.

#pragma once

#include <cstdint>
#include <optional>

#include "adapters/app/workspace.h"
#include "grammar/base/civil.h"

namespace onus::adapters {

/// A server that was down for less was not missed.
inline constexpr std::int64_t kOutageLeastMs = 30'000;

/// Leaves a sign of life in the store: one row that is none of the state. Lost with a power cut
/// unless something after it is synced.
[[nodiscard]] Status beat(engine::LedgerStore& store, Instant now);

/// Tells the ledger that nothing could be done since the last sign of life, if that is long enough
/// ago. To be called before anything else happens: what was due meanwhile is to be put off, not
/// held against anybody. Nothing if there was no outage.
[[nodiscard]] Result<std::optional<engine::GapNoted>> note_outage(
    Workspace& workspace, Instant now, std::int64_t least_ms = kOutageLeastMs);

}  // namespace onus::adapters
