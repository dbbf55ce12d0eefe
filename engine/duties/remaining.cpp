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

}  // namespace

Duration remaining_period(const Calendar& calendar, Instant from, Instant due,
                          DurationKind kind) {
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

Term term_after_pause(const Scene& scene, const DutyRow& row, Instant at) {
    Term term;
    term.due = row.due;
    term.provisional = row.provisional;
    const Instant stopped = row.suspended_at.value_or(at);
    for (const Reminder& reminder : row.reminders) {
        term.reminders.push_back(
            {reminder.percent, Instant{reminder.due.ms + (at.ms - stopped.ms)}});
    }
    if (!row.due || !row.opened.period) {
        return term;
    }
    if (scene.context.calendar == nullptr) {
        term.due = Instant{row.due->ms + (at.ms - stopped.ms)};
        return term;
    }
    const Duration left = remaining_period(*scene.context.calendar, stopped, *row.due,
                                           row.opened.period->kind);
    if (const auto deadline = due_from(scene, at, left)) {
        term.due = deadline->due;
        term.provisional = deadline->provisional;
    }
    return term;
}

}  // namespace onus::engine
