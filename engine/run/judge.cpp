// SPDX-License-Identifier: Apache-2.0
#include "engine/run/judge.h"

#include <algorithm>

#include "engine/duties/opening.h"
#include "engine/duties/reassignment.h"
#include "engine/duties/transition.h"
#include "engine/matters/delivery.h"
#include "engine/matters/matter.h"
#include "engine/run/attempt.h"
#include "engine/run/finding.h"
#include "engine/run/notice.h"
#include "grammar/base/check.h"

namespace onus::engine {

namespace {

class Judge {
  public:
    Judge(Draft& draft, const Command& command) : draft_(draft), command_(command) {}

    void operator()(const Submit& body) { judge_attempt(draft_, command_, body); }
    void operator()(const Observe& body) { judge_attempt(draft_, command_, body); }
    void operator()(const Force& body) { judge_force(draft_, command_, body); }
    void operator()(const Decide& body) { judge_decision(draft_, command_, body); }
    void operator()(const Withdraw& body) { judge_withdrawal(draft_, command_, body); }
    void operator()(const Claim& body) { judge_claim(draft_, command_, body); }
    void operator()(const Delegate& body) { judge_delegation(draft_, command_, body); }
    void operator()(const Excuse& body) { judge_excuse(draft_, command_, body); }
    void operator()(const Tick&) {}
    void operator()(const Publish& body) {
        draft_.emit(Published{body.kind, {}, body.hash, command_.received});
    }
    void operator()(const Delivered& body) { judge_delivery(draft_, body); }
    void operator()(const Outage& body) {
        draft_.emit(GapNoted{body.from, body.until, body.source});
    }
    void operator()(const ClockSuspect&) {}

  private:
    Draft& draft_;
    const Command& command_;
};

void remind(Draft& draft, const Timer& timer) {
    const DutyRow row = *draft.duty(timer.number);
    DutyChanged changed;
    changed.duty = timer.number;
    changed.change = DutyChange::kReminded;
    changed.at = draft.now();
    changed.percent = timer.part;
    draft.emit(std::move(changed));
    tell(draft, row.bearer,
         builtin_text("notice.reminder", {stored_text(std::to_string(timer.part))}),
         about(row.opened));
}

void end_ban(Draft& draft, const Timer& timer) {
    DutyChanged changed;
    changed.duty = timer.number;
    changed.change = DutyChange::kBanEnded;
    changed.at = draft.now();
    draft.emit(std::move(changed));
}

/// The duty whose clock it is; null if it is gone from the rules in force.
const DutyInfo* clock_duty(const Program* program, const Timer& timer) {
    if (program == nullptr) {
        return nullptr;
    }
    const auto found = program->duty_by_id.find(timer.name);
    if (found == program->duty_by_id.end()) {
        return nullptr;
    }
    const DutyInfo& info = program->duties[found->second];
    const bool clock =
        timer.part < info.triggers.size() && info.triggers[timer.part].kind == EventKind::kClock;
    return clock ? &info : nullptr;
}

void strike_clock(Draft& draft, const Timer& timer) {
    const Program* program = draft.world().program_at(timer.due);
    const DutyInfo* info = clock_duty(program, timer);
    if (info == nullptr) {
        draft.emit(ClockSet{timer.name, timer.part, std::nullopt});
        return;
    }
    const TriggerInfo& trigger = info->triggers[timer.part];
    Scene scene = empty_scene(draft, *program, timer.due);
    use_calendar(draft, scene, info->rulebook);
    ONUS_CHECK(scene.context.calendar != nullptr, "a clock was set by this calendar");
    Start start;
    start.kind = EventKind::kClock;
    start.at = timer.due;
    start.occasion = to_string(timer.due, 0);
    open_duty(draft, scene, static_cast<std::uint32_t>(info - program->duties.data()),
              trigger.condition, start);
    draft.emit(ClockSet{timer.name, timer.part,
                        next_occurrence(trigger.clock, *scene.context.calendar, timer.due)});
}

bool strikes_on(const ClockInfo& clock, CivilDate date) {
    switch (clock.every) {
        case ClockInfo::Every::kDay:
            return true;
        case ClockInfo::Every::kWeek:
            return weekday_of(date) == clock.weekday;
        case ClockInfo::Every::kMonth: {
            const YearMonthDay ymd = split(date);
            return ymd.day == std::min(clock.day_of_month, days_in_month(ymd.year, ymd.month));
        }
    }
    return false;
}

/// Clocks of a program that do not run yet.
void start_clocks(Draft& draft, const Program& program) {
    for (const auto& [duty, part] : program.clock_duties) {
        const DutyInfo& info = program.duties[duty];
        const Calendar* calendar =
            draft.world().calendar(program.rulebooks[info.rulebook].calendar);
        const std::string key = joined_key(info.id, std::to_string(part));
        const ClockRow* row = draft.state().clocks.find(key);
        if (calendar != nullptr && (row == nullptr || row->next <= draft.now())) {
            draft.emit(ClockSet{
                info.id, part, next_occurrence(info.triggers[part].clock, *calendar, draft.now())});
        }
    }
}

}  // namespace

Events judge(const State& state, const World& world, const Command& command) {
    Draft draft(state, world, command.received);
    Judge judge(draft, command);
    std::visit(judge, command.body);
    return draft.take();
}

Events fire(const State& state, const World& world, const Timer& timer, Instant now) {
    Draft draft(state, world, now);
    switch (timer.kind) {
        case TimerKind::kReminder:
            remind(draft, timer);
            break;
        case TimerKind::kResume:
            resume(draft, timer.number, now);
            break;
        case TimerKind::kDuty:
            pass_deadline(draft, timer.number);
            break;
        case TimerKind::kBan:
            end_ban(draft, timer);
            break;
        case TimerKind::kMatter:
            pass_answer(draft, timer.number);
            break;
        case TimerKind::kClock:
            strike_clock(draft, timer);
            break;
    }
    return draft.take();
}

Events change_organisation(const State& state, const World& world, const ChartAt& before,
                           Instant at) {
    Draft draft(state, world, at);
    reassign_duties(draft, before, at);
    return draft.take();
}

Instant next_occurrence(const ClockInfo& clock, const Calendar& calendar, Instant after) {
    CivilDate date = calendar.to_local(after).date;
    for (;; ++date.days) {
        const Instant at = calendar.to_instant({date, clock.time});
        if (strikes_on(clock, date) && after < at) {
            return at;
        }
    }
}

Events follow_publication(const State& state, const World& world, const PublicationChange& change) {
    const Instant at = change.published.from;
    Draft draft(state, world, at);
    switch (change.published.kind) {
        case PublishedKind::kRulebooks:
            if (const Program* program = world.program_at(at)) {
                start_clocks(draft, *program);
            }
            break;
        case PublishedKind::kOrganisation:
            reassign_duties(draft, change.chart, at);
            break;
        case PublishedKind::kCalendar:
            settle_duties(draft, change.published.id);
            settle_answers(draft, change.published.id);
            break;
    }
    tell_misfits(draft, change.before, change.after);
    return draft.take();
}

}  // namespace onus::engine
