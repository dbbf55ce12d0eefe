// SPDX-License-Identifier: Apache-2.0
//
// What a server makes sure of before it serves: that the end of its ledger is whole, and that the
// ledger is still the one of which somebody kept a checkpoint. The rest is the scrub's (scrub.h).

#pragma once

#include <cstdint>
#include <optional>

#include "engine/ledger/ledger_store.h"
#include "engine/ledger/verify.h"
#include "grammar/base/diagnostic.h"

namespace onus::adapters {

/// Entries that are verified without a checkpoint: what a crash or a failing disk is likely to have
/// touched, in a fraction of a second.
inline constexpr std::uint64_t kTailEntries = 2000;

/// Verifies the entries behind `known`, a head that the ledger had once, or without one the last
/// `tail`. Gives the number of entries that were verified.
/// Errors: kLedgerShortened, kLedgerHeadMismatch, and what `verify` finds, which names the place.
[[nodiscard]] Result<std::uint64_t> check_start(const engine::LedgerStore& store,
                                                const std::optional<engine::Head>& known,
                                                std::uint64_t tail = kTailEntries);

}  // namespace onus::adapters
