// SPDX-License-Identifier: Apache-2.0
//
// Bytes that nobody can guess. The only place of the project that asks for them.

#pragma once

#include <array>
#include <cstdint>

namespace onus::adapters {

/// From the operating system.
[[nodiscard]] std::array<std::uint8_t, 32> random_bytes();

/// The first eight of such bytes.
[[nodiscard]] std::uint64_t random_number();

}  // namespace onus::adapters
