// SPDX-License-Identifier: Apache-2.0
//
// Matters: whatever waits for a person, and the one decision that answers them.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/run/command.h"
#include "engine/run/scene.h"

namespace onus::engine {

/// Opens the matter of a held finding.
void open_hold(Draft& draft, const Scene& scene, std::uint64_t attempt, const Finding& finding);

[[nodiscard]] bool has_open_hold(Draft& draft, std::uint64_t attempt, const Finding& finding);

/// The digest of the values that the approved finding had read.
[[nodiscard]] std::string decided_digest(Draft& draft, std::uint64_t attempt,
                                         const Finding& finding);

/// Closes what still waits for an attempt that has ended.
void close_holds(Draft& draft, std::uint64_t attempt);

/// approve | reject | return, with an opinion, by the bearer or his delegate.
void judge_decision(Draft& draft, const Command& command, const Decide& decide);

}  // namespace onus::engine
