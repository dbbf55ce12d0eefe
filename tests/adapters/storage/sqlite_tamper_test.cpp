// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "adapters/storage/sqlite_store.h"
#include "engine/ledger/proof.h"
#include "engine/ledger/verify.h"
#include "grammar/base/diagnostic_kind.h"
#include "tests/support/ledger_samples.h"
#include "tests/support/raw_sqlite.h"
#include "tests/support/temp_folder.h"

namespace onus::adapters {
namespace {

namespace samples = engine::samples;
using engine::VerifyReport;
using tests::RawSqlite;
using tests::TempFolder;

constexpr SqliteOptions kFast{Durability::kOff, Purpose::kUse, 0};
constexpr SqliteOptions kLook{Durability::kOff, Purpose::kVerify, 0};

std::string make_store(const TempFolder& folder, std::size_t count) {
    std::string path = folder.file("ledger.onus");
    const auto store = create_sqlite_store(path, kFast).value();
    engine::Commit commit = samples::commit(store->frontier(), count);
    commit.rows = {{1, "key", std::string(5'000, 'v')}};
    commit.blobs = {{engine::sha256("rules"), "rules"}};
    REQUIRE(store->commit(commit));
    return path;
}

VerifyReport look_at(const std::string& path) {
    return verify(*open_sqlite_store(path, kLook).value());
}

struct Tampering {
    std::uint64_t sequence = 0;
    std::string column;
    std::string before;
};

/// Changes one byte of one entry or of the hash beside it.
Tampering tamper(RawSqlite& raw, std::mt19937& random, std::uint64_t count) {
    Tampering done;
    done.sequence = 1 + random() % count;
    done.column = random() % 10 == 0 ? "leaf_hash" : "bytes";
    done.before = raw.read(done.column, done.sequence);
    std::string after = done.before;
    after[random() % after.size()] ^= static_cast<char>(1 + random() % 255);
    raw.write(done.column, done.sequence, after);
    return done;
}

/// What the independent verifier prints: "SIZE:ROOT", or "bad SEQUENCE".
std::string oracle(const std::string& arguments) {
    const std::string command =
        "python3 " ONUS_SOURCE_DIR "/tests/oracle/ledger_verify.py " + arguments + " 2>/dev/null";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    REQUIRE(pipe);
    std::string text;
    for (int c = std::fgetc(pipe.get()); c != EOF && c != '\n'; c = std::fgetc(pipe.get())) {
        text += static_cast<char>(c);
    }
    return text;
}

}  // namespace

TEST_CASE("sqlite store: each of 2,000 changes of one byte is found and named") {
    constexpr std::uint64_t kCount = 12;
    const TempFolder folder;
    const std::string path = make_store(folder, kCount);
    std::mt19937 random(2'025);
    for (int round = 0; round < 2'000; ++round) {
        const Tampering done = [&] {
            RawSqlite raw(path);
            return tamper(raw, random, kCount);
        }();
        const VerifyReport report = look_at(path);
        REQUIRE(report.first_bad == done.sequence);
        REQUIRE(report.entries == done.sequence - 1);
        if (done.column == "leaf_hash") {
            REQUIRE(report.reason->kind == DiagnosticKind::kLedgerLeafChanged);
        }
        RawSqlite(path).write(done.column, done.sequence, done.before);
    }
    CHECK(look_at(path).ok());
}

TEST_CASE("sqlite store: a changed or missing hash of a subtree is found and named") {
    const TempFolder folder;
    const std::string path = make_store(folder, 12);
    RawSqlite(path).run("UPDATE nodes SET hash = zeroblob(32) WHERE place = 4");
    CHECK(look_at(path).reason->kind == DiagnosticKind::kLedgerNodeChanged);
    CHECK(look_at(path).reason->arguments == std::vector<std::string>{"5", "6"});
    RawSqlite(path).run("DELETE FROM nodes WHERE place <= 4");
    CHECK(look_at(path).reason->arguments == std::vector<std::string>{"1", "2"});
    const auto store = open_sqlite_store(path, kFast).value();
    CHECK(inclusion_proof(*store, 3, 12).error().kind == DiagnosticKind::kLedgerNodeChanged);
}

TEST_CASE("sqlite store: a file with random damage is refused or read, and never crashes") {
    const TempFolder folder;
    const std::string path = make_store(folder, 12);
    std::ifstream file(path, std::ios::binary);
    const std::string good{std::istreambuf_iterator<char>(file), {}};
    std::mt19937 random(99);
    for (int round = 0; round < 300; ++round) {
        std::string bad = good;
        for (auto changes = 1 + random() % 40; changes > 0; --changes) {
            // Half of the changes hit the first pages, where the structure is.
            const std::size_t end = random() % 2 == 0 ? bad.size() : 8'192;
            bad[random() % end] = static_cast<char>(random() & 0xFFU);
        }
        std::ofstream(path, std::ios::binary | std::ios::trunc) << bad;
        if (const auto store = open_sqlite_store(path, kLook)) {
            const VerifyReport report = verify(**store);
            static_cast<void>(
                (*store)->each_row(1, {}, [](std::string_view, std::string_view) { return true; }));
            static_cast<void>((*store)->blob(engine::sha256("rules")));
            // Damage elsewhere in the file may leave the entries whole, and then they are right.
            if (report.ok()) {
                REQUIRE(report.root == root(samples::commit({}, 12).frontier));
            }
        }
    }
}

TEST_CASE("sqlite store: an independent verifier finds the same root and the same bad entry") {
    if (std::system("python3 -c 'import sqlite3' 2>/dev/null") != 0) {
        WARN("python3 with sqlite3 is absent; skipped");
        return;
    }
    constexpr std::uint64_t kCount = 37;
    const TempFolder folder;
    const std::string path = make_store(folder, kCount);
    CHECK(oracle(path) == to_string(head_of(samples::commit({}, kCount).frontier)));
    std::mt19937 random(3);
    for (int round = 0; round < 10; ++round) {
        const Tampering done = [&] {
            RawSqlite raw(path);
            return tamper(raw, random, kCount);
        }();
        REQUIRE(look_at(path).first_bad == done.sequence);
        REQUIRE(oracle(path) == "bad " + std::to_string(done.sequence));
        RawSqlite(path).write(done.column, done.sequence, done.before);
    }
}

}  // namespace onus::adapters
