// SPDX-License-Identifier: Apache-2.0
//
// Walks over checked expressions. Internal to engine/compile.

#pragma once

#include <functional>

#include "engine/compile/model.h"

namespace onus::engine::checking {

/// Calls for each expression directly inside `node`.
void for_each_child(const model::ExprNode& node, const std::function<void(model::ExprId)>& visit);

/// Calls for `id` and every expression below it, outermost first. kNone is passed over.
void for_each_inside(const model::Model& model, model::ExprId id,
                     const std::function<void(model::ExprId)>& visit);

}  // namespace onus::engine::checking
