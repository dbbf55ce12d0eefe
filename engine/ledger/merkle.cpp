// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/merkle.h"

#include <array>
#include <bit>

#include "engine/ledger/hash.h"
#include "grammar/base/check.h"

namespace onus::engine {
namespace {

// Domains of RFC 9162 section 2.1.1: no leaf can be passed off as an inner node.
constexpr std::string_view kLeafDomain("\x00", 1);
constexpr std::string_view kNodeDomain("\x01", 1);

}  // namespace

std::string to_hex(const Digest& digest) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    hex.reserve(2 * digest.size());
    for (const std::uint8_t byte : digest) {
        hex += kDigits[byte >> 4U];
        hex += kDigits[byte & 0xFU];
    }
    return hex;
}

Digest leaf_hash(HashAlgorithm algorithm, std::string_view leaf) {
    const std::array parts{kLeafDomain, leaf};
    return hash_of(algorithm, parts);
}

Digest node_hash(HashAlgorithm algorithm, const Digest& left, const Digest& right) {
    const std::array parts{kNodeDomain, as_bytes(left), as_bytes(right)};
    return hash_of(algorithm, parts);
}

void append(Frontier& frontier, const Digest& leaf) {
    ONUS_CHECK(frontier.peaks.size() == static_cast<std::size_t>(std::popcount(frontier.size)),
               "a frontier has one peak for each bit of its size");
    Digest merged = leaf;
    // Each trailing one bit of the old size is a complete subtree as large as the one just made.
    for (int full = std::countr_one(frontier.size); full > 0; --full) {
        merged = node_hash(frontier.hash, frontier.peaks.back(), merged);
        frontier.peaks.pop_back();
    }
    frontier.peaks.push_back(merged);
    ++frontier.size;
}

Digest root(const Frontier& frontier) {
    if (frontier.peaks.empty()) {
        return hash_of(frontier.hash, {});
    }
    Digest result = frontier.peaks.back();
    for (std::size_t i = frontier.peaks.size() - 1; i > 0; --i) {
        result = node_hash(frontier.hash, frontier.peaks[i - 1], result);
    }
    return result;
}

}  // namespace onus::engine
