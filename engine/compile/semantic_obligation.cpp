// SPDX-License-Identifier: Apache-2.0
//
// Rules, duties, processes and liabilities: what is asked of people.
#include "engine/compile/semantic_declaration.h"

namespace onus::engine {

void DeclarationPrinter::window(const model::Window& window) {
    word("window");
    append_ordinal(out(), window.kind);
    labelled("last", window.length);
}

void DeclarationPrinter::repeated(const std::optional<model::Repeated>& repeated) {
    if (repeated.has_value()) {
        word("repeated");
        number(repeated->count);
        window(repeated->window);
        labelled("by", repeated->by);
    }
}

void DeclarationPrinter::outcome(const std::optional<model::Outcome>& outcome) {
    if (outcome.has_value()) {
        word("otherwise");
        append_ordinal(out(), outcome->level);
        labelled("for", outcome->decider);
        labelled("answer", outcome->answer_within);
    }
}

void DeclarationPrinter::event(std::string_view label, const model::Event& event) {
    word(label);
    append_ordinal(out(), event.kind);
    if (event.action != model::kNone) {
        word(model_.actions[event.action].heading.id);
    }
    if (event.rule != model::kNone) {
        word("rule " + model_.rules[event.rule].heading.id);
    }
    if (event.duty != model::kNone) {
        word("duty " + model_.duties[event.duty].heading.id);
    }
    if (event.kind == model::EventKind::kClock) {
        word("every");
        append_ordinal(out(), event.clock.every);
        number(event.clock.weekday);
        number(event.clock.day_of_month);
        number(event.clock.time.ms);
    }
    parameters_ = parameters_of(event.action);
    labelled("if", event.condition);
}

void DeclarationPrinter::effects(std::string_view label,
                                 const std::vector<model::Effect>& effects) {
    for (const model::Effect& effect : effects) {
        word(label);
        if (const auto* log = std::get_if<model::LogEffect>(&effect.node)) {
            word("log " + log->name);
            labelled("against", log->against);
            if (log->points.has_value()) {
                word("points " + log->points->to_string());
            }
        } else if (const auto* notify = std::get_if<model::NotifyEffect>(&effect.node)) {
            word("notify " + notify->level);
            labelled("to", notify->to);
        } else if (const auto* escalate = std::get_if<model::EscalateEffect>(&effect.node)) {
            labelled("escalate", escalate->to);
            labelled("answer", escalate->answer_within);
        } else if (const auto* deem = std::get_if<model::DeemEffect>(&effect.node)) {
            word("deem " + model_.actions[deem->action].heading.id);
            for (const auto& [parameter, value] : deem->arguments) {
                labelled(model_.actions[deem->action].parameters[parameter].name, value);
            }
            labelled("from", deem->from);
        }
    }
}

void DeclarationPrinter::acts(std::string_view label, const std::vector<model::Act>& acts) {
    const Parameters* context = parameters_;
    for (const model::Act& act : acts) {
        word(label);
        if (act.decide) {
            word("decide");
            continue;
        }
        word(model_.actions[act.action].heading.id);
        for (const model::Act::Match& match : act.matches) {
            labelled(model_.actions[act.action].parameters[match.parameter].name, match.value);
        }
        if (act.window.has_value()) {
            window(*act.window);
        }
        parameters_ = parameters_of(act.action);
        labelled("where", act.filter);
        parameters_ = context;
    }
}

void DeclarationPrinter::rule(const model::Rule& rule) {
    open("rule", rule.heading.id + " on " + model_.actions[rule.action].heading.id);
    parameters_ = parameters_of(rule.action);
    for (const model::EffectivePeriod& period : rule.effective) {
        date("from", period.from);
        date("until", period.until);
        if (period.level.has_value()) {
            word("level");
            append_ordinal(out(), *period.level);
        }
    }
    labelled("if", rule.condition);
    repeated(rule.repeated);
    labelled(rule.guarantee ? "guarantee" : "require", rule.requires_all);
    labelled("unless", rule.unless);
    if (rule.approval.has_value()) {
        labelled("approval", rule.approval->approvers);
        word(rule.approval->different_persons ? "different" : "");
        labelled("within", rule.approval->within);
    }
    outcome(rule.outcome);
    effects("then", rule.then);
    effects("violated", rule.violated);
    parameters_ = nullptr;
}

void DeclarationPrinter::duty(const model::Duty& duty) {
    open("duty", duty.heading.id);
    for (const model::Event& started : duty.events) {
        event("when", started);
    }
    if (duty.gate_action != model::kNone) {
        word("before " + model_.actions[duty.gate_action].heading.id);
        parameters_ = parameters_of(duty.gate_action);
    } else if (duty.events.empty() && duty.process != model::kNone) {
        parameters_ = parameters_of(model_.processes[duty.process].event.action);
    }
    repeated(duty.repeated);
    labelled("unless", duty.unless);
    labelled(duty.every_holder ? "every" : "bearer", duty.bearer);
    acts("must", duty.must);
    acts("must_not", duty.must_not);
    labelled("within", duty.within);
    labelled("from", duty.within_from);
    labelled("until", duty.until);
    for (const model::Reminder& reminder : duty.reminders) {
        word("remind");
        number(reminder.percent);
        labelled("and_notify", reminder.also);
    }
    const std::pair<std::string_view, std::uint32_t> actions[] = {
        {"suspended", duty.suspended_from},
        {"resumed", duty.suspended_until},
        {"extended", duty.extended_when}};
    for (const auto& [label, action] : actions) {
        if (action != model::kNone) {
            word(label);
            word(model_.actions[action].heading.id);
        }
    }
    labelled("extension", duty.extension);
    const Parameters* context = parameters_;
    for (const model::Event& cancelled : duty.cancelled) {
        event("cancelled", cancelled);
    }
    parameters_ = context;
    labelled("delegate", duty.delegates);
    labelled("transfer", duty.transferees);
    labelled("excused_by", duty.excused_by);
    labelled("stand_in", duty.stand_in);
    word(duty.absence_suspends ? "absence_suspends" : "");
    outcome(duty.outcome);
    effects("overdue", duty.overdue);
    effects("violated", duty.violated);
    effects("fulfilled", duty.fulfilled);
    parameters_ = nullptr;
}

void DeclarationPrinter::process(const model::Process& process) {
    open("process", process.heading.id);
    event("when", process.event);
    labelled("owner", process.owner);
    for (const model::Step& step : process.steps) {
        word("step " + step.name);
        for (const model::Step::After& edge : step.after) {
            const model::Step& before = process.steps[edge.step];
            word("after " + before.name);
            labelled_of("if", edge.condition, before.action);
        }
        if (step.returns) {
            word("returns to " + process.steps[step.returns->step].name + " " +
                 std::to_string(step.returns->most));
            labelled_of("if", step.returns->condition, step.action);
        }
        if (step.parent != model::kNone) {
            word("within " + process.steps[step.parent].name);
        }
        labelled("unless", step.unless);
        labelled("owner", step.owner);
    }
    parameters_ = nullptr;
}

void DeclarationPrinter::liability(const model::Liability& liability) {
    open("liability", liability.heading.id);
    event("when", liability.event);
    labelled("subject", liability.subject);
    for (std::size_t i = 0; i < liability.trace.size(); ++i) {
        word("trace " + model_.actions[liability.trace[i]].heading.id);
        number(liability.subject_parameters[i]);
    }
    for (const model::Share& share : liability.shares) {
        word("share " + share.percent.to_string());
        labelled("by", share.by);
        labelled("except", share.except_if);
        labelled("then", share.except_by);
    }
    effects("untraceable", liability.untraceable);
    parameters_ = nullptr;
}

}  // namespace onus::engine
