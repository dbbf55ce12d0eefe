// SPDX-License-Identifier: Apache-2.0
//
// S06: `and` and `or` never stand side by side without parentheses.

#pragma once

#include "grammar/ast/file.h"
#include "grammar/base/diagnostic.h"

namespace onus::grammar {

/// Reports each place where they do, with the parentheses as a fix.
void check_connectives(const Source& source, const ast::File& file, Diagnostics& diagnostics);

}  // namespace onus::grammar
