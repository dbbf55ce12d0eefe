// SPDX-License-Identifier: Apache-2.0
#include "engine/duties/change.h"

#include <algorithm>

#include "engine/run/attempt.h"
#include "engine/run/effects.h"
#include "engine/run/finding.h"
#include "engine/run/notice.h"

namespace onus::engine {

namespace {

void close_if_open(Draft& draft, std::uint64_t matter) {
    if (matter != 0 && draft.matter(matter)->open) {
        close_matter(draft, matter);
    }
}

/// That somebody was to hear of the duty and could not, said to the owner of the rules.
void close_unreached(Draft& draft, std::uint64_t number, std::uint64_t attempt) {
    const AttemptRow* row = attempt == 0 ? nullptr : draft.attempt(attempt);
    const std::vector<std::uint64_t> matters =
        row == nullptr ? std::vector<std::uint64_t>() : row->matters;
    for (const std::uint64_t each : matters) {
        const MatterOpened& opened = draft.matter(each)->opened;
        if (opened.kind == MatterKind::kVacancy && opened.duty == number) {
            close_if_open(draft, each);
        }
    }
}

}  // namespace

const std::string& answerable_for(const DutyRow& duty) {
    return duty.overdue_bearer.empty() ? duty.bearer : duty.overdue_bearer;
}

void close_questions(Draft& draft, std::uint64_t number, bool was_done) {
    const DutyRow& row = *draft.duty(number);
    const bool done = row.done;
    if (done || row.overdue_at) {
        close_if_open(draft, row.transfer);
    }
    if (done || !is_paused(row, {PauseCause::kNobody, 0})) {
        close_if_open(draft, row.vacancy);
    }
    if (!done || was_done) {
        return;
    }
    close_if_open(draft, row.matter);
    close_escalations(draft, number);
    close_unreached(draft, number, row.opened.attempt);
}

void close_escalations(Draft& draft, std::uint64_t number) {
    const std::vector<std::uint64_t> escalations = draft.duty(number)->escalations;
    for (const std::uint64_t escalation : escalations) {
        close_if_open(draft, escalation);
    }
}

void end_overtaken(Draft& draft, std::uint64_t number) {
    const DutyRow* row = draft.duty(number);
    const std::vector<Pause> pauses = row == nullptr ? std::vector<Pause>() : row->pauses;
    for (const Pause& pause : pauses) {
        const AttemptRow* attempt =
            pause.cause == PauseCause::kHeld ? draft.attempt(pause.attempt) : nullptr;
        if (attempt == nullptr || attempt->judged.status != AttemptStatus::kHeld) {
            continue;
        }
        const std::string actor = attempt->judged.actor;
        end_attempt(draft, pause.attempt, AttemptStatus::kOvertaken);
        tell(draft, actor, builtin_text("notice.overtaken"), {{}, pause.attempt, 0, 0});
    }
}

void void_duty(Draft& draft, std::uint64_t number, const Deed& deed, std::string_view text) {
    const DutyRow row = *draft.duty(number);
    change_duty(draft, number, DutyChange::kVoid, deed);
    if (row.bearer != deed.actor) {
        const Bilingual& title = duty_info(program_of(draft, row), row).title;
        tell(draft, row.bearer, builtin_text(text, {stored_text(title.en), stored_text(title.zh)}),
             about(row.opened));
    }
}

bool is_paused(const DutyRow& duty, const Pause& pause) {
    return std::find(duty.pauses.begin(), duty.pauses.end(), pause) != duty.pauses.end();
}

void change_duty(Draft& draft, std::uint64_t number, DutyChange kind, const Deed& deed,
                 const Term* term, std::optional<Pause> pause) {
    DutyChanged changed;
    changed.duty = number;
    changed.change = kind;
    changed.at = deed.at;
    changed.person = deed.actor;
    changed.attempt = deed.attempt;
    changed.decision = deed.decision;
    changed.reason = deed.reason;
    changed.pause = pause;
    if (term != nullptr) {
        changed.due = term->due;
        changed.provisional = term->provisional;
        changed.reminders = term->reminders;
        changed.counted_from = term->from;
        changed.period = term->period;
    }
    const bool was_done = draft.duty(number)->done;
    draft.emit(std::move(changed));
    close_questions(draft, number, was_done);
}

Scene duty_scene(Draft& draft, std::uint64_t number, const DutyRow& duty, Instant at) {
    Scene scene = scene_of(draft, number, duty);
    scene.context.as_of = at;
    return scene;
}

const DutyInfo& duty_info(const Scene& scene, const DutyRow& duty) {
    return duty_info(*scene.program, duty);
}

const DutyInfo& duty_info(const Program& program, const DutyRow& duty) {
    return program.duties[program.duty_by_id.at(duty.opened.declaration)];
}

}  // namespace onus::engine
