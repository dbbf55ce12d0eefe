// SPDX-License-Identifier: Apache-2.0
//
// Internal to the checker: what the name of an action says of itself, in either language. The
// language has no verb of its own for granting or deleting; what people call the action is all
// there is to go by.

#pragma once

#include "engine/compile/model.h"

namespace onus::engine {

/// "approve_budget", "批准预算": what was asked for is granted.
[[nodiscard]] bool tells_approval(const model::Heading& action);

/// "delete_order", "删除订单": a record disappears.
[[nodiscard]] bool tells_destruction(const model::Heading& action);

}  // namespace onus::engine
