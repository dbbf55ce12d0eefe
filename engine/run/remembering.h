// SPDX-License-Identifier: Apache-2.0
//
// What an event adds to the indexes of history.

#pragma once

#include <string_view>
#include <vector>

#include "engine/run/scene.h"

namespace onus::engine {

/// Additions to every index over this kind of event. `target` is the rule or duty; for actions it
/// is not looked at. `at` is when the event counts as having happened. An addition whose key cannot
/// be found is left out: no question can ask for it.
[[nodiscard]] std::vector<Remembered> remembered_for(Draft& draft, const Scene& scene,
                                                     HistorySubject subject,
                                                     std::string_view target, Instant at);

/// The addition to one index, if its filter lets the event in.
[[nodiscard]] std::optional<Remembered> remembered_in(Draft& draft, const Scene& scene,
                                                      const HistoryIndex& index, Instant at);

}  // namespace onus::engine
