// SPDX-License-Identifier: Apache-2.0
//
// Rules that do nothing, and duties that their bearer may not fulfil.

#include <algorithm>
#include <string>
#include <vector>

#include "engine/compile/analyse/analyses.h"
#include "engine/compile/analyse/cases.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::ExprId;

void check_rule(Context& context, const model::Rule& rule) {
    const auto report = [&](DiagnosticKind kind) {
        context.enter(rule.heading.rulebook, nullptr);
        context.report(kind, rule.heading.name_span,
                       {context.written(rule.heading.rulebook, rule.heading.name)});
    };
    if (can_hold(context.model, {rule.condition}) == false) {
        report(DiagnosticKind::kRuleNeverApplies);
        return;
    }
    Cases cases(context.model);
    cases.add(rule.condition);
    for (const ExprId requirement : rule.requires_all) {
        cases.add(requirement);
    }
    if (!cases.exact() || cases.places().empty() || rule.requires_all.empty()) {
        return;
    }
    bool broken = false;
    bool known = true;
    const bool tried = cases.try_all(cases.places(), {}, [&](const Case& one) {
        const CaseReader reader(context.model, one);
        const auto condition =
            rule.condition == kNone ? std::optional(true) : reader.condition(rule.condition);
        known = known && condition.has_value();
        for (const ExprId requirement : rule.requires_all) {
            const auto holds = reader.condition(requirement);
            known = known && holds.has_value();
            broken = broken || (condition.value_or(false) && !holds.value_or(true));
        }
        return known && !broken;
    });
    if (tried && known && !broken) {
        report(DiagnosticKind::kRuleNeverBroken);
    }
}

void check_duty(Context& context, const model::Duty& duty) {
    if (duty.bearer_role.empty()) {
        return;  // a person; whether he may is known at link
    }
    for (const model::Act& act : duty.must) {
        if (act.decide || may_perform(context.model, duty.bearer_role, act.action)) {
            return;  // one of the alternatives is enough
        }
    }
    if (duty.must.empty()) {
        return;
    }
    const model::Action& action = context.model.actions[duty.must.front().action];
    context.enter(duty.heading.rulebook, nullptr);
    context.report(DiagnosticKind::kDutyWithoutPermission, duty.heading.name_span,
                   {context.written(duty.heading.rulebook, duty.heading.name),
                    context.written(action.heading.rulebook, action.heading.name)});
}

}  // namespace

bool may_perform(const model::Model& model, const std::string& role, std::uint32_t index) {
    const model::Action& action = model.actions[index];
    const auto has = [&](const std::vector<std::string>& roles) {
        return std::find(roles.begin(), roles.end(), role) != roles.end();
    };
    if (!action.by_anyone && !has(action.roles)) {
        return false;
    }
    bool governed = false;
    for (const model::Permission& permission : model.permissions) {
        for (const model::Grant& grant : permission.grants) {
            const bool about =
                std::find(grant.actions.begin(), grant.actions.end(), index) != grant.actions.end();
            if (!about || !grant.allowed) {
                continue;
            }
            governed = true;
            if (has(permission.roles)) {
                return true;
            }
        }
    }
    return !governed;
}

void analyse_rules(Context& context) {
    const std::vector<model::Rule>& rules = context.model.rules;
    for (const model::Rule& rule : rules) {
        // A rule of an upper layer may be vacuous for one company and not for another.
        const auto index = static_cast<std::size_t>(&rule - rules.data());
        const ActionView view = context.rule_views[index];
        if (rule.outcome && view.view == view.action && !rule.repeated) {
            check_rule(context, rule);
        }
    }
}

void analyse_bearers(Context& context) {
    for (const model::Duty& duty : context.model.duties) {
        check_duty(context, duty);
    }
}

}  // namespace onus::engine::checking
