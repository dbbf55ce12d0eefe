// SPDX-License-Identifier: Apache-2.0
//
// Questions to the organisation chart, with values in and values out. Whoever does not exist, and
// whatever denotes nobody, is a missing value.

#pragma once

#include <string_view>

#include "engine/organisation/organisation.h"
#include "engine/run/code.h"
#include "engine/run/value.h"
#include "engine/time/calendar.h"

namespace onus::engine {

/// The chart as of an instant. `organisation` may be null: then nobody is known.
struct Chart {
    const Organisation* organisation = nullptr;
    const ReportingLines* lines = nullptr;
    const Calendar* calendar = nullptr;
    Instant as_of;
};

/// REQUIRES: `of` is a person, a unit or missing.
[[nodiscard]] Value person_attribute(const Chart& chart, const Value& of, PersonAttribute attribute,
                                     Arena& arena);

/// The one holder of a role; nobody if there are none or several.
[[nodiscard]] Value holder_value(const Organisation* organisation, std::string_view role,
                                 Instant as_of);

[[nodiscard]] bool has_role(const Organisation* organisation, const Value& person,
                            std::string_view role, Instant as_of);

/// The id of a duty state, e.g. "fulfilled_in_time".
[[nodiscard]] std::string_view duty_state_id(DutyState state);

}  // namespace onus::engine
