// SPDX-License-Identifier: Apache-2.0
//
// The Merkle tree over the ledger's entries, as RFC 9162 section 2.1 defines it, with
// the ledger's own hash algorithm.
//
// Only the frontier (the roots of the complete subtrees on the right edge) is kept while appending.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace onus::engine {

/// Fixed for a ledger's whole life by its first entry. The numbers are part of the stored format.
enum class HashAlgorithm : std::uint8_t { kSha256 = 1, kSm3 = 2 };

/// 32 bytes with either algorithm.
using Digest = std::array<std::uint8_t, 32>;

[[nodiscard]] Digest sha256(std::string_view bytes);

/// Lower-case hexadecimal, 64 characters.
[[nodiscard]] std::string to_hex(const Digest& digest);

/// H(0x00 || leaf), RFC 9162 section 2.1.1.
[[nodiscard]] Digest leaf_hash(HashAlgorithm algorithm, std::string_view leaf);

/// H(0x01 || left || right).
[[nodiscard]] Digest node_hash(HashAlgorithm algorithm, const Digest& left, const Digest& right);

/// The tree of `size` leaves, reduced to the roots of its complete subtrees, largest first.
/// INVARIANT: peaks.size() == popcount(size).
struct Frontier {
    std::uint64_t size = 0;
    std::vector<Digest> peaks;
    HashAlgorithm hash = HashAlgorithm::kSha256;

    friend bool operator==(const Frontier&, const Frontier&) = default;
};

/// Adds one leaf, given by its leaf hash. Amortised one node hash.
void append(Frontier& frontier, const Digest& leaf);

/// The tree head. The hash of nothing for the empty tree.
[[nodiscard]] Digest root(const Frontier& frontier);

}  // namespace onus::engine
