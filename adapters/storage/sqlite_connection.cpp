// SPDX-License-Identifier: Apache-2.0
#include "adapters/storage/sqlite_connection.h"

#include <sqlite3.h>

#include "adapters/crash/crash_point.h"
#include "grammar/base/check.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {

namespace {

constexpr std::string_view kInCheckpoint = "checkpoint.middle";

/// What SQLite does by itself, more often, and with an end in the middle.
int checkpoint(void* /*context*/, sqlite3* connection, const char* /*name*/, int pages) {
    constexpr int kPages = 100;
    if (pages >= kPages) {
        crash_point(kInCheckpoint, std::chrono::microseconds(500));
        sqlite3_wal_checkpoint_v2(connection, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    }
    return SQLITE_OK;
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

void Statement::bind(int index, std::int64_t value) {
    const int code = sqlite3_bind_int64(statement_.get(), index, value);
    ONUS_CHECK(code == SQLITE_OK, "the statement is reset and has this parameter");
}

void Statement::bind(int index, std::string_view value) {
    // A null pointer would bind NULL; an empty text is no NULL.
    const void* const data = value.empty() ? "" : value.data();
    const int code =
        sqlite3_bind_blob64(statement_.get(), index, data, value.size(), SQLITE_STATIC);
    ONUS_CHECK(code == SQLITE_OK || code == SQLITE_TOOBIG, "the statement has this parameter");
}

Step Statement::step() {
    switch (sqlite3_step(statement_.get())) {
        case SQLITE_ROW:
            return Step::kRow;
        case SQLITE_DONE:
            return Step::kDone;
        default:
            return Step::kFailed;
    }
}

void Statement::reset() {
    // Gives the failure of the last step once more.
    static_cast<void>(sqlite3_reset(statement_.get()));
}

bool Statement::run() {
    const ResetAtEnd guard(*this);
    return step() == Step::kDone;
}

std::int64_t Statement::number(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::string_view Statement::bytes(int column) const {
    const void* const data = sqlite3_column_blob(statement_.get(), column);
    const int size = sqlite3_column_bytes(statement_.get(), column);
    return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

bool Statement::busy() const { return sqlite3_stmt_busy(statement_.get()) != 0; }

void Connection::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Result<Connection> Connection::open(const std::string& path, OpenMode mode) {
    const int create = mode == OpenMode::kCreate ? SQLITE_OPEN_CREATE : 0;
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(
        path.c_str(), &opened,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | create, nullptr);
    Connection connection(opened, path);
    if (code != SQLITE_OK) {
        return tl::make_unexpected(connection.fault());
    }
    if (CrashAt::of_environment().is_of(kInCheckpoint)) {
        sqlite3_wal_hook(opened, checkpoint, nullptr);
    }
    return connection;
}

Status Connection::run(const std::string& sql) {
    if (sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        return tl::make_unexpected(fault());
    }
    return {};
}

Result<Statement> Connection::prepare(std::string_view sql) const {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
        return tl::make_unexpected(fault());
    }
    return Statement(statement);
}

Diagnostic Connection::fault() const {
    constexpr int kPrimaryCode = 0xFF;
    const int code = connection_ ? sqlite3_errcode(connection_.get()) : SQLITE_NOMEM;
    DiagnosticKind kind = DiagnosticKind::kStoreFailed;
    switch (code & kPrimaryCode) {
        case SQLITE_FULL:
            kind = DiagnosticKind::kStoreFull;
            break;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            kind = DiagnosticKind::kStoreBusy;
            break;
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
            kind = DiagnosticKind::kStoreReadOnly;
            break;
        case SQLITE_CORRUPT:
        case SQLITE_ERROR:  // our own SQL against a schema that is not ours any more
        case SQLITE_CONSTRAINT:
            kind = DiagnosticKind::kStoreDamaged;
            break;
        case SQLITE_NOTADB:
            kind = DiagnosticKind::kStoreNotALedger;
            break;
        default:
            break;
    }
    return failure(kind, {path_}).value();
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(connection_.get()) == 0; }

Status Connection::sync_log() const {
    // In a write-ahead log this is the log. Its methods are those of the file system that SQLite
    // was opened with, so that a test which simulates a disk sees this sync too.
    sqlite3_file* log = nullptr;
    const bool synced = sqlite3_file_control(connection_.get(), "main",
                                             SQLITE_FCNTL_JOURNAL_POINTER, &log) == SQLITE_OK &&
                        log != nullptr && log->pMethods != nullptr &&
                        log->pMethods->xSync(log, SQLITE_SYNC_NORMAL) == SQLITE_OK;
    return synced ? Status() : failure(DiagnosticKind::kStoreFailed, {path_});
}

}  // namespace onus::adapters
