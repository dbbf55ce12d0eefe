// SPDX-License-Identifier: Apache-2.0
//
// Reads and changes a store's file behind the store's back.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

struct sqlite3;

namespace onus::tests {

class RawSqlite {
  public:
    explicit RawSqlite(const std::string& path);
    ~RawSqlite();
    RawSqlite(const RawSqlite&) = delete;
    RawSqlite& operator=(const RawSqlite&) = delete;

    /// Fails the test if SQLite refuses.
    void run(const std::string& sql);

    /// One column of one entry.
    [[nodiscard]] std::string read(const std::string& column, std::uint64_t sequence);
    void write(const std::string& column, std::uint64_t sequence, std::string_view bytes);

  private:
    sqlite3* connection_ = nullptr;
};

}  // namespace onus::tests
