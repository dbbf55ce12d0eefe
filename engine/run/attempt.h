// SPDX-License-Identifier: Apache-2.0
//
// The life of an attempt: refused, effective, or held until everything that stops it is discharged.

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/run/command.h"
#include "engine/run/scene.h"
#include "engine/run/verdict.h"

namespace onus::engine {

/// Judges a new attempt and, if nothing stops it, carries it out.
void judge_attempt(Draft& draft, const Command& command, const Submit& submit);
void judge_attempt(Draft& draft, const Command& command, const Observe& observe);

/// The actor confirms the warnings of his attempt.
void judge_force(Draft& draft, const Command& command, const Force& force);

void judge_withdrawal(Draft& draft, const Command& command, const Withdraw& withdraw);

/// Looks whether a held attempt is free now, after a decision or a force: judges it again by the
/// rules of its own time, with the memory and history of now.
void release_if_free(Draft& draft, std::uint64_t attempt, std::vector<Finding> findings);

/// Ends a held attempt without effect and closes what waits for it.
void end_attempt(Draft& draft, std::uint64_t attempt, AttemptStatus status);

/// The action counts as done by the rule: no rule is judged on it.
void deem(Draft& draft, const Program& program, std::uint32_t action,
          const std::vector<std::pair<std::uint32_t, Value>>& arguments, Instant at);

/// Says why a command cannot be carried out, and nothing else.
void decline(Draft& draft, DiagnosticKind kind, std::vector<std::string> arguments = {});

}  // namespace onus::engine
