// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/export_picture.h"

#include <algorithm>

#include "adapters/bpmn/layout.h"
#include "adapters/bpmn/wrapped_text.h"

namespace onus::bpmn {
namespace {

constexpr int kTaskWidth = 116;
constexpr int kTaskHeight = 76;
constexpr int kEvent = 36;
constexpr int kGateway = 44;
constexpr int kBetweenPools = 40;

constexpr int kTaskWords = 14;

int name_height(const std::string& name) {
    return name.empty() ? 0 : static_cast<int>(name_lines(name).size()) * kNameLine;
}

/// The parts of a diagram that belong to one process, and where they are drawn.
struct Part {
    std::vector<std::uint32_t> lanes;
    std::vector<std::uint32_t> nodes;
    std::vector<std::uint32_t> flows;
    Layout layout;
};

bool leads_back(const Flow& flow) {
    return std::any_of(flow.notes.begin(), flow.notes.end(),
                       [](const Note& note) { return note.kind == "times"; });
}

Part part_of(const Diagram& diagram, std::uint32_t process) {
    Part part;
    std::vector<std::uint32_t> lane_at(diagram.lanes.size(), 0);
    std::vector<std::uint32_t> node_at(diagram.nodes.size(), 0);
    for (std::uint32_t i = 0; i < diagram.lanes.size(); ++i) {
        if (diagram.lanes[i].process == process) {
            lane_at[i] = static_cast<std::uint32_t>(part.lanes.size());
            part.lanes.push_back(i);
        }
    }
    std::vector<LayoutNode> nodes;
    for (std::uint32_t i = 0; i < diagram.nodes.size(); ++i) {
        const Node& node = diagram.nodes[i];
        if (node.process == process) {
            node_at[i] = static_cast<std::uint32_t>(part.nodes.size());
            part.nodes.push_back(i);
            const int size = is_gateway(node.kind) ? kGateway : kEvent;
            const bool task = is_activity(node.kind);
            nodes.push_back({task ? kTaskWidth : size, task ? kTaskHeight : size,
                             lane_at[node.lane], task ? kTaskWords : name_height(node.name),
                             is_gateway(node.kind)});
        }
    }
    std::vector<LayoutEdge> edges;
    for (std::uint32_t i = 0; i < diagram.flows.size(); ++i) {
        const Flow& flow = diagram.flows[i];
        if (diagram.nodes[flow.from].process == process) {
            part.flows.push_back(i);
            const std::vector<std::string> lines = label_lines(flow.name);
            edges.push_back({node_at[flow.from], node_at[flow.to], leads_back(flow),
                             flow.name.empty() ? 0 : label_width(lines),
                             static_cast<int>(lines.size()) * kLabelLine});
        }
    }
    part.layout = lay_out(nodes, edges, static_cast<std::uint32_t>(part.lanes.size()));
    return part;
}

Box lower(Box box, int by) {
    box.y += by;
    return box;
}

}  // namespace

void draw(Diagram& diagram) {
    std::vector<Shape> pools;
    std::vector<Shape> lanes(diagram.lanes.size());
    std::vector<Shape> nodes(diagram.nodes.size());
    diagram.edges.resize(diagram.flows.size());
    int top = 0;
    for (std::uint32_t process = 0; process < diagram.processes.size(); ++process) {
        const Part part = part_of(diagram, process);
        pools.push_back(
            {diagram.participants[process].id, lower(part.layout.pool, top), {}, false, true});
        for (std::size_t i = 0; i < part.lanes.size(); ++i) {
            lanes[part.lanes[i]] = {
                diagram.lanes[part.lanes[i]].id, lower(part.layout.lanes[i], top), {}, false, true};
        }
        for (std::size_t i = 0; i < part.nodes.size(); ++i) {
            const Node& node = diagram.nodes[part.nodes[i]];
            const Box box = lower(part.layout.nodes[i], top);
            nodes[part.nodes[i]] = {node.id, box, lower(part.layout.names[i], top),
                                    !node.name.empty() && !is_activity(node.kind), true};
        }
        for (std::size_t i = 0; i < part.flows.size(); ++i) {
            const Flow& flow = diagram.flows[part.flows[i]];
            Edge edge{flow.id, part.layout.edges[i], {}, false};
            for (Point& point : edge.points) {
                point.y += top;
            }
            edge.has_label = !flow.name.empty();
            edge.label = lower(part.layout.labels[i], top);
            diagram.edges[part.flows[i]] = std::move(edge);
        }
        top += part.layout.pool.height + kBetweenPools;
    }
    for (auto* list : {&pools, &lanes, &nodes}) {
        diagram.shapes.insert(diagram.shapes.end(), list->begin(), list->end());
    }
}

}  // namespace onus::bpmn
