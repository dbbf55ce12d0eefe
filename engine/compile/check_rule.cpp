// SPDX-License-Identifier: Apache-2.0

#include <utility>

#include "engine/compile/declarations.h"
#include "engine/compile/types.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::ExprId;

template <class T>
bool has(const ast::Declaration& declaration) {
    return ast::clause_of<T>(declaration.clauses) != nullptr;
}

/// A rule judges or does something, and says what happens if it is broken.
void check_shape(Context& context, const ast::Declaration& declaration) {
    const bool judges = has<ast::RequireClause>(declaration) || has<ast::ForbidClause>(declaration);
    const bool guarantees = has<ast::GuaranteeClause>(declaration);
    const bool approval = has<ast::NeedsApprovalClause>(declaration);
    const bool outcome = has<ast::OtherwiseClause>(declaration);
    const Span span = declaration.name.span;
    const std::string& name = declaration.name.text;
    const bool says_something =
        judges || guarantees || approval || has<ast::ThenClause>(declaration);
    if (!says_something) {
        return;  // the parser said so
    }
    if (judges && !outcome && !approval) {
        context.report(DiagnosticKind::kOutcomeMissing, span, {name});
    } else if (outcome && !judges && !guarantees) {
        context.report(DiagnosticKind::kOutcomeUnused, span, {name});
    }
    const bool law = context.model.rulebooks[context.rulebook()].layer == model::Layer::kLaw;
    if (guarantees && !law) {
        for (const ast::Clause& clause : declaration.clauses) {
            if (std::holds_alternative<ast::GuaranteeClause>(clause.node)) {
                context.report(DiagnosticKind::kGuaranteeOutsideLaw, clause.keyword, {name});
            }
        }
    }
}

std::vector<model::EffectivePeriod> periods_of(Context& context,
                                               const ast::Declaration& declaration) {
    std::vector<model::EffectivePeriod> periods;
    for (const ast::Clause& clause : declaration.clauses) {
        const auto* written = std::get_if<ast::EffectiveClause>(&clause.node);
        if (written == nullptr) {
            continue;
        }
        if (written->until && *written->until < written->from) {
            context.report(DiagnosticKind::kEffectiveEndsBefore, clause.span);
        }
        model::EffectivePeriod period;
        period.from = written->from;
        period.until = written->until;
        if (written->level) {
            period.level = stage_of(context, *written->level);
        }
        periods.push_back(period);
    }
    return periods;
}

std::vector<ExprId> requirements_of(Context& context, ExpressionChecker& checker,
                                    const ast::Declaration& declaration) {
    std::vector<ExprId> all;
    for (const ast::Clause& clause : declaration.clauses) {
        if (const auto* require = std::get_if<ast::RequireClause>(&clause.node)) {
            all.push_back(checker.condition(require->condition));
        } else if (const auto* guarantee = std::get_if<ast::GuaranteeClause>(&clause.node)) {
            all.push_back(checker.condition(guarantee->condition));
        } else if (const auto* forbid = std::get_if<ast::ForbidClause>(&clause.node)) {
            const ExprId bad = checker.condition(forbid->condition);
            const Span span = context.model.exprs[bad].span;
            all.push_back(context.add(model::UnaryExpr{model::UnaryOp::kNot, bad},
                                      plain(model::TypeKind::kYesNo), span,
                                      unary_text(context.model, model::UnaryOp::kNot, bad)));
        }
    }
    return all;
}

model::Approval approval_of(ExpressionChecker& checker, const ast::NeedsApprovalClause& written) {
    model::Approval approval;
    for (const ast::ExprId path : written.approvers) {
        approval.approvers.push_back(checker.person(path));
    }
    approval.different_persons = written.as_different_persons;
    if (written.within != ast::kNoExpr) {
        approval.within = checker.period(written.within);
    }
    if (written.message) {
        approval.message = checker.message(*written.message);
    }
    return approval;
}

void check_instance(Context& context, const ast::Declaration& declaration, model::Rule& rule,
                    ActionView view) {
    Scope scope = scope_of(context, view);
    std::uint32_t slots = 0;
    scope.next_slot = &slots;
    ExpressionChecker checker(context, scope);
    fill_heading(context, declaration, rule.heading);
    rule.effective = periods_of(context, declaration);
    const auto* when = ast::clause_of<ast::WhenClause>(declaration.clauses);
    if (when->event.condition != ast::kNoExpr) {
        rule.condition = checker.condition(when->event.condition);
        checker.learn(facts_if(context.model, rule.condition, true));
    }
    rule.repeated = repeated_of(checker, declaration.clauses);
    if (const auto* unless = ast::clause_of<ast::UnlessClause>(declaration.clauses)) {
        rule.unless = checker.condition(unless->condition);
        checker.learn(facts_if(context.model, rule.unless, false));
    }
    rule.requires_all = requirements_of(context, checker, declaration);
    rule.guarantee = has<ast::GuaranteeClause>(declaration);
    if (const auto* approval = ast::clause_of<ast::NeedsApprovalClause>(declaration.clauses)) {
        rule.approval = approval_of(checker, *approval);
    }
    if (const auto* otherwise = ast::clause_of<ast::OtherwiseClause>(declaration.clauses)) {
        rule.outcome = outcome_of(checker, *otherwise);
    }
    const bool cited = !rule.heading.cites.empty();
    if (const auto* then = ast::clause_of<ast::ThenClause>(declaration.clauses)) {
        rule.then = effects_of(context, checker, then->effects, cited);
    }
    if (const auto* violated = ast::clause_of<ast::ViolatedClause>(declaration.clauses)) {
        rule.violated = effects_of(context, checker, violated->effects, cited);
    }
}

}  // namespace

void check_rules(Context& context) {
    for_each<ast::RuleDecl>(context, [&](const auto& declaration, const auto& /*node*/) {
        check_shape(context, declaration);
        for (const std::uint32_t index : context.symbol_of(declaration).instances) {
            model::Rule rule = context.model.rules[index];
            check_instance(context, declaration, rule, context.rule_views[index]);
            context.model.rules[index] = std::move(rule);
        }
    });
}

}  // namespace onus::engine::checking
