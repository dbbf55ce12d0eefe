// SPDX-License-Identifier: Apache-2.0
//
// The number of an attempt as a word of the command line.

#pragma once

#include <cstdint>
#include <string>

#include "grammar/base/diagnostic.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/digits.h"

namespace onus::adapters {

/// Errors: kUsageNumberExpected.
[[nodiscard]] inline Result<std::uint64_t> parse_attempt_number(const std::string& word) {
    const std::optional<std::uint64_t> number = whole_number(word);
    return number ? Result<std::uint64_t>(*number)
                  : failure(DiagnosticKind::kUsageNumberExpected, {word});
}

}  // namespace onus::adapters
