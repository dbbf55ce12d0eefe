// SPDX-License-Identifier: Apache-2.0
//
// Checks a whole ledger: every entry can be read, is in its place, matches the hash beside it, and
// all of them together give the root that the store and, if given, outside heads claim.
//
// Somebody who can write the store can rewrite its tail with all its hashes. Only a head that was
// kept outside shows that.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ledger/ledger_store.h"

namespace onus::engine {

/// The ledger's size and Merkle root at some moment: what is kept outside as evidence.
struct Head {
    std::uint64_t size = 0;
    Digest root{};

    friend bool operator==(const Head&, const Head&) = default;
};

[[nodiscard]] Head head_of(const Frontier& frontier);

/// "12:5dc9…": the size and the root in hexadecimal.
[[nodiscard]] std::string to_string(const Head& head);

/// Errors: kLedgerHeadMalformed with the text.
[[nodiscard]] Result<Head> parse_head(std::string_view text);

struct VerifyOptions {
    /// Heads that the ledger had once.
    std::vector<Head> heads;
};

struct VerifyReport {
    /// Entries found good, counted from the first one.
    std::uint64_t entries = 0;

    /// Root of those.
    Digest root{};

    /// The first entry that is bad, if one can be named.
    std::optional<std::uint64_t> first_bad;

    /// Why the ledger is bad; nothing if it is good.
    std::optional<Diagnostic> reason;

    [[nodiscard]] bool ok() const { return !reason; }
};

/// Reads every entry once.
[[nodiscard]] VerifyReport verify(const LedgerStore& store, const VerifyOptions& options = {});

}  // namespace onus::engine
