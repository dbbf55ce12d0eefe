// SPDX-License-Identifier: Apache-2.0
//
// Where overdue duties go.

#include <string>
#include <vector>

#include "engine/compile/link/linker.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::linking {
namespace {

struct Escalation {
    std::uint32_t rulebook = kNone;
    Span span;
};

class EscalationLinker {
  public:
    explicit EscalationLinker(Linker& linker) : linker_(linker) {}

    void link() {
        for (const model::Duty& duty : linker_.model.duties) {
            for (const auto* effects : {&duty.overdue, &duty.violated, &duty.fulfilled}) {
                for (const model::Effect& effect : *effects) {
                    if (const auto* node = std::get_if<model::EscalateEffect>(&effect.node)) {
                        link(duty, *node, effect.span);
                    }
                }
            }
        }
        if (first_.rulebook != kNone) {
            link_chart();
        }
    }

  private:
    void link(const model::Duty& duty, const model::EscalateEffect& effect, Span span) {
        const std::uint32_t rulebook = duty.heading.rulebook;
        if (first_.rulebook == kNone) {
            first_ = {rulebook, span};
        }
        const auto to = linker_.people(effect.to);
        const std::string name = linker_.written(duty.heading);
        if (to && to->empty()) {
            linker_.report(DiagnosticKind::kEscalatesToNobody, rulebook, span,
                           {name, linker_.written(rulebook, effect.to)});
        } else if (is_bearer(duty, effect.to) ||
                   (to && duty.bearer != kNone && !duty.every_holder &&
                    to == linker_.people(duty.bearer))) {
            linker_.report(DiagnosticKind::kEscalatesToBearer, rulebook, span,
                           {name, linker_.written(rulebook, effect.to)});
        }
    }

    [[nodiscard]] bool is_bearer(const model::Duty& duty, ExprId id) const {
        const model::Expr& expr = linker_.model.expr(id);
        const auto* special = std::get_if<model::SpecialExpr>(&expr.node);
        return (special != nullptr && special->special == Special::kBearer) ||
               (duty.bearer != kNone && expr.text_en == linker_.model.expr(duty.bearer).text_en);
    }

    /// What nobody answers goes from supervisor to supervisor: that way has to end.
    void link_chart() {
        const Organisation& chart = *linker_.organisation;
        const auto count = static_cast<std::uint32_t>(chart.data().persons.size());
        std::vector<bool> seen(count);
        for (PersonIndex start = 0; start < count; ++start) {
            People way;
            std::optional<PersonIndex> next = start;
            while (next && !seen[*next]) {
                seen[*next] = true;
                way.push_back(*next);
                next = chart.supervisor_of(*next, linker_.world.as_of, linker_.lines);
            }
            if (next) {
                link_circle(way, *next);
            }
        }
        for (PersonIndex start = 0; start < count && !in_circle_; ++start) {
            const People above = chart.supervisors_of(start, linker_.world.as_of, linker_.lines);
            if (above.size() >= kUnitDepthMax &&
                chart.supervisor_of(above.back(), linker_.world.as_of, linker_.lines)) {
                linker_.report(DiagnosticKind::kEscalationTooDeep, first_.rulebook, first_.span,
                               {linker_.id_of(start), std::to_string(kUnitDepthMax)});
                return;
            }
        }
    }

    void link_circle(const People& way, PersonIndex again) {
        std::string circle;
        for (const PersonIndex person : way) {
            if (!circle.empty() || person == again) {
                circle += linker_.id_of(person) + " > ";
            }
        }
        if (!circle.empty()) {
            in_circle_ = true;
            linker_.report(DiagnosticKind::kEscalationCircle, first_.rulebook, first_.span,
                           {circle + linker_.id_of(again)});
        }
    }

    Linker& linker_;
    Escalation first_;
    bool in_circle_ = false;
};

}  // namespace

void link_escalations(Linker& linker) { EscalationLinker(linker).link(); }

}  // namespace onus::engine::linking
