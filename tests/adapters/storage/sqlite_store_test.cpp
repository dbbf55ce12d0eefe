// SPDX-License-Identifier: Apache-2.0
#include "adapters/storage/sqlite_store.h"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "engine/ledger/verify.h"
#include "grammar/base/diagnostic_kind.h"
#include "tests/contract/ledger_store_contract.h"
#include "tests/support/child_process.h"
#include "tests/support/ledger_samples.h"
#include "tests/support/raw_sqlite.h"
#include "tests/support/temp_folder.h"

namespace onus::adapters {
namespace {

namespace samples = engine::samples;
using engine::Commit;
using engine::LedgerStore;
using tests::ChildProcess;
using tests::RawSqlite;
using tests::TempFolder;

constexpr SqliteOptions kFast{Durability::kOff, Purpose::kUse, 0};

struct Fixture {
    TempFolder folder;
    std::unique_ptr<SqliteStore> kept =
        create_sqlite_store(folder.file("ledger.onus"), kFast).value();

    LedgerStore& store() { return *kept; }
    void reopen() {
        kept.reset();
        kept = open_sqlite_store(folder.file("ledger.onus"), kFast).value();
    }
};

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::string& path, const std::string& content) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

/// A closed store of `count` entries.
std::string make_store(const TempFolder& folder, std::size_t count = 5) {
    std::string path = folder.file("ledger.onus");
    REQUIRE(samples::fill(*create_sqlite_store(path, kFast).value(), count));
    return path;
}

/// The code of the refusal; checks that the file was left as it is.
std::string refusal(const std::string& path) {
    if (std::filesystem::is_directory(path)) {
        return std::string(code_of(open_sqlite_store(path, kFast).error().kind));
    }
    const std::string before = content_of(path);
    const auto store = open_sqlite_store(path, kFast);
    CHECK(content_of(path) == before);
    return store ? "opened" : std::string(code_of(store.error().kind));
}

std::string code(DiagnosticKind kind) { return std::string(code_of(kind)); }

}  // namespace

TEST_CASE("sqlite store: keeps the contract of ledger stores") {
    engine::contract::check_store<Fixture>();
}

TEST_CASE("sqlite store: full durability keeps the same") {
    const TempFolder folder;
    const std::string path = folder.file("ledger.onus");
    {
        const auto store = create_sqlite_store(path).value();
        REQUIRE(samples::fill(*store, 1));
        REQUIRE(samples::fill(*store, 2));
    }
    CHECK(open_sqlite_store(path).value()->entry_count() == 3);
}

TEST_CASE("sqlite store: a new one needs a folder and a free name") {
    const TempFolder folder;
    const std::string path = make_store(folder);
    CHECK(create_sqlite_store(path).error().kind == DiagnosticKind::kStoreExists);
    CHECK(create_sqlite_store(folder.file("no/ledger")).error().kind ==
          DiagnosticKind::kStoreFolderMissing);
    write_file(folder.file("fresh.new"), "left by a crash");
    CHECK(create_sqlite_store(folder.file("fresh"), kFast).value()->entry_count() == 0);
    CHECK_FALSE(std::filesystem::exists(folder.file("fresh.new")));
}

TEST_CASE("sqlite store: says plainly which file it cannot open, and leaves it as it is") {
    const TempFolder folder;
    const std::string path = make_store(folder);
    const std::string good = content_of(path);

    CHECK(refusal(folder.file("none")) == code(DiagnosticKind::kStoreMissing));
    CHECK_FALSE(std::filesystem::exists(folder.file("none.lock")));
    CHECK(refusal(folder.file("no/ledger")) == code(DiagnosticKind::kStoreFolderMissing));
    CHECK(refusal(folder.path()) == code(DiagnosticKind::kStoreNotALedger));

    write_file(path, "order,amount\n1,5\n");
    CHECK(refusal(path) == code(DiagnosticKind::kStoreNotALedger));
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{50}, std::size_t{4'096}, good.size() - 1}) {
        write_file(path, good.substr(0, size));
        CHECK(refusal(path) == code(DiagnosticKind::kStoreTruncated));
    }
    write_file(path, good);
    CHECK(refusal(path) == "opened");
}

