// SPDX-License-Identifier: Apache-2.0
#include "engine/matters/answer_due.h"

#include <algorithm>

#include "engine/duties/change.h"
#include "engine/duties/handing_on.h"
#include "engine/matters/change.h"
#include "engine/matters/impartial.h"
#include "engine/run/attempt.h"
#include "engine/run/effects.h"
#include "engine/run/finding.h"
#include "engine/run/hearing.h"
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

/// Who may not decide the matter, be he the rulebook's owner.
std::vector<std::string> excluded_from(Draft& draft, const MatterRow& matter) {
    const bool escalation = matter.opened.kind == MatterKind::kEscalation;
    const AttemptRow* attempt = draft.attempt(matter.opened.attempt);
    std::vector<std::string> excluded = matter.opened.bearers;
    if (!escalation && attempt != nullptr) {
        excluded.push_back(attempt->judged.actor);
    }
    // Nobody is asked to judge what he left undone.
    if (const DutyRow* missed = escalation ? draft.duty(matter.opened.duty) : nullptr) {
        excluded.push_back(answerable_for(*missed));
        excluded.push_back(missed->bearer);
    }
    return excluded;
}

/// One level up; above the top, and after three levels of an escalation, the rulebook's owner;
/// after him nobody.
Decider next_decider(Draft& draft, const Scene& scene, const MatterRow& matter,
                     std::uint32_t rulebook) {
    const bool escalation = matter.opened.kind == MatterKind::kEscalation;
    const std::vector<std::string> excluded = excluded_from(draft, matter);
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
        Decider next = least_partial_decider(draft, scene, above, excluded);
        // Above the top there may be a bearer.
        if (next.person != matter.decider && !bears_share(matter, next.person)) {
            return next;
        }
    }
    return escalation ? least_partial_decider(draft, scene, owner, excluded) : Decider{};
}

/// Asks `next` from now on, with all the time that an answer has.
void ask_next(Draft& draft, const Scene& scene, const MatterRow& matter, const Decider& next,
              std::uint32_t level) {
    MatterChanged passed = changed(matter.opened.matter, MatterChange::kClimbed, draft.now());
    passed.level = level;
    passed.person = next.person;
    const auto deadline =
        due_from(scene, draft.now(), matter.opened.period.value_or(kOneWorkingDay));
    passed.due = deadline ? std::optional(deadline->due) : std::nullopt;
    passed.provisional = deadline && deadline->provisional;
    draft.emit(std::move(passed));
}

/// Whoever stood above somebody before he left.
std::string former_superior(Draft& draft, const ChartAt& before, const ReportingLines& lines,
                            const std::string& person) {
    const auto left = before.chart->find_person(person);
    const auto above = left ? before.chart->supervisor_of(*left, before.at, lines) : std::nullopt;
    const Organisation* chart = draft.world().organisation_at(draft.now());
    return above ? before.chart->person(*above).id : chart->person(chart->fallback()).id;
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
        violation.duty = matter.opened.duty;
        violation.department = department_of(draft, matter.decider, draft.now());
        draft.emit(std::move(violation));
    }
    // What waits with its clock stopped would wait for ever if its question lapsed.
    const bool stands =
        escalation || (matter.opened.kind == MatterKind::kVacancy && matter.opened.duty != 0 &&
                       draft.duty(matter.opened.duty)->vacancy == number);
    // Of a rulebook that is no longer in force there is nobody to ask; a duty is taken over by the
    // person who is asked, or by nobody.
    if (program == nullptr || matter.opened.kind == MatterKind::kTransfer ||
        (!stands && matter.level >= kLevelsMax)) {
        expire(draft, matter);
        return;
    }
    Scene scene = empty_scene(draft, *program, draft.now());
    const std::uint32_t rulebook = rulebook_of(*program, matter.opened.declaration);
    use_calendar(draft, scene, rulebook);
    const Decider next = next_decider(draft, scene, matter, rulebook);
    // Whoever was silent is not asked again: that would count one silence twice.
    if (next.person.empty() || next.person == matter.decider) {
        if (!stands) {
            expire(draft, matter);
            return;
        }
        MatterChanged alarm = changed(number, MatterChange::kAlarm, draft.now());
        alarm.level = matter.level + 1;
        alarm.person = matter.decider;
        draft.emit(std::move(alarm));
        tell(draft, matter.decider, builtin_text("alarm.standing"), about(matter.opened), "red");
        return;
    }
    ask_next(draft, scene, matter, next, matter.level + 1);
    tell(draft, next.person, builtin_text("matter.unanswered", {stored_person(matter.decider)}),
         about(matter.opened));
}

namespace {

/// Of an approval that a rule asks for: whom it names now, unless he is asked already.
std::string named_now(Draft& draft, const MatterRow& matter, const Program& program) {
    const AttemptRow attempt = *draft.attempt(matter.opened.attempt);
    const Scene scene = scene_of(draft, program, attempt.judged, true);
    const auto is_asked = [&](const std::string& person) {
        return std::any_of(attempt.matters.begin(), attempt.matters.end(), [&](std::uint64_t each) {
            const MatterRow* other = draft.matter(each);
            return other->opened.declaration == matter.opened.declaration &&
                   other->decider == person;
        });
    };
    for (const Finding& finding :
         assess(draft, scene, attempt.judged, ReportTime::kIgnored).findings) {
        if (finding.rule == matter.opened.declaration &&
            finding.kind == matter.opened.finding_kind && !finding.decider.empty() &&
            !is_asked(finding.decider)) {
            return finding.decider;
        }
    }
    return {};
}

}  // namespace

void pass_questions(Draft& draft, const ChartAt& before, const std::vector<std::string>& persons,
                    Instant at) {
    const Organisation* chart = draft.world().organisation_at(at);
    for (const std::string& person : persons) {
        const auto found = chart->find_person(person);
        if (found && chart->is_employed(*found, at)) {
            continue;
        }
        std::vector<std::uint64_t> numbers;
        draft.state().each_open_matter(person, 0, [&](std::uint64_t number) {
            numbers.push_back(number);
            return true;
        });
        for (const std::uint64_t number : numbers) {
            const MatterRow matter = *draft.matter(number);
            // A review goes with its duty; a duty is taken over by the person who is asked.
            const Program* program = matter.open && matter.decider == person &&
                                             matter.opened.kind != MatterKind::kReview &&
                                             matter.opened.kind != MatterKind::kTransfer
                                         ? program_for(draft, matter)
                                         : nullptr;
            if (program == nullptr) {
                continue;
            }
            Scene scene = empty_scene(draft, *program, at);
            use_calendar(draft, scene, rulebook_of(*program, matter.opened.declaration));
            const std::string named = matter.opened.kind == MatterKind::kHold &&
                                              matter.opened.finding_kind == "needs_approval"
                                          ? named_now(draft, matter, *program)
                                          : std::string();
            const Decider next = least_partial_decider(
                draft, scene,
                named.empty() ? former_superior(draft, before, program->lines, person) : named,
                excluded_from(draft, matter));
            if (!next.person.empty() && next.person != person) {
                ask_next(draft, scene, matter, next, matter.level);
                tell(draft, next.person, matter.opened.text, about(matter.opened));
            }
        }
    }
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
