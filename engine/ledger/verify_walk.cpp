// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/verify_walk.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "engine/ledger/hash.h"
#include "engine/ledger/proof.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {
namespace {

Diagnostic diagnostic(DiagnosticKind kind, std::vector<std::string> arguments = {}) {
    return failure(kind, std::move(arguments)).value();
}

Digest of_leaves(HashAlgorithm hash, const std::vector<Digest>& leaves) {
    Frontier tree;
    tree.hash = hash;
    for (const Digest& leaf : leaves) {
        append(tree, leaf);
    }
    return root(tree);
}

}  // namespace

VerifyWalk::VerifyWalk(const LedgerStore& store, VerifyOptions options)
    : store_(store), options_(std::move(options)), end_(store.frontier()) {
    check_head();
}

VerifyWalk::VerifyWalk(const LedgerStore& store, Frontier begin, const LedgerId& ledger)
    : store_(store),
      frontier_(std::move(begin)),
      end_(store.frontier()),
      begin_(frontier_.size),
      ledger_(ledger) {}

bool VerifyWalk::step(std::uint64_t most) {
    while (!ended_ && most > 0 && report_.ok() && frontier_.size < end_.size) {
        look_at(frontier_.size + 1);
        --most;
    }
    if (!ended_ && report_.ok() && frontier_.size == end_.size) {
        check_end();
        ended_ = true;
    }
    ended_ = ended_ || !report_.ok();
    return ended_;
}

VerifyReport VerifyWalk::report() const {
    VerifyReport report = report_;
    report.entries = frontier_.size;
    report.root = root(frontier_);
    // A bad entry is the better answer; what the outside head shows comes second.
    if (report.ok()) {
        report.reason = head_fault_ ? head_fault_ : node_fault_;
    }
    return report;
}

void VerifyWalk::bad(std::uint64_t sequence, Diagnostic reason) {
    report_.first_bad = sequence;
    report_.reason = std::move(reason);
}

tl::expected<VerifyWalk::Looked, Diagnostic> VerifyWalk::look(std::uint64_t sequence) const {
    const Result<std::optional<StoredEntry>> stored = store_.stored_entry(sequence);
    if (!stored) {
        return tl::make_unexpected(stored.error());
    }
    if (!*stored) {
        return failure(DiagnosticKind::kLedgerEntryMissing, {std::to_string(sequence)});
    }
    Result<SealedHeader> sealed = seal_of((*stored)->bytes);
    if (!sealed) {
        if (sealed.error().kind != DiagnosticKind::kLedgerEntryDamaged) {
            return tl::make_unexpected(std::move(sealed.error()));
        }
        return failure(DiagnosticKind::kLedgerEntryUnreadable,
                       {std::to_string(sequence), sealed.error().arguments.front()});
    }
    Looked looked{std::move(*sealed), std::nullopt};
    const std::string& kept = (*stored)->leaf_hash;
    if (Digest digest{}; kept.size() == digest.size()) {
        std::copy(kept.begin(), kept.end(), digest.begin());
        looked.kept = digest;
    }
    return looked;
}

void VerifyWalk::look_at(std::uint64_t sequence) {
    const auto looked = look(sequence);
    if (!looked) {
        bad(sequence, looked.error());
        return;
    }
    const EntryHeader& header = looked->sealed.header;
    const std::string number = std::to_string(sequence);
    if (looked->kept != looked->sealed.leaf) {
        bad(sequence, diagnostic(which_changed(sequence, *looked), {number}));
        return;
    }
    if (header.sequence != sequence) {
        bad(sequence, diagnostic(DiagnosticKind::kLedgerEntryMisplaced,
                                 {number, std::to_string(header.sequence)}));
        return;
    }
    if (sequence == 1) {
        ledger_ = header.ledger;
        frontier_.hash = header.hash;
    }
    if ((header.kind == kGenesisKind) != (sequence == 1)) {
        bad(sequence, diagnostic(DiagnosticKind::kLedgerGenesisMissing));
        return;
    }
    if (header.ledger != ledger_ || header.hash != frontier_.hash) {
        bad(sequence, diagnostic(DiagnosticKind::kLedgerEntryForeign, {number}));
        return;
    }
    completed_.clear();
    append(frontier_, looked->sealed.leaf, completed_);
    check_nodes();
    check_head();
}

void VerifyWalk::check_nodes() {
    for (std::uint32_t level = 1; level <= completed_.size() && !node_fault_; ++level) {
        const std::uint64_t end = frontier_.size;
        const auto kept = store_.stored_node(node_place(level, end));
        if (!kept || *kept != as_bytes(completed_[level - 1])) {
            const std::uint64_t begin = end - (std::uint64_t{1} << level) + 1;
            node_fault_ = diagnostic(DiagnosticKind::kLedgerNodeChanged,
                                     {std::to_string(begin), std::to_string(end)});
        }
    }
}

