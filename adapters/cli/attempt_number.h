// SPDX-License-Identifier: Apache-2.0
//
// The number of an attempt as a word of the command line.

#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

#include "grammar/base/diagnostic.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {

[[nodiscard]] inline bool is_number(const std::string& word) {
    return !word.empty() && word.size() <= 18 &&
           std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Errors: kUsageNumberExpected.
[[nodiscard]] inline Result<std::uint64_t> parse_attempt_number(const std::string& word) {
    if (!is_number(word)) {
        return failure(DiagnosticKind::kUsageNumberExpected, {word});
    }
    return std::stoull(word);
}

}  // namespace onus::adapters
