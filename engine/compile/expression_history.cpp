// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <utility>

#include "engine/compile/expression.h"
#include "engine/compile/types.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {

using model::ExprId;
using model::HistoryExpr;
using model::HistoryOp;
using model::HistorySubject;
using model::Type;
using model::TypeKind;

namespace {

/// Names that mean the present, also inside `where`.
bool is_present_name(std::string_view id) {
    return id == "this" || id == "now" || id == "today" || id == "bearer" || id == "owner" ||
           id == "step" || id == "previous";
}

bool has_present_head(const ast::Path& path) {
    return !path.segments.empty() && is_present_name(path.segments.front().name.id);
}

HistoryOp op_of(ast::HistoryOperator op) {
    switch (op) {
        case ast::HistoryOperator::kDone:
            return HistoryOp::kDone;
        case ast::HistoryOperator::kCount:
            return HistoryOp::kCount;
        case ast::HistoryOperator::kSum:
            return HistoryOp::kSum;
        case ast::HistoryOperator::kMax:
            return HistoryOp::kMax;
    }
    return HistoryOp::kDone;
}

HistorySubject subject_of(ast::HistoryQualifier qualifier) {
    switch (qualifier) {
        case ast::HistoryQualifier::kNone:
            return HistorySubject::kAction;
        case ast::HistoryQualifier::kForced:
            return HistorySubject::kForced;
        case ast::HistoryQualifier::kOverdue:
            return HistorySubject::kOverdue;
        case ast::HistoryQualifier::kViolated:
            return HistorySubject::kViolated;
    }
    return HistorySubject::kAction;
}

Shown op_word(HistoryOp op) {
    switch (op) {
        case HistoryOp::kDone:
            return {"done ", "已办 "};
        case HistoryOp::kCount:
            return {"count of ", "次数 "};
        case HistoryOp::kSum:
            return {"sum of ", "合计 "};
        case HistoryOp::kMax:
            return {"highest of ", "最高 "};
        case HistoryOp::kLatest:
            return {"latest ", "最近一次 "};
    }
    return {};
}

Shown subject_word(HistorySubject subject) {
    switch (subject) {
        case HistorySubject::kAction:
            return {};
        case HistorySubject::kForced:
            return {"forced ", "突破 "};
        case HistorySubject::kOverdue:
            return {"overdue ", "逾期 "};
        case HistorySubject::kViolated:
            return {"violated ", "违反 "};
    }
    return {};
}

void append(Shown& text, const Shown& more) {
    text.en += more.en;
    text.zh += more.zh;
}

}  // namespace

Scope ExpressionChecker::past_scope(std::uint32_t action) const {
    Scope past = scope_of(context_, {action, action});
    past.present = &scope_;
    past.next_slot = scope_.next_slot;
    past.is_test = scope_.is_test;
    return past;
}

bool ExpressionChecker::mentions_present(ast::ExprId id) const {
    if (id == ast::kNoExpr) {
        return false;
    }
    const ast::ExprNode& node = at(id).node;
    if (const auto* path = std::get_if<ast::Path>(&node)) {
        bool found = has_present_head(*path);
        for (const ast::PathSegment& segment : path->segments) {
            for (const ast::Argument& argument : segment.arguments) {
                found = found || mentions_present(argument.value);
            }
        }
        return found;
    }
    if (const auto* unary = std::get_if<ast::Unary>(&node)) {
        return mentions_present(unary->operand);
    }
    if (const auto* binary = std::get_if<ast::Binary>(&node)) {
        return mentions_present(binary->left) || mentions_present(binary->right);
    }
    if (const auto* presence = std::get_if<ast::Presence>(&node)) {
        return mentions_present(presence->operand);
    }
    const std::vector<ast::ExprId>* items = nullptr;
    if (const auto* group = std::get_if<ast::Group>(&node)) {
        items = &group->items;
    } else if (const auto* highest = std::get_if<ast::MaxOf>(&node)) {
        items = &highest->items;
    }
    return items != nullptr && std::any_of(items->begin(), items->end(), [&](ast::ExprId item) {
               return mentions_present(item);
           });
}

