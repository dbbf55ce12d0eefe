// SPDX-License-Identifier: Apache-2.0
//
// Processes within processes: sub-processes and calls become steps that run a process, and what has
// to be asked where no step can be asked gets a step of its own.

#include <algorithm>
#include <charconv>

#include "adapters/bpmn/outline_builder.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::bpmn {
namespace {

/// Of "5 working days"; 0 of others.
std::int64_t working_days(const std::string& length) {
    std::int64_t days = 0;
    for (const std::string_view unit : {" working days", " working day", "个工作日"}) {
        if (length.ends_with(unit)) {
            std::from_chars(length.data(), length.data() + length.size() - unit.size(), days);
        }
    }
    return std::min<std::int64_t>(days, 100'000);
}

}  // namespace

bool OutlineBuilder::holds_steps(std::uint32_t node) const {
    const Node& here = diagram_.nodes[node];
    return is_container(here.kind) && !is_left_out(node) && holds_[node];
}

void OutlineBuilder::find_units() {
    for (std::uint32_t process = 0; process < diagram_.processes.size(); ++process) {
        units_.emplace_back();
        units_.back().process = process;
    }
    std::map<std::uint32_t, std::uint32_t> inner;  // sub-process: its unit
    unit_of_.resize(diagram_.nodes.size(), kNone);
    for (std::uint32_t node = 0; node < diagram_.nodes.size(); ++node) {
        if (is_left_out(node)) {
            if (diagram_.nodes[node].triggered_by_event && diagram_.nodes[node].parent == kNone) {
                units_[diagram_.nodes[node].process].over.push_back(node);
            }
            continue;
        }
        const Node& here = diagram_.nodes[node];  // what is around stands before it in the file
        const std::uint32_t unit = here.parent == kNone ? here.process : inner.at(here.parent);
        unit_of_[node] = unit;
        units_[unit].nodes.push_back(node);
        if (here.kind == NodeKind::kStart) {
            starts_.resize(std::max<std::size_t>(starts_.size(), unit + 1));
            starts_[unit].push_back(node);
        }
        if (holds_steps(node)) {
            const auto own = static_cast<std::uint32_t>(units_.size());
            inner.emplace(node, own);
            runs_.emplace(node, own);
            units_[unit].calls.push_back(own);
            units_.emplace_back();
            units_.back().process = here.process;
            units_.back().node = node;
            units_.back().is_part = true;
        }
    }
    starts_.resize(units_.size());
}

/// Parts of parts multiply: what two steps run stands twice wherever it is run.
bool OutlineBuilder::is_too_nested() const {
    constexpr std::uint32_t kDeepest = 64;
    const std::size_t most = diagram_.nodes.size() + 10'000;
    struct Size {
        std::size_t steps = 0;
        std::uint32_t depth = 0;
    };
    std::vector<Size> sizes(units_.size());
    for (const std::uint32_t unit : inner_first()) {
        Size& size = sizes[unit];
        size = {units_[unit].nodes.size(), 1};
        for (const std::uint32_t called : units_[unit].calls) {
            size.steps = std::min(size.steps + sizes[called].steps, most + 1);
            size.depth = std::max(size.depth, sizes[called].depth + 1);
        }
        if (size.steps > most || size.depth > kDeepest) {
            return true;
        }
    }
    return false;
}

/// True if the unit runs the other one, through whatever lies between. Gives up with "yes".
bool OutlineBuilder::reaches(std::uint32_t from, std::uint32_t to) const {
    std::vector<std::uint32_t> open{from};
    std::vector<bool> seen(units_.size(), false);
    std::uint32_t left = 10'000;  // no honest file nests so many
    while (!open.empty() && left-- > 0) {
        const std::uint32_t unit = open.back();
        open.pop_back();
        if (unit == to) {
            return true;
        }
        if (!seen[unit]) {
            seen[unit] = true;
            open.insert(open.end(), units_[unit].calls.begin(), units_[unit].calls.end());
        }
    }
    return !open.empty();
}

/// A process without a pool of its own that is called is a part of its caller. One with a pool
/// starts by itself, unless we wrote the file and gave it nothing that starts it.
void OutlineBuilder::find_calls() {
    std::map<std::string_view, std::uint32_t> callable;
    for (std::uint32_t process = 0; process < diagram_.processes.size(); ++process) {
        const auto& notes = diagram_.processes[process].notes;
        const auto is = [](std::string_view kind) {
            return [kind](const Note& note) { return note.kind == kind; };
        };
        const bool ours = std::any_of(notes.begin(), notes.end(), is("name")) &&
                          std::none_of(notes.begin(), notes.end(), is("when"));
        const auto& nodes = units_[process].nodes;
        const bool has_steps = std::any_of(nodes.begin(), nodes.end(),
                                           [&](std::uint32_t node) { return is_step(node); });
        if (has_steps && (ours || !has_pool_[process])) {
            callable.emplace(diagram_.processes[process].id, process);
        }
    }
    for (std::uint32_t node = 0; node < diagram_.nodes.size(); ++node) {
        const auto called = diagram_.nodes[node].kind == NodeKind::kCallActivity
                                ? callable.find(diagram_.nodes[node].called)
                                : callable.end();
        if (called == callable.end() || unit_of_[node] == kNone) {
            continue;
        }
        if (reaches(called->second, unit_of_[node])) {
            result_.diagnostics.push_back({DiagnosticKind::kBpmnCallsItself,
                                           source_name_,
                                           diagram_.nodes[node].span,
                                           {diagram_.nodes[node].id},
                                           {},
                                           {}});
            continue;
        }
        runs_.emplace(node, called->second);
        units_[unit_of_[node]].calls.push_back(called->second);
        units_[called->second].is_part = true;
    }
}

std::uint32_t OutlineBuilder::add_step(std::uint32_t outline, OutlineStep step) {
    std::vector<OutlineStep>& steps = result_.outline.processes[outline].steps;
    step.name = step_names_[outline].take(
        name_from(step.title, result_.outline.language, word("decision", "决定")));
    steps.push_back(std::move(step));
    fields_[outline].emplace_back();
    field_names_[outline].emplace_back();
    return static_cast<std::uint32_t>(steps.size() - 1);
}

/// The step that is asked what the diagram asks before its first task.
std::uint32_t OutlineBuilder::opening_of(std::uint32_t outline) {
    if (openings_[outline] == kNone) {
        const OutlineProcess& process = result_.outline.processes[outline];
        OutlineStep step;
        step.title = word("Decide how it begins", "确定如何开始");
        step.owner = process.started_by.empty() ? process.owner_text : process.started_by.front();
        openings_[outline] = add_step(outline, std::move(step));
    }
    return openings_[outline];
}

/// A step that runs a process delivers nothing: whatever is asked of it, a step behind it answers.
void OutlineBuilder::ask_behind_parts(std::uint32_t outline) {
    std::vector<OutlineStep>& steps = result_.outline.processes[outline].steps;
    const auto count = static_cast<std::uint32_t>(steps.size());
    for (std::uint32_t step = 0; step < count; ++step) {
        if (steps[step].runs.empty() ||
            (steps[step].deliverables.empty() && steps[step].questions.empty() &&
             steps[step].returns.empty())) {
            continue;
        }
        OutlineStep behind;
        behind.title = word("Outcome of: ", "办理结果：") + steps[step].title;
        behind.owner = steps[step].owner;
        behind.deliverables = std::move(steps[step].deliverables);
        behind.questions = std::move(steps[step].questions);
        behind.returns = std::move(steps[step].returns);
        steps[step].deliverables.clear();
        steps[step].questions.clear();
        steps[step].returns.clear();
        const std::uint32_t added = add_step(outline, std::move(behind));
        for (OutlineStep& other : steps) {
            for (Predecessor& before : other.after) {
                before.step = before.step == step ? added : before.step;
            }
        }
        steps[added].after = {{step, {}}};
    }
}

/// The shortest timer that stands on the task. If none has a length, that is told.
void OutlineBuilder::set_deadline(const Node& node, OutlineStep& step) {
    const std::uint32_t index = node_of_.at(node.id);
    std::vector<const Node*> timers;
    for (const std::uint32_t event : boundary_[index]) {
        if (diagram_.nodes[event].event == EventKind::kTimer) {
            timers.push_back(&diagram_.nodes[event]);
        }
    }
    if (node.kind == NodeKind::kCatch && node.event == EventKind::kTimer) {
        timers.push_back(&node);
    }
    if (node.kind == NodeKind::kEventBased) {
        for (const std::uint32_t flow : node.outgoing) {
            const Node& event = diagram_.nodes[diagram_.flows[flow].to];
            if (event.kind == NodeKind::kCatch && event.event == EventKind::kTimer) {
                timers.push_back(&event);
            }
        }
    }
    if (!step.within.empty()) {  // as a rulebook states it
        for (const Node* timer : timers) {
            spare_timers_.emplace(node_of_.at(timer->id), Reason::kTimerWritten);
        }
        return;
    }
    std::uint32_t shortest = kNone;
    for (const Node* timer : timers) {
        const std::string length = timer->timer.form == TimerForm::kDuration
                                       ? length_from(timer->timer.text, result_.outline.language)
                                       : std::string();
        if (!length.empty() &&
            (step.within.empty() || seconds_from(length) < seconds_from(step.within))) {
            step.within = length;
            shortest = node_of_.at(timer->id);
        }
    }
    for (const Node* timer : timers) {
        const std::uint32_t each = node_of_.at(timer->id);
        if (each != shortest) {
            const bool has_length =
                timer->timer.form == TimerForm::kDuration &&
                !length_from(timer->timer.text, result_.outline.language).empty();
            spare_timers_.emplace(each,
                                  has_length ? Reason::kTimerLonger : Reason::kTimerUnreadable);
            if (!timer->outgoing.empty() && timer != &node) {
                step.remarks.push_back(word("Timer: ", "定时：") + timer->timer.text);
            }
        }
        if (shortest == kNone && !timer->timer.text.empty()) {
            result_.diagnostics.push_back({DiagnosticKind::kBpmnTimerUnreadable,
                                           source_name_,
                                           timer->span,
                                           {timer->timer.text},
                                           {},
                                           {}});
        }
    }
}

/// What a step may take must be enough for the process that it runs; else it is only told. Where
/// the diagram gives no time, it gets as much as its steps need one after the other.
void OutlineBuilder::check_deadlines() {
    std::map<std::string_view, std::uint32_t> by_name;
    for (std::uint32_t i = 0; i < result_.outline.processes.size(); ++i) {
        by_name.emplace(result_.outline.processes[i].name, i);
    }
    std::vector<Length> lengths(result_.outline.processes.size());
    const auto longest = [&](std::uint32_t process) {
        std::vector<Length> until;  // in order: nothing stands before what it waits for
        Length most;
        for (const OutlineStep& step : result_.outline.processes[process].steps) {
            Length here;
            for (const Predecessor& each : step.after) {
                here.seconds = std::max(here.seconds, until[each.step].seconds);
                here.days = std::max(here.days, until[each.step].days);
                here.usual = std::max(here.usual, until[each.step].usual);
            }
            const auto part = by_name.find(step.runs);
            here.seconds += seconds_from(step.within);
            here.days += working_days(step.within);
            here.usual += !step.within.empty() ? 0
                          : part == by_name.end()
                              ? 1
                              : std::max<std::int64_t>(1, lengths[part->second].usual);
            until.push_back(here);
            most.seconds = std::max(most.seconds, here.seconds);
            most.days = std::max(most.days, here.days);
            most.usual = std::max(most.usual, here.usual);
        }
        return most;
    };
    for (const std::uint32_t unit : inner_first()) {
        if (units_[unit].outline == kNone) {
            continue;
        }
        for (const std::uint32_t node : units_[unit].nodes) {
            if (const auto run = runs_.find(node); run != runs_.end()) {
                give_time(node, lengths[units_[run->second].outline]);
            }
        }
        lengths[units_[unit].outline] = longest(units_[unit].outline);
        check_whole_deadline(units_[unit], lengths[units_[unit].outline]);
    }
}

void OutlineBuilder::give_time(std::uint32_t node, const Length& least) {
    OutlineStep& step = *step_at(node);
    const std::int64_t own = seconds_from(step.within);
    if (own > 0 && least.at_least() > own) {
        result_.diagnostics.push_back({DiagnosticKind::kBpmnDeadlineTooShort,
                                       source_name_,
                                       diagram_.nodes[node].span,
                                       {diagram_.nodes[node].id, step.within},
                                       {},
                                       {}});
        step.remarks.push_back(word("Deadline: ", "时限：") + step.within);
        step.within.clear();
        for (const std::uint32_t event : boundary_[node]) {
            if (diagram_.nodes[event].event == EventKind::kTimer &&
                !spare_timers_.contains(event)) {
                mark(diagram_.nodes[event].id, Fate::kRemark, Reason::kTimerRemark);
            }
        }
    }
    const std::int64_t days =
        (least.seconds + 86'399) / 86'400 + least.days + kUsualDays * least.usual;
    if (step.within.empty() && days > kUsualDays) {
        step.within = std::to_string(days) + word(" working days", "个工作日");
    }
}

/// A sub-process that a timer starts, wherever the process is by then, tells its deadline.
void OutlineBuilder::set_whole_deadline(Unit& unit, OutlineProcess& process) {
    if (unit.is_part) {
        return;
    }
    for (const std::uint32_t node : unit.over) {
        for (const std::uint32_t inner : inside_[node]) {
            const Node& event = diagram_.nodes[inner];
            const bool timed =
                event.kind == NodeKind::kStart && event.timer.form == TimerForm::kDuration;
            std::string length =
                timed ? length_from(event.timer.text, result_.outline.language) : std::string();
            if (!length.empty() && unit.timer == kNone) {
                process.within = std::move(length);
                unit.timer = inner;
            }
        }
    }
}

void OutlineBuilder::check_whole_deadline(Unit& unit, const Length& least) {
    OutlineProcess& process = result_.outline.processes[unit.outline];
    if (unit.timer == kNone || least.at_least() <= seconds_from(process.within)) {
        return;
    }
    const Node& event = diagram_.nodes[unit.timer];
    result_.diagnostics.push_back({DiagnosticKind::kBpmnDeadlineTooShort,
                                   source_name_,
                                   event.span,
                                   {process.id, process.within},
                                   {},
                                   {}});
    process.remarks.push_back(word("Deadline: ", "时限：") + process.within);
    process.within.clear();
}

/// The units, each behind those that it runs.
std::vector<std::uint32_t> OutlineBuilder::inner_first() const {
    std::vector<std::uint32_t> order;
    std::vector<bool> seen(units_.size(), false);
    for (std::uint32_t root = 0; root < units_.size(); ++root) {
        std::vector<std::pair<std::uint32_t, std::size_t>> way;
        const auto enter = [&](std::uint32_t unit) {
            if (!seen[unit]) {
                seen[unit] = true;
                way.emplace_back(unit, 0);
            }
        };
        enter(root);
        while (!way.empty()) {
            auto& [unit, next] = way.back();
            if (next < units_[unit].calls.size()) {
                enter(units_[unit].calls[next++]);
            } else {
                order.push_back(unit);
                way.pop_back();
            }
        }
    }
    return order;
}

}  // namespace onus::bpmn
