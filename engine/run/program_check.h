// SPDX-License-Identifier: Apache-2.0
//
// What holds of every program: codes leave exactly one value, jumps stay inside, indices exist. A
// flaw is a mistake of the compiler, never of a user.

#pragma once

#include <string>

#include "engine/run/program.h"

namespace onus::engine {

/// Deepest stack that any code of the program needs. REQUIRES: no flaw.
[[nodiscard]] std::uint32_t stack_depth(const Program& program);

/// The first flaw in words; empty if there is none.
[[nodiscard]] std::string find_flaw(const Program& program);

}  // namespace onus::engine