TEST_CASE("sqlite store: knows its own files and their version") {
    const TempFolder folder;
    const std::string path = make_store(folder);
    RawSqlite(path).run("PRAGMA user_version = 3");
    CHECK(refusal(path) == code(DiagnosticKind::kStoreNewer));
    CHECK(open_sqlite_store(path).error().arguments[1] == "3");
    RawSqlite(path).run("PRAGMA user_version = 1");
    CHECK(refusal(path) == code(DiagnosticKind::kStoreOlder));
    CHECK(open_sqlite_store(path).error().arguments[1] == "1");
    RawSqlite(path).run("PRAGMA user_version = 2");
    RawSqlite(path).run("PRAGMA application_id = 7");
    CHECK(refusal(path) == code(DiagnosticKind::kStoreNotALedger));
    RawSqlite(path).run("PRAGMA application_id = 1330533715");
    CHECK(refusal(path) == "opened");
    RawSqlite(path).run("DROP TABLE rows");
    CHECK(refusal(path) == code(DiagnosticKind::kStoreDamaged));
}

TEST_CASE("sqlite store: a head that does not fit the entries is refused for use") {
    const TempFolder folder;
    const std::string path = make_store(folder);
    SECTION("the last entry is gone") {
        RawSqlite(path).run("DELETE FROM entries WHERE sequence = 5");
        CHECK(open_sqlite_store(path, kFast).error().kind == DiagnosticKind::kLedgerEntryMissing);
        const auto store = open_sqlite_store(path, {Durability::kOff, Purpose::kVerify, 0});
        CHECK(verify(**store).first_bad == 5);
    }
    SECTION("one entry too many") {
        RawSqlite(path).run("INSERT INTO entries SELECT 6, bytes, leaf_hash FROM entries LIMIT 1");
        CHECK(open_sqlite_store(path, kFast).error().kind ==
              DiagnosticKind::kLedgerEntryUnexpected);
    }
    SECTION("the last entry was changed") {
        RawSqlite(path).run("UPDATE entries SET leaf_hash = zeroblob(32) WHERE sequence = 5");
        CHECK(open_sqlite_store(path, kFast).error().kind == DiagnosticKind::kLedgerEntryChanged);
    }
    SECTION("the head is damaged") {
        RawSqlite(path).run("UPDATE meta SET value = zeroblob(64)");
        CHECK(open_sqlite_store(path, kFast).error().kind == DiagnosticKind::kStoreDamaged);
    }
    SECTION("the head is gone") {
        RawSqlite(path).run("DELETE FROM meta");
        CHECK(open_sqlite_store(path, kFast).error().kind == DiagnosticKind::kStoreDamaged);
    }
}

TEST_CASE("sqlite store: a text that does not have its hash is not given out") {
    const TempFolder folder;
    const std::string path = make_store(folder);
    {
        const auto store = open_sqlite_store(path, kFast).value();
        Commit commit = samples::commit(store->frontier());
        commit.blobs = {{engine::sha256("rules"), "rules"}};
        REQUIRE(store->commit(commit));
    }
    RawSqlite(path).run("UPDATE blobs SET content = x'00'");
    const auto store = open_sqlite_store(path, kFast).value();
    CHECK(store->blob(engine::sha256("rules")).error().kind == DiagnosticKind::kStoreBlobMismatch);
}

