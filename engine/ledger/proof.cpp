// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/proof.h"

#include <algorithm>
#include <bit>

#include "grammar/base/check.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {
namespace {

/// Reads hashes of subtrees; the first failure sticks and makes the rest worthless.
class Tree {
  public:
    explicit Tree(const LedgerStore& store) : store_(store), algorithm_(store.frontier().hash) {}

    /// The root over entries begin + 1 to end, complete or not. REQUIRES: begin < end, and begin is
    /// a multiple of the smallest power of two that is not below end - begin.
    Digest hash(std::uint64_t begin, std::uint64_t end) {
        Frontier parts;
        parts.hash = algorithm_;
        add_complete(begin, end, parts);
        return root(parts);
    }

    /// The complete subtrees over the range, largest first.
    void add_complete(std::uint64_t begin, std::uint64_t end, Frontier& parts) {
        parts.size = end - begin;
        while (begin < end) {
            const std::uint64_t span = std::bit_floor(end - begin);
            begin += span;
            parts.peaks.push_back(complete(span, begin));
        }
    }

    Result<std::vector<Digest>> finish(std::vector<Digest> hashes) {
        if (fault_) {
            return tl::make_unexpected(std::move(*fault_));
        }
        return hashes;
    }
    [[nodiscard]] std::optional<Diagnostic>& fault() { return fault_; }

  private:
    Digest complete(std::uint64_t span, std::uint64_t end) {
        Result<std::optional<std::string>> stored = std::optional<std::string>();
        if (span > 1) {
            stored = store_.stored_node(
                node_place(static_cast<std::uint32_t>(std::countr_zero(span)), end));
        } else if (auto entry = store_.stored_entry(end); !entry) {
            stored = tl::make_unexpected(std::move(entry.error()));
        } else if (*entry) {
            stored = std::optional(std::move((*entry)->leaf_hash));
        }
        Digest digest{};
        if (!stored) {
            fail(std::move(stored.error()));
        } else if (!*stored || (*stored)->size() != digest.size()) {
            fail(span == 1
                     ? failure(DiagnosticKind::kLedgerEntryMissing, {std::to_string(end)}).value()
                     : failure(DiagnosticKind::kLedgerNodeChanged,
                               {std::to_string(end - span + 1), std::to_string(end)})
                           .value());
        } else {
            std::copy((*stored)->begin(), (*stored)->end(), digest.begin());
        }
        return digest;
    }

    void fail(Diagnostic reason) {
        if (!fault_) {
            fault_ = std::move(reason);
        }
    }

    const LedgerStore& store_;
    HashAlgorithm algorithm_;
    std::optional<Diagnostic> fault_;
};

/// The largest power of two below `size`. REQUIRES: size > 1.
std::uint64_t split_of(std::uint64_t size) { return std::bit_floor(size - 1); }

}  // namespace

std::uint64_t node_place(std::uint32_t level, std::uint64_t end) {
    // n entries have completed n - popcount(n) subtrees; entry `end` completes one on each level.
    const std::uint64_t before = end - 1;
    return before - static_cast<std::uint64_t>(std::popcount(before)) + level;
}

void append(Frontier& frontier, const Digest& leaf, std::vector<Digest>& completed) {
    Digest merged = leaf;
    auto peak = frontier.peaks.rbegin();
    for (int full = std::countr_one(frontier.size); full > 0; --full, ++peak) {
        merged = node_hash(frontier.hash, *peak, merged);
        completed.push_back(merged);
    }
    frontier.peaks.erase(peak.base(), frontier.peaks.end());
    frontier.peaks.push_back(merged);
    ++frontier.size;
}

Result<Frontier> frontier_at(const LedgerStore& store, std::uint64_t size) {
    Tree tree(store);
    Frontier frontier;
    frontier.hash = store.frontier().hash;
    tree.add_complete(0, size, frontier);
    if (tree.fault()) {
        return tl::make_unexpected(std::move(*tree.fault()));
    }
    return frontier;
}

