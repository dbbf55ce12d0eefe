// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/compile/expression.h"
#include "engine/compile/types.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {

using model::BinaryOp;
using model::ExprId;
using model::Type;
using model::TypeKind;

namespace {

BinaryOp op_of(ast::BinaryOperator op) {
    switch (op) {
        case ast::BinaryOperator::kMultiply:
            return BinaryOp::kMultiply;
        case ast::BinaryOperator::kDivide:
            return BinaryOp::kDivide;
        case ast::BinaryOperator::kAdd:
            return BinaryOp::kAdd;
        case ast::BinaryOperator::kSubtract:
            return BinaryOp::kSubtract;
        case ast::BinaryOperator::kAtMost:
            return BinaryOp::kLessEqual;
        case ast::BinaryOperator::kAtLeast:
            return BinaryOp::kGreaterEqual;
        case ast::BinaryOperator::kMoreThan:
            return BinaryOp::kGreater;
        case ast::BinaryOperator::kLessThan:
            return BinaryOp::kLess;
        case ast::BinaryOperator::kIs:
            return BinaryOp::kEqual;
        case ast::BinaryOperator::kIsNot:
            return BinaryOp::kNotEqual;
        case ast::BinaryOperator::kIn:
            return BinaryOp::kIn;
        case ast::BinaryOperator::kNotIn:
            return BinaryOp::kNotIn;
        case ast::BinaryOperator::kAnd:
            return BinaryOp::kAnd;
        case ast::BinaryOperator::kOr:
            return BinaryOp::kOr;
    }
    return BinaryOp::kEqual;
}

bool is_calendar_period(const Type& type) {
    return type.kind == TypeKind::kDuration &&
           (type.duration == DurationKind::kDays || type.duration == DurationKind::kMonths ||
            type.duration == DurationKind::kWorkingDays);
}
bool is_clock_period(const Type& type) {
    return type.kind == TypeKind::kDuration &&
           (type.duration == DurationKind::kExact || type.duration == DurationKind::kWorkingHours);
}
bool is_amount(TypeKind kind) {
    return kind == TypeKind::kNumber || kind == TypeKind::kMoney || kind == TypeKind::kPercent ||
           kind == TypeKind::kDuration;
}

std::optional<Type> sum_type(BinaryOp op, const Type& a, const Type& b) {
    if (a == b && is_amount(a.kind)) {
        return a;
    }
    if (a.kind == TypeKind::kDate && is_calendar_period(b)) {
        return a;
    }
    if (a.kind == TypeKind::kTimestamp && is_clock_period(b)) {
        return a;
    }
    if (op == BinaryOp::kSubtract && a.kind == b.kind) {
        if (a.kind == TypeKind::kDate) {
            return duration_type(DurationKind::kDays);
        }
        if (a.kind == TypeKind::kTimestamp) {
            return duration_type(DurationKind::kExact);
        }
    }
    return std::nullopt;
}

std::optional<Type> product_type(const Type& a, const Type& b) {
    if (a.kind == TypeKind::kNumber && is_amount(b.kind)) {
        return b.kind == TypeKind::kPercent ? a : b;
    }
    if (a.kind == TypeKind::kPercent &&
        (b.kind == TypeKind::kMoney || b.kind == TypeKind::kNumber)) {
        return b;
    }
    return std::nullopt;
}

std::optional<Type> quotient_type(const Type& a, const Type& b) {
    if (b.kind == TypeKind::kNumber && is_amount(a.kind)) {
        return a;
    }
    if (a == b && is_amount(a.kind)) {
        return plain(TypeKind::kNumber);
    }
    return std::nullopt;
}

/// The type of `a op b`; nothing if there is no such calculation.
std::optional<Type> calculated_type(BinaryOp op, const Type& a, const Type& b) {
    if (a.kind == TypeKind::kUnknown || b.kind == TypeKind::kUnknown) {
        return Type{};
    }
    switch (op) {
        case BinaryOp::kMultiply: {
            const std::optional<Type> type = product_type(a, b);
            return type ? type : product_type(b, a);
        }
        case BinaryOp::kDivide:
            return quotient_type(a, b);
        default:
            return sum_type(op, a, b);
    }
}

std::optional<std::uint32_t> ordinal_of(model::BuiltinEnum which, std::string_view id) {
    const std::vector<std::string>& values = built_in_values(which);
    const auto found = std::find(values.begin(), values.end(), id);
    if (found == values.end()) {
        return std::nullopt;
    }
    return static_cast<std::uint32_t>(found - values.begin());
}

}  // namespace

