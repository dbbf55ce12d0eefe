// SPDX-License-Identifier: Apache-2.0
#include "engine/run/timers.h"

#include <algorithm>

#include "engine/duties/opening.h"
#include "engine/duties/transition.h"
#include "engine/matters/answer_due.h"
#include "engine/run/finding.h"
#include "engine/run/notice.h"
#include "grammar/base/check.h"

namespace onus::engine {

namespace {

/// For whoever is told of something that was due at once.
constexpr std::int64_t kTellingLeastMs = 3'600'000;

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

/// Strikes what `next` gives, one after the other, as long as it is due before `until`.
template <class Next>
void strike_before(Draft& draft, Instant until, const Next& next) {
    // Nothing is held against anybody while the clock is in doubt.
    if (draft.state().header.doubted_since) {
        return;
    }
    for (std::optional<Timer> timer = next(); timer && timer->due < until; timer = next()) {
        const std::size_t before = draft.events().size();
        strike(draft, *timer);
        ONUS_CHECK(before < draft.events().size(), "a timer that stays would fire for ever");
    }
}

/// As if the system had not run.
std::optional<Instant> after_silence(const HeaderRow& header, Instant due) {
    const auto moved = [&](Instant from, Instant until) {
        return from < due && due <= until ? std::optional(Instant{due.ms + until.ms - from.ms})
                                          : std::nullopt;
    };
    for (const GapNoted& gap : header.gaps) {
        const auto later = gap.source.empty() ? moved(gap.from, gap.until) : std::nullopt;
        if (later) {
            return later;
        }
    }
    for (const DoubtRow& doubt : header.doubts) {
        if (const auto later = moved(doubt.from, doubt.until)) {
            return later;
        }
    }
    return std::nullopt;
}

}  // namespace

void strike(Draft& draft, const Timer& timer) {
    switch (timer.kind) {
        case TimerKind::kReminder:
            remind(draft, timer.number, timer.part);
            break;
        case TimerKind::kResume:
            resume(draft, timer.number, draft.now(), {PauseCause::kNobody, 0});
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
}

void catch_up_duty(Draft& draft, std::uint64_t number, Instant until) {
    strike_before(draft, until, [&]() -> std::optional<Timer> {
        const DutyRow* row = draft.duty(number);
        return row == nullptr ? std::nullopt : next_timer(number, *row);
    });
}

void catch_up_matter(Draft& draft, std::uint64_t number, Instant until) {
    strike_before(draft, until, [&]() -> std::optional<Timer> {
        const MatterRow* row = draft.matter(number);
        return row == nullptr ? std::nullopt : next_timer(number, *row);
    });
}

std::optional<Instant> moved_deadline(const State& state, Instant due, const Telling& telling) {
    if (const auto later = after_silence(state.header, due)) {
        return later;
    }
    const std::optional<Instant> since = state.header.delivers_since;
    const auto waits = since && telling.notice != 0 ? state.unsent_notice(telling.notice)
                                                    : std::optional<UnsentRow>();
    if (!waits || waits->received < *since) {
        return std::nullopt;
    }
    return Instant{due.ms + std::max(due.ms - waits->received.ms, kTellingLeastMs)};
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

}  // namespace onus::engine
