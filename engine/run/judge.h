// SPDX-License-Identifier: Apache-2.0
//
// judge: what a command or a timer brings about, as events. A pure function of state, world and
// command; nothing is changed.

#pragma once

#include "engine/run/command.h"
#include "engine/run/event.h"
#include "engine/run/state.h"
#include "engine/run/world.h"

namespace onus::engine {

/// REQUIRES: the command's times have been checked (at <= received, received not before the last).
[[nodiscard]] Events judge(const State& state, const World& world, const Command& command);

/// Fires one timer. `now`: its due instant in a simulation, the instant of firing in a service.
[[nodiscard]] Events fire(const State& state, const World& world, const Timer& timer, Instant now);

/// The organisation differs from `at` on: duties follow their bearers. `before`: the chart that
/// they followed until then.
[[nodiscard]] Events change_organisation(const State& state, const World& world,
                                         const ChartAt& before, Instant at);

/// A calendar was published: settles the provisional deadlines that it covers now.
[[nodiscard]] Events settle(const State& state, const World& world, const std::string& calendar,
                            Instant at);

/// The first occurrence of a clock after `after`, in the calendar's zone.
[[nodiscard]] Instant next_occurrence(const ClockInfo& clock, const Calendar& calendar,
                                      Instant after);

/// Clocks of a program that do not run yet.
[[nodiscard]] Events start_clocks(const State& state, const World& world, const Program& program,
                                  Instant now);

}  // namespace onus::engine
