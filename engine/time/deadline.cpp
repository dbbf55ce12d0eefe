// SPDX-License-Identifier: Apache-2.0

#include "engine/time/deadline.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "engine/time/count.h"
#include "grammar/base/check.h"

namespace onus::engine {
namespace {

constexpr std::int64_t kDaysMax = kLastDate.days - kFirstDate.days;
constexpr std::int64_t kMonthsMax = std::int64_t{8400} * 12;

// One day of slack on both sides keeps local dates in range in every zone.
bool is_countable(Instant instant) {
    return instant.ms >= (kFirstDate.days + 2) * kMsPerDay &&
           instant.ms <= (kLastDate.days - 1) * kMsPerDay;
}

std::int64_t share_of(std::int64_t amount, int percent) {
    return amount / 100 * percent + amount % 100 * percent / 100;
}

// Calendar days or months from `date`; nothing outside the years that have dates.
std::optional<CivilDate> calendar_step(CivilDate date, Duration period, Direction direction) {
    const auto sign = static_cast<std::int64_t>(direction);
    if (period.kind == DurationKind::kMonths) {
        const YearMonthDay from = split(date);
        if (period.amount > kMonthsMax) {
            return std::nullopt;
        }
        const std::int64_t month =
            std::int64_t{from.year} * 12 + (from.month - 1) + sign * period.amount;
        if (month < std::int64_t{split(kFirstDate).year} * 12 ||
            month > std::int64_t{split(kLastDate).year} * 12 + 11) {
            return std::nullopt;
        }
        return add_months(date, sign * period.amount);
    }
    if (period.amount > kDaysMax) {
        return std::nullopt;
    }
    const CivilDate result{static_cast<std::int32_t>(date.days + sign * period.amount)};
    return in_range(result) ? std::optional(result) : std::nullopt;
}

std::optional<Instant> exact_end(Instant start, std::int64_t amount) {
    std::int64_t end = 0;
    if (__builtin_add_overflow(start.ms, amount, &end) || !is_countable(Instant{end})) {
        return std::nullopt;
    }
    return Instant{end};
}

// The open time of `amount` working days after `from`, divided.
std::optional<Instant> share_of_working_days(const Calendar& calendar, CivilDate from,
                                             std::int64_t amount, int share_percent) {
    Count count(calendar);
    const std::optional<CivilDate> first = count.working_day(from, 1, Direction::kForward);
    const std::optional<CivilDate> last = count.working_day(from, amount, Direction::kForward);
    if (!first || !last) {
        return std::nullopt;
    }
    std::int64_t open_ms = 0;
    for (CivilDate date = *first; date <= *last; date = shifted(date, 1)) {
        for (const OpenInterval& interval : calendar.open_intervals(date)) {
            const Instant end = calendar.to_instant({date, interval.until});
            open_ms += end.ms - calendar.to_instant({date, interval.from}).ms;
        }
    }
    const Instant begin = calendar.to_instant({*first, TimeOfDay{0}});
    return count.open_time_after(begin, share_of(open_ms, share_percent));
}

}  // namespace

std::optional<Deadline> deadline_after(const Calendar& calendar, Instant start, Duration period) {
    ONUS_CHECK(period.amount >= 0, "periods are not negative");
    if (!is_countable(start)) {
        return std::nullopt;
    }
    const CivilDate from = calendar.to_local(start).date;
    Count count(calendar);
    std::optional<CivilDate> last;
    std::optional<Instant> due;
    switch (period.kind) {
        case DurationKind::kExact:
            due = exact_end(start, period.amount);
            break;
        case DurationKind::kWorkingHours:
            due = count.open_time_after(start, period.amount);
            break;
        case DurationKind::kDays:
        case DurationKind::kMonths:
            last = calendar_step(from, period, Direction::kForward);
            last = last ? count.after_holiday(*last) : std::nullopt;
            break;
        case DurationKind::kWorkingDays:
            last = count.working_day(from, period.amount, Direction::kForward);
            break;
    }
    if (last) {
        due = std::max(count.end_of_day(*last), start);
    }
    return due ? std::optional(std::move(count).finish(*due)) : std::nullopt;
}

std::optional<Deadline> deadline_before(const Calendar& calendar, CivilDate date, Duration period) {
    ONUS_CHECK(period.amount >= 0, "periods are not negative");
    if (date <= shifted(kFirstDate, 2) || date >= shifted(kLastDate, -1)) {
        return std::nullopt;
    }
    Count count(calendar);
    std::optional<CivilDate> last;
    std::optional<Instant> due;
    switch (period.kind) {
        case DurationKind::kExact:
            due = exact_end(calendar.to_instant({date, TimeOfDay{0}}), -period.amount);
            break;
        case DurationKind::kWorkingHours:
            due = count.open_time_before(date, period.amount);
            break;
        case DurationKind::kDays:
        case DurationKind::kMonths:
            last = calendar_step(date, period, Direction::kBackward);
            if (last) {
                // The day does not move, but its close of business rests on its kind.
                static_cast<void>(count.kind_of(*last));
            }
            break;
        case DurationKind::kWorkingDays:
            last = count.working_day(date, period.amount, Direction::kBackward);
            break;
    }
    if (last) {
        due = count.end_of_day(*last);
    }
    return due ? std::optional(std::move(count).finish(*due)) : std::nullopt;
}

std::optional<Instant> share_of_period(const Calendar& calendar, Instant start, Duration period,
                                       int share_percent) {
    ONUS_CHECK(share_percent >= 0 && share_percent <= 100, "shares are percentages");
    const std::optional<Deadline> whole = deadline_after(calendar, start, period);
    if (!whole || share_percent == 100) {
        return whole ? std::optional(whole->due) : std::nullopt;
    }
    switch (period.kind) {
        case DurationKind::kWorkingHours: {
            const Duration part{period.kind, share_of(period.amount, share_percent)};
            const std::optional<Deadline> found = deadline_after(calendar, start, part);
            return found ? std::optional(found->due) : std::nullopt;
        }
        case DurationKind::kWorkingDays:
            if (period.amount > 0) {
                return share_of_working_days(calendar, calendar.to_local(start).date, period.amount,
                                             share_percent);
            }
            break;
        case DurationKind::kExact:
        case DurationKind::kDays:
        case DurationKind::kMonths:
            break;
    }
    return Instant{start.ms + share_of(whole->due.ms - start.ms, share_percent)};
}

std::optional<Instant> window_start(const Calendar& calendar, WindowKind kind, Duration length,
                                    Instant at) {
    if (!is_countable(at)) {
        return std::nullopt;
    }
    const CivilDate today = calendar.to_local(at).date;
    const YearMonthDay ymd = split(today);
    std::optional<CivilDate> first;
    switch (kind) {
        case WindowKind::kLast:
            if (length.kind == DurationKind::kExact) {
                const std::optional<Instant> begin = exact_end(at, -length.amount);
                return begin ? std::optional(Instant{begin->ms + 1}) : std::nullopt;
            }
            if (length.kind == DurationKind::kDays || length.kind == DurationKind::kMonths) {
                first = calendar_step(today, length, Direction::kBackward);
            }
            break;
        case WindowKind::kThisWeek:
            first = shifted(today, -weekday_of(today));
            break;
        case WindowKind::kThisMonth:
            first = shifted(today, 1 - ymd.day);
            break;
        case WindowKind::kThisQuarter:
            first = make_date({ymd.year, (ymd.month - 1) / 3 * 3 + 1, 1});
            break;
        case WindowKind::kThisYear:
            first = make_date({ymd.year, 1, 1});
            break;
    }
    return first ? std::optional(calendar.to_instant({*first, TimeOfDay{0}})) : std::nullopt;
}

}  // namespace onus::engine
