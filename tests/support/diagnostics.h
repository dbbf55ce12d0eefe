// SPDX-License-Identifier: Apache-2.0
//
// Diagnostics as tests compare them.

#pragma once

#include <string>
#include <vector>

#include "grammar/base/diagnostic.h"
#include "grammar/base/source.h"

namespace onus::test {

/// "N0612 line 3 hours", one for each diagnostic: code, line, first argument.
inline std::vector<std::string> summary(const Diagnostics& diagnostics, const Source& source) {
    std::vector<std::string> result;
    for (const Diagnostic& diagnostic : diagnostics) {
        std::string line = std::string(code_of(diagnostic.kind)) + " line " +
                           std::to_string(locate(source.text, diagnostic.span.begin).line);
        if (!diagnostic.arguments.empty()) {
            line += " " + diagnostic.arguments.front();
        }
        result.push_back(std::move(line));
    }
    return result;
}

}  // namespace onus::test
