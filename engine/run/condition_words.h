// SPDX-License-Identifier: Apache-2.0
//
// A condition as the rulebook words it, put together again from its comparisons.

#pragma once

#include <vector>

#include "engine/run/program.h"

namespace onus::engine {

/// `parameters` name what the condition reads. What has no words of its own is left out; nothing if
/// that is all.
[[nodiscard]] Bilingual words_of_condition(const Program& program, CodeId condition,
                                           const std::vector<ParameterInfo>& parameters);

}  // namespace onus::engine
