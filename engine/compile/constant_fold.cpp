// SPDX-License-Identifier: Apache-2.0

#include "engine/compile/constant_fold.h"

#include <algorithm>

namespace onus::engine::checking {
namespace {

using model::BinaryOp;
using model::Constant;
using model::ExprId;

/// A parameter may be defined by another one; circles are reported elsewhere.
constexpr int kDepthMax = 64;

int sign(std::strong_ordering order) { return order < 0 ? -1 : order > 0 ? 1 : 0; }

std::optional<Constant> calculated(BinaryOp op, const Constant& a, const Constant& b) {
    const auto* left = std::get_if<Decimal>(&a);
    const auto* right = std::get_if<Decimal>(&b);
    if (left != nullptr && right != nullptr) {
        std::optional<Decimal> result;
        if (op == BinaryOp::kAdd) {
            result = add(*left, *right);
        } else if (op == BinaryOp::kSubtract) {
            result = subtract(*left, *right);
        }
        return result ? std::optional<Constant>(*result) : std::nullopt;
    }
    const auto* long_one = std::get_if<Duration>(&a);
    const auto* other = std::get_if<Duration>(&b);
    if (long_one != nullptr && other != nullptr && long_one->kind == other->kind) {
        if (op == BinaryOp::kAdd) {
            return Duration{long_one->kind, long_one->amount + other->amount};
        }
        if (op == BinaryOp::kSubtract) {
            return Duration{long_one->kind, long_one->amount - other->amount};
        }
    }
    return std::nullopt;
}

class Folder {
  public:
    Folder(const model::Model& model, const Proposal& proposal)
        : model_(model), proposal_(proposal) {}

    std::optional<Constant> fold(ExprId id, int depth) const {
        if (id == model::kNone || depth > kDepthMax) {
            return std::nullopt;
        }
        const model::ExprNode& node = model_.exprs[id].node;
        if (const auto* constant = std::get_if<model::ConstantExpr>(&node)) {
            if (model_.exprs[id].type.kind == model::TypeKind::kUnknown) {
                return std::nullopt;
            }
            return constant->value;
        }
        if (const auto* parameter = std::get_if<model::ParameterExpr>(&node)) {
            const bool proposed = parameter->parameter == proposal_.parameter;
            return fold(proposed ? proposal_.value : model_.parameters[parameter->parameter].value,
                        depth + 1);
        }
        if (const auto* unary = std::get_if<model::UnaryExpr>(&node)) {
            return folded(*unary, depth);
        }
        if (const auto* binary = std::get_if<model::BinaryExpr>(&node)) {
            return folded(*binary, depth);
        }
        return std::nullopt;
    }

  private:
    std::optional<Constant> folded(const model::UnaryExpr& unary, int depth) const {
        const auto operand = fold(unary.operand, depth + 1);
        if (!operand) {
            return std::nullopt;
        }
        if (unary.op == model::UnaryOp::kNot) {
            const auto* yes = std::get_if<bool>(&*operand);
            return yes == nullptr ? std::nullopt : std::optional<Constant>(!*yes);
        }
        if (unary.op == model::UnaryOp::kNegate) {
            if (const auto* number = std::get_if<Decimal>(&*operand)) {
                return Decimal::from_units(-number->units());
            }
        }
        return std::nullopt;
    }

    std::optional<Constant> folded(const model::BinaryExpr& binary, int depth) const {
        const auto left = fold(binary.left, depth + 1);
        const auto right = fold(binary.right, depth + 1);
        if (!left || !right) {
            return std::nullopt;
        }
        if (binary.op == BinaryOp::kAnd || binary.op == BinaryOp::kOr) {
            const auto* a = std::get_if<bool>(&*left);
            const auto* b = std::get_if<bool>(&*right);
            if (a == nullptr || b == nullptr) {
                return std::nullopt;
            }
            return binary.op == BinaryOp::kAnd ? (*a && *b) : (*a || *b);
        }
        if (auto result = calculated(binary.op, *left, *right)) {
            return result;
        }
        const auto result = holds_between(binary.op, *left, *right);
        return result ? std::optional<Constant>(*result) : std::nullopt;
    }

    const model::Model& model_;
    const Proposal& proposal_;
};

}  // namespace

std::optional<int> compare_constants(const Constant& a, const Constant& b) {
    if (a.index() != b.index()) {
        return std::nullopt;
    }
    if (const auto* x = std::get_if<Decimal>(&a)) {
        const auto y = std::get<Decimal>(b);
        return *x < y ? -1 : *x > y ? 1 : 0;
    }
    if (const auto* x = std::get_if<Duration>(&a)) {
        const auto& y = std::get<Duration>(b);
        if (x->kind != y.kind) {
            return std::nullopt;
        }
        return sign(x->amount <=> y.amount);
    }
    if (const auto* x = std::get_if<CivilDate>(&a)) {
        return sign(*x <=> std::get<CivilDate>(b));
    }
    if (const auto* x = std::get_if<Instant>(&a)) {
        return sign(*x <=> std::get<Instant>(b));
    }
    if (const auto* x = std::get_if<LocalTime>(&a)) {
        return sign(*x <=> std::get<LocalTime>(b));
    }
    if (const auto* x = std::get_if<TimeOfDay>(&a)) {
        return sign(*x <=> std::get<TimeOfDay>(b));
    }
    if (const auto* x = std::get_if<std::uint32_t>(&a)) {
        return sign(*x <=> std::get<std::uint32_t>(b));
    }
    return std::nullopt;
}

std::optional<bool> holds_between(BinaryOp op, const Constant& a, const Constant& b) {
    if (op == BinaryOp::kEqual || op == BinaryOp::kNotEqual) {
        return a.index() == b.index() ? std::optional((a == b) == (op == BinaryOp::kEqual))
                                      : std::nullopt;
    }
    const std::optional<int> order = compare_constants(a, b);
    if (!order) {
        return std::nullopt;
    }
    switch (op) {
        case BinaryOp::kLess:
            return *order < 0;
        case BinaryOp::kLessEqual:
            return *order <= 0;
        case BinaryOp::kGreater:
            return *order > 0;
        case BinaryOp::kGreaterEqual:
            return *order >= 0;
        default:
            return std::nullopt;
    }
}

std::optional<Constant> fold(const model::Model& model, ExprId id, const Proposal& proposal) {
    return Folder(model, proposal).fold(id, 0);
}

std::optional<bool> fold_condition(const model::Model& model, ExprId id, const Proposal& proposal) {
    const auto value = fold(model, id, proposal);
    const auto* yes = value ? std::get_if<bool>(&*value) : nullptr;
    return yes == nullptr ? std::nullopt : std::optional<bool>(*yes);
}

bool fold_equal(const model::Model& model, ExprId a, ExprId b) {
    const auto left = fold(model, a);
    const auto right = fold(model, b);
    return left && right && *left == *right;
}

}  // namespace onus::engine::checking