ExprId ExpressionChecker::binary(BinaryOp op, ExprId left, ExprId right, const Type& type,
                                 Span span) {
    return context_.add(model::BinaryExpr{op, left, right}, type, span,
                        binary_text(context_.model, op, left, right));
}

ExprId ExpressionChecker::arithmetic(const ast::Binary& node, Span span) {
    const BinaryOp op = op_of(node.op);
    const ExprId left = infer(node.left);
    const ExprId right = infer(node.right);
    const Type a = type_of(left);
    const Type b = type_of(right);
    const std::optional<Type> type = calculated_type(op, a, b);
    if (type) {
        return binary(op, left, right, *type, span);
    }
    if (a.kind == TypeKind::kDuration && b.kind == TypeKind::kDuration) {
        context_.report(DiagnosticKind::kDurationKindsDiffer, span,
                        {type_name(left), type_name(right)});
    } else {
        context_.report(DiagnosticKind::kCannotCalculate, span,
                        {type_name(left), type_name(right)});
    }
    return context_.unknown(span);
}

std::optional<ExprId> ExpressionChecker::state_or_role(const ast::Binary& node, ExprId left,
                                                       Span span) {
    const ast::Name* name = bare_name(node.right);
    const TypeKind kind = type_of(left).kind;
    if (name == nullptr ||
        (node.op != ast::BinaryOperator::kIs && node.op != ast::BinaryOperator::kIsNot)) {
        return std::nullopt;
    }
    const bool negated = node.op == ast::BinaryOperator::kIsNot;
    const BinaryOp equal = negated ? BinaryOp::kNotEqual : BinaryOp::kEqual;
    if (kind == TypeKind::kDuty) {
        const Type type = built_in_enum(model::BuiltinEnum::kDutyState);
        const auto ordinal = ordinal_of(model::BuiltinEnum::kDutyState, name->id);
        if (!ordinal) {
            context_.report_unknown(DiagnosticKind::kUnknownDutyState, *name,
                                    built_in_values(model::BuiltinEnum::kDutyState));
            return context_.unknown(span);
        }
        const ExprId state =
            context_.add(model::DutyFieldExpr{left, DutyField::kState}, type,
                         context_.model.exprs[left].span, text_of(context_.model, left));
        return binary(equal, state, enum_value(type.ref, *ordinal, name->span),
                      plain(TypeKind::kYesNo), span);
    }
    if (kind == TypeKind::kDate || kind == TypeKind::kTimestamp) {
        for (const auto& [which, part] :
             {std::pair(model::BuiltinEnum::kDayKind, DatePart::kDayKind),
              std::pair(model::BuiltinEnum::kWeekday, DatePart::kWeekday)}) {
            if (const auto ordinal = ordinal_of(which, name->id); ordinal && !is_known(*name)) {
                const Type type = built_in_enum(which);
                const ExprId day =
                    context_.add(model::DatePartExpr{left, part}, type,
                                 context_.model.exprs[left].span, text_of(context_.model, left));
                return binary(equal, day, enum_value(type.ref, *ordinal, name->span),
                              plain(TypeKind::kYesNo), span);
            }
        }
    }
    const bool is_role = context_.find(NameSpace::kRoles, name->id, name->span) != nullptr;
    if (kind == TypeKind::kPerson && !is_known(*name) && (is_role || !scope_.is_test)) {
        const ExprId role = named(TypeKind::kRole, *name);
        const ExprId has = binary(BinaryOp::kHasRole, left, role, plain(TypeKind::kYesNo), span);
        if (!negated) {
            return has;
        }
        return context_.add(model::UnaryExpr{model::UnaryOp::kNot, has}, plain(TypeKind::kYesNo),
                            span, unary_text(context_.model, model::UnaryOp::kNot, has));
    }
    return std::nullopt;
}

