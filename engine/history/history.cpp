// SPDX-License-Identifier: Apache-2.0
#include "engine/history/history.h"

#include <algorithm>
#include <optional>

#include "engine/run/unknown.h"

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
    bounds.from = window_start(*lookup.calendar, lookup.question->window, lookup.length, lookup.at);
    if (!bounds.from) {
        return std::nullopt;
    }
    const LocalTime local = lookup.calendar->to_local(*bounds.from);
    bounds.first_day = local.date.days;
    bounds.whole_first_day = local.time.ms == 0;
    return bounds;
}

constexpr std::int32_t kDaysInBlock = 32;

std::int32_t block_of(std::int32_t day) {
    return (day - (day < 0 ? kDaysInBlock - 1 : 0)) / kDaysInBlock;
}

std::string day_key(std::string_view index, std::string_view key, std::int32_t number) {
    return joined_key(index, key, instant_key(Instant{number}));
}

/// Every event of a day that is not later than the judged action, in the order of time.
template <class Visit>
void each_posting(const State& state, const HistoryLookup& lookup, std::int32_t day,
                  const Visit& visit) {
    state.postings.each(day_key(lookup.index, lookup.key, day),
                        [&](std::string_view, std::string_view bytes) {
                            const auto posting = decode_row<Posting>(bytes);
                            if (lookup.at < posting.at) {
                                return false;
                            }
                            visit(posting);
                            return true;
                        });
}

void add_postings(const State& state, const HistoryLookup& lookup, const Bounds& bounds,
                  std::int32_t day, Tally& tally) {
    each_posting(state, lookup, day, [&](const Posting& posting) {
        if (!bounds.from || *bounds.from <= posting.at) {
            const Int128 measured = posting.measured.number.units();
            tally.add(1, measured, measured);
        }
    });
}

Tally tally(const State& state, const HistoryLookup& lookup, const HistoryRow& row,
            const Bounds& bounds) {
    Tally tally;
    const bool nothing_later = row.last_at <= lookup.at;
    if (!bounds.from && nothing_later) {
        tally.add(row.count, row.sum.units(), row.max.units());
        return tally;
    }
    const std::int32_t first = std::max(bounds.first_day, row.first_day);
    const std::int32_t last = std::min(bounds.last_day, row.last_day);
    for (std::int32_t block = block_of(first); block <= block_of(last); ++block) {
        const HistoryDaysRow* days = state.days.find(day_key(lookup.index, lookup.key, block));
        for (std::size_t i = 0; days != nullptr && i < days->days.size(); ++i) {
            const HistoryDay& day = days->days[i];
            if (day.day < first || day.day > last) {
                continue;
            }
            const bool begins_inside = day.day == bounds.first_day && !bounds.whole_first_day;
            const bool ends_inside = day.day == bounds.last_day && !nothing_later;
            if (begins_inside || ends_inside) {
                add_postings(state, lookup, bounds, day.day, tally);
            } else {
                tally.add(day.count, day.sum.units(), day.max.units());
            }
        }
    }
    return tally;
}

/// The measured value of the last event that is not later than the judged action.
Value latest(const State& state, const HistoryLookup& lookup, const HistoryRow& row, Arena& arena) {
    if (row.last_at <= lookup.at) {
        return view(row.last, arena);
    }
    for (std::int32_t block = block_of(row.last_day); block >= block_of(row.first_day); --block) {
        const HistoryDaysRow* days = state.days.find(day_key(lookup.index, lookup.key, block));
        for (std::size_t i = days == nullptr ? 0 : days->days.size(); i-- > 0;) {
            std::optional<Posting> best;
            each_posting(state, lookup, days->days[i].day,
                         [&](const Posting& posting) { best = posting; });
            if (best) {
                return view(best->measured, arena);
            }
        }
    }
    return yes_no(false);
}

/// The latest gap in the records that a lookup over `from` to its instant touches; null for none.
const GapNoted* gap_in(const State& state, const HistoryLookup& lookup,
                       std::optional<Instant> from) {
    if (lookup.not_before && (!from || *from < *lookup.not_before)) {
        from = lookup.not_before;
    }
    return last_gap(state, from, lookup.at);
}

Bilingual asked_in(const HistoryLookup& lookup) {
    return words_of(*lookup.program, lookup.program->indexes[lookup.question->index]);
}

/// `seen` if nothing can have been missed. Else it is a lower bound, or nothing is known at all if
/// it is missing.
Value complete(const State& state, const HistoryLookup& lookup, std::optional<Instant> from,
               const Value& seen, const Value& at_least, Arena& arena) {
    const bool is_total = lookup.question->op == HistoryOp::kCount ||
                          lookup.question->op == HistoryOp::kSum ||
                          lookup.question->op == HistoryOp::kMax;
    const GapNoted* gap = is_total && lookup.as_seen ? nullptr : gap_in(state, lookup, from);
    return gap == nullptr ? seen : unknown(arena, {asked_in(lookup), from, *gap, at_least});
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
    const bool hole = state.has_hole(lookup.index, bounds->from, lookup.at);
    if (question.op == HistoryOp::kLatest && !hole) {
        const Value last = row == nullptr ? yes_no(false) : latest(state, lookup, *row, arena);
        state.redacted_reads += is_redacted(last) ? 1U : 0U;
        // A later one may have been missed.
        const bool known = row != nullptr && row->last_at <= lookup.at;
        return complete(state, lookup, known ? std::optional(row->last_at) : std::nullopt, last, {},
                        arena);
    }
    const Tally found = row == nullptr ? Tally{} : tally(state, lookup, *row, *bounds);
    if (hole && (question.op != HistoryOp::kDone || found.count == 0)) {
        ++state.redacted_reads;
        return undetermined(UndeterminedCause::kRedacted);
    }
    switch (question.op) {
        case HistoryOp::kDone:
            return found.count > 0
                       ? yes_no(true)
                       : complete(state, lookup, bounds->from, yes_no(false), {}, arena);
        case HistoryOp::kCount: {
            const Value count = decimal_value(ValueKind::kNumber, Decimal(found.count));
            return complete(state, lookup, bounds->from, count, count, arena);
        }
        case HistoryOp::kSum: {
            Value sum = zero_of(question.result);
            sum.number = found.sum;
            // What was missed may have been negative.
            return fits(found.sum) ? complete(state, lookup, bounds->from, sum, {}, arena)
                                   : undetermined(UndeterminedCause::kOverflow);
        }
        case HistoryOp::kMax: {
            Value max = zero_of(question.result);
            max.number = found.max;
            const Value seen = found.count == 0 ? Value{} : max;
            return complete(state, lookup, bounds->from, seen, seen, arena);
        }
        case HistoryOp::kLatest:
            break;
    }
    return {};
}

