// SPDX-License-Identifier: Apache-2.0
//
// Very many deadlines of one instant, while others go on submitting.
//
//     onus_bench_timers COUNT FILE [TIMERS_IN_GROUP [TIMERS_BEFORE_COMMAND]]
//
// Opens COUNT duties in an SQLite ledger in service mode. Then all are due: groups as a server
// makes them while commands wait, of some timers and some submits, until nothing is due. A submit
// takes from the beginning of the group before it, when it may have come, to the end of its own.
// Prints both phases.

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "adapters/storage/sqlite_store.h"
#include "tests/bench/shop.h"

namespace {

using namespace onus;
using namespace onus::bench;

constexpr std::uint64_t kSubmitsInGroup = 4;

int fail(const char* what) {
    std::puts(what);
    return 1;
}

int run(std::uint64_t count, const char* file, std::uint32_t in_group, std::uint32_t before_each) {
    adapters::SqliteOptions store_options;
    store_options.durability = adapters::Durability::kGrouped;
    auto store = adapters::create_sqlite_store(file, store_options);
    if (!store) {
        return fail("cannot create the ledger");
    }
    engine::SessionOptions options;
    options.mode = engine::TimeMode::kService;
    options.timers_max = before_each;
    auto session = engine::Session::open(**store, std::move(options));
    const Instant begin = opening_time();
    if (!session || !put_in_force(**session, begin)) {
        return fail("the rulebook does not come into force");
    }
    const auto opening = std::chrono::steady_clock::now();
    for (std::uint64_t i = 1; i <= count;) {
        (*store)->begin_group();
        for (std::uint64_t group = 0; group < 64 && i <= count; ++group, ++i) {
            if (!(*session)->execute(forced_order(i, begin))) {
                return fail("a submit failed");
            }
        }
        if (!(*store)->end_group()) {
            return fail("a group failed");
        }
    }
    std::printf("%llu duties opened: %.1f s\n", static_cast<unsigned long long>(count),
                seconds_since(opening));

    // Both reminders have passed as well: three timers for each duty.
    const Instant due{begin.ms + 24 * 3'600'000 + 1};
    const std::uint64_t entries = (*store)->entry_count();
    std::vector<double> waits;
    std::uint64_t number = count;
    std::uint64_t fired = 0;
    const auto start = std::chrono::steady_clock::now();
    auto before = start;
    for (;;) {
        const auto group = std::chrono::steady_clock::now();
        (*store)->begin_group();
        for (std::uint64_t i = 0; i < kSubmitsInGroup; ++i) {
            if (!(*session)->execute(forced_order(++number, due))) {
                return fail("a submit failed");
            }
        }
        const auto replies = (*session)->advance(due, in_group);
        if (!replies || !(*store)->end_group() || !(*store)->sync()) {
            return fail("a group failed");
        }
        waits.insert(waits.end(), kSubmitsInGroup, seconds_since(before));
        before = group;
        fired += replies->size();
        if (replies->empty()) {
            break;
        }
    }
    const double took = seconds_since(start);
    std::sort(waits.begin(), waits.end());
    std::printf(
        "drained in %.1f s, %.1f entries a duty; %zu submits meanwhile, p50 %.1f ms, "
        "p99 %.1f ms\n",
        took,
        static_cast<double>((*store)->entry_count() - entries - waits.size()) /
            static_cast<double>(count),
        waits.size(), waits[waits.size() / 2] * 1e3, waits[waits.size() * 99 / 100] * 1e3);
    return fired == 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3 || argc > 5) {
        return fail("onus_bench_timers COUNT FILE [TIMERS_IN_GROUP [TIMERS_BEFORE_COMMAND]]");
    }
    const auto number = [&](int at, std::uint64_t usual) {
        return argc > at ? std::strtoull(argv[at], nullptr, 10) : usual;
    };
    return run(number(1, 0), argv[2], static_cast<std::uint32_t>(number(3, 32)),
               static_cast<std::uint32_t>(number(4, 4)));
}
