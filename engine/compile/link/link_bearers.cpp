// SPDX-License-Identifier: Apache-2.0
//
// Who bears the duties, and what belongs to whom.

#include <algorithm>
#include <string>

#include "engine/compile/analyse/analyses.h"
#include "engine/compile/link/linker.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::linking {
namespace {

bool holds_right(const Linker& linker, PersonIndex person, std::uint32_t action) {
    if (linker.model.actions[action].by_anyone && checking::may_perform(linker.model, {}, action)) {
        return true;
    }
    const OrganisationData& data = linker.organisation->data();
    return std::any_of(data.posts.begin(), data.posts.end(), [&](const PostData& post) {
        return post.holder == linker.id_of(person) &&
               checking::may_perform(linker.model, post.role, action);
    });
}

/// A post is held against the permissions by the check; here the person behind a path.
void link_right(Linker& linker, const model::Duty& duty, const People& bearers) {
    if (!duty.bearer_role.empty() || duty.process != kNone || bearers.size() != 1 ||
        duty.must.empty()) {
        return;
    }
    const bool able = std::any_of(duty.must.begin(), duty.must.end(), [&](const model::Act& act) {
        return act.decide || holds_right(linker, bearers.front(), act.action);
    });
    if (!able) {
        const model::Action& action = linker.model.actions[duty.must.front().action];
        linker.report(DiagnosticKind::kBearerMayNotPerform, duty.heading.rulebook,
                      linker.model.expr(duty.bearer).span,
                      {linker.written(duty.heading), linker.id_of(bearers.front()),
                       linker.written(action.heading)});
    }
}

void link_bearer(Linker& linker, const model::Duty& duty) {
    if (duty.bearer == kNone) {
        return;  // a gate binds whoever acts
    }
    const auto bearers = linker.people(duty.bearer);
    if (!bearers) {
        return;
    }
    const std::uint32_t rulebook = duty.heading.rulebook;
    const Span span = linker.model.expr(duty.bearer).span;
    const std::string bearer = linker.written(rulebook, duty.bearer);
    if (bearers->empty()) {
        linker.report(DiagnosticKind::kBearerVacant, rulebook, span,
                      {linker.written(duty.heading), bearer});
    } else if (bearers->size() > 1 && !duty.every_holder) {
        linker.report(DiagnosticKind::kBearerPool, rulebook, span,
                      {linker.written(duty.heading), bearer, std::to_string(bearers->size())});
    }
    link_right(linker, duty, *bearers);
}

void link_owner(Linker& linker, std::uint32_t rulebook, ExprId owner, const std::string& of) {
    if (owner == kNone) {
        return;
    }
    const auto people = linker.people(owner);
    if (people && people->empty()) {
        linker.report(DiagnosticKind::kOwnerVacant, rulebook, linker.model.expr(owner).span,
                      {of, linker.written(rulebook, owner)});
    }
}

}  // namespace

void link_bearers(Linker& linker) {
    for (std::uint32_t i = 0; i < linker.model.rulebooks.size(); ++i) {
        link_owner(linker, i, linker.model.rulebooks[i].owner, linker.model.rulebooks[i].name);
    }
    for (const model::Process& process : linker.model.processes) {
        link_owner(linker, process.heading.rulebook, process.owner,
                   linker.written(process.heading));
    }
    for (const model::Duty& duty : linker.model.duties) {
        link_bearer(linker, duty);
    }
}

}  // namespace onus::engine::linking
