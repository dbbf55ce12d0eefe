// SPDX-License-Identifier: Apache-2.0

#include "engine/compile/scope.h"

#include <algorithm>
#include <iterator>

namespace onus::engine::checking {
namespace {

using Facts = std::set<std::string>;

Facts united(Facts a, const Facts& b) {
    a.insert(b.begin(), b.end());
    return a;
}

Facts common(const Facts& a, const Facts& b) {
    Facts both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(),
                          std::inserter(both, both.begin()));
    return both;
}

Scope::Entry entry_of(const Context& context, std::uint32_t rulebook,
                      const model::Parameter& parameter, std::uint32_t index) {
    Scope::Entry entry;
    entry.name = parameter.name;
    entry.kind = Scope::Entry::Kind::kParameter;
    entry.type = parameter.type;
    entry.optional = parameter.optional;
    entry.index = index;
    entry.shown = context.shown(rulebook, parameter.name);
    return entry;
}

/// The parameter `index` of the view, found in the action that is it.
Scope::Entry bound_entry(const Context& context, Scope::Entry entry, const model::Action& action,
                         const model::Action::Binding::Place& place) {
    const model::Parameter& parameter = action.parameters[place.parameter];
    entry.index = place.parameter;
    entry.type = parameter.type;
    entry.optional = parameter.optional;
    entry.shown = context.shown(action.heading.rulebook, parameter.name);
    if (place.field != kNone) {
        const model::Field& field = context.model.fields[place.field];
        entry.kind = Scope::Entry::Kind::kField;
        entry.field = place.field;
        entry.type = field.type;
        entry.optional = entry.optional || field.optional;
        entry.record_shown = entry.shown;
        entry.shown.en += "." + field.name;
        entry.shown.zh += "." + field.name_zh;
    }
    return entry;
}

}  // namespace

const Scope::Entry* Scope::find(std::string_view name) const {
    // The innermost variable hides the others.
    const auto found = std::find_if(entries.rbegin(), entries.rend(),
                                    [&](const Entry& each) { return each.name == name; });
    return found == entries.rend() ? nullptr : &*found;
}

std::vector<std::string> Scope::names() const {
    std::vector<std::string> names;
    names.reserve(entries.size());
    for (const Entry& entry : entries) {
        names.push_back(entry.name);
    }
    return names;
}

std::vector<std::string> Scope::specials() const {
    std::vector<std::string> names;
    const auto add = [&](bool applies, std::initializer_list<const char*> ids) {
        if (applies) {
            names.insert(names.end(), ids.begin(), ids.end());
        }
    };
    add(has_actor, {"actor", "principal", "reason", "this", "previous"});
    add(has_time, {"now", "today", "at"});
    add(has_bearer, {"bearer"});
    add(has_step, {"step", "owner"});
    return names;
}

Scope scope_of(const Context& context, ActionView action) {
    Scope scope;
    scope.action = action;
    if (action.action == kNone) {
        return scope;
    }
    scope.has_actor = true;
    const model::Action& view = context.model.actions[action.view];
    const model::Action& real = context.model.actions[action.action];
    const auto binding = std::find_if(
        real.is.begin(), real.is.end(),
        [&](const model::Action::Binding& each) { return each.action == action.view; });
    for (std::uint32_t i = 0; i < view.parameters.size(); ++i) {
        Scope::Entry entry = entry_of(context, view.heading.rulebook, view.parameters[i], i);
        if (action.view != action.action && binding != real.is.end()) {
            entry = bound_entry(context, std::move(entry), real, binding->places[i]);
        }
        scope.entries.push_back(std::move(entry));
    }
    return scope;
}

Scope scope_of(const Context& context, std::uint32_t rulebook,
               const std::vector<model::Parameter>& parameters) {
    Scope scope;
    for (std::uint32_t i = 0; i < parameters.size(); ++i) {
        scope.entries.push_back(entry_of(context, rulebook, parameters[i], i));
    }
    return scope;
}

std::uint32_t trigger_of(const model::Model& model, const model::Duty& duty) {
    if (duty.gate_action != kNone) {
        return duty.gate_action;
    }
    if (duty.process != kNone) {
        return model.processes[duty.process].event.action;
    }
    return duty.events.empty() ? kNone : duty.events.front().action;
}

std::string key_of(const model::Model& model, model::ExprId id) {
    const model::ExprNode& node = model.exprs[id].node;
    if (const auto* param = std::get_if<model::ParamExpr>(&node)) {
        return "p" + std::to_string(param->index);
    }
    if (const auto* variable = std::get_if<model::VariableExpr>(&node)) {
        return "v" + std::to_string(variable->slot);
    }
    if (const auto* field = std::get_if<model::FieldExpr>(&node)) {
        std::string key = key_of(model, field->record);
        if (!key.empty()) {
            key += ".f" + std::to_string(field->field);
        }
        return key;
    }
    return {};
}

Facts facts_if(const model::Model& model, model::ExprId condition, bool value) {
    const model::ExprNode& node = model.exprs[condition].node;
    if (const auto* unary = std::get_if<model::UnaryExpr>(&node)) {
        if (unary->op == model::UnaryOp::kNot) {
            return facts_if(model, unary->operand, !value);
        }
        const bool says_given = (unary->op == model::UnaryOp::kGiven && value) ||
                                (unary->op == model::UnaryOp::kMissing && !value);
        const std::string key = says_given ? key_of(model, unary->operand) : std::string();
        return key.empty() ? Facts{} : Facts{key};
    }
    if (const auto* binary = std::get_if<model::BinaryExpr>(&node)) {
        const bool is_and = binary->op == model::BinaryOp::kAnd;
        if (is_and || binary->op == model::BinaryOp::kOr) {
            Facts left = facts_if(model, binary->left, value);
            const Facts right = facts_if(model, binary->right, value);
            return is_and == value ? united(std::move(left), right) : common(left, right);
        }
    }
    return {};
}

}  // namespace onus::engine::checking
