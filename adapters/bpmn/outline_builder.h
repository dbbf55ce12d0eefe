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
    OutlineBuilder(const Diagram& diagram, std::string source_name);

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
        std::uint32_t back = kNone;        ///< flow that leads back; the last one on the way
    };
    struct Search {
        std::uint32_t node;
        Way way;
        std::uint32_t length;
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
        int usual = 0;             ///< number of steps without one
    };

    // outline_builder.cpp
    void prepare();
    [[nodiscard]] bool has_too_many_steps();
    void name_everything();
    void make_process(Unit& unit);
    void name_process(const Unit& unit, OutlineProcess& process);
    void make_step(std::uint32_t node, OutlineProcess& process, const std::string& owner);
    void fill_from_notes(const Named& from, OutlineStep& step);
    [[nodiscard]] bool is_step(std::uint32_t node) const;
    [[nodiscard]] bool is_left_out(std::uint32_t node) const;
    [[nodiscard]] std::string role_for(std::uint32_t node);
    [[nodiscard]] std::string role(const std::string& title);
    [[nodiscard]] std::string word(std::string_view en, std::string_view zh) const;
    void set_deadline(const Node& node, OutlineStep& step);
    [[nodiscard]] OutlineStep* step_at(std::uint32_t node);

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
    [[nodiscard]] std::vector<Way> ways_to(std::uint32_t node);
    void go_back(const Search& at, std::vector<Search>& open, std::vector<Way>& found);
    void leave(std::uint32_t flow, Search next, std::vector<Search>& open, std::vector<Way>& found);
    void ask(std::uint32_t flow, Way& way);
    [[nodiscard]] std::uint32_t gateway_question(std::uint32_t gateway);
    [[nodiscard]] std::uint32_t flow_question(std::uint32_t flow);
    [[nodiscard]] std::uint32_t outcome_question(std::uint32_t activity);
    [[nodiscard]] std::uint32_t event_question(std::uint32_t event);
    [[nodiscard]] std::uint32_t add_question(Question question);
    [[nodiscard]] std::string text_of_flow(std::uint32_t flow) const;
    void set_condition(std::uint32_t asked, Waiting waiting, std::vector<Way> ways,
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

    // outline_rest.cpp
    void take_data();
    void take_messages();
    void take_events();
    void take_remarks();
    void mark_the_rest();
    void mark(const std::string& id, Fate fate, Reason reason = Reason::kNoReason);
    void remark_before(std::uint32_t node, const std::string& remark);
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
    std::vector<Unit> units_;                           ///< processes, then sub-processes
    std::vector<std::uint32_t> unit_of_;                ///< by node: that it lies in, or kNone
    std::map<std::uint32_t, std::uint32_t> runs_;       ///< node: the unit that it runs
    std::vector<std::uint32_t> links_;                  ///< link events that throw
    std::vector<std::string> pool_of_;                  ///< by process: name of its participant
    std::vector<bool> has_pool_;                        ///< by process
    std::set<std::uint32_t> spare_timers_;              ///< nodes: no deadline of their step
    std::vector<bool> leads_back_;                      ///< by flow
    std::map<std::uint32_t, Reason> returns_;           ///< flow that leads back: what became of it
    std::vector<std::uint32_t> openings_;  ///< by process of the outline: see opening_of
    std::vector<Question> questions_;
    std::map<std::uint32_t, std::vector<Waiting>> waiting_;  ///< by step of one process
    std::map<std::uint64_t, std::uint32_t> question_of_;     ///< kind and index: question
    std::vector<std::vector<Fields>> fields_;                ///< by process and step
    std::vector<std::vector<Names>> field_names_;
    std::vector<Names> step_names_;  ///< by process
    Names names_;
    std::map<std::string, std::string> role_of_;  ///< by title
    std::uint32_t budget_ = 200'000;              ///< of steps back, for the whole diagram
};

}  // namespace onus::bpmn