TEST_CASE("sqlite store: a second process is told who holds the ledger") {
    const TempFolder folder;
    const std::string path = make_store(folder);
    ChildProcess holder([&](int pipe) {
        static auto store = open_sqlite_store(path, kFast);
        ChildProcess::say(pipe, store ? "open" : "failed");
    });
    REQUIRE(holder.line() == "open");
    const auto refused = open_sqlite_store(path, kFast);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == DiagnosticKind::kStoreLocked);
    CHECK(refused.error().arguments ==
          std::vector<std::string>{path, std::to_string(holder.process())});
    std::filesystem::create_symlink(path, folder.file("other-name"));
    CHECK(open_sqlite_store(folder.file("other-name"), kFast).error().kind ==
          DiagnosticKind::kStoreLocked);
    holder.kill();
    CHECK(open_sqlite_store(path, kFast));
}

TEST_CASE("sqlite store: the same process cannot open it twice") {
    const TempFolder folder;
    const std::string path = make_store(folder);
    const auto first = open_sqlite_store(path, kFast).value();
    CHECK(open_sqlite_store(path, kFast).error().arguments[1] == std::to_string(::getpid()));
    CHECK(samples::fill(*first, 1));
}

TEST_CASE("sqlite store: another program that holds the file is named") {
    const TempFolder folder;
    const std::string path = make_store(folder);
    ChildProcess holder([&](int pipe) {
        static RawSqlite raw(path);
        raw.run("PRAGMA locking_mode = EXCLUSIVE");
        raw.run("BEGIN EXCLUSIVE");
        ChildProcess::say(pipe, "held");
    });
    REQUIRE(holder.line() == "held");
    const auto refused = open_sqlite_store(path, kFast);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == DiagnosticKind::kStoreLocked);
    CHECK(refused.error().arguments[1] == std::to_string(holder.process()));
}

TEST_CASE("sqlite store: while it is open no other connection reads or writes the file") {
    const TempFolder folder;
    const std::string path = make_store(folder);
    const auto store = open_sqlite_store(path, kFast).value();
    CHECK_FALSE(std::filesystem::exists(path + "-shm"));
    ChildProcess other([&](int pipe) {
        const std::string command =
            "python3 -c \"import sqlite3,sys\ntry:\n"
            " sqlite3.connect('" +
            path +
            "', timeout=0).execute('select count(*) from entries')\n"
            " print('read')\nexcept sqlite3.OperationalError:\n"
            " print('locked')\" >&" +
            std::to_string(pipe);
        if (::system(command.c_str()) != 0) {
            ChildProcess::say(pipe, "failed");
        }
    });
    CHECK(other.line() == "locked");
}

TEST_CASE("sqlite store: a file that may not be written is said to be so") {
    if (::geteuid() != 0) {
        WARN("needs to become another user; skipped");
        return;
    }
    const TempFolder folder;
    const std::string path = make_store(folder);
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
    std::filesystem::permissions(path, std::filesystem::perms(0444));
    ChildProcess nobody([&](int pipe) {
        constexpr uid_t kNobody = 65534;
        const bool changed = ::setgid(kNobody) == 0 && ::setuid(kNobody) == 0;
        ChildProcess::say(pipe, changed ? refusal(path) : "still root");
    });
    CHECK(nobody.line() == code(DiagnosticKind::kStoreReadOnly));
    std::filesystem::permissions(path, std::filesystem::perms(0666));
    std::filesystem::remove(path + ".lock");
    ChildProcess in_folder([&](int pipe) {
        constexpr uid_t kNobody = 65534;
        const bool changed = ::setgid(kNobody) == 0 && ::setuid(kNobody) == 0;
        ChildProcess::say(pipe, changed ? refusal(path) : "still root");
    });
    CHECK(in_folder.line() == code(DiagnosticKind::kStoreReadOnly));
}

