// SPDX-License-Identifier: Apache-2.0
#include "adapters/storage/sqlite_ledger.h"

#include <algorithm>
#include <utility>

#include "adapters/storage/sqlite_copy.h"
#include "adapters/storage/store_head.h"
#include "engine/ledger/commit_check.h"
#include "engine/ledger/entry.h"
#include "engine/ledger/hash.h"
#include "grammar/base/check.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {

using engine::as_bytes;
using engine::Blob;
using engine::Commit;
using engine::Digest;
using engine::Frontier;
using engine::RowChange;
using engine::RowVisitor;
using engine::StoredEntry;
using engine::TableId;
using engine::TreeHashes;

namespace {

constexpr std::string_view kSelectHead = "SELECT value FROM meta WHERE name = 'head'";
constexpr std::string_view kSelectLast = "SELECT max(sequence) FROM entries";
constexpr std::string_view kSelectEntry =
    "SELECT bytes, leaf_hash FROM entries WHERE sequence = ?1";
constexpr std::string_view kSelectNode = "SELECT hash FROM nodes WHERE place = ?1";
constexpr std::string_view kSelectRow = "SELECT value FROM rows WHERE tbl = ?1 AND key = ?2";
constexpr std::string_view kSelectRows =
    "SELECT key, value FROM rows WHERE tbl = ?1 AND key >= ?2 ORDER BY key";
constexpr std::string_view kSelectBlob = "SELECT content FROM blobs WHERE hash = ?1";
constexpr std::string_view kInsertEntry =
    "INSERT INTO entries(sequence, bytes, leaf_hash) VALUES(?1, ?2, ?3)";
constexpr std::string_view kInsertNode = "INSERT INTO nodes(place, hash) VALUES(?1, ?2)";
constexpr std::string_view kPutRow =
    "INSERT INTO rows(tbl, key, value) VALUES(?1, ?2, ?3) "
    "ON CONFLICT(tbl, key) DO UPDATE SET value = excluded.value";
constexpr std::string_view kDeleteRow = "DELETE FROM rows WHERE tbl = ?1 AND key = ?2";
constexpr std::string_view kInsertBlob =
    "INSERT INTO blobs(hash, content) VALUES(?1, ?2) ON CONFLICT(hash) DO NOTHING";
constexpr std::string_view kUpdateEntry = "UPDATE entries SET bytes = ?2 WHERE sequence = ?1";
constexpr std::string_view kUpdateHead = "UPDATE meta SET value = ?1 WHERE name = 'head'";

}  // namespace

Status LedgerStatements::prepare(const Connection& connection) {
    const std::pair<Statement*, std::string_view> all[] = {
        {&begin, "BEGIN IMMEDIATE"},   {&commit, "COMMIT"},           {&select_head, kSelectHead},
        {&select_last, kSelectLast},   {&select_entry, kSelectEntry}, {&select_node, kSelectNode},
        {&select_row, kSelectRow},     {&select_rows, kSelectRows},   {&select_blob, kSelectBlob},
        {&insert_entry, kInsertEntry}, {&insert_node, kInsertNode},   {&put_row, kPutRow},
        {&delete_row, kDeleteRow},     {&update_entry, kUpdateEntry}, {&insert_blob, kInsertBlob},
        {&update_head, kUpdateHead}};
    for (const auto& [statement, sql] : all) {
        Result<Statement> prepared = connection.prepare(sql);
        if (!prepared) {
            return tl::make_unexpected(std::move(prepared.error()));
        }
        *statement = std::move(*prepared);
    }
    return {};
}

Status SqliteLedger::start(Purpose purpose) {
    if (Status status = statements_.prepare(connection_); !status) {
        return status;
    }
    if (Status status = read_head(); !status) {
        return status;
    }
    if (purpose != Purpose::kUse) {
        return {};
    }
    if (Status status = check_end(); !status) {
        return status;
    }
    // Left by a crash after a redaction, or by one in a group. A full disk is no reason to refuse:
    // the mark stays and the next start tries again.
    if (wants_wipe()) {
        static_cast<void>(wipe());
    }
    return {};
}

Status SqliteLedger::commit(const Commit& commit) {
    if (failed_) {
        return failure(DiagnosticKind::kStoreUnusable, {path_});
    }
    const Result<TreeHashes> hashes = check_commit(commit, frontier_);
    if (!hashes) {
        return tl::make_unexpected(hashes.error());
    }
    if (Status status = check_rewritten(commit, *this); !status) {
        return status;
    }
    if (group_fault_) {
        return tl::make_unexpected(*group_fault_);
    }
    if (!write(commit, *hashes)) {
        Diagnostic reason = undo();
        if (grouped_) {
            group_fault_ = reason;
        }
        return tl::make_unexpected(std::move(reason));
    }
    frontier_ = commit.frontier;
    return {};
}

