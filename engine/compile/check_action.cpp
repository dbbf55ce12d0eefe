// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <set>
#include <utility>

#include "engine/compile/declarations.h"
#include "engine/compile/types.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::TypeKind;
using Place = model::Action::Binding::Place;

std::uint32_t parameter_of(const model::Action& action, std::string_view name) {
    for (std::uint32_t i = 0; i < action.parameters.size(); ++i) {
        if (action.parameters[i].name == name) {
            return i;
        }
    }
    return kNone;
}

void check_creates(Context& context, const ast::CreatesClause& clause, model::Action& action) {
    for (const ast::ExprId id : clause.paths) {
        const ast::Expr& expr = context.file().expr(id);
        const auto* path = std::get_if<ast::Path>(&expr.node);
        if (path == nullptr || path->segments.empty()) {
            continue;
        }
        const ast::Name& name = path->segments.front().name;
        const std::uint32_t parameter = parameter_of(action, name.id);
        const bool is_record = parameter != kNone && path->segments.size() == 1 &&
                               action.parameters[parameter].type.kind == TypeKind::kRecord;
        if (is_record) {
            action.creates.push_back(parameter);
        } else {
            context.report(DiagnosticKind::kCreatesNeedsRecord, expr.span, {name.text});
        }
    }
}

void check_changes(Context& context, const ast::ChangesClause& clause, model::Action& action,
                   std::uint32_t index) {
    for (const ast::ExprId id : clause.paths) {
        Scope scope = scope_of(context, {index, index});
        const model::ExprId found = ExpressionChecker(context, scope).place(id);
        const model::ExprNode& node = context.model.exprs[found].node;
        const auto* field = std::get_if<model::FieldExpr>(&node);
        const auto* parameter =
            field == nullptr
                ? nullptr
                : std::get_if<model::ParamExpr>(&context.model.exprs[field->record].node);
        if (parameter != nullptr) {
            action.changes.push_back({parameter->index, field->field});
        } else if (context.type_of(found).kind != TypeKind::kUnknown) {
            context.report(DiagnosticKind::kChangesNeedsField, context.file().expr(id).span);
        }
    }
}

/// True if a value of the company's type can stand where the law speaks of its own: the same type,
/// or an enum that has all its values in the same rank.
bool can_stand_for(const model::Model& model, const model::Type& ours, const model::Type& upper) {
    if (agrees(model, ours, upper)) {
        return true;
    }
    if (ours.kind != TypeKind::kEnum || upper.kind != TypeKind::kEnum) {
        return false;
    }
    const auto& mine = model.enums[ours.ref].values;
    auto from = mine.begin();
    for (const std::string& value : model.enums[upper.ref].values) {
        from = std::find(from, mine.end(), value);
        if (from == mine.end()) {
            return false;
        }
    }
    return true;
}

struct Candidate {
    Place place;
    model::Type type;
};

std::vector<Candidate> candidates_for(const model::Model& model, const model::Action& action,
                                      std::string_view name) {
    std::vector<Candidate> found;
    for (std::uint32_t i = 0; i < action.parameters.size(); ++i) {
        const model::Parameter& parameter = action.parameters[i];
        if (parameter.name == name) {
            found.push_back({{i, kNone}, parameter.type});
        }
    }
    if (!found.empty()) {
        return found;
    }
    for (std::uint32_t i = 0; i < action.parameters.size(); ++i) {
        const model::Type& type = action.parameters[i].type;
        if (type.kind != TypeKind::kRecord) {
            continue;
        }
        for (const std::uint32_t field : model.records[type.ref].fields) {
            if (model.fields[field].name == name) {
                found.push_back({{i, field}, model.fields[field].type});
            }
        }
    }
    return found;
}

/// Binds the parameters of `upper` to places of `action`; nothing if one has no place.
std::optional<model::Action::Binding> bind(Context& context, const model::Action& action,
                                           std::uint32_t upper_index, const ast::Name& name) {
    const model::Action& upper = context.model.actions[upper_index];
    model::Action::Binding binding;
    binding.action = upper_index;
    bool complete = true;
    for (const model::Parameter& parameter : upper.parameters) {
        const std::string written = context.written(upper.heading.rulebook, parameter.name);
        const auto candidates = candidates_for(context.model, action, parameter.name);
        if (candidates.empty()) {
            context.report(DiagnosticKind::kUpperParameterMissing, name.span,
                           {name.text, written, type_text(context, parameter.type)});
            complete = false;
            continue;
        }
        if (candidates.size() > 1) {
            context.report(DiagnosticKind::kUpperParameterTwice, name.span, {name.text, written});
            complete = false;
            continue;
        }
        if (!can_stand_for(context.model, candidates.front().type, parameter.type)) {
            context.report(DiagnosticKind::kUpperParameterType, name.span,
                           {written, type_text(context, parameter.type), name.text,
                            type_text(context, candidates.front().type)});
            complete = false;
            continue;
        }
        binding.places.push_back(candidates.front().place);
    }
    return complete ? std::optional(binding) : std::nullopt;
}

