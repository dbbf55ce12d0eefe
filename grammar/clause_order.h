// SPDX-License-Identifier: Apache-2.0
//
// S28: under a heading each kind of clause stands at most once and in one order; a heading says
// something. The grammar accepts any order, so that a forgotten heading is reported as what it is.

#pragma once

#include "grammar/ast/file.h"
#include "grammar/base/diagnostic.h"

namespace onus::grammar {

/// Reports second clauses of a kind, clauses out of order and headings that say nothing.
/// Declarations that are broken are left alone.
void check_clause_order(const Source& source, const ast::File& file, Diagnostics& diagnostics);

}  // namespace onus::grammar
