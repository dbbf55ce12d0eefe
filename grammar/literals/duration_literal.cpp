// SPDX-License-Identifier: Apache-2.0

#include "grammar/literals/duration_literal.h"

#include <array>

#include "grammar/base/civil.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"
#include "grammar/literals/literal_rules.inc.h"
#include "grammar/literals/literal_text.h"

namespace onus::grammar {
namespace {

struct Unit {
    DurationKind kind;
    std::int64_t size;  ///< in the amounts of the kind
};

constexpr Unit kSecond{DurationKind::kExact, kMsPerSecond};
constexpr Unit kMinute{DurationKind::kExact, kMsPerMinute};
constexpr Unit kHour{DurationKind::kExact, kMsPerHour};
constexpr Unit kWorkingSecond{DurationKind::kWorkingHours, kMsPerSecond};
constexpr Unit kWorkingMinute{DurationKind::kWorkingHours, kMsPerMinute};
constexpr Unit kWorkingHour{DurationKind::kWorkingHours, kMsPerHour};
constexpr Unit kDay{DurationKind::kDays, 1};
constexpr Unit kWeek{DurationKind::kDays, 7};
constexpr Unit kMonth{DurationKind::kMonths, 1};
constexpr Unit kYear{DurationKind::kMonths, 12};
constexpr Unit kWorkingDay{DurationKind::kWorkingDays, 1};

struct UnitWord {
    std::string_view word;
    Unit unit;
};

/// Every spelling of a unit. In Chinese, 内 ("within") may follow.
constexpr auto kUnitWords = std::to_array<UnitWord>({
    {"seconds", kSecond},
    {"second", kSecond},
    {"minutes", kMinute},
    {"minute", kMinute},
    {"hours", kHour},
    {"hour", kHour},
    {"working seconds", kWorkingSecond},
    {"working second", kWorkingSecond},
    {"working minutes", kWorkingMinute},
    {"working minute", kWorkingMinute},
    {"working hours", kWorkingHour},
    {"working hour", kWorkingHour},
    {"days", kDay},
    {"day", kDay},
    {"working days", kWorkingDay},
    {"working day", kWorkingDay},
    {"business days", kWorkingDay},
    {"business day", kWorkingDay},
    {"weeks", kWeek},
    {"week", kWeek},
    {"months", kMonth},
    {"month", kMonth},
    {"years", kYear},
    {"year", kYear},
    {"秒", kSecond},
    {"分钟", kMinute},
    {"小时", kHour},
    {"个小时", kHour},
    {"个工作秒", kWorkingSecond},
    {"个工作分钟", kWorkingMinute},
    {"个工作小时", kWorkingHour},
    {"工作小时", kWorkingHour},
    {"天", kDay},
    {"日", kDay},
    {"个工作日", kWorkingDay},
    {"工作日", kWorkingDay},
    {"周", kWeek},
    {"个月", kMonth},
    {"月", kMonth},
    {"年", kYear},
});

constexpr std::int64_t kMaxMonths = 120'000;
constexpr std::int64_t kMaxDays = 3'652'425;  // The days of 10,000 years, leap days included.
constexpr std::int64_t kMaxMs = kMaxDays * kMsPerDay;

constexpr std::int64_t most_of(DurationKind kind) {
    switch (kind) {
        case DurationKind::kExact:
        case DurationKind::kWorkingHours:
            return kMaxMs;
        case DurationKind::kDays:
        case DurationKind::kWorkingDays:
            return kMaxDays;
        case DurationKind::kMonths:
            return kMaxMonths;
    }
    return 0;
}

constexpr bool may_have_fraction(DurationKind kind) {
    return kind == DurationKind::kExact || kind == DurationKind::kWorkingHours;
}

const Unit* find_unit(std::string_view word) {
    constexpr std::string_view kWithin = "内";
    if (word.ends_with(kWithin)) {
        word.remove_suffix(kWithin.size());
    }
    for (const UnitWord& each : kUnitWords) {
        if (each.word == word) {
            return &each.unit;
        }
    }
    return nullptr;
}

/// A near miss gets the right spelling as its fix: one that keeps at least half of its characters.
tl::unexpected<Diagnostic> unknown_unit(const LiteralText& literal, std::string_view word) {
    std::uint32_t nearest = 5;
    std::string_view suggestion;
    for (const UnitWord& each : kUnitWords) {
        const std::uint32_t distance = edit_distance(word, each.word, nearest);
        const std::uint32_t length = edit_distance("", each.word, 2 * nearest);
        if (distance < nearest && 2 * distance <= length) {
            nearest = distance;
            suggestion = each.word;
        }
    }
    if (suggestion.empty()) {
        return literal.error(DiagnosticKind::kUnknownTimeUnit, word);
    }
    return literal.error_with_fix(DiagnosticKind::kUnknownTimeUnit, word, std::string(suggestion));
}

}  // namespace

Result<Duration> parse_duration(std::string_view text) {
    const LiteralText literal(text);
    const std::string_view whole = literal.folded();
    std::string_view number;
    std::string_view word;
    const auto word_shape = (x3::char_ - x3::char_("0-9.,_+-")) >> *x3::char_;
    if (!matches(whole,
                 capture(number_shape('_'), number) >> kBlank >> capture(word_shape, word)) ||
        number.starts_with('-')) {
        return literal.error(DiagnosticKind::kMalformedDuration, whole);
    }
    const Unit* const unit = find_unit(word);
    if (unit == nullptr) {
        return unknown_unit(literal, word);
    }
    const Result<Decimal> count = decimal_of(literal, number, '_');
    if (!count) {
        return tl::make_unexpected(count.error());
    }
    if (!count->is_whole() && !may_have_fraction(unit->kind)) {
        return literal.error(DiagnosticKind::kFractionalDuration, whole);
    }
    const std::optional<Decimal> amount = multiply(*count, Decimal(unit->size));
    if (!amount || *amount > Decimal(most_of(unit->kind))) {
        return literal.error(DiagnosticKind::kDurationTooLong, whole);
    }
    if (!amount->is_whole()) {
        return literal.error(DiagnosticKind::kFractionalDuration, whole);
    }
    return Duration{unit->kind, amount->to_int64().value()};
}

}  // namespace onus::grammar
