// SPDX-License-Identifier: Apache-2.0
//
// From the outline of a process to a diagram with lanes, gateways and a layout.

#include <algorithm>
#include <array>

#include "adapters/bpmn/export.h"
#include "adapters/bpmn/layout.h"
#include "adapters/bpmn/naming.h"
#include "adapters/bpmn/outline_text.h"

namespace onus::bpmn {
namespace {

constexpr int kTaskWidth = 116;
constexpr int kTaskHeight = 76;
constexpr int kEvent = 36;
constexpr int kGateway = 44;

class DiagramMaker {
  public:
    explicit DiagramMaker(const Outline& outline)
        : outline_(outline), process_(outline.processes.front()) {}

    Diagram run() {
        diagram_.id = "Definitions_1";
        diagram_.name = outline_.title;
        diagram_.notes = {{"language", outline_.language == Language::kChinese ? "zh" : "en"},
                          {"rulebook", outline_.name},
                          {"preamble", outline_.preamble}};
        diagram_.collaboration = "Collaboration_1";
        add_process();
        for (const OutlineStep& step : process_.steps) {
            add_step(step);
        }
        connect();
        draw();
        return std::move(diagram_);
    }

  private:
    [[nodiscard]] std::string word(std::string_view en, std::string_view zh) const {
        return std::string(outline_.language == Language::kEnglish ? en : zh);
    }

    void add_process() {
        Process process;
        process.id = "Process_1";
        process.name = process_.title;
        process.notes = {{"name", process_.name}, {"owner", process_.owner}};
        if (!process_.twin.empty()) {
            process.notes.push_back({"twin", process_.twin});
        }
        process.notes.insert(process.notes.end(), process_.clauses.begin(), process_.clauses.end());
        process.lane_sets = {"LaneSet_1"};
        diagram_.processes.push_back(std::move(process));
        Participant pool;
        pool.id = "Participant_1";
        pool.name = process_.title;
        pool.process = 0;
        diagram_.participants.push_back(std::move(pool));
    }

    std::uint32_t lane(const std::string& owner) {
        const auto found =
            std::find_if(diagram_.lanes.begin(), diagram_.lanes.end(),
                         [&](const Lane& each) { return each.notes.front().text == owner; });
        if (found != diagram_.lanes.end()) {
            return static_cast<std::uint32_t>(found - diagram_.lanes.begin());
        }
        Lane made;
        made.id = "Lane_" + std::to_string(diagram_.lanes.size() + 1);
        made.name = owner;
        made.process = 0;
        made.notes = {{"owner", owner}};
        diagram_.lanes.push_back(std::move(made));
        return static_cast<std::uint32_t>(diagram_.lanes.size() - 1);
    }

    std::uint32_t add_node(NodeKind kind, std::string id, std::uint32_t in_lane) {
        Node node;
        node.kind = kind;
        node.id = std::move(id);
        node.process = 0;
        node.lane = in_lane;
        const auto index = static_cast<std::uint32_t>(diagram_.nodes.size());
        diagram_.lanes[in_lane].nodes.push_back(index);
        diagram_.nodes.push_back(std::move(node));
        return index;
    }

    std::uint32_t add_flow(std::uint32_t from, std::uint32_t to,
                           const std::string& condition = {}) {
        Flow flow;
        flow.id = "Flow_" + std::to_string(diagram_.flows.size() + 1);
        flow.from = from;
        flow.to = to;
        flow.name = condition;
        flow.condition = condition;
        flow.language = condition.empty() ? "" : "onus";
        const auto index = static_cast<std::uint32_t>(diagram_.flows.size());
        diagram_.nodes[from].outgoing.push_back(index);
        diagram_.nodes[to].incoming.push_back(index);
        diagram_.flows.push_back(std::move(flow));
        back_.push_back(false);
        return index;
    }

    void add_step(const OutlineStep& step) {
        const std::uint32_t node = add_node(
            NodeKind::kUserTask, "Step_" + std::to_string(steps_.size() + 1), lane(step.owner));
        Node& made = diagram_.nodes[node];
        made.name = step.title;
        made.notes = {{"name", step.name}, {"owner", step.owner}, {"within", step.within}};
        if (!step.twin.empty()) {
            made.notes.push_back({"twin", step.twin});
        }
        for (const Deliverable& each : step.deliverables) {
            made.notes.push_back({"deliver", each.name + " : " + each.type});
        }
        made.notes.insert(made.notes.end(), step.clauses.begin(), step.clauses.end());
        made.documentation = {word("Deadline: ", "时限：") + step.within};
        steps_.push_back(node);
    }

