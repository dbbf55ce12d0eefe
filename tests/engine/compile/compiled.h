// SPDX-License-Identifier: Apache-2.0
//
// Rulebook text to program, for tests of what the lowering makes.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/compile/model.h"
#include "engine/run/program.h"

namespace onus::engine::test {

/// A rulebook and its table of names, both as text.
struct RulebookText {
    std::string text;
    std::string names;
};

/// Parses and checks rulebooks that are in force together; fails the test at the first mistake.
[[nodiscard]] model::Model checked(const std::vector<RulebookText>& rulebooks);

[[nodiscard]] std::shared_ptr<const Program> compiled(const std::vector<RulebookText>& rulebooks);

/// One English rulebook "shop" with a record `order`, an action `submit` on it, and what follows.
[[nodiscard]] std::string shop(const std::string& declarations);

/// The program of `shop(declarations)`.
[[nodiscard]] std::shared_ptr<const Program> compiled_shop(const std::string& declarations);

/// The part of the disassembly that begins with the line `head`, up to the next declaration.
[[nodiscard]] std::string listing(const Program& program, const std::string& head);

}  // namespace onus::engine::test
