// SPDX-License-Identifier: Apache-2.0
//
// What would make an attempt pass: asked whenever a verdict is shown, judged again before it is
// said.

#pragma once

#include <optional>

#include "engine/ledger/ledger_store.h"
#include "engine/run/explain.h"
#include "engine/session.h"

namespace onus::adapters {

/// For what a command has just brought about. Nothing unless it is a submission that does not take
/// effect.
[[nodiscard]] std::optional<engine::Remedy> remedy_of(const engine::Session& session,
                                                      const engine::Command& command,
                                                      const engine::Events& events);

/// For an attempt of the past: judged again as things were then. Nothing if it took effect since,
/// or if too much lies before it to be read again.
[[nodiscard]] std::optional<engine::Remedy> remedy_of_the_past(const engine::Session& session,
                                                               const engine::LedgerStore& store,
                                                               const engine::AttemptRow& attempt);

}  // namespace onus::adapters
