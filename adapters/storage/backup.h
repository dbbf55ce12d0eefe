// SPDX-License-Identifier: Apache-2.0
//
// Backups of a ledger's file, and putting one back. A backup is a ledger's file itself, of one
// instant; it is verified before it gets its name.
//
//     copy the ledger to draft_of(TO)      here if nobody holds it, otherwise by its holder
//     finish_backup(TO, head)              verify, to the disk, name
//
// A ledger is put back likewise: copied beside its place, verified there, then named. The ledger
// that it replaces is kept.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <system_error>

#include "adapters/storage/sqlite_store.h"
#include "engine/ledger/verify.h"
#include "grammar/base/diagnostic.h"

namespace onus::adapters {

/// The name of a backup until it is verified.
[[nodiscard]] std::string draft_of(const std::string& backup);

/// What an error of the system means for a backup: kBackupExists, kBackupNoRoom, kBackupNotWritten.
[[nodiscard]] Diagnostic backup_fault(const std::error_code& error, const std::string& path);

/// Is there a file of that name, or of its draft? Errors: kBackupExists.
[[nodiscard]] Status check_backup_name(const std::string& backup);

/// Copies a ledger that nobody holds to `draft_of(backup)`, and tells its head.
/// Errors: those of opening the ledger, and of copying it.
[[nodiscard]] Result<engine::Head> copy_ledger(const std::string& ledger,
                                               const std::string& backup);

/// Verifies the draft, which must have this head, and names it. On an error the draft is gone.
/// Errors: kBackupDiffers, kBackupExists, kBackupNotWritten, those of opening a ledger and of
/// `verify`.
[[nodiscard]] Status finish_backup(const std::string& backup, const engine::Head& head);

/// Where a ledger is kept that was replaced.
[[nodiscard]] std::string replaced_name(const std::string& ledger);

/// A ledger that another one took the place of.
struct Replaced {
    std::string kept;  ///< its file now

    /// Nothing if it could not be read.
    std::optional<engine::Head> head;
};

/// Puts a backup where a ledger is or was. `check` looks at the copy before anything is replaced.
/// Tells what was replaced, if anything was.
/// On an error the ledger is as it was. REQUIRES: nobody of this process has either open.
/// Errors: kRestoreExists unless `replace`, kRestoreKept, kRestoreNotWritten, kStoreLocked and what
/// else is said of opening ledgers, and what `check` says.
[[nodiscard]] Result<std::optional<Replaced>> restore_ledger(
    const std::string& backup, const std::string& ledger, bool replace,
    const std::function<Status(const engine::LedgerStore&)>& check);

}  // namespace onus::adapters
