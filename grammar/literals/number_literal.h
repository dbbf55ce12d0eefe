// SPDX-License-Identifier: Apache-2.0
//
// Numbers as people write them, the same in rulebooks, JSON and YAML.

#pragma once

#include <string_view>

#include "grammar/base/decimal.h"
#include "grammar/base/diagnostic.h"

namespace onus::grammar {

/// Reads "1000", "1_000", "-2.5". At most 18 digits before the point and 9 after it. The
/// diagnostic's spans are offsets in `text`.
[[nodiscard]] Result<Decimal> parse_number(std::string_view text);

}  // namespace onus::grammar
