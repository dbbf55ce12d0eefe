// SPDX-License-Identifier: Apache-2.0
#include "engine/run/arithmetic.h"

#include <optional>

namespace onus::engine {

namespace {

constexpr std::int32_t kLastDay = 2'932'896;  // 9999-12-31
constexpr std::int32_t kFirstDay = -135'140;  // 1600-01-01

Value overflow() { return undetermined(UndeterminedCause::kOverflow); }

Value from(ValueKind kind, std::optional<Decimal> decimal) {
    return decimal ? decimal_value(kind, *decimal) : overflow();
}

bool is_decimal(ValueKind kind) {
    return kind == ValueKind::kNumber || kind == ValueKind::kMoney || kind == ValueKind::kPercent;
}

Value whole_duration(DurationKind kind, Int128 amount) {
    if (amount > INT64_MAX / 2 || amount < INT64_MIN / 2) {
        return overflow();
    }
    return duration_value({kind, static_cast<std::int64_t>(amount)});
}

Value shift_working_days(std::int32_t day, std::int64_t amount, const Calendar* calendar) {
    if (calendar == nullptr) {
        return undetermined(UndeterminedCause::kNoCalendar);
    }
    const std::int32_t step = amount < 0 ? -1 : 1;
    for (std::int64_t left = amount < 0 ? -amount : amount; left > 0;) {
        day += step;
        if (day < kFirstDay || day > kLastDay) {
            return overflow();
        }
        if (!calendar->covers(CivilDate{day})) {
            return undetermined(UndeterminedCause::kUncoveredDate);
        }
        left -= calendar->is_working_day(CivilDate{day}) ? 1 : 0;
    }
    return numeric(ValueKind::kDate, day);
}

Value shift_date(const Value& date, Duration by, const Calendar* calendar) {
    const auto day = static_cast<std::int32_t>(date.number);
    if (by.kind == DurationKind::kWorkingDays) {
        return shift_working_days(day, by.amount, calendar);
    }
    if (by.amount > kLastDay || by.amount < -kLastDay) {
        return overflow();
    }
    const std::int64_t moved = by.kind == DurationKind::kMonths
                                   ? add_months(CivilDate{day}, by.amount).days
                                   : day + by.amount;
    return moved < kFirstDay || moved > kLastDay ? overflow() : numeric(ValueKind::kDate, moved);
}

Value shift_timestamp(const Value& timestamp, Duration by, const Calendar* calendar) {
    if (by.kind == DurationKind::kExact) {
        const Int128 moved = timestamp.number + by.amount;
        return moved > INT64_MAX || moved < INT64_MIN ? overflow()
                                                      : numeric(ValueKind::kTimestamp, moved);
    }
    if (calendar == nullptr) {
        return undetermined(UndeterminedCause::kNoCalendar);
    }
    const LocalTime local = calendar->to_local(Instant{int_of(timestamp)});
    const Value date = shift_date(numeric(ValueKind::kDate, local.date.days), by, calendar);
    if (date.undetermined()) {
        return date;
    }
    const LocalTime moved{CivilDate{static_cast<std::int32_t>(date.number)}, local.time};
    return numeric(ValueKind::kTimestamp, calendar->to_instant(moved).ms);
}

Value shift(const Value& moment, Duration by, const Calendar* calendar) {
    return moment.kind == ValueKind::kDate ? shift_date(moment, by, calendar)
                                           : shift_timestamp(moment, by, calendar);
}

std::optional<Value> absent(const Value& a, const Value& b) {
    for (const Value* operand : {&a, &b}) {
        if (operand->undetermined()) {
            return *operand;
        }
        if (operand->missing()) {
            return undetermined(UndeterminedCause::kMissingValue);
        }
    }
    return std::nullopt;
}

Value scale_duration(const Value& duration, Decimal factor, bool dividing) {
    // In millionths of the unit the product must still be whole.
    const Int128 product = dividing ? duration.number * Decimal::kScale * Decimal::kScale
                                    : duration.number * factor.units();
    if (dividing) {
        if (factor.units() == 0) {
            return undetermined(UndeterminedCause::kDivisionByZero);
        }
        return product % factor.units() != 0
                   ? overflow()
                   : whole_duration(duration.duration, product / factor.units() / Decimal::kScale);
    }
    return product % Decimal::kScale != 0
               ? overflow()
               : whole_duration(duration.duration, product / Decimal::kScale);
}

Decimal hundredth(const Value& percent) {
    return divide(decimal_of(percent), Decimal(100)).value_or(Decimal{});
}

}  // namespace

Value add(const Value& a, const Value& b, const Calendar* calendar) {
    if (auto bad = absent(a, b)) {
        return *bad;
    }
    if (is_decimal(a.kind)) {
        return from(a.kind, add(decimal_of(a), decimal_of(b)));
    }
    if (a.kind == ValueKind::kDuration && b.kind == ValueKind::kDuration) {
        return whole_duration(a.duration, a.number + b.number);
    }
    return a.kind == ValueKind::kDuration ? shift(b, duration_of(a), calendar)
                                          : shift(a, duration_of(b), calendar);
}

Value subtract(const Value& a, const Value& b, const Calendar* calendar) {
    if (auto bad = absent(a, b)) {
        return *bad;
    }
    if (is_decimal(a.kind)) {
        return from(a.kind, subtract(decimal_of(a), decimal_of(b)));
    }
    if (a.kind == ValueKind::kDuration) {
        return whole_duration(a.duration, a.number - b.number);
    }
    if (b.kind == ValueKind::kDuration) {
        return shift(a, {b.duration, -int_of(b)}, calendar);
    }
    return whole_duration(a.kind == ValueKind::kDate ? DurationKind::kDays : DurationKind::kExact,
                          a.number - b.number);
}

Value multiply(const Value& a, const Value& b) {
    if (auto bad = absent(a, b)) {
        return *bad;
    }
    if (a.kind == ValueKind::kDuration || b.kind == ValueKind::kDuration) {
        const Value& duration = a.kind == ValueKind::kDuration ? a : b;
        const Value& factor = a.kind == ValueKind::kDuration ? b : a;
        return scale_duration(
            duration, factor.kind == ValueKind::kPercent ? hundredth(factor) : decimal_of(factor),
            false);
    }
    if (a.kind == ValueKind::kPercent && b.kind != ValueKind::kPercent) {
        return multiply(b, a);
    }
    if (b.kind == ValueKind::kPercent) {
        const auto product = multiply(decimal_of(a), decimal_of(b));
        return product ? from(a.kind, divide(*product, Decimal(100))) : overflow();
    }
    const ValueKind kind = b.kind == ValueKind::kMoney ? b.kind : a.kind;
    return from(kind, multiply(decimal_of(a), decimal_of(b)));
}

Value divide(const Value& a, const Value& b) {
    if (auto bad = absent(a, b)) {
        return *bad;
    }
    if (b.number == 0) {
        return undetermined(UndeterminedCause::kDivisionByZero);
    }
    if (a.kind == ValueKind::kDuration && b.kind == ValueKind::kDuration) {
        return from(ValueKind::kNumber, divide(Decimal(int_of(a)), Decimal(int_of(b))));
    }
    if (a.kind == ValueKind::kDuration) {
        return scale_duration(a, decimal_of(b), true);
    }
    const Decimal divisor =
        b.kind == ValueKind::kPercent && a.kind != b.kind ? hundredth(b) : decimal_of(b);
    return from(a.kind == b.kind ? ValueKind::kNumber : a.kind, divide(decimal_of(a), divisor));
}

Value negate(const Value& a) {
    if (a.missing()) {
        return undetermined(UndeterminedCause::kMissingValue);
    }
    Value result = a;
    if (!a.undetermined()) {
        result.number = -a.number;
    }
    return result;
}

Value round_money(const Value& money, int digits) {
    return money.kind == ValueKind::kMoney
               ? decimal_value(ValueKind::kMoney, round_half_up(decimal_of(money), digits))
               : money;
}

}  // namespace onus::engine
