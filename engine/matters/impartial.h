// SPDX-License-Identifier: Apache-2.0
//
// Whoever bears a share of what went wrong does not judge it: who does instead.

#pragma once

#include <string>
#include <vector>

#include "engine/run/scene.h"

namespace onus::engine {

/// Whom `asked` stands for, as decider_for finds him, unless he bears a share himself. Then the
/// nearest one above a bearer who bears none, and then the first head of a unit, in the order of
/// the chart. An empty person: there is nobody.
[[nodiscard]] Decider impartial_decider(Draft& draft, const Scene& scene, const std::string& asked,
                                        const std::vector<std::string>& bearers);

/// The same; but where everybody is concerned himself the organisation's fallback decides: what is
/// overdue is not left to nobody.
[[nodiscard]] Decider least_partial_decider(Draft& draft, const Scene& scene,
                                            const std::string& asked,
                                            const std::vector<std::string>& concerned);

/// The chart has changed: matters that nobody could decide go to whoever can now.
void ask_again(Draft& draft);

}  // namespace onus::engine
