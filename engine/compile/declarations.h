// SPDX-License-Identifier: Apache-2.0
//
// The passes of the checker, in their order. Each goes over all rulebooks; a later pass finds every
// name of the earlier ones. Internal to engine/compile.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/compile/context.h"
#include "engine/compile/expression.h"

namespace onus::engine::checking {

/// Headers of the rulebooks: layer, dates, currency, use.
void check_headers(Context& context);

/// Every declared name, and an empty place in the model for each.
void declare_names(Context& context);

/// Enums, fields, roles, parameters of actions, definitions and tables.
void check_signatures(Context& context);

/// Owners of the rulebooks; what actions create, change and are.
void check_actions(Context& context);

/// One rule for each action that it is about, one duty for each context, steps with their actions.
void prepare_processes(Context& context);
void prepare_findings(Context& context);

void check_parameters(Context& context);
void check_definitions(Context& context);
void check_tables(Context& context);
void check_rules(Context& context);
void check_duties(Context& context);
void check_processes(Context& context);
void check_permissions(Context& context);
void check_liabilities(Context& context);
void check_tests(Context& context);

// ---- shared by the passes

/// Calls for each declaration of the kind `Node`, with the context inside that declaration.
template <class Node>
void for_each(Context& context,
              const std::function<void(const ast::Declaration&, const Node&)>& visit) {
    for (std::uint32_t rulebook = 0; rulebook < context.sources().size(); ++rulebook) {
        for (const ast::Declaration& declaration : context.file_of(rulebook).declarations) {
            if (const Node* node = std::get_if<Node>(&declaration.node)) {
                context.enter(rulebook, &declaration);
                visit(declaration, *node);
            }
        }
    }
}

/// The words of a text, without its values.
[[nodiscard]] std::string words_of(const ast::Text& text);
[[nodiscard]] model::Cite cite_of(Language language, const ast::Message& message);

/// Title and cites of a declaration.
void fill_heading(Context& context, const ast::Declaration& declaration, model::Heading& heading);

[[nodiscard]] std::vector<model::Parameter> parameters_of(
    Context& context, const std::vector<ast::Parameter>& parameters, const std::string& owner);

/// The contexts in which a rule or duty with this event works. Reports an unknown one.
struct Occasion {
    model::Event event;
    ActionView action;
};
[[nodiscard]] std::vector<Occasion> occasions_of(Context& context,
                                                 const ast::EventPattern& pattern);

/// `cited`: the declaration names its legal ground, so that it may deem an approval.
[[nodiscard]] std::vector<model::Effect> effects_of(Context& context, ExpressionChecker& checker,
                                                    const std::vector<ast::Effect>& effects,
                                                    bool cited);

[[nodiscard]] std::optional<model::OutcomeLevel> stage_of(Context& context, const ast::Name& name);

[[nodiscard]] std::optional<model::Repeated> repeated_of(ExpressionChecker& checker,
                                                         const std::vector<ast::Clause>& clauses);

[[nodiscard]] model::Outcome outcome_of(ExpressionChecker& checker,
                                        const ast::OtherwiseClause& clause);

[[nodiscard]] model::OutcomeLevel level_of(ast::OutcomeLevel level);

/// `remind`, which may stand several times: who is told at which share of the period.
[[nodiscard]] std::vector<model::Reminder> reminders_of(Context& context,
                                                        ExpressionChecker& checker,
                                                        const std::vector<ast::Clause>& clauses);

/// The action that a path names; kNone if it is unknown, or there is no path.
[[nodiscard]] std::uint32_t action_at(Context& context, ExpressionChecker& checker, ast::ExprId id);

/// Who bears the duty: a person, the holder of a post, or `every` holder of it.
void check_bearer(Context& context, ExpressionChecker& checker, ast::ExprId path, bool every,
                  model::Duty& duty);

/// To whom a duty may be delegated or transferred.
void check_successors(ExpressionChecker& checker, const std::vector<ast::Clause>& clauses,
                      model::Duty& duty);

/// The acts that a duty demands or forbids.
[[nodiscard]] std::vector<model::Act> acts_of(Context& context, ExpressionChecker& checker,
                                              const std::vector<ast::Act>& acts);

}  // namespace onus::engine::checking
