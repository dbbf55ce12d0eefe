// SPDX-License-Identifier: Apache-2.0
//
// What becomes of a message on its way: it came to its receiver, or somebody else is told.

#pragma once

#include "engine/run/command.h"
#include "engine/run/draft.h"

namespace onus::engine {

/// A message that came is closed. One that could not is closed as well, and whoever stands above
/// its receiver is told: his supervisor, at most three levels up, then the organisation's fallback;
/// after him nobody. What was closed before stays as it is.
void judge_delivery(Draft& draft, const Delivered& delivered);

}  // namespace onus::engine
