// SPDX-License-Identifier: Apache-2.0
//
// Rows of a service in the ledger's file, beside the tables of the state image: kept with the
// entries, and no part of what the ledger says.

#pragma once

#include <utility>
#include <vector>

#include "engine/ledger/ledger_store.h"

namespace onus::adapters {

/// Up to where each subscriber was told.
inline constexpr engine::TableId kPlaces = 1000;

/// The last sign of life.
inline constexpr engine::TableId kBeats = 1001;

/// Keeps the rows without an entry.
[[nodiscard]] inline Status keep_rows(engine::LedgerStore& store,
                                      std::vector<engine::RowChange> rows) {
    engine::Commit commit;
    commit.first_sequence = store.entry_count() + 1;
    commit.frontier = store.frontier();
    commit.rows = std::move(rows);
    return store.commit(commit);
}

}  // namespace onus::adapters
