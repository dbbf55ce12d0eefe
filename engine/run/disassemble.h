// SPDX-License-Identifier: Apache-2.0
//
// A program as text, for tests and golden files. Things are named, not numbered, and sorted by id:
// programs of equal rulebooks read alike, whatever order they were written in.

#pragma once

#include <string>
#include <vector>

#include "engine/run/program.h"

namespace onus::engine {

/// One line for each instruction, indented by `indent` spaces. `parameters` name what kParam reads;
/// null if they have no names.
[[nodiscard]] std::string disassemble(const Program& program, CodeId code,
                                      const std::vector<ParameterInfo>* parameters, int indent = 0);

/// Definitions, tables, gates, duties, permissions, liabilities and indexes.
[[nodiscard]] std::string disassemble(const Program& program);

}  // namespace onus::engine