ExpressionChecker::Split ExpressionChecker::split(ast::ExprId condition, std::uint32_t action) {
    Split result;
    Scope past = past_scope(action);
    ExpressionChecker past_checker(context_, past);
    std::vector<ast::ExprId> parts = {condition};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const ast::ExprId part = parts[i];
        const ast::Expr& expr = at(part);
        const auto* node = std::get_if<ast::Binary>(&expr.node);
        const auto* group = std::get_if<ast::Group>(&expr.node);
        if (group != nullptr && group->items.size() == 1) {
            parts.push_back(group->items.front());
            continue;
        }
        if (node != nullptr && node->op == ast::BinaryOperator::kAnd) {
            parts.push_back(node->left);
            parts.push_back(node->right);
            continue;
        }
        if (!mentions_present(part)) {
            const ExprId own = past_checker.condition(part);
            past_checker.learn(facts_if(context_.model, own, true));
            result.filter = result.filter == kNone
                                ? own
                                : binary(model::BinaryOp::kAnd, result.filter, own,
                                         plain(TypeKind::kYesNo), expr.span);
            continue;
        }
        const bool left_present = node != nullptr && mentions_present(node->left);
        const bool right_present = node != nullptr && mentions_present(node->right);
        if (node == nullptr || node->op != ast::BinaryOperator::kIs ||
            left_present == right_present) {
            context_.report(DiagnosticKind::kPastComparedWithPresent, expr.span);
            continue;
        }
        const ast::ExprId past_side = left_present ? node->right : node->left;
        const ast::ExprId present_side = left_present ? node->left : node->right;
        HistoryExpr::PastMatch match;
        match.past = past_checker.infer(past_side);
        match.value = infer(present_side, type_of(match.past));
        check_comparable(*node, match.past, match.value, expr.span);
        result.equal.push_back(match);
    }
    return result;
}

bool ExpressionChecker::find_target(const ast::History& written, const ast::Path& path,
                                    HistoryExpr& out, ActionReference& reference) {
    if (written.qualifier == ast::HistoryQualifier::kNone) {
        reference = action_of(path);
        out.target = reference.action;
        return out.target != kNone;
    }
    std::size_t next = 1;
    const Symbol* symbol = context_.find_finding(path, next);
    const std::size_t at = next - 1;
    const bool rule_wanted = written.qualifier == ast::HistoryQualifier::kForced;
    const bool duty_wanted = written.qualifier == ast::HistoryQualifier::kOverdue;
    if (symbol == nullptr || (rule_wanted && symbol->kind != SymbolKind::kRule) ||
        (duty_wanted && symbol->kind != SymbolKind::kDuty)) {
        context_.report_unknown(rule_wanted   ? DiagnosticKind::kUnknownRule
                                : duty_wanted ? DiagnosticKind::kUnknownDuty
                                              : DiagnosticKind::kUnknownRuleOrDuty,
                                path.segments[at].name, context_.visible(NameSpace::kFindings));
        return false;
    }
    if (symbol->instances.empty()) {
        return false;  // its own declaration says why
    }
    out.target = symbol->instances.front();
    out.subject_is_duty = symbol->kind == SymbolKind::kDuty;
    const model::Model& model = context_.model;
    if (!out.subject_is_duty) {
        reference = {model.rules[out.target].action, at};
    } else {
        reference = {trigger_of(model, model.duties[out.target]), at};
    }
    return true;
}

