// SPDX-License-Identifier: Apache-2.0
//
// What happens by itself when its time has come.

#pragma once

#include <cstdint>
#include <optional>

#include "engine/run/draft.h"
#include "engine/time/calendar.h"

namespace onus::engine {

/// What happens at a timer. Adds at least one event, after which the timer is gone.
void strike(Draft& draft, const Timer& timer);

/// In a running service a timer may wait behind many others. What was due before `until` for one
/// duty, or one matter, is made up for before something else happens to it. In a simulation nothing
/// waits.
void catch_up_duty(Draft& draft, std::uint64_t number, Instant until);
void catch_up_matter(Draft& draft, std::uint64_t number, Instant until);

/// A deadline inside a time in which the system did not run, or its clock was in doubt, moves by
/// the length of that time: nobody could have kept it. So does one whose message is still on its
/// way, by the time that it has been. Nothing if the deadline stands.
[[nodiscard]] std::optional<Instant> moved_deadline(const State& state, Instant due,
                                                    const Telling& telling);

/// The first time a clock strikes after `after`.
[[nodiscard]] Instant next_occurrence(const ClockInfo& clock, const Calendar& calendar,
                                      Instant after);

}  // namespace onus::engine