void SqliteLedger::begin_group() {
    ONUS_CHECK(!grouped_, "groups do not nest");
    grouped_ = true;
    before_group_ = frontier_;
    group_fault_.reset();
}

Status SqliteLedger::end_group() {
    ONUS_CHECK(grouped_, "a group was begun");
    grouped_ = false;
    if (!group_fault_ && connection_.in_transaction() && !statements_.commit.run()) {
        group_fault_ = undo();
    }
    if (group_fault_) {
        frontier_ = before_group_;
        return tl::make_unexpected(*std::exchange(group_fault_, std::nullopt));
    }
    return {};
}

Status SqliteLedger::sync() { return connection_.sync_log(); }

Result<std::unique_ptr<StoreCopy>> SqliteLedger::copy_to(const std::string& path) {
    return SqliteCopy::start(connection_, path);
}

Diagnostic SqliteLedger::undo() {
    Diagnostic reason = connection_.fault();
    const bool undone = roll_back();
    failed_ = reason.kind != DiagnosticKind::kStoreFull || !undone;
    return reason;
}

Result<std::optional<StoredEntry>> SqliteLedger::stored_entry(std::uint64_t sequence) const {
    Statement& select = statements_.select_entry;
    const ResetAtEnd guard(select);
    select.bind(1, static_cast<std::int64_t>(sequence));
    switch (select.step()) {
        case Step::kRow:
            return StoredEntry{std::string(select.bytes(0)), std::string(select.bytes(1))};
        case Step::kDone:
            return std::nullopt;
        case Step::kFailed:
            break;
    }
    return tl::make_unexpected(connection_.fault());
}

Result<std::optional<std::string>> SqliteLedger::stored_node(std::uint64_t place) const {
    statements_.select_node.bind(1, static_cast<std::int64_t>(place));
    return one_value(statements_.select_node);
}

Result<std::optional<std::string>> SqliteLedger::row(TableId table, std::string_view key) const {
    statements_.select_row.bind(1, table);
    statements_.select_row.bind(2, key);
    return one_value(statements_.select_row);
}

Status SqliteLedger::each_row_from(TableId table, std::string_view prefix, std::string_view from,
                                   const RowVisitor& visit) const {
    if (!statements_.select_rows.busy()) {
        return visit_rows(statements_.select_rows, table, prefix, from, visit);
    }
    // Called by a visitor: the kept statement is in the middle of a walk.
    Result<Statement> another = connection_.prepare(kSelectRows);
    if (!another) {
        return tl::make_unexpected(std::move(another.error()));
    }
    return visit_rows(*another, table, prefix, from, visit);
}

Result<std::optional<std::string>> SqliteLedger::blob(const Digest& hash) const {
    statements_.select_blob.bind(1, as_bytes(hash));
    Result<std::optional<std::string>> content = one_value(statements_.select_blob);
    if (content && *content && engine::sha256(**content) != hash) {
        return failure(DiagnosticKind::kStoreBlobMismatch, {engine::to_hex(hash)});
    }
    return content;
}

Result<std::optional<std::string>> SqliteLedger::one_value(Statement& select) const {
    const ResetAtEnd guard(select);
    switch (select.step()) {
        case Step::kRow:
            return std::string(select.bytes(0));
        case Step::kDone:
            return std::nullopt;
        case Step::kFailed:
            break;
    }
    return tl::make_unexpected(connection_.fault());
}

Status SqliteLedger::visit_rows(Statement& select, TableId table, std::string_view prefix,
                                std::string_view from, const RowVisitor& visit) const {
    const ResetAtEnd guard(select);
    select.bind(1, table);
    select.bind(2, std::max(prefix, from));
    Step step = select.step();
    while (step == Step::kRow && select.bytes(0).starts_with(prefix) &&
           visit(select.bytes(0), select.bytes(1))) {
        step = select.step();
    }
    if (step == Step::kFailed) {
        return tl::make_unexpected(connection_.fault());
    }
    return {};
}

Status SqliteLedger::read_head() {
    const Result<std::optional<std::string>> stored = one_value(statements_.select_head);
    if (!stored) {
        return tl::make_unexpected(stored.error());
    }
    std::optional<Frontier> head = *stored ? decode_head(**stored) : std::nullopt;
    if (!head) {
        return failure(DiagnosticKind::kStoreDamaged, {path_});
    }
    frontier_ = std::move(*head);
    // A first entry that cannot be read is for `verify` to tell.
    const Result<std::optional<StoredEntry>> first = stored_entry(1);
    if (frontier_.size > 0 && first && *first) {
        const Result<engine::EntryHeader> header = engine::header_of((*first)->bytes);
        frontier_.hash = header ? header->hash : frontier_.hash;
    }
    return {};
}

