// SPDX-License-Identifier: Apache-2.0
#include "adapters/storage/backup.h"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <string_view>
#include <utility>

#include "adapters/storage/durable_file.h"
#include "adapters/storage/file_lock.h"
#include "adapters/storage/sqlite_file.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

namespace fs = std::filesystem;

constexpr int kPagesAtOnce = 4096;

/// What SQLite and our lock leave beside a store.
constexpr std::array<std::string_view, 3> kBesideStore = {"-wal", "-journal", ".lock"};

/// SQLite's log: a part of the ledger until it was written back into the file.
std::string log_of(const std::string& path) { return path + "-wal"; }

bool exists(const std::string& path) {
    struct stat info {};
    return ::lstat(path.c_str(), &info) == 0;
}

void remove_store(const std::string& path) {
    std::error_code ignored;
    fs::remove(path, ignored);
    for (const std::string_view suffix : kBesideStore) {
        fs::remove(path + std::string(suffix), ignored);
    }
}

/// A store that is being made under a name of its own; it goes unless it was kept.
class Draft {
  public:
    explicit Draft(std::string path) : path_(std::move(path)) {}
    ~Draft() { remove_store(path_); }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    std::string path_;
};

Result<std::unique_ptr<SqliteStore>> open_to_verify(const std::string& path) {
    SqliteOptions options;
    options.purpose = Purpose::kVerify;
    return open_sqlite_store(path, options);
}

Diagnostic restore_fault(const std::string& path) {
    return failure(DiagnosticKind::kRestoreNotWritten, {path}).value();
}

/// The head of the ledger that is to be replaced; nothing if it cannot be opened. Opening and
/// closing it writes its log back into the file.
Result<std::optional<engine::Head>> look_at_old(const std::string& ledger) {
    const auto opened = open_to_verify(ledger);
    if (opened) {
        return std::optional(engine::head_of((*opened)->frontier()));
    }
    const bool held = opened.error().kind == DiagnosticKind::kStoreLocked ||
                      opened.error().kind == DiagnosticKind::kStoreBusy;
    return held ? tl::make_unexpected(opened.error()) : Result<std::optional<engine::Head>>();
}

/// Gives the ledger that stands there another name as well, and its log only that one: behind the
/// file that takes its place, the log would be taken for its own.
Status keep_replaced(const std::string& ledger) {
    const std::string kept = replaced_name(ledger);
    if (exists(ledger) && ::link(ledger.c_str(), kept.c_str()) != 0) {
        return errno == EEXIST ? failure(DiagnosticKind::kRestoreKept, {kept})
                               : tl::make_unexpected(restore_fault(kept));
    }
    if (exists(log_of(ledger)) && std::rename(log_of(ledger).c_str(), log_of(kept).c_str()) != 0) {
        ::unlink(kept.c_str());
        return tl::make_unexpected(restore_fault(log_of(kept)));
    }
    return sync_folder(ledger) ? tl::make_unexpected(restore_fault(kept)) : Status();
}

/// As it was before `keep_replaced`.
void put_back(const std::string& ledger) {
    const std::string kept = replaced_name(ledger);
    if (exists(log_of(kept))) {
        static_cast<void>(std::rename(log_of(kept).c_str(), log_of(ledger).c_str()));
    }
    ::unlink(kept.c_str());
}

Status take_lock(const std::string& ledger, std::optional<FileLock>& lock) {
    Result<FileLock> taken = FileLock::acquire(ledger);
    if (!taken) {
        return tl::make_unexpected(std::move(taken.error()));
    }
    lock.emplace(std::move(*taken));
    return {};
}

Status copy_beside(const std::string& backup, const std::string& draft) {
    if (copy_to_private_file(backup, draft)) {
        return tl::make_unexpected(restore_fault(draft));
    }
    // A file that was copied while its ledger was in use has a part of it in the log.
    if (exists(log_of(backup)) && copy_to_private_file(log_of(backup), log_of(draft))) {
        return tl::make_unexpected(restore_fault(log_of(draft)));
    }
    return {};
}

Status check_draft(const std::string& draft, const std::string& backup,
                   const std::function<Status(const engine::LedgerStore&)>& check) {
    auto store = open_to_verify(draft);
    if (!store) {
        // What is wrong with the copy is wrong with the backup.
        Diagnostic reason = store.error();
        if (!reason.arguments.empty() && reason.arguments.front() == draft) {
            reason.arguments.front() = backup;
        }
        return tl::make_unexpected(std::move(reason));
    }
    return check(**store);
}

/// Files that root makes beside a server's ledger are to be the server's.
void give_to_owner(const std::string& path, const std::string& ledger) {
    struct stat owner {};
    const fs::path folder = fs::path(ledger).parent_path();
    if (::geteuid() == 0 && (::stat(ledger.c_str(), &owner) == 0 ||
                             ::stat(folder.empty() ? "." : folder.c_str(), &owner) == 0)) {
        // Where it does not work, the server will say that it cannot write the file.
        static_cast<void>(::lchown(path.c_str(), owner.st_uid, owner.st_gid) == 0);
    }
}

