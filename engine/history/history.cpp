// SPDX-License-Identifier: Apache-2.0
#include "engine/history/history.h"

#include <algorithm>
#include <optional>

namespace onus::engine {

namespace {

/// What lies in a window.
struct Tally {
    std::int64_t count = 0;
    Int128 sum = 0;
    Int128 max = 0;

    void add(std::int64_t n, Int128 part_sum, Int128 part_max) {
        if (n == 0) {
            return;
        }
        max = count == 0 ? part_max : std::max(max, part_max);
        count += n;
        sum += part_sum;
    }
};

/// Local days that the window touches, and its exact ends.
struct Bounds {
    std::optional<Instant> from;
    std::int32_t first_day = INT32_MIN;
    std::int32_t last_day = INT32_MAX;
    bool whole_first_day = true;
};

std::optional<Bounds> bounds_of(const HistoryLookup& lookup) {
    Bounds bounds;
    if (lookup.calendar != nullptr) {
        bounds.last_day = lookup.calendar->to_local(lookup.at).date.days;
    }
    if (!lookup.question->has_window) {
        return bounds;
    }
    if (lookup.calendar == nullptr) {
        return std::nullopt;
    }
    bounds.from =
        window_start(*lookup.calendar, lookup.question->window, lookup.length, lookup.at);
    if (!bounds.from) {
        return std::nullopt;
    }
    const LocalTime local = lookup.calendar->to_local(*bounds.from);
    bounds.first_day = local.date.days;
    bounds.whole_first_day = local.time.ms == 0;
    return bounds;
}

void add_postings(const State& state, const HistoryLookup& lookup, const Bounds& bounds,
                  std::int32_t day, Tally& tally) {
    const PostingsRow* row = state.postings.find(postings_key(lookup.index, lookup.key, day));
    if (row == nullptr) {
        return;
    }
    for (const Posting& posting : row->postings) {
        if (posting.at <= lookup.at && (!bounds.from || *bounds.from <= posting.at)) {
            const Int128 measured = posting.measured.number.units();
            tally.add(1, measured, measured);
        }
    }
}

Tally tally(const State& state, const HistoryLookup& lookup, const HistoryRow& row,
            const Bounds& bounds) {
    Tally tally;
    const bool nothing_later = row.last_at <= lookup.at;
    if (!bounds.from && nothing_later) {
        tally.add(row.count, row.sum.units(), row.max.units());
        return tally;
    }
    const auto first = std::lower_bound(
        row.days.begin(), row.days.end(), bounds.first_day,
        [](const HistoryDay& day, std::int32_t number) { return day.day < number; });
    for (auto day = first; day != row.days.end() && day->day <= bounds.last_day; ++day) {
        const bool begins_inside = day->day == bounds.first_day && !bounds.whole_first_day;
        const bool ends_inside = day->day == bounds.last_day && !nothing_later;
        if (begins_inside || ends_inside) {
            add_postings(state, lookup, bounds, day->day, tally);
        } else {
            tally.add(day->count, day->sum.units(), day->max.units());
        }
    }
    return tally;
}

/// The measured value of the last event that is not later than the judged action.
Value latest(const State& state, const HistoryLookup& lookup, const HistoryRow& row,
             Arena& arena) {
    if (row.last_at <= lookup.at) {
        return view(row.last, arena);
    }
    for (auto day = row.days.rbegin(); day != row.days.rend(); ++day) {
        const PostingsRow* postings =
            state.postings.find(postings_key(lookup.index, lookup.key, day->day));
        if (postings == nullptr) {
            continue;
        }
        const Posting* best = nullptr;
        for (const Posting& posting : postings->postings) {
            if (posting.at <= lookup.at && (best == nullptr || best->at <= posting.at)) {
                best = &posting;
            }
        }
        if (best != nullptr) {
            return view(best->measured, arena);
        }
    }
    return yes_no(false);
}

/// True if the system did not run, or a source did not report, inside the window.
bool gap_in(const State& state, const Bounds& bounds, Instant at) {
    return std::any_of(state.header.gaps.begin(), state.header.gaps.end(),
                       [&](const GapNoted& gap) {
                           return gap.from <= at && (!bounds.from || *bounds.from < gap.until);
                       });
}

Value zero_of(const ValueType& type) {
    Value value = numeric(type.kind, 0);
    value.duration = type.duration;
    return value;
}

bool fits(Int128 number) {
    constexpr Int128 kEnd = Int128{1'000'000'000'000'000'000} * Decimal::kScale;
    return -kEnd < number && number < kEnd;
}

}  // namespace

std::string postings_key(std::string_view index, std::string_view key, std::int32_t day) {
    return joined_key(index, key, number_key(static_cast<std::uint64_t>(std::int64_t{day} + (1LL << 32U))));
}

Value answer(const State& state, const HistoryLookup& lookup, Arena& arena) {
    const HistoryQuestion& question = *lookup.question;
    const std::optional<Bounds> bounds = bounds_of(lookup);
    if (!bounds) {
        return undetermined(UndeterminedCause::kNoCalendar);
    }
    const HistoryRow* row = state.history.find(joined_key(lookup.index, lookup.key));
    if (row != nullptr && row->overflow) {
        return undetermined(UndeterminedCause::kOverflow);
    }
    if (question.op == HistoryOp::kLatest) {
        return row == nullptr ? yes_no(false) : latest(state, lookup, *row, arena);
    }
    const Tally found = row == nullptr ? Tally{} : tally(state, lookup, *row, *bounds);
    switch (question.op) {
        case HistoryOp::kDone:
            if (found.count == 0 && gap_in(state, *bounds, lookup.at)) {
                return undetermined(UndeterminedCause::kHistoryGap);
            }
            return yes_no(found.count > 0);
        case HistoryOp::kCount:
            return decimal_value(ValueKind::kNumber, Decimal(found.count));
        case HistoryOp::kSum: {
            Value sum = zero_of(question.result);
            sum.number = found.sum;
            return fits(found.sum) ? sum : undetermined(UndeterminedCause::kOverflow);
        }
        case HistoryOp::kMax: {
            Value max = zero_of(question.result);
            max.number = found.max;
            return found.count == 0 ? Value{} : max;
        }
        case HistoryOp::kLatest:
            break;
    }
    return {};
}

void remember(State& state, const Remembered& event, Instant at, std::uint64_t sequence) {
    const Int128 measured = event.measured.number.units();
    HistoryRow& row = state.history.edit(joined_key(event.index, event.key));
    auto day = std::lower_bound(
        row.days.begin(), row.days.end(), event.day,
        [](const HistoryDay& have, std::int32_t number) { return have.day < number; });
    if (day == row.days.end() || day->day != event.day) {
        day = row.days.insert(day, HistoryDay{event.day, 0, {}, {}});
    }
    const auto add = [&](auto& totals) {
        const Int128 sum = totals.sum.units() + measured;
        if (!fits(sum)) {
            row.overflow = true;
            return;
        }
        const bool first = totals.count == 0;
        totals.max = Decimal::from_units(first ? measured
                                               : std::max(totals.max.units(), measured));
        totals.sum = Decimal::from_units(sum);
        ++totals.count;
    };
    add(*day);
    add(row);
    // A late fact never becomes the latest: `latest` goes by when it happened.
    if (row.count == 1 || row.last_at <= at) {
        row.last_at = at;
        row.last_sequence = sequence;
        row.last = event.measured;
    }
    state.postings.edit(postings_key(event.index, event.key, event.day))
        .postings.push_back({at, sequence, event.measured});
}

}  // namespace onus::engine
