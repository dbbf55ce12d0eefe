// SPDX-License-Identifier: Apache-2.0
//
// The ledger store that forgets: reference implementation of the port, for validation, what-if and
// tests. Not safe for concurrent use while a commit runs.

#pragma once

#include <map>
#include <utility>
#include <vector>

#include "engine/ledger/ledger_store.h"

namespace onus::engine {

class MemoryStore final : public LedgerStore {
  public:
    [[nodiscard]] Status commit(const Commit& commit) override;
    [[nodiscard]] std::uint64_t entry_count() const override { return frontier_.size; }
    [[nodiscard]] Frontier frontier() const override { return frontier_; }
    [[nodiscard]] Result<std::optional<StoredEntry>> stored_entry(
        std::uint64_t sequence) const override;
    [[nodiscard]] Result<std::optional<std::string>> stored_node(
        std::uint64_t place) const override;
    [[nodiscard]] Result<std::optional<std::string>> row(TableId table,
                                                         std::string_view key) const override;
    [[nodiscard]] Status each_row_from(TableId table, std::string_view prefix,
                                       std::string_view from,
                                       const RowVisitor& visit) const override;
    [[nodiscard]] Result<std::optional<std::string>> blob(const Digest& hash) const override;

  private:
    /// std::string compares bytes as unsigned, so a table is in the order that the port promises.
    using Table = std::map<std::string, std::string, std::less<>>;

    Frontier frontier_;
    std::vector<StoredEntry> entries_;
    std::vector<Digest> nodes_;
    std::map<TableId, Table> tables_;
    std::map<Digest, std::string> blobs_;
};

}  // namespace onus::engine
