// SPDX-License-Identifier: Apache-2.0
//
// Gates: rules, and duties that must be fulfilled before an action.
#include <algorithm>

#include "engine/compile/lowering.h"

namespace onus::engine {

namespace {

/// A gate as it is found in the model; the order of gates does not depend on the order of
/// declarations.
struct GateSource {
    const std::string* id = nullptr;
    const std::string* action_id = nullptr;
    const model::Rule* rule = nullptr;
    const model::Duty* duty = nullptr;

    friend bool operator<(const GateSource& a, const GateSource& b) {
        return *a.id != *b.id ? *a.id < *b.id : *a.action_id < *b.action_id;
    }
};

}  // namespace

Scope Lowering::action_scope(std::uint32_t rulebook, std::uint32_t action) const {
    Scope scope;
    scope.rulebook = rulebook;
    if (action != model::kNone) {
        scope.parameters = &model_.actions[action].parameters;
    }
    return scope;
}

Gate Lowering::rule_gate(const model::Rule& rule, const std::string& id) {
    Scope scope = action_scope(rule.heading.rulebook, rule.action);
    scope.submitted = true;
    Gate gate;
    gate.id = rule.heading.id;
    gate.title = title(rule.heading);
    gate.cite = cited(rule.heading.cites);
    gate.rulebook = rule.heading.rulebook;
    gate.action = rule.action;
    for (const model::EffectivePeriod& period : rule.effective) {
        gate.stages.push_back({period.from, period.until, stage_level(period.level)});
    }
    gate.condition = code(rule.condition, scope);
    gate.unless = code(rule.unless, scope);
    if (rule.repeated.has_value()) {
        model::Event event;
        event.kind = model::EventKind::kAction;
        event.action = rule.action;
        event.condition = rule.condition;
        gate.repeated = repeated(*rule.repeated, {event}, scope);
    }
    gate.requires_all = codes(rule.requires_all, scope);
    gate.outcome = outcome(rule.outcome, id + "#otherwise", scope);
    if (rule.approval.has_value()) {
        gate.approvers = codes(rule.approval->approvers, scope);
        gate.different_persons = rule.approval->different_persons;
        gate.approval_within = code(rule.approval->within, scope);
        gate.approval_message = message(rule.approval->message, id + "#approval", scope);
    }
    gate.then = effects(rule.then, id + "#then", scope);
    gate.violated = effects(rule.violated, id + "#violated", scope);
    gate.place = place(rule.heading);
    return gate;
}

Gate Lowering::duty_gate(const model::Duty& duty, const std::string& id) {
    Scope scope = action_scope(duty.heading.rulebook, duty.gate_action);
    scope.submitted = true;
    Gate gate;
    gate.id = duty.heading.id;
    gate.title = title(duty.heading);
    gate.cite = cited(duty.heading.cites);
    gate.rulebook = duty.heading.rulebook;
    gate.action = duty.gate_action;
    gate.is_duty = true;
    gate.unless = code(duty.unless, scope);
    if (duty.repeated.has_value()) {
        model::Event event;
        event.kind = model::EventKind::kAction;
        event.action = duty.gate_action;
        gate.repeated = repeated(*duty.repeated, {event}, scope);
    }
    // Any of the acts that were written with `or` will do.
    std::vector<Instruction> any;
    std::vector<std::size_t> skips;
    for (const model::Act& act : duty.must) {
        if (act.decide) {
            continue;
        }
        const bool first = any.empty();
        if (!first) {
            skips.push_back(any.size());
            any.push_back({Op::kSkipIfYes, 0, 0, 0});
        }
        emit_act(act, scope, any);
        if (!first) {
            any.push_back({Op::kOr, 0, 0, 0});
            any[skips.back()].c = static_cast<std::uint32_t>(any.size() - skips.back() - 1);
        }
    }
    if (!any.empty()) {
        gate.requires_all.push_back(pool_.code(std::move(any)));
    }
    for (const model::Act& act : duty.must_not) {
        if (!act.decide) {
            std::vector<Instruction> none;
            emit_act(act, scope, none);
            none.push_back({Op::kNot, 0, 0, 0});
            gate.requires_all.push_back(pool_.code(std::move(none)));
        }
    }
    gate.outcome = outcome(duty.outcome, id + "#otherwise", scope);
    gate.violated = effects(duty.violated, id + "#violated", scope);
    gate.place = place(duty.heading);
    return gate;
}

void Lowering::lower_gates() {
    std::vector<GateSource> sources;
    UniqueIds ids;
    const auto add = [&](const model::Heading& heading, std::uint32_t action) -> GateSource& {
        ids.count(heading.id);
        sources.push_back({&heading.id, &model_.actions[action].heading.id, nullptr, nullptr});
        return sources.back();
    };
    for (const model::Rule& rule : model_.rules) {
        add(rule.heading, rule.action).rule = &rule;
    }
    for (const model::Duty& duty : model_.duties) {
        if (duty.gate_action != model::kNone) {
            add(duty.heading, duty.gate_action).duty = &duty;
        }
    }
    std::sort(sources.begin(), sources.end());
    program_->gates.reserve(sources.size());
    for (const GateSource& source : sources) {
        const std::string id = ids.of(*source.id, *source.action_id);
        program_->gates.push_back(source.rule != nullptr ? rule_gate(*source.rule, id)
                                                         : duty_gate(*source.duty, id));
        std::vector<Discriminator>& tests = gate_tests_.emplace_back();
        if (source.rule != nullptr) {
            collect_tests(source.rule->condition, source.rule->action, tests);
        }
    }
}

}  // namespace onus::engine
