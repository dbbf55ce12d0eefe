// SPDX-License-Identifier: Apache-2.0
#include "adapters/storage/sqlite_copy.h"

#include <sqlite3.h>

#include <filesystem>
#include <utility>

#include "adapters/storage/backup.h"
#include "adapters/storage/durable_file.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

/// Nobody reads the copy before it is complete and on the disk, so that it needs no journal.
constexpr const char* kDraft =
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;";

}  // namespace

void SqliteCopy::Finish::operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }

Result<std::unique_ptr<StoreCopy>> SqliteCopy::start(Connection& source, const std::string& path) {
    if (const std::error_code failed = make_private_file(path)) {
        return tl::make_unexpected(backup_fault(failed, path));
    }
    Result<Connection> target = Connection::open(path, OpenMode::kExisting);
    if (!target || !target->run(kDraft)) {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
        return failure(DiagnosticKind::kBackupNotWritten, {path});
    }
    auto copy = std::make_unique<SqliteCopy>(std::move(*target), path);
    copy->backup_.reset(
        sqlite3_backup_init(copy->target_->handle(), "main", source.handle(), "main"));
    if (copy->backup_ == nullptr) {
        return failure(DiagnosticKind::kBackupNotWritten, {path});
    }
    return copy;
}

Result<bool> SqliteCopy::step(int pages) {
    switch (sqlite3_backup_step(backup_.get(), pages)) {
        case SQLITE_OK:
            return false;
        case SQLITE_DONE:
            break;
        case SQLITE_FULL:
            return failure(DiagnosticKind::kBackupNoRoom, {path_});
        case SQLITE_CORRUPT:
            return failure(DiagnosticKind::kStoreDamaged, {path_});
        default:
            return failure(DiagnosticKind::kBackupNotWritten, {path_});
    }
    const bool finished = sqlite3_backup_finish(backup_.release()) == SQLITE_OK;
    target_.reset();
    if (!finished) {
        return failure(DiagnosticKind::kBackupNotWritten, {path_});
    }
    complete_ = true;
    return true;
}

SqliteCopy::~SqliteCopy() {
    backup_.reset();
    target_.reset();
    if (!complete_) {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
}

}  // namespace onus::adapters
