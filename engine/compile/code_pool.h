// SPDX-License-Identifier: Apache-2.0
//
// The shared parts of a program under construction: code, constants, names and clauses, each kept
// once however often it is asked for.

#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/run/program.h"

namespace onus::engine {

class CodePool {
  public:
    /// `program` outlives the pool.
    explicit CodePool(Program& program) : program_(program) {}

    /// A text that lives as long as the program.
    [[nodiscard]] std::string_view text(std::string_view text);

    /// Index in Program::constants. The value's text is copied; it has no items.
    [[nodiscard]] std::uint32_t constant(Value value);

    /// Index in Program::names.
    [[nodiscard]] std::uint32_t name(std::string_view name);

    /// Index in Program::clauses.
    [[nodiscard]] std::uint32_t clause(ClauseInfo clause);

    /// Index in Program::questions.
    [[nodiscard]] std::uint32_t question(const HistoryQuestion& question);

    /// The code that consists of these instructions and a kReturn.
    [[nodiscard]] CodeId code(std::vector<Instruction> instructions);

  private:
    using Interned = std::unordered_map<std::string, std::uint32_t>;

    Program& program_;
    std::unordered_map<std::string_view, std::string_view> texts_;
    Interned constants_;
    Interned names_;
    Interned clauses_;
    Interned questions_;
    Interned codes_;
};

}  // namespace onus::engine