void ExpressionChecker::measure(const ast::Path& path, std::size_t next, Span span,
                                HistoryExpr& out) {
    const bool measures = out.op == HistoryOp::kSum || out.op == HistoryOp::kMax;
    if (next >= path.segments.size()) {
        if (measures) {
            context_.report(DiagnosticKind::kNothingMeasured, span);
        }
        return;
    }
    if (!measures) {
        context_.report(DiagnosticKind::kMeasuresNothing, path.segments[next].name.span,
                        {path.segments[next].name.text});
        return;
    }
    ast::Path rest;
    rest.segments.assign(path.segments.begin() + static_cast<std::ptrdiff_t>(next),
                         path.segments.end());
    Scope past = past_scope(out.target);
    ExpressionChecker checker(context_, past);
    out.measured = checker.path(rest, rest.segments.front().name.span, {}).id;
    const Type& type = type_of(out.measured);
    const bool adds = type.kind == TypeKind::kNumber || type.kind == TypeKind::kMoney ||
                      type.kind == TypeKind::kPercent || type.kind == TypeKind::kDuration ||
                      type.kind == TypeKind::kUnknown;
    if (out.op == HistoryOp::kSum ? !adds : !is_ordered(type.kind)) {
        context_.report(DiagnosticKind::kNotOrdered, rest.segments.front().name.span,
                        {type_text(context_, type)});
    }
}

ExprId ExpressionChecker::history(const ast::History& written, Span span) {
    const auto* path = std::get_if<ast::Path>(&at(written.path).node);
    HistoryExpr out;
    out.op = op_of(written.op);
    out.subject = subject_of(written.qualifier);
    ActionReference reference;
    if (path == nullptr || path->segments.empty() || !find_target(written, *path, out, reference)) {
        return context_.unknown(span);
    }
    const std::size_t segment = reference.segment;
    if (reference.action != kNone) {
        for (const auto& [parameter, value] :
             matches(path->segments[segment].arguments, reference.action)) {
            out.matches.push_back({parameter, value});
        }
    }
    if (written.qualifier == ast::HistoryQualifier::kNone) {
        measure(*path, segment + 1, at(written.path).span, out);
    }
    if (written.by != ast::kNoExpr) {
        out.by = person(written.by);
    }
    if (written.where != ast::kNoExpr && reference.action != kNone) {
        Split parts = split(written.where, reference.action);
        out.filter = parts.filter;
        out.past_matches = std::move(parts.equal);
    }
    if (written.window) {
        out.window = window(*written.window);
    }
    Type type = plain(TypeKind::kYesNo);
    if (out.op == HistoryOp::kCount) {
        type = plain(TypeKind::kNumber);
    } else if (out.op != HistoryOp::kDone) {
        type = out.measured == kNone ? Type{} : type_of(out.measured);
    }
    const ast::Name& name = path->segments[segment].name;
    Shown text = history_text(written, out, context_.shown(context_.rulebook(), name.id));
    return context_.add(std::move(out), type, span, std::move(text));
}

Shown ExpressionChecker::history_text(const ast::History& written, const HistoryExpr& expr,
                                      const Shown& target) const {
    const model::Model& model = context_.model;
    Shown text = op_word(expr.op);
    append(text, subject_word(expr.subject));
    if (expr.matches.empty()) {
        append(text, target);
    } else {
        std::vector<Shown> values;
        for (const HistoryExpr::Match& match : expr.matches) {
            values.push_back(text_of(model, match.value));
        }
        append(text, call_text(target, values));
    }
    if (expr.measured != kNone) {
        text = dotted(text, text_of(model, expr.measured));
    }
    if (expr.by != kNone) {
        const Shown by = text_of(model, expr.by);
        append(text, {" by " + by.en, " 由 " + by.zh});
    }
    if (written.where != ast::kNoExpr) {
        Shown where = expr.filter == kNone ? Shown{} : text_of(model, expr.filter);
        for (const HistoryExpr::PastMatch& match : expr.past_matches) {
            const Shown past = text_of(model, match.past);
            const Shown now = text_of(model, match.value);
            append(where, where.en.empty() ? Shown{} : Shown{" and ", " 且 "});
            append(where, {past.en + " is this " + now.en, past.zh + " 为 本次 " + now.zh});
        }
        append(text, {" where (" + where.en + ")", " 其中（" + where.zh + "）"});
    }
    if (expr.window) {
        const Shown window = window_text(model, *expr.window);
        append(text, {" " + window.en, " " + window.zh});
    }
    return text;
}

