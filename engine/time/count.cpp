// SPDX-License-Identifier: Apache-2.0

#include "engine/time/count.h"

#include <algorithm>
#include <utility>

namespace onus::engine {
namespace {

constexpr std::int64_t kDaysMax = kLastDate.days - kFirstDate.days;

// No longer stretch of time lies within the years that have dates.
constexpr std::int64_t kOpenMsMax = kDaysMax * kMsPerDay;

// Days without any open one after which a search gives up: ten years.
constexpr int kClosedDaysMax = 3653;

}  // namespace

DayKind Count::kind_of(CivilDate date) {
    provisional_ = provisional_ || !calendar_.covers(date);
    return calendar_.day_kind(date);
}

std::optional<CivilDate> Count::working_day(CivilDate from, std::int64_t amount,
                                            Direction direction) {
    if (amount > kDaysMax) {
        return std::nullopt;
    }
    const auto step = static_cast<std::int32_t>(direction);
    CivilDate date = amount == 0 ? from : shifted(from, step);
    std::int64_t remaining = std::max<std::int64_t>(amount, 1);
    int closed_days = 0;
    for (; in_range(date); date = shifted(date, step)) {
        if (is_worked(date)) {
            closed_days = 0;
            if (--remaining == 0) {
                return date;
            }
            continue;
        }
        skipped_.push_back(date);
        if (++closed_days > kClosedDaysMax) {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<CivilDate> Count::after_holiday(CivilDate last) {
    const DayKind kind = kind_of(last);
    if (kind == DayKind::kWorkingDay) {
        return last;
    }
    bool moves = kind == DayKind::kPublicHoliday || calendar_.data().last_day_moves_over_rest_days;
    const std::optional<CivilDate> after = end_of_run(last, Direction::kForward, moves);
    if (!moves) {
        static_cast<void>(end_of_run(last, Direction::kBackward, moves));
    }
    if (!moves) {
        return last;
    }
    if (after) {
        for (CivilDate date = last; date < *after; date = shifted(date, 1)) {
            skipped_.push_back(date);
        }
    }
    return after;
}

// The first working day beside the run of days off around `date`; notes a public holiday on the
// way.
std::optional<CivilDate> Count::end_of_run(CivilDate date, Direction direction, bool& holiday_met) {
    for (int step = 1; step <= kClosedDaysMax; ++step) {
        date = shifted(date, static_cast<std::int32_t>(direction));
        if (!in_range(date)) {
            return std::nullopt;
        }
        const DayKind kind = kind_of(date);
        if (kind == DayKind::kWorkingDay) {
            return date;
        }
        holiday_met = holiday_met || kind == DayKind::kPublicHoliday;
    }
    return std::nullopt;
}

std::optional<Instant> Count::open_time_after(Instant start, std::int64_t amount) {
    if (amount > kOpenMsMax) {
        return std::nullopt;
    }
    CivilDate date = calendar_.to_local(start).date;
    for (int closed_days = 0; in_range(date); date = shifted(date, 1)) {
        if (!is_worked(date)) {
            skipped_.push_back(date);
        }
        bool opens = false;
        for (const OpenInterval& interval : calendar_.open_intervals(date)) {
            const Instant begin = std::max(calendar_.to_instant({date, interval.from}), start);
            const Instant end = calendar_.to_instant({date, interval.until});
            if (begin >= end) {
                continue;
            }
            opens = true;
            if (amount <= end.ms - begin.ms) {
                return Instant{begin.ms + amount};
            }
            amount -= end.ms - begin.ms;
        }
        closed_days = opens ? 0 : closed_days + 1;
        if (closed_days > kClosedDaysMax) {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<Instant> Count::open_time_before(CivilDate date, std::int64_t amount) {
    const Instant before = calendar_.to_instant({date, TimeOfDay{0}});
    if (amount == 0) {
        return before;
    }
    if (amount > kOpenMsMax) {
        return std::nullopt;
    }
    date = shifted(date, -1);
    for (int closed_days = 0; in_range(date); date = shifted(date, -1)) {
        if (!is_worked(date)) {
            skipped_.push_back(date);
        }
        bool opens = false;
        const auto& intervals = calendar_.open_intervals(date);
        for (std::size_t i = intervals.size(); i-- > 0;) {
            const Instant begin = calendar_.to_instant({date, intervals[i].from});
            const Instant end = std::min(calendar_.to_instant({date, intervals[i].until}), before);
            if (begin >= end) {
                continue;
            }
            opens = true;
            if (amount <= end.ms - begin.ms) {
                return Instant{end.ms - amount};
            }
            amount -= end.ms - begin.ms;
        }
        closed_days = opens ? 0 : closed_days + 1;
        if (closed_days > kClosedDaysMax) {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

Instant Count::end_of_day(CivilDate date) const {
    return calendar_.to_instant({date, calendar_.close_of_business(date)});
}

Deadline Count::finish(Instant due) && {
    std::sort(skipped_.begin(), skipped_.end());
    return {due, provisional_, std::move(skipped_)};
}

}  // namespace onus::engine
