// SPDX-License-Identifier: Apache-2.0
//
// Numbers written as words: 三个工作日, 百分之五十, three. They are no numbers of the language;
// only the repair that a diagnostic proposes knows them.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grammar/base/language.h"

namespace onus::grammar {

/// The word with its number in digits, "3个工作日", "50%", "3"; nothing if it is no number, with or
/// without a unit of time behind it. Up to 9999.
[[nodiscard]] std::optional<std::string> in_digits(std::string_view word, Language language);

}  // namespace onus::grammar
