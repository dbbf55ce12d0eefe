// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/proof.h"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/ledger/entry.h"
#include "engine/ledger/hash.h"
#include "engine/ledger/memory_store.h"
#include "grammar/base/diagnostic_kind.h"
#include "tests/support/ledger_samples.h"

namespace onus::engine {
namespace {

using Proof = std::vector<Digest>;

std::size_t split(std::size_t size) {
    std::size_t half = 1;
    while (half * 2 < size) {
        half *= 2;
    }
    return half;
}

/// RFC 9162 section 2.1 read literally, over leaf hashes.
struct Naive {
    std::vector<Digest> leaves;

    [[nodiscard]] Digest mth(std::size_t begin, std::size_t end) const {
        if (begin == end) {
            return sha256("");
        }
        if (end - begin == 1) {
            return leaves[begin];
        }
        const std::size_t middle = begin + split(end - begin);
        return node_hash(HashAlgorithm::kSha256, mth(begin, middle), mth(middle, end));
    }

    [[nodiscard]] Proof path(std::size_t index, std::size_t begin, std::size_t end) const {
        if (end - begin == 1) {
            return {};
        }
        const std::size_t half = split(end - begin);
        const bool left = index < half;
        Proof proof =
            left ? path(index, begin, begin + half) : path(index - half, begin + half, end);
        proof.push_back(left ? mth(begin + half, end) : mth(begin, begin + half));
        return proof;
    }

    [[nodiscard]] Proof subproof(std::size_t first, std::size_t begin, std::size_t end,
                                 bool known) const {
        if (first == end - begin) {
            return known ? Proof{} : Proof{mth(begin, end)};
        }
        const std::size_t half = split(end - begin);
        if (first <= half) {
            Proof proof = subproof(first, begin, begin + half, known);
            proof.push_back(mth(begin + half, end));
            return proof;
        }
        Proof proof = subproof(first - half, begin + half, end, false);
        proof.push_back(mth(begin, begin + half));
        return proof;
    }
};

/// A ledger, its leaves and its roots at every size.
struct Ledger {
    explicit Ledger(std::size_t size) {
        REQUIRE(samples::fill(store, size));
        for (std::size_t i = 1; i <= size; ++i) {
            naive.leaves.push_back(entry_leaf_hash(samples::entry(i)));
        }
        for (std::size_t i = 0; i <= size; ++i) {
            roots.push_back(naive.mth(0, i));
        }
    }

