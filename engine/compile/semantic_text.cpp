// SPDX-License-Identifier: Apache-2.0
#include "engine/compile/semantic_text.h"

#include <algorithm>

#include "engine/compile/semantic_declaration.h"
#include "engine/ledger/merkle.h"

namespace onus::engine {

void DeclarationPrinter::rulebook(const model::Rulebook& rulebook) {
    open("rulebook", rulebook.name);
    append_ordinal(out(), rulebook.layer);
    date("from", rulebook.effective_from);
    date("until", rulebook.effective_until);
    labelled("owner", rulebook.owner);
    word("calendar " + rulebook.calendar + " currency " + rulebook.currency);
    std::vector<std::string> uses = rulebook.uses;
    std::sort(uses.begin(), uses.end());
    for (const std::string& used : uses) {
        word("use " + used);
    }
}

void DeclarationPrinter::vocabulary() {
    for (const model::Enum& declared : model_.enums) {
        open("enum", declared.id);
        for (const std::string& value : declared.values) {
            word(value);
        }
    }
    for (const model::Record& record : model_.records) {
        open("record", record.id);
        for (const std::uint32_t index : record.fields) {
            const model::Field& field = model_.fields[index];
            word(field.name);
            out() += ' ';
            printer_.type(field.type, out());
            out() += field.key ? " key," : (field.optional ? " optional," : ",");
        }
    }
    for (const model::Role& role : model_.roles) {
        open("role", role.heading.id);
        word(role.reports_to);
    }
    for (const model::ParameterDeclaration& parameter : model_.parameters) {
        open("parameter", parameter.heading.id);
        out() += ' ';
        printer_.parameter(parameter, out());
        labelled("require", parameter.ranges);
    }
    for (const model::Definition& definition : model_.definitions) {
        open("define", definition.heading.id);
        printer_.definition(definition, out());
    }
    for (const model::Table& table : model_.tables) {
        open("table", table.heading.id);
        printer_.table(table, out());
    }
}

void DeclarationPrinter::action(const model::Action& action) {
    open("action", action.heading.id);
    printer_.parameter_list(action.parameters, out());
    word("by");
    for (const std::string& role : action.roles) {
        word(role);
    }
    word(action.by_anyone ? "anyone" : "");
    word(action.by_system ? "system" : "");
    for (const std::uint32_t created : action.creates) {
        word("creates " + action.parameters[created].name);
    }
    for (const model::Action::Change& change : action.changes) {
        word("changes " + action.parameters[change.parameter].name + '.' +
             model_.fields[change.field].name);
    }
    for (const model::Action::Binding& binding : action.is) {
        word("is " + model_.actions[binding.action].heading.id);
        for (const model::Action::Binding::Place& place : binding.places) {
            number(place.parameter == model::kNone ? -1 : std::int64_t{place.parameter});
            if (place.field != model::kNone) {
                out() += '.' + model_.fields[place.field].name;
            }
        }
    }
    word("within");
    number(static_cast<std::int64_t>(action.tolerance.kind));
    number(action.tolerance.amount);
}

void DeclarationPrinter::permission(const model::Permission& permission) {
    open("permission", permission.heading.id);
    for (const std::string& role : permission.roles) {
        word(role);
    }
    for (const model::Grant& grant : permission.grants) {
        word(grant.allowed ? "may" : "cannot");
        append_ordinal(out(), grant.right);
        for (std::size_t i = 0; i < grant.actions.size(); ++i) {
            word(model_.actions[grant.actions[i]].heading.id);
            parameters_ = parameters_of(grant.actions[i]);
            labelled("if", i < grant.conditions.size() ? grant.conditions[i] : model::kNone);
        }
        parameters_ = nullptr;
        for (const model::Grant::Target& target : grant.targets) {
            word(model_.records[target.record].id);
            if (target.field != model::kNone) {
                out() += '.' + model_.fields[target.field].name;
            }
        }
        if (!grant.targets.empty()) {
            labelled("if", grant.conditions);
        }
    }
    for (const std::uint32_t duty : permission.carries) {
        word("carries " + model_.duties[duty].heading.id);
    }
    labelled("delegate", permission.delegates);
}

std::string DeclarationPrinter::text() {
    for (const model::Rulebook& declared : model_.rulebooks) {
        rulebook(declared);
    }
    vocabulary();
    for (const model::Action& declared : model_.actions) {
        action(declared);
    }
    for (const model::Permission& declared : model_.permissions) {
        permission(declared);
    }
    for (const model::Rule& declared : model_.rules) {
        rule(declared);
    }
    for (const model::Duty& declared : model_.duties) {
        duty(declared);
    }
    for (const model::Process& declared : model_.processes) {
        process(declared);
    }
    for (const model::Liability& declared : model_.liabilities) {
        liability(declared);
    }
    std::sort(lines_.begin(), lines_.end());
    std::string text;
    for (const std::string& line : lines_) {
        text += line;
        text += '\n';
    }
    return text;
}

std::string semantic_text(const model::Model& model) { return DeclarationPrinter(model).text(); }

std::string semantic_hash(const model::Model& model) {
    return to_hex(sha256(semantic_text(model)));
}

}  // namespace onus::engine
