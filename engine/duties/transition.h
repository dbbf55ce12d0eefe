// SPDX-License-Identifier: Apache-2.0
//
// What happens to a duty once it is open.

#pragma once

#include <cstdint>
#include <string>

#include "engine/duties/change.h"

namespace onus::engine {

/// The task was done. A deed at or before the deadline that becomes known only after it reverses
/// the overdue entry and what followed from it.
void fulfil(Draft& draft, std::uint64_t number, const Deed& deed);

/// A share of the time has passed: the bearer is told, and once each whom the duty names beside
/// him.
void remind(Draft& draft, std::uint64_t number, std::uint32_t percent);

/// The deadline passed: recorded once against the bearer; the duty stays open. Somebody absent is
/// not blamed: the duty goes to his stand-in with its whole period.
void pass_deadline(Draft& draft, std::uint64_t number);

void excuse(Draft& draft, std::uint64_t number, const Deed& deed);

/// Gives a new deadline from now on, once.
void give_new_deadline(Draft& draft, std::uint64_t number, const Deed& deed);

void suspend(Draft& draft, std::uint64_t number, Instant at, Pause pause);
void resume(Draft& draft, std::uint64_t number, Instant at, Pause pause);

/// Lets an effective action fulfil, breach, suspend, extend or cancel what is open.
void touch_duties(Draft& draft, const Scene& scene, const Deed& deed);

/// A held delivery stops the clock of the bearer's duties that it would fulfil; a decision starts
/// it again.
void stop_clocks(Draft& draft, const Scene& scene, const std::string& actor, std::uint64_t attempt);
void restart_clocks(Draft& draft, const Scene& scene, std::uint64_t attempt);

/// A calendar was published: counts the provisional deadlines of its duties again, each once.
void settle_duties(Draft& draft, const std::string& calendar);

}  // namespace onus::engine
