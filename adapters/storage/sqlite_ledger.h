// SPDX-License-Identifier: Apache-2.0
//
// The ledger store over an open connection. Files, locks and settings are sqlite_store.h's.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/storage/file_lock.h"
#include "adapters/storage/sqlite_connection.h"
#include "adapters/storage/sqlite_store.h"
#include "engine/ledger/commit_check.h"
#include "engine/ledger/ledger_store.h"

namespace onus::adapters {

/// Statements prepared once; each is reset after use.
struct LedgerStatements {
    Statement begin;
    Statement commit;
    Statement select_head;
    Statement select_last;
    Statement select_entry;
    Statement select_node;
    Statement select_row;
    Statement select_rows;
    Statement select_blob;
    Statement insert_entry;
    Statement insert_node;
    Statement put_row;
    Statement delete_row;
    Statement update_entry;
    Statement insert_blob;
    Statement update_head;

    [[nodiscard]] Status prepare(const Connection& connection);
};

class SqliteLedger final : public SqliteStore {
  public:
    SqliteLedger(FileLock lock, Connection connection, std::string path)
        : lock_(std::move(lock)), connection_(std::move(connection)), path_(std::move(path)) {}

    /// Reads the head; for use, compares it with the last entry. To be called once, first.
    [[nodiscard]] Status start(Purpose purpose);

    [[nodiscard]] Status commit(const engine::Commit& commit) override;
    void begin_group() override;
    [[nodiscard]] Status end_group() override;
    [[nodiscard]] Status sync() override;
    [[nodiscard]] Result<std::unique_ptr<StoreCopy>> copy_to(const std::string& path) override;
    [[nodiscard]] Status wipe() override;
    [[nodiscard]] std::uint64_t entry_count() const override { return frontier_.size; }
    [[nodiscard]] engine::Frontier frontier() const override { return frontier_; }
    [[nodiscard]] Result<std::optional<engine::StoredEntry>> stored_entry(
        std::uint64_t sequence) const override;
    [[nodiscard]] Result<std::optional<std::string>> stored_node(
        std::uint64_t place) const override;
    [[nodiscard]] Result<std::optional<std::string>> row(engine::TableId table,
                                                         std::string_view key) const override;
    [[nodiscard]] Status each_row_from(engine::TableId table, std::string_view prefix,
                                       std::string_view from,
                                       const engine::RowVisitor& visit) const override;
    [[nodiscard]] Result<std::optional<std::string>> blob(
        const engine::Digest& hash) const override;

  private:
    /// First column of the first row of a bound statement.
    [[nodiscard]] Result<std::optional<std::string>> one_value(Statement& select) const;
    [[nodiscard]] Status visit_rows(Statement& select, engine::TableId table,
                                    std::string_view prefix, std::string_view from,
                                    const engine::RowVisitor& visit) const;

    [[nodiscard]] Status read_head();
    [[nodiscard]] Status check_end();

    /// Something was redacted, and the file may still hold it.
    [[nodiscard]] bool wants_wipe() const;

    // Each is false after a failure, of which the connection knows the reason.
    [[nodiscard]] bool write(const engine::Commit& commit, const engine::TreeHashes& hashes);
    [[nodiscard]] bool rewrite_entries(const engine::Commit& commit);
    [[nodiscard]] bool write_entries(const engine::Commit& commit,
                                     const std::vector<engine::Digest>& leaves);
    [[nodiscard]] bool write_nodes(const engine::TreeHashes& hashes);
    [[nodiscard]] bool write_rows(const engine::Commit& commit);
    [[nodiscard]] bool write_blobs(const engine::Commit& commit);
    [[nodiscard]] bool write_head(const engine::Frontier& frontier);

    /// What is left of a failed write, in our words; the store is as it was before it, or unusable.
    [[nodiscard]] Diagnostic undo();

    /// True if nothing of the transaction is left.
    [[nodiscard]] bool roll_back();

    FileLock lock_;
    Connection connection_;
    mutable LedgerStatements statements_;
    std::string path_;
    engine::Frontier frontier_;
    bool failed_ = false;

    bool grouped_ = false;
    engine::Frontier before_group_;

    /// Why a commit of the open group failed; the group cannot be written then.
    std::optional<Diagnostic> group_fault_;
};

}  // namespace onus::adapters
