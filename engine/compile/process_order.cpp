// SPDX-License-Identifier: Apache-2.0
#include "engine/compile/process_order.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "engine/compile/constant_fold.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

class OrderChecker {
  public:
    OrderChecker(Context& context, const model::Process& process,
                 const std::vector<PlannedStep>& steps)
        : context_(context), process_(process), steps_(steps) {}

    void run() {
        check_starts();
        check_returns();
        check_time(process_.duty, kNone);
        for (std::uint32_t step = 0; step < process_.steps.size(); ++step) {
            if (process_.steps[step].action == kNone) {
                check_time(process_.steps[step].duty, step);
            }
        }
    }

  private:
    using After = model::Step::After;

    /// No step waits for itself.
    void check_starts() {
        std::vector<bool> starts(process_.steps.size(), false);
        for (bool progress = true; progress;) {
            progress = false;
            for (std::size_t i = 0; i < starts.size(); ++i) {
                const auto& after = process_.steps[i].after;
                const bool ready = std::all_of(after.begin(), after.end(), [&](const After& edge) {
                    return starts[edge.step];
                });
                if (!starts[i] && ready) {
                    starts[i] = progress = true;
                }
            }
        }
        for (std::uint32_t i = 0; i < starts.size(); ++i) {
            if (!starts[i]) {
                sound_ = false;
                report_circle(i, starts);
            }
        }
    }

    /// One report for a circle, at its first step in the text. Steps behind it wait for the circle
    /// and have no mistake of their own.
    void report_circle(std::uint32_t first, const std::vector<bool>& starts) {
        // Against the arrows, from each step to one that it waits for, by the shortest way back.
        std::vector<std::uint32_t> after(starts.size(), kNone);
        std::vector<std::uint32_t> open{first};
        for (std::size_t next = 0; next < open.size() && after[first] == kNone; ++next) {
            for (const After& edge : process_.steps[open[next]].after) {
                if (!starts[edge.step] && edge.step >= first && after[edge.step] == kNone) {
                    after[edge.step] = open[next];
                    open.push_back(edge.step);
                }
            }
        }
        if (after[first] == kNone || circled_.contains(first)) {
            return;
        }
        std::string path = steps_[first].written->name.text;
        for (std::uint32_t step = after[first];; step = after[step]) {
            circled_.insert(step);
            path += " → " + steps_[step].written->name.text;
            if (step == first) {
                break;
            }
        }
        const ast::Name& name = steps_[first].written->name;
        context_.report(DiagnosticKind::kStepNeverStarts, name.span, {name.text, path});
    }

    void check_returns() {
        for (std::uint32_t step = 0; step < process_.steps.size(); ++step) {
            const auto& returns = process_.steps[step].returns;
            if (returns && !comes_before(returns->step, step)) {
                const auto* written =
                    ast::clause_of<ast::ReturnsClause>(steps_[step].written->clauses);
                context_.report(DiagnosticKind::kReturnsForward, written->step.span,
                                {written->step.text});
            }
        }
    }

    [[nodiscard]] bool comes_before(std::uint32_t first, std::uint32_t step) const {
        std::vector<std::uint32_t> open{step};
        std::vector<bool> seen(process_.steps.size(), false);
        while (!open.empty()) {
            const std::uint32_t each = open.back();
            open.pop_back();
            if (each == first) {
                return true;
            }
            if (!seen[each]) {
                seen[each] = true;
                for (const After& edge : process_.steps[each].after) {
                    open.push_back(edge.step);
                }
            }
        }
        return false;
    }

    /// The constant period of a duty, if it has one.
    [[nodiscard]] std::optional<Duration> period_of(std::uint32_t duty) const {
        const model::ExprId within = duty == kNone ? kNone : context_.model.duties[duty].within;
        const auto value = within == kNone ? std::nullopt : fold(context_.model, within);
        const auto* period = value ? std::get_if<Duration>(&*value) : nullptr;
        return period == nullptr ? std::nullopt : std::optional(*period);
    }

    /// Steps in the deadline's own unit add up; those in others count nothing, so that what is
    /// reported is certain.
    void check_time(std::uint32_t duty, std::uint32_t parent) {
        const auto whole = period_of(duty);
        if (!whole || !sound_) {
            return;
        }
        std::vector<std::int64_t> own;
        for (const model::Step& step : process_.steps) {
            const auto period = period_of(step.duty);
            own.push_back(period && period->kind == whole->kind ? period->amount : 0);
        }
        std::vector<std::int64_t> least = own;
        // No step waits for itself, so that this comes to an end.
        for (bool changed = true; changed;) {
            changed = false;
            for (std::uint32_t step = 0; step < least.size(); ++step) {
                for (const After& edge : process_.steps[step].after) {
                    if (least[step] < least[edge.step] + own[step]) {
                        least[step] = least[edge.step] + own[step];
                        changed = true;
                    }
                }
            }
        }
        for (std::uint32_t step = 0; step < least.size(); ++step) {
            if (process_.steps[step].parent == parent && least[step] > whole->amount) {
                const ast::Name& name = steps_[step].written->name;
                context_.report(
                    DiagnosticKind::kChainTooLong, name.span,
                    {name.text, to_string({whole->kind, least[step]}, context_.language())});
                return;
            }
        }
    }

    Context& context_;
    const model::Process& process_;
    const std::vector<PlannedStep>& steps_;
    bool sound_ = true;
    std::set<std::uint32_t> circled_;
};

}  // namespace

void check_process_order(Context& context, const model::Process& process,
                         const std::vector<PlannedStep>& steps) {
    // After a mistake in the plan the two do not correspond.
    if (process.steps.size() == steps.size()) {
        OrderChecker(context, process, steps).run();
    }
}

}  // namespace onus::engine::checking
