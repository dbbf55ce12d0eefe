// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/commit_check.h"

#include "engine/ledger/entry.h"
#include "engine/ledger/proof.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {

Result<TreeHashes> check_commit(const Commit& commit, const Frontier& before) {
    std::uint64_t sequence = before.size + 1;
    if (commit.first_sequence != sequence) {
        return failure(DiagnosticKind::kStoreSequenceConflict,
                       {std::to_string(sequence), std::to_string(commit.first_sequence)});
    }
    TreeHashes hashes;
    hashes.first_place = node_place(1, sequence);
    hashes.leaves.reserve(commit.entries.size());
    Frontier frontier = before;
    for (const std::string& entry : commit.entries) {
        const Result<SealedHeader> sealed = seal_of(entry);
        if (!sealed) {
            return tl::make_unexpected(sealed.error());
        }
        if (sealed->header.sequence != sequence) {
            return failure(DiagnosticKind::kLedgerEntryMisplaced,
                           {std::to_string(sequence), std::to_string(sealed->header.sequence)});
        }
        hashes.leaves.push_back(sealed->leaf);
        append(frontier, sealed->leaf, hashes.nodes);
        ++sequence;
    }
    if (frontier != commit.frontier) {
        return failure(DiagnosticKind::kStoreFrontierConflict);
    }
    for (const Blob& blob : commit.blobs) {
        if (sha256(blob.content) != blob.hash) {
            return failure(DiagnosticKind::kStoreBlobMismatch, {to_hex(blob.hash)});
        }
    }
    return hashes;
}

}  // namespace onus::engine
