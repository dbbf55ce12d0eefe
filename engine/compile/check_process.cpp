// SPDX-License-Identifier: Apache-2.0
//
// Processes: each step is an action that delivers, a duty of its owner and, where the step requires
// something, a rule on that action.

#include <algorithm>
#include <utility>

#include "engine/compile/declarations.h"
#include "engine/compile/types.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::ExprId;
using model::TypeKind;

/// The record that a process is about: the first keyed record of the action that starts it.
std::uint32_t subject_of(const model::Model& model, std::uint32_t action) {
    const auto& parameters = model.actions[action].parameters;
    for (std::uint32_t i = 0; i < parameters.size(); ++i) {
        const model::Type& type = parameters[i].type;
        if (type.kind == TypeKind::kRecord && model.records[type.ref].key_field != kNone) {
            return i;
        }
    }
    return kNone;
}

model::Heading step_heading(const Context& context, const ast::Declaration& declaration,
                            const ast::Step& step) {
    model::Heading heading = context.heading(declaration, declaration.name.id + "." + step.name.id);
    heading.name_zh = context.shown(context.rulebook(), declaration.name.id).zh + "." +
                      context.shown(context.rulebook(), step.name.id).zh;
    heading.span = step.span;
    heading.name_span = step.name.span;
    return heading;
}

class ProcessPreparer {
  public:
    ProcessPreparer(Context& context, const ast::Declaration& declaration)
        : context_(context),
          declaration_(declaration),
          index_(context.symbol_of(declaration).index) {}

    void run(const ast::ProcessDecl& node) {
        find_event();
        std::vector<std::string> seen;
        for (const ast::Step& step : node.steps) {
            if (std::find(seen.begin(), seen.end(), step.name.id) != seen.end()) {
                context_.report(DiagnosticKind::kNameDeclaredTwice, step.name.span,
                                {step.name.text});
                continue;
            }
            seen.push_back(step.name.id);
            add(step);
        }
    }

  private:
    [[nodiscard]] model::Process& process() { return context_.model.processes[index_]; }

    void find_event() {
        const auto* when = ast::clause_of<ast::WhenClause>(declaration_.clauses);
        if (when == nullptr) {
            context_.report(DiagnosticKind::kProcessWithoutEvent, declaration_.name.span,
                            {declaration_.name.text});
            return;
        }
        const std::vector<Occasion> occasions = occasions_of(context_, when->event);
        if (occasions.empty()) {
            return;
        }
        const std::uint32_t action = occasions.front().event.action;
        if (occasions.front().event.kind != model::EventKind::kAction ||
            subject_of(context_.model, action) == kNone) {
            context_.report(DiagnosticKind::kProcessWithoutRecord, when->event.span,
                            {declaration_.name.text});
            return;
        }
        if (occasions.size() > 1) {
            report_choice(when->event.span, occasions);
            return;
        }
        process().event = occasions.front().event;
    }

    void report_choice(const Span& span, const std::vector<Occasion>& occasions) {
        std::string actions;
        for (const Occasion& occasion : occasions) {
            const model::Action& action = context_.model.actions[occasion.event.action];
            actions += (actions.empty() ? "" : ", ") + action.heading.name;
        }
        context_.report(DiagnosticKind::kProcessStartsTwice, span,
                        {declaration_.name.text, std::move(actions)});
    }

    void add(const ast::Step& written) {
        const auto number = static_cast<std::uint32_t>(process().steps.size());
        model::Heading heading = step_heading(context_, declaration_, written);
        model::Action action;
        action.heading = heading;
        action.by_anyone = true;  // the engine asks for the owner
        action.process = index_;
        action.step = number;
        const std::uint32_t start = process().event.action;
        if (start != kNone) {
            const std::uint32_t subject = subject_of(context_.model, start);
            action.parameters.push_back(context_.model.actions[start].parameters[subject]);
        }
        for (const ast::Step::Deliverable& deliverable : written.deliverables) {
            model::Parameter parameter;
            parameter.name = deliverable.name.id;
            parameter.name_zh = context_.shown(context_.rulebook(), deliverable.name.id).zh;
            parameter.type =
                resolve_type(context_, deliverable.type, heading.id + "." + deliverable.name.id);
            action.parameters.push_back(std::move(parameter));
        }
        model::Duty duty;
        duty.heading = heading;
        duty.process = index_;
        duty.step = number;
        model::Step step;
        step.name = written.name.id;
        step.name_zh = context_.shown(context_.rulebook(), written.name.id).zh;
        step.action = static_cast<std::uint32_t>(context_.model.actions.size());
        step.duty = static_cast<std::uint32_t>(context_.model.duties.size());
        step.span = written.span;
        Symbol symbol;
        symbol.kind = SymbolKind::kDuty;
        symbol.id = heading.name;
        symbol.rulebook = context_.rulebook();
        symbol.instances = {step.duty};
        symbol.declaration = &declaration_;
        context_.model.actions.push_back(std::move(action));
        context_.model.duties.push_back(std::move(duty));
        context_.duty_views.push_back({process().event.action, process().event.action});
        process().steps.push_back(std::move(step));
        context_.declare(NameSpace::kFindings, symbol);
    }

