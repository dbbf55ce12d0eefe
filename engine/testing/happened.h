// SPDX-License-Identifier: Apache-2.0
//
// What replies say happened, for the expectations of a test. Internal to the test runner.

#pragma once

#include <string>
#include <vector>

#include "engine/compile/model.h"
#include "engine/run/event.h"
#include "engine/session.h"

namespace onus::engine {

/// The test's title; its name where it has none.
[[nodiscard]] Bilingual name_of(const model::Test& test);

/// True if a finding of the level was made. `from`: id of its rule, duty or permission; empty for
/// any.
[[nodiscard]] bool has_finding(const Reply& reply, Level level, const std::string& from);

/// The entries `log NAME` that were not reversed. Good as long as `replies`.
[[nodiscard]] std::vector<const Logged*> standing_logs(const std::vector<Reply>& replies,
                                                       const std::string& name);

/// Null if there is none. Good as long as `replies`.
[[nodiscard]] const LiabilityProposed* latest_proposal(const std::vector<Reply>& replies);

}  // namespace onus::engine
