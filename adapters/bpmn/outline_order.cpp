// SPDX-License-Identifier: Apache-2.0
//
// The order of the steps: what goes back, and what a person reads first.

#include <algorithm>
#include <charconv>
#include <set>

#include "adapters/bpmn/outline_builder.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::bpmn {
namespace {

constexpr int kReturns = 3;  // BPMN has no bound

/// Where one can go on from a node, and by which flow.
struct Exit {
    std::uint32_t node = kNone;
    std::uint32_t flow = kNone;
};

/// Marks the flows that lead back to where one came from; without them nothing leads round. What we
/// wrote ourselves says which they are. In other files a flow leads back if it leads to where every
/// way to it began; where ways into a loop begin at several places, one that leads to where nobody
/// gets on without coming by again; otherwise whichever closes a walk.
class LoopFinder {
  public:
    LoopFinder(const Diagram& diagram, const std::vector<std::vector<std::uint32_t>>& boundary)
        : diagram_(diagram), boundary_(boundary), back_(diagram.flows.size(), false) {}

    /// By node: begins though something leads to it, since nothing else begins in its process.
    [[nodiscard]] std::vector<bool> take_begins() { return std::move(begins_); }

    std::vector<bool> run() {
        const auto count = static_cast<std::uint32_t>(diagram_.nodes.size());
        for (std::uint32_t node = 0; node < count; ++node) {
            const Node& here = diagram_.nodes[node];
            if (here.kind == NodeKind::kCatch && here.event == EventKind::kLink) {
                catches_[{here.process, here.detail}].push_back(node);
            }
        }
        take_notes();
        std::vector<Closing> closing = walk_all();
        const auto leads_home = [&](const Closing& each) { return is_home(each); };
        if (!std::all_of(closing.begin(), closing.end(), leads_home)) {
            for (const Closing& each : closing) {
                back_[each.flow] = back_[each.flow] || is_home(each);
            }
            for (std::uint32_t flow = 0; flow < diagram_.flows.size() && left_ > 0; ++flow) {
                back_[flow] = back_[flow] || comes_by_again(diagram_.flows[flow]);
            }
            closing = walk_all();
        }
        for (const Closing& each : closing) {
            back_[each.flow] = true;
        }
        return std::move(back_);
    }

  private:
    enum class Seen : std::uint8_t { kNo, kOnWay, kDone };
    struct Stop {
        std::uint32_t node;
        std::vector<Exit> exits;
        std::size_t next = 0;
    };
    struct Closing {
        std::uint32_t from;
        std::uint32_t to;
        std::uint32_t flow;
    };

    /// Flows of ours that say how often they may be taken.
    void take_notes() {
        for (std::uint32_t flow = 0; flow < diagram_.flows.size() && left_ > 0; ++flow) {
            const Flow& here = diagram_.flows[flow];
            const bool noted = std::any_of(here.notes.begin(), here.notes.end(),
                                           [](const Note& note) { return note.kind == "times"; });
            back_[flow] = noted && reached({here.to}, kNone)[here.from];
        }
    }

    /// By node: whether one gets there without passing `avoided`.
    [[nodiscard]] std::vector<bool> reached(std::vector<std::uint32_t> open,
                                            std::uint32_t avoided) {
        std::vector<bool> seen(diagram_.nodes.size(), false);
        left_ -= static_cast<std::int64_t>(seen.size());
        while (!open.empty()) {
            const std::uint32_t node = open.back();
            open.pop_back();
            if (node != avoided && !seen[node]) {
                seen[node] = true;
                for (const Exit& exit : exits_of(node)) {
                    open.push_back(exit.node);
                    --left_;
                }
            }
        }
        return seen;
    }

    /// True if one came by where it leads to, however one came.
    [[nodiscard]] bool is_home(const Closing& each) {
        return left_ <= 0 || !reached(roots_, each.to)[each.from];
    }

