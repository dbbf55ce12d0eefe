// SPDX-License-Identifier: Apache-2.0

#include "engine/compile/expression_walk.h"

#include <vector>

namespace onus::engine::checking {
namespace {

using model::ExprId;
using Visit = std::function<void(ExprId)>;

struct Children {
    const Visit& visit;

    void all(const std::vector<ExprId>& ids) const {
        for (const ExprId id : ids) {
            one(id);
        }
    }
    void one(ExprId id) const {
        if (id != model::kNone) {
            visit(id);
        }
    }

    void operator()(const model::ConstantExpr& /*node*/) const {}
    void operator()(const model::ParamExpr& /*node*/) const {}
    void operator()(const model::VariableExpr& /*node*/) const {}
    void operator()(const model::SpecialExpr& /*node*/) const {}
    void operator()(const model::HolderExpr& /*node*/) const {}
    void operator()(const model::ParameterExpr& /*node*/) const {}
    void operator()(const model::TracedExpr& /*node*/) const {}
    void operator()(const model::FieldExpr& node) const { one(node.record); }
    void operator()(const model::PersonExpr& node) const { one(node.of); }
    void operator()(const model::DatePartExpr& node) const { one(node.of); }
    void operator()(const model::CallExpr& node) const { all(node.arguments); }
    void operator()(const model::TableExpr& node) const { all(node.arguments); }
    void operator()(const model::UnaryExpr& node) const { one(node.operand); }
    void operator()(const model::BinaryExpr& node) const {
        one(node.left);
        one(node.right);
    }
    void operator()(const model::ListExpr& node) const { all(node.items); }
    void operator()(const model::MaxExpr& node) const { all(node.items); }
    void operator()(const model::QuantifierExpr& node) const {
        one(node.list);
        one(node.condition);
    }
    void operator()(const model::HistoryExpr& node) const {
        for (const auto& match : node.matches) {
            one(match.value);
        }
        one(node.by);
        for (const auto& match : node.past_matches) {
            one(match.past);
            one(match.value);
        }
        one(node.filter);
        one(node.measured);
        if (node.window) {
            one(node.window->length);
        }
    }
    void operator()(const model::DutyExpr& node) const { one(node.subject); }
    void operator()(const model::DutyFieldExpr& node) const { one(node.duty); }
    void operator()(const model::RecordExpr& node) const {
        for (const auto& [field, value] : node.fields) {
            one(value);
        }
    }
    void operator()(const model::PreviousExpr& node) const { one(node.record); }
};

}  // namespace

void for_each_child(const model::ExprNode& node, const Visit& visit) {
    std::visit(Children{visit}, node);
}

void for_each_inside(const model::Model& model, ExprId id, const Visit& visit) {
    std::vector<ExprId> open;
    if (id != model::kNone) {
        open.push_back(id);
    }
    while (!open.empty()) {
        const ExprId next = open.back();
        open.pop_back();
        visit(next);
        for_each_child(model.exprs[next].node, [&](ExprId child) { open.push_back(child); });
    }
}

}  // namespace onus::engine::checking
