// SPDX-License-Identifier: Apache-2.0
#include "engine/matters/matter.h"

#include <algorithm>
#include <array>

#include "engine/duties/change.h"
#include "engine/duties/handing_on.h"
#include "engine/duties/transition.h"
#include "engine/matters/change.h"
#include "engine/matters/naming.h"
#include "engine/run/attempt.h"
#include "engine/run/effects.h"
#include "engine/run/finding.h"
#include "engine/run/notice.h"
#include "engine/run/timers.h"
#include "engine/run/verdict.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {

namespace {

const Gate* gate_of(const Scene& scene, const std::string& rule) {
    for (const Gate& gate : scene.program->gates) {
        if (gate.id == rule && gate.action == scene.action_index) {
            return &gate;
        }
    }
    return nullptr;
}

/// Matters of an attempt, with the draft's own among them.
std::vector<std::uint64_t> matters_of(Draft& draft, std::uint64_t attempt) {
    std::vector<std::uint64_t> matters;
    if (const AttemptRow* row = draft.state().attempt(attempt)) {
        matters = row->matters;
    }
    for (const Event& event : draft.events()) {
        const auto* opened = std::get_if<MatterOpened>(&event);
        if (opened != nullptr && opened->attempt == attempt) {
            matters.push_back(opened->matter);
        }
    }
    return matters;
}

bool is_about(const MatterRow& matter, const Finding& finding) {
    return matter.opened.kind == MatterKind::kHold && matter.opened.declaration == finding.rule &&
           matter.opened.finding_kind == finding.kind &&
           (finding.kind != "needs_approval" || matter.opened.decider == finding.decider ||
            matter.decider == finding.decider);
}

/// True if `actor` may decide for the matter's decider.
bool may_decide(Draft& draft, const MatterRow& matter, const std::string& actor) {
    if (bears_share(matter, actor)) {
        return false;
    }
    // Nobody takes a duty over in another's name.
    if (matter.opened.kind == MatterKind::kTransfer) {
        return actor == matter.decider;
    }
    if (matter.opened.kind == MatterKind::kHold || matter.opened.kind == MatterKind::kReview) {
        const AttemptRow* attempt = draft.attempt(matter.opened.attempt);
        if (attempt != nullptr && attempt->judged.actor == actor) {
            return false;
        }
    }
    if (actor == matter.decider || actor == matter.opened.asked) {
        return true;
    }
    const DutyRow* duty = matter.opened.kind == MatterKind::kReview && matter.opened.duty != 0
                              ? draft.duty(matter.opened.duty)
                              : nullptr;
    if (duty != nullptr && (actor == duty->bearer || actor == duty->delegate)) {
        return true;
    }
    const Organisation* organisation = draft.world().organisation_at(draft.now());
    const auto decider = organisation ? organisation->find_person(matter.decider) : std::nullopt;
    if (!decider) {
        return false;
    }
    const Absence absence = organisation->absence_of(*decider, draft.now());
    return absence.absent && absence.delegate &&
           organisation->person(*absence.delegate).id == actor;
}

/// A review is due when its duty is. What is due provisionally is never late.
bool is_in_time(Draft& draft, const MatterRow& matter, Instant at) {
    if (matter.due) {
        return matter.provisional || at <= *matter.due;
    }
    const DutyRow* duty = matter.opened.kind == MatterKind::kReview && matter.opened.duty != 0
                              ? draft.duty(matter.opened.duty)
                              : nullptr;
    return duty == nullptr || !duty->due || duty->provisional || at <= *duty->due;
}

void decide_hold(Draft& draft, const MatterRow& matter, const Decide& decide) {
    const std::uint64_t number = matter.opened.attempt;
    const AttemptRow row = *draft.attempt(number);
    if (decide.decision != Decision::kApprove) {
        end_attempt(draft, number,
                    decide.decision == Decision::kReject ? AttemptStatus::kRejected
                                                         : AttemptStatus::kReturned);
        return;
    }
    std::vector<Finding> findings = row.judged.findings;
    for (Finding& finding : findings) {
        if (finding.level == Level::kHold && is_about(matter, finding)) {
            finding.discharge = Discharge::kDecision;
        }
    }
    release_if_free(draft, number, std::move(findings));
}

void decide_review(Draft& draft, const MatterRow& matter, const Command& command,
                   const Decide& decide) {
    const DutyRow row = *draft.duty(matter.opened.duty);
    const AttemptRow* attempt = draft.attempt(matter.opened.attempt);
    const std::string actor = attempt == nullptr ? std::string() : attempt->judged.actor;
    if (!row.done) {
        fulfil(draft, matter.opened.duty,
               {command.actor, command.at, 0, decide.decision, decide.opinion});
    }
    if (decide.decision == Decision::kApprove && attempt != nullptr) {
        Violation violation;
        violation.kind = ViolationKind::kApprovedKnowingly;
        violation.rule = matter.opened.declaration;
        violation.person = command.actor;
        violation.attempt = matter.opened.attempt;
        violation.matter = matter.opened.matter;
        violation.department = department_of(draft, command.actor, command.at);
        draft.emit(std::move(violation));
    }
    if (decide.decision == Decision::kReject && attempt != nullptr) {
        // Nothing is rolled back: the source is asked to undo it.
        tell(draft, actor, builtin_text("notice.compensate"), about(matter.opened));
    }
}

/// An escalation of what somebody did, not of what he left undone.
bool is_breach(const MatterRow& matter) { return matter.opened.finding_kind == "violated"; }

/// Who is to bear a duty, not that a message reached nobody.
bool asks_who(const MatterRow& matter) {
    return matter.opened.kind == MatterKind::kVacancy && matter.opened.duty != 0 &&
           matter.opened.finding_kind.empty();
}

void decide_escalation(Draft& draft, const MatterRow& matter, const Command& command,
                       const Decide& decide) {
    const DutyRow* duty = matter.opened.duty == 0 ? nullptr : draft.duty(matter.opened.duty);
    if (duty == nullptr || duty->done || is_breach(matter)) {
        return;
    }
    const Deed deed{command.actor, command.at, 0, decide.decision, decide.opinion};
    if (decide.decision == Decision::kApprove) {
        excuse(draft, matter.opened.duty, deed);
    } else if (decide.decision == Decision::kReturn) {
        give_new_deadline(draft, matter.opened.duty, deed);
    }
}

/// Whoever bears a share learns what became of it.
void tell_bearers(Draft& draft, const MatterRow& matter, const Command& command,
                  const Decide& decide) {
    const bool confirmed = decide.decision == Decision::kApprove;
    for (const std::string& bearer : matter.opened.bearers) {
        tell(draft, bearer,
             builtin_text(confirmed ? "notice.confirmed" : "notice.dismissed",
                          {stored_person(command.actor)}),
             about(matter.opened));
    }
}

/// Whose deed, or whose duty, was decided on; nobody where the question was the decider's alone.
std::string concerned_by(Draft& draft, const MatterRow& matter) {
    switch (matter.opened.kind) {
        case MatterKind::kHold:
        case MatterKind::kReview:
        case MatterKind::kLiability: {
            const AttemptRow* attempt = draft.attempt(matter.opened.attempt);
            return attempt == nullptr ? std::string() : attempt->judged.actor;
        }
        case MatterKind::kEscalation: {
            const DutyRow* duty =
                matter.opened.duty == 0 ? nullptr : draft.duty(matter.opened.duty);
            return duty == nullptr ? std::string() : answerable_for(*duty);
        }
        case MatterKind::kConflict:
        case MatterKind::kVacancy:
        case MatterKind::kMisfit:
        case MatterKind::kTransfer:
            return {};
    }
    return {};
}

Text decision_text(const std::string& person, const Decide& decide) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kWords = {
        {{"approved", "批准"}, {"rejected", "驳回"}, {"returned", "退回"}}};
    const auto& word = kWords[static_cast<std::size_t>(decide.decision)];
    return builtin_text("notice.decided_because",
                        {stored_person(person), stored_text(word.first), stored_text(word.second),
                         stored_text(decide.opinion)});
}

}  // namespace

