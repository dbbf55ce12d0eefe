// SPDX-License-Identifier: Apache-2.0
//
// Which runs of processes an asker may see: those in which he, or somebody who reports to him,
// takes part; and not where the key of their record is hidden from him, by which they are known.

#pragma once

#include <string_view>

#include "adapters/http/answers.h"
#include "engine/process/overview.h"

namespace onus::adapters {

[[nodiscard]] bool may_see_run(const Call& call, const engine::Overview& overview);

/// Notes that the steps of these persons are looked at; an error says that it could not be noted.
[[nodiscard]] tl::expected<bool, HttpResponse> note_run(const Call& call,
                                                        const engine::Overview& overview);

/// Adds to a duty where it stands in its process, as `step`, if it is one's and may be seen.
void add_position(const Call& call, std::uint64_t duty, engine::Data& told);

}  // namespace onus::adapters
