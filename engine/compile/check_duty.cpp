// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <utility>

#include "engine/compile/declarations.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::ExprId;

template <class T>
const T* clause(const ast::Declaration& declaration) {
    return ast::clause_of<T>(declaration.clauses);
}

/// S10: whoever owes something, what he owes, and until when.
void check_shape(Context& context, const ast::Declaration& declaration) {
    if (declaration.clauses.empty()) {
        return;  // the parser said so
    }
    const Span span = declaration.name.span;
    const std::string& name = declaration.name.text;
    const bool must = clause<ast::MustClause>(declaration) != nullptr;
    const bool must_not = clause<ast::MustNotClause>(declaration) != nullptr;
    const bool deadline = clause<ast::WithinClause>(declaration) != nullptr ||
                          clause<ast::UntilClause>(declaration) != nullptr;
    const bool bearer = clause<ast::BearerClause>(declaration) != nullptr;
    if (!must && !must_not) {
        context.report(DiagnosticKind::kDutyWithoutTask, span, {name});
    }
    if (clause<ast::BeforeClause>(declaration) != nullptr) {
        if (bearer || deadline) {
            context.report(DiagnosticKind::kGateWithBearer, span, {name});
        }
        if (clause<ast::OtherwiseClause>(declaration) == nullptr) {
            context.report(DiagnosticKind::kGateWithoutOutcome, span, {name});
        }
        return;
    }
    if (!bearer) {
        context.report(DiagnosticKind::kDutyWithoutBearer, span, {name});
    }
    if (!deadline && (must || must_not)) {
        context.report(DiagnosticKind::kDutyWithoutDeadline, span, {name});
    }
}

/// `must decide` answers a matter, so that the trigger must open one.
void check_decide(Context& context, const ast::Declaration& declaration, const model::Duty& duty) {
    const auto* must = clause<ast::MustClause>(declaration);
    if (must == nullptr || duty.events.empty()) {
        return;
    }
    const model::EventKind kind = duty.events.front().kind;
    const bool matter = kind == model::EventKind::kForced || kind == model::EventKind::kOverdue ||
                        kind == model::EventKind::kViolated;
    for (std::size_t i = 0; i < duty.must.size() && i < must->acts.size(); ++i) {
        if (duty.must[i].decide && !matter) {
            context.report(DiagnosticKind::kDecideWithoutMatter, must->acts[i].span);
        }
    }
}

void check_forced(Context& context, const ast::Declaration& declaration, const model::Duty& duty) {
    if (duty.events.empty() || duty.events.front().kind != model::EventKind::kForced) {
        return;
    }
    const model::Rule& rule = context.model.rules[duty.events.front().rule];
    const bool warns = rule.outcome && rule.outcome->level == model::OutcomeLevel::kWarn;
    if (!warns) {
        context.report(DiagnosticKind::kForcedRuleNotWarn,
                       clause<ast::WhenClause>(declaration)->event.span,
                       {context.written(rule.heading.rulebook, rule.heading.name)});
    }
}

void check_times(Context& context, ExpressionChecker& checker, const ast::Declaration& declaration,
                 model::Duty& duty) {
    if (const auto* within = clause<ast::WithinClause>(declaration)) {
        duty.within = checker.period(within->period);
        if (within->from != ast::kNoExpr) {
            duty.within_from = checker.moment(within->from);
        }
    }
    if (const auto* until = clause<ast::UntilClause>(declaration)) {
        duty.until = checker.moment(until->moment);
    }
    duty.reminders = reminders_of(context, checker, declaration.clauses);
    if (const auto* suspended = clause<ast::SuspendedClause>(declaration)) {
        duty.suspended_from = action_at(context, checker, suspended->from);
        duty.suspended_until = action_at(context, checker, suspended->until);
    }
    if (const auto* extended = clause<ast::ExtendedClause>(declaration)) {
        duty.extension = checker.period(extended->period);
        duty.extended_when = action_at(context, checker, extended->when);
    }
    if (const auto* cancelled = clause<ast::CancelledClause>(declaration)) {
        for (Occasion& occasion : occasions_of(context, cancelled->event)) {
            if (cancelled->event.condition != ast::kNoExpr) {
                Scope own = scope_of(context, occasion.action);
                own.next_slot = checker.scope().next_slot;
                occasion.event.condition =
                    ExpressionChecker(context, own).condition(cancelled->event.condition);
            }
            duty.cancelled.push_back(std::move(occasion.event));
        }
    }
}

void check_people(ExpressionChecker& checker, const ast::Declaration& declaration,
                  model::Duty& duty) {
    check_successors(checker, declaration.clauses, duty);
    if (const auto* excused = clause<ast::ExcusedClause>(declaration)) {
        duty.excused_by = checker.person(excused->by);
    }
    if (const auto* absence = clause<ast::AbsenceClause>(declaration)) {
        duty.absence_suspends = absence->stand_in == ast::kNoExpr;
        if (!duty.absence_suspends) {
            duty.stand_in = checker.person(absence->stand_in);
        }
    }
}

