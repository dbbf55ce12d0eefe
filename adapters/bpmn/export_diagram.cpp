// SPDX-License-Identifier: Apache-2.0
//
// From the outline of processes to a diagram with pools, lanes and gateways.

#include <algorithm>
#include <utility>

#include "adapters/bpmn/export.h"
#include "adapters/bpmn/export_choices.h"
#include "adapters/bpmn/export_picture.h"
#include "adapters/bpmn/outline_text.h"
#include "adapters/bpmn/words_of_xml.h"
#include "adapters/bpmn/wrapped_text.h"

namespace onus::bpmn {
namespace {

/// One process of the diagram.
class ProcessMaker {
  public:
    ProcessMaker(const Outline& outline, std::uint32_t index, Diagram& diagram)
        : outline_(outline),
          process_(outline.processes[index]),
          choices_(process_, outline.language),
          index_(index),
          diagram_(diagram) {
        for (std::uint32_t before = 0; before < index; ++before) {
            first_ += static_cast<std::uint32_t>(outline.processes[before].steps.size());
        }
    }

    void run() {
        add_process();
        for (const OutlineStep& step : process_.steps) {
            add_step(step);
        }
        if (!steps_.empty()) {
            connect();
        }
    }

  private:
    [[nodiscard]] std::string word(std::string_view en, std::string_view zh) const {
        return std::string(outline_.language == Language::kEnglish ? en : zh);
    }
    [[nodiscard]] std::string numbered(std::string_view prefix) const {
        return std::string(prefix) + std::to_string(index_ + 1);
    }
    [[nodiscard]] std::string id_of(std::string_view prefix, std::uint32_t step) const {
        return std::string(prefix) + std::to_string(first_ + step + 1);
    }

    /// Beside the name of an element, which keeps no two blanks in a row.
    static void add_title(const std::string& title, std::vector<Note>& notes) {
        if (one_line(title) != title) {
            notes.push_back({"title", title});
        }
    }

    void add_process() {
        Process process;
        process.id = numbered("Process_");
        process.name = process_.title;
        process.notes = {{"name", process_.name}};
        if (!process_.owner.empty()) {
            process.notes.push_back({"owner", process_.owner});
        }
        if (!process_.twin.empty()) {
            process.notes.push_back({"twin", process_.twin});
        }
        add_title(process_.title, process.notes);
        process.notes.insert(process.notes.end(), process_.clauses.begin(), process_.clauses.end());
        process.lane_sets = {numbered("LaneSet_")};
        diagram_.processes.push_back(std::move(process));
        Participant pool;
        pool.id = numbered("Participant_");
        pool.name = process_.title;
        pool.process = index_;
        diagram_.participants.push_back(std::move(pool));
    }

    std::uint32_t lane(const std::string& owner) {
        const auto found =
            std::find_if(diagram_.lanes.begin(), diagram_.lanes.end(), [&](const Lane& each) {
                return each.process == index_ && each.notes.front().text == owner;
            });
        if (found != diagram_.lanes.end()) {
            return static_cast<std::uint32_t>(found - diagram_.lanes.begin());
        }
        Lane made;
        made.id = "Lane_" + std::to_string(diagram_.lanes.size() + 1);
        made.name = as_words(owner);
        made.process = index_;
        made.notes = {{"owner", owner}};
        diagram_.lanes.push_back(std::move(made));
        return static_cast<std::uint32_t>(diagram_.lanes.size() - 1);
    }

    std::uint32_t add_node(NodeKind kind, std::string id, std::uint32_t in_lane) {
        Node node;
        node.kind = kind;
        node.id = std::move(id);
        node.process = index_;
        node.lane = in_lane;
        const auto number = static_cast<std::uint32_t>(diagram_.nodes.size());
        diagram_.lanes[in_lane].nodes.push_back(number);
        diagram_.nodes.push_back(std::move(node));
        return number;
    }

    /// Says `condition` as an answer to what the node before asks.
    std::uint32_t add_flow(std::uint32_t from, std::uint32_t to,
                           const std::string& condition = {}) {
        Flow flow;
        flow.id = "Flow_" + std::to_string(diagram_.flows.size() + 1);
        flow.from = from;
        flow.to = to;
        flow.name = choices_.answer_of(condition, diagram_.nodes[from].name);
        flow.condition = condition;
        flow.language = condition.empty() ? "" : "onus";
        const auto number = static_cast<std::uint32_t>(diagram_.flows.size());
        diagram_.nodes[from].outgoing.push_back(number);
        diagram_.nodes[to].incoming.push_back(number);
        diagram_.flows.push_back(std::move(flow));
        return number;
    }