    Context& context_;
    const ast::Declaration& declaration_;
    std::uint32_t index_;
};

class ProcessChecker {
  public:
    ProcessChecker(Context& context, const ast::Declaration& declaration,
                   const ast::ProcessDecl& node)
        : context_(context),
          declaration_(declaration),
          node_(node),
          index_(context.symbol_of(declaration).index) {}

    void run() {
        model::Process process = context_.model.processes[index_];
        fill_heading(context_, declaration_, process.heading);
        Scope scope = start_scope(process);
        ExpressionChecker checker(context_, scope);
        const auto* when = ast::clause_of<ast::WhenClause>(declaration_.clauses);
        if (when != nullptr && when->event.condition != ast::kNoExpr) {
            process.event.condition = checker.condition(when->event.condition);
        }
        if (const auto* owner = ast::clause_of<ast::OwnerClause>(declaration_.clauses)) {
            process.owner = checker.person(owner->path);
        }
        std::size_t number = 0;
        for (const ast::Step& written : node_.steps) {
            if (number < process.steps.size() && process.steps[number].name == written.name.id) {
                check_step(process, written, process.steps[number]);
                ++number;
            }
        }
        check_order(process);
        context_.model.processes[index_] = std::move(process);
    }

  private:
    Scope start_scope(const model::Process& process) {
        Scope scope = scope_of(context_, {process.event.action, process.event.action});
        scope.has_step = true;
        scope.has_bearer = true;
        scope.next_slot = &slots_;
        return scope;
    }

    void check_step(const model::Process& process, const ast::Step& written, model::Step& step) {
        const auto owners = ast::clauses_of<ast::OwnerClause>(written.clauses);
        const auto* within = ast::clause_of<ast::WithinClause>(written.clauses);
        const std::string& name = written.name.text;
        if (!written.message) {
            context_.report(DiagnosticKind::kStepWithoutText, written.name.span, {name});
        }
        if (owners.empty()) {
            context_.report(DiagnosticKind::kStepWithoutOwner, written.name.span, {name});
        }
        if (within == nullptr) {
            context_.report(DiagnosticKind::kStepWithoutDeadline, written.name.span, {name});
        }
        if (written.deliverables.empty()) {
            context_.report(DiagnosticKind::kStepWithoutDeliverable, written.name.span, {name});
        }
        Scope scope = start_scope(process);
        ExpressionChecker checker(context_, scope);
        model::Duty duty = context_.model.duties[step.duty];
        if (written.message) {
            step.title = checker.message(*written.message);
            duty.heading.title = step.title;
            context_.model.actions[step.action].heading.title = step.title;
        }
        if (!owners.empty()) {
            step.owner = checker.person(owners.front()->path);
            duty.bearer = step.owner;
        }
        if (const auto* unless = ast::clause_of<ast::UnlessClause>(written.clauses)) {
            step.unless = checker.condition(unless->condition);
        }
        if (within != nullptr) {
            duty.within = checker.period(within->period);
            if (within->from != ast::kNoExpr) {
                duty.within_from = checker.moment(within->from);
            }
        }
        for (const auto* after : ast::clauses_of<ast::AfterClause>(written.clauses)) {
            add_predecessors(process, *after, step);
        }
        duty.must = {delivery(process, step)};
        add_overdue(checker, written.clauses, duty);
        add_overdue(checker, declaration_.clauses, duty);
        add_rule(written, step);
        context_.model.duties[step.duty] = std::move(duty);
    }

