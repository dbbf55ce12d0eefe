// SPDX-License-Identifier: Apache-2.0
//
// The words that the checker shows: built-in names, types, and the canonical text of expressions in
// both languages. Internal to engine/compile.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/compile/context.h"
#include "engine/compile/model.h"

namespace onus::engine::checking {

/// The Chinese spelling of a built-in name.
[[nodiscard]] std::optional<std::string_view> built_in_chinese(std::string_view id);

/// Ids of the values of a built-in enum, by ordinal.
[[nodiscard]] const std::vector<std::string>& built_in_values(model::BuiltinEnum which);

/// The type as the author of the present file would write it: "days", "天数".
[[nodiscard]] std::string type_text(const Context& context, const model::Type& type);

/// "7 days", "¥50,000", "70%", "2025-07-01".
[[nodiscard]] Shown constant_text(const model::Model& model, const model::Type& type,
                                  const model::Constant& value, std::string_view currency);

[[nodiscard]] Shown unary_text(const model::Model& model, model::UnaryOp op, model::ExprId operand);
[[nodiscard]] Shown binary_text(const model::Model& model, model::BinaryOp op, model::ExprId left,
                                model::ExprId right);

/// "return_limit(order)" / "退货期上限（订单）"
[[nodiscard]] Shown call_text(const Shown& head, const std::vector<Shown>& arguments);

/// "order.promised"
[[nodiscard]] Shown dotted(const Shown& head, const Shown& tail);

[[nodiscard]] inline Shown text_of(const model::Model& model, model::ExprId id) {
    return {model.exprs[id].text_en, model.exprs[id].text_zh};
}

/// "in the last 30 days" / "近 30天"
[[nodiscard]] Shown window_text(const model::Model& model, const model::Window& window);

}  // namespace onus::engine::checking
