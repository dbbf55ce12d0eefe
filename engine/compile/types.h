// SPDX-License-Identifier: Apache-2.0
//
// Types: from what is written, and which of them agree. Internal to engine/compile.

#pragma once

#include <string>

#include "engine/compile/context.h"

namespace onus::engine::checking {

[[nodiscard]] inline model::Type plain(model::TypeKind kind) {
    model::Type type;
    type.kind = kind;
    return type;
}
[[nodiscard]] inline model::Type duration_type(DurationKind kind) {
    model::Type type;
    type.kind = model::TypeKind::kDuration;
    type.duration = kind;
    return type;
}
[[nodiscard]] inline model::Type referring(model::TypeKind kind, std::uint32_t ref) {
    model::Type type;
    type.kind = kind;
    type.ref = ref;
    return type;
}
[[nodiscard]] inline model::Type built_in_enum(model::BuiltinEnum which) {
    return referring(model::TypeKind::kEnum, static_cast<std::uint32_t>(which));
}

/// Resolves a type as written. `owner` is the id that an inline enum gets, "retail.order.channel".
[[nodiscard]] model::Type resolve_type(Context& context, const ast::TypeExpr& type,
                                       const std::string& owner);

/// The list type with these elements.
[[nodiscard]] model::Type list_of(Context& context, const model::Type& element);

/// True for the ids of built-in types.
[[nodiscard]] bool is_type_name(std::string_view id);

/// A value of one may stand for the other. Unknown agrees with everything, enums with equal values
/// agree.
[[nodiscard]] bool agrees(const model::Model& model, const model::Type& a, const model::Type& b);

[[nodiscard]] bool is_ordered(model::TypeKind kind);

}  // namespace onus::engine::checking
