// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/outline_crossings.h"

#include <algorithm>

namespace onus::bpmn {
namespace {

class Lifter {
  public:
    explicit Lifter(Diagram& diagram) : diagram_(diagram), depth_(diagram.nodes.size(), 0) {
        for (std::uint32_t i = 0; i < depth_.size(); ++i) {  // what is around comes first
            const std::uint32_t around = diagram.nodes[i].parent;
            depth_[i] = around == kNone ? 0 : depth_[around] + 1;
        }
    }

    void lift(std::uint32_t flow) {
        Flow& here = diagram_.flows[flow];
        std::uint32_t from = here.from;
        std::uint32_t to = here.to;
        while (around(from) != around(to)) {
            (depth_[from] >= depth_[to] ? from : to) =
                around(depth_[from] >= depth_[to] ? from : to);
        }
        Node& old_from = diagram_.nodes[here.from];
        Node& old_to = diagram_.nodes[here.to];
        std::erase(old_from.outgoing, flow);
        std::erase(old_to.incoming, flow);
        old_from.standard = old_from.standard == flow ? kNone : old_from.standard;
        if (from != here.from && here.condition.empty()) {
            here.condition = here.name.empty() ? old_from.name : here.name;
            here.condition = here.condition.empty() ? here.id : here.condition;
        }
        here.from = from;
        here.to = to;
        if (from != to) {
            diagram_.nodes[from].outgoing.push_back(flow);
            diagram_.nodes[to].incoming.push_back(flow);
        }
    }

  private:
    [[nodiscard]] std::uint32_t around(std::uint32_t node) const {
        return diagram_.nodes[node].parent;
    }

    Diagram& diagram_;
    std::vector<std::uint32_t> depth_;
};

}  // namespace

std::optional<Lifted> lifted(const Diagram& diagram) {
    std::vector<std::uint32_t> crossing;
    for (std::uint32_t flow = 0; flow < diagram.flows.size(); ++flow) {
        const Flow& here = diagram.flows[flow];
        if (diagram.nodes[here.from].parent != diagram.nodes[here.to].parent) {
            crossing.push_back(flow);
        }
    }
    if (crossing.empty()) {
        return std::nullopt;
    }
    Lifted made{diagram, std::move(crossing)};
    Lifter lifter(made.diagram);
    for (const std::uint32_t flow : made.crossing) {
        lifter.lift(flow);
    }
    return made;
}

}  // namespace onus::bpmn
