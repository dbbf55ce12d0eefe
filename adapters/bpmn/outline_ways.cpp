// SPDX-License-Identifier: Apache-2.0
//
// The ways between the steps of a diagram: what lies before a step, and which answers lead to it.

#include <algorithm>

#include "adapters/bpmn/outline_builder.h"
#include "adapters/bpmn/outline_text.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::bpmn {
namespace {

// What remains beyond these after untangle() is refused.
constexpr std::size_t kWaysToAStep = 4096;
constexpr std::size_t kAskedOnAWay = 1024;
constexpr std::size_t kStepsBefore = 8;  // a remark on more of them stands on the process

bool is_bounded(const Flow& flow) {
    return std::any_of(flow.notes.begin(), flow.notes.end(),
                       [](const Note& note) { return note.kind == "times"; });
}

}  // namespace

/// False if the way asks for two answers to one question: nobody ever goes it.
bool OutlineBuilder::add_asked(Way& way, Asked asked) {
    const auto found = std::find_if(way.asked.begin(), way.asked.end(), [&](const Asked& each) {
        return each.question == asked.question;
    });
    if (found != way.asked.end() && found->answer != asked.answer) {
        return false;
    }
    way.asked.push_back(asked);
    return true;
}

/// What has to be answered for this flow to be taken. False if it cannot be.
bool OutlineBuilder::ask(std::uint32_t flow, Way& way) {
    const Flow& here = diagram_.flows[flow];
    const Node& from = diagram_.nodes[here.from];
    if (!here.condition.empty() && here.language == "onus") {
        way.written.push_back(here.condition);
        return true;
    }
    const Asking& asking = asking_[here.from];
    if (!asking.written.empty()) {
        return ask_beside_written(flow, way);
    }
    if (from.outgoing.size() < 2 || from.kind == NodeKind::kParallel) {
        const bool asks = !here.condition.empty() && flow != from.standard;
        return !asks || add_asked(way, {flow_question(flow), 0});
    }
    if (from.kind == NodeKind::kExclusive || from.kind == NodeKind::kEventBased) {
        return add_asked(way, {gateway_question(here.from), place_of_[flow]});
    }
    if (flow == from.standard) {
        return std::all_of(asking.flows.begin(), asking.flows.end(), [&](std::uint32_t each) {
            return add_asked(way, {flow_question(each), 1});
        });
    }
    const bool asks = is_gateway(from.kind) || !here.condition.empty();
    return !asks || add_asked(way, {flow_question(flow), 0});
}

/// Where a rulebook wrote conditions of some ways, somebody may have drawn others beside them. What
/// has none is what else happens; what only goes back decides nothing.
bool OutlineBuilder::ask_beside_written(std::uint32_t flow, Way& way) {
    const Flow& here = diagram_.flows[flow];
    const Node& from = diagram_.nodes[here.from];
    const bool exclusive = from.kind == NodeKind::kExclusive;
    const bool otherwise = flow == from.standard || (exclusive && from.standard == kNone &&
                                                     here.condition.empty() && here.name.empty());
    if (!otherwise) {
        const bool asks = exclusive || !here.condition.empty();
        return !asks || add_asked(way, {flow_question(flow), 0});
    }
    for (const std::uint32_t each : asking_[here.from].written) {
        const Flow& other = diagram_.flows[each];
        if (!is_bounded(other)) {
            way.written.push_back(negated(other.condition, result_.outline.language));
        }
    }
    return std::all_of(from.outgoing.begin(), from.outgoing.end(), [&](std::uint32_t each) {
        const Flow& other = diagram_.flows[each];
        const bool asks = each != flow && other.language != "onus" &&
                          (!other.condition.empty() || (exclusive && !other.name.empty()));
        return !asks || add_asked(way, {flow_question(each), 1});
    });
}