TEST_CASE("sqlite store: a full disk records nothing of the commit and loses nothing before it") {
    const TempFolder folder;
    const std::string path = make_store(folder);
    {
        const auto store = open_sqlite_store(path, {Durability::kOff, Purpose::kUse, 40}).value();
        Status status;
        std::uint64_t acknowledged = 5;
        while ((status = samples::fill(*store, 1))) {
            ++acknowledged;
            REQUIRE(acknowledged < 10'000);
        }
        CHECK(status.error().kind == DiagnosticKind::kStoreFull);
        CHECK(store->entry_count() == acknowledged);
        CHECK(verify(*store).ok());
        CHECK(samples::fill(*store, 1).error().kind == DiagnosticKind::kStoreFull);
        CHECK(store->entry_count() == acknowledged);
    }
    const auto store = open_sqlite_store(path, kFast).value();
    CHECK(verify(*store).ok());
    CHECK(samples::fill(*store, 1));
}

TEST_CASE("sqlite store: a group is visible at once and kept as a whole or not at all") {
    const TempFolder folder;
    const std::string path = make_store(folder);
    const SqliteOptions grouped{Durability::kGrouped, Purpose::kUse, 0};
    {
        const auto store = open_sqlite_store(path, grouped).value();
        store->begin_group();
        REQUIRE(samples::fill(*store, 1));
        REQUIRE(samples::fill(*store, 2));
        CHECK(store->entry_count() == 8);
        CHECK(store->entry(8).has_value());
        // Closed before the end of the group.
    }
    {
        const auto store = open_sqlite_store(path, grouped).value();
        CHECK(store->entry_count() == 5);
        store->begin_group();
        REQUIRE(samples::fill(*store, 3));
        REQUIRE(store->end_group());
        CHECK(store->sync());
        store->begin_group();
        CHECK(store->end_group());
        // Outside of a group each commit stands for itself.
        REQUIRE(samples::fill(*store, 1));
        CHECK(store->sync());
    }
    const auto store = open_sqlite_store(path, kFast).value();
    CHECK(store->entry_count() == 9);
    CHECK(verify(*store).ok());
}

TEST_CASE("sqlite store: a full disk takes back the whole group, and the store goes on") {
    const TempFolder folder;
    const std::string path = make_store(folder);
    const auto store = open_sqlite_store(path, {Durability::kGrouped, Purpose::kUse, 40}).value();
    store->begin_group();
    Status status;
    std::uint64_t written = 0;
    while ((status = samples::fill(*store, 1))) {
        ++written;
        REQUIRE(written < 10'000);
    }
    CHECK(written > 0);
    // What comes after the failure does not slip in.
    CHECK(samples::fill(*store, 1).error().kind == DiagnosticKind::kStoreFull);
    const Status ended = store->end_group();
    REQUIRE_FALSE(ended);
    CHECK(ended.error().kind == DiagnosticKind::kStoreFull);
    CHECK(store->entry_count() == 5);
    CHECK(verify(*store).ok());
    store->begin_group();
    REQUIRE(samples::fill(*store, 1));
    REQUIRE(store->end_group());
    CHECK(store->entry_count() == 6);
}

TEST_CASE("sqlite store: after a failed write it accepts nothing until it is opened again") {
    const TempFolder folder;
    const std::string path = make_store(folder);
    ChildProcess writer([&](int pipe) {
        // The system refuses to let any file grow further, which is not the same as a full disk.
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{200'000, 200'000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const auto store = open_sqlite_store(path, kFast).value();
        Status status;
        while ((status = samples::fill(*store, 1))) {
        }
        ChildProcess::say(pipe, std::to_string(store->entry_count()));
        ChildProcess::say(pipe, code(status.error().kind));
        ChildProcess::say(pipe, code(samples::fill(*store, 1).error().kind));
    });
    const std::uint64_t acknowledged = std::stoull(writer.line());
    CHECK(acknowledged > 5);
    CHECK(writer.line() == code(DiagnosticKind::kStoreFailed));
    CHECK(writer.line() == code(DiagnosticKind::kStoreUnusable));
    writer.kill();
    const auto store = open_sqlite_store(path, kFast).value();
    CHECK(store->entry_count() == acknowledged);
    CHECK(verify(*store).ok());
    CHECK(samples::fill(*store, 1));
}

}  // namespace onus::adapters
