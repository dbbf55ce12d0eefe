// SPDX-License-Identifier: Apache-2.0
//
// Brings the diagnostic of a literal into the text that contains the literal.

#pragma once

#include <string>
#include <utility>

#include "grammar/base/diagnostic.h"

namespace onus::grammar {

/// `diagnostic` of a literal that begins at the byte `begin` of the source `source_name`.
[[nodiscard]] inline Diagnostic placed_at(Diagnostic diagnostic, std::string source_name,
                                          std::uint32_t begin) {
    const auto moved = [begin](Span span) { return Span{span.begin + begin, span.end + begin}; };
    diagnostic.source_name = std::move(source_name);
    diagnostic.span = moved(diagnostic.span);
    if (diagnostic.fix) {
        diagnostic.fix->span = moved(diagnostic.fix->span);
    }
    return diagnostic;
}

}  // namespace onus::grammar
