// SPDX-License-Identifier: Apache-2.0
//
// Words and numbers of the canonical text of a model. They are part of every hash: never renamed.

#pragma once

#include <string>
#include <string_view>

#include "engine/compile/model.h"

namespace onus::engine {

[[nodiscard]] std::string_view word_of(model::TypeKind kind);
[[nodiscard]] std::string_view word_of(model::BinaryOp op);
[[nodiscard]] std::string_view word_of(model::UnaryOp op);

/// Appends `text` in quotes, so that no text can be taken for structure.
void append_quoted(std::string& out, std::string_view text);

inline void append_number(std::string& out, std::int64_t number) { out += std::to_string(number); }

/// Enumerators count by their place: new ones are added at the end.
template <class Enumerator>
void append_ordinal(std::string& out, Enumerator value) {
    out += std::to_string(static_cast<unsigned>(value));
}

}  // namespace onus::engine
