// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/compile/lowering.h"
#include "grammar/base/check.h"

namespace onus::engine {

namespace {

constexpr std::uint32_t kSmallOperandMax = UINT8_MAX;

Instruction instruction(Op op, std::uint32_t c = 0) { return {op, 0, 0, c}; }

template <class A>
Instruction instruction_a(Op op, A a, std::uint32_t c = 0) {
    return {op, static_cast<std::uint8_t>(a), 0, c};
}

std::uint32_t count_of(std::size_t size) { return static_cast<std::uint32_t>(size); }

/// Digits of a currency's minor unit.
int minor_digits(std::string_view currency) { return currency == "JPY" ? 0 : 2; }

std::optional<Comparison> comparison_of(model::BinaryOp op) {
    switch (op) {
        case model::BinaryOp::kEqual:
            return Comparison::kEqual;
        case model::BinaryOp::kNotEqual:
            return Comparison::kNotEqual;
        case model::BinaryOp::kLess:
            return Comparison::kLess;
        case model::BinaryOp::kLessEqual:
            return Comparison::kLessEqual;
        case model::BinaryOp::kGreater:
            return Comparison::kGreater;
        case model::BinaryOp::kGreaterEqual:
            return Comparison::kGreaterEqual;
        default:
            return std::nullopt;
    }
}

ValueKind text_kind(model::TypeKind kind) {
    switch (kind) {
        case model::TypeKind::kFile:
            return ValueKind::kFile;
        case model::TypeKind::kPerson:
            return ValueKind::kPerson;
        case model::TypeKind::kRole:
            return ValueKind::kRole;
        case model::TypeKind::kUnit:
            return ValueKind::kUnit;
        case model::TypeKind::kRecord:
            return ValueKind::kRecord;
        default:
            return ValueKind::kText;
    }
}

ValueKind decimal_kind(model::TypeKind kind) {
    switch (kind) {
        case model::TypeKind::kMoney:
            return ValueKind::kMoney;
        case model::TypeKind::kPercent:
            return ValueKind::kPercent;
        default:
            return ValueKind::kNumber;
    }
}

/// The value of a constant. Its text is a view of the model.
struct ConstantValue {
    const model::Model& model;
    const model::Type& type;