void open_hold(Draft& draft, const Scene& scene, std::uint64_t attempt, const Finding& finding) {
    const Gate* gate = gate_of(scene, finding.rule);
    CodeId within = kNoCode;
    if (gate != nullptr) {
        within = finding.kind == "needs_approval" ? gate->approval_within
                 : gate->outcome                  ? gate->outcome->answer_within
                                                  : kNoCode;
    }
    MatterOpened matter;
    matter.kind = MatterKind::kHold;
    matter.declaration = finding.rule;
    matter.finding_kind = finding.kind;
    matter.attempt = attempt;
    matter.text = finding.text;
    matter.seen = digest_of(finding);
    // The answer is due by the calendar of the rulebook that asks for it.
    Scene asking = empty_scene(draft, *scene.program, scene.context.at);
    asking.context = scene.context;
    use_calendar(draft, asking, rulebook_of(*scene.program, finding.rule));
    open_matter(draft, asking, std::move(matter), {finding.decider, {}},
                period_of(draft, asking, within, kOneWorkingDay));
}

bool has_open_hold(Draft& draft, std::uint64_t attempt, const Finding& finding) {
    const auto matters = matters_of(draft, attempt);
    return std::any_of(matters.begin(), matters.end(), [&](std::uint64_t number) {
        const MatterRow* matter = draft.matter(number);
        return matter->open && is_about(*matter, finding);
    });
}

