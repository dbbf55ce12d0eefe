// SPDX-License-Identifier: Apache-2.0
//
// From a diagram to the outline of its processes. Activities become steps; gateways and events are
// the ways between them, and become conditions, questions and remarks.

#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "adapters/bpmn/diagram.h"
#include "adapters/bpmn/inventory.h"
#include "adapters/bpmn/naming.h"
#include "adapters/bpmn/outline.h"
#include "grammar/base/diagnostic.h"

namespace onus::bpmn {

struct ImportedOutline {
    Outline outline;
    std::vector<InventoryEntry> inventory;  ///< every item of the diagram, in its order
    Diagnostics diagnostics;                ///< warnings
};

/// `source_name` names the rulebook if the diagram has no name.
[[nodiscard]] ImportedOutline outline_of(const Diagram& diagram, const std::string& source_name);

class OutlineBuilder {
  public:
    /// `crossing`: flows that were lifted out of sub-processes, see lifted().
    OutlineBuilder(const Diagram& diagram, std::string source_name,
                   std::vector<std::uint32_t> crossing = {});

    [[nodiscard]] ImportedOutline run();

  private:
    /// An answer to a question of the diagram, before any step is asked it.
    struct Asked {
        std::uint32_t question = 0;
        std::uint32_t answer = 0;

        friend auto operator<=>(const Asked&, const Asked&) = default;
    };
    /// A way back from a node to a step, or to the start.
    struct Way {
        std::uint32_t from = kNone;  ///< node; kNone: the start
        std::vector<Asked> asked;
        std::vector<std::string> written;  ///< as a rulebook wrote them; all hold
        std::vector<std::uint32_t> backs;  ///< flows that lead back, the last one first
    };
    struct Search {
        std::uint32_t node;
        Way way;
    };
    /// Where a step stands in the outline.
    struct StepPlace {
        std::uint32_t process = kNone;
        std::uint32_t step = kNone;
    };
    using Fields = std::map<std::uint32_t, std::string>;  ///< question of the diagram: field
    using Path = std::vector<Asked>;
    /// A condition that waits until all that its step is asked is known.
    struct Waiting {
        std::uint32_t step = 0;
        std::size_t place = 0;  ///< in its `after`, or in its `returns`
        bool back = false;
        bool only_asked = false;  ///< nothing waits for it, but the diagram asks it
        std::vector<Path> any;
        std::vector<Path> paths;  ///< as they are asked, the first first
    };
    /// What becomes a process: a process, or a sub-process with steps of its own.
    struct Unit {
        std::uint32_t process = kNone;
        std::uint32_t node = kNone;     ///< the sub-process
        std::uint32_t outline = kNone;  ///< its place among the processes of the outline
        std::vector<std::uint32_t> nodes;
        std::vector<std::uint32_t> calls;  ///< units that steps of it run
        std::vector<std::uint32_t> over;   ///< sub-processes that an event starts at any time
        bool is_part = false;
        std::uint32_t timer = kNone;  ///< event whose time is that of the whole process
    };

    /// What steps one after the other take at least.
    struct Length {
        std::int64_t seconds = 0;  ///< where the diagram gives a time
        std::int64_t days = 0;     ///< working days, where a rulebook or the import gives them
        std::int64_t usual = 0;    ///< number of steps without a time

        [[nodiscard]] std::int64_t at_least() const { return seconds + days * 86'400; }
    };

    /// Which of the flows out of a node ask something.
    struct Asking {
        std::vector<std::uint32_t> flows;
        std::vector<std::uint32_t> written;  ///< by a condition of a rulebook
    };
    /// How many ways lead to a node, and what they hold at most.
    struct Tangle {
        std::size_t ways = 0;
        std::size_t length = 0;
        std::size_t asked = 0;
    };

