// SPDX-License-Identifier: Apache-2.0
//
// Deadlines that nobody can keep: of no length, or over before the duty starts.

#include <algorithm>
#include <optional>

#include "engine/compile/analyse/analyses.h"
#include "engine/compile/constant_fold.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::Constant;
using model::ExprId;

class DeadlineChecker {
  public:
    explicit DeadlineChecker(Context& context) : context_(context), model_(context.model) {}

    void run() {
        for (const model::Duty& duty : model_.duties) {
            const std::uint32_t rulebook = duty.heading.rulebook;
            period(rulebook, duty.within);
            period(rulebook, duty.extension);
            outcome(rulebook, duty.outcome);
            for (const auto* effects : {&duty.overdue, &duty.violated, &duty.fulfilled}) {
                escalations(rulebook, *effects);
            }
            if (!duty.must.empty() && (starts_after_force(duty) || starts_after_parent(duty))) {
                context_.enter(rulebook, nullptr);
                const ExprId place = duty.until != kNone ? duty.until : duty.within;
                context_.report(DiagnosticKind::kDeadlineAlreadyPassed, model_.expr(place).span,
                                {context_.written(rulebook, duty.heading.name)});
            }
        }
        for (const model::Rule& rule : model_.rules) {
            outcome(rule.heading.rulebook, rule.outcome);
            escalations(rule.heading.rulebook, rule.violated);
            if (rule.approval) {
                period(rule.heading.rulebook, rule.approval->within);
            }
        }
    }

  private:
    void period(std::uint32_t rulebook, ExprId id) {
        const std::optional<Constant> value = id == kNone ? std::nullopt : fold(model_, id);
        const auto* length = value ? std::get_if<Duration>(&*value) : nullptr;
        if (length != nullptr && length->amount <= 0) {
            context_.enter(rulebook, nullptr);
            const model::Expr& written = model_.expr(id);
            context_.report(DiagnosticKind::kPeriodTooShort, written.span,
                            {Shown{written.text_en, written.text_zh}.in(context_.language())});
        }
    }

    void outcome(std::uint32_t rulebook, const std::optional<model::Outcome>& outcome) {
        if (outcome) {
            period(rulebook, outcome->answer_within);
        }
    }

    void escalations(std::uint32_t rulebook, const std::vector<model::Effect>& effects) {
        for (const model::Effect& effect : effects) {
            if (const auto* escalate = std::get_if<model::EscalateEffect>(&effect.node)) {
                period(rulebook, escalate->answer_within);
            }
        }
    }

    /// The day that `until` names, if it is always the same.
    [[nodiscard]] std::optional<CivilDate> last_day(ExprId until) const {
        const std::optional<Constant> value = until == kNone ? std::nullopt : fold(model_, until);
        if (!value) {
            return std::nullopt;
        }
        if (const auto* date = std::get_if<CivilDate>(&*value)) {
            return *date;
        }
        const auto* time = std::get_if<LocalTime>(&*value);
        return time == nullptr ? std::nullopt : std::optional(time->date);
    }

    /// Nothing is judged before the rulebook is in force.
    [[nodiscard]] bool starts_after_force(const model::Duty& duty) const {
        const auto day = last_day(duty.until);
        return day && *day < model_.rulebooks[duty.heading.rulebook].effective_from;
    }

    [[nodiscard]] bool starts_after_parent(const model::Duty& duty) const {
        return !duty.events.empty() &&
               std::all_of(duty.events.begin(), duty.events.end(), [&](const model::Event& event) {
                   return event.kind == model::EventKind::kOverdue && event.duty != kNone &&
                          ends_with(duty, model_.duties[event.duty]);
               });
    }

    /// True if the child's deadline is surely not later than its parent's.
    [[nodiscard]] bool ends_with(const model::Duty& child, const model::Duty& parent) const {
        const auto mine = last_day(child.until);
        const auto other = last_day(parent.until);
        if (mine && other) {
            return *mine < *other ||
                   (*mine == *other && fold_equal(model_, child.until, parent.until));
        }
        const bool same_start =
            child.within_from != kNone && parent.within_from != kNone &&
            model_.expr(child.within_from).text_en == model_.expr(parent.within_from).text_en;
        if (!same_start || parent.extension != kNone || parent.suspended_from != kNone ||
            child.within == kNone || parent.within == kNone) {
            return false;
        }
        const auto shorter = fold(model_, child.within);
        const auto longer = fold(model_, parent.within);
        const auto order =
            shorter && longer ? compare_constants(*shorter, *longer) : std::optional<int>();
        return order && *order <= 0;
    }

    Context& context_;
    const model::Model& model_;
};

}  // namespace

void analyse_deadlines(Context& context) { DeadlineChecker(context).run(); }

}  // namespace onus::engine::checking
