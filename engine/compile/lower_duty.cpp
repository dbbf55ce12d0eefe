// SPDX-License-Identifier: Apache-2.0
//
// Duties over time, processes and liabilities.
#include <algorithm>

#include "engine/compile/lowering.h"
#include "engine/compile/process_plan.h"

namespace onus::engine {

namespace {

EventKind kind_of(model::EventKind kind) {
    switch (kind) {
        case model::EventKind::kAction:
            return EventKind::kAction;
        case model::EventKind::kForced:
            return EventKind::kForced;
        case model::EventKind::kOverdue:
            return EventKind::kOverdue;
        case model::EventKind::kViolated:
            return EventKind::kViolated;
        case model::EventKind::kFulfilled:
            return EventKind::kFulfilled;
        case model::EventKind::kClock:
            return EventKind::kClock;
    }
    return EventKind::kAction;
}

ClockInfo clock_of(const model::Clock& clock) {
    ClockInfo info;
    switch (clock.every) {
        case model::Clock::Every::kDay:
            info.every = ClockInfo::Every::kDay;
            break;
        case model::Clock::Every::kWeek:
            info.every = ClockInfo::Every::kWeek;
            break;
        case model::Clock::Every::kMonth:
            info.every = ClockInfo::Every::kMonth;
            break;
    }
    info.weekday = clock.weekday;
    info.day_of_month = clock.day_of_month;
    info.time = clock.time;
    return info;
}

}  // namespace

std::uint32_t context_action(const model::Model& checked, const model::Duty& duty) {
    if (duty.gate_action != model::kNone) {
        return duty.gate_action;
    }
    if (!duty.events.empty()) {
        return duty.events.front().action;
    }
    return duty.process == model::kNone ? model::kNone
                                        : checked.processes[duty.process].event.action;
}

Scope Lowering::duty_scope(const model::Duty& duty) const {
    return action_scope(duty.heading.rulebook, context_action(model_, duty));
}

TriggerInfo Lowering::trigger(const model::Event& event, std::uint32_t rulebook) {
    TriggerInfo info;
    info.kind = kind_of(event.kind);
    info.action = event.action;
    if (event.rule != model::kNone) {
        info.target = model_.rules[event.rule].heading.id;
    } else if (event.duty != model::kNone) {
        info.target = model_.duties[event.duty].heading.id;
    }
    info.clock = clock_of(event.clock);
    info.condition = code(event.condition, action_scope(rulebook, event.action));
    return info;
}

std::vector<ActInfo> Lowering::acts(const std::vector<model::Act>& acts, const Scope& scope) {
    std::vector<ActInfo> lowered;
    for (const model::Act& act : acts) {
        ActInfo info;
        info.decide = act.decide;
        info.action = act.action;
        for (const model::Act::Match& match : act.matches) {
            info.matches.push_back({match.parameter, code(match.value, scope)});
        }
        if (!act.decide) {
            info.filter = code(act.filter, action_scope(scope.rulebook, act.action));
        }
        lowered.push_back(std::move(info));
    }
    return lowered;
}

DutyInfo Lowering::duty(const model::Duty& duty, const std::string& id) {
    const Scope scope = duty_scope(duty);
    DutyInfo info;
    info.id = duty.heading.id;
    info.name = duty.heading.name;
    info.title = title(duty.heading);
    info.shown = shown(duty.heading.name, duty.heading.name_zh);
    info.cite = cited(duty.heading.cites);
    info.rulebook = duty.heading.rulebook;
    for (const model::Event& event : duty.events) {
        info.triggers.push_back(trigger(event, scope.rulebook));
    }
    const bool is_gate = duty.gate_action != model::kNone;
    if (duty.repeated.has_value() && !is_gate) {
        info.repeated = repeated(*duty.repeated, duty.events, scope);
    }
    info.unless = code(duty.unless, scope);
    info.every_holder = duty.every_holder;
    info.bearer = code(duty.bearer, scope);
    info.bearer_role = duty.bearer_role;
    info.must = acts(duty.must, scope);
    info.must_not = acts(duty.must_not, scope);
    info.within = code(duty.within, scope);
    info.within_from = code(duty.within_from, scope);
    info.until = code(duty.until, scope);
    for (const model::Reminder& reminder : duty.reminders) {
        info.reminders.push_back({reminder.percent, codes(reminder.also, scope)});
    }
    info.suspended_from = duty.suspended_from;
    info.suspended_until = duty.suspended_until;
    info.extension = code(duty.extension, scope);
    info.extended_when = duty.extended_when;
    for (const model::Event& event : duty.cancelled) {
        info.cancelled.push_back(trigger(event, scope.rulebook));
    }
    info.delegates = codes(duty.delegates, scope);
    info.transferees = codes(duty.transferees, scope);
    info.excused_by = code(duty.excused_by, scope);
    info.stand_in = code(duty.stand_in, scope);
    info.absence_suspends = duty.absence_suspends;
    // A gate carries its outcome and its messages itself.
    if (!is_gate) {
        info.outcome = outcome(duty.outcome, id + "#otherwise", scope);
        info.overdue = effects(duty.overdue, id + "#overdue", scope);
        info.violated = effects(duty.violated, id + "#violated", scope);
        info.fulfilled = effects(duty.fulfilled, id + "#fulfilled", scope);
    }
    info.process = duty.process;
    info.step = duty.step;
    info.place = place(duty.heading);
    return info;
}

void Lowering::lower_duties() {
    UniqueIds ids;
    for (const model::Duty& declared : model_.duties) {
        ids.count(declared.heading.id);
    }
    program_->duties.reserve(model_.duties.size());
    for (const model::Duty& declared : model_.duties) {
        const std::uint32_t action = context_action(model_, declared);
        const std::string action_id =
            action == model::kNone ? std::string() : model_.actions[action].heading.id;
        program_->duties.push_back(duty(declared, ids.of(declared.heading.id, action_id)));
    }
}

Scope Lowering::delivery_scope(const model::Process& process, const model::Step& step) const {
    return action_scope(process.heading.rulebook, step.action);
}

void Lowering::lower_processes() {
    for (const model::Process& process : model_.processes) {
        const Scope scope = action_scope(process.heading.rulebook, process.event.action);
        ProcessInfo info;
        info.id = process.heading.id;
        info.title = title(process.heading);
        info.owner = code(process.owner, scope);
        info.trigger = trigger(process.event, scope.rulebook);
        info.rulebook = process.heading.rulebook;
        info.duty = process.duty;
        if (process.event.action != model::kNone) {
            info.subject = checking::subject_parameter(model_, process.event.action);
        }
        for (const model::Step& step : process.steps) {
            model::Heading heading;
            heading.name = step.name;
            heading.name_zh = step.name_zh;
            heading.title = step.title;
            StepInfo lowered;
            lowered.name = step.name;
            lowered.title = title(heading);
            for (const model::Step::After& edge : step.after) {
                const Scope before = delivery_scope(process, process.steps[edge.step]);
                lowered.after.push_back({edge.step, code(edge.condition, before)});
            }
            if (step.returns) {
                lowered.returns =
                    StepInfo::Return{step.returns->step, step.returns->most,
                                     code(step.returns->condition, delivery_scope(process, step))};
            }
            lowered.parent = step.parent;
            lowered.receipt = step.receipt;
            lowered.unless = code(step.unless, scope);
            lowered.action = step.action;
            lowered.duty = step.duty;
            lowered.owner = code(step.owner, scope);
            info.steps.push_back(std::move(lowered));
        }
        program_->processes.push_back(std::move(info));
    }
}

void Lowering::lower_liabilities() {
    UniqueIds ids;
    for (const model::Liability& liability : model_.liabilities) {
        ids.count(liability.heading.id);
    }
    for (const model::Liability& liability : model_.liabilities) {
        const std::uint32_t action = liability.event.action;
        const Scope scope = action_scope(liability.heading.rulebook, action);
        const std::string id =
            ids.of(liability.heading.id,
                   action == model::kNone ? std::string() : model_.actions[action].heading.id);
        LiabilityInfo info;
        info.id = liability.heading.id;
        info.title = title(liability.heading);
        info.cite = cited(liability.heading.cites);
        info.rulebook = liability.heading.rulebook;
        info.trigger = trigger(liability.event, scope.rulebook);
        info.subject = code(liability.subject, scope);
        info.trace = liability.trace;
        info.subject_parameters = liability.subject_parameters;
        for (const model::Share& share : liability.shares) {
            ShareInfo lowered;
            lowered.percent = share.percent;
            lowered.by = code(share.by, scope);
            lowered.except_if = code(share.except_if, scope);
            lowered.except_by = code(share.except_by, scope);
            if (share.by != model::kNone) {
                const model::Expr& path = model_.expr(share.by);
                lowered.text = {path.text_en, path.text_zh};
            }
            info.shares.push_back(std::move(lowered));
        }
        info.untraceable = effects(liability.untraceable, id + "#untraceable", scope);
        info.place = place(liability.heading);
        program_->liabilities.push_back(std::move(info));
    }
}

}  // namespace onus::engine