Status SqliteLedger::check_end() {
    const ResetAtEnd guard(statements_.select_last);
    if (statements_.select_last.step() != Step::kRow) {
        return tl::make_unexpected(connection_.fault());
    }
    const std::int64_t last = statements_.select_last.number(0);
    const auto count = static_cast<std::int64_t>(frontier_.size);
    if (last < count) {
        return failure(DiagnosticKind::kLedgerEntryMissing, {std::to_string(last + 1)});
    }
    if (last > count) {
        return failure(DiagnosticKind::kLedgerEntryUnexpected, {std::to_string(count + 1)});
    }
    if (count > 0) {
        if (const Result<std::string> checked = entry(frontier_.size); !checked) {
            return tl::make_unexpected(checked.error());
        }
    }
    return {};
}

bool SqliteLedger::write(const Commit& commit, const TreeHashes& hashes) {
    const bool begun = connection_.in_transaction() || statements_.begin.run();
    return begun && rewrite_entries(commit) && write_entries(commit, hashes.leaves) &&
           write_nodes(hashes) && write_rows(commit) && write_blobs(commit) &&
           write_head(commit.frontier) && (grouped_ || statements_.commit.run());
}

bool SqliteLedger::rewrite_entries(const Commit& commit) {
    Statement& update = statements_.update_entry;
    for (const engine::RewrittenEntry& rewritten : commit.rewritten) {
        update.bind(1, static_cast<std::int64_t>(rewritten.sequence));
        update.bind(2, rewritten.bytes);
        if (!update.run()) {
            return false;
        }
    }
    return commit.rewritten.empty() ||
           connection_.run("INSERT OR REPLACE INTO meta VALUES('wipe', x'01')").has_value();
}

Status SqliteLedger::wipe() {
    // VACUUM writes all pages anew, since a page keeps in its gaps what once lay there. What it
    // builds first is without the values already.
    Status status =
        connection_.run("PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY;");
    if (status) {
        status = connection_.run("DELETE FROM meta WHERE name = 'wipe'");
    }
    if (status) {
        status = connection_.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    return status;
}

bool SqliteLedger::wants_wipe() const {
    Result<Statement> select = connection_.prepare("SELECT value FROM meta WHERE name = 'wipe'");
    return select && one_value(*select).value_or(std::nullopt).has_value();
}

bool SqliteLedger::write_entries(const Commit& commit, const std::vector<Digest>& leaves) {
    Statement& insert = statements_.insert_entry;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        insert.bind(1, static_cast<std::int64_t>(commit.first_sequence + i));
        insert.bind(2, commit.entries[i]);
        insert.bind(3, as_bytes(leaves[i]));
        if (!insert.run()) {
            return false;
        }
    }
    return true;
}

bool SqliteLedger::write_nodes(const TreeHashes& hashes) {
    Statement& insert = statements_.insert_node;
    for (std::size_t i = 0; i < hashes.nodes.size(); ++i) {
        insert.bind(1, static_cast<std::int64_t>(hashes.first_place + i));
        insert.bind(2, as_bytes(hashes.nodes[i]));
        if (!insert.run()) {
            return false;
        }
    }
    return true;
}

bool SqliteLedger::write_rows(const Commit& commit) {
    for (const RowChange& change : commit.rows) {
        Statement& statement = change.value ? statements_.put_row : statements_.delete_row;
        statement.bind(1, change.table);
        statement.bind(2, change.key);
        if (change.value) {
            statement.bind(3, *change.value);
        }
        if (!statement.run()) {
            return false;
        }
    }
    return true;
}

bool SqliteLedger::write_blobs(const Commit& commit) {
    for (const Blob& blob : commit.blobs) {
        statements_.insert_blob.bind(1, as_bytes(blob.hash));
        statements_.insert_blob.bind(2, blob.content);
        if (!statements_.insert_blob.run()) {
            return false;
        }
    }
    return true;
}

bool SqliteLedger::write_head(const Frontier& frontier) {
    const std::string head = encode_head(frontier);
    statements_.update_head.bind(1, head);
    return statements_.update_head.run();
}

bool SqliteLedger::roll_back() {
    return !connection_.in_transaction() || connection_.run("ROLLBACK").has_value();
}

}  // namespace onus::adapters
