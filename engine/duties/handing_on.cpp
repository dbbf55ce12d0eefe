// SPDX-License-Identifier: Apache-2.0
#include "engine/duties/handing_on.h"

#include <algorithm>

#include "engine/duties/reassignment.h"
#include "engine/duties/transition.h"
#include "engine/matters/naming.h"
#include "engine/run/attempt.h"
#include "engine/run/effects.h"
#include "engine/run/finding.h"
#include "engine/run/notice.h"
#include "engine/run/timers.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {

namespace {

/// True if one of `paths` is the person, or a role that he holds at `at`.
bool names(Draft& draft, const Scene& scene, const std::vector<CodeId>& paths,
           const std::string& person, Instant at) {
    const Organisation* organisation = draft.world().organisation_at(at);
    const auto found = organisation ? organisation->find_person(person) : std::nullopt;
    return found && std::any_of(paths.begin(), paths.end(), [&](CodeId path) {
               const Value value = evaluate(draft, scene, path);
               return value.kind == ValueKind::kRole
                          ? organisation->has_role(*found, value.text, at)
                          : person_of(draft, scene, value) == person;
           });
}

/// Why something cannot be done with a duty, as whoever asked for it is told.
struct Refusal {
    DiagnosticKind kind{};
    std::vector<std::string> arguments;
};

void decline(Draft& draft, Refusal&& refusal) {
    decline(draft, refusal.kind, std::move(refusal.arguments));
}

/// What stands in the way of anybody who should have the duty instead, or act for its bearer.
std::optional<Refusal> refused_receiver(Draft& draft, std::uint64_t number, const DutyRow& row,
                                        const std::string& to, Instant at) {
    const Organisation* organisation = draft.world().organisation_at(at);
    if (to == row.bearer) {
        return Refusal{DiagnosticKind::kHandingOnToBearer, {std::to_string(number), to}};
    }
    if (!organisation || !organisation->find_person(to)) {
        return Refusal{DiagnosticKind::kHandingOnToNobody, {std::to_string(number), to}};
    }
    return std::nullopt;
}

std::optional<Refusal> refused_transfer(Draft& draft, std::uint64_t number, const DutyRow& row,
                                        const std::string& to, Instant at) {
    const std::string name = std::to_string(number);
    const Scene scene = duty_scene(draft, number, row, at);
    const std::vector<CodeId>& transferees = duty_info(scene, row).transferees;
    if (row.done) {
        return Refusal{DiagnosticKind::kTransferOver, {name}};
    }
    if (transferees.empty()) {
        return Refusal{DiagnosticKind::kTransferUnforeseen, {name}};
    }
    if (row.overdue_at) {
        return Refusal{DiagnosticKind::kTransferTooLate, {name, row.bearer}};
    }
    if (auto refused = refused_receiver(draft, number, row, to, at)) {
        return refused;
    }
    return names(draft, scene, transferees, to, at)
               ? std::nullopt
               : std::optional(Refusal{DiagnosticKind::kTransferNotAllowed, {name, to}});
}

std::optional<Refusal> refused_delegate(Draft& draft, std::uint64_t number, const DutyRow& row,
                                        const std::string& to, Instant at) {
    const std::string name = std::to_string(number);
    const Scene scene = duty_scene(draft, number, row, at);
    const std::vector<CodeId>& delegates = duty_info(scene, row).delegates;
    if (delegates.empty()) {
        return Refusal{DiagnosticKind::kDelegationUnforeseen, {name}};
    }
    if (auto refused = refused_receiver(draft, number, row, to, at)) {
        return refused;
    }
    return names(draft, scene, delegates, to, at)
               ? std::nullopt
               : std::optional(Refusal{DiagnosticKind::kDelegateNotAllowed, {name, to}});
}

std::optional<Refusal> refused_excuse(Draft& draft, std::uint64_t number, const DutyRow& row,
                                      const std::string& by, Instant at) {
    const std::string name = std::to_string(number);
    const Scene scene = duty_scene(draft, number, row, at);
    const CodeId excused_by = duty_info(scene, row).excused_by;
    if (by == row.bearer) {
        return Refusal{DiagnosticKind::kExcusedByBearer, {name, by}};
    }
    if (excused_by == kNoCode) {
        return Refusal{DiagnosticKind::kExcuseUnforeseen, {name}};
    }
    return person_of(draft, scene, excused_by) == by
               ? std::nullopt
               : std::optional(Refusal{DiagnosticKind::kExcuseNotAllowed, {name, by}});
}

}  // namespace

namespace {

/// The duty is his from `at` on; a clock that stood for want of somebody runs again.
void take_over(Draft& draft, std::uint64_t duty, const std::string& person, Instant at) {
    change_duty(draft, duty, DutyChange::kTransferred, {person, at, 0, {}, {}});
    resume(draft, duty, draft.now(), {PauseCause::kNobody, 0});
}

}  // namespace

