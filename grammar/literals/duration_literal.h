// SPDX-License-Identifier: Apache-2.0
//
// Lengths of time as people write them, the same in rulebooks, JSON and YAML.

#pragma once

#include <string_view>

#include "grammar/base/diagnostic.h"
#include "grammar/base/duration.h"

namespace onus::grammar {

/// Reads "24 hours", "3 days", "2 working days", "24小时", "3天", "2个工作日", "1.5 hours".
///
/// Weeks become days, years become months. Only minutes and hours, working or not, may have a
/// fraction. At most ten thousand years; never negative. Reads whatever `to_string` prints of such
/// a duration, seconds included. The diagnostic's spans are offsets in `text`.
[[nodiscard]] Result<Duration> parse_duration(std::string_view text);

}  // namespace onus::grammar
