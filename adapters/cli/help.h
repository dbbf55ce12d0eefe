// SPDX-License-Identifier: Apache-2.0
//
// Help of every command, in either language: at most 24 lines of 80 columns, each with an example.

#pragma once

#include <string_view>

#include "grammar/base/language.h"

namespace onus::adapters {

/// The help of a command; of the program itself for an empty name.
[[nodiscard]] std::string_view help_for(std::string_view command, Language language);

}  // namespace onus::adapters
