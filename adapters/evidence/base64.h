// SPDX-License-Identifier: Apache-2.0
//
// Base64 of RFC 4648 section 4, with padding. One value has one spelling; any other is refused.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace onus::adapters {

[[nodiscard]] std::string to_base64(std::string_view bytes);

/// Nothing if the text is not exactly what `to_base64` gives for some bytes.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace onus::adapters
