// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <utility>

#include "engine/compile/expression.h"
#include "engine/compile/types.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {

using model::ExprId;
using model::Type;
using model::TypeKind;

namespace {

std::vector<Shown> texts_of(const model::Model& model, const Arguments& arguments) {
    std::vector<Shown> texts;
    texts.reserve(arguments.size());
    for (const auto& [parameter, value] : arguments) {
        texts.push_back(text_of(model, value));
    }
    return texts;
}

std::vector<ExprId> values_of(const Arguments& arguments) {
    std::vector<ExprId> values;
    values.reserve(arguments.size());
    for (const auto& [parameter, value] : arguments) {
        values.push_back(value);
    }
    return values;
}

std::uint32_t parameter_named(const std::vector<model::Parameter>& parameters,
                              std::string_view name) {
    for (std::uint32_t i = 0; i < parameters.size(); ++i) {
        if (parameters[i].name == name) {
            return i;
        }
    }
    return kNone;
}

std::vector<std::string> names_of(const std::vector<model::Parameter>& parameters) {
    std::vector<std::string> names;
    for (const model::Parameter& parameter : parameters) {
        names.push_back(parameter.name);
    }
    return names;
}

}  // namespace

Arguments ExpressionChecker::arguments(const std::vector<ast::Argument>& written, Span span,
                                       const Shown& callee, std::uint32_t rulebook,
                                       const std::vector<model::Parameter>& parameters) {
    const std::string& name = callee.in(context_.language());
    std::vector<ExprId> values(parameters.size(), kNone);
    std::uint32_t next = 0;
    for (const ast::Argument& argument : written) {
        std::uint32_t index = next;
        if (argument.name) {
            index = parameter_named(parameters, argument.name->id);
            if (index == kNone) {
                context_.report_unknown(DiagnosticKind::kUnknownParameter, *argument.name,
                                        names_of(parameters), {name});
                infer(argument.value);
                continue;
            }
        } else if (index >= parameters.size()) {
            context_.report(DiagnosticKind::kTooManyArguments, at(argument.value).span,
                            {name, std::to_string(parameters.size())});
            infer(argument.value);
            continue;
        }
        if (values[index] != kNone) {
            context_.report(DiagnosticKind::kArgumentTwice, at(argument.value).span,
                            {context_.written(rulebook, parameters[index].name)});
        }
        values[index] = value(argument.value, parameters[index].type);
        next = index + 1;
    }
    Arguments result;
    for (std::uint32_t i = 0; i < parameters.size(); ++i) {
        if (values[i] != kNone) {
            result.emplace_back(i, values[i]);
        } else if (!parameters[i].optional) {
            context_.report(DiagnosticKind::kArgumentMissing, span,
                            {name, context_.written(rulebook, parameters[i].name)});
        }
    }
    return result;
}

std::optional<ExpressionChecker::Head> ExpressionChecker::call(const Symbol& symbol,
                                                               const ast::Path& path,
                                                               std::size_t at, Span span) {
    const ast::PathSegment& segment = path.segments[at];
    const ast::Name& name = segment.name;
    const Shown shown = context_.shown(symbol.rulebook, symbol.id);
    model::Model& model = context_.model;
    const auto head = [&](model::ExprNode node, const Type& type, Shown text, std::size_t next) {
        return Head{{context_.add(std::move(node), type, span, std::move(text)), false}, next};
    };
    switch (symbol.kind) {
        case SymbolKind::kParameter:
            if (segment.has_arguments) {
                context_.report(DiagnosticKind::kNotCallable, name.span, {name.text});
            }
            return head(model::ParameterExpr{symbol.index}, model.parameters[symbol.index].type,
                        shown, at + 1);
        case SymbolKind::kDefinition: {
            const auto parameters = model.definitions[symbol.index].parameters;
            const Type type = model.definitions[symbol.index].type;
            const Arguments given =
                arguments(segment.arguments, name.span, shown, symbol.rulebook, parameters);
            Shown text = parameters.empty() ? shown : call_text(shown, texts_of(model, given));
            return head(model::CallExpr{symbol.index, values_of(given)}, type, std::move(text),
                        at + 1);
        }
        case SymbolKind::kTable: {
            const auto parameters = model.tables[symbol.index].parameters;
            const auto columns = model.tables[symbol.index].columns;
            const Arguments given =
                arguments(segment.arguments, name.span, shown, symbol.rulebook, parameters);
            Shown text = call_text(shown, texts_of(model, given));
            if (columns.size() == 1) {
                return head(model::TableExpr{symbol.index, 0, values_of(given)},
                            columns.front().type, std::move(text), at + 1);
            }
            std::vector<std::string> names;
            for (const model::TableColumn& column : columns) {
                names.push_back(column.name);
            }
            const ast::Name* column =
                path.segments.size() > at + 1 ? &path.segments[at + 1].name : nullptr;
            if (column == nullptr) {
                context_.report(DiagnosticKind::kColumnMissing, name.span, {name.text});
                return Head{{context_.unknown(span), false}, path.segments.size()};
            }
            const auto found = std::find(names.begin(), names.end(), column->id);
            if (found == names.end()) {
                context_.report_unknown(DiagnosticKind::kUnknownField, *column, names, {name.text});
                return Head{{context_.unknown(span), false}, path.segments.size()};
            }
            const auto index = static_cast<std::uint32_t>(found - names.begin());
            text = dotted(text, context_.shown(symbol.rulebook, column->id));
            return head(model::TableExpr{symbol.index, index, values_of(given)},
                        columns[index].type, std::move(text), at + 2);
        }
        default:
            context_.report(DiagnosticKind::kActionIsNoValue, name.span, {name.text});
            return Head{{context_.unknown(span), false}, path.segments.size()};
    }
}

