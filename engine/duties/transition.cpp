// SPDX-License-Identifier: Apache-2.0
#include "engine/duties/transition.h"

#include <algorithm>

#include "engine/duties/opening.h"
#include "engine/duties/remaining.h"
#include "engine/run/authority.h"
#include "engine/run/effects.h"
#include "engine/run/finding.h"
#include "engine/run/notice.h"
#include "engine/run/remembering.h"
#include "engine/run/timers.h"

namespace onus::engine {

namespace {

Occasion occasion_of(const DutyInfo& info, std::uint64_t number, const DutyRow& duty,
                     EventKind kind = EventKind::kAction) {
    Occasion occasion = occasion_of(info, duty.opened.attempt);
    occasion.duty = number;
    occasion.kind = kind;
    occasion.period = duty.opened.period.value_or(kOneWorkingDay);
    return occasion;
}

void chain(Draft& draft, const Scene& scene, EventKind kind, const DutyRow& duty,
           std::uint64_t number) {
    Start start;
    start.kind = kind;
    start.target = duty.opened.declaration;
    start.at = draft.now();
    start.attempt = duty.opened.attempt;
    start.parent = number;
    open_duties(draft, scene, start);
}

/// Whoever was told that it was late, asked about it, or had it held against him, learns that it
/// was not.
void tell_reversed(Draft& draft, std::uint64_t number, DutyRow late) {
    late.bearer = late.overdue_bearer;
    const Scene scene = duty_scene(draft, number, late, *late.overdue_at);
    const DutyInfo& info = duty_info(scene, late);
    const Text text =
        builtin_text("notice.reversed", {stored_text(info.title.en), stored_text(info.title.zh),
                                         stored_person(late.overdue_bearer)});
    const auto say = [&](const std::string& person) {
        tell(draft, person, text, about(late.opened));
    };
    say(late.overdue_bearer);
    for (const EffectInfo& effect : info.overdue) {
        if (const auto* notify = std::get_if<NotifyEffect>(&effect)) {
            for (const CodeId path : notify->to) {
                say(person_told(draft, scene, path));
            }
        }
    }
    for (const std::uint64_t escalation : late.escalations) {
        const MatterRow matter = *draft.matter(escalation);
        say(matter.decider);
        for (const EarlierDecider& earlier : matter.earlier) {
            say(earlier.person);
        }
    }
    if (late.escalation != 0) {
        say(draft.matter(late.escalation)->decided_by);
    }
    for (const Consequence& each : late.consequences) {
        if (!each.stands) {
            say(each.person);
        }
    }
}

void reverse_overdue(Draft& draft, std::uint64_t number, const Deed& deed) {
    const DutyRow late = *draft.duty(number);
    change_duty(draft, number, DutyChange::kReversed, deed);
    for (const Consequence& entry : late.consequences) {
        if (entry.stands) {
            continue;
        }
        draft.emit(Reversed{entry.sequence, entry.event,
                            entry.person.empty() ? late.overdue_bearer : entry.person, number});
    }
    tell_reversed(draft, number, late);
}

void breach(Draft& draft, std::uint64_t number, const DutyRow& duty, const Deed& deed) {
    const DutyRow row = duty;
    const Scene scene = duty_scene(draft, number, row, deed.at);
    const DutyInfo& info = duty_info(scene, row);
    change_duty(draft, number, DutyChange::kBreached, deed);
    Violation violation;
    violation.kind = ViolationKind::kBreached;
    violation.rule = info.id;
    violation.person = row.bearer;
    violation.attempt = deed.attempt;
    violation.duty = number;
    violation.department = department_of(draft, row.bearer, deed.at);
    violation.remembered =
        remembered_for(draft, scene, HistorySubject::kViolated, info.id, draft.now());
    draft.emit(std::move(violation));
    run_effects(draft, scene, info.violated, occasion_of(info, number, row, EventKind::kViolated));
    chain(draft, scene, EventKind::kViolated, row, number);
}

void extend(Draft& draft, std::uint64_t number, const DutyRow& duty, const Deed& deed) {
    const Scene scene = duty_scene(draft, number, duty, deed.at);
    const DutyInfo& info = duty_info(scene, duty);
    const Value period = evaluate(draft, scene, info.extension);
    if (!duty.due || period.kind != ValueKind::kDuration) {
        return;
    }
    Term term;
    const auto deadline = due_after(scene, *duty.due, duration_of(period));
    if (deadline) {
        term.from = *duty.due;
        term.period = duration_of(period);
        term.due = deadline->due;
        term.provisional = deadline->provisional;
        term.reminders = duty.reminders;
        change_duty(draft, number, DutyChange::kExtended, deed, &term);
    }
}

/// The bearer learns that his clock stands, or runs again.
void tell_clock(Draft& draft, std::uint64_t number, std::string_view text,
                std::vector<Stored> words) {
    const DutyRow& row = *draft.duty(number);
    const Bilingual& title = duty_info(program_of(draft, row), row).title;
    words.insert(words.begin(), {stored_text(title.en), stored_text(title.zh)});
    tell(draft, row.bearer, builtin_text(text, std::move(words)), about(row.opened));
}

bool cancels(Draft& draft, const Scene& deed_scene, const Program& program, const DutyInfo& info,
             std::uint32_t index, const Occasion& occasion) {
    if (index >= info.cancelled.size()) {
        return false;
    }
    const CodeId condition = info.cancelled[index].condition;
    // The condition is about the cancelling action.
    return condition == kNoCode || deed_scene.program != &program ||
           holds(draft, deed_scene, condition, occasion);
}

void touch(Draft& draft, const Scene& deed_scene, const Deed& deed, const WatchHit& hit) {
    if (draft.duty(hit.duty) == nullptr) {
        return;
    }
    catch_up_duty(draft, hit.duty, deed.at);
    const DutyRow& duty = *draft.duty(hit.duty);
    const Program& program = program_of(draft, duty);
    const DutyInfo& info = duty_info(program, duty);
    const bool by_bearer = acts_for_bearer(draft, duty, deed.actor, deed.at);
    switch (hit.role) {
        case WatchRole::kFulfil:
            if (!duty.done && (!info.every_holder || by_bearer) &&
                (deed_scene.program != &program ||
                 holds(draft, deed_scene, info.must[hit.act].filter,
                       occasion_of(info, hit.duty, duty)))) {
                fulfil(draft, hit.duty, deed);
            }
            return;
        case WatchRole::kBreach:
            if (duty.ban_open && by_bearer) {
                breach(draft, hit.duty, duty, deed);
            }
            return;
        case WatchRole::kSuspend:
            suspend(draft, hit.duty, deed.at, {PauseCause::kClause, 0});
            return;
        case WatchRole::kResume:
            resume(draft, hit.duty, deed.effect(), {PauseCause::kClause, 0});
            return;
        case WatchRole::kExtend:
            if (!duty.done) {
                extend(draft, hit.duty, duty, deed);
            }
            return;
        case WatchRole::kCancel:
            if (!duty.done && cancels(draft, deed_scene, program, info, hit.act,
                                      occasion_of(info, hit.duty, duty))) {
                void_duty(draft, hit.duty, deed);
            }
            return;
    }
}

}  // namespace

void fulfil(Draft& draft, std::uint64_t number, const Deed& deed) {
    // As it is or, once it has changed, as it becomes: how it was opened stays.
    const DutyRow& row = *draft.duty(number);
    const bool was_done = row.done;
    // A deadline does not pass while the clock stands.
    const bool in_time = !row.due || row.provisional || deed.at <= *row.due ||
                         (row.suspended_at && *row.suspended_at <= *row.due);
    if (in_time && row.overdue_at) {
        reverse_overdue(draft, number, deed);
    }
    DutyChanged changed;
    changed.duty = number;
    changed.change = DutyChange::kFulfilled;
    changed.at = deed.at;
    changed.person = deed.actor;
    changed.attempt = deed.attempt;
    changed.decision = deed.decision;
    changed.in_time = in_time;
    const Scene scene = duty_scene(draft, number, row, draft.now());
    const DutyInfo& info = duty_info(scene, row);
    changed.remembered = remembered_for(draft, scene, HistorySubject::kFulfilled, info.id, deed.at);
    draft.emit(std::move(changed));
    close_questions(draft, number, was_done);
    run_effects(draft, scene, info.fulfilled, occasion_of(info, number, row));
    chain(draft, scene, EventKind::kFulfilled, row, number);
}

void remind(Draft& draft, std::uint64_t number, std::uint32_t percent) {
    const DutyRow row = *draft.duty(number);
    DutyChanged changed;
    changed.duty = number;
    changed.change = DutyChange::kReminded;
    changed.at = draft.now();
    changed.percent = percent;
    draft.emit(std::move(changed));
    const Stored share = stored_text(std::to_string(percent));
    tell(draft, row.bearer, builtin_text("notice.reminder", {share}), about(row.opened));
    const Scene scene = duty_scene(draft, number, row, draft.now());
    const DutyInfo& info = duty_info(scene, row);
    std::vector<std::string> told = {row.bearer};
    for (const ReminderInfo& reminder : info.reminders) {
        if (static_cast<std::uint32_t>(reminder.percent) != percent) {
            continue;
        }
        for (const CodeId path : reminder.also) {
            const std::string person = reached(draft, scene, path, occasion_of(info, number, row));
            if (person.empty() || std::find(told.begin(), told.end(), person) != told.end()) {
                continue;
            }
            told.push_back(person);
            tell(draft, person,
                 builtin_text("notice.reminder_of",
                              {share, stored_person(row.bearer), stored_text(info.title.en),
                               stored_text(info.title.zh)}),
                 about(row.opened));
        }
    }
}

void pass_deadline(Draft& draft, std::uint64_t number) {
    const DutyRow row = *draft.duty(number);
    if (const auto later = moved_deadline(draft.state(), *row.due, row.telling)) {
        DutyChanged moved;
        moved.duty = number;
        moved.change = DutyChange::kMoved;
        moved.at = draft.now();
        moved.due = later;
        draft.emit(std::move(moved));
        tell(draft, row.bearer, until_text("notice.moved", *later), about(row.opened));
        return;
    }
    Scene scene = duty_scene(draft, number, row, draft.now());
    const DutyInfo& info = duty_info(scene, row);
    const Deed nobody{{}, draft.now(), 0, {}, {}};
    const Organisation* organisation = draft.world().organisation_at(draft.now());
    const auto bearer = organisation ? organisation->find_person(row.bearer) : std::nullopt;
    const bool absent = bearer && organisation->absence_of(*bearer, draft.now()).absent;
    if ((absent || row.telling.missed) && row.delegate.empty()) {
        const std::string stand_in = stand_in_for(draft, scene, info, row.bearer, draft.now());
        const bool suspends = absent && info.absence_suspends;
        if (stand_in != row.bearer && !suspends) {
            const Term term = term_of(draft, scene, info, draft.now());
            Deed to_stand_in = nobody;
            to_stand_in.actor = stand_in;
            change_duty(draft, number, DutyChange::kReassigned, to_stand_in, &term);
            tell(draft, stand_in, builtin_text("notice.standing_in", {stored_person(row.bearer)}),
                 about(row.opened));
            return;
        }
        if (suspends) {
            Term absent_until;
            absent_until.due = organisation->absence_of(*bearer, draft.now()).until;
            change_duty(draft, number, DutyChange::kSuspended, nobody, &absent_until,
                        Pause{PauseCause::kNobody, 0});
            return;
        }
    }
    Deed late = nobody;
    late.actor = row.bearer;
    change_duty(draft, number, DutyChange::kOverdue, late);
    Violation violation;
    violation.kind = ViolationKind::kNotPerformed;
    violation.rule = info.id;
    violation.person = row.bearer;
    violation.attempt = row.opened.attempt;
    violation.duty = number;
    violation.department = department_of(draft, row.bearer, draft.now());
    // It is overdue on the day of its deadline, not on that of the deed which started it.
    violation.remembered =
        remembered_for(draft, scene, HistorySubject::kOverdue, info.id, draft.now());
    draft.emit(std::move(violation));
    run_effects(draft, scene, info.overdue, occasion_of(info, number, row, EventKind::kOverdue));
    chain(draft, scene, EventKind::kOverdue, row, number);
}

void excuse(Draft& draft, std::uint64_t number, const Deed& deed) {
    change_duty(draft, number, DutyChange::kExcused, deed);
}

void give_new_deadline(Draft& draft, std::uint64_t number, const Deed& deed) {
    const DutyRow row = *draft.duty(number);
    const Scene scene = duty_scene(draft, number, row, draft.now());
    const Term term = term_of(draft, scene, duty_info(scene, row), draft.now());
    change_duty(draft, number, DutyChange::kReturned, deed, &term);
    // Whoever else was asked about the miss has nothing to decide either.
    close_escalations(draft, number);
    if (term.due) {
        tell(draft, row.bearer, until_text("notice.returned", *term.due), about(row.opened));
    }
}

void suspend(Draft& draft, std::uint64_t number, Instant at, Pause pause) {
    const bool stops = pause.cause == PauseCause::kClause || pause.cause == PauseCause::kProcess;
    if (const DutyRow& late = *draft.duty(number);
        stops && !late.done && late.overdue_at && late.due && at <= *late.due) {
        // Told late: its clock stood before the deadline.
        reverse_overdue(draft, number, {{}, at, 0, {}, {}});
    }
    const DutyRow& row = *draft.duty(number);
    if (row.done || is_paused(row, pause)) {
        return;
    }
    const bool goes_on = row.overdue_at && pause.cause == PauseCause::kHeld;
    const bool told = stops && !row.overdue_at;
    change_duty(draft, number, goes_on ? DutyChange::kAwaited : DutyChange::kSuspended,
                {{}, at, 0, {}, {}}, nullptr, pause);
    if (told) {
        tell_clock(draft, number, "notice.suspended", {});
    }
}

void resume(Draft& draft, std::uint64_t number, Instant at, Pause pause) {
    const DutyRow row = *draft.duty(number);
    if (row.done || !is_paused(row, pause)) {
        return;
    }
    const Deed nobody{{}, at, 0, {}, {}};
    if (row.pauses.size() > 1 || !row.suspended_at) {
        change_duty(draft, number, DutyChange::kPauseEnded, nobody, nullptr, pause);
        return;
    }
    const Term term = term_after_pause(duty_scene(draft, number, row, at), row, at);
    change_duty(draft, number, DutyChange::kResumed, nobody, &term, pause);
    // What ends with a decision is told with it.
    if (term.due && !row.overdue_at && pause.cause != PauseCause::kHeld) {
        tell_clock(draft, number, "notice.resumed", {stored_deadline(*term.due)});
    }
}

void touch_duties(Draft& draft, const Scene& scene, const Deed& deed) {
    for (const WatchHit& hit : watch_hits(draft, scene)) {
        touch(draft, scene, deed, hit);
    }
}

void stop_clocks(Draft& draft, const Scene& scene, const std::string& actor,
                 std::uint64_t attempt) {
    for (const WatchHit& hit : watch_hits(draft, scene)) {
        catch_up_duty(draft, hit.duty, draft.now());
        const DutyRow* row = draft.duty(hit.duty);
        if (hit.role == WatchRole::kFulfil && row != nullptr &&
            acts_for_bearer(draft, *row, actor, draft.now())) {
            suspend(draft, hit.duty, draft.now(), {PauseCause::kHeld, attempt});
        }
    }
}

void restart_clocks(Draft& draft, const Scene& scene, std::uint64_t attempt) {
    for (const WatchHit& hit : watch_hits(draft, scene)) {
        catch_up_duty(draft, hit.duty, draft.now());
        if (hit.role == WatchRole::kFulfil && draft.duty(hit.duty) != nullptr) {
            resume(draft, hit.duty, draft.now(), {PauseCause::kHeld, attempt});
        }
    }
}

void settle_duties(Draft& draft, const std::string& calendar) {
    for (const std::uint64_t number : draft.state().open_duties()) {
        const DutyRow row = *draft.duty(number);
        if (row.done || !row.provisional) {
            continue;
        }
        const Scene scene = duty_scene(draft, number, row, draft.now());
        const DutyInfo& info = duty_info(scene, row);
        if (scene.program->rulebooks[info.rulebook].calendar != calendar) {
            continue;
        }
        const Term term = term_settled(scene, row, draft.now());
        if (term.provisional) {
            continue;
        }
        change_duty(draft, number, DutyChange::kSettled, {{}, draft.now(), 0, {}, {}}, &term);
        if (term.due != row.due) {
            tell(draft, row.bearer, until_text("notice.settled", *term.due), about(row.opened));
        }
    }
}

}  // namespace onus::engine