    MemoryStore store;
    Naive naive;
    std::vector<Digest> roots;
};

}  // namespace

TEST_CASE("proof: places of subtrees follow one another without a gap") {
    std::uint64_t next = 1;
    for (std::uint64_t end = 1; end <= 300; ++end) {
        for (std::uint32_t level = 1; end % (std::uint64_t{1} << level) == 0; ++level) {
            REQUIRE(node_place(level, end) == next++);
        }
    }
}

TEST_CASE("proof: every entry at every size from 1 to 300 has the path of the definition") {
    const Ledger ledger(300);
    for (std::size_t size = 0; size <= 300; ++size) {
        REQUIRE(root(frontier_at(ledger.store, size).value()) == ledger.roots[size]);
        for (std::size_t sequence = 1; sequence <= size; ++sequence) {
            const Proof proof = inclusion_proof(ledger.store, sequence, size).value();
            REQUIRE(proof == ledger.naive.path(sequence - 1, 0, size));
            REQUIRE(proves_inclusion(HashAlgorithm::kSha256, ledger.naive.leaves[sequence - 1],
                                     sequence, size, proof, ledger.roots[size]));
        }
    }
}

TEST_CASE("proof: all pairs of sizes up to 100 have the consistency proof of the definition") {
    const Ledger ledger(100);
    for (std::size_t second = 1; second <= 100; ++second) {
        for (std::size_t first = 1; first <= second; ++first) {
            const Proof proof = consistency_proof(ledger.store, first, second).value();
            REQUIRE(proof == ledger.naive.subproof(first, 0, second, true));
            REQUIRE(proves_consistency(HashAlgorithm::kSha256, first, ledger.roots[first], second,
                                       ledger.roots[second], proof));
            for (const std::size_t other : {first - 1, first + 1}) {
                REQUIRE_FALSE(proves_consistency(HashAlgorithm::kSha256, other, ledger.roots[first],
                                                 second, ledger.roots[second], proof));
            }
        }
    }
}

TEST_CASE("proof: an inclusion proof with any byte, number or root changed is refused") {
    const Ledger ledger(70);
    for (const std::size_t size : {1U, 2U, 7U, 8U, 13U, 64U, 70U}) {
        for (std::size_t sequence = 1; sequence <= size; ++sequence) {
            Proof proof = inclusion_proof(ledger.store, sequence, size).value();
            Digest leaf = ledger.naive.leaves[sequence - 1];
            Digest root = ledger.roots[size];
            const auto holds = [&] {
                return proves_inclusion(HashAlgorithm::kSha256, leaf, sequence, size, proof, root);
            };
            for (Digest* const digest : {&leaf, &root}) {
                for (std::uint8_t& byte : *digest) {
                    byte ^= 0x40U;
                    REQUIRE_FALSE(holds());
                    byte ^= 0x40U;
                }
            }
            for (Digest& digest : proof) {
                for (std::uint8_t& byte : digest) {
                    byte ^= 0x01U;
                    REQUIRE_FALSE(holds());
                    byte ^= 0x01U;
                }
            }
            for (std::size_t other = 0; other <= size + 1; ++other) {
                REQUIRE(proves_inclusion(HashAlgorithm::kSha256, leaf, other, size, proof, root) ==
                        (other == sequence));
            }
            proof.push_back(root);
            REQUIRE_FALSE(holds());
            proof.pop_back();
            if (!proof.empty()) {
                const Digest last = proof.back();
                proof.pop_back();
                REQUIRE_FALSE(holds());
                proof.push_back(last);
            }
            REQUIRE(holds());
        }
    }
}

TEST_CASE("proof: a consistency proof with any byte or root changed is refused") {
    const Ledger ledger(33);
    for (std::size_t second = 2; second <= 33; ++second) {
        for (std::size_t first = 1; first < second; ++first) {
            Proof proof = consistency_proof(ledger.store, first, second).value();
            Digest before = ledger.roots[first];
            Digest after = ledger.roots[second];
            const auto holds = [&] {
                return proves_consistency(HashAlgorithm::kSha256, first, before, second, after,
                                          proof);
            };
            std::vector<Digest*> parts{&before, &after};
            for (Digest& digest : proof) {
                parts.push_back(&digest);
            }
            for (Digest* const digest : parts) {
                for (std::uint8_t& byte : *digest) {
                    byte ^= 0x80U;
                    REQUIRE_FALSE(holds());
                    byte ^= 0x80U;
                }
            }
            REQUIRE_FALSE(
                proves_consistency(HashAlgorithm::kSha256, second, before, first, after, proof));
            proof.push_back(after);
            REQUIRE_FALSE(holds());
            proof.pop_back();
            const Digest last = proof.back();
            proof.pop_back();
            REQUIRE_FALSE(holds());
            proof.push_back(last);
            REQUIRE(holds());
        }
    }
    CHECK_FALSE(
        proves_consistency(HashAlgorithm::kSha256, 0, ledger.roots[0], 5, ledger.roots[5], {}));
    CHECK_FALSE(
        proves_consistency(HashAlgorithm::kSha256, 5, ledger.roots[5], 5, ledger.roots[4], {}));
}

TEST_CASE("proof: numbers at the end of their range are refused and harm nothing") {
    const std::uint64_t most = ~std::uint64_t{0};
    const Digest digest = sha256("x");
    const Proof proof(70, digest);
    for (const std::uint64_t number : {most, most - 1, most / 2 + 1, most / 2}) {
        CHECK_FALSE(proves_inclusion(HashAlgorithm::kSha256, digest, number, most, proof, digest));
        CHECK_FALSE(
            proves_consistency(HashAlgorithm::kSha256, number, digest, most, digest, proof));
        CHECK_FALSE(proves_consistency(HashAlgorithm::kSha256, 1, digest, number, digest, proof));
    }
}

}  // namespace onus::engine