    // outline_builder.cpp
    void prepare();
    void prepare_flows();
    void take_declared();
    [[nodiscard]] bool has_too_many_steps();
    void name_everything();
    void make_process(Unit& unit);
    void name_process(const Unit& unit, OutlineProcess& process);
    void make_step(std::uint32_t node, OutlineProcess& process, const std::string& owner);
    void fill_from_notes(const Named& from, OutlineStep& step);
    [[nodiscard]] bool is_step(std::uint32_t node) const;
    [[nodiscard]] bool is_left_out(std::uint32_t node) const {
        return left_out_[node] != Reason::kNoReason;
    }
    [[nodiscard]] std::string role_for(std::uint32_t node);
    [[nodiscard]] std::string role(const std::string& title);
    [[nodiscard]] std::string word(std::string_view en, std::string_view zh) const;
    void set_deadline(const Node& node, OutlineStep& step);
    [[nodiscard]] OutlineStep* step_at(std::uint32_t node);

    // outline_tangles.cpp
    void find_left_out();
    void untangle();
    [[nodiscard]] std::vector<std::uint32_t> order_of_ways() const;
    [[nodiscard]] Tangle tangle_at(std::uint32_t node, const std::vector<Tangle>& known,
                                   bool with_back) const;
    void refuse(DiagnosticKind kind, std::uint32_t node);

    // outline_parts.cpp
    void find_units();
    void find_calls();
    [[nodiscard]] bool holds_steps(std::uint32_t node) const;
    [[nodiscard]] bool reaches(std::uint32_t from, std::uint32_t to) const;
    [[nodiscard]] std::uint32_t opening_of(std::uint32_t outline);
    void ask_behind_parts(std::uint32_t outline);
    [[nodiscard]] bool is_too_nested() const;
    [[nodiscard]] std::vector<std::uint32_t> inner_first() const;
    void check_deadlines();
    void give_time(std::uint32_t node, const Length& least);
    void set_whole_deadline(Unit& unit, OutlineProcess& process);
    void check_whole_deadline(Unit& unit, const Length& least);
    [[nodiscard]] std::uint32_t add_step(std::uint32_t outline, OutlineStep step);

    // outline_ways.cpp
    void connect(const Unit& unit);
    [[nodiscard]] bool ways_to(std::uint32_t node, std::vector<Way>& found);
    void go_back(const Search& at, std::vector<Search>& open, std::vector<Way>& found);
    void leave(std::uint32_t flow, Search next, std::vector<Search>& open, std::vector<Way>& found);
    [[nodiscard]] bool leave_step(std::uint32_t from, Way& way);
    [[nodiscard]] bool ask(std::uint32_t flow, Way& way);
    [[nodiscard]] bool ask_beside_written(std::uint32_t flow, Way& way);
    [[nodiscard]] static bool add_asked(Way& way, Asked asked);
    [[nodiscard]] std::vector<std::uint32_t> steps_before(std::uint32_t node) const;
    void ask_at_ends(const Unit& unit);
    void begin_with(StepPlace place, std::vector<Way> from_start,
                    std::map<std::uint32_t, std::vector<Way>>& forward);
    [[nodiscard]] std::uint32_t gateway_question(std::uint32_t gateway);
    [[nodiscard]] std::uint32_t flow_question(std::uint32_t flow);
    [[nodiscard]] std::uint32_t outcome_question(std::uint32_t activity);
    [[nodiscard]] std::uint32_t event_question(std::uint32_t event);
    [[nodiscard]] std::uint32_t start_question(std::uint32_t unit);
    [[nodiscard]] bool is_asked(std::uint64_t key) const;
    enum : std::uint64_t { kOfGateway, kOfFlow, kOfActivity, kOfEvent, kOfStart };
    [[nodiscard]] static std::uint64_t key_of(std::uint64_t kind, std::uint64_t index) {
        return kind << 32U | index;
    }
    [[nodiscard]] std::uint32_t add_question(Question question);
    [[nodiscard]] std::string text_of_flow(std::uint32_t flow) const;
    void set_condition(StepPlace asked, Waiting waiting, std::vector<Way> ways,
                       Condition& condition);
    void ask_steps(std::uint32_t outline);
    [[nodiscard]] bool ask_once(StepPlace asked, const std::vector<Waiting>& all);
    [[nodiscard]] bool add_outcomes(const std::vector<const Path*>& paths, Path& way,
                                    std::vector<Path>& outcomes) const;
    [[nodiscard]] std::vector<std::string> names_of(const std::vector<Path>& outcomes) const;
    [[nodiscard]] Condition& condition_of(std::uint32_t outline, const Waiting& waiting);
    [[nodiscard]] Test test_of(StepPlace asked, const Asked& each);
    void simplify(std::vector<std::vector<Asked>>& any) const;
    void join_step(std::uint32_t node);

