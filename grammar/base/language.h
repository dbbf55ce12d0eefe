// SPDX-License-Identifier: Apache-2.0
//
// The two languages in which rulebooks are written and people are spoken to.

#pragma once

#include <cstdint>

namespace onus {

enum class Language : std::uint8_t { kEnglish, kChinese };

[[nodiscard]] constexpr Language other(Language language) {
    return language == Language::kEnglish ? Language::kChinese : Language::kEnglish;
}

}  // namespace onus