Result<std::vector<Digest>> inclusion_proof(const LedgerStore& store, std::uint64_t sequence,
                                            std::uint64_t size) {
    ONUS_CHECK(sequence >= 1 && sequence <= size && size <= store.entry_count(),
               "a proof is of an entry that is there");
    Tree tree(store);
    std::vector<Digest> proof;
    std::uint64_t begin = 0;
    for (std::uint64_t end = size; end - begin > 1;) {
        const std::uint64_t middle = begin + split_of(end - begin);
        if (sequence <= middle) {
            proof.push_back(tree.hash(middle, end));
            end = middle;
        } else {
            proof.push_back(tree.hash(begin, middle));
            begin = middle;
        }
    }
    std::reverse(proof.begin(), proof.end());
    return tree.finish(std::move(proof));
}

Result<std::vector<Digest>> consistency_proof(const LedgerStore& store, std::uint64_t first,
                                              std::uint64_t second) {
    ONUS_CHECK(first >= 1 && first <= second && second <= store.entry_count(),
               "a proof is between sizes that the ledger had");
    Tree tree(store);
    std::vector<Digest> proof;
    std::uint64_t begin = 0;
    std::uint64_t end = second;
    while (end != first) {
        const std::uint64_t middle = begin + split_of(end - begin);
        if (first <= middle) {
            proof.push_back(tree.hash(middle, end));
            end = middle;
        } else {
            proof.push_back(tree.hash(begin, middle));
            begin = middle;
        }
    }
    // The whole of the smaller tree is known to whoever checks; a part of it is not.
    if (begin != 0) {
        proof.push_back(tree.hash(begin, end));
    }
    std::reverse(proof.begin(), proof.end());
    return tree.finish(std::move(proof));
}

bool proves_inclusion(HashAlgorithm algorithm, const Digest& leaf, std::uint64_t sequence,
                      std::uint64_t size, std::span<const Digest> proof, const Digest& root) {
    if (sequence == 0 || sequence > size) {
        return false;
    }
    std::uint64_t place = sequence - 1;
    std::uint64_t last = size - 1;
    Digest hash = leaf;
    for (const Digest& sibling : proof) {
        if (last == 0) {
            return false;
        }
        if (place % 2 == 1 || place == last) {
            hash = node_hash(algorithm, sibling, hash);
            // A node without a right sibling rises unchanged.
            const int levels = place % 2 == 1 ? 0 : std::countr_zero(place);
            place >>= levels;
            last >>= levels;
        } else {
            hash = node_hash(algorithm, hash, sibling);
        }
        place >>= 1U;
        last >>= 1U;
    }
    return last == 0 && hash == root;
}

bool proves_consistency(HashAlgorithm algorithm, std::uint64_t first, const Digest& first_root,
                        std::uint64_t second, const Digest& second_root,
                        std::span<const Digest> proof) {
    if (first == 0 || first > second) {
        return false;
    }
    if (first == second) {
        return proof.empty() && first_root == second_root;
    }
    const bool whole = std::has_single_bit(first);
    if (!whole && proof.empty()) {
        return false;
    }
    const int levels = std::countr_one(first - 1);
    std::uint64_t place = (first - 1) >> levels;
    std::uint64_t last = (second - 1) >> levels;
    Digest before = whole ? first_root : proof.front();
    Digest after = before;
    for (const Digest& sibling : proof.subspan(whole ? 0 : 1)) {
        if (last == 0) {
            return false;
        }
        if (place % 2 == 1 || place == last) {
            before = node_hash(algorithm, sibling, before);
            after = node_hash(algorithm, sibling, after);
            const int risen = place % 2 == 1 ? 0 : std::countr_zero(place);
            place >>= risen;
            last >>= risen;
        } else {
            after = node_hash(algorithm, after, sibling);
        }
        place >>= 1U;
        last >>= 1U;
    }
    return last == 0 && before == first_root && after == second_root;
}

}  // namespace onus::engine
