// SPDX-License-Identifier: Apache-2.0
//
// One table of the state: rows by key, read from the store when first asked for, written back when
// changed, and forgotten when there are many: memory does not grow with the ledger.

#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/ledger/ledger_store.h"
#include "engine/ledger/struct_codec.h"
#include "grammar/base/check.h"

namespace onus::engine {

/// A row as it lies in the store. Rows are written by this codec alone, and the store has been
/// verified when it was opened.
template <class Row>
[[nodiscard]] Row decode_row(std::string_view bytes) {
    auto row = decode_struct<Row>(bytes);
    ONUS_CHECK(row.has_value(), "rows are written by this codec alone");
    return std::move(*row);
}

/// Rows are found, never iterated in hash order. Not safe for concurrent use, const methods
/// included: they fill the cache.
template <class Row>
class Table {
  public:
    explicit Table(TableId id) : id_(id) {}

    /// Rows that are not in memory come from `store`. Not owned; null for none.
    void attach(const LedgerStore* store) { store_ = store; }

    /// Null if there is no such row. The pointer holds until the next change of the table.
    [[nodiscard]] const Row* find(std::string_view key) const {
        const Keyed* found = load(key);
        return found != nullptr && found->second.present ? &found->second.row : nullptr;
    }

    /// The row without keeping it in memory.
    [[nodiscard]] std::optional<Row> peek(std::string_view key) const {
        const auto found = slots_.find(key);
        if (found != slots_.end()) {
            return found->second.present ? std::optional(found->second.row) : std::nullopt;
        }
        if (store_ == nullptr) {
            return std::nullopt;
        }
        const auto bytes = store_->row(id_, key);
        ONUS_CHECK(bytes.has_value(), "the store has been verified when it was opened");
        return bytes->has_value() ? std::optional(decode_row<Row>(**bytes)) : std::nullopt;
    }

    /// The row for changing; a new one if there is none.
    [[nodiscard]] Row& edit(std::string_view key) {
        Keyed* found = load(key);
        if (found == nullptr) {
            found = &*slots_.try_emplace(std::string(key)).first;
        }
        // What is not there has an empty row.
        found->second.present = true;
        mark(*found);
        return found->second.row;
    }

    void erase(std::string_view key) {
        if (Keyed* found = load(key); found != nullptr && found->second.present) {
            found->second.present = false;
            found->second.row = Row{};
            mark(*found);
        }
    }

    /// Changes since the last call, by ascending key. They must be committed to the store before
    /// the table is read again. Ends the life of every pointer that was given out.
    void collect(std::vector<RowChange>& out) {
        std::sort(dirty_.begin(), dirty_.end(),
                  [](const Keyed* a, const Keyed* b) { return a->first < b->first; });
        for (Keyed* changed : dirty_) {
            auto& [key, slot] = *changed;
            slot.dirty = false;
            out.push_back(
                {id_, key, slot.present ? std::optional(encode_struct(slot.row)) : std::nullopt});
        }
        dirty_.clear();
        if (store_ != nullptr && slots_.size() > kSlotsMax) {
            slots_.clear();
        }
    }

  private:
    static constexpr std::size_t kSlotsMax = 1024;

    struct Slot {
        Row row;
        bool present = false;
        bool dirty = false;
    };

    /// Finds a key without making a string of it.
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view key) const {
            return std::hash<std::string_view>()(key);
        }
    };
    using Slots = std::unordered_map<std::string, Slot, Hash, std::equal_to<>>;
    using Keyed = typename Slots::value_type;

    Keyed* load(std::string_view key) const {
        const auto found = slots_.find(key);
        if (found != slots_.end()) {
            return &*found;
        }
        if (store_ == nullptr) {
            return nullptr;
        }
        const auto bytes = store_->row(id_, key);
        ONUS_CHECK(bytes.has_value(), "the store has been verified when it was opened");
        if (!bytes->has_value()) {
            return nullptr;
        }
        Keyed& loaded = *slots_.try_emplace(std::string(key)).first;
        loaded.second.row = decode_row<Row>(**bytes);
        loaded.second.present = true;
        return &loaded;
    }

    void mark(Keyed& changed) {
        if (!changed.second.dirty) {
            changed.second.dirty = true;
            dirty_.push_back(&changed);
        }
    }

    TableId id_;
    const LedgerStore* store_ = nullptr;
    mutable Slots slots_;
    std::vector<Keyed*> dirty_;  ///< into `slots_`, which moves no element
};

}  // namespace onus::engine