/// How the step that a way comes from has to end. False if it cannot be.
bool OutlineBuilder::leave_step(std::uint32_t from, Way& way) {
    const Node& node = diagram_.nodes[from];
    const bool event = node.kind == NodeKind::kBoundary;
    way.from = event ? node.attached : from;
    if (event && !node.interrupting) {
        return add_asked(way, {event_question(from), 0});
    }
    std::uint32_t place = 0;
    std::uint32_t ends = 0;
    for (const std::uint32_t each : boundary_[way.from]) {
        const Node& other = diagram_.nodes[each];
        ends += other.interrupting && !other.outgoing.empty() && !is_left_out(each) ? 1U : 0U;
        place = each == from ? ends : place;
    }
    return ends == 0 || add_asked(way, {outcome_question(way.from), place});
}

void OutlineBuilder::leave(std::uint32_t flow, Search next, std::vector<Search>& open,
                           std::vector<Way>& found) {
    const std::uint32_t from = diagram_.flows[flow].from;
    if (is_left_out(from) || !ask(flow, next.way)) {
        return;
    }
    if (leads_back_[flow]) {
        auto& backs = next.way.backs;
        if (std::find(backs.begin(), backs.end(), flow) != backs.end()) {
            return;  // once round, and nothing was done
        }
        backs.push_back(flow);
    }
    if (diagram_.nodes[from].kind == NodeKind::kBoundary || is_step(from)) {
        if (leave_step(from, next.way)) {
            found.push_back(std::move(next.way));
        }
    } else {
        next.node = from;
        open.push_back(std::move(next));
    }
}

void OutlineBuilder::go_back(const Search& at, std::vector<Search>& open, std::vector<Way>& found) {
    const Node& node = diagram_.nodes[at.node];
    if (node.kind == NodeKind::kCatch && node.event == EventKind::kLink) {
        if (const auto thrown = links_.find({node.process, node.detail}); thrown != links_.end()) {
            for (const std::uint32_t other : thrown->second) {
                if (!is_left_out(other)) {
                    open.push_back({other, at.way});
                }
            }
        }
    }
    for (const std::uint32_t flow : node.incoming) {
        leave(flow, at, open, found);
    }
    const bool link = node.event == EventKind::kLink && node.kind == NodeKind::kCatch;
    if (begins_[at.node] || node.kind == NodeKind::kStart ||
        (node.incoming.empty() && node.kind != NodeKind::kBoundary && !link)) {
        Way way = at.way;
        const std::uint32_t unit = unit_of_[at.node];
        if (node.kind == NodeKind::kStart && unit != kNone && starts_[unit].size() > 1) {
            const auto& starts = starts_[unit];
            const auto place = static_cast<std::uint32_t>(
                std::lower_bound(starts.begin(), starts.end(), at.node) - starts.begin());
            if (!add_asked(way, {start_question(unit), place})) {
                return;
            }
        }
        found.push_back(std::move(way));
    }
}

/// False if there are too many to find them all.
bool OutlineBuilder::ways_to(std::uint32_t node, std::vector<Way>& found) {
    std::vector<Search> open{{node, {}}};
    while (!open.empty()) {
        const Search at = std::move(open.back());
        open.pop_back();
        if (found.size() > kWaysToAStep || at.way.asked.size() > kAskedOnAWay || budget_ == 0) {
            return false;
        }
        --budget_;
        go_back(at, open, found);
    }
    std::reverse(found.begin(), found.end());
    return true;
}

/// Steps that lead to a node; none if there are too many to tell each of them.
std::vector<std::uint32_t> OutlineBuilder::steps_before(std::uint32_t node) const {
    constexpr std::size_t kLooked = 64;
    std::vector<std::uint32_t> steps;
    std::set<std::uint32_t> seen{node};
    std::vector<std::uint32_t> open{node};
    while (!open.empty()) {
        const std::uint32_t at = open.back();
        open.pop_back();
        for (const std::uint32_t flow : diagram_.nodes[at].incoming) {
            std::uint32_t from = diagram_.flows[flow].from;
            const bool event = diagram_.nodes[from].kind == NodeKind::kBoundary;
            from = event ? diagram_.nodes[from].attached : from;
            if (!seen.insert(from).second || is_left_out(from)) {
                continue;
            }
            (is_step(from) ? steps : open).push_back(from);
            if (steps.size() > kStepsBefore || seen.size() > kLooked) {
                return {};
            }
        }
    }
    std::sort(steps.begin(), steps.end());
    return steps;
}

