// SPDX-License-Identifier: Apache-2.0
//
// Syntax trees to a checked model: names, types and units, flow of optional fields, structure of
// rules, duties, permissions and liabilities. All mistakes at once.

#pragma once

#include <vector>

#include "engine/compile/model.h"
#include "grammar/ast/file.h"
#include "grammar/base/diagnostic.h"
#include "grammar/name_table.h"

namespace onus::engine {

/// One rulebook as it was read. The pointers are not owned.
struct RulebookSource {
    const ast::File* file = nullptr;
    const grammar::NameTable* names = nullptr;
};

struct CheckResult {
    model::Model model;
    Diagnostics diagnostics;
};

/// Checks rulebooks that are in force together. A rulebook that one `use`s and that is not among
/// them is an error. The model may be lowered only if there are no errors.
[[nodiscard]] CheckResult check(const std::vector<RulebookSource>& rulebooks);

}  // namespace onus::engine
