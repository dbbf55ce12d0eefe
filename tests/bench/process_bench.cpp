// SPDX-License-Identifier: Apache-2.0
//
// How many runs of a process, each with a deadline, are started and completed a second.
//
//     onus_bench_process COUNT
//
// In memory: once with the ledger that every command becomes an entry of, once judging and
// changing the state alone.

#include <cstdio>
#include <cstdlib>

#include "engine/ledger/memory_store.h"
#include "engine/run/judge.h"
#include "tests/bench/shop.h"

namespace {

using namespace onus;
using namespace onus::bench;

constexpr const char* kOffice = R"(
rulebook office "Office"
  level company
  effective 2025-01-01
  owner office.head
  calendar cn_retail

role clerk

record paper
  code : text unique

action start_paper (paper) by clerk
  creates paper

process issue "A paper is issued" "文件印发"
  owner clerk
  when  start_paper

  step draft "Draft" "起草"
    owner   clerk
    within  5 days
    deliver wording : file
)";

constexpr const char* kPeople = R"(
organisation: office
fallback: boss
persons: {boss: Boss, ada: Ada}
units:
  office: {head: boss}
posts:
  office: {clerk: ada}
)";

/// The command that starts the run, or the one that completes it.
engine::Command command_for(std::uint64_t run, bool starts, Instant at) {
    const std::string code = "P" + std::to_string(run);
    engine::Submit submit;
    submit.action = starts ? "office.start_paper" : "office.issue.draft";
    submit.payload =
        *adapters::parse_json(starts ? R"({"paper": {"code": ")" + code + R"("}})"
                                     : R"({"paper": ")" + code + R"(", "wording": "a.txt"})");
    return command_of((starts ? "s" : "c") + std::to_string(run), "ada", at, std::move(submit));
}

/// Runs the commands of `count` runs, each one second after the one before, and tells the rate.
template <class Execute>
bool measure(const char* what, std::uint64_t count, Instant begin, const Execute& execute) {
    std::vector<engine::Command> commands;
    for (std::uint64_t i = 0; i < count; ++i) {
        const Instant at{begin.ms + static_cast<std::int64_t>(i) * kMsPerSecond};
        commands.push_back(command_for(i, true, at));
        commands.push_back(command_for(i, false, at));
    }
    const auto start = std::chrono::steady_clock::now();
    for (engine::Command& command : commands) {
        if (!execute(std::move(command))) {
            std::printf("%s: a command failed\n", what);
            return false;
        }
    }
    const double seconds = seconds_since(start);
    std::printf("%s: %.0f runs started and completed a second (%.1f us each)\n", what,
                static_cast<double>(count) / seconds, seconds / static_cast<double>(count) * 1e6);
    return true;
}

bool is_effective(const engine::Events& events) {
    const auto* judged = events.empty() ? nullptr : std::get_if<engine::Judged>(&events.front());
    return judged != nullptr && judged->status == engine::AttemptStatus::kEffective;
}

int run(std::uint64_t count) {
    engine::MemoryStore store;
    auto session = engine::Session::open(store, {});
    const Instant begin = opening_time();
    if (!session || !put_in_force(**session, begin, kPeople, kOffice)) {
        std::puts("the rulebook does not come into force");
        return 1;
    }
    engine::State state;
    const engine::World& world = (*session)->world();
    std::uint64_t sequence = store.entry_count();
    const bool judged = measure("judging alone", count, begin, [&](engine::Command command) {
        const engine::Events events = engine::judge(state, world, command);
        ++sequence;
        for (std::uint32_t place = 0; place < events.size(); ++place) {
            engine::apply(state, events[place], sequence, place, command.received);
        }
        return is_effective(events);
    });
    const bool recorded = measure("with its ledger", count, begin, [&](engine::Command command) {
        const auto reply = (*session)->execute(std::move(command));
        return reply && is_effective(reply->events);
    });
    return judged && recorded ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    return run(argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100'000);
}
