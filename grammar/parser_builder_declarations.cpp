// SPDX-License-Identifier: Apache-2.0

#include <utility>

#include "grammar/antlr_builder.h"

namespace onus::grammar {

void TreeBuilder::header(Node node) {
    Cursor cursor(node);
    cursor.skip();
    file_.name = name(cursor.take());
    file_.message = optional_message(cursor);
    clauses(cursor, file_.header);
}

void TreeBuilder::clauses(Cursor& cursor, std::vector<ast::Clause>& out) {
    while (!cursor.done()) {
        // The groups of a heading (`ruleClause`) hold one clause each.
        out.push_back(clause(cursor.take().child(0)));
    }
}

ast::Declaration TreeBuilder::declaration(Node node) {
    const Node inner = node.child(0);
    Cursor cursor(inner);
    ast::Declaration declaration;
    declaration.span = inner.span();
    declaration.keyword = cursor.take().span();
    if (cursor.at_rule(Generated::RuleName)) {
        declaration.name = name(cursor.take());
    }
    declaration.message = optional_message(cursor);
    declaration.node = body(inner.rule(), cursor, declaration);
    return declaration;
}

ast::DeclarationNode TreeBuilder::body(std::size_t rule, Cursor& cursor,
                                       ast::Declaration& declaration) {
    switch (rule) {
        case Generated::RuleRecordDecl: {
            ast::RecordDecl record;
            while (!cursor.done()) {
                record.fields.push_back(field(cursor.take()));
            }
            return record;
        }
        case Generated::RuleRoleDecl: {
            ast::RoleDecl role;
            if (cursor.accept(TokenKind::kReportsTo)) {
                role.reports_to = name(cursor.take());
            }
            declaration.message =
                declaration.message ? std::move(declaration.message) : optional_message(cursor);
            return role;
        }
        case Generated::RuleActionDecl:
            return action(cursor, declaration);
        case Generated::RuleDefineDecl:
            return definition(cursor, declaration);
        case Generated::RuleParameterDecl:
            return parameter(cursor, declaration);
        case Generated::RuleTableDecl:
            return table(cursor, declaration);
        case Generated::RuleProcessDecl:
            return process(cursor, declaration);
        default:
            break;
    }
    clauses(cursor, declaration.clauses);
    switch (rule) {
        case Generated::RulePermissionDecl:
            return ast::PermissionDecl{};
        case Generated::RuleRuleDecl:
            return ast::RuleDecl{};
        case Generated::RuleDutyDecl:
            return ast::DutyDecl{};
        case Generated::RuleLiabilityDecl:
            return ast::LiabilityDecl{};
        default:
            return ast::TestDecl{};
    }
}

ast::Field TreeBuilder::field(Node node) {
    Cursor cursor(node);
    ast::Field field;
    field.span = node.span();
    field.name = name(cursor.take());
    cursor.skip();
    field.type = type(cursor.take());
    if (cursor.accept(TokenKind::kKey)) {
        field.presence = ast::FieldPresence::kKey;
    } else if (cursor.accept(TokenKind::kOptional)) {
        field.presence = ast::FieldPresence::kOptional;
    }
    field.message = optional_message(cursor);
    return field;
}

std::vector<ast::Parameter> TreeBuilder::parameters(Node node) {
    std::vector<ast::Parameter> all;
    for (Cursor cursor(node); !cursor.done();) {
        const Node part = cursor.take();
        if (part.is_token()) {
            continue;
        }
        Cursor inner(part);
        ast::Parameter parameter;
        parameter.span = part.span();
        parameter.name = name(inner.take());
        if (inner.accept(TokenKind::kColon)) {
            parameter.type = type(inner.take());
            parameter.optional = inner.accept(TokenKind::kOptional);
        }
        all.push_back(std::move(parameter));
    }
    return all;
}

ast::DeclarationNode TreeBuilder::action(Cursor& cursor, ast::Declaration& declaration) {
    ast::ActionDecl action;
    action.parameters = parameters(cursor.take());
    cursor.skip();
    action.by = names(cursor.take());
    declaration.message = optional_message(cursor);
    clauses(cursor, declaration.clauses);
    return action;
}

ast::DeclarationNode TreeBuilder::definition(Cursor& cursor, ast::Declaration& declaration) {
    const Node rest = cursor.take();
    Cursor inner(rest);
    if (rest.is_rule(Generated::RuleEnumBody)) {
        ast::EnumDecl values;
        while (!inner.done()) {
            const Node part = inner.take();
            if (part.is_rule(Generated::RuleName)) {
                values.values.push_back(name(part));
            } else if (part.is_rule(Generated::RuleMessage)) {
                declaration.message = message(part);
            }
        }
        return values;
    }
    ast::DefinitionDecl definition;
    if (inner.at_rule(Generated::RuleParams)) {
        definition.parameters = parameters(inner.take());
    }
    inner.skip();
    definition.type = type(inner.take());
    inner.skip();
    definition.value = expr(inner.take());
    while (!inner.done()) {
        const Node part = inner.take();
        if (part.is_rule(Generated::RuleCiteClause)) {
            definition.cite = message(part.child(1));
        } else {
            definition.exceptions.push_back(exception(part));
        }
    }
    return definition;
}

ast::Exception TreeBuilder::exception(Node node) {
    Cursor cursor(node);
    ast::Exception exception;
    exception.span = node.span();
    cursor.skip();
    exception.name = name(cursor.take());
    if (cursor.accept(TokenKind::kOver)) {
        exception.over = path(cursor.take());
    }
    exception.condition = condition(cursor);
    cursor.skip();
    exception.value = expr(cursor.take());
    if (!cursor.done()) {
        exception.cite = message(cursor.take().child(1));
    }
    return exception;
}

ast::DeclarationNode TreeBuilder::parameter(Cursor& cursor, ast::Declaration& declaration) {
    ast::ParameterDecl parameter;
    if (cursor.accept(TokenKind::kDot)) {
        parameter.rulebook = std::move(declaration.name);
        declaration.name = name(cursor.take());
    }
    if (cursor.accept(TokenKind::kColon)) {
        parameter.type = type(cursor.take());
    }
    cursor.skip();
    parameter.value = expr(cursor.take());
    declaration.message = optional_message(cursor);
    while (!cursor.done()) {
        parameter.ranges.push_back(expr(cursor.take().child(1)));
    }
    return parameter;
}

ast::DeclarationNode TreeBuilder::table(Cursor& cursor, ast::Declaration& declaration) {
    ast::TableDecl table;
    table.parameters = parameters(cursor.take());
    cursor.skip();
    while (cursor.at_rule(Generated::RuleColumn)) {
        Cursor inner(cursor.take());
        ast::TableColumn column;
        if (inner.at_rule(Generated::RuleName)) {
            column.name = name(inner.take());
            inner.skip();
        }
        column.type = type(inner.take());
        table.columns.push_back(std::move(column));
        static_cast<void>(cursor.accept(TokenKind::kBar));
    }
    declaration.message = optional_message(cursor);
    clauses(cursor, declaration.clauses);
    return table;
}

ast::DeclarationNode TreeBuilder::process(Cursor& cursor, ast::Declaration& declaration) {
    ast::ProcessDecl process;
    while (!cursor.done()) {
        const Node part = cursor.take();
        if (part.is_rule(Generated::RuleStep)) {
            process.steps.push_back(step(part));
        } else {
            declaration.clauses.push_back(clause(part.child(0)));
        }
    }
    return process;
}

ast::Step TreeBuilder::step(Node node) {
    Cursor cursor(node);
    ast::Step step;
    step.span = node.span();
    cursor.skip();
    step.name = name(cursor.take());
    step.message = optional_message(cursor);
    while (!cursor.done()) {
        const Node inner = cursor.take().child(0);
        if (inner.is_rule(Generated::RuleDeliverClause)) {
            ast::Step::Deliverable deliverable;
            deliverable.name = name(inner.child(1));
            deliverable.type = type(inner.child(3));
            deliverable.span = inner.span();
            deliverable.keyword = inner.child(0).span();
            step.deliverables.push_back(std::move(deliverable));
        } else {
            step.clauses.push_back(clause(inner));
        }
    }
    return step;
}

}  // namespace onus::grammar
