// SPDX-License-Identifier: Apache-2.0
//
// What every store checks before it writes: the commit continues the ledger, and what the caller
// claims about the entries is what their bytes say. The caller hashed structs, this hashes bytes.

#pragma once

#include <string>
#include <vector>

#include "engine/ledger/ledger_store.h"

namespace onus::engine {

/// What a store keeps of the tree beside the entries of a commit.
struct TreeHashes {
    std::vector<Digest> leaves;  ///< one for each entry

    /// Of the subtrees that the entries complete; the places follow one another (proof.h).
    std::uint64_t first_place = 0;
    std::vector<Digest> nodes;
};

/// The hashes of the commit's entries, to be kept beside them.
/// Errors: kStoreSequenceConflict (not the next number), kLedgerEntryMisplaced (an entry bears
/// another number than its place), kLedgerEntryForeign (another hash algorithm than the ledger's),
/// kStoreFrontierConflict, kStoreBlobMismatch, those of
/// `decode_entry`.
[[nodiscard]] Result<TreeHashes> check_commit(const Commit& commit, const Frontier& before);

/// Adds an encoded entry to a commit that continues a ledger. Errors: those of `seal_of`.
[[nodiscard]] Status append_entry(const std::string& bytes, Commit& commit);

/// Whether each rewritten entry is what the store has, but for redacted fields: the leaf is the
/// same. Errors: kLedgerEntryChanged, those of reading the entries.
[[nodiscard]] Status check_rewritten(const Commit& commit, const LedgerStore& store);

}  // namespace onus::engine
