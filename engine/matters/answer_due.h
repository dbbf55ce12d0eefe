// SPDX-License-Identifier: Apache-2.0
//
// When an answer is due, and what becomes of a matter that nobody has answered by then.

#pragma once

#include <cstdint>
#include <string>

#include "engine/run/draft.h"

namespace onus::engine {

/// The answer is due: it climbs to the supervisor, at most three levels; then a hold expires, and
/// an escalation goes to the rulebook's owner and at last stands as a red alarm.
void pass_answer(Draft& draft, std::uint64_t matter);

/// A calendar was published: counts the provisional answers that it governs again, each once.
void settle_answers(Draft& draft, const std::string& calendar);

}  // namespace onus::engine
