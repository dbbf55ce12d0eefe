// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/verify.h"

#include <algorithm>
#include <bit>
#include <charconv>

#include "engine/ledger/entry.h"
#include "engine/ledger/proof.h"
#include "engine/ledger/sha256.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {
namespace {

Diagnostic diagnostic(DiagnosticKind kind, std::vector<std::string> arguments = {}) {
    return failure(kind, std::move(arguments)).value();
}

/// An entry that was read, with both of its hashes.
struct Looked {
    SealedHeader sealed;
    std::optional<Digest> kept;  ///< the hash beside the entry; nothing if it is no hash
};

class Walk {
  public:
    Walk(const LedgerStore& store, const VerifyOptions& options)
        : store_(store), options_(options) {}

    VerifyReport run() {
        check_head();
        const std::uint64_t count = store_.entry_count();
        for (std::uint64_t sequence = 1; sequence <= count && report_.ok(); ++sequence) {
            step(sequence);
        }
        if (report_.ok()) {
            check_end();
        }
        report_.entries = frontier_.size;
        report_.root = root(frontier_);
        // A bad entry is the better answer; what the outside head shows comes second.
        if (report_.ok()) {
            report_.reason = head_fault_ ? head_fault_ : node_fault_;
        }
        return std::move(report_);
    }

  private:
    void bad(std::uint64_t sequence, Diagnostic reason) {
        report_.first_bad = sequence;
        report_.reason = std::move(reason);
    }

    [[nodiscard]] tl::expected<Looked, Diagnostic> look(std::uint64_t sequence) const {
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

    void step(std::uint64_t sequence) {
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
        }
        if ((header.kind == kGenesisKind) != (sequence == 1)) {
            bad(sequence, diagnostic(DiagnosticKind::kLedgerGenesisMissing));
            return;
        }
        if (header.ledger != ledger_) {
            bad(sequence, diagnostic(DiagnosticKind::kLedgerEntryForeign, {number}));
            return;
        }
        completed_.clear();
        append(frontier_, looked->sealed.leaf, completed_);
        check_nodes();
        check_head();
    }

