// SPDX-License-Identifier: Apache-2.0
//
// SHA-256 and SM3 (GB/T 32905) over parts, without joining them first.

#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "engine/ledger/merkle.h"

namespace onus::engine {

/// The hash of the parts one after the other.
[[nodiscard]] Digest hash_of(HashAlgorithm algorithm, std::span<const std::string_view> parts);

/// The same with SHA-256, whatever the ledger's own algorithm: for texts, programs and checksums.
[[nodiscard]] Digest sha256(std::span<const std::string_view> parts);

/// The inverse of `to_hex`: 64 lower-case digits; nothing for any other text.
[[nodiscard]] std::optional<Digest> digest_of_hex(std::string_view hex);

/// The bytes of a digest, or of any array of bytes, as a text of bytes.
template <std::size_t size>
[[nodiscard]] std::string_view as_bytes(const std::array<std::uint8_t, size>& array) {
    return {reinterpret_cast<const char*>(array.data()), size};
}

}  // namespace onus::engine