    void add_step(const OutlineStep& step) {
        const auto number = static_cast<std::uint32_t>(steps_.size());
        const std::uint32_t node =
            add_node(step.runs.empty() ? NodeKind::kUserTask : NodeKind::kCallActivity,
                     id_of("Step_", number), lane(step.owner));
        Node& made = diagram_.nodes[node];
        made.name = step.title;
        made.step = step.id;
        made.notes = {{"name", step.name}, {"owner", step.owner}, {"within", step.within}};
        if (!step.twin.empty()) {
            made.notes.push_back({"twin", step.twin});
        }
        add_title(step.title, made.notes);
        for (const Deliverable& each : step.deliverables) {
            made.notes.push_back({"deliver", each.name + " : " + each.type});
        }
        made.notes.insert(made.notes.end(), step.clauses.begin(), step.clauses.end());
        made.documentation = {word("Deadline: ", "时限：") + step.within};
        for (std::size_t i = 0; i < outline_.processes.size() && !step.runs.empty(); ++i) {
            if (outline_.processes[i].name == step.runs) {
                made.called = "Process_" + std::to_string(i + 1);
            }
        }
        steps_.push_back(node);
    }

    /// One node for each side of a step where several ways meet or part, and one before a step to
    /// which work comes back.
    void connect() {
        const auto count = static_cast<std::uint32_t>(steps_.size());
        std::vector<std::vector<std::uint32_t>> next(count);
        std::vector<std::uint32_t> first;
        std::vector<bool> comes_back(count, false);
        for (std::uint32_t step = 0; step < count; ++step) {
            for (const Predecessor& before : process_.steps[step].after) {
                next[before.step].push_back(step);
            }
            if (process_.steps[step].after.empty()) {
                first.push_back(step);
            }
            for (const Return& back : process_.steps[step].returns) {
                comes_back[back.step] = true;
            }
        }
        entry_ = steps_;
        for (std::uint32_t step = 0; step < count; ++step) {
            if (comes_back[step]) {
                enter(step, NodeKind::kExclusive, "Merge_");
            }
            if (process_.steps[step].after.size() > 1) {
                enter(step, choices_.join_of(step), "Join_");
            }
        }
        begin(first);
        for (std::uint32_t step = 0; step < count; ++step) {
            leave(step, next[step]);
        }
    }

    void enter(std::uint32_t step, NodeKind kind, std::string_view prefix) {
        const std::uint32_t gateway = this->gateway(kind, prefix, step);
        add_flow(gateway, entry_[step]);
        entry_[step] = gateway;
    }

    void begin(const std::vector<std::uint32_t>& first) {
        if (first.empty()) {
            return;  // every step waits for another: the rulebook has mistakes
        }
        std::uint32_t from = add_node(NodeKind::kStart, numbered("Start_"),
                                      diagram_.nodes[steps_[first.front()]].lane);
        const auto when = std::find_if(process_.clauses.begin(), process_.clauses.end(),
                                       [](const Note& note) { return note.kind == "when"; });
        diagram_.nodes[from].name = process_.is_part                 ? word("begin", "开始")
                                    : when == process_.clauses.end() ? as_words(process_.action)
                                                                     : as_words(when->text);
        if (first.size() > 1) {
            const std::uint32_t start = from;
            from = add_node(NodeKind::kParallel, numbered("Begin_"), diagram_.nodes[start].lane);
            add_flow(start, from);
        }
        for (const std::uint32_t step : first) {
            add_flow(from, entry_[step]);
        }
    }

    std::uint32_t gateway(NodeKind kind, std::string_view prefix, std::uint32_t step) {
        return add_node(kind, id_of(prefix, step), diagram_.nodes[steps_[step]].lane);
    }

    [[nodiscard]] std::string condition_between(std::uint32_t step, std::uint32_t next) const {
        for (const Predecessor& before : process_.steps[next].after) {
            if (before.step == step) {
                return condition_text(before.condition, outline_.language);
            }
        }
        return {};
    }

    /// What goes back is decided first; then whatever always follows, and whatever may follow.
    void leave(std::uint32_t step, const std::vector<std::uint32_t>& next) {
        std::vector<std::uint32_t> always;
        std::vector<std::uint32_t> chosen;
        std::vector<std::string> conditions;
        for (const std::uint32_t to : next) {
            std::string condition = condition_between(step, to);
            (condition.empty() ? always : chosen).push_back(to);
            if (!condition.empty()) {
                conditions.push_back(std::move(condition));
            }
        }
        std::uint32_t from = check_returns(step, steps_[step], conditions, always.empty());
        const std::size_t ways = always.size() + (chosen.empty() ? 0 : 1);
        if (ways > 1) {
            const std::uint32_t split = gateway(NodeKind::kParallel, "Split_", step);
            go_on(from, split);
            from = split;
        }
        for (const std::uint32_t to : always) {
            go_on(from, entry_[to]);
        }
        if (!chosen.empty()) {
            choose(step, from, chosen, conditions);
        }
        if (next.empty()) {
            end(step, from);
        }
    }

