// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <random>
#include <string>

#include <catch2/catch.hpp>

#include "adapters/storage/sqlite_store.h"
#include "engine/ledger/verify.h"
#include "tests/support/child_process.h"
#include "tests/support/ledger_samples.h"
#include "tests/support/temp_folder.h"

namespace onus::adapters {
namespace {

namespace samples = engine::samples;
using engine::Commit;
using engine::LedgerStore;
using tests::ChildProcess;

constexpr SqliteOptions kFast{Durability::kOff, Purpose::kUse, 0};

/// Commits for ever, entry, rows and text together, and says the number of each that is done.
void commit_for_ever(LedgerStore& store, int pipe) {
    while (true) {
        Commit commit = samples::commit(store.frontier());
        const std::string number = std::to_string(commit.frontier.size);
        commit.rows = {{1, "last", number}, {2, number, std::string(300, 'x')}};
        commit.blobs = {{engine::sha256(number), number}};
        if (!store.commit(commit)) {
            ChildProcess::say(pipe, "failed");
            return;
        }
        ChildProcess::say(pipe, number);
    }
}

}  // namespace

TEST_CASE("sqlite store: kill -9 in the middle of commits loses nothing that was acknowledged") {
    const tests::TempFolder folder;
    const std::string path = folder.file("ledger.onus");
    create_sqlite_store(path, kFast).value().reset();
    std::mt19937 random(7);
    std::uint64_t acknowledged = 0;
    for (int round = 0; round < 20; ++round) {
        // Durable for a few rounds; the end of a process does not depend on syncs.
        const SqliteOptions options =
            round < 3 ? SqliteOptions{} : SqliteOptions{Durability::kOff, Purpose::kUse, 0};
        ChildProcess writer([&](int pipe) {
            static auto store = open_sqlite_store(path, options);
            if (store) {
                commit_for_ever(**store, pipe);
            }
        });
        for (auto acknowledgements = 1 + random() % 300; acknowledgements > 0; --acknowledgements) {
            acknowledged = std::stoull(writer.line());
        }
        writer.kill();
        for (std::string line = writer.line(); !line.empty(); line = writer.line()) {
            acknowledged = std::stoull(line);
        }
        const auto store = open_sqlite_store(path, kFast).value();
        const std::uint64_t count = store->entry_count();
        REQUIRE(count >= acknowledged);
        REQUIRE(count <= acknowledged + 1);
        REQUIRE(verify(*store).ok());
        const std::string last = std::to_string(count);
        REQUIRE(store->row(1, "last").value() == last);
        REQUIRE(samples::rows(*store, 2).size() == count);
        REQUIRE(store->blob(engine::sha256(last)).value() == last);
    }
}

}  // namespace onus::adapters
