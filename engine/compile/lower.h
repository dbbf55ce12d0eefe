// SPDX-License-Identifier: Apache-2.0
//
// Checked model to program: flat code, indexes over history, dispatch by action and by the equality
// tests that rules share.

#pragma once

#include <memory>

#include "engine/compile/model.h"
#include "engine/run/program.h"

namespace onus::engine {

/// The program of a model. Enums, records, fields, actions, tables, duties, permissions, processes
/// and liabilities keep their indices; definitions too, with the parameters of rulebooks behind
/// them. Gates (rules, and duties with `before`) are sorted by id, then by action. REQUIRES: the
/// model was checked without errors.
[[nodiscard]] std::shared_ptr<const Program> lower(const model::Model& model);

}  // namespace onus::engine
