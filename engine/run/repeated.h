// SPDX-License-Identifier: Apache-2.0
//
// `repeated 3 times in the last 30 days by employee`

#pragma once

#include "engine/run/scene.h"

namespace onus::engine {

/// Yes if the present event is at least the n-th; the present one counts and is not in the records
/// yet. Undetermined if that cannot be said.
[[nodiscard]] Value repeated_enough(Draft& draft, const Scene& scene, const RepeatedInfo& repeated);

}  // namespace onus::engine
