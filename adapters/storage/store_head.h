// SPDX-License-Identifier: Apache-2.0
//
// The head of the ledger as a store keeps it: the frontier, then a SHA-256 of its bytes, so that
// damage is seen at once and not after new entries were built on it.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/ledger/merkle.h"

namespace onus::adapters {

[[nodiscard]] std::string encode_head(const engine::Frontier& frontier);

/// Nothing if the bytes are damaged.
[[nodiscard]] std::optional<engine::Frontier> decode_head(std::string_view bytes);

}  // namespace onus::adapters
