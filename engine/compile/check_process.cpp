// SPDX-License-Identifier: Apache-2.0
//
// Clauses of processes: who owns which step until when, what it delivers, and what follows it. Each
// step is an action that delivers, a duty of its owner and, where the step requires something, a
// rule on that action.

#include <algorithm>
#include <utility>

#include "engine/compile/declarations.h"
#include "engine/compile/process_order.h"
#include "engine/compile/process_plan.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::ExprId;

template <class T>
const T* clause(const std::vector<ast::Clause>& clauses) {
    return ast::clause_of<T>(clauses);
}

class ProcessChecker {
  public:
    ProcessChecker(Context& context, const ast::Declaration& declaration)
        : context_(context),
          declaration_(declaration),
          index_(context.symbol_of(declaration).index) {}

    void run() {
        model::Process process = context_.model.processes[index_];
        fill_heading(context_, declaration_, process.heading);
        if (clause<ast::WhenClause>(declaration_.clauses) == nullptr) {
            context_.model.processes[index_] = std::move(process);
            return;
        }
        steps_ = plan_steps(context_, declaration_);
        Scope scope = start_scope(process);
        ExpressionChecker checker(context_, scope);
        const auto* when = clause<ast::WhenClause>(declaration_.clauses);
        if (when->event.condition != ast::kNoExpr) {
            process.event.condition = checker.condition(when->event.condition);
        }
        if (const auto* owner = clause<ast::OwnerClause>(declaration_.clauses)) {
            process.owner = checker.person(owner->path);
        } else if (process.duty != kNone) {
            context_.report(DiagnosticKind::kProcessWithoutOwner, declaration_.name.span,
                            {declaration_.name.text});
        }
        for (std::size_t i = 0; i < steps_.size() && i < process.steps.size(); ++i) {
            check_step(process, steps_[i], process.steps[i]);
        }
        // Looked at even where every step has reminders of its own.
        std::vector<model::Reminder> reminders =
            reminders_of(context_, checker, declaration_.clauses);
        if (process.duty != kNone) {
            check_whole(checker, process, std::move(reminders));
        }
        check_process_order(context_, process, steps_);
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

    /// In terms of the action that delivers a step.
    Scope delivery_scope(std::uint32_t action) {
        Scope scope = scope_of(context_, {action, action});
        scope.has_step = true;
        scope.next_slot = &slots_;
        return scope;
    }

    /// The duty of the process's owner to bring it to its end; told in red where it is late.
    void check_whole(ExpressionChecker& checker, const model::Process& process,
                     std::vector<model::Reminder> reminders) {
        model::Duty duty = context_.model.duties[process.duty];
        duty.heading.title = process.heading.title;
        duty.bearer = process.owner;
        duty.within = period_of(checker, declaration_.clauses, duty);
        for (model::Reminder& reminder : reminders) {
            reminder.also.clear();  // like `overdue`, they are for the steps
        }
        duty.reminders = std::move(reminders);
        model::NotifyEffect notify;
        notify.to = {process.owner};
        notify.level = "red";
        model::Effect effect;
        effect.node = std::move(notify);
        effect.span = declaration_.name.span;
        duty.overdue.push_back(std::move(effect));
        context_.model.duties[process.duty] = std::move(duty);
    }

    ExprId period_of(ExpressionChecker& checker, const std::vector<ast::Clause>& clauses,
                     model::Duty& duty) {
        const auto* within = clause<ast::WithinClause>(clauses);
        if (within == nullptr) {
            return kNone;
        }
        if (within->from != ast::kNoExpr) {
            duty.within_from = checker.moment(within->from);
        }
        return checker.period(within->period);
    }

    void check_step(const model::Process& process, const PlannedStep& planned, model::Step& step) {
        const ast::Step& written = *planned.written;
        report_missing(planned);
        Scope scope = start_scope(process);
        ExpressionChecker checker(context_, scope);
        model::Duty duty = context_.model.duties[step.duty];
        if (written.message) {
            step.title = checker.message(*written.message);
            duty.heading.title = step.title;
            if (step.action != kNone) {
                context_.model.actions[step.action].heading.title = step.title;
            }
        }
        if (const auto* owner = clause<ast::OwnerClause>(written.clauses)) {
            check_bearer(context_, checker, owner->path, false, duty);
            step.owner = duty.bearer;
        }
        if (const auto* unless = clause<ast::UnlessClause>(written.clauses)) {
            step.unless = checker.condition(unless->condition);
        }
        duty.within = period_of(checker, written.clauses, duty);
        check_pauses(checker, written.clauses, duty);
        check_successors(checker, written.clauses, duty);
        duty.reminders = reminders_of(context_, checker, written.clauses);
        if (ast::clause_of<ast::RemindClause>(written.clauses) == nullptr) {
            duty.reminders = reminders_of(context_, checker, declaration_.clauses);
        }
        for (const auto* after : ast::clauses_of<ast::AfterClause>(written.clauses)) {
            add_predecessors(process, planned, *after, step);
        }
        if (const auto* returns = clause<ast::ReturnsClause>(written.clauses)) {
            add_return(planned, *returns, step);
        }
        if (step.action != kNone) {
            duty.must = {act_of(process, step.action, step.span)};
        }
        add_overdue(checker, written.clauses, duty);
        add_overdue(checker, declaration_.clauses, duty);
        add_rule(written, step);
        if (const auto* handed = clause<ast::HandedClause>(written.clauses)) {
            check_receipt(checker, process, *handed, step);
        }
        context_.model.duties[step.duty] = std::move(duty);
    }

    void report_missing(const PlannedStep& planned) {
        const ast::Step& written = *planned.written;
        const std::string& name = written.name.text;
        const Span& span = written.name.span;
        if (!written.message) {
            context_.report(DiagnosticKind::kStepWithoutText, span, {name});
        }
        if (clause<ast::OwnerClause>(written.clauses) == nullptr) {
            context_.report(DiagnosticKind::kStepWithoutOwner, span, {name});
        }
        if (clause<ast::WithinClause>(written.clauses) == nullptr) {
            context_.report(DiagnosticKind::kStepWithoutDeadline, span, {name});
        }
        if (!planned.runs() && written.deliverables.empty()) {
            context_.report(DiagnosticKind::kStepWithoutDeliverable, span, {name});
        }
        const bool delivers = !written.deliverables.empty() ||
                              clause<ast::RequireClause>(written.clauses) != nullptr ||
                              clause<ast::ReturnsClause>(written.clauses) != nullptr ||
                              clause<ast::HandedClause>(written.clauses) != nullptr;
        if (planned.runs() && delivers) {
            context_.report(DiagnosticKind::kRunningStepDelivers, span, {name});
        }
    }

    void check_pauses(ExpressionChecker& checker, const std::vector<ast::Clause>& clauses,
                      model::Duty& duty) {
        if (const auto* suspended = clause<ast::SuspendedClause>(clauses)) {
            duty.suspended_from = action_at(context_, checker, suspended->from);
            duty.suspended_until = action_at(context_, checker, suspended->until);
        }
    }

    /// An act on the record of the process.
    model::Act act_of(const model::Process& process, std::uint32_t action, const Span& span) {
        model::Act act;
        act.action = action;
        const std::uint32_t start = process.event.action;
        if (start != kNone) {
            const std::uint32_t subject = subject_parameter(context_.model, start);
            const model::Parameter& parameter = context_.model.actions[start].parameters[subject];
            const Shown text =
                context_.shown(context_.model.actions[start].heading.rulebook, parameter.name);
            const model::Type type = parameter.type;
            act.matches.push_back({0, context_.add(model::ParamExpr{subject}, type, span, text)});
        }
        return act;
    }

    void add_overdue(ExpressionChecker& checker, const std::vector<ast::Clause>& clauses,
                     model::Duty& duty) {
        if (const auto* overdue = clause<ast::OverdueClause>(clauses)) {
            for (model::Effect& effect : effects_of(context_, checker, overdue->effects, false)) {
                duty.overdue.push_back(std::move(effect));
            }
        }
    }

    /// Whoever takes over what was delivered acknowledges it in time.
    void check_receipt(ExpressionChecker& checker, const model::Process& process,
                       const ast::HandedClause& handed, const model::Step& step) {
        model::Duty duty = context_.model.duties[step.receipt];
        duty.heading.title = receipt_of(step.title);
        check_bearer(context_, checker, handed.to, false, duty);
        duty.within = checker.period(handed.within);
        const auto& actions = context_.model.actions;
        const auto receipt = std::find_if(actions.begin(), actions.end(), [&](const auto& each) {
            return each.is_receipt && each.heading.id == duty.heading.id;
        });
        if (receipt != actions.end()) {
            const auto index = static_cast<std::uint32_t>(receipt - actions.begin());
            context_.model.actions[index].heading.title = duty.heading.title;
            duty.must = {act_of(process, index, step.span)};
        }
        add_overdue(checker, declaration_.clauses, duty);
        context_.model.duties[step.receipt] = std::move(duty);
    }

    /// Who reads of it must not take the receipt for the step itself.
    static model::Message receipt_of(model::Message title) {
        const auto put_before = [](model::Template& text, const char* word) {
            if (!text.pieces.empty()) {
                text.pieces.insert(text.pieces.begin(), word);
            }
        };
        put_before(title.en, "Acknowledge: ");
        put_before(title.zh, "接收：");
        return title;
    }

    /// The step that a name means from inside `planned`; reports one that is not known.
    std::uint32_t step_named(const PlannedStep& planned, const ast::Name& name) {
        const auto from = static_cast<std::uint32_t>(&planned - steps_.data());
        const std::uint32_t found = find_step(steps_, from, name.id);
        if (found == kNone) {
            std::vector<std::string> names;
            for (const PlannedStep& each : steps_) {
                if (each.parent == planned.parent) {
                    names.push_back(each.written->name.id);
                }
            }
            context_.report_unknown(DiagnosticKind::kUnknownStep, name, names,
                                    {planned.declaration->name.text});
        }
        return found;
    }

    void add_predecessors(const model::Process& process, const PlannedStep& planned,
                          const ast::AfterClause& after, model::Step& step) {
        for (const ast::Predecessor& written : after.predecessors) {
            model::Step::After edge;
            edge.step = step_named(planned, written.step);
            if (edge.step == kNone) {
                continue;
            }
            const bool again =
                std::any_of(step.after.begin(), step.after.end(),
                            [&](const auto& each) { return each.step == edge.step; });
            if (again) {
                context_.report(DiagnosticKind::kPredecessorTwice, written.step.span,
                                {written.step.text, planned.written->name.text});
                continue;
            }
            if (written.condition != ast::kNoExpr) {
                edge.condition = outcome_of_step(process, edge.step, written);
            }
            step.after.push_back(edge);
        }
    }

    /// A condition is about what the step before delivers, so that step must deliver something.
    ExprId outcome_of_step(const model::Process& process, std::uint32_t before,
                           const ast::Predecessor& written) {
        const std::uint32_t action = process.steps[before].action;
        if (action == kNone || clause<ast::UnlessClause>(steps_[before].written->clauses)) {
            context_.report(DiagnosticKind::kBranchWithoutOutcome, written.step.span,
                            {written.step.text});
            return kNone;
        }
        Scope scope = delivery_scope(action);
        return ExpressionChecker(context_, scope).condition(written.condition);
    }

    void add_return(const PlannedStep& planned, const ast::ReturnsClause& written,
                    model::Step& step) {
        model::Step::Return back;
        back.step = step_named(planned, written.step);
        back.most = static_cast<std::uint32_t>(written.count);
        if (back.step == kNone || step.action == kNone) {
            return;
        }
        Scope scope = delivery_scope(step.action);
        back.condition = ExpressionChecker(context_, scope).condition(written.condition);
        step.returns = back;
    }

    /// What the step requires of its deliverables is judged when they are delivered.
    void add_rule(const ast::Step& written, const model::Step& step) {
        const auto requirements = ast::clauses_of<ast::RequireClause>(written.clauses);
        const auto* otherwise = clause<ast::OtherwiseClause>(written.clauses);
        if (requirements.empty() || step.action == kNone) {
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
        Scope scope = delivery_scope(step.action);
        ExpressionChecker checker(context_, scope);
        model::Rule rule;
        rule.heading = context_.model.duties[step.duty].heading;
        rule.heading.title = step.title;
        rule.action = step.action;
        for (const auto* require : requirements) {
            rule.requires_all.push_back(checker.condition(require->condition));
        }
        if (otherwise != nullptr) {
            rule.outcome = checking::outcome_of(checker, *otherwise);
        }
        context_.model.rules.push_back(std::move(rule));
        context_.rule_views.push_back({step.action, step.action});
    }

    Context& context_;
    const ast::Declaration& declaration_;
    std::uint32_t index_;
    std::vector<PlannedStep> steps_;
    std::uint32_t slots_ = 0;
};

}  // namespace

void check_processes(Context& context) {
    for_each<ast::ProcessDecl>(context, [&](const auto& declaration, const auto&) {
        ProcessChecker(context, declaration).run();
    });
}

}  // namespace onus::engine::checking