    /// Compares the subtrees that the last entry completed with the hashes kept of them.
    void check_nodes() {
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

    /// Entry and hash differ: the one that leads to the root that the store kept is the good one.
    [[nodiscard]] DiagnosticKind which_changed(std::uint64_t sequence, const Looked& looked) const {
        Frontier by_entry = frontier_;
        append(by_entry, looked.sealed.leaf);
        const std::uint64_t count = store_.entry_count();
        for (std::uint64_t next = sequence + 1; next <= count; ++next) {
            const auto later = look(next);
            if (!later) {
                return DiagnosticKind::kLedgerEntryChanged;
            }
            append(by_entry, later->sealed.leaf);
        }
        return by_entry == store_.frontier() ? DiagnosticKind::kLedgerLeafChanged
                                             : DiagnosticKind::kLedgerEntryChanged;
    }

    /// Compares with the outside head when the walk has come to its size.
    void check_head() {
        if (!options_.head || options_.head->size != frontier_.size) {
            return;
        }
        const Digest found = root(frontier_);
        if (found != options_.head->root) {
            head_fault_ = diagnostic(
                DiagnosticKind::kLedgerHeadMismatch,
                {std::to_string(frontier_.size), to_hex(options_.head->root), to_hex(found)});
        }
    }

    void check_end() {
        const Result<std::optional<StoredEntry>> behind = store_.stored_entry(frontier_.size + 1);
        if (!behind || *behind) {
            bad(frontier_.size + 1, diagnostic(DiagnosticKind::kLedgerEntryUnexpected,
                                               {std::to_string(frontier_.size + 1)}));
            return;
        }
        check_frontier();
        if (report_.ok() && options_.head && options_.head->size > frontier_.size) {
            report_.reason =
                diagnostic(DiagnosticKind::kLedgerShortened,
                           {std::to_string(options_.head->size), std::to_string(frontier_.size)});
        }
    }

    /// Entries and hashes were changed together: the first peak that differs covers the first one.
    void check_frontier() {
        const Frontier kept = store_.frontier();
        if (kept == frontier_) {
            return;
        }
        std::uint64_t begin = 1;
        std::uint64_t left = frontier_.size;
        for (std::size_t i = 0; i < frontier_.peaks.size(); ++i) {
            const std::uint64_t span = std::bit_floor(left);
            if (i >= kept.peaks.size()) {
                name_range(begin, begin + span - 1);
                return;
            }
            if (kept.peaks[i] != frontier_.peaks[i]) {
                narrow(begin, span, kept.peaks[i]);
                return;
            }
            begin += span;
            left -= span;
        }
    }

    void name_range(std::uint64_t begin, std::uint64_t end) {
        report_.first_bad = begin == end ? std::optional(begin) : std::nullopt;
        report_.reason = diagnostic(DiagnosticKind::kLedgerRangeChanged,
                                    {std::to_string(begin), std::to_string(end)});
    }

    /// The entries of a complete subtree do not give the root that was kept. Of its halves, whose
    /// kept hashes count as long as they lead to that root, follows the first one that differs.
    void narrow(std::uint64_t begin, std::uint64_t span, Digest kept) {
        while (span > 2) {
            const std::uint64_t half = span / 2;
            const std::optional<Digest> left = node(begin + half - 1, half);
            const std::optional<Digest> right = node(begin + span - 1, half);
            if (!left || !right || of_leaves({*left, *right}) != kept) {
                break;
            }
            const bool in_left = of_entries(begin, half) != *left;
            begin += in_left ? 0 : half;
            kept = in_left ? *left : *right;
            span = half;
        }
        name_range(begin, begin + span - 1);
    }

    /// The kept hash of the complete subtree that ends there; nothing if it is no hash.
    [[nodiscard]] std::optional<Digest> node(std::uint64_t end, std::uint64_t span) const {
        const auto level = static_cast<std::uint32_t>(std::countr_zero(span));
        const auto kept = store_.stored_node(node_place(level, end));
        Digest digest{};
        if (!kept || !*kept || (*kept)->size() != digest.size()) {
            return std::nullopt;
        }
        std::copy((*kept)->begin(), (*kept)->end(), digest.begin());
        return digest;
    }

    [[nodiscard]] Digest of_leaves(const std::vector<Digest>& leaves) const {
        Frontier tree = frontier_;
        tree.size = 0;
        tree.peaks.clear();
        for (const Digest& leaf : leaves) {
            append(tree, leaf);
        }
        return root(tree);
    }

    /// REQUIRES: the walk has read them.
    [[nodiscard]] Digest of_entries(std::uint64_t begin, std::uint64_t span) const {
        std::vector<Digest> leaves;
        for (std::uint64_t sequence = begin; sequence < begin + span; ++sequence) {
            const auto looked = look(sequence);
            leaves.push_back(looked ? looked->sealed.leaf : Digest{});
        }
        return of_leaves(leaves);
    }

    const LedgerStore& store_;
    const VerifyOptions& options_;
    Frontier frontier_;
    LedgerId ledger_{};
    VerifyReport report_;
    std::vector<Digest> completed_;
    std::optional<Diagnostic> head_fault_;
    std::optional<Diagnostic> node_fault_;
};

}  // namespace

Head head_of(const Frontier& frontier) { return {frontier.size, root(frontier)}; }

std::string to_string(const Head& head) {
    return std::to_string(head.size) + ':' + to_hex(head.root);
}

Result<Head> parse_head(std::string_view text) {
    Head head;
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos) {
        const char* const end = text.data() + colon;
        const auto [stop, error] = std::from_chars(text.data(), end, head.size);
        const std::optional<Digest> digest = digest_of_hex(text.substr(colon + 1));
        if (error == std::errc() && stop == end && digest) {
            head.root = *digest;
            return head;
        }
    }
    return failure(DiagnosticKind::kLedgerHeadMalformed, {std::string(text)});
}

VerifyReport verify(const LedgerStore& store, const VerifyOptions& options) {
    return Walk(store, options).run();
}

}  // namespace onus::engine
