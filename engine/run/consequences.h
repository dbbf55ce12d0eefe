// SPDX-License-Identifier: Apache-2.0
//
// What an effective action changes: memory, history, violations, duties, liability, processes.

#pragma once

#include "engine/run/attempt.h"

namespace onus::engine {

/// REQUIRES: the scene is that of `judged`, bound before the action changed anything.
void take_effect(Draft& draft, const Scene& scene, const Judged& judged,
                 const Assessment& assessment, const std::string& deed);

}  // namespace onus::engine
