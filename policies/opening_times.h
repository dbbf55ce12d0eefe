// SPDX-License-Identifier: Apache-2.0
//
// Weekdays and opening times as calendars write them. Internal to calendar_reader.cpp.

#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/time/calendar.h"
#include "policies/yaml_report.h"

namespace onus::policies {

/// Monday to Sunday.
using Weekdays = std::array<bool, 7>;

/// "Monday" and so on, as diagnostics name weekdays.
[[nodiscard]] std::string weekday_name(std::size_t weekday);

/// "friday", "monday to friday", "every day", "周一至周五", "每天"; nothing if it is none of these.
[[nodiscard]] std::optional<Weekdays> parse_weekdays(std::string_view text);

/// A text of `parse_weekdays` or a list of them. Mistakes are noted in `report`.
[[nodiscard]] Weekdays read_weekdays(const YamlNode& node, const std::string& name,
                                     YamlReport& report);

/// "08:30-17:30", "08:00-12:00, 13:00-17:00" or a list of such texts. Mistakes are noted in
/// `report`; the result is ascending and apart.
[[nodiscard]] std::vector<engine::OpenInterval> read_opening_times(const YamlNode& node,
                                                                   const std::string& name,
                                                                   YamlReport& report);

}  // namespace onus::policies