/// What comes from the start under a condition, or to where steps lead, too, is asked of a step
/// before all others.
void OutlineBuilder::begin_with(StepPlace place, std::vector<Way> from_start,
                                std::map<std::uint32_t, std::vector<Way>>& forward) {
    std::vector<Path> any;
    bool written = false;
    for (const Way& way : from_start) {
        any.push_back(way.asked);
        written = written || !way.written.empty();
    }
    if (!written) {
        simplify(any);
    }
    const bool certain =
        std::any_of(from_start.begin(), from_start.end(),
                    [](const Way& way) { return way.asked.empty() && way.written.empty(); }) ||
        (!written &&
         std::any_of(any.begin(), any.end(), [](const Path& path) { return path.empty(); }));
    if (!certain || !forward.empty()) {
        forward[opening_of(place.process)] = std::move(from_start);
    }
}

/// One predecessor for each step that ways come from.
void OutlineBuilder::join_step(std::uint32_t node) {
    const StepPlace place = step_of_[node];
    std::map<std::uint32_t, std::vector<Way>> forward;  // by place in the process
    std::map<std::uint32_t, std::vector<Way>> back;
    std::vector<Way> from_start;
    std::vector<Way> all;
    if (!ways_to(node, all)) {
        refuse(DiagnosticKind::kBpmnTooTangled, node);
        return;
    }
    for (Way& way : all) {
        if (way.from == kNone) {
            from_start.push_back(std::move(way));
        } else {
            auto& ways = way.backs.empty() ? forward : back;
            ways[step_of_[way.from].step].push_back(std::move(way));
        }
    }
    if (forward.empty() && from_start.empty()) {
        refuse(DiagnosticKind::kBpmnNeverReached, node);
        return;
    }
    if (!from_start.empty()) {
        begin_with(place, std::move(from_start), forward);
    }
    std::vector<OutlineStep>& steps = result_.outline.processes[place.process].steps;
    for (auto& [before, ways] : forward) {
        auto& after = steps[place.step].after;
        after.push_back({before, {}});
        set_condition({place.process, before}, {place.step, after.size() - 1, false, false, {}, {}},
                      std::move(ways), after.back().condition);
    }
    for (auto& [before, ways] : back) {
        auto& returns = steps[before].returns;
        const std::uint32_t flow = ways.front().backs.back();
        for (const Way& way : ways) {
            for (const std::uint32_t each : way.backs) {
                same_return_.emplace(each, flow);
            }
        }
        returns.push_back({place.step, 0, {}, flow});
        set_condition({place.process, before}, {before, returns.size() - 1, true, false, {}, {}},
                      std::move(ways), returns.back().condition);
    }
}

/// A decision behind which no step follows is one nevertheless: the step before delivers it.
void OutlineBuilder::ask_at_ends(const Unit& unit) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> asked;  // step, question
    for (const auto& [step, all] : waiting_) {
        for (const Waiting& waiting : all) {
            for (const Path& path : waiting.paths) {
                for (const Asked& each : path) {
                    asked.emplace(step, each.question);
                }
            }
        }
    }
    std::swap(budget_, end_budget_);
    for (const std::uint32_t node : unit.nodes) {
        std::vector<Way> ways;
        if (is_step(node) || !diagram_.nodes[node].outgoing.empty() || !ways_to(node, ways)) {
            continue;
        }
        for (const Way& way : ways) {
            const std::uint32_t step = way.from == kNone ? kNone : step_of_[way.from].step;
            const bool fresh =
                step != kNone && way.backs.empty() &&
                std::any_of(way.asked.begin(), way.asked.end(), [&](const Asked& each) {
                    return !asked.contains({step, each.question});
                });
            if (fresh) {
                Waiting waiting{step, 0, false, true, {}, {}};
                waiting.paths.emplace_back(way.asked.rbegin(), way.asked.rend());
                for (const Asked& each : way.asked) {
                    asked.emplace(step, each.question);
                }
                waiting_[step].push_back(std::move(waiting));
            }
        }
    }
    std::swap(budget_, end_budget_);
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
    ask_at_ends(unit);
    ask_steps(unit.outline);
    if (has_errors(result_.diagnostics)) {
        return;
    }
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
