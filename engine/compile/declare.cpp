// SPDX-License-Identifier: Apache-2.0

#include <utility>

#include "engine/compile/declarations.h"
#include "engine/compile/types.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

template <class T>
std::uint32_t append_with_heading(Context& context, std::vector<T>& list,
                                  const ast::Declaration& declaration) {
    T item;
    item.heading = context.heading(declaration, declaration.name.id);
    list.push_back(std::move(item));
    return static_cast<std::uint32_t>(list.size() - 1);
}

std::uint32_t add_record(Context& context, const ast::Declaration& declaration) {
    model::Record record;
    const model::Heading heading = context.heading(declaration, declaration.name.id);
    record.id = heading.id;
    record.name = heading.name;
    record.name_zh = heading.name_zh;
    record.rulebook = context.rulebook();
    record.span = declaration.span;
    context.model.records.push_back(std::move(record));
    return static_cast<std::uint32_t>(context.model.records.size() - 1);
}

std::uint32_t add_enum(Context& context, const ast::Declaration& declaration,
                       const ast::EnumDecl& node) {
    ast::TypeExpr type;
    type.form = ast::TypeExpr::Form::kOneOf;
    type.names = node.values;
    return resolve_type(context, type, context.heading(declaration, declaration.name.id).id).ref;
}

/// Where a declaration goes: its space, kind and place in the model.
struct Place {
    NameSpace space{};
    SymbolKind kind{};
    std::uint32_t index = kNone;
};

struct Declare {
    Context& context;
    const ast::Declaration& declaration;

    Place operator()(const ast::RecordDecl& /*node*/) const {
        return {NameSpace::kTypes, SymbolKind::kRecord, add_record(context, declaration)};
    }
    Place operator()(const ast::EnumDecl& node) const {
        return {NameSpace::kTypes, SymbolKind::kEnum, add_enum(context, declaration, node)};
    }
    Place operator()(const ast::RoleDecl& /*node*/) const {
        return {NameSpace::kRoles, SymbolKind::kRole,
                append_with_heading(context, context.model.roles, declaration)};
    }
    Place operator()(const ast::ActionDecl& /*node*/) const {
        return {NameSpace::kValues, SymbolKind::kAction,
                append_with_heading(context, context.model.actions, declaration)};
    }
    Place operator()(const ast::DefinitionDecl& /*node*/) const {
        return {NameSpace::kValues, SymbolKind::kDefinition,
                append_with_heading(context, context.model.definitions, declaration)};
    }
    Place operator()(const ast::ParameterDecl& /*node*/) const {
        return {NameSpace::kValues, SymbolKind::kParameter,
                append_with_heading(context, context.model.parameters, declaration)};
    }
    Place operator()(const ast::TableDecl& /*node*/) const {
        return {NameSpace::kValues, SymbolKind::kTable,
                append_with_heading(context, context.model.tables, declaration)};
    }
    Place operator()(const ast::PermissionDecl& /*node*/) const {
        return {NameSpace::kPermissions, SymbolKind::kPermission,
                append_with_heading(context, context.model.permissions, declaration)};
    }
    Place operator()(const ast::RuleDecl& /*node*/) const {
        return {NameSpace::kFindings, SymbolKind::kRule, kNone};
    }
    Place operator()(const ast::DutyDecl& /*node*/) const {
        return {NameSpace::kFindings, SymbolKind::kDuty, kNone};
    }
    Place operator()(const ast::ProcessDecl& /*node*/) const {
        return {NameSpace::kValues, SymbolKind::kProcess,
                append_with_heading(context, context.model.processes, declaration)};
    }
    Place operator()(const ast::LiabilityDecl& /*node*/) const {
        return {NameSpace::kLiabilities, SymbolKind::kLiability,
                append_with_heading(context, context.model.liabilities, declaration)};
    }
    Place operator()(const ast::TestDecl& /*node*/) const { return {}; }
};

