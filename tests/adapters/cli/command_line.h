// SPDX-License-Identifier: Apache-2.0
//
// Runs the command line inside the test's own process.

#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "adapters/cli/commands.h"

namespace onus::tests {

struct Ran {
    int code = 0;
    std::string out;
    std::string err;

    [[nodiscard]] bool says(const std::string& text) const {
        return out.find(text) != std::string::npos || err.find(text) != std::string::npos;
    }
};

inline Ran run_onus(const std::vector<std::string>& arguments, const std::string& input = "",
                    Language language = Language::kEnglish) {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    adapters::Console console{in, out, err};
    console.language = language;
    const int code = static_cast<int>(adapters::run(console, arguments));
    return {code, out.str(), err.str()};
}

/// How often `part` occurs.
inline std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

}  // namespace onus::tests
