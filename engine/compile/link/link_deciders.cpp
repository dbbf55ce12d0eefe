// SPDX-License-Identifier: Apache-2.0
//
// Who approves and decides.

#include <algorithm>
#include <string>

#include "engine/compile/link/linker.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::linking {
namespace {

class DeciderLinker {
  public:
    explicit DeciderLinker(Linker& linker) : linker_(linker) {}

    void link() {
        for (const model::Rule& rule : linker_.model.rules) {
            if (rule.outcome) {
                link_decider(rule.heading, rule.outcome->decider);
            }
            if (rule.approval) {
                link_approval(rule);
            }
        }
        for (const model::Duty& duty : linker_.model.duties) {
            if (duty.outcome) {
                link_decider(duty.heading, duty.outcome->decider);
            }
            link_decider(duty.heading, duty.excused_by);
        }
    }

  private:
    void link_decider(const model::Heading& heading, ExprId decider) {
        if (decider == kNone) {
            return;
        }
        const auto people = linker_.people(decider);
        if (people && people->empty()) {
            linker_.report(DiagnosticKind::kDeciderVacant, heading.rulebook,
                           linker_.model.expr(decider).span,
                           {linker_.written(heading), linker_.written(heading.rulebook, decider)});
        }
    }

    void link_approval(const model::Rule& rule) {
        const std::vector<ExprId>& approvers = rule.approval->approvers;
        for (std::size_t i = 0; i < approvers.size(); ++i) {
            link_decider(rule.heading, approvers[i]);
            link_own(rule, approvers[i]);
            for (std::size_t j = 0; rule.approval->different_persons && j < i; ++j) {
                link_pair(rule, approvers[j], approvers[i]);
            }
        }
    }

    void link_pair(const model::Rule& rule, ExprId one, ExprId other) {
        const auto first = linker_.people(one);
        const auto second = linker_.people(other);
        if (first && first->size() == 1 && first == second) {
            const std::uint32_t rulebook = rule.heading.rulebook;
            linker_.report(DiagnosticKind::kApproversAreOne, rulebook,
                           linker_.model.expr(other).span,
                           {linker_.written(rule.heading), linker_.written(rulebook, one),
                            linker_.written(rulebook, other), linker_.id_of(first->front())});
        }
    }

    /// The only person who may act would also approve it.
    void link_own(const model::Rule& rule, ExprId approver) {
        const auto* special = std::get_if<model::SpecialExpr>(&linker_.model.expr(approver).node);
        if (special != nullptr && special->special == Special::kActor) {
            linker_.report(DiagnosticKind::kActorApproves, rule.heading.rulebook,
                           linker_.model.expr(approver).span, {linker_.written(rule.heading)});
            return;
        }
        const model::Action& action = linker_.model.actions[rule.action];
        const auto people = linker_.people(approver);
        if (action.by_anyone || action.by_system || !people || people->size() != 1) {
            return;
        }
        const PersonIndex person = people->front();
        const Instant as_of = linker_.world.as_of;
        bool acts = false;
        for (const std::string& role : action.roles) {
            for (const PersonIndex actor : linker_.organisation->holders(role, as_of)) {
                if (actor != person) {
                    return;
                }
                acts = true;
            }
        }
        if (acts) {
            linker_.report(DiagnosticKind::kApproverIsOnlyActor, rule.heading.rulebook,
                           linker_.model.expr(approver).span,
                           {linker_.written(rule.heading), linker_.id_of(person),
                            linker_.written(action.heading)});
        }
    }

    Linker& linker_;
};

}  // namespace

void link_deciders(Linker& linker) { DeciderLinker(linker).link(); }

}  // namespace onus::engine::linking