    /// One node for each side of a step, where several ways meet or part.
    void connect() {
        const auto count = static_cast<std::uint32_t>(steps_.size());
        std::vector<std::vector<std::uint32_t>> next(count);
        std::vector<std::uint32_t> first;
        for (std::uint32_t step = 0; step < count; ++step) {
            for (const Predecessor& before : process_.steps[step].after) {
                next[before.step].push_back(step);
            }
            if (process_.steps[step].after.empty()) {
                first.push_back(step);
            }
        }
        const std::uint32_t start =
            add_node(NodeKind::kStart, "Start_1", diagram_.nodes[steps_[first.front()]].lane);
        const auto when = std::find_if(process_.clauses.begin(), process_.clauses.end(),
                                       [](const Note& note) { return note.kind == "when"; });
        diagram_.nodes[start].name = when == process_.clauses.end() ? process_.action : when->text;
        std::vector<std::uint32_t> entry = steps_;
        for (std::uint32_t step = 0; step < count; ++step) {
            if (process_.steps[step].after.size() > 1) {
                entry[step] = gateway("Join_", step, any_condition(process_.steps[step].after));
                add_flow(entry[step], steps_[step]);
            }
        }
        std::uint32_t from = start;
        if (first.size() > 1) {
            from = add_node(NodeKind::kParallel, "Split_0", diagram_.nodes[start].lane);
            add_flow(start, from);
        }
        for (const std::uint32_t step : first) {
            add_flow(from, entry[step]);
        }
        for (std::uint32_t step = 0; step < count; ++step) {
            leave(step, next[step], entry);
        }
    }

    static bool any_condition(const std::vector<Predecessor>& all) {
        return std::any_of(all.begin(), all.end(),
                           [](const Predecessor& each) { return !each.condition.always(); });
    }

    std::uint32_t gateway(const std::string& prefix, std::uint32_t step, bool chooses) {
        return add_node(chooses ? NodeKind::kInclusive : NodeKind::kParallel,
                        prefix + std::to_string(step + 1), diagram_.nodes[steps_[step]].lane);
    }

    void leave(std::uint32_t step, const std::vector<std::uint32_t>& next,
               const std::vector<std::uint32_t>& entry) {
        std::vector<std::string> conditions;
        for (const std::uint32_t to : next) {
            for (const Predecessor& before : process_.steps[to].after) {
                if (before.step == step) {
                    conditions.push_back(condition_text(before.condition, outline_.language));
                }
            }
        }
        std::uint32_t from = steps_[step];
        const bool chooses = std::any_of(conditions.begin(), conditions.end(),
                                         [](const std::string& text) { return !text.empty(); });
        if (next.size() > 1 || chooses) {
            from = gateway("Split_", step, chooses);
            add_flow(steps_[step], from);
        }
        for (std::size_t i = 0; i < next.size(); ++i) {
            add_flow(from, entry[next[i]], conditions[i]);
        }
        if (next.empty()) {
            const std::uint32_t end = add_node(NodeKind::kEnd, "End_" + std::to_string(step + 1),
                                               diagram_.nodes[steps_[step]].lane);
            diagram_.nodes[end].name = word("done", "完成");
            add_flow(from, end);
        }
    }

    void draw() {
        std::vector<LayoutNode> nodes;
        for (const Node& node : diagram_.nodes) {
            const int size = is_gateway(node.kind) ? kGateway : kEvent;
            nodes.push_back({is_activity(node.kind) ? kTaskWidth : size,
                             is_activity(node.kind) ? kTaskHeight : size, node.lane});
        }
        std::vector<LayoutEdge> edges;
        for (std::uint32_t i = 0; i < diagram_.flows.size(); ++i) {
            edges.push_back({diagram_.flows[i].from, diagram_.flows[i].to, back_[i]});
        }
        const Layout layout =
            lay_out(nodes, edges, static_cast<std::uint32_t>(diagram_.lanes.size()));
        diagram_.shapes.push_back({"Participant_1", layout.pool, {}, false, true});
        for (std::size_t i = 0; i < diagram_.lanes.size(); ++i) {
            diagram_.shapes.push_back({diagram_.lanes[i].id, layout.lanes[i], {}, false, true});
        }
        for (std::size_t i = 0; i < diagram_.nodes.size(); ++i) {
            const Box& box = layout.nodes[i];
            const bool named =
                !diagram_.nodes[i].name.empty() && !is_activity(diagram_.nodes[i].kind);
            diagram_.shapes.push_back({diagram_.nodes[i].id,
                                       box,
                                       {box.x - 24, box.y + box.height + 4, box.width + 48, 28},
                                       named,
                                       true});
        }
        for (std::size_t i = 0; i < diagram_.flows.size(); ++i) {
            Edge edge{diagram_.flows[i].id, layout.edges[i], {}, false};
            if (!diagram_.flows[i].name.empty()) {
                // Behind its second bend an edge is alone; those of one gateway share the first.
                const Point at = edge.points[edge.points.size() > 2 ? 2 : 0];
                edge.label = {at.x + 4, at.y - 18, 90, 14};
                edge.has_label = true;
            }
            diagram_.edges.push_back(std::move(edge));
        }
    }

    const Outline& outline_;
    const OutlineProcess& process_;
    Diagram diagram_;
    std::vector<std::uint32_t> steps_;
    std::vector<bool> back_;
};

}  // namespace

Diagram diagram_of(const Outline& outline) { return DiagramMaker(outline).run(); }

}  // namespace onus::bpmn
