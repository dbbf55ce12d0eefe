// SPDX-License-Identifier: Apache-2.0
//
// A syntax tree as text, for tests: two trees mean the same if they print the same.

#pragma once

#include <cstdint>
#include <string>

#include "grammar/ast/file.h"

namespace onus::ast {

/// Texts differ between the languages while everything else is the same.
enum class PrintTexts : std::uint8_t { kShown, kHidden };

/// One line for each heading, clause and field. Ids instead of spellings, no places, no comments;
/// of a message with a twin both texts in a fixed order, so that either language may come first.
/// Signs and words of one operator print alike.
[[nodiscard]] std::string print(const File& file, PrintTexts texts = PrintTexts::kShown);

}  // namespace onus::ast