void check_consequences(Context& context, ExpressionChecker& checker,
                        const ast::Declaration& declaration, model::Duty& duty) {
    const bool cited = !duty.heading.cites.empty();
    if (const auto* otherwise = clause<ast::OtherwiseClause>(declaration)) {
        duty.outcome = outcome_of(checker, *otherwise);
    }
    if (const auto* overdue = clause<ast::OverdueClause>(declaration)) {
        duty.overdue = effects_of(context, checker, overdue->effects, cited);
    }
    if (const auto* violated = clause<ast::ViolatedClause>(declaration)) {
        duty.violated = effects_of(context, checker, violated->effects, cited);
    }
    if (const auto* fulfilled = clause<ast::FulfilledClause>(declaration)) {
        duty.fulfilled = effects_of(context, checker, fulfilled->effects, cited);
    }
}

void check_instance(Context& context, const ast::Declaration& declaration, model::Duty& duty,
                    ActionView view) {
    Scope scope = scope_of(context, view);
    std::uint32_t slots = 0;
    scope.next_slot = &slots;
    ExpressionChecker checker(context, scope);
    fill_heading(context, declaration, duty.heading);
    const auto* when = clause<ast::WhenClause>(declaration);
    if (when != nullptr && when->event.condition != ast::kNoExpr) {
        const ExprId condition = checker.condition(when->event.condition);
        checker.learn(facts_if(context.model, condition, true));
        for (model::Event& event : duty.events) {
            event.condition = condition;
        }
    }
    duty.repeated = repeated_of(checker, declaration.clauses);
    if (const auto* unless = clause<ast::UnlessClause>(declaration)) {
        duty.unless = checker.condition(unless->condition);
        checker.learn(facts_if(context.model, duty.unless, false));
    }
    if (const auto* bearer = clause<ast::BearerClause>(declaration)) {
        check_bearer(context, checker, bearer->path, bearer->every, duty);
    }
    scope.has_bearer = true;
    scope.bearer_is_actor = duty.gate_action != kNone;
    if (const auto* must = clause<ast::MustClause>(declaration)) {
        duty.must = acts_of(context, checker, must->acts);
    }
    if (const auto* must_not = clause<ast::MustNotClause>(declaration)) {
        duty.must_not = acts_of(context, checker, must_not->acts);
    }
    check_times(context, checker, declaration, duty);
    check_people(checker, declaration, duty);
    check_consequences(context, checker, declaration, duty);
}

}  // namespace

std::vector<model::Reminder> reminders_of(Context& context, ExpressionChecker& checker,
                                          const std::vector<ast::Clause>& clauses) {
    std::vector<model::Reminder> reminders;
    const auto at = [&](int percent) -> model::Reminder& {
        const auto found =
            std::find_if(reminders.begin(), reminders.end(),
                         [&](const model::Reminder& each) { return each.percent == percent; });
        return found == reminders.end() ? reminders.emplace_back(model::Reminder{percent, {}})
                                        : *found;
    };
    for (const ast::Clause& each : clauses) {
        const auto* remind = std::get_if<ast::RemindClause>(&each.node);
        if (remind == nullptr) {
            continue;
        }
        std::vector<ExprId> also;
        for (const ast::ExprId path : remind->also) {
            also.push_back(checker.person(path, true));
        }
        for (const Decimal& percent : remind->percents) {
            const auto whole = percent.to_int64();
            if (!whole || *whole < 1 || *whole > 99) {
                context.report(DiagnosticKind::kReminderOutOfRange, each.span,
                               {percent.to_string()});
                continue;
            }
            std::vector<ExprId>& told = at(static_cast<int>(*whole)).also;
            told.insert(told.end(), also.begin(), also.end());
        }
    }
    return reminders;
}

std::uint32_t action_at(Context& context, ExpressionChecker& checker, ast::ExprId id) {
    const auto* path =
        id == ast::kNoExpr ? nullptr : std::get_if<ast::Path>(&context.file().expr(id).node);
    return path == nullptr ? kNone : checker.action_of(*path).action;
}

void check_successors(ExpressionChecker& checker, const std::vector<ast::Clause>& clauses,
                      model::Duty& duty) {
    if (const auto* delegated = ast::clause_of<ast::DelegatedClause>(clauses)) {
        for (const ast::ExprId path : delegated->paths) {
            duty.delegates.push_back(checker.person(path, true));
        }
    }
    if (const auto* transferred = ast::clause_of<ast::TransferredClause>(clauses)) {
        for (const ast::ExprId path : transferred->paths) {
            duty.transferees.push_back(checker.person(path, true));
        }
    }
}

void check_bearer(Context& context, ExpressionChecker& checker, ast::ExprId path, bool every,
                  model::Duty& duty) {
    duty.every_holder = every;
    duty.bearer = checker.person(path, true);
    const model::Expr& bearer = context.model.exprs[duty.bearer];
    const auto* constant = std::get_if<model::ConstantExpr>(&bearer.node);
    if (bearer.type.kind == model::TypeKind::kRole && constant != nullptr) {
        duty.bearer_role = std::get<std::string>(constant->value);
    } else if (every && bearer.type.kind != model::TypeKind::kUnknown) {
        context.report(DiagnosticKind::kEveryNeedsRole, bearer.span);
    }
}

void check_duties(Context& context) {
    for_each<ast::DutyDecl>(context, [&](const auto& declaration, const auto& /*node*/) {
        check_shape(context, declaration);
        for (const std::uint32_t index : context.symbol_of(declaration).instances) {
            model::Duty duty = context.model.duties[index];
            check_instance(context, declaration, duty, context.duty_views[index]);
            check_decide(context, declaration, duty);
            check_forced(context, declaration, duty);
            context.model.duties[index] = std::move(duty);
        }
    });
}

}  // namespace onus::engine::checking