    /// True if no end is reached from where it leads to but by where it comes from.
    [[nodiscard]] bool comes_by_again(const Flow& flow) {
        if (exits_of(flow.from).size() < 2 || !reached({flow.to}, kNone)[flow.from] ||
            !reached(roots_, flow.from)[flow.to]) {
            return false;
        }
        const std::vector<bool> behind = reached({flow.to}, flow.from);
        for (std::uint32_t node = 0; node < behind.size(); ++node) {
            if (behind[node] && exits_of(node).empty()) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] std::vector<Closing> walk_all() {
        const auto count = static_cast<std::uint32_t>(diagram_.nodes.size());
        std::vector<Closing> closing;
        roots_.clear();
        seen_.assign(count, Seen::kNo);
        begins_.assign(count, false);
        std::set<std::pair<std::uint32_t, std::uint32_t>> begun;  // process and sub-process
        bool last = false;
        const auto walk_if = [&](auto&& begins) {
            for (std::uint32_t node = 0; node < count; ++node) {
                const Node& here = diagram_.nodes[node];
                if (seen_[node] == Seen::kNo && begins(here)) {
                    roots_.push_back(node);
                    walk(node, closing);
                    if (!last) {
                        begun.emplace(here.process, here.parent);
                    } else {
                        begins_[node] = !begun.contains({here.process, here.parent});
                    }
                }
            }
        };
        walk_if([](const Node& node) { return node.kind == NodeKind::kStart; });
        walk_if([](const Node& node) {
            return node.incoming.empty() && node.kind != NodeKind::kBoundary &&
                   node.event != EventKind::kLink;
        });
        last = true;
        walk_if([](const Node& /*node*/) { return true; });
        return closing;
    }

    /// By what does not lead back. A throwing link goes on where it is caught; the flow into it
    /// stands for that.
    [[nodiscard]] std::vector<Exit> exits_of(std::uint32_t node) const {
        const Node& here = diagram_.nodes[node];
        std::vector<Exit> exits;
        for (const std::uint32_t flow : here.outgoing) {
            if (!back_[flow]) {
                exits.push_back({diagram_.flows[flow].to, flow});
            }
        }
        for (const std::uint32_t event : boundary_[node]) {
            exits.push_back({event, kNone});
        }
        if (here.kind == NodeKind::kThrow && here.event == EventKind::kLink) {
            const auto found = catches_.find({here.process, here.detail});
            if (found != catches_.end() && !here.incoming.empty() &&
                !back_[here.incoming.front()]) {
                for (const std::uint32_t caught : found->second) {
                    exits.push_back({caught, here.incoming.front()});
                }
            }
        }
        return exits;
    }

    void walk(std::uint32_t root, std::vector<Closing>& closing) {
        std::vector<Stop> way;
        way.push_back({root, exits_of(root)});
        seen_[root] = Seen::kOnWay;
        while (!way.empty()) {
            Stop& stop = way.back();
            if (stop.next == stop.exits.size()) {
                seen_[stop.node] = Seen::kDone;
                way.pop_back();
                continue;
            }
            const Exit exit = stop.exits[stop.next++];
            if (seen_[exit.node] == Seen::kOnWay && exit.flow != kNone) {
                closing.push_back({stop.node, exit.node, exit.flow});
            } else if (seen_[exit.node] == Seen::kNo) {
                seen_[exit.node] = Seen::kOnWay;
                way.push_back({exit.node, exits_of(exit.node)});
            }
        }
    }

    const Diagram& diagram_;
    const std::vector<std::vector<std::uint32_t>>& boundary_;
    std::map<std::pair<std::uint32_t, std::string>, std::vector<std::uint32_t>> catches_;
    std::vector<Seen> seen_;
    std::vector<std::uint32_t> roots_;  ///< where walks begin
    std::vector<bool> begins_;
    std::vector<bool> back_;
    std::int64_t left_ = 5'000'000;  ///< nodes and flows to look at, for hostile files
};

/// Whether one step comes before another, by ways that lead forward. Bounded for hostile files.
class Before {
  public:
    explicit Before(const OutlineProcess& process) : process_(process) {}

    [[nodiscard]] bool operator()(std::uint32_t first, std::uint32_t step) {
        std::vector<std::uint32_t> open{step};
        std::vector<bool> seen(process_.steps.size(), false);
        while (!open.empty() && left_ > 0) {
            const std::uint32_t each = open.back();
            open.pop_back();
            if (each == first) {
                return true;
            }
            if (!seen[each]) {
                seen[each] = true;
                for (const Predecessor& before : process_.steps[each].after) {
                    open.push_back(before.step);
                    --left_;
                }
            }
        }
        return false;
    }

  private:
    const OutlineProcess& process_;
    std::int64_t left_ = 2'000'000;
};

}  // namespace

void OutlineBuilder::find_flows_back() {
    LoopFinder finder(diagram_, boundary_);
    leads_back_ = finder.run();
    begins_ = finder.take_begins();
}

void OutlineBuilder::drop_return(const Return& back, Reason reason) {
    const Flow& flow = diagram_.flows[back.flow];
    returns_[back.flow] = reason;
    result_.diagnostics.push_back(
        {DiagnosticKind::kBpmnReturnDropped, source_name_, flow.span, {flow.id}, {}, {}});
}

/// Each step goes back to one that was done before it, and with a bound.
void OutlineBuilder::bound_returns(OutlineProcess& process) {
    Before before(process);
    for (std::uint32_t step = 0; step < process.steps.size(); ++step) {
        std::vector<Return>& returns = process.steps[step].returns;
        std::vector<Return> kept;
        for (Return& back : returns) {
            const Flow& flow = diagram_.flows[back.flow];
            if (!before(back.step, step)) {
                drop_return(back, Reason::kReturnAhead);
                continue;
            }
            if (!kept.empty()) {
                drop_return(back, Reason::kReturnSecond);
                continue;
            }
            for (const Note& note : flow.notes) {
                if (note.kind == "times") {
                    std::from_chars(note.text.data(), note.text.data() + note.text.size(),
                                    back.times);
                }
            }
            if (back.times < 1) {
                back.times = kReturns;
                returns_[back.flow] = Reason::kReturnBound;
                process.steps[step].remarks.push_back(
                    word("BPMN gives no bound for going back; write yours behind “at most”.",
                         "BPMN未规定退回次数的上限，请在「不超过」之后写明。"));
                result_.diagnostics.push_back(
                    {DiagnosticKind::kBpmnLoopUnbounded,
                     source_name_,
                     flow.span,
                     {flow.id, process.steps[step].title, process.steps[back.step].title,
                      std::to_string(kReturns)},
                     {},
                     {}});
            }
            kept.push_back(std::move(back));
        }
        returns = std::move(kept);
    }
}

/// In an order in which a person reads them: nothing before what it waits for.
void OutlineBuilder::sort_steps(const Unit& unit) {
    OutlineProcess& process = result_.outline.processes[unit.outline];
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
    if (order.size() < count) {  // some wait for each other
        for (const std::uint32_t node : unit.nodes) {
            if (step_of_[node].process != kNone && place[step_of_[node].step] == kNone) {
                refuse(DiagnosticKind::kBpmnTooTangled, node);
                return;
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
    for (const std::uint32_t node : unit.nodes) {
        if (step_of_[node].process != kNone) {
            step_of_[node].step = place[step_of_[node].step];
        }
    }
}

}  // namespace onus::bpmn
