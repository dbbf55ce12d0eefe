// SPDX-License-Identifier: Apache-2.0
#include "engine/duties/handing_on.h"

#include <algorithm>

#include "engine/duties/reassignment.h"
#include "engine/duties/transition.h"
#include "engine/matters/naming.h"
#include "engine/run/attempt.h"
#include "engine/run/finding.h"
#include "engine/run/notice.h"
#include "engine/run/timers.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {

void judge_claim(Draft& draft, const Command& command, const Claim& claim) {
    const auto number = find_duty(draft, claim.duty);
    if (!number) {
        return;
    }
    catch_up_duty(draft, *number, command.at);
    const DutyRow* duty = draft.duty(*number);
    const Organisation* organisation = draft.world().organisation_at(command.at);
    const auto person = organisation ? organisation->find_person(command.actor) : std::nullopt;
    // Who keeps the duty of a vacant post accepts it so: its clock runs again.
    const bool accepts = duty->bearer == command.actor && waits_for_bearer(draft, *number, *duty);
    const bool of_pool = !duty->pool_role.empty() && person &&
                         organisation->has_role(*person, duty->pool_role, command.at);
    if (!accepts && !of_pool) {
        decline(draft, DiagnosticKind::kDutyNotInPool, {std::to_string(*number), command.actor});
        return;
    }
    DutyChanged event;
    event.duty = *number;
    event.change = DutyChange::kClaimed;
    event.at = command.at;
    event.person = command.actor;
    draft.emit(std::move(event));
    if (accepts) {
        resume(draft, *number, draft.now());
    }
}

void judge_delegation(Draft& draft, const Command& command, const Delegate& delegate) {
    const auto number = find_duty(draft, delegate.duty);
    if (!number) {
        return;
    }
    catch_up_duty(draft, *number, command.at);
    const DutyRow row = *draft.duty(*number);
    const Scene scene = scene_of(draft, *number, row);
    const DutyInfo& info = duty_info(scene, row);
    const Organisation* organisation = draft.world().organisation_at(command.at);
    const auto to = organisation ? organisation->find_person(delegate.to) : std::nullopt;
    const bool named = to && command.actor == row.bearer && delegate.to != row.bearer &&
                       std::any_of(info.delegates.begin(), info.delegates.end(), [&](CodeId path) {
                           const Value value = evaluate(draft, scene, path);
                           return value.kind == ValueKind::kRole
                                      ? organisation->has_role(*to, value.text, command.at)
                                      : person_of(draft, scene, value) == delegate.to;
                       });
    if (!named) {
        decline(draft, DiagnosticKind::kDelegateNotAllowed, {std::to_string(*number), delegate.to});
        return;
    }
    DutyChanged event;
    event.duty = *number;
    event.change = DutyChange::kDelegated;
    event.at = command.at;
    event.person = delegate.to;
    event.due = delegate.until;
    draft.emit(std::move(event));
    tell(draft, delegate.to, builtin_text("notice.delegated", {stored_person(row.bearer)}),
         about(row.opened));
}

void judge_excuse(Draft& draft, const Command& command, const Excuse& request) {
    const auto number = find_duty(draft, request.duty);
    if (!number) {
        return;
    }
    catch_up_duty(draft, *number, command.at);
    const DutyRow row = *draft.duty(*number);
    const Scene scene = scene_of(draft, *number, row);
    const DutyInfo& info = duty_info(scene, row);
    if (command.actor == row.bearer || person_of(draft, scene, info.excused_by) != command.actor) {
        decline(draft, DiagnosticKind::kExcuseNotAllowed, {std::to_string(*number), command.actor});
        return;
    }
    if (request.reason.empty()) {
        decline(draft, DiagnosticKind::kReasonMissing);
        return;
    }
    excuse(draft, *number, {command.actor, command.at, 0, {}, request.reason});
}

}  // namespace onus::engine