/// Resolves `is` clauses, those of the upper actions first, so that `is` is closed.
class UpperActions {
  public:
    explicit UpperActions(Context& context) : context_(context) {}

    void resolve(const Symbol& symbol) {
        if (!visited_.insert(symbol.index).second) {
            return;
        }
        for (const auto* clause : ast::clauses_of<ast::IsClause>(symbol.declaration->clauses)) {
            context_.enter(symbol.rulebook, symbol.declaration);
            const ast::Name& name = clause->action;
            const Symbol* upper = context_.find(NameSpace::kValues, name.id, name.span);
            if (upper == nullptr || upper->kind != SymbolKind::kAction) {
                context_.report_unknown(DiagnosticKind::kUnknownAction, name,
                                        context_.visible(NameSpace::kValues));
                continue;
            }
            resolve(*upper);
            context_.enter(symbol.rulebook, symbol.declaration);
            add(symbol.index, upper->index, name);
            const std::vector<model::Action::Binding> above =
                context_.model.actions[upper->index].is;
            for (const model::Action::Binding& each : above) {
                add(symbol.index, each.action, name);
            }
        }
    }

  private:
    void add(std::uint32_t index, std::uint32_t upper, const ast::Name& name) {
        auto& is = context_.model.actions[index].is;
        const bool known = std::any_of(is.begin(), is.end(),
                                       [&](const auto& each) { return each.action == upper; });
        if (known || upper == index) {
            return;
        }
        if (auto binding = bind(context_, context_.model.actions[index], upper, name)) {
            is.push_back(std::move(*binding));
        }
    }

    Context& context_;
    std::set<std::uint32_t> visited_;
};

}  // namespace

void check_actions(Context& context) {
    for (std::uint32_t index = 0; index < context.sources().size(); ++index) {
        context.enter(index, nullptr);
        Scope nothing;
        ExpressionChecker checker(context, nothing);
        const ast::File& file = context.file();
        if (const auto* owner = ast::clause_of<ast::OwnerClause>(file.header)) {
            const model::ExprId found = checker.person(owner->path);
            context.model.rulebooks[index].owner = found;
        }
        if (file.message) {
            model::Message title = checker.message(*file.message);
            context.model.rulebooks[index].title = std::move(title);
        }
    }
    for_each<ast::ActionDecl>(context, [&](const auto& declaration, const auto& /*node*/) {
        const std::uint32_t index = context.symbol_of(declaration).index;
        model::Action action = context.model.actions[index];
        for (const auto* clause : ast::clauses_of<ast::CreatesClause>(declaration.clauses)) {
            check_creates(context, *clause, action);
        }
        for (const auto* clause : ast::clauses_of<ast::ChangesClause>(declaration.clauses)) {
            check_changes(context, *clause, action, index);
        }
        if (const auto* within = ast::clause_of<ast::WithinClause>(declaration.clauses)) {
            Scope nothing;
            const model::ExprId period = ExpressionChecker(context, nothing).period(within->period);
            const auto* literal =
                std::get_if<model::ConstantExpr>(&context.model.exprs[period].node);
            const auto* length =
                literal == nullptr ? nullptr : std::get_if<Duration>(&literal->value);
            if (length != nullptr && length->kind == DurationKind::kExact) {
                action.tolerance = *length;
            } else if (context.type_of(period).kind != TypeKind::kUnknown) {
                context.report(DiagnosticKind::kToleranceNotExact,
                               context.file().expr(within->period).span);
            }
        }
        context.model.actions[index] = std::move(action);
    });
    UpperActions uppers(context);
    for (const Symbol* symbol : context.symbols(NameSpace::kValues)) {
        if (symbol->kind == SymbolKind::kAction) {
            uppers.resolve(*symbol);
        }
    }
    context.index_views();
}

}  // namespace onus::engine::checking
