// SPDX-License-Identifier: Apache-2.0
//
// Words for the parts of a program, for the disassembler.

#pragma once

#include <string_view>

#include "engine/run/code.h"
#include "engine/run/program.h"

namespace onus::engine {

[[nodiscard]] std::string_view word_of(Op op);
[[nodiscard]] std::string_view word_of(Comparison comparison);
[[nodiscard]] std::string_view word_of(Special special);
[[nodiscard]] std::string_view word_of(PersonAttribute attribute);
[[nodiscard]] std::string_view word_of(DatePart part);
[[nodiscard]] std::string_view word_of(DutyField field);
[[nodiscard]] std::string_view word_of(HistoryOp op);
[[nodiscard]] std::string_view word_of(EventKind kind);
[[nodiscard]] std::string_view word_of(Level level);
[[nodiscard]] std::string_view word_of(WindowKind window);

}  // namespace onus::engine
