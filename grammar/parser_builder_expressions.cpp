// SPDX-License-Identifier: Apache-2.0

#include <utility>

#include "grammar/antlr_builder.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::grammar {
namespace {

struct OperatorWord {
    ast::BinaryOperator op;
    bool symbolic = false;
};

OperatorWord operator_of(TokenKind kind) {
    using Op = ast::BinaryOperator;
    switch (kind) {
        case TokenKind::kTimes:
            return {Op::kMultiply, true};
        case TokenKind::kDiv:
            return {Op::kDivide, true};
        case TokenKind::kPlus:
            return {Op::kAdd, true};
        case TokenKind::kMinus:
            return {Op::kSubtract, true};
        case TokenKind::kLe:
            return {Op::kAtMost, true};
        case TokenKind::kGe:
            return {Op::kAtLeast, true};
        case TokenKind::kGt:
            return {Op::kMoreThan, true};
        case TokenKind::kLt:
            return {Op::kLessThan, true};
        case TokenKind::kEq:
            return {Op::kIs, true};
        case TokenKind::kNe:
            return {Op::kIsNot, true};
        case TokenKind::kAtMost:
            return {Op::kAtMost};
        case TokenKind::kAtLeast:
            return {Op::kAtLeast};
        case TokenKind::kMoreThan:
            return {Op::kMoreThan};
        case TokenKind::kLessThan:
            return {Op::kLessThan};
        case TokenKind::kIsNot:
            return {Op::kIsNot};
        case TokenKind::kIn:
            return {Op::kIn};
        case TokenKind::kNotIn:
            return {Op::kNotIn};
        case TokenKind::kAnd:
            return {Op::kAnd};
        case TokenKind::kOr:
            return {Op::kOr};
        default:
            return {Op::kIs};
    }
}

ast::HistoryOperator history_operator(TokenKind kind) {
    switch (kind) {
        case TokenKind::kCountOf:
            return ast::HistoryOperator::kCount;
        case TokenKind::kSumOf:
            return ast::HistoryOperator::kSum;
        case TokenKind::kMaxOf:
            return ast::HistoryOperator::kMax;
        default:
            return ast::HistoryOperator::kDone;
    }
}

}  // namespace

ast::ExprId TreeBuilder::add(ast::ExprNode node, Span span) {
    file_.expressions.push_back({std::move(node), span});
    return static_cast<ast::ExprId>(file_.expressions.size() - 1);
}

ast::ExprId TreeBuilder::expr(Node node) {
    // A chain like a + b + c nests to the left, which the scan of brackets before does not see.
    if (depth_ >= options_.depth_max) {
        if (diagnostics_.empty() || diagnostics_.back().kind != DiagnosticKind::kNestedTooDeeply) {
            report(DiagnosticKind::kNestedTooDeeply, node.span(),
                   {std::to_string(options_.depth_max)});
        }
        return broken(node.span());
    }
    ++depth_;
    const ast::ExprId made = expr_within_depth(node);
    --depth_;
    return made;
}

ast::ExprId TreeBuilder::expr_within_depth(Node node) {
    if (node.size() == 1) {
        const Node inner = node.child(0).child(0);
        if (inner.is_rule(Generated::RulePath)) {
            return path(inner);
        }
        if (inner.is_rule(Generated::RuleLiteral)) {
            return literal_expr(inner);
        }
    }
    ast::ExprNode made = operation(node);
    return add(std::move(made), node.span());
}

ast::ExprNode TreeBuilder::operation(Node node) {
    Cursor cursor(node);
    if (cursor.at_rule(Generated::RulePrimary)) {
        return primary(cursor.take());
    }
    if (cursor.accept(TokenKind::kMinus)) {
        return ast::Unary{ast::UnaryOperator::kMinus, expr(cursor.take())};
    }
    if (cursor.accept(TokenKind::kNot)) {
        return ast::Unary{ast::UnaryOperator::kNot, expr(cursor.take())};
    }
    const ast::ExprId left = expr(cursor.take());
    const Node sign = cursor.take();
    if (cursor.done()) {
        return ast::Presence{sign.kind() == TokenKind::kIsGiven, left};
    }
    const OperatorWord word = operator_of(sign.kind());
    ast::Binary binary;
    binary.op = word.op;
    binary.symbolic = word.symbolic;
    binary.op_span = sign.span();
    binary.left = left;
    binary.right = expr(cursor.take());
    return binary;
}

ast::ExprNode TreeBuilder::primary(Node node) {
    Cursor cursor(node);
    if (cursor.at_rule(Generated::RuleHistory)) {
        return history(cursor.take());
    }
    if (cursor.accept(TokenKind::kDuty)) {
        return ast::DutyReference{path(cursor.take())};
    }
    if (cursor.accept(TokenKind::kLatest)) {
        const ast::ExprId subject = path(cursor.take());
        cursor.skip();
        cursor.skip();
        return ast::Latest{subject, expr(cursor.take())};
    }
    if (cursor.at(TokenKind::kEvery) || cursor.at(TokenKind::kSome)) {
        return quantifier(node);
    }
    const bool is_max = cursor.accept(TokenKind::kMaxOf);
    std::vector<ast::ExprId> items;
    while (!cursor.done()) {
        const Node part = cursor.take();
        if (!part.is_token()) {
            items.push_back(expr(part));
        }
    }
    if (is_max) {
        return ast::MaxOf{std::move(items)};
    }
    return ast::Group{std::move(items)};
}