    /// What comes behind the decision whether to go back; that decides the rest, too, if it may.
    std::uint32_t check_returns(std::uint32_t step, std::uint32_t from,
                                const std::vector<std::string>& conditions, bool decides) {
        const auto& returns = process_.steps[step].returns;
        if (returns.empty()) {
            return from;
        }
        std::vector<std::string> asked = decides ? conditions : std::vector<std::string>();
        for (const Return& back : returns) {
            asked.push_back(condition_text(back.condition, outline_.language));
        }
        const std::uint32_t check = gateway(NodeKind::kExclusive, "Check_", step);
        diagram_.nodes[check].name = choices_.question_of(asked);
        add_flow(from, check);
        for (const Return& back : returns) {
            const std::uint32_t flow = add_flow(check, entry_of_return(back.step),
                                                condition_text(back.condition, outline_.language));
            diagram_.flows[flow].notes = {{"times", std::to_string(back.times)}};
        }
        return check;
    }

    void choose(std::uint32_t step, std::uint32_t from, const std::vector<std::uint32_t>& chosen,
                const std::vector<std::string>& conditions) {
        const bool checked = diagram_.nodes[from].id.starts_with("Check_");
        if (!checked || chosen.size() > 1) {
            const std::uint32_t gate = gateway(choices_.split_of(conditions), "Choose_", step);
            diagram_.nodes[gate].name = choices_.question_of(conditions);
            go_on(from, gate);
            from = gate;
        }
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            go_on(from, entry_[chosen[i]], conditions[i]);
        }
        if (!checked && chosen.size() == 1) {
            diagram_.nodes[from].kind = NodeKind::kExclusive;
            end(step, from);
        }
    }

    void end(std::uint32_t step, std::uint32_t from) {
        const std::uint32_t end =
            add_node(NodeKind::kEnd, id_of("End_", step), diagram_.nodes[steps_[step]].lane);
        diagram_.nodes[end].name = word("done", "完成");
        go_on(from, end);
    }

    /// Behind the gateway where other ways meet.
    [[nodiscard]] std::uint32_t entry_of_return(std::uint32_t step) const {
        std::uint32_t node = entry_[step];
        while (diagram_.nodes[node].id.starts_with("Join_")) {
            node = diagram_.flows[diagram_.nodes[node].outgoing.front()].to;
        }
        return node;
    }

    /// From an exclusive gateway, what has no condition is what else happens.
    void go_on(std::uint32_t from, std::uint32_t to, const std::string& condition = {}) {
        const std::uint32_t flow = add_flow(from, to, condition);
        if (diagram_.nodes[from].kind == NodeKind::kExclusive && condition.empty()) {
            diagram_.nodes[from].standard = flow;
        }
    }

    const Outline& outline_;
    const OutlineProcess& process_;
    Choices choices_;
    std::uint32_t index_;
    std::uint32_t first_ = 0;  ///< number of steps in the processes before
    Diagram& diagram_;
    std::vector<std::uint32_t> steps_;
    std::vector<std::uint32_t> entry_;  ///< by step: where one comes to it
};

/// The steps of what a step runs, under its name, and so on inwards.
class Unfolder {
  public:
    explicit Unfolder(const Outline& outline) : from_(outline), to_(outline) {}

    Outline run() {
        to_.processes.resize(1);
        open_.push_back(&from_.processes.front());
        add_parts(0);
        return std::move(to_);
    }

  private:
    void add_parts(std::size_t place) {
        const std::vector<OutlineStep> steps = to_.processes[place].steps;
        for (const OutlineStep& step : steps) {
            const auto part =
                std::find_if(from_.processes.begin(), from_.processes.end(),
                             [&](const OutlineProcess& each) { return each.name == step.runs; });
            const bool round = part != from_.processes.end() &&
                               std::find(open_.begin(), open_.end(), &*part) != open_.end();
            if (step.runs.empty() || part == from_.processes.end() || round) {
                continue;
            }
            OutlineProcess copy = *part;
            copy.title =
                step.title + (to_.language == Language::kEnglish ? ": " : "：") + copy.title;
            for (OutlineStep& each : copy.steps) {
                each.id = step.id + "." + each.id;
            }
            to_.processes.push_back(std::move(copy));
            open_.push_back(&*part);
            add_parts(to_.processes.size() - 1);
            open_.pop_back();
        }
    }

    const Outline& from_;
    Outline to_;
    std::vector<const OutlineProcess*> open_;
};

}  // namespace

Diagram diagram_of(const Outline& outline) {
    Diagram diagram;
    diagram.id = "Definitions_1";
    diagram.name = outline.title;
    diagram.notes = {{"language", outline.language == Language::kChinese ? "zh" : "en"},
                     {"rulebook", outline.name},
                     {"preamble", outline.preamble}};
    if (!outline.names.empty()) {
        diagram.notes.push_back({"names", outline.names});
    }
    diagram.collaboration = "Collaboration_1";
    for (std::uint32_t index = 0; index < outline.processes.size(); ++index) {
        ProcessMaker(outline, index, diagram).run();
    }
    draw(diagram);
    return diagram;
}

Outline unfolded(const Outline& outline) { return Unfolder(outline).run(); }

}  // namespace onus::bpmn
