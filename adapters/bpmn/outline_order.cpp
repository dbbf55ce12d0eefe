// SPDX-License-Identifier: Apache-2.0
//
// The order of the steps: what goes back, and what a person reads first.

#include <algorithm>
#include <set>

#include "adapters/bpmn/outline_builder.h"

namespace onus::bpmn {
namespace {

constexpr int kReturns = 3;  // BPMN has no bound

}  // namespace

/// Ways back to what lies before become returns with a bound.
void OutlineBuilder::bound_returns(OutlineProcess& process) {
    const auto count = static_cast<std::uint32_t>(process.steps.size());
    std::vector<std::vector<std::uint32_t>> next(count);
    for (std::uint32_t step = 0; step < count; ++step) {
        for (const Predecessor& before : process.steps[step].after) {
            next[before.step].push_back(step);
        }
    }
    enum class Seen : std::uint8_t { kNo, kOnWay, kDone };
    std::vector<Seen> seen(count, Seen::kNo);
    std::set<std::pair<std::uint32_t, std::uint32_t>> back;
    const auto walk = [&](std::uint32_t root) {
        std::vector<std::pair<std::uint32_t, std::size_t>> way{{root, 0}};
        seen[root] = Seen::kOnWay;
        while (!way.empty()) {
            auto& [step, edge] = way.back();
            if (edge == next[step].size()) {
                seen[step] = Seen::kDone;
                way.pop_back();
                continue;
            }
            const std::uint32_t to = next[step][edge++];
            if (seen[to] == Seen::kOnWay) {
                back.emplace(step, to);
            } else if (seen[to] == Seen::kNo) {
                seen[to] = Seen::kOnWay;
                way.emplace_back(to, 0);
            }
        }
    };
    for (const bool starting : {true, false}) {
        for (std::uint32_t step = 0; step < count; ++step) {
            const bool starts = process.steps[step].starts || process.steps[step].after.empty();
            if (seen[step] == Seen::kNo && starts == starting) {
                walk(step);
            }
        }
    }
    for (const auto& [from, to] : back) {
        auto& after = process.steps[to].after;
        const auto found =
            std::find_if(after.begin(), after.end(),
                         [step = from](const auto& each) { return each.step == step; });
        process.steps[from].returns.push_back({to, kReturns, std::move(found->condition)});
        after.erase(found);
    }
}

/// In an order in which a person reads them: nothing before what it waits for.
void OutlineBuilder::sort_steps(OutlineProcess& process, std::uint32_t from) {
    const auto count = static_cast<std::uint32_t>(process.steps.size());
    std::vector<std::uint32_t> order;
    std::vector<std::uint32_t> place(count, kNone);
    std::vector<std::size_t> waits(count);
    std::vector<std::vector<std::uint32_t>> next(count);
    std::set<std::uint32_t> ready;
    for (std::uint32_t step = 0; step < count; ++step) {
        waits[step] = process.steps[step].after.size();
        for (const Predecessor& before : process.steps[step].after) {
            next[before.step].push_back(step);
        }
        if (waits[step] == 0) {
            ready.insert(step);
        }
    }
    while (!ready.empty()) {
        const std::uint32_t step = *ready.begin();
        ready.erase(ready.begin());
        place[step] = static_cast<std::uint32_t>(order.size());
        order.push_back(step);
        for (const std::uint32_t after : next[step]) {
            if (--waits[after] == 0) {
                ready.insert(after);
            }
        }
    }
    std::vector<OutlineStep> sorted;
    for (const std::uint32_t step : order) {
        sorted.push_back(std::move(process.steps[step]));
        for (Predecessor& before : sorted.back().after) {
            before.step = place[before.step];
        }
        for (Return& back : sorted.back().returns) {
            back.step = place[back.step];
        }
        std::sort(sorted.back().after.begin(), sorted.back().after.end(),
                  [](const Predecessor& a, const Predecessor& b) { return a.step < b.step; });
    }
    process.steps = std::move(sorted);
    for (const std::uint32_t node : nodes_of_[from]) {
        if (step_of_[node].process != kNone) {
            step_of_[node].step = place[step_of_[node].step];
        }
    }
}

}  // namespace onus::bpmn
