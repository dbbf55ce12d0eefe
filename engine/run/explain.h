// SPDX-License-Identifier: Apache-2.0
//
// What would make an attempt take effect: the smallest change of its values, judged again before it
// is told; else the act that is missing, or the person who may decide.

#pragma once

#include <string>

#include "engine/run/command.h"
#include "engine/run/event.h"
#include "engine/run/scene.h"

namespace onus::engine {

/// Searches over the values that were compared when the attempt was judged, at and just beyond the
/// boundary of each comparison; values that the actor may not read are left alone. The draft and
/// the state are as before the attempt. REQUIRES: the command is a Submit, `scene` that of
/// `judged`.
[[nodiscard]] Remedy remedy_for(Draft& draft, const Scene& scene, const Command& command,
                                const Judged& judged);

/// "order.promised" / "订单.承诺退货期". Both the path of ids where the program does not tell.
[[nodiscard]] Bilingual name_of(const Program* program, const std::string& action,
                                const ChangedValue& change);

}  // namespace onus::engine
