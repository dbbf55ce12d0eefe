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
        if (frontier.size == 0) {
            frontier.hash = sealed->header.hash;
        }
        if (sealed->header.hash != frontier.hash) {
            return failure(DiagnosticKind::kLedgerEntryForeign, {std::to_string(sequence)});
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

Status append_entry(const std::string& bytes, Commit& commit) {
    const Result<SealedHeader> sealed = seal_of(bytes);
    if (!sealed) {
        return tl::make_unexpected(sealed.error());
    }
    commit.entries.push_back(bytes);
    append(commit.frontier, sealed->leaf);
    return {};
}

Status check_rewritten(const Commit& commit, const LedgerStore& store) {
    for (const RewrittenEntry& rewritten : commit.rewritten) {
        const Result<std::string> before = store.entry(rewritten.sequence);
        const Result<SealedHeader> old_seal =
            before ? seal_of(*before) : tl::make_unexpected(before.error());
        const Result<SealedHeader> new_seal = seal_of(rewritten.bytes);
        if (!old_seal || !new_seal) {
            return tl::make_unexpected(!old_seal ? old_seal.error() : new_seal.error());
        }
        if (old_seal->leaf != new_seal->leaf) {
            return failure(DiagnosticKind::kLedgerEntryChanged,
                           {std::to_string(rewritten.sequence)});
        }
    }
    return {};
}

}  // namespace onus::engine