std::optional<ExprId> ExpressionChecker::key_reference(std::uint32_t record,
                                                       const ast::Name& name) {
    const model::Record& type = context_.model.records[record];
    if (type.key_field == kNone ||
        context_.model.fields[type.key_field].type.kind != TypeKind::kText) {
        return std::nullopt;
    }
    const ExprId key = constant(name.id, plain(TypeKind::kText), name.span);
    model::RecordExpr node;
    node.record = record;
    node.fields.emplace_back(type.key_field, key);
    return context_.add(std::move(node), referring(TypeKind::kRecord, record), name.span,
                        context_.shown(context_.rulebook(), name.id));
}

ExprId ExpressionChecker::record(std::uint32_t record, const ast::PathSegment& segment, Span span) {
    const std::vector<std::uint32_t> fields = context_.model.records[record].fields;
    const Shown name{context_.model.records[record].name, context_.model.records[record].name_zh};
    const std::uint32_t rulebook = context_.model.records[record].rulebook;
    std::vector<model::Parameter> parameters;
    for (const std::uint32_t each : fields) {
        const model::Field& field = context_.model.fields[each];
        model::Parameter parameter;
        parameter.name = field.name;
        parameter.type = field.type;
        parameter.optional = true;
        parameters.push_back(std::move(parameter));
    }
    const Arguments given =
        arguments(segment.arguments, segment.name.span, name, rulebook, parameters);
    model::RecordExpr node;
    node.record = record;
    for (const auto& [index, value] : given) {
        node.fields.emplace_back(fields[index], value);
    }
    Shown text = call_text(name, texts_of(context_.model, given));
    return context_.add(std::move(node), referring(TypeKind::kRecord, record), span,
                        std::move(text));
}

std::uint32_t ExpressionChecker::parameter_for(const ast::Argument& argument,
                                               const model::Action& action,
                                               const std::vector<bool>& taken, ExprId& value) {
    const ast::Name* bare = bare_name(argument.value);
    const Span span = at(argument.value).span;
    if (bare != nullptr && !is_known(*bare)) {
        // The value of an enum is known only by its parameter.
        for (std::uint32_t i = 0; i < action.parameters.size(); ++i) {
            const Type& type = action.parameters[i].type;
            if (taken[i] || type.kind != TypeKind::kEnum) {
                continue;
            }
            const auto& values = context_.model.enums[type.ref].values;
            if (std::find(values.begin(), values.end(), bare->id) != values.end()) {
                value = infer(argument.value, type);
                return i;
            }
        }
    }
    value = infer(argument.value);
    const Type type = type_of(value);
    if (type.kind == TypeKind::kUnknown) {
        return kNone;
    }
    std::vector<std::uint32_t> fitting;
    for (std::uint32_t i = 0; i < action.parameters.size(); ++i) {
        if (!taken[i] && agrees(context_.model, action.parameters[i].type, type)) {
            fitting.push_back(i);
        }
    }
    if (fitting.size() > 1 && bare != nullptr) {
        const std::uint32_t same = parameter_named(action.parameters, bare->id);
        if (std::find(fitting.begin(), fitting.end(), same) != fitting.end()) {
            return same;
        }
    }
    const Shown name{action.heading.name, action.heading.name_zh};
    if (fitting.empty()) {
        context_.report(DiagnosticKind::kArgumentFitsNone, span,
                        {name.in(context_.language()), type_text(context_, type)});
        return kNone;
    }
    if (fitting.size() > 1) {
        const auto written = [&](std::size_t i) {
            return context_.written(action.heading.rulebook, action.parameters[fitting[i]].name);
        };
        context_.report(DiagnosticKind::kArgumentFitsSeveral, span, {written(0), written(1)}).fix =
            Fix{{span.begin, span.begin},
                written(0) + (context_.language() == Language::kEnglish ? ": " : "：")};
    }
    return fitting.front();
}