    Value operator()(bool yes) const { return yes_no(yes); }
    Value operator()(Decimal value) const { return decimal_value(decimal_kind(type.kind), value); }
    Value operator()(Duration value) const { return duration_value(value); }
    Value operator()(CivilDate date) const { return numeric(ValueKind::kDate, date.days); }
    Value operator()(Instant instant) const { return numeric(ValueKind::kTimestamp, instant.ms); }
    Value operator()(LocalTime time) const {
        return numeric(ValueKind::kTimestamp, to_instant(time, 0).ms);
    }
    Value operator()(TimeOfDay time) const { return numeric(ValueKind::kTimeOfDay, time.ms); }
    Value operator()(const std::string& text) const {
        Value value = textual(text_kind(type.kind), text);
        value.aux = type.kind == model::TypeKind::kRecord ? type.ref : 0;
        return value;
    }
    Value operator()(std::uint32_t ordinal) const {
        Value value = numeric(ValueKind::kEnum, ordinal);
        value.aux = type.ref;
        value.text = model.enums[type.ref].values[ordinal];
        return value;
    }
};

/// True if a money value may have more digits than its minor unit: it was multiplied or divided.
bool is_computed(const model::Model& checked, model::ExprId id, int digits) {
    const model::ExprNode& node = checked.expr(id).node;
    if (const auto* binary = std::get_if<model::BinaryExpr>(&node)) {
        return binary->op == model::BinaryOp::kMultiply || binary->op == model::BinaryOp::kDivide ||
               is_computed(checked, binary->left, digits) ||
               is_computed(checked, binary->right, digits);
    }
    if (const auto* unary = std::get_if<model::UnaryExpr>(&node)) {
        return is_computed(checked, unary->operand, digits);
    }
    if (const auto* highest = std::get_if<model::MaxExpr>(&node)) {
        return std::any_of(highest->items.begin(), highest->items.end(),
                           [&](model::ExprId item) { return is_computed(checked, item, digits); });
    }
    if (const auto* constant = std::get_if<model::ConstantExpr>(&node)) {
        const auto* amount = std::get_if<Decimal>(&constant->value);
        return amount != nullptr && round_half_up(*amount, digits) != *amount;
    }
    return false;
}

std::uint32_t slot_of(const model::Model& checked, std::uint32_t field) {
    const std::vector<std::uint32_t>& fields = checked.records[checked.fields[field].record].fields;
    const auto found = std::find(fields.begin(), fields.end(), field);
    ONUS_CHECK(found != fields.end(), "a field belongs to its record");
    return count_of(static_cast<std::size_t>(found - fields.begin()));
}

}  // namespace

std::optional<Lowering::DirectRead> Lowering::direct_read(ExprId id) const {
    const model::ExprNode& node = model_.expr(id).node;
    if (const auto* parameter = std::get_if<model::ParamExpr>(&node)) {
        return DirectRead{parameter->index, kNoIndex};
    }
    if (const auto* field = std::get_if<model::FieldExpr>(&node)) {
        if (const auto* parameter =
                std::get_if<model::ParamExpr>(&model_.expr(field->record).node)) {
            return DirectRead{parameter->index, slot_of(model_, field->field)};
        }
    }
    return std::nullopt;
}

struct Lowering::Emitter {
    Lowering& self;
    const model::Expr& expr;
    const Scope& scope;
    std::vector<Instruction>& out;

    void push(ExprId id) const { self.emit(id, scope, out); }
    void push_all(const std::vector<ExprId>& ids) const {
        for (const ExprId id : ids) {
            if (id == model::kNone) {
                add(instruction(Op::kConstant, self.pool_.constant(Value{})));
            } else {
                push(id);
            }
        }
    }
    void add(Instruction added) const { out.push_back(added); }

    [[nodiscard]] std::uint32_t clause(const model::BinaryExpr& node, Comparison comparison) const {
        const model::Expr& left = self.model_.expr(node.left);
        const model::Expr& right = self.model_.expr(node.right);
        ClauseInfo clause;
        clause.text = {expr.text_en, expr.text_zh};
        clause.left = {left.text_en, left.text_zh};
        clause.right = {right.text_en, right.text_zh};
        clause.comparison = comparison;
        if (scope.submitted) {
            const DirectRead read_left = self.direct_read(node.left).value_or(DirectRead{});
            const DirectRead read_right = self.direct_read(node.right).value_or(DirectRead{});
            clause.left_parameter = read_left.parameter;
            clause.left_slot = read_left.slot;
            clause.right_parameter = read_right.parameter;
            clause.right_slot = read_right.slot;
        }
        return self.pool_.clause(std::move(clause));
    }

