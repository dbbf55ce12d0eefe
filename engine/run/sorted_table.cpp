// SPDX-License-Identifier: Apache-2.0
#include "engine/run/sorted_table.h"

#include <algorithm>

#include "grammar/base/check.h"

namespace onus::engine {

void SortedTable::put(std::string key, std::string value) {
    changes_.insert_or_assign(std::move(key), std::move(value));
}

void SortedTable::erase(std::string_view key) {
    changes_.insert_or_assign(std::string(key), std::nullopt);
}

std::optional<std::string> SortedTable::find(std::string_view key) const {
    if (const auto changed = changes_.find(key); changed != changes_.end()) {
        return changed->second;
    }
    if (store_ == nullptr) {
        return std::nullopt;
    }
    auto stored = store_->row(id_, key);
    ONUS_CHECK(stored.has_value(), "the store has been verified when it was opened");
    return std::move(*stored);
}

void SortedTable::each(std::string_view prefix, std::string_view from, const Visit& visit) const {
    auto changed = changes_.lower_bound(std::max(prefix, from));
    bool more = true;
    // Shows the changed rows that come before `key`; true if `key` itself is changed.
    const auto catch_up = [&](std::optional<std::string_view> key) {
        for (; more && changed != changes_.end() && changed->first.starts_with(prefix); ++changed) {
            if (key && *key < changed->first) {
                return false;
            }
            const bool same = key && *key == changed->first;
            if (changed->second) {
                more = visit(changed->first, *changed->second);
            }
            if (same) {
                ++changed;
                return true;
            }
        }
        return false;
    };
    if (store_ != nullptr) {
        const Status read = store_->each_row_from(
            id_, prefix, from, [&](std::string_view key, std::string_view value) {
                if (!catch_up(key) && more) {
                    more = visit(key, value);
                }
                return more;
            });
        ONUS_CHECK(read.has_value(), "the store has been verified when it was opened");
    }
    catch_up(std::nullopt);
}

void SortedTable::collect(std::vector<RowChange>& out) {
    while (!changes_.empty()) {
        auto first = changes_.extract(changes_.begin());
        out.push_back({id_, std::move(first.key()), std::move(first.mapped())});
    }
}

}  // namespace onus::engine
