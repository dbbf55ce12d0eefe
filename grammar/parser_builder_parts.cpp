// SPDX-License-Identifier: Apache-2.0

#include <utility>

#include "grammar/antlr_builder.h"

namespace onus::grammar {
namespace {

ast::OutcomeLevel outcome_level(TokenKind kind) {
    switch (kind) {
        case TokenKind::kBlock:
            return ast::OutcomeLevel::kBlock;
        case TokenKind::kHold:
            return ast::OutcomeLevel::kHold;
        case TokenKind::kWarn:
            return ast::OutcomeLevel::kWarn;
        default:
            return ast::OutcomeLevel::kNote;
    }
}

ast::EventQualifier event_qualifier(TokenKind kind) {
    switch (kind) {
        case TokenKind::kForced:
            return ast::EventQualifier::kForced;
        case TokenKind::kOverdue:
            return ast::EventQualifier::kOverdue;
        case TokenKind::kViolated:
            return ast::EventQualifier::kViolated;
        case TokenKind::kFulfilled:
            return ast::EventQualifier::kFulfilled;
        default:
            return ast::EventQualifier::kNone;
    }
}

ast::CellLimit limit_operator(TokenKind kind) {
    using Op = ast::BinaryOperator;
    switch (kind) {
        case TokenKind::kLe:
            return {Op::kAtMost, true};
        case TokenKind::kGe:
            return {Op::kAtLeast, true};
        case TokenKind::kGt:
            return {Op::kMoreThan, true};
        case TokenKind::kLt:
            return {Op::kLessThan, true};
        case TokenKind::kAtLeast:
            return {Op::kAtLeast, false};
        case TokenKind::kMoreThan:
            return {Op::kMoreThan, false};
        case TokenKind::kLessThan:
            return {Op::kLessThan, false};
        default:
            return {Op::kAtMost, false};
    }
}

}  // namespace

ast::ExprId TreeBuilder::condition(Cursor& cursor) {
    return cursor.accept(TokenKind::kIf) ? expr(cursor.take()) : ast::kNoExpr;
}

ast::EventPattern TreeBuilder::event(Node node) {
    Cursor cursor(node);
    ast::EventPattern event;
    event.span = node.span();
    if (cursor.at_rule(Generated::RuleClock)) {
        event.clock = clock(cursor.take());
    } else {
        event.qualifier = event_qualifier(cursor.peek().kind());
        if (event.qualifier != ast::EventQualifier::kNone) {
            cursor.skip();
        }
        event.path = path(cursor.take());
    }
    event.condition = condition(cursor);
    return event;
}

ast::Clock TreeBuilder::clock(Node node) {
    Cursor cursor(node);
    ast::Clock clock;
    switch (cursor.take().kind()) {
        case TokenKind::kEveryWeek:
            clock.every = ast::Clock::Every::kWeek;
            clock.weekday = name(cursor.take());
            break;
        case TokenKind::kEveryMonth:
            clock.every = ast::Clock::Every::kMonth;
            clock.day_of_month = whole_number(cursor.take(), 1, 31);
            break;
        default:
            break;
    }
    cursor.skip();
    clock.time = time(cursor.take());
    return clock;
}

ast::OtherwiseClause TreeBuilder::otherwise(Cursor& cursor) {
    ast::OtherwiseClause otherwise;
    Cursor outcome(cursor.take());
    otherwise.level = outcome_level(outcome.take().kind());
    if (outcome.accept(TokenKind::kFor)) {
        otherwise.decider = path(outcome.take());
    }
    if (outcome.accept(TokenKind::kAnswerWithin)) {
        otherwise.answer_within = span_expr(outcome.take());
    }
    otherwise.message = message(cursor.take());
    return otherwise;
}

ast::NeedsApprovalClause TreeBuilder::approval(Cursor& cursor) {
    ast::NeedsApprovalClause approval;
    cursor.skip();
    approval.approvers = paths(cursor.take());
    approval.as_different_persons = cursor.accept(TokenKind::kAsDifferent);
    if (cursor.accept(TokenKind::kWithin)) {
        approval.within = span_expr(cursor.take());
    }
    approval.message = optional_message(cursor);
    return approval;
}

std::vector<ast::Effect> TreeBuilder::effects(Cursor& cursor) {
    std::vector<ast::Effect> all;
    while (!cursor.done()) {
        all.push_back(effect(cursor.take()));
    }
    return all;
}

ast::Effect TreeBuilder::effect(Node node) {
    Cursor cursor(node);
    ast::Effect effect;
    effect.span = node.span();
    switch (cursor.take().kind()) {
        case TokenKind::kLog: {
            ast::LogEffect log;
            log.name = name(cursor.take());
            cursor.skip();
            log.against = path(cursor.take());
            if (cursor.at_rule(Generated::RuleScore)) {
                const Node score = cursor.take();
                const Decimal points = number(score.child(1));
                const bool minus = score.child(0).kind() == TokenKind::kMinus;
                log.points = minus ? Decimal::from_units(-points.units()) : points;
            }
            log.message = optional_message(cursor);
            effect.node = std::move(log);
            break;
        }
        case TokenKind::kNotify: {
            ast::NotifyEffect notify;
            notify.paths = paths(cursor.take());
            if (cursor.accept(TokenKind::kLevel)) {
                notify.level = name(cursor.take());
            }
            notify.message = optional_message(cursor);
            effect.node = std::move(notify);
            break;
        }
        case TokenKind::kEscalate: {
            ast::EscalateEffect escalate;
            escalate.path = path(cursor.take());
            if (cursor.accept(TokenKind::kAnswerWithin)) {
                escalate.answer_within = span_expr(cursor.take());
            }
            effect.node = escalate;
            break;
        }
        default: {
            ast::DeemEffect deem;
            deem.path = path(cursor.take());
            if (cursor.accept(TokenKind::kFrom)) {
                deem.from = path(cursor.take());
            }
            effect.node = deem;
            break;
        }
    }
    return effect;
}

std::vector<ast::Act> TreeBuilder::acts(Node node) {
    std::vector<ast::Act> all;
    for (Cursor cursor(node); !cursor.done();) {
        const Node part = cursor.take();
        if (!part.is_token()) {
            all.push_back(act(part));
        }
    }
    return all;
}

ast::Act TreeBuilder::act(Node node) {
    Cursor cursor(node);
    ast::Act act;
    act.span = node.span();
    act.action = name(cursor.take());
    if (cursor.at_rule(Generated::RuleArgs)) {
        act.has_arguments = true;
        act.arguments = arguments(cursor.take());
    }
    if (cursor.accept(TokenKind::kWhere)) {
        cursor.skip();
        act.where = expr(cursor.take());
        cursor.skip();
    }
    if (!cursor.done()) {
        act.window = window(cursor.take());
    }
    return act;
}

ast::Grant TreeBuilder::grant(Node node) {
    Cursor cursor(node);
    ast::Grant grant;
    switch (cursor.take().kind()) {
        case TokenKind::kRead:
            grant.right = ast::Right::kRead;
            grant.paths = paths(cursor.take());
            break;
        case TokenKind::kWrite:
            grant.right = ast::Right::kWrite;
            grant.paths = paths(cursor.take());
            break;
        default:
            grant.right = ast::Right::kPerform;
            grant.actions = names(cursor.take());
            break;
    }
    return grant;
}

ast::CaseClause TreeBuilder::table_case(Cursor& cursor) {
    ast::CaseClause table_case;
    bool behind_then = false;
    while (!cursor.done()) {
        const Node part = cursor.take();
        if (part.is_token()) {
            behind_then = behind_then || part.kind() == TokenKind::kThen;
        } else if (behind_then) {
            table_case.results.push_back(expr(part));
        } else {
            table_case.cells.push_back(cell(part));
        }
    }
    return table_case;
}

ast::Cell TreeBuilder::cell(Node node) {
    ast::Cell cell;
    cell.span = node.span();
    for (Cursor cursor(node); !cursor.done();) {
        const Node part = cursor.take();
        if (part.is_token()) {
            cell.any = cell.any || part.kind() == TokenKind::kAny;
        } else if (part.is_rule(Generated::RuleLimit)) {
            ast::CellLimit limit = limit_operator(part.child(0).kind());
            limit.value = value(part.child(1));
            cell.limits.push_back(limit);
        } else {
            cell.values.push_back(value(part));
        }
    }
    return cell;
}

ast::ShareClause TreeBuilder::share(Cursor& cursor) {
    ast::ShareClause share;
    share.percent = percent(cursor.take());
    cursor.skip();
    share.by = path(cursor.take());
    if (cursor.accept(TokenKind::kExcept)) {
        share.except_if = condition(cursor);
        cursor.skip();
        cursor.skip();
        share.except_by = path(cursor.take());
    }
    return share;
}

ast::ExpectClause TreeBuilder::expect(Cursor& cursor) {
    ast::ExpectClause expect;
    expect.negated = cursor.accept(TokenKind::kNot);
    const Node what = cursor.take();
    if (what.is_rule(Generated::RuleExpr)) {
        expect.expected = expr(what);
        return expect;
    }
    Cursor inner(what);
    if (inner.at_rule(Generated::RuleOutcomeLevel)) {
        const ast::OutcomeLevel level = outcome_level(inner.take().child(0).kind());
        inner.skip();
        expect.expected = ast::ExpectedOutcome{level, path(inner.take())};
    } else if (inner.accept(TokenKind::kLog)) {
        ast::ExpectedLog log;
        log.name = name(inner.take());
        inner.skip();
        log.against = path(inner.take());
        expect.expected = std::move(log);
    } else if (inner.accept(TokenKind::kShare)) {
        const Decimal part = percent(inner.take());
        inner.skip();
        expect.expected = ast::ExpectedShare{part, path(inner.take())};
    } else {
        inner.skip();
        expect.expected = ast::ExpectedNotice{path(inner.take())};
    }
    return expect;
}

}  // namespace onus::grammar