void remember(State& state, const Remembered& event, Instant at) {
    if (event.day == Remembered::kNoDay) {
        state.add_hole(event.index, at);
        return;
    }
    const Int128 measured = event.measured.number.units();
    HistoryRow& row = state.history.edit(joined_key(event.index, event.key));
    std::vector<HistoryDay>& days =
        state.days.edit(day_key(event.index, event.key, block_of(event.day))).days;
    auto day = std::lower_bound(
        days.begin(), days.end(), event.day,
        [](const HistoryDay& have, std::int32_t number) { return have.day < number; });
    if (day == days.end() || day->day != event.day) {
        day = days.insert(day, HistoryDay{event.day, 0, {}, {}});
    }
    const auto add = [&](auto& totals) {
        const Int128 sum = totals.sum.units() + measured;
        if (!fits(sum)) {
            row.overflow = true;
            return;
        }
        const bool first = totals.count == 0;
        totals.max = Decimal::from_units(first ? measured : std::max(totals.max.units(), measured));
        totals.sum = Decimal::from_units(sum);
        ++totals.count;
    };
    const bool first = row.count == 0;
    row.first_day = first ? event.day : std::min(row.first_day, event.day);
    row.last_day = first ? event.day : std::max(row.last_day, event.day);
    add(*day);
    add(row);
    // A late fact never becomes the latest: `latest` goes by when it happened.
    if (row.count == 1 || row.last_at <= at) {
        row.last_at = at;
        row.last = event.measured;
    }
    // Events of one instant keep the order in which they were told.
    state.postings.put(
        day_key(event.index, event.key, event.day) + instant_key(at) + number_key(++row.told),
        encode_struct(Posting{at, event.measured}));
}

namespace {

/// Totals of one day, counted again.
HistoryDay recounted(const State& state, const Remembered& event) {
    HistoryDay day;
    day.day = event.day;
    Int128 sum = 0;
    state.postings.each(day_key(event.index, event.key, event.day),
                        [&](std::string_view, std::string_view bytes) {
                            const Decimal measured = decode_row<Posting>(bytes).measured.number;
                            day.max = day.count == 0 ? measured : std::max(day.max, measured);
                            sum += measured.units();
                            ++day.count;
                            return true;
                        });
    day.sum = Decimal::from_units(fits(sum) ? sum : 0);
    return day;
}

/// Totals of all days, counted again from those of each.
void recount(State& state, const Remembered& event, HistoryRow& row) {
    HistoryRow again;
    again.overflow = row.overflow;
    again.told = row.told;
    Tally all;
    for (std::int32_t block = block_of(row.first_day); block <= block_of(row.last_day); ++block) {
        const HistoryDaysRow* days = state.days.find(day_key(event.index, event.key, block));
        for (std::size_t i = 0; days != nullptr && i < days->days.size(); ++i) {
            const HistoryDay& day = days->days[i];
            again.first_day = all.count == 0 ? day.day : again.first_day;
            again.last_day = day.day;
            all.add(day.count, day.sum.units(), day.max.units());
        }
    }
    again.count = all.count;
    again.sum = Decimal::from_units(fits(all.sum) ? all.sum : 0);
    again.max = Decimal::from_units(all.max);
    state.postings.each(day_key(event.index, event.key, again.last_day),
                        [&](std::string_view, std::string_view bytes) {
                            const auto posting = decode_row<Posting>(bytes);
                            again.last_at = posting.at;
                            again.last = posting.measured;
                            return true;
                        });
    row = again;
}

}  // namespace

void forget(State& state, const Remembered& event, Instant at) {
    if (event.day == Remembered::kNoDay) {
        return;
    }
    std::string found;
    state.postings.each(day_key(event.index, event.key, event.day) + instant_key(at),
                        [&](std::string_view key, std::string_view bytes) {
                            if (decode_row<Posting>(bytes).measured == event.measured) {
                                found = key;
                            }
                            return found.empty();
                        });
    if (found.empty()) {
        return;
    }
    state.postings.erase(found);
    const std::string block = day_key(event.index, event.key, block_of(event.day));
    std::vector<HistoryDay>& days = state.days.edit(block).days;
    const HistoryDay left = recounted(state, event);
    for (auto day = days.begin(); day != days.end(); ++day) {
        if (day->day == event.day && left.count > 0) {
            *day = left;
        } else if (day->day == event.day) {
            days.erase(day);
            break;
        }
    }
    if (days.empty()) {
        state.days.erase(block);
    }
    const std::string key = joined_key(event.index, event.key);
    HistoryRow& row = state.history.edit(key);
    row.count == 1 ? state.history.erase(key) : recount(state, event, row);
}

}  // namespace onus::engine
