// SPDX-License-Identifier: Apache-2.0
//
// Text to syntax tree. All mistakes of a text are found at once; what could be read is returned
// too.
//
// ANTLR stays behind this header: its exceptions and its words end in parser.cpp.

#pragma once

#include <cstdint>

#include "grammar/ast/file.h"
#include "grammar/base/diagnostic.h"
#include "grammar/name_table.h"

namespace onus::grammar {

/// Rulebooks are untrusted input: every limit is finite.
struct ParseOptions {
    /// A larger text is refused.
    std::uint32_t byte_count_max = 64U << 20U;

    /// Nesting of expressions; deeper ones are reported, since the parser recurses.
    std::uint32_t depth_max = 100;

    /// After so many mistakes the rest of the file is not reported.
    std::uint32_t diagnostic_count_max = 200;
};

struct ParseResult {
    ast::File file;
    Diagnostics diagnostics;
};

/// Parses a rulebook. The language is recognised from the first word. `names` gives Chinese
/// spellings their ids.
[[nodiscard]] ParseResult parse(const Source& source, const NameTable& names,
                                const ParseOptions& options = {});

}  // namespace onus::grammar
