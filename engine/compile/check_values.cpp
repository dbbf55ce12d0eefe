// SPDX-License-Identifier: Apache-2.0
//
// Definitions, tables and parameters.

#include <algorithm>
#include <map>
#include <utility>

#include "engine/compile/call_order.h"
#include "engine/compile/constant_fold.h"
#include "engine/compile/declarations.h"
#include "engine/compile/types.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::ExprId;
using model::Type;

// ---- parameters

void check_range(Context& context, std::uint32_t index, ExprId value, Span span) {
    const model::ParameterDeclaration& parameter = context.model.parameters[index];
    for (const ExprId range : parameter.ranges) {
        const auto holds = fold_condition(context.model, range, {index, value});
        if (holds && !*holds) {
            context
                .report(DiagnosticKind::kParameterOutOfRange, span,
                        {text_of(context.model, value).in(context.language()),
                         text_of(context.model, range).in(context.language())})
                .related.push_back({context.file_of(parameter.heading.rulebook).source_name,
                                    context.model.exprs[range].span});
        }
    }
}

void check_setting(Context& context, const ast::Declaration& declaration,
                   const ast::ParameterDecl& node, std::map<std::uint32_t, Span>& places) {
    const ast::Name& name = declaration.name;
    const Symbol* symbol =
        node.rulebook ? (context.is_rulebook_in_use(node.rulebook->id)
                             ? context.find_in(NameSpace::kValues, node.rulebook->id, name.id)
                             : nullptr)
                      : context.find(NameSpace::kValues, name.id, name.span);
    if (symbol == nullptr || symbol->kind != SymbolKind::kParameter) {
        context.report_unknown(DiagnosticKind::kUnknownParameterToSet, name,
                               context.visible(NameSpace::kValues));
        return;
    }
    Scope nothing;
    const Type type = context.model.parameters[symbol->index].type;
    const ExprId value = ExpressionChecker(context, nothing).value(node.value, type);
    model::ParameterDeclaration& parameter = context.model.parameters[symbol->index];
    const auto layer_of = [&](std::uint32_t rulebook) {
        return context.model.rulebooks[rulebook].layer;
    };
    if (layer_of(context.rulebook()) < layer_of(symbol->rulebook)) {
        context.report(DiagnosticKind::kParameterSetFromAbove, name.span, {name.text});
    }
    if (parameter.set_by != kNone) {
        const bool same = fold_equal(context.model, parameter.value, value);
        if (!same) {
            context.report(DiagnosticKind::kParameterSetTwice, name.span, {name.text})
                .related.push_back(
                    {context.file_of(parameter.set_by).source_name, places[symbol->index]});
        }
        return;
    }
    check_range(context, symbol->index, value, context.file().expr(node.value).span);
    parameter.value = value;
    parameter.set_by = context.rulebook();
    places[symbol->index] = name.span;
}

// ---- definitions

std::optional<std::uint32_t> exception_named(const std::vector<model::Exception>& exceptions,
                                             std::string_view name) {
    for (std::uint32_t i = 0; i < exceptions.size(); ++i) {
        if (exceptions[i].name == name) {
            return i;
        }
    }
    return std::nullopt;
}

void check_over(Context& context, const std::vector<ast::Exception>& written,
                std::vector<model::Exception>& exceptions) {
    for (std::size_t i = 0; i < exceptions.size() && i < written.size(); ++i) {
        if (written[i].over == ast::kNoExpr) {
            continue;
        }
        const ast::Expr& expr = context.file().expr(written[i].over);
        const auto* path = std::get_if<ast::Path>(&expr.node);
        const auto over = path == nullptr || path->segments.size() != 1
                              ? std::nullopt
                              : exception_named(exceptions, path->segments.front().name.id);
        if (!over) {
            std::vector<std::string> names;
            for (const model::Exception& each : exceptions) {
                names.push_back(each.name);
            }
            if (path != nullptr && !path->segments.empty()) {
                context.report_unknown(DiagnosticKind::kUnknownException,
                                       path->segments.back().name, names);
            }
            continue;
        }
        exceptions[i].over = *over;
    }
    for (std::uint32_t i = 0; i < exceptions.size(); ++i) {
        std::uint32_t above = exceptions[i].over;
        for (std::size_t steps = 0; above != kNone && steps <= exceptions.size(); ++steps) {
            if (above == i) {
                context.report(DiagnosticKind::kExceptionCycle, exceptions[i].span,
                               {written[i].name.text});
                exceptions[i].over = kNone;
                break;
            }
            above = exceptions[above].over;
        }
    }
}

void check_definition(Context& context, const ast::Declaration& declaration,
                      const ast::DefinitionDecl& node) {
    const std::uint32_t index = context.symbol_of(declaration).index;
    const Type type = context.model.definitions[index].type;
    const auto parameters = context.model.definitions[index].parameters;
    std::uint32_t slots = 0;
    const auto scope = [&] {
        Scope result = scope_of(context, context.rulebook(), parameters);
        result.next_slot = &slots;
        return result;
    };
    Scope plain_scope = scope();
    const ExprId value = ExpressionChecker(context, plain_scope).value(node.value, type);
    std::vector<model::Exception> exceptions;
    for (const ast::Exception& written : node.exceptions) {
        if (exception_named(exceptions, written.name.id)) {
            context.report(DiagnosticKind::kNameDeclaredTwice, written.name.span,
                           {written.name.text});
        }
        Scope own = scope();
        ExpressionChecker checker(context, own);
        model::Exception exception;
        exception.name = written.name.id;
        exception.span = written.span;
        exception.condition = checker.condition(written.condition);
        checker.learn(facts_if(context.model, exception.condition, true));
        exception.value = checker.value(written.value, type);
        if (written.cite) {
            exception.cite = cite_of(context.language(), *written.cite);
        }
        exceptions.push_back(std::move(exception));
    }
    check_over(context, node.exceptions, exceptions);
    context.model.definitions[index].value = value;
    context.model.definitions[index].exceptions = std::move(exceptions);
}

