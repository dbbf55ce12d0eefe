// SPDX-License-Identifier: Apache-2.0
//
// Deadlines that need a calendar, or days which no calendar has published.

#include <algorithm>
#include <string>

#include "engine/compile/constant_fold.h"
#include "engine/compile/link/linker.h"
#include "engine/time/deadline.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::linking {
namespace {

class DeadlineLinker {
  public:
    explicit DeadlineLinker(Linker& linker)
        : linker_(linker), told_(linker.model.rulebooks.size()) {}

    void link() {
        for (const model::Duty& duty : linker_.model.duties) {
            const std::uint32_t rulebook = duty.heading.rulebook;
            link(rulebook, duty.within);
            link(rulebook, duty.outcome);
            for (const auto* effects : {&duty.overdue, &duty.violated, &duty.fulfilled}) {
                link(rulebook, *effects);
            }
        }
        for (const model::Rule& rule : linker_.model.rules) {
            const std::uint32_t rulebook = rule.heading.rulebook;
            link(rulebook, rule.outcome);
            link(rulebook, rule.violated);
            if (rule.approval) {
                link(rulebook, rule.approval->within);
            }
        }
    }

  private:
    void link(std::uint32_t rulebook, const std::optional<model::Outcome>& outcome) {
        if (outcome) {
            link(rulebook, outcome->answer_within);
        }
    }

    void link(std::uint32_t rulebook, const std::vector<model::Effect>& effects) {
        for (const model::Effect& effect : effects) {
            if (const auto* escalate = std::get_if<model::EscalateEffect>(&effect.node)) {
                link(rulebook, escalate->answer_within);
            }
        }
    }

    /// Once for a rulebook: one new calendar mends them all.
    void link(std::uint32_t rulebook, ExprId period) {
        const std::string& name = linker_.model.rulebooks[rulebook].calendar;
        if (period == kNone || told_[rulebook] || linker_.world.calendars == nullptr) {
            return;
        }
        const auto calendar = linker_.world.calendars->find(name);
        const auto constant = checking::fold(linker_.model, period);
        const auto* length = constant ? std::get_if<Duration>(&*constant) : nullptr;
        if (length == nullptr || length->kind == DurationKind::kExact || length->amount < 0) {
            return;
        }
        if (name.empty()) {
            told_[rulebook] = true;
            linker_.report(DiagnosticKind::kCalendarMissing, rulebook,
                           linker_.model.expr(period).span, {linker_.written(rulebook, period)});
        }
        if (calendar == linker_.world.calendars->end()) {
            return;
        }
        // What lies before the published days is past; it needs none.
        const CalendarData& data = calendar->second.data();
        const Instant first = calendar->second.to_instant({data.covered_from, TimeOfDay{0}});
        const Instant start = std::max(linker_.world.as_of, first);
        const auto deadline = deadline_after(calendar->second, start, *length);
        if (deadline && deadline->provisional) {
            told_[rulebook] = true;
            linker_.report(DiagnosticKind::kCalendarEnds, rulebook, linker_.model.expr(period).span,
                           {linker_.written(rulebook, period),
                            to_string(calendar->second.to_local(start).date),
                            to_string(data.covered_until), name});
        }
    }

    Linker& linker_;
    std::vector<bool> told_;
};

}  // namespace

void link_deadlines(Linker& linker) { DeadlineLinker(linker).link(); }

}  // namespace onus::engine::linking