ExprId ExpressionChecker::latest(const ast::Latest& written, Span span) {
    const auto* path = std::get_if<ast::Path>(&at(written.path).node);
    HistoryExpr out;
    out.op = HistoryOp::kLatest;
    if (path == nullptr) {
        return context_.unknown(span);
    }
    const ActionReference reference = action_of(*path);
    if (reference.action == kNone) {
        return context_.unknown(span);
    }
    out.target = reference.action;
    std::vector<Shown> values;
    for (const auto& [parameter, value] :
         matches(path->segments[reference.segment].arguments, reference.action)) {
        out.matches.push_back({parameter, value});
        values.push_back(text_of(context_.model, value));
    }
    if (mentions_present(written.condition)) {
        // What the latest one was is a question to the past alone.
        context_.report(DiagnosticKind::kPastComparedWithPresent, at(written.condition).span);
    } else {
        Scope past = past_scope(reference.action);
        out.filter = ExpressionChecker(context_, past).condition(written.condition);
    }
    const model::Action& action = context_.model.actions[reference.action];
    Shown text = op_word(out.op);
    append(text, call_text({action.heading.name, action.heading.name_zh}, values));
    if (out.filter != kNone) {
        const Shown has = text_of(context_.model, out.filter);
        append(text, {" has (" + has.en + ")", " 满足（" + has.zh + "）"});
    }
    return context_.add(std::move(out), plain(TypeKind::kYesNo), span, std::move(text));
}

ExprId ExpressionChecker::duty(const ast::DutyReference& reference, Span span) {
    const auto* path = std::get_if<ast::Path>(&at(reference.path).node);
    if (path == nullptr || path->segments.empty()) {
        return context_.unknown(span);
    }
    std::size_t next = 1;
    const Symbol* symbol = context_.find_finding(*path, next);
    const ast::PathSegment& segment = path->segments[next - 1];
    if (symbol == nullptr || symbol->kind != SymbolKind::kDuty) {
        context_.report_unknown(DiagnosticKind::kUnknownDuty, segment.name,
                                context_.visible(NameSpace::kFindings));
        return context_.unknown(span);
    }
    if (symbol->instances.empty()) {
        return context_.unknown(span);
    }
    model::DutyExpr out;
    out.duty = symbol->instances.front();
    const std::uint32_t action = trigger_of(context_.model, context_.model.duties[out.duty]);
    Shown text{"duty ", "职责 "};
    const Shown name = context_.shown(symbol->rulebook, symbol->id);
    if (!segment.arguments.empty() && action != kNone) {
        const Arguments subject = matches(segment.arguments, action);
        if (!subject.empty()) {
            out.subject_parameter = subject.front().first;
            out.subject = subject.front().second;
        }
    } else if (scope_.subject != kNone && action != kNone) {
        const Type& wanted = type_of(scope_.subject);
        const auto& parameters = context_.model.actions[action].parameters;
        for (std::uint32_t i = 0; i < parameters.size(); ++i) {
            if (parameters[i].type == wanted) {
                out.subject = scope_.subject;
                out.subject_parameter = i;
                break;
            }
        }
    }
    append(text, segment.arguments.empty() || out.subject == kNone
                     ? name
                     : call_text(name, {text_of(context_.model, out.subject)}));
    Place place{context_.add(out, referring(TypeKind::kDuty, out.duty), span, text), false};
    for (std::size_t i = next; i < path->segments.size(); ++i) {
        place = member(place, path->segments[i]);
    }
    return place.id;
}

}  // namespace onus::engine::checking
