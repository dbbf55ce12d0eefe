// SPDX-License-Identifier: Apache-2.0
//
// Two ways to hold a ledger against itself. Rebuild folds its events and runs no rule: the result
// must be the stored state. Re-judge runs the recorded commands again: the result must be the same
// entries, byte for byte.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/image.h"
#include "engine/ledger/ledger_store.h"
#include "engine/redaction.h"
#include "grammar/base/diagnostic.h"

namespace onus::engine {

struct ReplayReport {
    /// Entries (re-judge) or state rows (rebuild) that were compared.
    std::uint64_t compared = 0;

    /// The first entry that came out differently; 0 if none.
    std::uint64_t first_difference = 0;

    /// Why that entry's command could not be carried out again, if that is the difference.
    std::optional<Diagnostic> reason;

    /// The first state row that differs, as "9/00000000000001": its table and its key, in
    /// hexadecimal where it is no text; empty if none.
    std::string row;

    /// Entries that could not be judged again in full, since a value was redacted in them or asked
    /// for by their rules. They were taken as they are.
    std::vector<std::uint64_t> not_judged;

    [[nodiscard]] bool same() const { return first_difference == 0 && row.empty(); }
};

/// Takes the entries of a store into an empty image, those of `instead` in place of the store's.
[[nodiscard]] Status fold(const LedgerStore& store, const Redactions& redactions,
                          const std::vector<RewrittenEntry>& instead, Image& image);

/// Folds every entry into a new state and compares its rows with the stored ones; rows that are
/// stored and do not follow from any entry are differences too.
[[nodiscard]] Result<ReplayReport> rebuild(const LedgerStore& store);

/// Gives an empty store what another had come to at `until`: the entries that had been received by
/// then, the state that they amount to, and the texts that they published.
[[nodiscard]] Status copy_until(const LedgerStore& store, Instant until, LedgerStore& copy);

/// Judges every recorded command again, with the recorded times and salts, on a new ledger in
/// memory.
[[nodiscard]] Result<ReplayReport> rejudge(const LedgerStore& store);

}  // namespace onus::engine
