// SPDX-License-Identifier: Apache-2.0
//
// What is no part of any process, and where so many ways meet that a step has to stand there.

#include <algorithm>

#include "adapters/bpmn/outline_builder.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::bpmn {
namespace {

// More than these no person follows, and the count of ways doubles with every gateway.
constexpr std::size_t kWays = 64;
constexpr std::size_t kLength = 48;
constexpr std::size_t kAsked = 32;
constexpr std::size_t kMany = std::size_t{1} << 32U;  // nobody counts further

constexpr std::size_t kToldAtMost = 20;

}  // namespace

/// What an event starts at any time or what undoes something, and whatever only follows that.
void OutlineBuilder::find_left_out() {
    const auto count = static_cast<std::uint32_t>(diagram_.nodes.size());
    left_out_.assign(count, Reason::kNoReason);
    std::vector<std::size_t> waits(count);
    std::vector<std::uint32_t> open;
    const auto leave_out = [&](std::uint32_t node, Reason reason) {
        if (left_out_[node] == Reason::kNoReason) {
            left_out_[node] = reason;
            open.push_back(node);
        }
    };
    for (std::uint32_t i = 0; i < count; ++i) {
        const Node& node = diagram_.nodes[i];
        waits[i] = node.incoming.size();
        if (node.triggered_by_event) {
            leave_out(i, Reason::kEventSubProcess);
        } else if (node.compensates ||
                   (node.kind == NodeKind::kBoundary && node.event == EventKind::kCompensation)) {
            leave_out(i, Reason::kCompensation);
        }
    }
    while (!open.empty()) {
        const std::uint32_t node = open.back();
        open.pop_back();
        for (const std::uint32_t event : boundary_[node]) {
            leave_out(event, left_out_[node]);
        }
        for (const std::uint32_t flow : diagram_.nodes[node].outgoing) {
            if (--waits[diagram_.flows[flow].to] == 0) {
                leave_out(diagram_.flows[flow].to, Reason::kBehindLeftOut);
            }
        }
    }
    for (std::uint32_t i = 0; i < count; ++i) {
        const Node& node = diagram_.nodes[i];
        if (node.parent != kNone && is_activity(node.kind) && !is_left_out(i)) {
            holds_[node.parent] = true;
        }
    }
    for (std::uint32_t i = 0; i < count; ++i) {  // what is around comes first in the list
        const std::uint32_t around = diagram_.nodes[i].parent;
        if (around != kNone && !is_left_out(i) && !holds_steps(around)) {
            left_out_[i] = is_left_out(around) ? left_out_[around] : Reason::kNoStep;
        }
    }
}

/// The nodes, each behind what leads to it but for what leads back.
std::vector<std::uint32_t> OutlineBuilder::order_of_ways() const {
    const auto count = static_cast<std::uint32_t>(diagram_.nodes.size());
    std::vector<std::vector<std::uint32_t>> next(count);
    std::vector<std::size_t> waits(count, 0);
    const auto lead = [&](std::uint32_t from, std::uint32_t to) {
        next[from].push_back(to);
        ++waits[to];
    };
    for (std::uint32_t i = 0; i < count; ++i) {
        const Node& node = diagram_.nodes[i];
        for (const std::uint32_t flow : node.outgoing) {
            if (!leads_back_[flow]) {
                lead(i, diagram_.flows[flow].to);
            }
        }
        for (const std::uint32_t event : boundary_[i]) {
            lead(i, event);
        }
    }
    std::vector<std::uint32_t> order;
    const auto take_ready = [&](std::uint32_t node) {
        if (waits[node] == 0) {
            order.push_back(node);
        }
    };
    for (std::uint32_t i = 0; i < count; ++i) {
        take_ready(i);
    }
    for (std::size_t at = 0; at < order.size(); ++at) {
        for (const std::uint32_t to : next[order[at]]) {
            --waits[to];
            take_ready(to);
        }
    }
    return order;
}

OutlineBuilder::Tangle OutlineBuilder::tangle_at(std::uint32_t node,
                                                 const std::vector<Tangle>& known,
                                                 bool with_back) const {
    Tangle tangle;
    const auto add = [&](std::uint32_t from, std::size_t asked) {
        const bool begins_here = is_step(from) || diagram_.nodes[from].kind == NodeKind::kBoundary;
        const Tangle before = begins_here ? Tangle{1, 0, 1} : known[from];
        tangle.ways = std::min(tangle.ways + before.ways, kMany);
        const bool matters = asked > 0 || diagram_.nodes[node].incoming.size() > 1;
        tangle.length = std::max(tangle.length, before.length + (matters ? 1 : 0));
        tangle.asked = std::max(tangle.asked, before.asked + asked);
    };
    const Node& here = diagram_.nodes[node];
    for (const std::uint32_t flow : here.incoming) {
        if (with_back || !leads_back_[flow]) {
            const std::uint32_t from = diagram_.flows[flow].from;
            const bool all = flow == diagram_.nodes[from].standard;
            const std::size_t asking = asking_[from].flows.size();
            add(from, all ? asking : std::min<std::size_t>(asking, 1));
        }
    }
    if (here.kind == NodeKind::kCatch && here.event == EventKind::kLink) {
        const auto thrown = links_.find({here.process, here.detail});
        for (std::size_t i = 0; thrown != links_.end() && i < thrown->second.size(); ++i) {
            add(thrown->second[i], 0);
        }
    }
    tangle.ways = std::max<std::size_t>(tangle.ways, 1);
    return tangle;
}

/// Where too many ways meet, the gateway or event becomes a step: whoever owns it says how it goes
/// on, and behind it there is one way again.
void OutlineBuilder::untangle() {
    const std::vector<std::uint32_t> order = order_of_ways();
    std::vector<Tangle> known(diagram_.nodes.size(), Tangle{1, 0, 0});
    for (const bool with_back : {false, true}) {
        for (const std::uint32_t node : order) {
            const NodeKind kind = diagram_.nodes[node].kind;
            if (is_left_out(node) || is_step(node) || kind == NodeKind::kBoundary) {
                continue;
            }
            known[node] = tangle_at(node, known, with_back);
            const Tangle& here = known[node];
            becomes_step_[node] =
                (here.ways > kWays || here.length > kLength || here.asked > kAsked) &&
                (is_gateway(kind) || kind == NodeKind::kThrow || kind == NodeKind::kCatch);
        }
    }
}

void OutlineBuilder::refuse(DiagnosticKind kind, std::uint32_t node) {
    const auto told = std::count_if(result_.diagnostics.begin(), result_.diagnostics.end(),
                                    [&](const Diagnostic& each) { return each.kind == kind; });
    if (static_cast<std::size_t>(told) < kToldAtMost) {
        const Node& here = diagram_.nodes[node];
        result_.diagnostics.push_back({kind, source_name_, here.span, {here.id}, {}, {}});
    }
}

}  // namespace onus::bpmn
