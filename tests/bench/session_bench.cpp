// SPDX-License-Identifier: Apache-2.0
//
// What submits cost on a ledger that grows, and what a million actions and duties weigh.
//
//     onus_bench_session COUNT [FILE]
//
// Submits COUNT forced orders, each of which opens a duty: in memory or, with FILE, in an SQLite
// ledger without syncing. Then what waits for a person is looked up, by the index and by a walk
// through everything, and the chart changes. Prints times and memory.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "adapters/storage/sqlite_store.h"
#include "engine/ledger/memory_store.h"
#include "tests/bench/shop.h"

namespace {

using namespace onus;
using namespace onus::bench;

/// Resident memory in MiB, as the kernel counts it.
double resident_mib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.rfind("VmRSS:", 0) == 0) {
            return std::strtod(line.c_str() + 6, nullptr) / 1024.0;
        }
    }
    return 0;
}

/// The shop's chart with one word replaced.
engine::OrganisationData chart_with(const std::string& word, const std::string& other) {
    std::string text = test::kShop;
    text.replace(text.find(word), word.size(), other);
    return *policies::read_organisation({"shop.yaml", text}, policies::zones_in()).value;
}

/// Publishes a chart and tells what that took.
void change_chart(engine::Session& session, const char* what, const engine::OrganisationData& chart,
                  Instant at) {
    const auto begin = std::chrono::steady_clock::now();
    const auto reply = session.publish(chart, at);
    std::printf("%s: %.3f s, %zu events, %.0f MiB\n", what, seconds_since(begin),
                reply ? reply->events.size() : 0, resident_mib());
}

/// A page of what waits for a person, behind a number.
void look_up(const engine::Session& session, const char* what, std::string_view person,
             std::uint64_t after) {
    constexpr std::size_t kPage = 100;
    const auto begin = std::chrono::steady_clock::now();
    std::size_t found = 0;
    session.state().each_open_duty(person, after, [&](std::uint64_t number) {
        found += session.state().duty(number) == nullptr ? 0U : 1U;
        return found < kPage;
    });
    std::printf("%s: %zu duties, %.3f ms\n", what, found, seconds_since(begin) * 1e3);
}

/// The same as it was before there was an index: every open duty is read.
void look_through(const engine::Session& session, std::string_view person) {
    const auto begin = std::chrono::steady_clock::now();
    std::size_t found = 0;
    for (const std::uint64_t number : session.state().open_duties()) {
        const engine::DutyRow* const row = session.state().duty(number);
        found += row->bearer == person || row->delegate == person ? 1U : 0U;
    }
    std::printf("a walk through everything: %zu duties, %.0f ms\n", found,
                seconds_since(begin) * 1e3);
}

int run(std::uint64_t count, const char* file) {
    std::unique_ptr<engine::LedgerStore> store = std::make_unique<engine::MemoryStore>();
    if (file != nullptr) {
        adapters::SqliteOptions options;
        options.durability = adapters::Durability::kOff;
        auto created = adapters::create_sqlite_store(file, options);
        if (!created) {
            std::puts("cannot create the ledger");
            return 1;
        }
        store = std::move(*created);
    }
    auto session = engine::Session::open(*store, {});
    const Instant begin = opening_time();
    if (!session || !put_in_force(**session, begin)) {
        std::puts("the rulebook does not come into force");
        return 1;
    }
    const auto start = std::chrono::steady_clock::now();
    double last = 0;
    for (std::uint64_t i = 1; i <= count; ++i) {
        const Instant at{begin.ms + static_cast<std::int64_t>(i) * 10};
        const auto reply = (*session)->execute(forced_order(i, at));
        if (!reply) {
            std::puts("a submit failed");
            return 1;
        }
        if (i % (count / 10) == 0) {
            const double now = seconds_since(start);
            std::printf("%10llu submits  %7.1f us each lately  %8.0f MiB\n",
                        static_cast<unsigned long long>(i),
                        (now - last) / (static_cast<double>(count) / 10) * 1e6, resident_mib());
            last = now;
        }
    }
    look_up(**session, "the first page of whoever bears all", "wang", 0);
    look_up(**session, "the last page of whoever bears all", "wang", count - 100);
    look_up(**session, "a person without duties", "chen", 0);
    look_through(**session, "chen");
    const Instant after{begin.ms + static_cast<std::int64_t>(count + 1) * 10};
    change_chart(**session, "a post without duties changes hands",
                 chart_with("service_agent: chen", "service_agent: sun"), after);
    change_chart(**session, "the post that bears all duties changes hands",
                 chart_with("store_manager: wang", "store_manager: chen"), Instant{after.ms + 1});
    std::printf("%zu duties open, %llu entries\n", (*session)->state().open_duties().size(),
                static_cast<unsigned long long>(store->entry_count()));
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100'000;
    return run(count, argc > 2 ? argv[2] : nullptr);
}
