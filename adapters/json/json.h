// SPDX-License-Identifier: Apache-2.0
//
// JSON texts to payloads and back: the one reader and the one writer of the project.
//
// The reader keeps numbers as they were written, brings texts and names to normal form C, and says
// line and column of the first mistake. Input is untrusted: every limit is finite.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "adapters/json/located_data.h"
#include "engine/run/data.h"
#include "grammar/base/diagnostic.h"
#include "grammar/base/source.h"

namespace onus::adapters {

struct JsonLimits {
    /// A larger text is refused unread.
    std::size_t bytes_max = 16U << 20U;

    /// Lists and objects inside each other.
    std::uint32_t depth_max = 64;

    /// Values of all kinds together.
    std::size_t values_max = 1'000'000;
};

/// Reads one JSON value. Errors: kJson…, kNotUtf8, with the span of what is wrong.
[[nodiscard]] Result<LocatedData> parse_json(const Source& source, const JsonLimits& limits = {});

/// Reads one JSON value; the error's spans are offsets in `text`.
[[nodiscard]] Result<engine::Data> parse_json(std::string_view text, const JsonLimits& limits = {});

/// One line, without blanks, members in their order. Every value has one spelling: only quotes,
/// backslashes and control characters are escaped. Reading it gives the same payload.
[[nodiscard]] std::string to_json(const engine::Data& data);

}  // namespace onus::adapters