void add_built_in_enums(model::Model& model) {
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(model::BuiltinEnum::kCount); ++i) {
        static constexpr std::array<const char*, 4> kIds = {"duty_state", "decision", "day_kind",
                                                            "weekday"};
        model::Enum one;
        one.id = kIds[i];
        one.values = built_in_values(static_cast<model::BuiltinEnum>(i));
        for (const std::string& value : one.values) {
            one.values_zh.emplace_back(built_in_chinese(value).value_or(value));
        }
        model.enums.push_back(std::move(one));
    }
}

void check_record(Context& context, const ast::Declaration& declaration,
                  const ast::RecordDecl& node) {
    const std::uint32_t index = context.symbol_of(declaration).index;
    const std::string id = context.model.records[index].id;
    std::vector<const ast::Field*> seen;
    for (const ast::Field& written : node.fields) {
        const ast::Field* first = nullptr;
        for (const ast::Field* each : seen) {
            first = each->name.id == written.name.id ? each : first;
        }
        if (first != nullptr) {
            context
                .report(DiagnosticKind::kNameDeclaredTwice, written.name.span, {written.name.text})
                .related.push_back({context.file().source_name, first->name.span});
            continue;
        }
        seen.push_back(&written);
        model::Field field;
        field.name = written.name.id;
        field.name_zh = context.shown(context.rulebook(), written.name.id).zh;
        field.type = resolve_type(context, written.type, id + "." + written.name.id);
        field.key = written.presence == ast::FieldPresence::kKey;
        field.optional = written.presence == ast::FieldPresence::kOptional;
        field.record = index;
        field.span = written.span;
        const auto place = static_cast<std::uint32_t>(context.model.fields.size());
        model::Record& record = context.model.records[index];
        if (field.key && record.key_field != kNone) {
            context.report(DiagnosticKind::kSecondKey, written.name.span, {written.name.text});
        } else if (field.key) {
            record.key_field = place;
        }
        record.fields.push_back(place);
        context.model.fields.push_back(std::move(field));
    }
}

std::vector<std::string> roles_of(Context& context, const std::vector<ast::Name>& names,
                                  model::Action& action) {
    std::vector<std::string> roles;
    Scope nothing;
    ExpressionChecker checker(context, nothing);
    for (const ast::Name& name : names) {
        if (name.id == "anyone") {
            action.by_anyone = true;
        } else if (name.id == "system") {
            action.by_system = true;
        } else {
            (void)checker.named(model::TypeKind::kRole, name);
            roles.push_back(name.id);
        }
    }
    return roles;
}

void check_table_signature(Context& context, const ast::Declaration& declaration,
                           const ast::TableDecl& node) {
    const std::uint32_t index = context.symbol_of(declaration).index;
    const std::string id = context.model.tables[index].heading.id;
    std::vector<model::TableColumn> columns;
    for (const ast::TableColumn& written : node.columns) {
        model::TableColumn column;
        column.name = written.name ? written.name->id : "";
        column.name_zh = written.name ? context.shown(context.rulebook(), written.name->id).zh : "";
        column.type = resolve_type(context, written.type, id + "." + column.name);
        columns.push_back(std::move(column));
    }
    std::vector<model::Parameter> parameters = parameters_of(context, node.parameters, id);
    context.model.tables[index].columns = std::move(columns);
    context.model.tables[index].parameters = std::move(parameters);
}

}  // namespace

std::vector<model::Parameter> parameters_of(Context& context,
                                            const std::vector<ast::Parameter>& written,
                                            const std::string& owner) {
    std::vector<model::Parameter> parameters;
    for (const ast::Parameter& each : written) {
        for (const model::Parameter& earlier : parameters) {
            if (earlier.name == each.name.id) {
                context.report(DiagnosticKind::kNameDeclaredTwice, each.name.span,
                               {each.name.text});
            }
        }
        model::Parameter parameter;
        parameter.name = each.name.id;
        parameter.name_zh = context.shown(context.rulebook(), each.name.id).zh;
        parameter.optional = each.optional;
        ast::TypeExpr own_name;
        own_name.names.push_back(each.name);
        own_name.span = each.span;
        parameter.type =
            resolve_type(context, each.type ? *each.type : own_name, owner + "." + each.name.id);
        parameters.push_back(std::move(parameter));
    }
    return parameters;
}

