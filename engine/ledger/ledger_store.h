// SPDX-License-Identifier: Apache-2.0
//
// The one port of the engine: where ledger entries and the image of the state are kept.
//
// Entries are bytes (engine/ledger/FORMAT.md). State rows are bytes under (table, key); the store
// does not look into either. One writer at a time; `commit` is all or nothing and durable when it
// returns.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ledger/merkle.h"
#include "grammar/base/diagnostic.h"

namespace onus::engine {

/// A table of state rows. The numbers are part of the stored format and never reused.
using TableId = std::uint16_t;

/// Tables above this are none of the state.
inline constexpr TableId kStateTableMax = 64;

/// A changed row; no value: the row is removed.
struct RowChange {
    TableId table = 0;
    std::string key;
    std::optional<std::string> value;
};

/// Looks at one row; returns false to stop.
using RowVisitor = std::function<bool(std::string_view key, std::string_view value)>;

/// A content-addressed text: rulebook, organisation, calendar. `hash` is the SHA-256 of the
/// content.
struct Blob {
    Digest hash;
    std::string content;
};

/// One entry as it lies in the store, with the leaf hash that is kept beside it. Neither is
/// checked: this is what `verify` looks at.
struct StoredEntry {
    std::string bytes;
    std::string leaf_hash;  ///< 32 bytes unless damaged
};

/// An entry that is in the store already, with fields redacted since.
struct RewrittenEntry {
    std::uint64_t sequence = 0;
    std::string bytes;
};

/// All that one or more commands changed. Written in one transaction.
struct Commit {
    /// Encoded entries; the first has sequence number `first_sequence`.
    std::uint64_t first_sequence = 0;
    std::vector<std::string> entries;
    std::vector<RowChange> rows;
    std::vector<Blob> blobs;

    /// Entries whose values are taken out. Their leaf hashes stay.
    std::vector<RewrittenEntry> rewritten;

    /// The Merkle frontier after the last entry.
    Frontier frontier;
};

class LedgerStore {
  public:
    virtual ~LedgerStore() = default;

    /// Appends. Fails without any effect if the commit contradicts itself or the store
    /// (engine/ledger/commit_check.h), or if the store is full or damaged.
    [[nodiscard]] virtual Status commit(const Commit& commit) = 0;

    /// Number of entries. Sequence numbers are 1 to `entry_count()`.
    [[nodiscard]] virtual std::uint64_t entry_count() const = 0;

    [[nodiscard]] virtual Frontier frontier() const = 0;

    /// One entry unchecked; nothing if it is not there.
    [[nodiscard]] virtual Result<std::optional<StoredEntry>> stored_entry(
        std::uint64_t sequence) const = 0;

    /// The hash of a complete subtree of two or more entries, unchecked, by its place (proof.h);
    /// nothing if it is not there. Written with the entry that completes the subtree.
    [[nodiscard]] virtual Result<std::optional<std::string>> stored_node(
        std::uint64_t place) const = 0;

    /// The bytes of one entry, after comparing them with the leaf hash beside them.
    /// Errors: kLedgerEntryMissing, kLedgerEntryChanged, those of `decode_entry`.
    [[nodiscard]] Result<std::string> entry(std::uint64_t sequence) const;

    /// One row of the state image.
    [[nodiscard]] virtual Result<std::optional<std::string>> row(TableId table,
                                                                 std::string_view key) const = 0;

    /// Calls `visit` for the rows of a table whose key starts with `prefix`, by ascending key
    /// bytes, until it returns false. `visit` may read from the store but not commit.
    [[nodiscard]] Status each_row(TableId table, std::string_view prefix,
                                  const RowVisitor& visit) const {
        return each_row_from(table, prefix, prefix, visit);
    }

    /// The same without the keys that come before `from`.
    [[nodiscard]] virtual Status each_row_from(TableId table, std::string_view prefix,
                                               std::string_view from,
                                               const RowVisitor& visit) const = 0;

    [[nodiscard]] virtual Result<std::optional<std::string>> blob(const Digest& hash) const = 0;
};

}  // namespace onus::engine