std::string decided_digest(Draft& draft, std::uint64_t attempt, const Finding& finding) {
    std::string seen;
    for (const std::uint64_t number : matters_of(draft, attempt)) {
        const MatterRow* matter = draft.matter(number);
        if (is_about(*matter, finding) && matter->decision == Decision::kApprove) {
            seen = matter->seen;
        }
    }
    return seen;
}

void close_holds(Draft& draft, std::uint64_t attempt) {
    for (const std::uint64_t number : matters_of(draft, attempt)) {
        const MatterRow* matter = draft.matter(number);
        if (matter->open && matter->opened.kind == MatterKind::kHold) {
            const MatterOpened opened = matter->opened;
            const std::string decider = matter->decider;
            close_matter(draft, number);
            tell(draft, decider, builtin_text("notice.not_asked"), about(opened));
        }
    }
}

void judge_decision(Draft& draft, const Command& command, const Decide& decide) {
    const auto number = find_matter(draft, decide.matter, command.actor);
    if (!number) {
        return;
    }
    catch_up_matter(draft, *number, command.at);
    if (const std::uint64_t duty = draft.matter(*number)->opened.duty; duty != 0) {
        catch_up_duty(draft, duty, command.at);
    }
    const MatterRow matter = *draft.matter(*number);
    if (!matter.open) {
        decline(draft, DiagnosticKind::kMatterUnknown, {std::to_string(*number)});
        return;
    }
    if (!may_decide(draft, matter, command.actor)) {
        decline(draft, DiagnosticKind::kNotTheDecider,
                {std::to_string(*number), matter.decider, command.actor});
        return;
    }
    if (decide.opinion.empty()) {
        decline(draft, DiagnosticKind::kReasonMissing);
        return;
    }
    if (matter.opened.kind == MatterKind::kEscalation && decide.decision == Decision::kReturn &&
        matter.opened.duty != 0 && draft.duty(matter.opened.duty)->returned) {
        decline(draft, DiagnosticKind::kDecisionNotPossible, {std::to_string(*number)});
        return;
    }
    // The shares follow from what is recorded: there is nobody to do them again.
    if (matter.opened.kind == MatterKind::kLiability && decide.decision == Decision::kReturn) {
        decline(draft, DiagnosticKind::kProposalNotReturned, {std::to_string(*number)});
        return;
    }
    if (asks_who(matter) && decide.decision == Decision::kApprove &&
        checks_own_deed(draft, matter.opened.duty, command.actor)) {
        decline(draft, DiagnosticKind::kOwnDeed,
                {std::to_string(matter.opened.duty), command.actor});
        return;
    }
    if (matter.opened.kind == MatterKind::kEscalation && is_breach(matter) &&
        decide.decision == Decision::kReturn) {
        decline(draft, DiagnosticKind::kBreachNotReturned, {std::to_string(*number)});
        return;
    }
    if (matter.opened.kind == MatterKind::kVacancy && decide.decision == Decision::kReturn) {
        decline(draft, DiagnosticKind::kVacancyNotReturned, {std::to_string(*number)});
        return;
    }
    if (matter.opened.kind == MatterKind::kTransfer) {
        if (decide.decision == Decision::kReturn) {
            decline(draft, DiagnosticKind::kTransferNotReturned, {std::to_string(*number)});
            return;
        }
        if (decide.decision == Decision::kApprove && !may_take_over(draft, matter, command.at)) {
            return;
        }
    }
    MatterChanged event = changed(*number, MatterChange::kDecided, command.at);
    event.person = command.actor;
    event.principal = command.actor == matter.decider ? std::string() : matter.decider;
    event.decision = decide.decision;
    event.opinion = decide.opinion;
    event.in_time = is_in_time(draft, matter, command.at);
    draft.emit(std::move(event));
    switch (matter.opened.kind) {
        case MatterKind::kHold:
            decide_hold(draft, matter, decide);
            break;
        case MatterKind::kReview:
            decide_review(draft, matter, command, decide);
            break;
        case MatterKind::kEscalation:
            decide_escalation(draft, matter, command, decide);
            break;
        case MatterKind::kLiability:
            tell_bearers(draft, matter, command, decide);
            break;
        case MatterKind::kTransfer:
            answer_transfer(draft, matter, decide.decision == Decision::kApprove, command.at);
            break;
        case MatterKind::kVacancy:
            if (asks_who(matter) && decide.decision == Decision::kApprove) {
                fill_vacancy(draft, matter, command.actor, command.at);
            }
            break;
        case MatterKind::kConflict:
        case MatterKind::kMisfit:
            break;
    }
    tell(draft, concerned_by(draft, matter), decision_text(command.actor, decide),
         about(matter.opened));
}

}  // namespace onus::engine
