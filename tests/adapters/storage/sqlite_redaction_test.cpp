// SPDX-License-Identifier: Apache-2.0
//
// What was redacted is in no byte of the file or its log.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>

#include "adapters/storage/sqlite_store.h"
#include "engine/ledger/verify.h"
#include "tests/support/ledger_samples.h"
#include "tests/support/temp_folder.h"

namespace onus::adapters {
namespace {

namespace samples = engine::samples;
using tests::TempFolder;

const std::string kCanary = "canary-13800001111";
constexpr engine::TableId kTable = 7;

engine::Entry holding(std::uint64_t sequence) {
    engine::Entry entry = samples::entry(sequence);
    entry.fields.back().value = "call " + kCanary;
    return entry;
}

/// Entries of which some hold the canary, and rows that grow, move and hold it too.
void fill(SqliteStore& store) {
    REQUIRE(samples::fill(store, 1));
    for (std::uint64_t i = 2; i < 300; ++i) {
        engine::Commit commit = samples::commit(store.frontier());
        const engine::Entry entry = i % 7 == 0 ? holding(i) : samples::entry(i);
        commit.entries = {engine::encode_entry(entry)};
        commit.frontier = store.frontier();
        append(commit.frontier, entry_leaf_hash(entry));
        const std::string key = std::to_string(i * 7919 % 1000);
        commit.rows.push_back({kTable, key, std::string(i % 90, 'x') + kCanary});
        REQUIRE(store.commit(commit));
    }
}

/// Takes the canary out of every entry and row.
void redact(SqliteStore& store) {
    engine::Commit commit = samples::commit(store.frontier());
    for (std::uint64_t i = 7; i < 300; i += 7) {
        engine::Entry entry = engine::decode_entry(store.entry(i).value()).value();
        engine::redact(entry, entry.fields.size() - 1);
        commit.rewritten.push_back({i, engine::encode_entry(entry)});
    }
    for (const auto& [key, value] : samples::rows(store, kTable)) {
        commit.rows.push_back({kTable, key, "gone"});
    }
    REQUIRE(store.commit(commit));
}

std::size_t hits(const TempFolder& folder) {
    std::size_t found = 0;
    for (const auto& each : std::filesystem::directory_iterator(folder.path())) {
        std::ifstream file(each.path(), std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(file)), {});
        for (std::size_t at = bytes.find(kCanary); at != std::string::npos;
             at = bytes.find(kCanary, at + 1)) {
            ++found;
        }
    }
    return found;
}

}  // namespace

TEST_CASE("sqlite redaction: no byte of the file or its log is left") {
    const TempFolder folder;
    const std::string path = folder.file("ledger.onus");
    engine::Head before;
    {
        const auto store = create_sqlite_store(path).value();
        fill(*store);
        before = head_of(store->frontier());
        REQUIRE(hits(folder) > 0);
        redact(*store);
        SECTION("wiped at once, with the file still open") {
            REQUIRE(store->wipe());
            CHECK(hits(folder) == 0);
        }
        SECTION("wiped by the next opening, after a crash in between") {}
    }
    const auto store = open_sqlite_store(path).value();
    CHECK(hits(folder) == 0);
    const engine::VerifyReport report = engine::verify(*store, {{before}});
    CHECK(report.ok());
    CHECK(report.entries == 300);
}

TEST_CASE("sqlite redaction: an entry that says something else is refused") {
    const TempFolder folder;
    const auto store = create_sqlite_store(folder.file("ledger.onus")).value();
    fill(*store);
    engine::Commit commit = samples::commit(store->frontier());
    commit.rewritten.push_back({7, engine::encode_entry(samples::entry(7))});
    const Status refused = store->commit(commit);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == DiagnosticKind::kLedgerEntryChanged);
}

}  // namespace onus::adapters