    // outline_order.cpp
    void find_flows_back();
    void bound_returns(OutlineProcess& process);
    void drop_return(const Return& back, Reason reason);
    void sort_steps(const Unit& unit);

    // outline_events.cpp
    void take_events();
    void take_start(std::uint32_t index, OutlineProcess& process);
    void take_boundary(std::uint32_t index, OutlineProcess& process);
    void take_message_of(std::uint32_t index);
    void take_documentation();
    [[nodiscard]] bool remark_before(std::uint32_t node, const std::string& remark);
    [[nodiscard]] OutlineProcess* process_of(std::uint32_t node);
    void mark_what_is_asked();
    void mark_asked(std::uint32_t index);

    // outline_rest.cpp
    void take_data();
    void take_messages();
    void take_remarks();
    void mark_the_rest();
    void mark_flows(const std::vector<bool>& has_outline);
    void mark(const std::string& id, Fate fate, Reason reason = Reason::kNoReason);
    [[nodiscard]] std::string called(const Named& named, std::string_view kind) const;

    const Diagram& diagram_;
    std::string source_name_;
    ImportedOutline result_;
    std::unordered_map<std::string_view, std::uint32_t> item_of_;
    std::unordered_map<std::string_view, std::uint32_t> node_of_;
    std::vector<bool> marked_;
    std::vector<StepPlace> step_of_;                    ///< by node
    std::vector<std::vector<std::uint32_t>> inside_;    ///< by node: what a sub-process holds
    std::vector<std::vector<std::uint32_t>> boundary_;  ///< by node: events that stand on it
    std::vector<bool> holds_;                           ///< by node: an activity lies in it
    std::vector<Reason> left_out_;                      ///< by node: why no part of it is a step
    std::vector<bool> becomes_step_;               ///< by node: a gateway or event between tasks
    std::vector<Asking> asking_;                   ///< by node
    std::vector<std::uint32_t> place_of_;          ///< by flow: among those out of its node
    std::vector<bool> is_crossing_;                ///< by flow
    std::vector<bool> begins_;                     ///< by node: begins though flows lead to it
    std::vector<Unit> units_;                      ///< processes, then sub-processes
    std::vector<std::uint32_t> unit_of_;           ///< by node: that it lies in, or kNone
    std::map<std::uint32_t, std::uint32_t> runs_;  ///< node: the unit that it runs
    /// Link events that throw, by process and name.
    std::map<std::pair<std::uint32_t, std::string>, std::vector<std::uint32_t>> links_;
    std::vector<std::vector<std::uint32_t>> starts_;  ///< by unit: start events
    std::vector<std::string> pool_of_;                ///< by process: name of its participant
    std::vector<bool> has_pool_;                      ///< by process
    std::map<std::uint32_t, Reason> spare_timers_;    ///< nodes: no deadline of their step
    std::vector<bool> leads_back_;                    ///< by flow
    std::map<std::uint32_t, Reason> returns_;         ///< flow that leads back: what became of it
    std::map<std::uint32_t, std::uint32_t> same_return_;  ///< flow: that stands for it in returns_
    std::vector<std::uint32_t> openings_;  ///< by process of the outline: see opening_of
    std::vector<Question> questions_;
    std::set<std::uint32_t> put_;                            ///< questions that some step is asked
    std::map<std::uint32_t, std::vector<Waiting>> waiting_;  ///< by step of one process
    std::map<std::uint64_t, std::uint32_t> question_of_;     ///< kind and index: question
    std::vector<std::vector<Fields>> fields_;                ///< by process and step
    std::vector<std::vector<Names>> field_names_;
    std::vector<Names> step_names_;  ///< by process
    Names names_;
    std::map<std::string, std::string> role_of_;  ///< by title
    std::uint32_t budget_ = 2'000'000;            ///< of steps back, for the whole diagram
    std::uint32_t end_budget_ = 200'000;          ///< of those from where nothing follows
};

}  // namespace onus::bpmn
