// SPDX-License-Identifier: Apache-2.0
#include "engine/duties/change.h"

#include <algorithm>

#include "engine/run/effects.h"
#include "grammar/base/check.h"

namespace onus::engine {

const std::string& answerable_for(const DutyRow& duty) {
    return duty.overdue_bearer.empty() ? duty.bearer : duty.overdue_bearer;
}

void close_transfer(Draft& draft, std::uint64_t number) {
    const DutyRow& row = *draft.duty(number);
    if (row.transfer == 0 || (!row.done && !row.overdue_at)) {
        return;
    }
    close_matter(draft, row.transfer);
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
    draft.emit(std::move(changed));
    close_transfer(draft, number);
}

Scene duty_scene(Draft& draft, std::uint64_t number, const DutyRow& duty, Instant at) {
    Scene scene = scene_of(draft, number, duty);
    scene.context.as_of = at;
    return scene;
}

const DutyInfo& duty_info(const Scene& scene, const DutyRow& duty) {
    return duty_info(*scene.program, duty);
}

const Program& program_of(const Draft& draft, const DutyRow& duty) {
    const Program* program = draft.world().program_by_hash(duty.opened.program);
    ONUS_CHECK(program != nullptr, "versions under which duties live stay in the world");
    return *program;
}

const DutyInfo& duty_info(const Program& program, const DutyRow& duty) {
    return program.duties[program.duty_by_id.at(duty.opened.declaration)];
}

}  // namespace onus::engine
