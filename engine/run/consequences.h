// SPDX-License-Identifier: Apache-2.0
//
// What an effective action changes: memory, history, violations, duties, liability, processes.

#pragma once

#include <optional>
#include <string>

#include "engine/run/attempt.h"

namespace onus::engine {

/// `released`: when it takes effect, if it had to wait for that. `key`: that of the deed, if the
/// command had one. REQUIRES: the scene is that of `judged`, bound before the action changed
/// anything.
void take_effect(Draft& draft, const Scene& scene, const Judged& judged,
                 const Assessment& assessment, std::optional<Instant> released,
                 const std::string& key);

}  // namespace onus::engine
