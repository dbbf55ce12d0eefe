// SPDX-License-Identifier: Apache-2.0
//
// One holder of a store at a time, by a lock file beside it that names the holder's process.
//
// The operating system drops the lock with the process, however it ends. The lock file stays: to
// remove it would let two processes hold locks on two files of the same name.

#pragma once

#include <string>

#include "grammar/base/diagnostic.h"

namespace onus::adapters {

class FileLock {
  public:
    /// Locks FILE.lock. Errors: kStoreLocked with path and process, kStoreReadOnly, kStoreFailed.
    [[nodiscard]] static Result<FileLock> acquire(const std::string& path);

    FileLock(FileLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
    FileLock& operator=(FileLock&&) = delete;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

  private:
    explicit FileLock(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
};

}  // namespace onus::adapters