    /// The act that fulfils the step: its own action on the same record.
    model::Act delivery(const model::Process& process, const model::Step& step) {
        model::Act act;
        act.action = step.action;
        const std::uint32_t start = process.event.action;
        if (start != kNone) {
            const std::uint32_t subject = subject_of(context_.model, start);
            const model::Parameter& parameter = context_.model.actions[start].parameters[subject];
            const Shown text =
                context_.shown(context_.model.actions[start].heading.rulebook, parameter.name);
            const model::Type type = parameter.type;
            act.matches.push_back(
                {0, context_.add(model::ParamExpr{subject}, type, step.span, text)});
        }
        return act;
    }

    void add_overdue(ExpressionChecker& checker, const std::vector<ast::Clause>& clauses,
                     model::Duty& duty) {
        if (const auto* overdue = ast::clause_of<ast::OverdueClause>(clauses)) {
            for (model::Effect& effect : effects_of(context_, checker, overdue->effects, false)) {
                duty.overdue.push_back(std::move(effect));
            }
        }
    }

    void add_predecessors(const model::Process& process, const ast::AfterClause& after,
                          model::Step& step) {
        for (const ast::Name& name : after.steps) {
            std::vector<std::string> names;
            std::uint32_t found = kNone;
            for (std::uint32_t i = 0; i < process.steps.size(); ++i) {
                names.push_back(process.steps[i].name);
                found = process.steps[i].name == name.id ? i : found;
            }
            if (found == kNone) {
                context_.report_unknown(DiagnosticKind::kUnknownStep, name, names,
                                        {declaration_.name.text});
            } else {
                step.after.push_back(found);
            }
        }
    }

    /// What the step requires of its deliverables is judged when they are delivered.
    void add_rule(const ast::Step& written, const model::Step& step) {
        const auto requirements = ast::clauses_of<ast::RequireClause>(written.clauses);
        const auto* otherwise = ast::clause_of<ast::OtherwiseClause>(written.clauses);
        if (requirements.empty()) {
            if (otherwise != nullptr) {
                context_.report(DiagnosticKind::kOutcomeUnused, written.name.span,
                                {written.name.text});
            }
            return;
        }
        if (otherwise == nullptr) {
            context_.report(DiagnosticKind::kOutcomeMissing, written.name.span,
                            {written.name.text});
        }
        const ActionView view{step.action, step.action};
        Scope scope = scope_of(context_, view);
        scope.has_step = true;
        scope.next_slot = &slots_;
        ExpressionChecker checker(context_, scope);
        model::Rule rule;
        rule.heading = context_.model.duties[step.duty].heading;
        rule.heading.title = step.title;
        rule.action = step.action;
        for (const auto* require : requirements) {
            rule.requires_all.push_back(checker.condition(require->condition));
        }
        if (otherwise != nullptr) {
            rule.outcome = outcome_of(checker, *otherwise);
        }
        context_.model.rules.push_back(std::move(rule));
        context_.rule_views.push_back(view);
    }

    /// No step waits for itself.
    void check_order(const model::Process& process) {
        std::vector<bool> reached(process.steps.size(), false);
        bool progress = true;
        while (progress) {
            progress = false;
            for (std::size_t i = 0; i < process.steps.size(); ++i) {
                const auto& after = process.steps[i].after;
                const bool ready = std::all_of(after.begin(), after.end(),
                                               [&](std::uint32_t step) { return reached[step]; });
                if (!reached[i] && ready) {
                    reached[i] = true;
                    progress = true;
                }
            }
        }
        for (std::size_t i = 0; i < process.steps.size(); ++i) {
            if (!reached[i]) {
                context_.report(DiagnosticKind::kStepNeverStarts,
                                context_.model.duties[process.steps[i].duty].heading.name_span,
                                {context_.written(context_.rulebook(), process.steps[i].name)});
            }
        }
    }

    Context& context_;
    const ast::Declaration& declaration_;
    const ast::ProcessDecl& node_;
    std::uint32_t index_;
    std::uint32_t slots_ = 0;
};

}  // namespace

void prepare_processes(Context& context) {
    for_each<ast::ProcessDecl>(context, [&](const auto& declaration, const auto& node) {
        ProcessPreparer(context, declaration).run(node);
    });
}

void check_processes(Context& context) {
    for_each<ast::ProcessDecl>(context, [&](const auto& declaration, const auto& node) {
        ProcessChecker(context, declaration, node).run();
    });
}

}  // namespace onus::engine::checking
