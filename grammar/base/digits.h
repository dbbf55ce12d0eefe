// SPDX-License-Identifier: Apache-2.0
//
// Whole numbers as people and programs write them.

#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace onus {

/// Digits alone, at most 18 of them: no sign, no point, no blank. Nothing for any other text.
[[nodiscard]] inline std::optional<std::uint64_t> whole_number(std::string_view text) {
    const bool digits =
        !text.empty() && text.size() <= 18 &&
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits ? std::optional<std::uint64_t>(std::stoull(std::string(text))) : std::nullopt;
}

}  // namespace onus
