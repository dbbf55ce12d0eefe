// SPDX-License-Identifier: Apache-2.0
//
// Percentages as people write them, the same in rulebooks, JSON and YAML.

#pragma once

#include <string_view>

#include "grammar/base/decimal.h"
#include "grammar/base/diagnostic.h"

namespace onus::grammar {

/// Reads "70%" and "７０％" as 70, "12.5%" as 12.5. The sign must be there. The diagnostic's spans
/// are offsets in `text`.
[[nodiscard]] Result<Decimal> parse_percent(std::string_view text);

}  // namespace onus::grammar
