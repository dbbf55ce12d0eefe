// SPDX-License-Identifier: Apache-2.0
//
// The ways between the steps of a diagram: what lies before a step, and which answers lead to it.

#include <algorithm>

#include "adapters/bpmn/outline_builder.h"

namespace onus::bpmn {
namespace {

// More than these no person follows, and the count of ways doubles with every gateway.
constexpr std::uint32_t kLongestWay = 64;
constexpr std::size_t kWaysToAStep = 256;

}  // namespace

/// What has to be answered for this flow to be taken.
void OutlineBuilder::ask(std::uint32_t flow, Way& way) {
    const Flow& here = diagram_.flows[flow];
    const Node& from = diagram_.nodes[here.from];
    if (!here.condition.empty() && here.language == "onus") {
        way.written.push_back(here.condition);
        return;
    }
    const bool written_elsewhere =
        std::any_of(from.outgoing.begin(), from.outgoing.end(),
                    [&](std::uint32_t each) { return diagram_.flows[each].language == "onus"; });
    if (from.outgoing.size() < 2 || from.kind == NodeKind::kParallel || written_elsewhere) {
        return;
    }
    if (from.kind == NodeKind::kExclusive || from.kind == NodeKind::kEventBased) {
        const std::uint32_t question = gateway_question(here.from);
        const auto place = static_cast<std::uint32_t>(
            std::find(from.outgoing.begin(), from.outgoing.end(), flow) - from.outgoing.begin());
        way.asked.push_back({question, place});
        return;
    }
    const bool chooses = is_gateway(from.kind);
    for (const std::uint32_t each : from.outgoing) {
        const bool asks =
            each != from.standard && (chooses || !diagram_.flows[each].condition.empty());
        if (asks && (each == flow || flow == from.standard)) {
            way.asked.push_back({flow_question(each), each == flow ? 0U : 1U});
        }
    }
}

void OutlineBuilder::leave(std::uint32_t flow, Search next, std::vector<Search>& open,
                           std::vector<Way>& found) {
    ask(flow, next.way);
    next.way.back = leads_back_[flow] ? flow : next.way.back;
    const std::uint32_t from = diagram_.flows[flow].from;
    const Node& node = diagram_.nodes[from];
    if (is_left_out(from)) {
        return;
    }
    if (node.kind == NodeKind::kBoundary) {
        if (node.interrupting) {
            std::uint32_t place = 0;
            for (const std::uint32_t event : boundary_[node.attached]) {
                const Node& each = diagram_.nodes[event];
                place += each.interrupting && !each.outgoing.empty() ? 1U : 0U;
                if (event == from) {
                    next.way.asked.push_back({outcome_question(node.attached), place});
                }
            }
        } else {
            next.way.asked.push_back({event_question(from), 0});
        }
        next.way.from = node.attached;
        found.push_back(std::move(next.way));
    } else if (is_activity(node.kind) || is_step(from)) {
        const auto& events = boundary_[from];
        if (std::any_of(events.begin(), events.end(), [&](std::uint32_t event) {
                return diagram_.nodes[event].interrupting &&
                       !diagram_.nodes[event].outgoing.empty();
            })) {
            next.way.asked.push_back({outcome_question(from), 0});
        }
        next.way.from = from;
        found.push_back(std::move(next.way));
    } else {
        next.node = from;
        ++next.length;
        open.push_back(std::move(next));
    }
}

void OutlineBuilder::go_back(const Search& at, std::vector<Search>& open, std::vector<Way>& found) {
    const Node& node = diagram_.nodes[at.node];
    if (node.kind == NodeKind::kCatch && node.event == EventKind::kLink) {
        for (const std::uint32_t other : links_) {
            const Node& thrown = diagram_.nodes[other];
            if (thrown.process == node.process && thrown.detail == node.detail) {
                open.push_back({other, at.way, at.length + 1});
            }
        }
        return;
    }
    for (const std::uint32_t flow : node.incoming) {
        leave(flow, at, open, found);
    }
    if (node.incoming.empty() && node.kind != NodeKind::kBoundary) {
        found.push_back(at.way);
    }
}

std::vector<OutlineBuilder::Way> OutlineBuilder::ways_to(std::uint32_t node) {
    std::vector<Way> found;
    std::vector<Search> open{{node, {}, 0}};
    while (!open.empty()) {
        const Search at = std::move(open.back());
        open.pop_back();
        if (at.length > kLongestWay || found.size() > kWaysToAStep || budget_ == 0) {
            mark(diagram_.nodes[at.node].id, Fate::kListed, Reason::kTooTangled);
            continue;
        }
        --budget_;
        go_back(at, open, found);
    }
    std::reverse(found.begin(), found.end());
    return found;
}

/// One predecessor for each step that ways come from. What comes from the start under a condition
/// is asked of a step before all others.
void OutlineBuilder::join_step(std::uint32_t node) {
    const StepPlace place = step_of_[node];
    std::map<std::uint32_t, std::vector<Way>> forward;  // by place in the process
    std::map<std::uint32_t, std::vector<Way>> back;
    std::vector<Way> from_start;
    for (Way& way : ways_to(node)) {
        if (way.from == kNone) {
            from_start.push_back(std::move(way));
        } else if (step_of_[way.from].process == place.process) {
            auto& ways = way.back == kNone ? forward : back;
            ways[step_of_[way.from].step].push_back(std::move(way));
        }
    }
    const auto asks = [](const Way& way) { return !way.asked.empty() || !way.written.empty(); };
    if (!from_start.empty() && std::all_of(from_start.begin(), from_start.end(), asks)) {
        forward[opening_of(place.process)] = std::move(from_start);
    }
    std::vector<OutlineStep>& steps = result_.outline.processes[place.process].steps;
    for (auto& [before, ways] : forward) {
        auto& after = steps[place.step].after;
        after.push_back({before, {}});
        set_condition(before, {place.step, after.size() - 1, false, {}, {}}, std::move(ways),
                      after.back().condition);
    }
    for (auto& [before, ways] : back) {
        auto& returns = steps[before].returns;
        returns.push_back({place.step, 0, {}, ways.front().back});
        set_condition(before, {before, returns.size() - 1, true, {}, {}}, std::move(ways),
                      returns.back().condition);
    }
}

void OutlineBuilder::connect(const Unit& unit) {
    OutlineProcess& process = result_.outline.processes[unit.outline];
    for (std::uint32_t step = 0; step < process.steps.size(); ++step) {
        for (const Deliverable& deliverable : process.steps[step].deliverables) {
            static_cast<void>(field_names_[unit.outline][step].take(deliverable.name));
        }
    }
    for (const std::uint32_t node : unit.nodes) {
        if (step_of_[node].process != kNone) {
            join_step(node);
        }
    }
    ask_steps(unit.outline);
    bound_returns(process);
    for (std::uint32_t step = 0; step < process.steps.size(); ++step) {
        for (Return& back : process.steps[step].returns) {
            if (back.condition.always()) {
                Question again;
                again.text = word("Back to: ", "退回：") + process.steps[back.step].title;
                again.field = field_names_[unit.outline][step].take(word("again", "退回一次"));
                again.yes_no = true;
                again.answers = {{{}, word("yes", "是")}, {{}, word("no", "否")}};
                back.condition.any = {{Test{again.field, 0, {}}}};
                process.steps[step].questions.push_back(std::move(again));
            }
        }
    }
    ask_behind_parts(unit.outline);
    sort_steps(unit);
}

}  // namespace onus::bpmn