void declare_names(Context& context) {
    add_built_in_enums(context.model);
    for (std::uint32_t rulebook = 0; rulebook < context.sources().size(); ++rulebook) {
        for (const ast::Declaration& declaration : context.file_of(rulebook).declarations) {
            context.enter(rulebook, &declaration);
            if (const auto* parameter = std::get_if<ast::ParameterDecl>(&declaration.node);
                std::holds_alternative<ast::TestDecl>(declaration.node) ||
                (parameter != nullptr && !parameter->type)) {
                continue;  // a test has no name; this parameter belongs to another rulebook
            }
            const Place place = std::visit(Declare{context, declaration}, declaration.node);
            if (place.space == NameSpace::kTypes && is_type_name(declaration.name.id)) {
                context.report(DiagnosticKind::kTypeNameBuiltIn, declaration.name.span,
                               {declaration.name.text});
            }
            Symbol symbol;
            symbol.kind = place.kind;
            symbol.id = declaration.name.id;
            symbol.rulebook = rulebook;
            symbol.index = place.index;
            symbol.declaration = &declaration;
            context.declare(place.space, symbol);
        }
    }
}

void check_signatures(Context& context) {
    for_each<ast::RecordDecl>(context, [&](const auto& declaration, const auto& node) {
        check_record(context, declaration, node);
    });
    for_each<ast::RoleDecl>(context, [&](const auto& declaration, const auto& node) {
        model::Role& role = context.model.roles[context.symbol_of(declaration).index];
        fill_heading(context, declaration, role.heading);
        if (node.reports_to) {
            role.reports_to = node.reports_to->id;
            Scope nothing;
            (void)ExpressionChecker(context, nothing)
                .named(model::TypeKind::kRole, *node.reports_to);
        }
    });
    for_each<ast::ActionDecl>(context, [&](const auto& declaration, const auto& node) {
        const std::uint32_t index = context.symbol_of(declaration).index;
        model::Action action = std::move(context.model.actions[index]);
        fill_heading(context, declaration, action.heading);
        action.parameters = parameters_of(context, node.parameters, action.heading.id);
        action.roles = roles_of(context, node.by, action);
        context.model.actions[index] = std::move(action);
    });
    for_each<ast::DefinitionDecl>(context, [&](const auto& declaration, const auto& node) {
        const std::uint32_t index = context.symbol_of(declaration).index;
        model::Definition definition = std::move(context.model.definitions[index]);
        fill_heading(context, declaration, definition.heading);
        definition.parameters = parameters_of(context, node.parameters, definition.heading.id);
        definition.type = resolve_type(context, node.type, definition.heading.id);
        if (node.cite) {
            definition.heading.cites.push_back(cite_of(context.language(), *node.cite));
        }
        context.model.definitions[index] = std::move(definition);
    });
    for_each<ast::TableDecl>(context, [&](const auto& declaration, const auto& node) {
        fill_heading(context, declaration,
                     context.model.tables[context.symbol_of(declaration).index].heading);
        check_table_signature(context, declaration, node);
    });
    for_each<ast::ParameterDecl>(context, [&](const auto& declaration, const auto& node) {
        if (node.type) {
            const std::uint32_t index = context.symbol_of(declaration).index;
            const std::string id = context.model.parameters[index].heading.id;
            const model::Type type = resolve_type(context, *node.type, id);
            context.model.parameters[index].type = type;
            fill_heading(context, declaration, context.model.parameters[index].heading);
        }
    });
}

}  // namespace onus::engine::checking