Arguments ExpressionChecker::matches(const std::vector<ast::Argument>& written,
                                     std::uint32_t action_index) {
    const model::Action action = context_.model.actions[action_index];
    const Shown name{action.heading.name, action.heading.name_zh};
    std::vector<bool> taken(action.parameters.size(), false);
    Arguments result;
    for (const ast::Argument& argument : written) {
        std::uint32_t index = kNone;
        ExprId found = kNone;
        if (argument.name) {
            index = parameter_named(action.parameters, argument.name->id);
            if (index == kNone) {
                context_.report_unknown(DiagnosticKind::kUnknownParameter, *argument.name,
                                        names_of(action.parameters),
                                        {name.in(context_.language())});
                continue;
            }
            found = value(argument.value, action.parameters[index].type);
        } else {
            index = parameter_for(argument, action, taken, found);
        }
        if (index == kNone) {
            continue;
        }
        if (taken[index]) {
            context_.report(
                DiagnosticKind::kArgumentTwice, at(argument.value).span,
                {context_.written(action.heading.rulebook, action.parameters[index].name)});
            continue;
        }
        taken[index] = true;
        result.emplace_back(index, found);
    }
    return result;
}

/// `at`: the segment that names the process. A step may be a process, so the longest name counts.
ExpressionChecker::ActionReference ExpressionChecker::action_of_process(const ast::Path& path,
                                                                        std::size_t at,
                                                                        std::uint32_t process) {
    const auto& actions = context_.model.actions;
    for (std::size_t end = path.segments.size(); end > at + 1; --end) {
        std::string name = joined_ids(path, at, end);
        // 退回 is what a decider does and what the owner of a process does.
        if (end == at + 2 && path.segments[end - 1].name.id == "return") {
            name = path.segments[at].name.id + ".send_back";
        }
        for (std::uint32_t action = 0; action < actions.size(); ++action) {
            if (actions[action].process == process && actions[action].heading.name == name) {
                return {action, end - 1};
            }
        }
    }
    std::vector<std::string> names;
    for (const model::Action& action : actions) {
        if (action.process == process) {
            names.push_back(action.heading.name.substr(action.heading.name.find('.') + 1));
        }
    }
    context_.report_unknown(DiagnosticKind::kUnknownStep, path.segments[at + 1].name, names,
                            {path.segments[at].name.text});
    return {};
}

ExpressionChecker::ActionReference ExpressionChecker::action_of(const ast::Path& path) {
    if (path.segments.empty()) {
        return {};
    }
    const ast::Name& name = path.segments.front().name;
    std::size_t at = 0;
    const Symbol* symbol = context_.find(NameSpace::kValues, name.id, name.span);
    if (symbol == nullptr && path.segments.size() > 1 && context_.is_rulebook_in_use(name.id)) {
        at = 1;
        symbol = context_.find_in(NameSpace::kValues, name.id, path.segments[1].name.id);
    }
    if (symbol != nullptr && symbol->kind == SymbolKind::kAction) {
        return {symbol->index, at};
    }
    if (symbol != nullptr && symbol->kind == SymbolKind::kProcess &&
        path.segments.size() > at + 1) {
        return action_of_process(path, at, symbol->index);
    }
    std::vector<std::string> actions;
    for (Symbol* each : context_.symbols(NameSpace::kValues)) {
        if (each->kind == SymbolKind::kAction &&
            context_.is_rulebook_in_use(context_.file_of(each->rulebook).name.id)) {
            actions.push_back(each->id);
        }
    }
    context_.report_unknown(DiagnosticKind::kUnknownAction, path.segments[at].name, actions);
    return {};
}

}  // namespace onus::engine::checking
