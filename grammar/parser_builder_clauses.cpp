// SPDX-License-Identifier: Apache-2.0

#include <utility>

#include "grammar/antlr_builder.h"

namespace onus::grammar {

ast::Clause TreeBuilder::clause(Node node) {
    Cursor cursor(node);
    ast::Clause clause;
    clause.span = node.span();
    clause.keyword = cursor.take().span();
    clause.node = clause_node(node.rule(), cursor);
    return clause;
}

ast::ClauseNode TreeBuilder::clause_node(std::size_t rule, Cursor& cursor) {
    for (const auto family : {&TreeBuilder::header_clause, &TreeBuilder::rule_clause,
                              &TreeBuilder::duty_clause, &TreeBuilder::step_clause,
                              &TreeBuilder::effect_clause, &TreeBuilder::permission_clause}) {
        if (auto made = (this->*family)(rule, cursor)) {
            return std::move(*made);
        }
    }
    auto made = test_clause(rule, cursor);
    ONUS_CHECK(made.has_value(), "every clause of the grammar is built");
    return std::move(*made);
}

std::optional<ast::ClauseNode> TreeBuilder::header_clause(std::size_t rule, Cursor& cursor) {
    switch (rule) {
        case Generated::RuleLayerClause:
            return ast::LayerClause{name(cursor.take())};
        case Generated::RuleHeaderEffectiveClause:
        case Generated::RuleRuleEffectiveClause: {
            ast::EffectiveClause effective;
            effective.from = date(cursor.take());
            if (cursor.accept(TokenKind::kUntil)) {
                effective.until = date(cursor.take());
            }
            if (cursor.accept(TokenKind::kLevel)) {
                effective.level = name(cursor.take());
            }
            return effective;
        }
        case Generated::RuleOwnerClause:
            return ast::OwnerClause{path(cursor.take())};
        case Generated::RuleCalendarClause:
            return ast::CalendarClause{name(cursor.take())};
        case Generated::RuleCurrencyClause:
            return ast::CurrencyClause{name(cursor.take())};
        case Generated::RuleUseClause:
            return ast::UseClause{names(cursor.take())};
        case Generated::RuleCiteClause:
            return ast::CiteClause{message(cursor.take())};
        case Generated::RuleCreatesClause:
            return ast::CreatesClause{paths(cursor.take())};
        case Generated::RuleChangesClause:
            return ast::ChangesClause{paths(cursor.take())};
        case Generated::RuleIsClause:
            return ast::IsClause{name(cursor.take())};
        case Generated::RuleAccordingClause: {
            ast::AccordingToClause according;
            while (!cursor.done()) {
                according.inputs.push_back(expr(cursor.take()));
                static_cast<void>(cursor.accept(TokenKind::kBar));
            }
            return according;
        }
        case Generated::RuleCaseClause:
            return table_case(cursor);
        default:
            return std::nullopt;
    }
}

std::optional<ast::ClauseNode> TreeBuilder::rule_clause(std::size_t rule, Cursor& cursor) {
    switch (rule) {
        case Generated::RuleWhenClause:
            return ast::WhenClause{event(cursor.take())};
        case Generated::RuleRepeatedClause: {
            ast::RepeatedClause repeated;
            repeated.count = whole_number(cursor.take(), 1, 1'000'000);
            cursor.skip();
            repeated.window = window(cursor.take());
            cursor.skip();
            repeated.by = path(cursor.take());
            return repeated;
        }
        case Generated::RuleRequireClause:
            return ast::RequireClause{expr(cursor.take())};
        case Generated::RuleForbidClause:
            return ast::ForbidClause{expr(cursor.take())};
        case Generated::RuleGuaranteeClause:
            return ast::GuaranteeClause{expr(cursor.take())};
        case Generated::RuleUnlessClause:
            return ast::UnlessClause{expr(cursor.take())};
        case Generated::RuleApprovalClause:
            return approval(cursor);
        case Generated::RuleOtherwiseClause:
            return otherwise(cursor);
        case Generated::RuleTraceClause: {
            ast::TraceClause trace;
            trace.subject = path(cursor.take());
            while (!cursor.done()) {
                cursor.skip();  // `through`, a comma, `or`
                trace.actions.push_back(traced(cursor.take()));
            }
            return trace;
        }
        case Generated::RuleShareClause:
            return share(cursor);
        default:
            return std::nullopt;
    }
}

std::optional<ast::ClauseNode> TreeBuilder::step_clause(std::size_t rule, Cursor& cursor) {
    switch (rule) {
        case Generated::RuleAfterClause: {
            ast::AfterClause after;
            while (!cursor.done()) {
                Cursor written(cursor.take());
                ast::Predecessor predecessor{name(written.take()), ast::kNoExpr};
                if (written.accept(TokenKind::kIf)) {
                    predecessor.condition = expr(written.take());
                }
                after.predecessors.push_back(std::move(predecessor));
                static_cast<void>(cursor.accept(TokenKind::kComma));
            }
            return after;
        }
        case Generated::RuleReturnsClause: {
            ast::ReturnsClause returns;
            returns.step = name(cursor.take());
            cursor.skip();
            returns.count = whole_number(cursor.take(), 1, 1000);
            cursor.skip();
            cursor.skip();
            returns.condition = expr(cursor.take());
            return returns;
        }
        case Generated::RuleHandedClause: {
            const ast::ExprId to = path(cursor.take());
            cursor.skip();
            return ast::HandedClause{to, span_expr(cursor.take())};
        }
        case Generated::RuleRunClause:
            return ast::RunClause{name(cursor.take())};
        default:
            return std::nullopt;
    }
}

std::optional<ast::ClauseNode> TreeBuilder::duty_clause(std::size_t rule, Cursor& cursor) {
    switch (rule) {
        case Generated::RuleBearerClause: {
            const bool every = cursor.accept(TokenKind::kEvery);
            return ast::BearerClause{every, path(cursor.take())};
        }
        case Generated::RuleBeforeClause:
            return ast::BeforeClause{path(cursor.take())};
        case Generated::RuleMustClause:
            return ast::MustClause{acts(cursor.take())};
        case Generated::RuleMustNotClause:
            return ast::MustNotClause{acts(cursor.take())};
        case Generated::RuleWithinClause:
        case Generated::RuleActionWithinClause: {
            ast::WithinClause within;
            within.period = span_expr(cursor.take());
            if (cursor.accept(TokenKind::kFrom)) {
                within.from = path(cursor.take());
            }
            return within;
        }
        case Generated::RuleUntilClause:
            return ast::UntilClause{expr(cursor.take())};
        case Generated::RuleRemindClause: {
            ast::RemindClause remind;
            do {
                remind.percents.push_back(percent(cursor.take()));
            } while (cursor.accept(TokenKind::kComma));
            if (cursor.accept(TokenKind::kAndNotify)) {
                remind.also = paths(cursor.take());
            }
            return remind;
        }
        case Generated::RuleSuspendedClause: {
            cursor.skip();
            const ast::ExprId from = path(cursor.take());
            cursor.skip();
            return ast::SuspendedClause{from, path(cursor.take())};
        }
        case Generated::RuleExtendedClause: {
            const ast::ExprId period = span_expr(cursor.take());
            cursor.skip();
            return ast::ExtendedClause{period, path(cursor.take())};
        }
        case Generated::RuleCancelledClause:
            cursor.skip();
            return ast::CancelledClause{event(cursor.take())};
        case Generated::RuleExcusedClause:
            cursor.skip();
            return ast::ExcusedClause{path(cursor.take())};
        case Generated::RuleAbsenceClause:
            return ast::AbsenceClause{cursor.accept(TokenKind::kSuspended) ? ast::kNoExpr
                                                                           : path(cursor.take())};
        default:
            return std::nullopt;
    }
}

std::optional<ast::ClauseNode> TreeBuilder::effect_clause(std::size_t rule, Cursor& cursor) {
    switch (rule) {
        case Generated::RuleThenClause:
            return ast::ThenClause{effects(cursor)};
        case Generated::RuleViolatedClause:
            return ast::ViolatedClause{effects(cursor)};
        case Generated::RuleOverdueClause:
            return ast::OverdueClause{effects(cursor)};
        case Generated::RuleFulfilledClause:
            return ast::FulfilledClause{effects(cursor)};
        case Generated::RuleUntraceableClause:
            return ast::UntraceableClause{effects(cursor)};
        default:
            return std::nullopt;
    }
}

std::optional<ast::ClauseNode> TreeBuilder::permission_clause(std::size_t rule, Cursor& cursor) {
    switch (rule) {
        case Generated::RuleGrantedClause:
            return ast::GrantedToClause{names(cursor.take())};
        case Generated::RuleMayClause: {
            ast::Grant granted = grant(cursor.take());
            return ast::MayClause{std::move(granted), condition(cursor)};
        }
        case Generated::RuleCannotClause: {
            ast::Grant refused = grant(cursor.take());
            return ast::CannotClause{std::move(refused), condition(cursor)};
        }
        case Generated::RuleCarriesClause:
            return ast::CarriesClause{names(cursor.take())};
        case Generated::RuleCarriesNoneClause:
            return ast::CarriesNoneClause{message(cursor.take())};
        case Generated::RuleDelegatedClause:
            return ast::DelegatedClause{paths(cursor.take())};
        case Generated::RuleTransferredClause:
            return ast::TransferredClause{paths(cursor.take())};
        default:
            return std::nullopt;
    }
}

std::optional<ast::ClauseNode> TreeBuilder::test_clause(std::size_t rule, Cursor& cursor) {
    switch (rule) {
        case Generated::RuleGivenClause: {
            const bool done = cursor.accept(TokenKind::kDone);
            const ast::ExprId subject = path(cursor.take());
            cursor.skip();
            if (!done) {
                return ast::GivenIsClause{subject, expr(cursor.take())};
            }
            const ast::ExprId by = path(cursor.take());
            cursor.skip();
            return ast::GivenDoneClause{subject, by, timestamp(cursor.take())};
        }
        case Generated::RulePerformClause: {
            ast::PerformClause perform;
            perform.actor = path(cursor.take());
            perform.forces = cursor.take().kind() == TokenKind::kForces;
            perform.action = path(cursor.take());
            if (cursor.at_rule(Generated::RuleText)) {
                perform.reason = text(cursor.take());
            }
            cursor.skip();
            perform.at = timestamp(cursor.take());
            return perform;
        }
        case Generated::RuleAtClause:
            return ast::AtClause{timestamp(cursor.take())};
        case Generated::RuleExpectClause:
            return expect(cursor);
        default:
            return std::nullopt;
    }
}

}  // namespace onus::grammar