Status take_place(const std::string& draft, const std::string& ledger, bool replaced) {
    give_to_owner(draft, ledger);
    give_to_owner(ledger + ".lock", ledger);
    if (replaced) {
        if (Status kept = keep_replaced(ledger); !kept) {
            return kept;
        }
        if (std::rename(draft.c_str(), ledger.c_str()) != 0) {
            put_back(ledger);
            return tl::make_unexpected(restore_fault(ledger));
        }
        return sync_folder(ledger) ? tl::make_unexpected(restore_fault(ledger)) : Status();
    }
    const std::error_code failed = name_new_file(draft, ledger);
    if (failed == std::errc::file_exists) {
        return failure(DiagnosticKind::kRestoreExists, {ledger});
    }
    return failed ? tl::make_unexpected(restore_fault(ledger)) : Status();
}

/// Before anything is read or written.
Status check_names(const std::string& backup, const std::string& ledger, bool replace) {
    // A backup that may only be read is as good as any.
    if (Status there = check_present(backup);
        !there && there.error().kind != DiagnosticKind::kStoreReadOnly) {
        return there;
    }
    if (Status fits = check_header(backup); !fits) {
        return fits;
    }
    if (Status folder = check_folder(ledger); !folder) {
        return folder;
    }
    // A log without its ledger would be taken for that of the file which is put there.
    if (!replace && (exists(ledger) || exists(log_of(ledger)))) {
        return failure(DiagnosticKind::kRestoreExists, {ledger});
    }
    for (const std::string& kept : {replaced_name(ledger), log_of(replaced_name(ledger))}) {
        if (replace && exists(kept)) {
            return failure(DiagnosticKind::kRestoreKept, {kept});
        }
    }
    return {};
}

}  // namespace

std::string draft_of(const std::string& backup) { return backup + ".new"; }

std::string replaced_name(const std::string& ledger) { return ledger + ".replaced"; }

Diagnostic backup_fault(const std::error_code& error, const std::string& path) {
    DiagnosticKind kind = DiagnosticKind::kBackupNotWritten;
    if (error == std::errc::file_exists) {
        kind = DiagnosticKind::kBackupExists;
    } else if (error == std::errc::no_space_on_device) {
        kind = DiagnosticKind::kBackupNoRoom;
    }
    return failure(kind, {path}).value();
}

Status check_backup_name(const std::string& backup) {
    for (const std::string& name : {backup, draft_of(backup)}) {
        if (exists(name)) {
            return failure(DiagnosticKind::kBackupExists, {name});
        }
    }
    return {};
}

Result<engine::Head> copy_ledger(const std::string& ledger, const std::string& backup) {
    const auto store = open_sqlite_store(ledger);
    if (!store) {
        return tl::make_unexpected(store.error());
    }
    const auto copy = (*store)->copy_to(draft_of(backup));
    if (!copy) {
        return tl::make_unexpected(copy.error());
    }
    for (;;) {
        const Result<bool> complete = (*copy)->step(kPagesAtOnce);
        if (!complete) {
            return tl::make_unexpected(complete.error());
        }
        if (*complete) {
            return engine::head_of((*store)->frontier());
        }
    }
}

Status finish_backup(const std::string& backup, const engine::Head& head) {
    const Draft draft(draft_of(backup));
    {
        const auto store = open_to_verify(draft.path());
        if (!store) {
            return tl::make_unexpected(store.error());
        }
        const engine::VerifyReport report = engine::verify(**store);
        if (!report.ok()) {
            return tl::make_unexpected(*report.reason);
        }
        const engine::Head found{report.entries, report.root};
        if (found != head) {
            return failure(DiagnosticKind::kBackupDiffers,
                           {backup, engine::to_string(head), engine::to_string(found)});
        }
    }
    std::error_code failed = sync_file(draft.path());
    failed = failed ? failed : name_new_file(draft.path(), backup);
    return failed ? tl::make_unexpected(backup_fault(failed, backup)) : Status();
}

Result<std::optional<Replaced>> restore_ledger(
    const std::string& backup, const std::string& ledger, bool replace,
    const std::function<Status(const engine::LedgerStore&)>& check) {
    const std::string real = real_path(ledger);
    if (Status names = check_names(backup, real, replace); !names) {
        return tl::make_unexpected(std::move(names.error()));
    }
    // Held until the backup is known to be good, so that nobody begins to use the ledger meanwhile.
    std::optional<FileLock> lock;
    if (Status locked = take_lock(real, lock); !locked) {
        return tl::make_unexpected(std::move(locked.error()));
    }
    const std::string draft_name = real + ".restoring";
    remove_store(draft_name);  // of an attempt that was cut off
    const Draft draft(draft_name);
    Status done = copy_beside(backup, draft.path());
    if (done) {
        done = check_draft(draft.path(), backup, check);
    }
    if (done && sync_file(draft.path())) {
        done = tl::make_unexpected(restore_fault(draft.path()));
    }
    if (!done) {
        return tl::make_unexpected(std::move(done.error()));
    }
    const bool replaces = exists(real);
    Result<std::optional<engine::Head>> old_head;
    if (replaces) {
        lock.reset();  // opening the ledger takes it
        old_head = look_at_old(real);
        done = old_head ? take_lock(real, lock) : tl::make_unexpected(old_head.error());
    }
    if (done) {
        done = take_place(draft.path(), real, replace);
    }
    if (!done) {
        return tl::make_unexpected(std::move(done.error()));
    }
    return replaces ? std::optional(Replaced{replaced_name(real), *old_head}) : std::nullopt;
}

}  // namespace onus::adapters