void ExpressionChecker::check_comparable(const ast::Binary& node, ExprId left, ExprId right,
                                         Span span) {
    const Type& a = type_of(left);
    const Type& b = type_of(right);
    if (!agrees(context_.model, a, b)) {
        if (a.kind == TypeKind::kDuration && b.kind == TypeKind::kDuration) {
            context_.report(DiagnosticKind::kDurationKindsDiffer, span,
                            {type_name(left), type_name(right)});
            return;
        }
        Diagnostic& diagnostic = context_.report(DiagnosticKind::kOperandsDiffer, span,
                                                 {type_name(left), type_name(right)});
        const auto* literal = std::get_if<model::ConstantExpr>(&context_.model.exprs[right].node);
        if (literal != nullptr && a.kind == TypeKind::kMoney && b.kind == TypeKind::kNumber) {
            diagnostic.fix =
                Fix{context_.model.exprs[right].span,
                    constant_text(context_.model, a, literal->value,
                                  context_.model.rulebooks[context_.rulebook()].currency)
                        .en};
        }
        return;
    }
    const bool equality =
        node.op == ast::BinaryOperator::kIs || node.op == ast::BinaryOperator::kIsNot;
    if (!equality && !is_ordered(a.kind)) {
        context_.report(DiagnosticKind::kNotOrdered, node.op_span, {type_name(left)});
    }
}

ExprId ExpressionChecker::comparison(const ast::Binary& node, Span span) {
    const ast::Name* left_name = bare_name(node.left);
    const ast::Name* right_name = bare_name(node.right);
    const bool right_first = left_name != nullptr && !is_known(*left_name) &&
                             (right_name == nullptr || is_known(*right_name));
    ExprId left = kNone;
    ExprId right = kNone;
    if (right_first) {
        right = infer(node.right);
        left = infer(node.left, type_of(right));
    } else {
        left = infer(node.left);
        if (const auto special = state_or_role(node, left, span)) {
            return *special;
        }
        right = infer(node.right, type_of(left));
    }
    check_comparable(node, left, right, span);
    return binary(op_of(node.op), left, right, plain(TypeKind::kYesNo), span);
}

ExprId ExpressionChecker::membership(const ast::Binary& node, Span span) {
    const ExprId left = infer(node.left);
    const Type element = type_of(left);
    const Type list = element.kind == TypeKind::kUnknown ? Type{} : list_of(context_, element);
    const auto* items = std::get_if<ast::Group>(&at(node.right).node);
    ExprId right = kNone;
    if (items != nullptr && items->items.size() == 1) {
        const ExprId only = value(items->items.front(), element);
        right = context_.add(model::ListExpr{{only}}, list, at(node.right).span,
                             call_text({}, {text_of(context_.model, only)}));
    } else {
        right = infer(node.right, list);
        const Type& type = type_of(right);
        if (type.kind != TypeKind::kList && type.kind != TypeKind::kUnknown) {
            context_.report(DiagnosticKind::kListExpected, at(node.right).span, {type_name(right)});
        } else if (!agrees(context_.model, type, list)) {
            context_.report(DiagnosticKind::kOperandsDiffer, span,
                            {type_name(left), type_name(right)});
        }
    }
    return binary(op_of(node.op), left, right, plain(TypeKind::kYesNo), span);
}

}  // namespace onus::engine::checking
