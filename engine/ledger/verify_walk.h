// SPDX-License-Identifier: Apache-2.0
//
// What `verify` does, in as many steps as one likes, and from any entry on: for a start that cannot
// wait for the whole ledger, and for reading all of it beside other work.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/ledger/entry.h"
#include "engine/ledger/ledger_store.h"
#include "engine/ledger/verify.h"

namespace onus::engine {

class VerifyWalk {
  public:
    /// The entries that the store has now, from the first one on; what comes later is not looked
    /// at. REQUIRES: the store outlives the walk.
    explicit VerifyWalk(const LedgerStore& store, VerifyOptions options = {});

    /// Those behind `begin`, the tree of the entries before them; `ledger` is theirs, too.
    VerifyWalk(const LedgerStore& store, Frontier begin, const LedgerId& ledger);

    /// Otherwise a bad place is narrowed down by reading more of the ledger, perhaps all of it.
    void look_no_further() { looks_further_ = false; }

    /// Looks at that many more entries. True at the end: at the last entry, or at a bad one.
    [[nodiscard]] bool step(std::uint64_t most);

    /// Complete at the end. `entries` are all that are good, with those before the beginning.
    [[nodiscard]] VerifyReport report() const;

    /// How many entries were looked at.
    [[nodiscard]] std::uint64_t looked_at() const { return frontier_.size - begin_; }

  private:
    /// An entry that was read, with both of its hashes.
    struct Looked {
        SealedHeader sealed;
        std::optional<Digest> kept;  ///< the hash beside the entry; nothing if it is no hash
    };

    void bad(std::uint64_t sequence, Diagnostic reason);
    [[nodiscard]] tl::expected<Looked, Diagnostic> look(std::uint64_t sequence) const;
    void look_at(std::uint64_t sequence);

    /// Compares the subtrees that the last entry completed with the hashes kept of them.
    void check_nodes();

    /// Entry and hash differ: the one that leads to the root that the store kept is the good one.
    [[nodiscard]] DiagnosticKind which_changed(std::uint64_t sequence, const Looked& looked) const;

    /// Compares with the outside head when the walk has come to its size.
    void check_head();
    void check_end();

    /// Entries and hashes were changed together: the first peak that differs covers the first one.
    void check_frontier();
    void name_range(std::uint64_t begin, std::uint64_t end);

    /// The entries of a complete subtree do not give the root that was kept. Of its halves, whose
    /// kept hashes count as long as they lead to that root, follows the first one that differs.
    void narrow(std::uint64_t begin, std::uint64_t span, Digest kept);

    /// The kept hash of the complete subtree that ends there; nothing if it is no hash.
    [[nodiscard]] std::optional<Digest> node(std::uint64_t end, std::uint64_t span) const;
    [[nodiscard]] Digest of_entries(std::uint64_t begin, std::uint64_t span) const;

    const LedgerStore& store_;
    VerifyOptions options_;
    Frontier frontier_;
    Frontier end_;
    std::uint64_t begin_ = 0;
    LedgerId ledger_{};
    VerifyReport report_;
    std::vector<Digest> completed_;
    std::optional<Diagnostic> head_fault_;
    std::optional<Diagnostic> node_fault_;
    bool looks_further_ = true;
    bool ended_ = false;
};

}  // namespace onus::engine
