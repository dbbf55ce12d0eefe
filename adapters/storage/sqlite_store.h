// SPDX-License-Identifier: Apache-2.0
//
// The ledger in one SQLite file: entries, state image, texts and head, each commit one transaction.
//
// Journal: WAL with synchronous=FULL, in exclusive locking mode. A commit appends to the log and
// syncs it once, where a rollback journal needs three syncs. Exclusive mode is what makes this safe
// with Debian's SQLite 3.40.1: its WAL-reset bug needs a second connection that writes while the
// first one checkpoints, and here one connection does both and nobody else can open the file; nor
// is there any shared memory.
//
// One process at a time: the lock file FILE.lock, held by the operating system and gone with the
// process, names the holder. Against other programs SQLite's own lock stands.
//
// Commits can be gathered in groups: what they write is visible at once, one transaction holds them
// all, and waiting for the disk is left to `sync`, which another thread may do while the next group
// is being written.
//
// A file that cannot be used is left as it is. After a failed write other than a full disk the
// outcome is unknown: the store refuses further commits until it is opened again.
//
// Not safe for concurrent use, except for `sync`.

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "engine/ledger/ledger_store.h"

namespace onus::adapters {

enum class Durability : std::uint8_t {
    kFull,     ///< a commit survives a power cut
    kGrouped,  ///< a commit survives a power cut after the next `sync`
    kOff,      ///< a commit survives the end of the process; for tests
};

enum class Purpose : std::uint8_t {
    kUse,     ///< refuses a ledger whose head and last entry do not fit together
    kVerify,  ///< opens it all the same, so that `verify` can name what is wrong
};

struct SqliteOptions {
    Durability durability = Durability::kFull;
    Purpose purpose = Purpose::kUse;

    /// The file may have this many pages of 4,096 bytes; 0 for no limit of ours.
    std::uint32_t pages_max = 0;
};

/// A copy that is being made of a store, in as many steps as one likes. Between the steps the store
/// may be written; the copy holds what the store held at its last step.
class StoreCopy {
  public:
    StoreCopy() = default;
    StoreCopy(const StoreCopy&) = delete;
    StoreCopy& operator=(const StoreCopy&) = delete;

    /// Removes the file of a copy that is not complete.
    virtual ~StoreCopy() = default;

    /// Copies that many more pages of 4,096 bytes; true when the copy is complete, though not yet
    /// on the disk. On the thread of the store, and REQUIRES: no group is open, and it was not
    /// complete yet. Errors, after which nothing can be done with it: kBackupNoRoom,
    /// kBackupNotWritten, kStoreDamaged.
    [[nodiscard]] virtual Result<bool> step(int pages) = 0;
};

class SqliteStore : public engine::LedgerStore {
  public:
    /// Until `end_group`, commits become one transaction. They can be read back at once.
    virtual void begin_group() = 0;

    /// Writes what was gathered, all or nothing. After an error the store is as it was before the
    /// group: whoever holds a state in memory must read it again. Errors: kStoreFull (may be tried
    /// again when there is room), those of `commit`.
    [[nodiscard]] virtual Status end_group() = 0;

    /// Returns when everything that was written before the call is on the disk. Another thread may
    /// call it while this one goes on. Errors: kStoreFailed: what is on the disk is unknown, and
    /// trying again would not tell.
    [[nodiscard]] virtual Status sync() = 0;

    /// Begins a copy in a new file that only its owner may read. What it holds may not be on the
    /// disk of the store yet: before the copy is given away, `sync`. REQUIRES: the store outlives
    /// it. Errors: kBackupExists, kBackupNotWritten, kBackupNoRoom.
    [[nodiscard]] virtual Result<std::unique_ptr<StoreCopy>> copy_to(const std::string& path) = 0;

    /// Makes the file forget what was redacted: no page, gap of a page or log keeps it. Takes as
    /// long as copying the file, and as much room again. If it is left out or fails, the next
    /// opening does it. Errors: kStoreFull, kStoreFailed.
    [[nodiscard]] virtual Status wipe() = 0;
};

/// Opens an existing store. The time does not depend on the number of entries.
/// Errors: kStoreMissing, kStoreFolderMissing, kStoreLocked, kStoreBusy, kStoreReadOnly,
/// kStoreNotALedger, kStoreNewer, kStoreTruncated, kStoreDamaged, kStoreFailed; with Purpose::kUse
/// also kLedgerEntryMissing, kLedgerEntryUnexpected, kLedgerEntryChanged.
[[nodiscard]] Result<std::unique_ptr<SqliteStore>> open_sqlite_store(
    const std::string& path, const SqliteOptions& options = {});

/// Makes an empty store; the file appears complete or not at all.
/// Errors: kStoreExists, kStoreFolderMissing, kStoreLocked, kStoreReadOnly, kStoreFull,
/// kStoreFailed.
[[nodiscard]] Result<std::unique_ptr<SqliteStore>> create_sqlite_store(
    const std::string& path, const SqliteOptions& options = {});

}  // namespace onus::adapters
