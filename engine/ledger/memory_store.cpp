// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/memory_store.h"

#include <algorithm>

#include "engine/ledger/commit_check.h"
#include "engine/ledger/hash.h"

namespace onus::engine {

Status MemoryStore::commit(const Commit& commit) {
    const Result<TreeHashes> hashes = check_commit(commit, frontier_);
    if (!hashes) {
        return tl::make_unexpected(hashes.error());
    }
    if (Status status = check_rewritten(commit, *this); !status) {
        return status;
    }
    for (const RewrittenEntry& rewritten : commit.rewritten) {
        entries_[rewritten.sequence - 1].bytes = rewritten.bytes;
    }
    for (std::size_t i = 0; i < hashes->leaves.size(); ++i) {
        entries_.push_back({commit.entries[i], std::string(as_bytes(hashes->leaves[i]))});
    }
    nodes_.insert(nodes_.end(), hashes->nodes.begin(), hashes->nodes.end());
    for (const RowChange& change : commit.rows) {
        Table& table = tables_[change.table];
        if (change.value) {
            table.insert_or_assign(change.key, *change.value);
        } else {
            table.erase(change.key);
        }
    }
    for (const Blob& blob : commit.blobs) {
        blobs_.emplace(blob.hash, blob.content);
    }
    frontier_ = commit.frontier;
    return {};
}

Result<std::optional<StoredEntry>> MemoryStore::stored_entry(std::uint64_t sequence) const {
    if (sequence == 0 || sequence > entries_.size()) {
        return std::optional<StoredEntry>();
    }
    return std::optional(entries_[sequence - 1]);
}

Result<std::optional<std::string>> MemoryStore::stored_node(std::uint64_t place) const {
    if (place == 0 || place > nodes_.size()) {
        return std::optional<std::string>();
    }
    return std::optional(std::string(as_bytes(nodes_[place - 1])));
}

Result<std::optional<std::string>> MemoryStore::row(TableId table, std::string_view key) const {
    const auto found_table = tables_.find(table);
    if (found_table == tables_.end()) {
        return std::optional<std::string>();
    }
    const auto found = found_table->second.find(key);
    return found == found_table->second.end() ? std::nullopt : std::optional(found->second);
}

Status MemoryStore::each_row_from(TableId table, std::string_view prefix, std::string_view from,
                                  const RowVisitor& visit) const {
    const auto found = tables_.find(table);
    if (found == tables_.end()) {
        return {};
    }
    for (auto row = found->second.lower_bound(std::max(prefix, from));
         row != found->second.end() && row->first.starts_with(prefix); ++row) {
        if (!visit(row->first, row->second)) {
            break;
        }
    }
    return {};
}

Result<std::optional<std::string>> MemoryStore::blob(const Digest& hash) const {
    const auto found = blobs_.find(hash);
    return found == blobs_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace onus::engine
