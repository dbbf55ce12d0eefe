// SPDX-License-Identifier: Apache-2.0
//
// What one command costs the ledger. The entry has 25 fields, the commit 10 rows, as a submitted
// order gives. Run the release build: build/release/tests/bench/onus_bench_ledger

#include <benchmark/benchmark.h>

#include <memory>
#include <string>

#include "adapters/storage/sqlite_store.h"
#include "engine/ledger/entry.h"
#include "engine/ledger/memory_store.h"
#include "engine/ledger/verify.h"
#include "tests/support/ledger_samples.h"
#include "tests/support/temp_folder.h"

namespace onus {
namespace {

namespace samples = engine::samples;
using adapters::Durability;
using adapters::Purpose;
using adapters::SqliteOptions;

constexpr SqliteOptions kFast{Durability::kOff, Purpose::kUse, 0};

/// Ten rows: a record, two duties, timers, counters. Half of the keys come back.
void add_rows(engine::Commit& commit) {
    for (std::uint64_t i = 0; i < 10; ++i) {
        const std::uint64_t key = i % 2 == 0 ? i : commit.first_sequence * 10 + i;
        commit.rows.push_back(
            {static_cast<engine::TableId>(i), "key/" + std::to_string(key), std::string(80, 'v')});
    }
}

engine::Commit commit_of(const engine::Frontier& before, std::size_t entries) {
    engine::Commit commit = samples::commit(before, entries);
    add_rows(commit);
    return commit;
}

void sha256_of_60_bytes(benchmark::State& state) {
    const std::string bytes(60, 'x');
    for (auto _ : state) {
        benchmark::DoNotOptimize(engine::sha256(bytes));
    }
}
BENCHMARK(sha256_of_60_bytes);

void encode(benchmark::State& state) {
    const engine::Entry entry = samples::entry(1'000'000);
    for (auto _ : state) {
        benchmark::DoNotOptimize(engine::encode_entry(entry));
    }
    state.counters["bytes"] = static_cast<double>(engine::encode_entry(entry).size());
}
BENCHMARK(encode);

void decode(benchmark::State& state) {
    const std::string bytes = engine::encode_entry(samples::entry(1'000'000));
    for (auto _ : state) {
        benchmark::DoNotOptimize(engine::decode_entry(bytes));
    }
}
BENCHMARK(decode);

void leaf_hash_of_entry(benchmark::State& state) {
    const engine::Entry entry = samples::entry(1'000'000);
    for (auto _ : state) {
        benchmark::DoNotOptimize(engine::entry_leaf_hash(entry));
    }
}
BENCHMARK(leaf_hash_of_entry);

/// Times the store's commit alone; making the commit is not counted.
void append_to(benchmark::State& state, engine::LedgerStore& store, std::size_t entries) {
    for (auto _ : state) {
        state.PauseTiming();
        const engine::Commit commit = commit_of(store.frontier(), entries);
        state.ResumeTiming();
        if (!store.commit(commit)) {
            state.SkipWithError("the store refused a commit");
            return;
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(entries));
}

void append_to_memory(benchmark::State& state) {
    engine::MemoryStore store;
    append_to(state, store, 1);
}
BENCHMARK(append_to_memory);

void append_to_sqlite(benchmark::State& state, Durability durability) {
    const tests::TempFolder folder;
    const SqliteOptions options{durability, Purpose::kUse, 0};
    const auto store = adapters::create_sqlite_store(folder.file("ledger"), options).value();
    append_to(state, *store, static_cast<std::size_t>(state.range(0)));
}
BENCHMARK_CAPTURE(append_to_sqlite, without_sync, Durability::kOff)->Arg(1)->Arg(32);
BENCHMARK_CAPTURE(append_to_sqlite, durable, Durability::kFull)->Arg(1)->Arg(32);

/// A store of `count` entries in a folder that goes with the program.
std::string store_of(std::size_t count) {
    static const tests::TempFolder folder;
    std::string path = folder.file(std::to_string(count));
    if (auto store = adapters::create_sqlite_store(path, kFast)) {
        constexpr std::size_t kAtOnce = 1'000;
        for (std::size_t done = 0; done < count; done += kAtOnce) {
            static_cast<void>(samples::fill(**store, kAtOnce));
        }
    }
    return path;
}

void open_sqlite(benchmark::State& state) {
    const std::string path = store_of(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        benchmark::DoNotOptimize(adapters::open_sqlite_store(path, kFast).value());
    }
}
BENCHMARK(open_sqlite)->Arg(1'000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);

void verify_sqlite(benchmark::State& state) {
    const auto store =
        adapters::open_sqlite_store(store_of(static_cast<std::size_t>(state.range(0))), kFast)
            .value();
    for (auto _ : state) {
        if (!engine::verify(*store).ok()) {
            state.SkipWithError("the ledger is bad");
            return;
        }
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(verify_sqlite)->Arg(1'000'000)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace onus

BENCHMARK_MAIN();
