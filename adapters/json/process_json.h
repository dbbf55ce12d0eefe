// SPDX-License-Identifier: Apache-2.0
//
// Runs of processes as JSON: where they stand, and what delayed them. Times in milliseconds are
// exact; texts of rulebooks stand in both languages.

#pragma once

#include "engine/process/delay.h"
#include "engine/process/overview.h"
#include "engine/run/data.h"
#include "engine/run/render.h"

namespace onus::adapters {

/// A run with the steps that are open.
[[nodiscard]] engine::Data run_data(const engine::Overview& overview, const engine::Delay& delay,
                                    const engine::RenderContext& context);

/// The same with all steps.
[[nodiscard]] engine::Data steps_data(const engine::Overview& overview, const engine::Delay& delay,
                                      const engine::RenderContext& context);

/// What added to its end, and where that began.
[[nodiscard]] engine::Data delay_data(const engine::Delay& delay,
                                      const engine::RenderContext& context);

/// Where a step stands, for whoever has it. `receives`: he has to acknowledge what it handed over.
[[nodiscard]] engine::Data position_data(const engine::Overview& overview, std::uint32_t step,
                                         bool receives, const engine::RenderContext& context);

}  // namespace onus::adapters
