// SPDX-License-Identifier: Apache-2.0
//
// Open duties follow their posts when the chart changes.

#pragma once

#include "engine/organisation/difference.h"
#include "engine/run/draft.h"

namespace onus::engine {

/// What was not overdue goes to the new holder, else to the head of the unit; its clock stands
/// while the post is vacant. Only the duties of those whose place differs between `before` and the
/// chart at `at` are looked at, and those whose clock stands for want of a bearer.
void reassign_duties(Draft& draft, const ChartAt& before, Instant at);

/// True if a duty's clock stands because nobody bore it when it was stopped. Whoever keeps it
/// meanwhile may accept it by claiming it; then its clock runs again.
[[nodiscard]] bool waits_for_bearer(Draft& draft, std::uint64_t number, const DutyRow& row);

}  // namespace onus::engine