// ---- tables

model::BinaryOp limit_op(ast::BinaryOperator op) {
    switch (op) {
        case ast::BinaryOperator::kAtMost:
            return model::BinaryOp::kLessEqual;
        case ast::BinaryOperator::kAtLeast:
            return model::BinaryOp::kGreaterEqual;
        case ast::BinaryOperator::kMoreThan:
            return model::BinaryOp::kGreater;
        default:
            return model::BinaryOp::kLess;
    }
}

model::Cell cell_of(Context& context, ExpressionChecker& checker, const ast::Cell& written,
                    const Type& type) {
    model::Cell cell;
    cell.any = written.any;
    cell.span = written.span;
    for (const ast::CellLimit& limit : written.limits) {
        cell.limits.push_back({limit_op(limit.op), checker.value(limit.value, type)});
        if (!is_ordered(type.kind)) {
            context.report(DiagnosticKind::kNotOrdered, written.span, {type_text(context, type)});
        }
    }
    for (const ast::ExprId value : written.values) {
        cell.values.push_back(checker.value(value, type));
    }
    return cell;
}

void check_table(Context& context, const ast::Declaration& declaration,
                 const ast::TableDecl& /*node*/) {
    const std::uint32_t index = context.symbol_of(declaration).index;
    const auto columns = context.model.tables[index].columns;
    Scope scope = scope_of(context, context.rulebook(), context.model.tables[index].parameters);
    std::uint32_t slots = 0;
    scope.next_slot = &slots;
    ExpressionChecker checker(context, scope);
    std::vector<ExprId> inputs;
    for (const auto* by : ast::clauses_of<ast::AccordingToClause>(declaration.clauses)) {
        for (const ast::ExprId input : by->inputs) {
            inputs.push_back(checker.infer(input));
        }
    }
    if (inputs.empty()) {
        context.report(DiagnosticKind::kTableWithoutInput, declaration.name.span,
                       {declaration.name.text});
    }
    std::vector<model::TableRow> rows;
    for (const ast::Clause& clause : declaration.clauses) {
        const auto* written = std::get_if<ast::CaseClause>(&clause.node);
        if (written == nullptr) {
            continue;
        }
        if (written->cells.size() != inputs.size() && !inputs.empty()) {
            context.report(DiagnosticKind::kTableCells, clause.span,
                           {std::to_string(inputs.size()), std::to_string(written->cells.size())});
        }
        if (written->results.size() != columns.size()) {
            context.report(
                DiagnosticKind::kTableResults, clause.span,
                {std::to_string(columns.size()), std::to_string(written->results.size())});
        }
        model::TableRow row;
        row.span = clause.span;
        for (std::size_t i = 0; i < std::min(written->cells.size(), inputs.size()); ++i) {
            row.cells.push_back(
                cell_of(context, checker, written->cells[i], context.type_of(inputs[i])));
        }
        for (std::size_t i = 0; i < std::min(written->results.size(), columns.size()); ++i) {
            row.results.push_back(checker.value(written->results[i], columns[i].type));
        }
        rows.push_back(std::move(row));
    }
    context.model.tables[index].inputs = std::move(inputs);
    context.model.tables[index].rows = std::move(rows);
}

}  // namespace

void check_parameters(Context& context) {
    for_each<ast::ParameterDecl>(context, [&](const auto& declaration, const auto& node) {
        if (!node.type) {
            return;
        }
        const std::uint32_t index = context.symbol_of(declaration).index;
        Scope nothing;
        ExpressionChecker checker(context, nothing);
        const ExprId value = checker.value(node.value, context.model.parameters[index].type);
        std::vector<ExprId> ranges;
        for (const ast::ExprId range : node.ranges) {
            ranges.push_back(checker.condition(range));
        }
        model::ParameterDeclaration& parameter = context.model.parameters[index];
        parameter.value = value;
        parameter.ranges = std::move(ranges);
        check_range(context, index, value, context.file().expr(node.value).span);
    });
    std::map<std::uint32_t, Span> places;
    for_each<ast::ParameterDecl>(context, [&](const auto& declaration, const auto& node) {
        if (!node.type) {
            check_setting(context, declaration, node, places);
        }
    });
}

void check_definitions(Context& context) {
    for_each<ast::DefinitionDecl>(context, [&](const auto& declaration, const auto& node) {
        check_definition(context, declaration, node);
    });
}

void check_tables(Context& context) {
    for_each<ast::TableDecl>(context, [&](const auto& declaration, const auto& node) {
        check_table(context, declaration, node);
    });
    order_definitions(context);
}

}  // namespace onus::engine::checking
