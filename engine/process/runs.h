// SPDX-License-Identifier: Apache-2.0
//
// The runs of processes one after the other, as they lie in the store.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "engine/ledger/ledger_store.h"
#include "engine/run/rows.h"
#include "engine/run/state.h"
#include "engine/run/table.h"

namespace onus::engine {

/// Where State::runs lies; part of the stored format.
inline constexpr TableId kRunsTable = 24;

/// Calls `visit` for the last run about each record, by process and record, until it returns false.
/// `process`: those of one process; empty: all. The first `skipped` of them are passed over; runs
/// are never removed. `visit` may read from the store.
[[nodiscard]] inline Status each_run(const LedgerStore& store, std::string_view process,
                                     std::uint64_t skipped,
                                     const std::function<bool(const ProcessRow& row)>& visit) {
    const std::string prefix = process.empty() ? std::string() : joined_key(process, {});
    return store.each_row(kRunsTable, prefix, [&](std::string_view, std::string_view bytes) {
        if (skipped > 0) {
            --skipped;
            return true;
        }
        return visit(decode_row<ProcessRow>(bytes));
    });
}

}  // namespace onus::engine
