// SPDX-License-Identifier: Apache-2.0
//
// What an effective action changes: memory, history, violations, duties, liability, processes.

#pragma once

#include <string>

#include "engine/duties/change.h"
#include "engine/run/attempt.h"

namespace onus::engine {

/// `deed`: when it was done and took effect. `key`: that of the deed, if the command had one.
/// REQUIRES: the scene is that of `judged`, bound before the action changed anything.
void take_effect(Draft& draft, const Scene& scene, const Judged& judged,
                 const Assessment& assessment, const Deed& deed, const std::string& key);

}  // namespace onus::engine
