// SPDX-License-Identifier: Apache-2.0

#include "engine/compile/expression.h"

#include <utility>

#include "engine/compile/types.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {

using model::ExprId;
using model::Type;
using model::TypeKind;

namespace {

/// Sets a variable for as long as it lives.
template <class T>
class Temporarily {
  public:
    Temporarily(T& variable, T value) : variable_(variable), before_(variable) {
        variable_ = std::move(value);
    }
    ~Temporarily() { variable_ = std::move(before_); }
    Temporarily(const Temporarily&) = delete;
    Temporarily& operator=(const Temporarily&) = delete;

  private:
    T& variable_;
    T before_;
};

}  // namespace

std::string ExpressionChecker::type_name(ExprId id) const {
    return type_text(context_, type_of(id));
}

ExprId ExpressionChecker::mismatch(ExprId id, const std::string& expected) {
    const Span span = context_.model.exprs[id].span;
    context_.report(DiagnosticKind::kTypeMismatch, span, {expected, type_name(id)});
    return context_.unknown(span);
}

void ExpressionChecker::learn(const std::set<std::string>& facts) {
    scope_.given.insert(facts.begin(), facts.end());
}

ExprId ExpressionChecker::infer(ast::ExprId id, const Type& hint) {
    if (id == ast::kNoExpr) {
        return context_.unknown({});
    }
    const ast::Expr& expr = at(id);
    if (const auto found = literal(expr)) {
        return *found;
    }
    const bool asking = asking_presence_;
    const Temporarily value_itself(asking_presence_, false);
    if (const auto* path_node = std::get_if<ast::Path>(&expr.node)) {
        const Place place = path(*path_node, expr.span, hint);
        return asking ? place.id : use(place, expr.span);
    }
    if (const auto* node = std::get_if<ast::Unary>(&expr.node)) {
        return unary(*node, expr.span);
    }
    if (const auto* node = std::get_if<ast::Binary>(&expr.node)) {
        switch (node->op) {
            case ast::BinaryOperator::kAnd:
            case ast::BinaryOperator::kOr:
                return logical(*node, expr.span);
            case ast::BinaryOperator::kAdd:
            case ast::BinaryOperator::kSubtract:
            case ast::BinaryOperator::kMultiply:
            case ast::BinaryOperator::kDivide:
                return arithmetic(*node, expr.span);
            case ast::BinaryOperator::kIn:
            case ast::BinaryOperator::kNotIn:
                return membership(*node, expr.span);
            default:
                return comparison(*node, expr.span);
        }
    }
    if (const auto* node = std::get_if<ast::Presence>(&expr.node)) {
        return presence(*node, expr.span);
    }
    if (const auto* node = std::get_if<ast::Group>(&expr.node)) {
        return group(*node, expr.span, hint);
    }
    if (const auto* node = std::get_if<ast::History>(&expr.node)) {
        return history(*node, expr.span);
    }
    if (const auto* node = std::get_if<ast::Latest>(&expr.node)) {
        return latest(*node, expr.span);
    }
    if (const auto* node = std::get_if<ast::MaxOf>(&expr.node)) {
        return highest(*node, expr.span, hint);
    }
    if (const auto* node = std::get_if<ast::Quantifier>(&expr.node)) {
        return quantifier(*node, expr.span);
    }
    if (const auto* node = std::get_if<ast::DutyReference>(&expr.node)) {
        return duty(*node, expr.span);
    }
    return context_.unknown(expr.span);
}

ExprId ExpressionChecker::place(ast::ExprId id) {
    const Temporarily written(asking_presence_, true);
    return infer(id);
}

ExprId ExpressionChecker::value(ast::ExprId id, const Type& type) {
    const ExprId found = infer(id, type);
    const Type& actual = type_of(found);
    if (agrees(context_.model, actual, type)) {
        return found;
    }
    model::Expr& expr = context_.model.exprs[found];
    if (scope_.is_test && type.kind == TypeKind::kFile && actual.kind == TypeKind::kText &&
        std::holds_alternative<model::ConstantExpr>(expr.node)) {
        expr.type = type;  // a test names a file by a text
        return found;
    }
    if (actual.kind == TypeKind::kDuration && type.kind == TypeKind::kDuration) {
        context_.report(DiagnosticKind::kDurationKindsDiffer, context_.model.exprs[found].span,
                        {type_text(context_, type), type_name(found)});
        return context_.unknown(context_.model.exprs[found].span);
    }
    return mismatch(found, type_text(context_, type));
}