bool checks_own_deed(Draft& draft, std::uint64_t number, const std::string& person) {
    const DutyRow& duty = *draft.duty(number);
    const AttemptRow* attempt =
        duty.opened.attempt == 0 ? nullptr : draft.attempt(duty.opened.attempt);
    // Starting a process is nothing that its steps check.
    return attempt != nullptr && attempt->judged.actor == person &&
           duty_info(program_of(draft, duty), duty).process == kNoIndex;
}

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
        if (duty->pool_role.empty()) {
            decline(draft, DiagnosticKind::kClaimOfOnesOwn,
                    {std::to_string(*number), duty->bearer});
        } else {
            decline(draft, DiagnosticKind::kDutyNotInPool,
                    {std::to_string(*number), command.actor});
        }
        return;
    }
    if (accepts && checks_own_deed(draft, *number, command.actor)) {
        decline(draft, DiagnosticKind::kOwnDeed, {std::to_string(*number), command.actor});
        return;
    }
    // Whoever accepts what a vacant post left him has it until he leaves, whoever takes the post.
    if (accepts) {
        take_over(draft, *number, command.actor, command.at);
    } else {
        change_duty(draft, *number, DutyChange::kClaimed, {command.actor, command.at, 0, {}, {}});
    }
}

void fill_vacancy(Draft& draft, const MatterRow& matter, const std::string& person, Instant at) {
    const std::uint64_t number = matter.opened.duty;
    const DutyRow* duty = draft.duty(number);
    if (duty == nullptr || duty->done || !is_paused(*duty, {PauseCause::kNobody, 0})) {
        return;
    }
    const std::string before = duty->bearer;
    take_over(draft, number, person, at);
    if (before != person) {
        tell(draft, before, builtin_text("notice.taken_over", {stored_person(person)}),
             about(matter.opened));
    }
}

void judge_delegation(Draft& draft, const Command& command, const Delegate& delegate) {
    const auto number = find_duty(draft, delegate.duty);
    if (!number) {
        return;
    }
    catch_up_duty(draft, *number, command.at);
    const DutyRow row = *draft.duty(*number);
    if (command.actor != row.bearer) {
        decline(draft, DiagnosticKind::kHandingOnForeign,
                {std::to_string(*number), row.bearer, command.actor});
        return;
    }
    if (auto refused = refused_delegate(draft, *number, row, delegate.to, command.at)) {
        decline(draft, std::move(*refused));
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

void judge_transfer(Draft& draft, const Command& command, const Transfer& transfer) {
    const auto number = find_duty(draft, transfer.duty);
    if (!number) {
        return;
    }
    catch_up_duty(draft, *number, command.at);
    const DutyRow row = *draft.duty(*number);
    if (command.actor != row.bearer) {
        decline(draft, DiagnosticKind::kHandingOnForeign,
                {std::to_string(*number), row.bearer, command.actor});
        return;
    }
    if (auto refused = refused_transfer(draft, *number, row, transfer.to, command.at)) {
        decline(draft, std::move(*refused));
        return;
    }
    if (row.transfer != 0) {
        decline(draft, DiagnosticKind::kTransferAsked,
                {std::to_string(*number), draft.matter(row.transfer)->decider,
                 std::to_string(row.transfer)});
        return;
    }
    const Scene scene = duty_scene(draft, *number, row, draft.now());
    const Bilingual& title = duty_info(scene, row).title;
    std::vector<Stored> words = {stored_person(row.bearer), stored_text(title.en),
                                 stored_text(title.zh)};
    MatterOpened matter;
    matter.kind = MatterKind::kTransfer;
    matter.declaration = row.opened.declaration;
    matter.duty = *number;
    if (transfer.reason.empty()) {
        matter.text = builtin_text("matter.transfer", std::move(words));
    } else {
        words.push_back(stored_text(transfer.reason));
        matter.text = builtin_text("matter.transfer_because", std::move(words));
    }
    open_matter(draft, scene, std::move(matter), {transfer.to, {}}, kOneWorkingDay);
}

bool may_take_over(Draft& draft, const MatterRow& matter, Instant at) {
    const std::uint64_t number = matter.opened.duty;
    const DutyRow row = *draft.duty(number);
    if (auto refused = refused_transfer(draft, number, row, matter.decider, at)) {
        decline(draft, std::move(*refused));
        return false;
    }
    return true;
}

void answer_transfer(Draft& draft, const MatterRow& matter, bool accepts, Instant at) {
    const std::string bearer = draft.duty(matter.opened.duty)->bearer;
    if (accepts) {
        take_over(draft, matter.opened.duty, matter.decider, at);
    }
    tell(draft, bearer,
         builtin_text(accepts ? "notice.transferred" : "notice.not_taken_over",
                      {stored_person(matter.decider)}),
         about(matter.opened));
}

void judge_excuse(Draft& draft, const Command& command, const Excuse& request) {
    const auto number = find_duty(draft, request.duty);
    if (!number) {
        return;
    }
    catch_up_duty(draft, *number, command.at);
    const DutyRow row = *draft.duty(*number);
    if (auto refused = refused_excuse(draft, *number, row, command.actor, command.at)) {
        decline(draft, std::move(*refused));
        return;
    }
    if (request.reason.empty()) {
        decline(draft, DiagnosticKind::kReasonMissing);
        return;
    }
    excuse(draft, *number, {command.actor, command.at, 0, {}, request.reason});
}

}  // namespace onus::engine
