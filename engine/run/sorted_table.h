// SPDX-License-Identifier: Apache-2.0
//
// One table of the state that is read in the order of its keys: lists that grow without end, of
// which an addition must not cost more the longer they are.

#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ledger/ledger_store.h"

namespace onus::engine {

/// Only changes that are not yet collected are in memory; everything else is read from the store.
class SortedTable {
  public:
    /// Returns false to stop. May read the table but not change it.
    using Visit = std::function<bool(std::string_view key, std::string_view value)>;

    explicit SortedTable(TableId id) : id_(id) {}

    /// Rows that are not in memory come from `store`. Not owned; null for none.
    void attach(const LedgerStore* store) { store_ = store; }

    void put(std::string key, std::string value = {});
    void erase(std::string_view key);

    /// Nothing if there is no such row.
    [[nodiscard]] std::optional<std::string> find(std::string_view key) const;

    /// Rows whose key begins with `prefix`, by ascending key bytes.
    void each(std::string_view prefix, const Visit& visit) const { each(prefix, prefix, visit); }

    /// The same without the keys that come before `from`.
    void each(std::string_view prefix, std::string_view from, const Visit& visit) const;

    /// Changes since the last call, by ascending key. They must be committed to the store before
    /// the table is read again.
    void collect(std::vector<RowChange>& out);

  private:
    TableId id_;
    const LedgerStore* store_ = nullptr;
    std::map<std::string, std::optional<std::string>, std::less<>> changes_;
};

}  // namespace onus::engine