ExprId ExpressionChecker::condition(ast::ExprId id) {
    const ExprId found = infer(id, plain(TypeKind::kYesNo));
    if (type_of(found).kind != TypeKind::kYesNo && type_of(found).kind != TypeKind::kUnknown) {
        context_.report(DiagnosticKind::kConditionExpected, context_.model.exprs[found].span,
                        {type_name(found)});
        return context_.unknown(context_.model.exprs[found].span);
    }
    return found;
}

ExprId ExpressionChecker::period(ast::ExprId id) {
    const ExprId found = infer(id);
    const TypeKind kind = type_of(found).kind;
    if (kind != TypeKind::kDuration && kind != TypeKind::kUnknown) {
        context_.report(DiagnosticKind::kPeriodExpected, context_.model.exprs[found].span,
                        {type_name(found)});
        return context_.unknown(context_.model.exprs[found].span);
    }
    return found;
}

ExprId ExpressionChecker::moment(ast::ExprId id) {
    const ExprId found = infer(id);
    const TypeKind kind = type_of(found).kind;
    if (kind != TypeKind::kDate && kind != TypeKind::kTimestamp && kind != TypeKind::kUnknown) {
        return mismatch(found, type_text(context_, plain(TypeKind::kDate)));
    }
    return found;
}

ExprId ExpressionChecker::unary(const ast::Unary& unary, Span span) {
    if (unary.op == ast::UnaryOperator::kNot) {
        const ExprId operand = condition(unary.operand);
        return context_.add(model::UnaryExpr{model::UnaryOp::kNot, operand},
                            plain(TypeKind::kYesNo), span,
                            unary_text(context_.model, model::UnaryOp::kNot, operand));
    }
    const ExprId operand = infer(unary.operand);
    const Type type = type_of(operand);
    switch (type.kind) {
        case TypeKind::kUnknown:
        case TypeKind::kNumber:
        case TypeKind::kMoney:
        case TypeKind::kPercent:
        case TypeKind::kDuration:
            return context_.add(model::UnaryExpr{model::UnaryOp::kNegate, operand}, type, span,
                                unary_text(context_.model, model::UnaryOp::kNegate, operand));
        default:
            return mismatch(operand, type_text(context_, plain(TypeKind::kNumber)));
    }
}

ExprId ExpressionChecker::presence(const ast::Presence& presence, Span span) {
    ExprId operand = kNone;
    {
        const Temporarily asking(asking_presence_, true);
        operand = infer(presence.operand);
    }
    const auto op = presence.given ? model::UnaryOp::kGiven : model::UnaryOp::kMissing;
    return context_.add(model::UnaryExpr{op, operand}, plain(TypeKind::kYesNo), span,
                        unary_text(context_.model, op, operand));
}

ExprId ExpressionChecker::group(const ast::Group& group, Span span, const Type& hint) {
    if (group.items.size() == 1) {
        return infer(group.items.front(), hint);
    }
    Type element = hint.kind == TypeKind::kList ? context_.model.list_elements[hint.ref] : hint;
    model::ListExpr list;
    std::vector<Shown> texts;
    for (const ast::ExprId item : group.items) {
        const ExprId found =
            element.kind == TypeKind::kUnknown ? infer(item) : value(item, element);
        if (element.kind == TypeKind::kUnknown) {
            element = type_of(found);
        }
        list.items.push_back(found);
        texts.push_back(text_of(context_.model, found));
    }
    const Type type = list_of(context_, element);
    return context_.add(std::move(list), type, span, call_text({}, texts));
}

ExprId ExpressionChecker::highest(const ast::MaxOf& highest, Span span, const Type& hint) {
    Type type = hint;
    model::MaxExpr max;
    std::vector<Shown> texts;
    for (const ast::ExprId item : highest.items) {
        const ExprId found = max.items.empty() ? infer(item, hint) : value(item, type);
        if (max.items.empty()) {
            type = type_of(found);
        }
        if (!is_ordered(type_of(found).kind)) {
            context_.report(DiagnosticKind::kNotOrdered, at(item).span, {type_name(found)});
        }
        max.items.push_back(found);
        texts.push_back(text_of(context_.model, found));
    }
    return context_.add(std::move(max), type, span, call_text({"highest of ", "最高"}, texts));
}

