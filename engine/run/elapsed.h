// SPDX-License-Identifier: Apache-2.0
//
// Times as people count them: how long something took, "9 working days 3 hours 30 minutes", and
// when it was where the rulebooks hold. A period of a rulebook is shown as it is written
// (`to_string`).

#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "engine/run/world.h"
#include "engine/time/calendar.h"
#include "grammar/base/duration.h"
#include "grammar/base/language.h"

namespace onus::engine {

/// Working time of one working day; 0 if they differ, or if there is no calendar.
[[nodiscard]] std::int64_t working_day_ms(const Calendar* calendar);

/// Exact: nothing is left out, so that such words can be added up. Working time is told in days of
/// the calendar where all its working days are equally long, else in hours. Days and months are
/// told as they are.
[[nodiscard]] std::string elapsed_words(Duration elapsed, const Calendar* calendar,
                                        Language language);

/// In the zone that the rulebooks of then count in, with its offset; in UTC without a calendar.
[[nodiscard]] std::vector<std::string> local_words(const World& world,
                                                   std::initializer_list<Instant> instants);

}  // namespace onus::engine
