// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include "engine/compile/analyse/cases.h"
#include "engine/compile/constant_fold.h"

namespace onus::engine::checking {
namespace {

using model::BinaryOp;
using model::Constant;
using model::ExprId;

constexpr int kDepthMax = 32;

std::optional<bool> truth_of(const std::optional<Constant>& value) {
    const auto* yes = value ? std::get_if<bool>(&*value) : nullptr;
    return yes == nullptr ? std::nullopt : std::optional<bool>(*yes);
}

std::optional<Constant> as_constant(std::optional<bool> value) {
    return value ? std::optional<Constant>(*value) : std::nullopt;
}

}  // namespace

std::optional<bool> CaseReader::condition(ExprId id) const { return truth_of(read(id, nullptr)); }

std::optional<Constant> CaseReader::value(ExprId id) const { return read(id, nullptr); }

std::string CaseReader::place_of(ExprId id, const Frame* frame) const {
    const model::ExprNode& node = model_.exprs[id].node;
    if (const auto* param = std::get_if<model::ParamExpr>(&node)) {
        if (frame == nullptr) {
            return "p" + std::to_string(param->index);
        }
        return param->index < frame->arguments->size()
                   ? place_of((*frame->arguments)[param->index], frame->outer)
                   : std::string();
    }
    if (const auto* field = std::get_if<model::FieldExpr>(&node)) {
        std::string key = place_of(field->record, frame);
        return key.empty() ? key : key + ".f" + std::to_string(field->field);
    }
    return {};
}

std::optional<Constant> CaseReader::read(ExprId id, const Frame* frame) const {
    if (id == kNone || (frame != nullptr && frame->depth > kDepthMax)) {
        return std::nullopt;
    }
    const model::ExprNode& node = model_.exprs[id].node;
    if (const auto* constant = std::get_if<model::ConstantExpr>(&node)) {
        return constant->value;
    }
    if (const std::string key = place_of(id, frame); !key.empty()) {
        const auto found = values_.find(key);
        if (found != values_.end()) {
            return found->second;
        }
    }
    const auto* param = std::get_if<model::ParamExpr>(&node);
    if (param != nullptr && frame != nullptr && param->index < frame->arguments->size()) {
        return read((*frame->arguments)[param->index], frame->outer);
    }
    if (const auto* parameter = std::get_if<model::ParameterExpr>(&node)) {
        return fold(model_, model_.parameters[parameter->parameter].value);
    }
    if (const auto* call = std::get_if<model::CallExpr>(&node)) {
        return read_call(*call, frame);
    }
    if (const auto* table = std::get_if<model::TableExpr>(&node)) {
        return read_table(*table, frame);
    }
    if (const auto* unary = std::get_if<model::UnaryExpr>(&node)) {
        if (unary->op == model::UnaryOp::kNot) {
            const auto inner = truth_of(read(unary->operand, frame));
            return inner ? as_constant(!*inner) : std::nullopt;
        }
        return std::nullopt;
    }
    if (const auto* binary = std::get_if<model::BinaryExpr>(&node)) {
        return read_binary(*binary, frame);
    }
    return std::nullopt;
}

std::optional<Constant> CaseReader::read_binary(const model::BinaryExpr& binary,
                                                const Frame* frame) const {
    if (binary.op == BinaryOp::kAnd || binary.op == BinaryOp::kOr) {
        // One side may decide even if the other is unknown.
        const bool decisive = binary.op == BinaryOp::kOr;
        const auto left = truth_of(read(binary.left, frame));
        const auto right = truth_of(read(binary.right, frame));
        if ((left && *left == decisive) || (right && *right == decisive)) {
            return decisive;
        }
        return left && right ? as_constant(!decisive) : std::nullopt;
    }
    const auto left = read(binary.left, frame);
    if (!left) {
        return std::nullopt;
    }
    if (binary.op == BinaryOp::kIn || binary.op == BinaryOp::kNotIn) {
        const auto* list = std::get_if<model::ListExpr>(&model_.exprs[binary.right].node);
        if (list == nullptr) {
            return std::nullopt;
        }
        bool found = false;
        for (const ExprId item : list->items) {
            const auto value = read(item, frame);
            if (!value) {
                return std::nullopt;
            }
            found = found || *value == *left;
        }
        return found == (binary.op == BinaryOp::kIn);
    }
    const auto right = read(binary.right, frame);
    return right ? as_constant(holds_between(binary.op, *left, *right)) : std::nullopt;
}

std::optional<Constant> CaseReader::read_call(const model::CallExpr& call,
                                              const Frame* frame) const {
    const model::Definition& definition = model_.definitions[call.definition];
    const Frame inner{&call.arguments, frame, frame == nullptr ? 1 : frame->depth + 1};
    std::vector<bool> applies(definition.exceptions.size(), false);
    for (std::size_t i = 0; i < definition.exceptions.size(); ++i) {
        const auto holds = truth_of(read(definition.exceptions[i].condition, &inner));
        if (!holds) {
            return std::nullopt;
        }
        applies[i] = *holds;
    }
    std::optional<Constant> found;
    for (std::size_t i = 0; i < definition.exceptions.size(); ++i) {
        bool beaten = !applies[i];
        for (std::size_t j = 0; j < definition.exceptions.size(); ++j) {
            beaten = beaten || (applies[j] && definition.exceptions[j].over == i);
        }
        if (beaten) {
            continue;
        }
        const auto value = read(definition.exceptions[i].value, &inner);
        if (!value || (found && *found != *value)) {
            return std::nullopt;
        }
        found = value;
    }
    return found ? found : read(definition.value, &inner);
}

std::optional<bool> CaseReader::fits(const model::Cell& cell, const Constant& input,
                                     const Frame* frame) const {
    if (cell.any) {
        return true;
    }
    for (const model::CellLimit& limit : cell.limits) {
        const auto value = read(limit.value, frame);
        const auto holds = value ? holds_between(limit.op, input, *value) : std::nullopt;
        if (!holds || !*holds) {
            return holds;
        }
    }
    if (cell.values.empty()) {
        return true;
    }
    for (const ExprId each : cell.values) {
        const auto value = read(each, frame);
        if (!value) {
            return std::nullopt;
        }
        if (*value == input) {
            return true;
        }
    }
    return false;
}

std::optional<Constant> CaseReader::read_table(const model::TableExpr& call,
                                               const Frame* frame) const {
    const model::Table& table = model_.tables[call.table];
    const Frame inner{&call.arguments, frame, frame == nullptr ? 1 : frame->depth + 1};
    std::optional<Constant> found;
    for (const model::TableRow& row : table.rows) {
        bool all = true;
        for (std::size_t i = 0; i < row.cells.size() && i < table.inputs.size(); ++i) {
            const auto input = read(table.inputs[i], &inner);
            const auto fit = input ? fits(row.cells[i], *input, &inner) : std::nullopt;
            if (!fit) {
                return std::nullopt;
            }
            all = all && *fit;
        }
        if (!all) {
            continue;
        }
        if (found || call.column >= row.results.size()) {
            return std::nullopt;
        }
        found = read(row.results[call.column], &inner);
    }
    return found;
}

}  // namespace onus::engine::checking
