// SPDX-License-Identifier: Apache-2.0
#include "engine/run/elapsed.h"

#include <array>
#include <string_view>

namespace onus::engine {
namespace {

struct Unit {
    std::int64_t ms = 0;
    std::string_view en;
    std::string_view zh;
};

constexpr auto kSmall = std::to_array<Unit>(
    {{kMsPerMinute, "minute", "分钟"}, {kMsPerSecond, "second", "秒"}, {1, "millisecond", "毫秒"}});

}  // namespace

std::int64_t working_day_ms(const Calendar* calendar) {
    if (calendar == nullptr || !calendar->data().has_business_hours) {
        return 0;
    }
    std::int64_t length = 0;
    for (std::size_t day = 0; day < calendar->data().open_hours.size(); ++day) {
        if (!calendar->data().works_on_weekday[day]) {
            continue;
        }
        std::int64_t open = 0;
        for (const OpenInterval& interval : calendar->data().open_hours[day]) {
            open += interval.until.ms - interval.from.ms;
        }
        if (length != 0 && open != length) {
            return 0;
        }
        length = open;
    }
    return length;
}

std::string elapsed_words(Duration elapsed, const Calendar* calendar, Language language) {
    const bool working = elapsed.kind == DurationKind::kWorkingHours;
    if ((!working && elapsed.kind != DurationKind::kExact) || elapsed.amount < kMsPerMinute) {
        return to_string(elapsed, language);
    }
    const bool english = language == Language::kEnglish;
    std::int64_t left = elapsed.amount;
    std::string words;
    const auto take = [&](const Unit& unit) {
        if (unit.ms == 0 || left < unit.ms) {
            return;
        }
        const std::int64_t count = left / unit.ms;
        left %= unit.ms;
        words += english && !words.empty() ? " " : "";
        words += std::to_string(count);
        words += english ? " " : "";
        words += english ? unit.en : unit.zh;
        words += english && count != 1 ? "s" : "";
    };
    if (working) {
        take({working_day_ms(calendar), "working day", "个工作日"});
    }
    // Behind working days it is clear which hours are meant.
    const bool marked = working && words.empty();
    take({kMsPerHour, marked ? "working hour" : "hour", marked ? "个工作小时" : "小时"});
    if (working && words.empty()) {
        return to_string(elapsed, language);
    }
    for (const Unit& unit : kSmall) {
        take(unit);
    }
    return words;
}

std::vector<std::string> local_words(const World& world, std::initializer_list<Instant> instants) {
    std::vector<std::string> words;
    for (const Instant instant : instants) {
        const Calendar* calendar = nullptr;
        if (const Program* program = world.program_at(instant)) {
            for (const RulebookInfo& rulebook : program->rulebooks) {
                calendar = calendar == nullptr ? world.calendar(rulebook.calendar) : calendar;
            }
        }
        if (calendar == nullptr && !world.calendars().empty()) {
            calendar = &world.calendars().begin()->second;
        }
        const std::int32_t offset = calendar == nullptr ? 0 : calendar->offset_minutes_at(instant);
        words.push_back(to_string(instant, offset));
    }
    return words;
}

}  // namespace onus::engine
