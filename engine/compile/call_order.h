// SPDX-License-Identifier: Apache-2.0
//
// Definitions, tables and parameters must not need themselves. Internal to engine/compile.

#pragma once

#include "engine/compile/context.h"

namespace onus::engine::checking {

/// Reports circles, and sorts the definitions so that callees come first; every reference follows.
void order_definitions(Context& context);

}  // namespace onus::engine::checking
