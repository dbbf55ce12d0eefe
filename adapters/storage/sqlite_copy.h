// SPDX-License-Identifier: Apache-2.0
//
// A copy of an open store into another file, page by page beside its use (SQLite's online backup).

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "adapters/storage/sqlite_connection.h"
#include "adapters/storage/sqlite_store.h"

struct sqlite3_backup;

namespace onus::adapters {

class SqliteCopy final : public StoreCopy {
  public:
    /// Errors: kBackupExists, kBackupNotWritten, kBackupNoRoom. REQUIRES: the source outlives it.
    [[nodiscard]] static Result<std::unique_ptr<StoreCopy>> start(Connection& source,
                                                                  const std::string& path);

    [[nodiscard]] Result<bool> step(int pages) override;

    SqliteCopy(Connection target, std::string path)
        : target_(std::move(target)), path_(std::move(path)) {}
    SqliteCopy(const SqliteCopy&) = delete;
    SqliteCopy& operator=(const SqliteCopy&) = delete;

    /// Takes back what is not complete.
    ~SqliteCopy() override;

  private:
    struct Finish {
        void operator()(sqlite3_backup* backup) const;
    };

    std::optional<Connection> target_;
    std::string path_;
    std::unique_ptr<sqlite3_backup, Finish> backup_;
    bool complete_ = false;
};

}  // namespace onus::adapters
