// SPDX-License-Identifier: Apache-2.0
//
// judge: what a command or a timer brings about, as events. A pure function of state, world and
// command; nothing is changed.

#pragma once

#include "engine/matters/misfit.h"
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

/// What changes with a publication.
struct PublicationChange {
    Published published;

    /// The chart until now.
    ChartAt chart;

    /// What did not fit before, and what does not fit now.
    Misfits before;
    Misfits after;
};

/// What follows from it: duties follow their bearers, clocks start, provisional deadlines are
/// settled, owners are told what does not fit any more. REQUIRES: `world` knows what was published.
[[nodiscard]] Events follow_publication(const State& state, const World& world,
                                        const PublicationChange& change);

}  // namespace onus::engine
