// SPDX-License-Identifier: Apache-2.0
//
// Looks at the file of a store before SQLite touches it, so that what cannot be used stays as it
// is.

#pragma once

#include <cstdint>
#include <string>

#include "grammar/base/diagnostic.h"

namespace onus::adapters {

/// Marks a file as a ledger of ours: "ONUS" in SQLite's application_id.
inline constexpr std::uint32_t kApplicationId = 0x4F4E5553;

/// In SQLite's user_version.
inline constexpr std::uint32_t kSchemaVersion = 2;

/// Errors: kStoreFolderMissing with the folder.
[[nodiscard]] Status check_folder(const std::string& path);

/// Errors: kStoreFolderMissing, kStoreMissing, kStoreNotALedger, kStoreReadOnly. Opens nothing.
[[nodiscard]] Status check_present(const std::string& path);

/// Reads the header. REQUIRES: no connection of this process has the file open, because closing any
/// descriptor of a file gives up all locks of the process on it.
/// Errors: kStoreNotALedger, kStoreNewer, kStoreOlder, kStoreTruncated, kStoreFailed.
[[nodiscard]] Status check_header(const std::string& path);

/// The process that holds a lock on the file itself; 0 if none does. REQUIRES as above.
[[nodiscard]] std::int64_t process_that_locks(const std::string& path);

}  // namespace onus::adapters