ExprId ExpressionChecker::quantifier(const ast::Quantifier& quantifier, Span span) {
    const ExprId list = infer(quantifier.list);
    Type element;
    if (type_of(list).kind == TypeKind::kList) {
        element = context_.model.list_elements[type_of(list).ref];
    } else if (type_of(list).kind != TypeKind::kUnknown) {
        context_.report(DiagnosticKind::kListExpected, at(quantifier.list).span, {type_name(list)});
    }
    Scope::Entry entry;
    entry.name = quantifier.variable.id;
    entry.kind = Scope::Entry::Kind::kVariable;
    entry.type = element;
    entry.index = scope_.next_slot == nullptr ? 0 : (*scope_.next_slot)++;
    entry.shown = context_.shown(context_.rulebook(), quantifier.variable.id);
    const Shown name = entry.shown;
    const std::uint32_t slot = entry.index;
    scope_.entries.push_back(std::move(entry));
    const ExprId holds = condition(quantifier.condition);
    scope_.entries.pop_back();

    const Shown in = text_of(context_.model, list);
    const Shown has = text_of(context_.model, holds);
    const Shown text{(quantifier.every ? "every " : "some ") + name.en + " in " + in.en + " has (" +
                         has.en + ")",
                     (quantifier.every ? "每个 " : "存在 ") + name.zh + " 属于 " + in.zh +
                         " 满足（" + has.zh + "）"};
    return context_.add(model::QuantifierExpr{quantifier.every, slot, list, holds},
                        plain(TypeKind::kYesNo), span, text);
}

ExprId ExpressionChecker::logical(const ast::Binary& binary_node, Span span) {
    const bool is_and = binary_node.op == ast::BinaryOperator::kAnd;
    const ExprId left = condition(binary_node.left);
    const std::set<std::string> before = scope_.given;
    learn(facts_if(context_.model, left, is_and));
    const ExprId right = condition(binary_node.right);
    scope_.given = before;
    return binary(is_and ? model::BinaryOp::kAnd : model::BinaryOp::kOr, left, right,
                  plain(TypeKind::kYesNo), span);
}

model::Message ExpressionChecker::message(const ast::Message& message) {
    const Temporarily warn_only(in_message_, true);
    const auto checked = [&](const ast::Text& text) {
        model::Template result;
        for (const auto& piece : text.pieces) {
            if (const auto* words = std::get_if<std::string>(&piece)) {
                result.pieces.emplace_back(*words);
            } else {
                result.pieces.emplace_back(infer(std::get<ast::ExprId>(piece)));
            }
        }
        return result;
    };
    const bool english = context_.language() == Language::kEnglish;
    model::Message result;
    (english ? result.en : result.zh) = checked(message.text);
    if (message.twin) {
        (english ? result.zh : result.en) = checked(*message.twin);
    } else {
        (english ? result.zh : result.en) = english ? result.en : result.zh;
    }
    return result;
}

model::Window ExpressionChecker::window(const ast::Window& written) {
    model::Window result;
    switch (written.kind) {
        case ast::WindowKind::kLast:
            result.kind = WindowKind::kLast;
            break;
        case ast::WindowKind::kThisWeek:
            result.kind = WindowKind::kThisWeek;
            break;
        case ast::WindowKind::kThisMonth:
            result.kind = WindowKind::kThisMonth;
            break;
        case ast::WindowKind::kThisQuarter:
            result.kind = WindowKind::kThisQuarter;
            break;
        case ast::WindowKind::kThisYear:
            result.kind = WindowKind::kThisYear;
            break;
    }
    if (written.kind != ast::WindowKind::kLast) {
        return result;
    }
    result.length = period(written.length);
    const Type& type = type_of(result.length);
    if (type.kind != TypeKind::kDuration) {
        return result;
    }
    if (type.duration != DurationKind::kExact && type.duration != DurationKind::kDays) {
        context_.report(DiagnosticKind::kWindowNotDays, at(written.length).span,
                        {type_name(result.length)});
    }
    constexpr std::int64_t kExactWindowMax = 72 * kMsPerHour;
    if (const auto* literal =
            std::get_if<model::ConstantExpr>(&context_.model.exprs[result.length].node)) {
        const auto* length = std::get_if<Duration>(&literal->value);
        if (length != nullptr && length->kind == DurationKind::kExact &&
            length->amount > kExactWindowMax) {
            context_.report(DiagnosticKind::kWindowTooLong, at(written.length).span,
                            {to_string(*length, context_.language())});
        }
    }
    return result;
}

}  // namespace onus::engine::checking
