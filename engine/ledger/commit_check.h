// SPDX-License-Identifier: Apache-2.0
//
// What every store checks before it writes: the commit continues the ledger, and what the caller
// claims about the entries is what their bytes say. The caller hashed structs, this hashes bytes.

#pragma once

#include <vector>

#include "engine/ledger/ledger_store.h"

namespace onus::engine {

/// The leaf hashes of the commit's entries, to be kept beside them.
/// Errors: kStoreSequenceConflict (not the next number), kLedgerEntryMisplaced (an entry bears
/// another number than its place), kStoreFrontierConflict, kStoreBlobMismatch, those of
/// `decode_entry`.
[[nodiscard]] Result<std::vector<Digest>> check_commit(const Commit& commit,
                                                       const Frontier& before);

}  // namespace onus::engine