    void operator()(const model::ConstantExpr& node) const {
        const Value value = std::visit(ConstantValue{self.model_, expr.type}, node.value);
        add(instruction(Op::kConstant, self.pool_.constant(value)));
        if (std::holds_alternative<LocalTime>(node.value)) {
            const std::string& calendar = self.model_.rulebooks[scope.rulebook].calendar;
            add(instruction(Op::kLocalTime, self.pool_.name(calendar)));
        }
    }
    void operator()(const model::ParamExpr& node) const {
        self.emit_parameter(node.index, model::kNone, scope, out);
    }
    void operator()(const model::VariableExpr& node) const {
        add(instruction(Op::kVariable, node.slot));
    }
    void operator()(const model::SpecialExpr& node) const {
        add(instruction_a(Op::kSpecial, node.special));
    }
    void operator()(const model::FieldExpr& node) const {
        const auto* parameter = std::get_if<model::ParamExpr>(&self.model_.expr(node.record).node);
        if (parameter != nullptr) {
            self.emit_parameter(parameter->index, node.field, scope, out);
            return;
        }
        push(node.record);
        add(instruction(Op::kField, node.field));
    }
    void operator()(const model::PersonExpr& node) const {
        push(node.of);
        add(instruction_a(Op::kPerson, node.attribute));
    }
    void operator()(const model::DatePartExpr& node) const {
        push(node.of);
        add(instruction_a(Op::kDatePart, node.part));
    }
    void operator()(const model::HolderExpr& node) const {
        add(instruction(Op::kHolder, self.pool_.name(node.role)));
    }
    void operator()(const model::CallExpr& node) const {
        push_all(node.arguments);
        add(instruction(Op::kCall, node.definition));
    }
    void operator()(const model::TableExpr& node) const {
        push_all(node.arguments);
        add(instruction_a(Op::kTable, node.column, node.table));
    }
    void operator()(const model::ParameterExpr& node) const {
        add(instruction(Op::kCall, count_of(self.model_.definitions.size()) + node.parameter));
    }
    void operator()(const model::UnaryExpr& node) const {
        push(node.operand);
        switch (node.op) {
            case model::UnaryOp::kNegate:
                return add(instruction(Op::kNegate));
            case model::UnaryOp::kNot:
                return add(instruction(Op::kNot));
            case model::UnaryOp::kGiven:
                return add(instruction(Op::kGiven));
            case model::UnaryOp::kMissing:
                return add(instruction(Op::kMissing));
        }
    }
    void operator()(const model::BinaryExpr& node) const;
    void operator()(const model::ListExpr& node) const {
        push_all(node.items);
        add(instruction(Op::kList, count_of(node.items.size())));
    }
    void operator()(const model::MaxExpr& node) const {
        push_all(node.items);
        add(instruction(Op::kHighest, count_of(node.items.size())));
    }
    void operator()(const model::QuantifierExpr& node) const {
        push(node.list);
        const std::size_t head = out.size();
        add({Op::kQuantify, static_cast<std::uint8_t>(node.every ? 1 : 0),
             static_cast<std::uint16_t>(node.slot), 0});
        push(node.condition);
        out[head].c = count_of(out.size() - head - 1);
    }
    void operator()(const model::HistoryExpr& node) const {
        self.emit_history(node, expr.type, scope, out);
    }
    void operator()(const model::DutyExpr& node) const {
        const bool has_subject = node.subject != model::kNone;
        if (has_subject) {
            push(node.subject);
        }
        add({Op::kDuty, static_cast<std::uint8_t>(has_subject ? 1 : 0),
             static_cast<std::uint16_t>(has_subject ? node.subject_parameter : 0), node.duty});
    }
    void operator()(const model::DutyFieldExpr& node) const {
        push(node.duty);
        add(instruction_a(Op::kDutyField, node.field));
    }
    void operator()(const model::TracedExpr& node) const {
        add(instruction_a(Op::kTraced, node.special, node.link));
    }
    void operator()(const model::RecordExpr& node) const {
        const std::vector<std::uint32_t>& fields = self.model_.records[node.record].fields;
        std::vector<ExprId> values;
        values.reserve(fields.size());
        for (const std::uint32_t field : fields) {
            const auto given = std::find_if(node.fields.begin(), node.fields.end(),
                                            [&](const auto& item) { return item.first == field; });
            values.push_back(given == node.fields.end() ? model::kNone : given->second);
        }
        push_all(values);
        add({Op::kStruct, 0, static_cast<std::uint16_t>(fields.size()), node.record});
    }
    void operator()(const model::PreviousExpr& node) const {
        push(node.record);
        add(instruction(Op::kPrevious, node.field));
    }
};

void Lowering::Emitter::operator()(const model::BinaryExpr& node) const {
    push(node.left);
    const bool is_and = node.op == model::BinaryOp::kAnd;
    if (is_and || node.op == model::BinaryOp::kOr) {
        const std::size_t skip = out.size();
        add(instruction(is_and ? Op::kSkipIfNo : Op::kSkipIfYes));
        push(node.right);
        add(instruction(is_and ? Op::kAnd : Op::kOr));
        out[skip].c = count_of(out.size() - skip - 1);
        return;
    }
    push(node.right);
    if (const std::optional<Comparison> comparison = comparison_of(node.op)) {
        add(instruction_a(Op::kCompare, *comparison, clause(node, *comparison)));
        return;
    }
    switch (node.op) {
        case model::BinaryOp::kAdd:
            return add(instruction(Op::kAdd));
        case model::BinaryOp::kSubtract:
            return add(instruction(Op::kSubtract));
        case model::BinaryOp::kMultiply:
            return add(instruction(Op::kMultiply));
        case model::BinaryOp::kDivide:
            return add(instruction(Op::kDivide));
        case model::BinaryOp::kIn:
            return add(instruction_a(Op::kIn, 0, clause(node, Comparison::kEqual)));
        case model::BinaryOp::kNotIn:
            return add(instruction_a(Op::kIn, 1, clause(node, Comparison::kNotEqual)));
        case model::BinaryOp::kHasRole:
            return add(instruction(Op::kHasRole, clause(node, Comparison::kEqual)));
        default:
            ONUS_CHECK(false, "every operator is lowered");
    }
}

void Lowering::emit_parameter(std::uint32_t parameter, std::uint32_t field, const Scope& scope,
                              std::vector<Instruction>& out) {
    // A parameter of an upper-layer action may lie in a field of the action that is it.
    if (scope.places != nullptr) {
        const model::Action::Binding::Place& placed = (*scope.places)[parameter];
        Scope below = scope;
        below.places = nullptr;
        if (placed.parameter == model::kNone) {
            out.push_back(instruction(Op::kConstant, pool_.constant(Value{})));
        } else {
            emit_parameter(placed.parameter, placed.field, below, out);
        }
        if (field != model::kNone) {
            out.push_back(instruction(Op::kField, field));
        }
        return;
    }
    if (field == model::kNone) {
        out.push_back(instruction(Op::kParam, parameter));
    } else if (parameter <= kSmallOperandMax) {
        out.push_back(instruction_a(Op::kParamField, parameter, slot_of(model_, field)));
    } else {
        out.push_back(instruction(Op::kParam, parameter));
        out.push_back(instruction(Op::kField, field));
    }
}

void Lowering::emit(ExprId id, const Scope& scope, std::vector<Instruction>& out) {
    const model::Expr& expr = model_.expr(id);
    std::visit(Emitter{*this, expr, scope, out}, expr.node);
}

CodeId Lowering::code(ExprId id, const Scope& scope) {
    if (id == model::kNone) {
        return kNoCode;
    }
    std::vector<Instruction> out;
    emit(id, scope, out);
    return pool_.code(std::move(out));
}

std::vector<CodeId> Lowering::codes(const std::vector<ExprId>& ids, const Scope& scope) {
    std::vector<CodeId> result;
    result.reserve(ids.size());
    for (const ExprId id : ids) {
        result.push_back(code(id, scope));
    }
    return result;
}

CodeId Lowering::assigned_code(ExprId id, const model::Type& type, const Scope& scope) {
    if (id == model::kNone) {
        return kNoCode;
    }
    std::vector<Instruction> out;
    emit(id, scope, out);
    const int digits = minor_digits(model_.rulebooks[scope.rulebook].currency);
    if (type.kind == model::TypeKind::kMoney && is_computed(model_, id, digits)) {
        out.push_back(instruction_a(Op::kMoneyRound, digits));
    }
    return pool_.code(std::move(out));
}

}  // namespace onus::engine
