// SPDX-License-Identifier: Apache-2.0
//
// Commands by which a duty comes to somebody else, or to nobody.

#pragma once

#include "engine/run/command.h"
#include "engine/run/draft.h"

namespace onus::engine {

/// One of a pool takes its duty, or whoever keeps the duty of a vacant post accepts it.
void judge_claim(Draft& draft, const Command& command, const Claim& claim);

/// The bearer lets somebody act for him whom the duty allows. He stays liable.
void judge_delegation(Draft& draft, const Command& command, const Delegate& delegate);

/// The bearer asks somebody whom the duty allows to take it over: a matter for him alone.
void judge_transfer(Draft& draft, const Command& command, const Transfer& transfer);

/// True if the person who is asked may still take the duty over at `at`; declines the command if
/// not.
[[nodiscard]] bool may_take_over(Draft& draft, const MatterRow& matter, Instant at);

/// The answer of the person who is asked. Approved, the duty is his from `at` on; what was before
/// stays with whoever bore it.
void answer_transfer(Draft& draft, const MatterRow& matter, bool accepts, Instant at);

/// True if the duty is about what the person did himself: he does not take it over.
[[nodiscard]] bool checks_own_deed(Draft& draft, std::uint64_t duty, const std::string& person);

/// Whoever decides about the duty of a vacant post takes it over: its clock runs again.
void fill_vacancy(Draft& draft, const MatterRow& matter, const std::string& person, Instant at);

/// Whoever may excuse the bearer does so, with a reason. Nobody excuses himself.
void judge_excuse(Draft& draft, const Command& command, const Excuse& excuse);

}  // namespace onus::engine
