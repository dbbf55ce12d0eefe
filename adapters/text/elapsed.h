// SPDX-License-Identifier: Apache-2.0
//
// Elapsed time in words, exactly: "2 d 17 h 5 min" / "2天17小时5分钟".

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "grammar/base/language.h"

namespace onus::adapters {

/// REQUIRES: ms >= 0. Nothing left out, so that such words can be added up.
[[nodiscard]] inline std::string elapsed_words(std::int64_t ms, Language language) {
    struct Unit {
        std::int64_t ms;
        std::string_view en;
        std::string_view zh;
    };
    constexpr auto kUnits = std::to_array<Unit>({{86'400'000, " d", "天"},
                                                 {3'600'000, " h", "小时"},
                                                 {60'000, " min", "分钟"},
                                                 {1000, " s", "秒"},
                                                 {1, " ms", "毫秒"}});
    const bool english = language == Language::kEnglish;
    std::string words;
    for (const Unit& unit : kUnits) {
        if (ms >= unit.ms) {
            words += english && !words.empty() ? " " : "";
            words += std::to_string(ms / unit.ms);
            words += english ? unit.en : unit.zh;
            ms %= unit.ms;
        }
    }
    return words.empty() ? "0" : words;
}

/// For a picture: the hours of days, the minutes of hours, and no seconds. REQUIRES: ms >= 0.
[[nodiscard]] inline std::string rough_elapsed_words(std::int64_t ms, Language language) {
    constexpr std::int64_t kMinute = 60'000;
    constexpr std::int64_t kHour = 60 * kMinute;
    if (ms < kMinute) {
        return language == Language::kEnglish ? "under 1 min" : "不到1分钟";
    }
    return elapsed_words(ms - ms % (ms < 24 * kHour ? kMinute : kHour), language);
}

}  // namespace onus::adapters