DiagnosticKind VerifyWalk::which_changed(std::uint64_t sequence, const Looked& looked) const {
    if (!looks_further_) {
        return DiagnosticKind::kLedgerEntryChanged;
    }
    Frontier by_entry = frontier_;
    append(by_entry, looked.sealed.leaf);
    for (std::uint64_t next = sequence + 1; next <= end_.size; ++next) {
        const auto later = look(next);
        if (!later) {
            return DiagnosticKind::kLedgerEntryChanged;
        }
        append(by_entry, later->sealed.leaf);
    }
    return by_entry == end_ ? DiagnosticKind::kLedgerLeafChanged
                            : DiagnosticKind::kLedgerEntryChanged;
}

void VerifyWalk::check_head() {
    for (const Head& head : options_.heads) {
        if (head.size != frontier_.size || head_fault_) {
            continue;
        }
        if (const Digest found = root(frontier_); found != head.root) {
            head_fault_ =
                diagnostic(DiagnosticKind::kLedgerHeadMismatch,
                           {std::to_string(frontier_.size), to_hex(head.root), to_hex(found)});
        }
    }
}

void VerifyWalk::check_end() {
    const bool has_grown = store_.entry_count() > end_.size;
    const auto behind =
        has_grown ? Result<std::optional<StoredEntry>>() : store_.stored_entry(frontier_.size + 1);
    if (!behind || *behind) {
        bad(frontier_.size + 1, diagnostic(DiagnosticKind::kLedgerEntryUnexpected,
                                           {std::to_string(frontier_.size + 1)}));
        return;
    }
    check_frontier();
    for (const Head& head : options_.heads) {
        if (report_.ok() && head.size > frontier_.size) {
            report_.reason =
                diagnostic(DiagnosticKind::kLedgerShortened,
                           {std::to_string(head.size), std::to_string(frontier_.size)});
        }
    }
}

void VerifyWalk::check_frontier() {
    const Frontier& kept = end_;
    if (kept == frontier_) {
        return;
    }
    std::uint64_t begin = 1;
    std::uint64_t left = frontier_.size;
    for (std::size_t i = 0; i < frontier_.peaks.size(); ++i) {
        const std::uint64_t span = std::bit_floor(left);
        const bool differs = i >= kept.peaks.size() || kept.peaks[i] != frontier_.peaks[i];
        if (differs && looks_further_ && i < kept.peaks.size()) {
            narrow(begin, span, kept.peaks[i]);
            return;
        }
        if (differs) {
            name_range(begin, begin + span - 1);
            return;
        }
        begin += span;
        left -= span;
    }
}

void VerifyWalk::name_range(std::uint64_t begin, std::uint64_t end) {
    report_.first_bad = begin == end ? std::optional(begin) : std::nullopt;
    report_.reason = diagnostic(DiagnosticKind::kLedgerRangeChanged,
                                {std::to_string(begin), std::to_string(end)});
}

void VerifyWalk::narrow(std::uint64_t begin, std::uint64_t span, Digest kept) {
    while (span > 2) {
        const std::uint64_t half = span / 2;
        const std::optional<Digest> left = node(begin + half - 1, half);
        const std::optional<Digest> right = node(begin + span - 1, half);
        if (!left || !right || of_leaves(frontier_.hash, {*left, *right}) != kept) {
            break;
        }
        const bool in_left = of_entries(begin, half) != *left;
        begin += in_left ? 0 : half;
        kept = in_left ? *left : *right;
        span = half;
    }
    name_range(begin, begin + span - 1);
}

std::optional<Digest> VerifyWalk::node(std::uint64_t end, std::uint64_t span) const {
    const auto level = static_cast<std::uint32_t>(std::countr_zero(span));
    const auto kept = store_.stored_node(node_place(level, end));
    Digest digest{};
    if (!kept || !*kept || (*kept)->size() != digest.size()) {
        return std::nullopt;
    }
    std::copy((*kept)->begin(), (*kept)->end(), digest.begin());
    return digest;
}

Digest VerifyWalk::of_entries(std::uint64_t begin, std::uint64_t span) const {
    std::vector<Digest> leaves;
    for (std::uint64_t sequence = begin; sequence < begin + span; ++sequence) {
        const auto looked = look(sequence);
        leaves.push_back(looked ? looked->sealed.leaf : Digest{});
    }
    return of_leaves(frontier_.hash, leaves);
}

}  // namespace onus::engine
