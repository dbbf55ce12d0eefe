// SPDX-License-Identifier: Apache-2.0
//
// One rulebook file, read for what it says: not checked, not put in force.

#pragma once

#include <string>

#include "adapters/cli/console.h"
#include "grammar/ast/file.h"
#include "grammar/base/source.h"
#include "grammar/name_table.h"

namespace onus::adapters {

struct RulebookFile {
    Source source;
    std::string names;  ///< text of its table, empty if it has none
    grammar::NameTable table;
    ast::File file;
    Exit exit = Exit::kEffective;  ///< otherwise it was said what is wrong, and the rest is empty

    [[nodiscard]] bool is_read() const { return exit == Exit::kEffective; }
    [[nodiscard]] std::string in(Language language) const;
};

[[nodiscard]] RulebookFile read_rulebook_file(const Console& console, const std::string& path);

}  // namespace onus::adapters
