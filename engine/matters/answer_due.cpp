// SPDX-License-Identifier: Apache-2.0
#include "engine/matters/answer_due.h"

#include "engine/duties/change.h"
#include "engine/duties/handing_on.h"
#include "engine/matters/change.h"
#include "engine/matters/impartial.h"
#include "engine/run/attempt.h"
#include "engine/run/effects.h"
#include "engine/run/finding.h"
#include "engine/run/notice.h"
#include "engine/run/timers.h"

namespace onus::engine {

namespace {

constexpr std::uint32_t kLevelsMax = 3;

const Program* program_for(Draft& draft, const MatterRow& matter) {
    if (matter.opened.duty != 0) {
        return &program_of(draft, *draft.duty(matter.opened.duty));
    }
    const AttemptRow* attempt = draft.attempt(matter.opened.attempt);
    const Program* program =
        attempt == nullptr ? nullptr : draft.world().program_by_hash(attempt->judged.program);
    return program != nullptr ? program : draft.world().program_at(draft.now());
}

/// One level up; above the top, and after three levels of an escalation, the rulebook's owner;
/// after him nobody.
Decider next_decider(Draft& draft, const Scene& scene, const MatterRow& matter,
                     std::uint32_t rulebook) {
    const bool escalation = matter.opened.kind == MatterKind::kEscalation;
    const AttemptRow* attempt = draft.attempt(matter.opened.attempt);
    std::vector<std::string> excluded = matter.opened.bearers;
    if (!escalation && attempt != nullptr) {
        excluded.push_back(attempt->judged.actor);
    }
    // Nobody is asked to judge what he left undone, be he the rulebook's owner.
    if (const DutyRow* missed = escalation ? draft.duty(matter.opened.duty) : nullptr) {
        excluded.push_back(answerable_for(*missed));
    }
    const std::string owner = owner_of(draft, scene, rulebook);
    if (matter.decider.empty()) {
        return impartial_decider(draft, scene, owner, excluded);
    }
    if (matter.decider == owner && matter.level > 0) {
        return {};
    }
    if (matter.level < kLevelsMax) {
        const std::string above =
            supervisor_or_fallback(draft, *scene.program, matter.decider, draft.now());
        Decider next = decider_for(draft, scene, above, excluded, draft.now());
        // Above the top there may be a bearer.
        if (next.person != matter.decider && !bears_share(matter, next.person)) {
            return next;
        }
    }
    return escalation ? decider_for(draft, scene, owner, excluded, draft.now()) : Decider{};
}

/// Never approved, never counted against the actor.
void expire(Draft& draft, const MatterRow& matter) {
    // Proposed shares stay a proposal until a person says otherwise, be it in ten years.
    if (matter.opened.kind == MatterKind::kLiability) {
        draft.emit(changed(matter.opened.matter, MatterChange::kRests, draft.now()));
        return;
    }
    draft.emit(changed(matter.opened.matter, MatterChange::kExpired, draft.now()));
    if (matter.opened.kind == MatterKind::kTransfer) {
        answer_transfer(draft, matter, false, draft.now());
    }
    if (matter.opened.kind == MatterKind::kHold) {
        end_attempt(draft, matter.opened.attempt, AttemptStatus::kExpired);
        tell(draft, draft.attempt(matter.opened.attempt)->judged.actor,
             builtin_text("notice.expired"), about(matter.opened));
    }
}

}  // namespace

void pass_answer(Draft& draft, std::uint64_t number) {
    const MatterRow matter = *draft.matter(number);
    if (const auto later = moved_deadline(draft.state(), *matter.due, matter.telling)) {
        MatterChanged moved = changed(number, MatterChange::kMoved, draft.now());
        moved.due = later;
        draft.emit(std::move(moved));
        tell(draft, matter.decider, until_text("notice.moved", *later), about(matter.opened));
        return;
    }
    const Program* program = program_for(draft, matter);
    const bool escalation = matter.opened.kind == MatterKind::kEscalation;
    // Whom the message never reached was not silent.
    if (escalation && !matter.telling.missed) {
        Violation violation;
        violation.kind = ViolationKind::kUnanswered;
        violation.rule = matter.opened.declaration;
        violation.person = matter.decider;
        violation.attempt = matter.opened.attempt;
        violation.matter = number;
        violation.department = department_of(draft, matter.decider, draft.now());
        draft.emit(std::move(violation));
    }
    // Of a rulebook that is no longer in force there is nobody to ask; a duty is taken over by the
    // person who is asked, or by nobody.
    if (program == nullptr || matter.opened.kind == MatterKind::kTransfer ||
        (!escalation && matter.level >= kLevelsMax)) {
        expire(draft, matter);
        return;
    }
    Scene scene = empty_scene(draft, *program, draft.now());
    const std::uint32_t rulebook = rulebook_of(*program, matter.opened.declaration);
    use_calendar(draft, scene, rulebook);
    const Decider next = next_decider(draft, scene, matter, rulebook);
    MatterChanged climbed = changed(number, MatterChange::kClimbed, draft.now());
    climbed.level = matter.level + 1;
    climbed.person = next.person;
    // Whoever was silent is not asked again: that would count one silence twice.
    if (next.person.empty() || next.person == matter.decider) {
        if (!escalation) {
            expire(draft, matter);
            return;
        }
        climbed.change = MatterChange::kAlarm;
        climbed.person = matter.decider;
        draft.emit(std::move(climbed));
        tell(draft, matter.decider, builtin_text("alarm.standing"), about(matter.opened), "red");
        return;
    }
    const auto deadline =
        due_from(scene, draft.now(), matter.opened.period.value_or(kOneWorkingDay));
    climbed.due = deadline ? std::optional(deadline->due) : std::nullopt;
    climbed.provisional = deadline && deadline->provisional;
    draft.emit(std::move(climbed));
    tell(draft, next.person, builtin_text("matter.unanswered", {stored_person(matter.decider)}),
         about(matter.opened));
}

void settle_answers(Draft& draft, const std::string& calendar) {
    for (const std::uint64_t number : draft.state().open_matters()) {
        const MatterRow matter = *draft.matter(number);
        const Program* program = matter.provisional ? program_for(draft, matter) : nullptr;
        if (program == nullptr) {
            continue;
        }
        const std::uint32_t rulebook = rulebook_of(*program, matter.opened.declaration);
        if (program->rulebooks[rulebook].calendar != calendar) {
            continue;
        }
        Scene scene = empty_scene(draft, *program, draft.now());
        use_calendar(draft, scene, rulebook);
        const Duration period = matter.opened.period.value_or(kOneWorkingDay);
        auto deadline = due_from(scene, matter.counted_from, period);
        // Nobody inherits a deadline that had passed before he was told.
        if (deadline && !deadline->provisional && deadline->due <= draft.now()) {
            deadline = due_from(scene, draft.now(), period);
        }
        if (!deadline || deadline->provisional) {
            continue;
        }
        MatterChanged settled = changed(number, MatterChange::kSettled, draft.now());
        settled.due = deadline->due;
        draft.emit(std::move(settled));
        if (deadline->due != matter.due) {
            tell(draft, matter.decider, until_text("notice.settled", deadline->due),
                 about(matter.opened));
        }
    }
}

}  // namespace onus::engine
