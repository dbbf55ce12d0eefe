// SPDX-License-Identifier: Apache-2.0
//
// Values that are known before anything happens. Internal to engine/compile.

#pragma once

#include <optional>

#include "engine/compile/model.h"

namespace onus::engine::checking {

/// Reads one parameter as a proposed value.
struct Proposal {
    std::uint32_t parameter = model::kNone;
    model::ExprId value = model::kNone;
};

/// The constant that an expression of constants and parameters denotes; nothing if it is no such
/// expression.
[[nodiscard]] std::optional<model::Constant> fold(const model::Model& model, model::ExprId id,
                                                  const Proposal& proposal = {});

[[nodiscard]] std::optional<bool> fold_condition(const model::Model& model, model::ExprId id,
                                                 const Proposal& proposal = {});

/// True if both are constants and the same.
[[nodiscard]] bool fold_equal(const model::Model& model, model::ExprId a, model::ExprId b);

/// -1, 0 or 1; nothing for constants that have no order among themselves.
[[nodiscard]] std::optional<int> compare_constants(const model::Constant& a,
                                                   const model::Constant& b);

/// Whether the comparison holds; nothing for constants of different kinds, and where it needs an
/// order that they do not have.
[[nodiscard]] std::optional<bool> holds_between(model::BinaryOp op, const model::Constant& a,
                                                const model::Constant& b);

}  // namespace onus::engine::checking
