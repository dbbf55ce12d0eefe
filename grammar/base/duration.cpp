// SPDX-License-Identifier: Apache-2.0

#include "grammar/base/duration.h"

#include <string_view>

#include "grammar/base/civil.h"
#include "grammar/base/decimal.h"

namespace onus {
namespace {

struct Unit {
    std::int64_t size;
    std::string_view english;  ///< singular
    std::string_view chinese;
};

std::string print(std::int64_t amount, const Unit& unit, Language language) {
    if (language == Language::kChinese) {
        return std::to_string(amount).append(unit.chinese);
    }
    std::string text = std::to_string(amount).append(" ").append(unit.english);
    return amount == 1 || amount == -1 ? text : text + "s";
}

/// In the largest of three units that divides the amount; `smallest` in parts of a thousand if not.
std::string print_time(std::int64_t ms, const Unit& largest, const Unit& middle,
                       const Unit& smallest, Language language) {
    for (const Unit* unit : {&largest, &middle, &smallest}) {
        if (ms % unit->size == 0) {
            return print(ms / unit->size, *unit, language);
        }
    }
    std::string text = Decimal::from_units(Int128{ms} * (Decimal::kScale / 1000)).to_string();
    return language == Language::kChinese ? text.append(smallest.chinese)
                                          : text.append(" ").append(smallest.english).append("s");
}

}  // namespace

std::string to_string(Duration duration, Language language) {
    const std::int64_t amount = duration.amount;
    switch (duration.kind) {
        case DurationKind::kExact:
            return print_time(amount, {kMsPerHour, "hour", "小时"},
                              {kMsPerMinute, "minute", "分钟"}, {kMsPerSecond, "second", "秒"},
                              language);
        case DurationKind::kDays:
            return print(amount, {1, "day", "天"}, language);
        case DurationKind::kMonths:
            if (amount != 0 && amount % 12 == 0) {
                return print(amount / 12, {12, "year", "年"}, language);
            }
            return print(amount, {1, "month", "个月"}, language);
        case DurationKind::kWorkingHours:
            return print_time(amount, {kMsPerHour, "working hour", "个工作小时"},
                              {kMsPerMinute, "working minute", "个工作分钟"},
                              {kMsPerSecond, "working second", "个工作秒"}, language);
        case DurationKind::kWorkingDays:
            return print(amount, {1, "working day", "个工作日"}, language);
    }
    return {};
}

}  // namespace onus
