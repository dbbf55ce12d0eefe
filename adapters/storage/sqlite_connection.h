// SPDX-License-Identifier: Apache-2.0
//
// SQLite's C interface as two owning classes. Nothing here knows of ledgers.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "grammar/base/diagnostic.h"

struct sqlite3;
struct sqlite3_stmt;

namespace onus::adapters {

/// What a step gave.
enum class Step : std::uint8_t { kRow, kDone, kFailed };

/// A prepared statement. Bind from 1, read columns from 0, as SQLite counts.
class Statement {
  public:
    Statement() = default;
    explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

    void bind(int index, std::int64_t value);

    /// The bytes must stay until the statement is reset.
    void bind(int index, std::string_view value);

    [[nodiscard]] Step step();

    /// Ready for the next use. Must be called after the last step, also after a failed one.
    void reset();

    /// Binds nothing, returns nothing, is reset.
    [[nodiscard]] bool run();

    [[nodiscard]] std::int64_t number(int column) const;
    [[nodiscard]] bool is_null(int column) const;

    /// Valid until the next step or reset.
    [[nodiscard]] std::string_view bytes(int column) const;

    /// True between a step and the reset.
    [[nodiscard]] bool busy() const;

  private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// Resets a statement when the scope ends.
class ResetAtEnd {
  public:
    explicit ResetAtEnd(Statement& statement) : statement_(statement) {}
    ~ResetAtEnd() { statement_.reset(); }
    ResetAtEnd(const ResetAtEnd&) = delete;
    ResetAtEnd& operator=(const ResetAtEnd&) = delete;

  private:
    Statement& statement_;
};

enum class OpenMode : std::uint8_t { kExisting, kCreate };

class Connection {
  public:
    /// Errors as for `fault`.
    [[nodiscard]] static Result<Connection> open(const std::string& path, OpenMode mode);

    /// Runs statements that return nothing of interest.
    [[nodiscard]] Status run(const std::string& sql);

    /// For many uses.
    [[nodiscard]] Result<Statement> prepare(std::string_view sql) const;

    /// The last failure in our words: kStoreFull, kStoreBusy, kStoreReadOnly, kStoreDamaged,
    /// kStoreNotALedger, kStoreFailed.
    [[nodiscard]] Diagnostic fault() const;

    [[nodiscard]] bool in_transaction() const;

    /// Waits until the write-ahead log is on the disk. Safe beside another thread's use of the
    /// connection. Errors: kStoreFailed.
    [[nodiscard]] Status sync_log() const;

    /// For what SQLite does with two connections.
    [[nodiscard]] sqlite3* handle() const { return connection_.get(); }

  private:
    struct Close {
        void operator()(sqlite3* connection) const;
    };

    Connection(sqlite3* connection, std::string path)
        : connection_(connection), path_(std::move(path)) {}

    std::unique_ptr<sqlite3, Close> connection_;
    std::string path_;
};

}  // namespace onus::adapters
