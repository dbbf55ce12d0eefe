// SPDX-License-Identifier: Apache-2.0
//
// Ways through a process that nobody can take, and steps to which none leads.

#include <algorithm>
#include <string>
#include <vector>

#include "engine/compile/analyse/analyses.h"
#include "engine/compile/analyse/cases.h"
#include "engine/compile/declarations.h"
#include "engine/compile/process_plan.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::ExprId;

/// What must hold of a delivery that takes effect. What is held may be approved, and what is warned
/// about forced; what is blocked is never delivered.
std::vector<ExprId> demanded_of(const model::Model& model, std::uint32_t action) {
    std::vector<ExprId> demanded;
    for (const model::Rule& rule : model.rules) {
        if (action != kNone && rule.action == action && rule.condition == kNone &&
            rule.unless == kNone && rule.outcome &&
            rule.outcome->level == model::OutcomeLevel::kBlock) {
            demanded.insert(demanded.end(), rule.requires_all.begin(), rule.requires_all.end());
        }
    }
    return demanded;
}

class WayFinder {
  public:
    WayFinder(Context& context, const ast::Declaration& declaration)
        : context_(context),
          declaration_(declaration),
          process_(context.model.processes[context.symbol_of(declaration).index]),
          steps_(plan_steps(context, declaration)),
          reached_(process_.steps.size(), true) {}

    void run() {
        if (steps_.size() != process_.steps.size() || steps_.empty()) {
            return;
        }
        if (can_hold(context_.model, {process_.event.condition}) == false) {
            context_.report(DiagnosticKind::kProcessNeverStarts, declaration_.name.span,
                            {declaration_.name.text, words_of({process_.event.condition})});
            return;
        }
        // A step may stand above the one that it waits for.
        for (bool changed = true; changed;) {
            changed = false;
            for (std::uint32_t step = 0; step < reached_.size(); ++step) {
                if (reached_[step] && !is_reached(step)) {
                    reached_[step] = false;
                    changed = true;
                }
            }
        }
        for (std::uint32_t step = 0; step < reached_.size(); ++step) {
            report_ways(step);
            report_skipped(step);
        }
    }

  private:
    using After = model::Step::After;

    [[nodiscard]] bool can_be_taken(std::uint32_t from, ExprId condition) const {
        std::vector<ExprId> all = demanded_of(context_.model, process_.steps[from].action);
        all.push_back(condition);
        return condition == kNone || can_hold(context_.model, all) != false;
    }

    [[nodiscard]] bool is_reached(std::uint32_t step) const {
        const auto& after = process_.steps[step].after;
        return after.empty() || std::any_of(after.begin(), after.end(), [&](const After& way) {
                   return reached_[way.step] && can_be_taken(way.step, way.condition);
               });
    }

    /// A step behind one that is not reached is not reported beside it.
    void report_ways(std::uint32_t number) {
        const model::Step& step = process_.steps[number];
        const ast::Name& name = steps_[number].written->name;
        std::vector<ExprId> closed;
        for (const After& way : step.after) {
            if (!can_be_taken(way.step, way.condition)) {
                closed.push_back(way.condition);
            }
        }
        if (!reached_[number] && !closed.empty()) {
            Diagnostic& report = context_.report(DiagnosticKind::kStepNeverReached, name.span,
                                                 {name.text, words_of(closed)});
            for (const ExprId condition : closed) {
                report.related.push_back(
                    {context_.file().source_name, context_.model.exprs[condition].span});
            }
        } else {
            for (const After& way : step.after) {
                report_closed(way.step, number, way.condition);
            }
        }
        if (step.returns && reached_[number]) {
            report_closed(number, step.returns->step, step.returns->condition);
        }
    }

    void report_closed(std::uint32_t from, std::uint32_t to, ExprId condition) {
        if (!can_be_taken(from, condition)) {
            context_.report(DiagnosticKind::kWayNeverTaken, context_.model.exprs[condition].span,
                            {steps_[from].written->name.text, steps_[to].written->name.text});
        }
    }

    void report_skipped(std::uint32_t number) {
        const ExprId unless = process_.steps[number].unless;
        if (unless != kNone && always_holds(context_.model, unless)) {
            const ast::Name& name = steps_[number].written->name;
            context_.report(DiagnosticKind::kStepAlwaysSkipped, name.span,
                            {name.text, words_of({unless})});
        }
    }

    /// "“findings.samples less than 3”"
    [[nodiscard]] std::string words_of(const std::vector<ExprId>& conditions) const {
        const bool english = context_.language() == Language::kEnglish;
        std::string words;
        for (const ExprId condition : conditions) {
            const model::Expr& expr = context_.model.exprs[condition];
            words += words.empty() ? "" : english ? ", " : "、";
            words += "“" + (english ? expr.text_en : expr.text_zh) + "”";
        }
        return words;
    }

    Context& context_;
    const ast::Declaration& declaration_;
    const model::Process& process_;
    std::vector<PlannedStep> steps_;
    std::vector<bool> reached_;
};

}  // namespace

void analyse_ways(Context& context) {
    for_each<ast::ProcessDecl>(context, [&](const auto& declaration, const auto&) {
        WayFinder(context, declaration).run();
    });
}

}  // namespace onus::engine::checking
