// SPDX-License-Identifier: Apache-2.0
//
// Power cuts and failing disks under the store. ONUS_POWER_CUTS sets the number of cuts.
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

#include <catch2/catch.hpp>

#include "adapters/storage/sqlite_store.h"
#include "engine/ledger/verify.h"
#include "grammar/base/diagnostic_kind.h"
#include "tests/support/failing_disk.h"
#include "tests/support/ledger_samples.h"
#include "tests/support/temp_folder.h"

namespace onus::adapters {
namespace {

namespace samples = engine::samples;
using tests::FailingDisk;

constexpr SqliteOptions kGrouped{Durability::kGrouped, Purpose::kUse, 0};
constexpr SqliteOptions kSynced{Durability::kFull, Purpose::kUse, 0};

/// A ledger grows to so many entries, then a new one begins: each is verified whole after each cut.
constexpr std::uint64_t kEntriesMax = 60;

std::uint32_t cuts_wanted() {
    const char* const wanted = std::getenv("ONUS_POWER_CUTS");
    return wanted == nullptr ? 600 : static_cast<std::uint32_t>(std::strtoul(wanted, nullptr, 10));
}

engine::Commit next_commit(const engine::LedgerStore& store) {
    engine::Commit commit = samples::commit(store.frontier());
    const std::string number = std::to_string(commit.frontier.size);
    commit.rows = {{1, "last", number}, {2, number, std::string(300, 'x')}};
    commit.blobs = {{engine::sha256(number), number}};
    return commit;
}

/// When somebody is told that an entry is kept.
enum class Tells : std::uint8_t { kAfterSync, kAfterGroup };

/// Groups of commits until the disk fails or enough was written. The number of entries that
/// somebody was told are kept.
std::uint64_t work(SqliteStore& store, Tells tells, std::mt19937& random) {
    std::uint64_t told = store.entry_count();
    for (int group = 0; group < 6; ++group) {
        store.begin_group();
        for (auto commits = 1 + random() % 4; commits > 0; --commits) {
            if (!store.commit(next_commit(store))) {
                return told;
            }
        }
        if (!store.end_group()) {
            return told;
        }
        const std::uint64_t written = store.entry_count();
        if (tells == Tells::kAfterGroup) {
            told = written;
        }
        if (random() % 3 != 0) {
            if (!store.sync()) {
                return told;
            }
            told = written;
        }
    }
    return told;
}

/// The store is whole, whatever it holds: entries, rows and texts of one and the same commit.
bool is_whole(const SqliteStore& store) {
    const std::uint64_t count = store.entry_count();
    const std::string last = std::to_string(count);
    return verify(store).ok() && (count == 0 || (store.row(1, "last").value() == last &&
                                                 samples::rows(store, 2).size() == count &&
                                                 store.blob(engine::sha256(last)).value() == last));
}

/// Cuts the power again and again. The number of cuts after which something was missing that
/// somebody had been told is kept.
std::uint32_t losses(std::uint32_t cuts, Tells tells, bool lies) {
    const tests::TempFolder folder;
    FailingDisk disk;
    std::mt19937 random(20261124);
    std::uint32_t lost = 0;
    std::string path;
    for (std::uint32_t cut = 0; cut < cuts; ++cut) {
        if (path.empty()) {
            path = folder.file("ledger" + std::to_string(cut) + ".onus");
            create_sqlite_store(path, kGrouped).value().reset();
        }
        disk.ignore_syncs(lies);
        disk.fail_after(random() % 120, FailingDisk::Failure::kPower);
        std::uint64_t told = 0;
        if (auto store = open_sqlite_store(path, kGrouped)) {
            told = work(**store, tells, random);
            disk.cut_power();
        }
        disk.cut_power();
        disk.restore_power(static_cast<std::uint32_t>(random()));
        disk.ignore_syncs(false);

        auto store = open_sqlite_store(path, kGrouped);
        const bool kept = store && is_whole(**store) && told <= (*store)->entry_count();
        lost += kept ? 0U : 1U;
        if (!kept || (*store)->entry_count() > kEntriesMax) {
            if (store) {
                store->reset();
            }
            std::filesystem::remove(path);
            path.clear();
        }
    }
    return lost;
}

}  // namespace

TEST_CASE("sqlite store: a power cut loses nothing that was synced, and tears nothing") {
    CHECK(losses(cuts_wanted(), Tells::kAfterSync, false) == 0);
}

TEST_CASE("sqlite store: a reply before the sync, and a disk that lies, would be found out") {
    CHECK(losses(100, Tells::kAfterGroup, false) > 0);
    CHECK(losses(100, Tells::kAfterSync, true) > 0);
}

TEST_CASE("sqlite store: an error at any write or sync loses nothing that was told") {
    using Failure = FailingDisk::Failure;
    const Failure failure = GENERATE(Failure::kFull, Failure::kShortWrite, Failure::kError);
    const SqliteOptions options = GENERATE(kGrouped, kSynced);
    const tests::TempFolder folder;
    bool reached = true;
    for (std::uint64_t place = 0; reached; ++place) {
        FailingDisk disk;
        const std::string path = folder.file("ledger" + std::to_string(place) + ".onus");
        create_sqlite_store(path, options).value().reset();
        disk.fail_after(place, failure);
        std::uint64_t told = 0;
        DiagnosticKind refusal = DiagnosticKind::kStoreUnusable;
        if (auto store = open_sqlite_store(path, options)) {
            std::mt19937 random(7);
            told = work(**store, Tells::kAfterSync, random);
            reached = disk.has_failed();
            // It may be tried again where nothing is in doubt; otherwise the store says so.
            if (const Status again = (*store)->commit(next_commit(**store)); !again) {
                refusal = again.error().kind;
            }
        }
        CAPTURE(place, static_cast<int>(failure), static_cast<int>(options.durability));
        CHECK((!reached || refusal == DiagnosticKind::kStoreUnusable ||
               (refusal == DiagnosticKind::kStoreFull && failure == Failure::kFull)));
        disk.cut_power();
        disk.restore_power(static_cast<std::uint32_t>(place));
        const auto store = open_sqlite_store(path, options);
        REQUIRE(store.has_value());
        CHECK(is_whole(**store));
        CHECK(told <= (*store)->entry_count());
    }
}

}  // namespace onus::adapters
