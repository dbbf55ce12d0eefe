// SPDX-License-Identifier: Apache-2.0

#include "engine/testing/prepared.h"

#include <deque>
#include <set>

#include "engine/compile/check.h"
#include "engine/compile/expression_walk.h"
#include "engine/compile/lower.h"
#include "engine/session.h"
#include "grammar/parser.h"

namespace onus::engine {
namespace {

using model::ExprId;

void add(std::vector<ExprId>& ids, ExprId id) {
    if (id != model::kNone) {
        ids.push_back(id);
    }
}

struct ExpressionsOf {
    std::vector<ExprId>& ids;

    void operator()(const model::TestVariable& variable) const { add(ids, variable.value); }
    void operator()(const model::TestAttribute& attribute) const { add(ids, attribute.value); }
    void operator()(const model::TestRole& /*role*/) const {}
    void operator()(const model::TestClock& /*clock*/) const {}
    void operator()(const model::TestCommand& command) const {
        for (const auto& [parameter, value] : command.arguments) {
            add(ids, value);
        }
        add(ids, command.subject);
        add(ids, command.until);
    }
    void operator()(const model::TestExpectation& expectation) const {
        if (const auto* log = std::get_if<model::TestLog>(&expectation.expected)) {
            add(ids, log->against);
        } else if (const auto* share = std::get_if<model::TestShare>(&expectation.expected)) {
            add(ids, share->by);
        } else if (const auto* notice = std::get_if<model::TestNotice>(&expectation.expected)) {
            add(ids, notice->to);
        } else if (const auto* is = std::get_if<model::TestCondition>(&expectation.expected)) {
            add(ids, is->condition);
        }
    }
};

/// The key that a record written out has; nothing if it is no constant text or number.
std::optional<std::string> key_of(const model::Model& model, const model::RecordExpr& record) {
    const std::uint32_t key = model.records[record.record].key_field;
    for (const auto& [field, value] : record.fields) {
        const auto* constant = std::get_if<model::ConstantExpr>(&model.expr(value).node);
        if (field != key || constant == nullptr) {
            continue;
        }
        if (const auto* text = std::get_if<std::string>(&constant->value)) {
            return *text;
        }
        if (const auto* number = std::get_if<Decimal>(&constant->value)) {
            return number->to_string();
        }
    }
    return std::nullopt;
}

}  // namespace

std::vector<ExprId> expressions_of(const model::TestStep& step) {
    std::vector<ExprId> ids;
    std::visit(ExpressionsOf{ids}, step.node);
    return ids;
}

std::optional<Prepared> Prepared::make(const RulebookSet& rulebooks, Diagnostics& diagnostics) {
    std::deque<Source> sources;
    std::deque<grammar::NameTable> tables;
    std::deque<ast::File> files;
    std::vector<RulebookSource> inputs;
    for (const RulebookText& text : rulebooks.rulebooks) {
        sources.push_back({text.source_name, text.text});
        auto names = grammar::parse_name_table({text.source_name + " (names)", text.names});
        auto parsed = grammar::parse(sources.back(), names.table);
        for (const Diagnostics* found : {&names.diagnostics, &parsed.diagnostics}) {
            diagnostics.insert(diagnostics.end(), found->begin(), found->end());
        }
        tables.push_back(std::move(names.table));
        files.push_back(std::move(parsed.file));
        inputs.push_back({&files.back(), &tables.back()});
    }
    if (has_errors(diagnostics)) {
        return std::nullopt;
    }
    CheckResult checked = check(inputs);
    diagnostics.insert(diagnostics.end(), checked.diagnostics.begin(), checked.diagnostics.end());
    if (has_errors(diagnostics)) {
        return std::nullopt;
    }
    Prepared prepared;
    prepared.model_ = std::move(checked.model);
    for (model::Test& test : prepared.model_.tests) {
        prepared.give_names_their_values(test);
    }
    prepared.add_codes();
    return prepared;
}

/// A record that a test was given is written out where its fields are read, and is its key where it
/// is only named.
void Prepared::give_names_their_values(model::Test& test) {
    std::map<std::uint32_t, ExprId> given;
    for (const model::TestStep& step : test.steps) {
        for (const ExprId root : expressions_of(step)) {
            std::vector<ExprId> inside;
            checking::for_each_inside(model_, root, [&](ExprId id) { inside.push_back(id); });
            std::set<ExprId> written_out = {root};
            for (const ExprId id : inside) {
                const model::ExprNode& node = model_.exprs[id].node;
                if (const auto* field = std::get_if<model::FieldExpr>(&node)) {
                    written_out.insert(field->record);
                } else if (const auto* call = std::get_if<model::CallExpr>(&node)) {
                    written_out.insert(call->arguments.begin(), call->arguments.end());
                } else if (const auto* table = std::get_if<model::TableExpr>(&node)) {
                    written_out.insert(table->arguments.begin(), table->arguments.end());
                }
            }
            for (const ExprId id : inside) {
                const auto* variable = std::get_if<model::VariableExpr>(&model_.exprs[id].node);
                if (variable == nullptr || !given.contains(variable->slot)) {
                    continue;
                }
                model::ExprNode value = model_.exprs[given[variable->slot]].node;
                const auto* record = std::get_if<model::RecordExpr>(&value);
                if (record != nullptr && !written_out.contains(id)) {
                    if (auto key = key_of(model_, *record)) {
                        value = model::ConstantExpr{std::move(*key)};
                    }
                }
                model_.exprs[id].node = std::move(value);
            }
        }
        if (const auto* variable = std::get_if<model::TestVariable>(&step.node)) {
            given[variable->slot] = variable->value;
        }
    }
}

/// Each expression becomes a definition of its own, and so gets code.
void Prepared::add_codes() {
    const auto add_code = [this](ExprId id, std::uint32_t rulebook) {
        if (definition_of_.contains(id)) {
            return;
        }
        model::Definition definition;
        const std::string name = "test expression " + std::to_string(id);
        definition.heading.id = model_.rulebooks[rulebook].name + "." + name;
        definition.heading.name = name;
        definition.heading.rulebook = rulebook;
        definition.type = model_.exprs[id].type;
        definition.value = id;
        definition_of_[id] = static_cast<std::uint32_t>(model_.definitions.size());
        model_.definitions.push_back(std::move(definition));
    };
    for (const model::Test& test : model_.tests) {
        for (const model::TestStep& step : test.steps) {
            std::vector<ExprId> ids = expressions_of(step);
            while (!ids.empty()) {
                const ExprId id = ids.back();
                ids.pop_back();
                add_code(id, test.heading.rulebook);
                if (const model::RecordExpr* written = record(id)) {
                    for (const auto& [field, value] : written->fields) {
                        ids.push_back(value);
                    }
                }
            }
        }
    }
    program_ = lower(model_);
}

const model::RecordExpr* Prepared::record(ExprId id) const {
    return id == model::kNone ? nullptr : std::get_if<model::RecordExpr>(&model_.exprs[id].node);
}

Stored Prepared::value(ExprId id, const World& world, const State& state, const Context& context,
                       std::vector<Reason>* reasons) const {
    if (id == model::kNone) {
        return {};
    }
    Arena arena;
    Evaluator evaluator(world, state, *program_, arena);
    std::vector<Atom> atoms;
    const Value value =
        evaluator.evaluate(program_->definitions[definition_of_.at(id)].value, context, &atoms);
    if (reasons != nullptr) {
        for (const Atom& atom : atoms) {
            reasons->push_back({atom.clause, store(atom.left), store(atom.right), atom.holds});
        }
    }
    return store(value);
}

}  // namespace onus::engine