ast::ExprNode TreeBuilder::history(Node node) {
    Cursor cursor(node);
    ast::History history;
    history.op = history_operator(cursor.take().kind());
    if (cursor.accept(TokenKind::kForced)) {
        history.qualifier = ast::HistoryQualifier::kForced;
    } else if (cursor.accept(TokenKind::kOverdue)) {
        history.qualifier = ast::HistoryQualifier::kOverdue;
    } else if (cursor.accept(TokenKind::kViolated)) {
        history.qualifier = ast::HistoryQualifier::kViolated;
    }
    history.path = path(cursor.take());
    if (cursor.accept(TokenKind::kBy)) {
        history.by = path(cursor.take());
    }
    if (cursor.accept(TokenKind::kWhere)) {
        cursor.skip();
        history.where = expr(cursor.take());
        cursor.skip();
    }
    if (!cursor.done()) {
        history.window = window(cursor.take());
    }
    return history;
}

ast::ExprNode TreeBuilder::quantifier(Node node) {
    Cursor cursor(node);
    ast::Quantifier quantifier;
    quantifier.every = cursor.take().kind() == TokenKind::kEvery;
    quantifier.variable = name(cursor.take());
    cursor.skip();
    quantifier.list = path(cursor.take());
    cursor.skip();
    cursor.skip();
    quantifier.condition = expr(cursor.take());
    return quantifier;
}

ast::ExprId TreeBuilder::path(Node node) {
    ast::Path path;
    for (Cursor cursor(node); !cursor.done();) {
        const Node part = cursor.take();
        if (!part.is_token()) {
            path.segments.push_back(segment(part));
        }
    }
    if (path.segments.front().name.text.empty()) {
        return broken(node.span());
    }
    return add(std::move(path), node.span());
}

std::vector<ast::ExprId> TreeBuilder::paths(Node node) {
    std::vector<ast::ExprId> all;
    for (Cursor cursor(node); !cursor.done();) {
        const Node part = cursor.take();
        if (!part.is_token()) {
            all.push_back(path(part));
        }
    }
    return all;
}

/// A path of bare names.
ast::ExprId TreeBuilder::traced(Node node) {
    ast::Path path;
    for (Cursor cursor(node); !cursor.done(); static_cast<void>(cursor.accept(TokenKind::kDot))) {
        path.segments.push_back({name(cursor.take()), false, {}});
    }
    return path.segments.front().name.text.empty() ? broken(node.span())
                                                   : add(std::move(path), node.span());
}

ast::PathSegment TreeBuilder::segment(Node node) {
    ast::PathSegment segment;
    segment.name = name(node.child(0));
    if (node.size() > 1) {
        segment.has_arguments = true;
        segment.arguments = arguments(node.child(1));
    }
    return segment;
}

std::vector<ast::Argument> TreeBuilder::arguments(Node node) {
    std::vector<ast::Argument> all;
    for (Cursor cursor(node); !cursor.done();) {
        const Node part = cursor.take();
        if (part.is_token()) {
            continue;
        }
        ast::Argument argument;
        Cursor inner(part);
        if (inner.at_rule(Generated::RuleName)) {
            argument.name = name(inner.take());
            inner.skip();
        }
        argument.value = expr(inner.take());
        all.push_back(std::move(argument));
    }
    return all;
}

ast::ExprId TreeBuilder::literal_expr(Node node) {
    auto made = literal(node);
    return add(made ? std::move(*made) : ast::ExprNode(ast::Broken{}), node.span());
}

ast::ExprId TreeBuilder::value(Node node) {
    Cursor cursor(node);
    const bool negative = cursor.accept(TokenKind::kMinus);
    const Node inner = cursor.take();
    const ast::ExprId operand =
        inner.is_rule(Generated::RuleLiteral) ? literal_expr(inner) : path(inner);
    return negative ? add(ast::Unary{ast::UnaryOperator::kMinus, operand}, node.span()) : operand;
}

ast::ExprId TreeBuilder::span_expr(Node node) {
    const Node inner = node.child(0);
    if (inner.is_rule(Generated::RulePath)) {
        return path(inner);
    }
    auto made = duration(inner);
    return add(made ? std::move(*made) : ast::ExprNode(ast::Broken{}), node.span());
}

ast::Window TreeBuilder::window(Node node) {
    ast::Window window;
    window.span = node.span();
    Cursor cursor(node);
    switch (cursor.take().kind()) {
        case TokenKind::kThisWeek:
            window.kind = ast::WindowKind::kThisWeek;
            break;
        case TokenKind::kThisMonth:
            window.kind = ast::WindowKind::kThisMonth;
            break;
        case TokenKind::kThisQuarter:
            window.kind = ast::WindowKind::kThisQuarter;
            break;
        case TokenKind::kThisYear:
            window.kind = ast::WindowKind::kThisYear;
            break;
        default:
            window.length = span_expr(cursor.take());
            break;
    }
    return window;
}

}  // namespace onus::grammar
