// SPDX-License-Identifier: Apache-2.0
#include "engine/duties/remaining.h"

#include <algorithm>

#include "engine/run/effects.h"

namespace onus::engine {

namespace {

/// Open milliseconds of one date between two instants.
std::int64_t open_ms(const Calendar& calendar, CivilDate date, Instant from, Instant until) {
    std::int64_t open = 0;
    for (const OpenInterval& interval : calendar.open_intervals(date)) {
        const Instant begin = std::max(from, calendar.to_instant({date, interval.from}));
        const Instant end = std::min(until, calendar.to_instant({date, interval.until}));
        open += std::max<std::int64_t>(0, end.ms - begin.ms);
    }
    return open;
}

/// A due instant at 24:00 belongs to the day that ends there.
CivilDate day_of_due(const Calendar& calendar, Instant due) {
    return calendar.to_local(Instant{due.ms - 1}).date;
}

/// The time that a share of a period is measured in.
DurationKind measure_of(DurationKind period) {
    const bool working =
        period == DurationKind::kWorkingHours || period == DurationKind::kWorkingDays;
    return working ? DurationKind::kWorkingHours : DurationKind::kExact;
}

struct Part {
    Instant from;
    Instant point;
    Instant until;
};

struct Whole {
    Instant from;
    Instant until;
};

/// The moment as far within `now` as the point is within `before`.
Instant as_far(const Calendar& calendar, DurationKind measure, const Part& before,
               const Whole& now) {
    constexpr std::int64_t kScale = 1'000'000;
    const auto between = [&](Instant from, Instant until) {
        return remaining_period(calendar, from, until, measure).amount;
    };
    std::int64_t far = between(before.from, before.point);
    const std::int64_t whole_before = between(before.from, before.until);
    const std::int64_t whole_now = between(now.from, now.until);
    if (whole_before != whole_now && whole_before > 0) {
        far = far * kScale / whole_before * whole_now / kScale;
    }
    const auto found = deadline_after(calendar, now.from, {measure, far});
    return found ? std::min(found->due, now.until) : now.until;
}

}  // namespace

Duration remaining_period(const Calendar& calendar, Instant from, Instant due, DurationKind kind) {
    if (due <= from) {
        return {kind, 0};
    }
    const CivilDate first = calendar.to_local(from).date;
    const CivilDate last = day_of_due(calendar, due);
    switch (kind) {
        case DurationKind::kExact:
            return {kind, due.ms - from.ms};
        case DurationKind::kWorkingHours: {
            std::int64_t open = 0;
            for (CivilDate date = first; date <= last; ++date.days) {
                open += open_ms(calendar, date, from, due);
            }
            return {kind, open};
        }
        case DurationKind::kWorkingDays: {
            std::int64_t days = 0;
            for (CivilDate date{first.days + 1}; date <= last; ++date.days) {
                days += calendar.is_working_day(date) ? 1 : 0;
            }
            return {kind, days};
        }
        case DurationKind::kDays:
        case DurationKind::kMonths:
            break;
    }
    return {DurationKind::kDays, last.days - first.days};
}

std::optional<Deadline> due_after(const Scene& scene, Instant due, Duration period) {
    const bool in_days =
        period.kind != DurationKind::kExact && period.kind != DurationKind::kWorkingHours;
    return due_from(scene, Instant{due.ms - (in_days ? 1 : 0)}, period);
}

Term term_after_pause(const Scene& scene, const DutyRow& row, Instant at) {
    Term term;
    term.due = row.due;
    term.provisional = row.provisional;
    const Instant stopped = row.suspended_at.value_or(at);
    term.reminders = row.reminders;
    // A clock that has run out has nothing left to run again.
    if (!row.due || !row.opened.period || row.overdue_at || *row.due < stopped) {
        return term;
    }
    if (scene.context.calendar == nullptr) {
        term.due = Instant{row.due->ms + (at.ms - stopped.ms)};
        return term;
    }
    const Duration left =
        remaining_period(*scene.context.calendar, stopped, *row.due, row.opened.period->kind);
    if (const auto deadline = due_from(scene, at, left)) {
        term.from = at;
        term.period = left;
        term.due = deadline->due;
        term.provisional = deadline->provisional;
        const Calendar& calendar = *scene.context.calendar;
        const DurationKind measure = measure_of(row.opened.period->kind);
        term.reminders.clear();
        for (const Reminder& reminder : row.reminders) {
            term.reminders.push_back(
                {reminder.percent,
                 as_far(calendar, measure, {stopped, reminder.due, *row.due}, {at, *term.due})});
        }
    }
    return term;
}

namespace {

/// Period after period. Provisional if one of them is; nothing if one has no end.
std::optional<Deadline> count_all(const Scene& scene, Instant from,
                                  const std::vector<Duration>& periods) {
    std::optional<Deadline> deadline;
    for (const Duration& period : periods) {
        auto next =
            deadline ? due_after(scene, deadline->due, period) : due_from(scene, from, period);
        if (!next) {
            return std::nullopt;
        }
        next->provisional = next->provisional || (deadline && deadline->provisional);
        deadline = std::move(next);
    }
    return deadline;
}

}  // namespace

Term term_settled(const Scene& scene, const DutyRow& row, Instant at) {
    Term term;
    term.provisional = true;
    term.from = row.counted.from;
    auto deadline = count_all(scene, term.from, row.counted.periods);
    if (deadline && !deadline->provisional && deadline->due <= at) {
        term.from = at;
        deadline = count_all(scene, at, row.counted.periods);
    }
    if (!deadline || deadline->provisional) {
        return term;
    }
    term.due = deadline->due;
    term.provisional = false;
    const bool whole =
        row.counted.periods.size() == 1 && row.counted.periods.front() == row.opened.period;
    for (const Reminder& reminder : row.reminders) {
        const auto share =
            whole ? share_of_period(*scene.context.calendar, term.from, row.counted.periods.front(),
                                    static_cast<int>(reminder.percent))
                  : std::optional(reminder.due);
        if (share && at < *share) {
            term.reminders.push_back({reminder.percent, *share});
        }
    }
    return term;
}

}  // namespace onus::engine
