// SPDX-License-Identifier: Apache-2.0
//
// When an answer is due, and what becomes of a matter that nobody has answered by then.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/organisation/difference.h"
#include "engine/run/draft.h"

namespace onus::engine {

/// The answer is due: it climbs to the supervisor, at most three levels; then a hold expires, and
/// an escalation goes to the rulebook's owner and at last stands as a red alarm.
void pass_answer(Draft& draft, std::uint64_t matter);

/// The chart changed: what waits for somebody who has left is asked of whoever stood above him,
/// with all the time that an answer has. That is nobody's silence.
void pass_questions(Draft& draft, const ChartAt& before, const std::vector<std::string>& persons,
                    Instant at);

/// A calendar was published: counts the provisional answers that it governs again, each once.
void settle_answers(Draft& draft, const std::string& calendar);

}  // namespace onus::engine
