// SPDX-License-Identifier: Apache-2.0
#include "tests/support/raw_sqlite.h"

#include <sqlite3.h>

#include <catch2/catch.hpp>

namespace onus::tests {

RawSqlite::RawSqlite(const std::string& path) {
    REQUIRE(sqlite3_open_v2(path.c_str(), &connection_, SQLITE_OPEN_READWRITE, nullptr) ==
            SQLITE_OK);
    run("PRAGMA synchronous = OFF");
}

RawSqlite::~RawSqlite() { sqlite3_close_v2(connection_); }

void RawSqlite::run(const std::string& sql) {
    INFO(sql);
    REQUIRE(sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
}

std::string RawSqlite::read(const std::string& column, std::uint64_t sequence) {
    const std::string sql =
        "SELECT " + column + " FROM entries WHERE sequence = " + std::to_string(sequence);
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(connection_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
    std::string bytes(static_cast<const char*>(sqlite3_column_blob(statement, 0)),
                      static_cast<std::size_t>(sqlite3_column_bytes(statement, 0)));
    sqlite3_finalize(statement);
    return bytes;
}

void RawSqlite::write(const std::string& column, std::uint64_t sequence, std::string_view bytes) {
    const std::string sql =
        "UPDATE entries SET " + column + " = ?1 WHERE sequence = " + std::to_string(sequence);
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(connection_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_bind_blob64(statement, 1, bytes.data(), bytes.size(), SQLITE_STATIC) ==
            SQLITE_OK);
    REQUIRE(sqlite3_step(statement) == SQLITE_DONE);
    REQUIRE(sqlite3_changes(connection_) == 1);
    sqlite3_finalize(statement);
}

}  // namespace onus::tests
