// SPDX-License-Identifier: Apache-2.0
//
// Proofs over the Merkle tree, RFC 9162 sections 2.1.3 and 2.1.4: that an entry is in the ledger,
// and that a ledger of some size is the beginning of a larger one.
//
// Making a proof reads O(log n) hashes: stores keep the hash of each complete subtree. Checking a
// proof needs nothing but the proof; neither side trusts what the other one claims.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/ledger/ledger_store.h"
#include "engine/ledger/merkle.h"

namespace onus::engine {

/// The place in a store of the complete subtree over the 2^level entries before and including entry
/// `end`: subtrees are numbered from 1 in the order in which entries complete them, the smaller one
/// first. REQUIRES: level >= 1, and 2^level divides `end` (> 0).
[[nodiscard]] std::uint64_t node_place(std::uint32_t level, std::uint64_t end);

/// Adds one leaf as `append` does; the hashes of the subtrees that it completes go behind
/// `completed`, in the order of their places.
void append(Frontier& frontier, const Digest& leaf, std::vector<Digest>& completed);

/// The tree when the ledger had `size` entries, from the kept hashes. REQUIRES: size is at most the
/// number of entries. Errors: kLedgerEntryMissing, kLedgerNodeChanged, those of the store.
[[nodiscard]] Result<Frontier> frontier_at(const LedgerStore& store, std::uint64_t size);

/// PATH(sequence - 1, D[size]). REQUIRES: 1 <= sequence <= size <= number of entries.
/// Errors as above. The proof is as good as the kept hashes: hold it against the root.
[[nodiscard]] Result<std::vector<Digest>> inclusion_proof(const LedgerStore& store,
                                                          std::uint64_t sequence,
                                                          std::uint64_t size);

/// PROOF(first, D[second]). REQUIRES: 1 <= first <= second <= number of entries. Errors as above.
[[nodiscard]] Result<std::vector<Digest>> consistency_proof(const LedgerStore& store,
                                                            std::uint64_t first,
                                                            std::uint64_t second);

/// Whether the entry with this leaf is number `sequence` in the tree of `size` entries and `root`.
[[nodiscard]] bool proves_inclusion(HashAlgorithm algorithm, const Digest& leaf,
                                    std::uint64_t sequence, std::uint64_t size,
                                    std::span<const Digest> proof, const Digest& root);

/// Whether the tree of `first` entries is the beginning of that of `second`. Nothing begins with
/// the empty tree's root but the empty tree: first = 0 is refused.
[[nodiscard]] bool proves_consistency(HashAlgorithm algorithm, std::uint64_t first,
                                      const Digest& first_root, std::uint64_t second,
                                      const Digest& second_root, std::span<const Digest> proof);

}  // namespace onus::engine
