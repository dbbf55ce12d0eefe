// SPDX-License-Identifier: Apache-2.0
#include "adapters/storage/sqlite_store.h"

#include <cstdio>
#include <filesystem>
#include <utility>

#include "adapters/storage/durable_file.h"
#include "adapters/storage/file_lock.h"
#include "adapters/storage/sqlite_connection.h"
#include "adapters/storage/sqlite_file.h"
#include "adapters/storage/sqlite_ledger.h"
#include "adapters/storage/store_head.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

using engine::Frontier;

/// engine/ledger/FORMAT.md, section Store.
constexpr std::string_view kSchema = R"sql(
    CREATE TABLE entries(
        sequence INTEGER PRIMARY KEY, bytes BLOB NOT NULL, leaf_hash BLOB NOT NULL) STRICT;
    CREATE TABLE nodes(place INTEGER PRIMARY KEY, hash BLOB NOT NULL) STRICT;
    CREATE TABLE rows(
        tbl INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL,
        PRIMARY KEY(tbl, key)) STRICT, WITHOUT ROWID;
    CREATE TABLE blobs(hash BLOB PRIMARY KEY NOT NULL, content BLOB NOT NULL) STRICT;
    CREATE TABLE meta(name TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
)sql";

Status configure(Connection& connection, const SqliteOptions& options) {
    // The mode must be exclusive before the log is first touched, or shared memory is used.
    std::string sql =
        "PRAGMA locking_mode = EXCLUSIVE;"
        "PRAGMA journal_mode = WAL;"
        "PRAGMA journal_size_limit = 67108864;"
        "PRAGMA trusted_schema = OFF;"
        "PRAGMA cell_size_check = ON;"
        "PRAGMA mmap_size = 0;"
        "PRAGMA secure_delete = ON;"
        "PRAGMA temp_store = MEMORY;";
    switch (options.durability) {
        case Durability::kFull:
            sql += "PRAGMA synchronous = FULL;";
            break;
        case Durability::kGrouped:
            // Syncs the log before a checkpoint and the database after it, but not at a commit.
            sql += "PRAGMA synchronous = NORMAL;";
            break;
        case Durability::kOff:
            sql += "PRAGMA synchronous = OFF;";
            break;
    }
    if (options.pages_max != 0) {
        sql += "PRAGMA max_page_count = " + std::to_string(options.pages_max) + ';';
    }
    // Takes the lock now: a store that is in use is to be found out here, not at the first commit.
    sql += "BEGIN EXCLUSIVE; COMMIT;";
    return connection.run(sql);
}

/// Names the other program, if it can be found.
Diagnostic explain_busy(Diagnostic reason, const std::string& path) {
    if (reason.kind == DiagnosticKind::kStoreBusy) {
        if (const std::int64_t process = process_that_locks(path); process != 0) {
            return failure(DiagnosticKind::kStoreLocked, {path, std::to_string(process)}).value();
        }
    }
    return reason;
}

Result<std::unique_ptr<SqliteStore>> open_locked(FileLock lock, const std::string& path,
                                                 const SqliteOptions& options) {
    if (Status status = check_header(path); !status) {
        return tl::make_unexpected(std::move(status.error()));
    }
    Result<Connection> connection = Connection::open(path, OpenMode::kExisting);
    if (!connection) {
        return tl::make_unexpected(std::move(connection.error()));
    }
    if (Status status = configure(*connection, options); !status) {
        return tl::make_unexpected(explain_busy(std::move(status.error()), path));
    }
    auto store = std::make_unique<SqliteLedger>(std::move(lock), std::move(*connection), path);
    if (Status status = store->start(options.purpose); !status) {
        return tl::make_unexpected(std::move(status.error()));
    }
    return store;
}

Status write_empty(const std::string& path) {
    Result<Connection> connection = Connection::open(path, OpenMode::kCreate);
    if (!connection) {
        return tl::make_unexpected(std::move(connection.error()));
    }
    const std::string sql =
        "PRAGMA page_size = 4096;"
        "PRAGMA synchronous = FULL;"
        "BEGIN;"
        "PRAGMA application_id = " +
        std::to_string(kApplicationId) +
        ";"
        "PRAGMA user_version = " +
        std::to_string(kSchemaVersion) + ';' + std::string(kSchema);
    if (Status status = connection->run(sql); !status) {
        return status;
    }
    Result<Statement> insert = connection->prepare("INSERT INTO meta VALUES('head', ?1)");
    if (!insert) {
        return tl::make_unexpected(std::move(insert.error()));
    }
    const std::string head = encode_head(Frontier{});
    insert->bind(1, head);
    if (!insert->run()) {
        return tl::make_unexpected(connection->fault());
    }
    return connection->run("COMMIT");
}

}  // namespace

Result<std::unique_ptr<SqliteStore>> open_sqlite_store(const std::string& path,
                                                       const SqliteOptions& options) {
    if (Status status = check_present(path); !status) {
        return tl::make_unexpected(std::move(status.error()));
    }
    const std::string real = real_path(path);
    Result<FileLock> lock = FileLock::acquire(real);
    if (!lock) {
        return tl::make_unexpected(std::move(lock.error()));
    }
    return open_locked(std::move(*lock), real, options);
}

Result<std::unique_ptr<SqliteStore>> create_sqlite_store(const std::string& path,
                                                         const SqliteOptions& options) {
    if (Status status = check_folder(path); !status) {
        return tl::make_unexpected(std::move(status.error()));
    }
    const std::string real = real_path(path);
    Result<FileLock> lock = FileLock::acquire(real);
    if (!lock) {
        return tl::make_unexpected(std::move(lock.error()));
    }
    std::error_code ignored;
    if (std::filesystem::exists(real, ignored)) {
        return failure(DiagnosticKind::kStoreExists, {path});
    }
    // Under another name until it is complete; what a crash left of an earlier try goes first.
    const std::string draft = real + ".new";
    std::filesystem::remove(draft, ignored);
    std::filesystem::remove(draft + "-journal", ignored);
    if (Status status = write_empty(draft); !status) {
        std::filesystem::remove(draft, ignored);
        return tl::make_unexpected(std::move(status.error()));
    }
    if (std::rename(draft.c_str(), real.c_str()) != 0 || sync_folder(real)) {
        return failure(DiagnosticKind::kStoreFailed, {path});
    }
    return open_locked(std::move(*lock), real, options);
}

}  // namespace onus::adapters
