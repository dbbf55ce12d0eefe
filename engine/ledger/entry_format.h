// SPDX-License-Identifier: Apache-2.0
//
// The constants of the ledger's format, frozen. FORMAT.md says what they mean; entry.cpp uses them.

#pragma once

#include <cstdint>
#include <string_view>

namespace onus::engine {

inline constexpr std::uint64_t kEntryFormatVersion = 1;

/// First bytes of what is hashed; 0x00 and 0x01 are the tree's.
inline constexpr std::string_view kCommitmentDomain("\x02", 1);
inline constexpr std::string_view kSaltDomain("\x03", 1);

/// Where the salts come from.
inline constexpr std::uint64_t kSaltsFromSeed = 0;
inline constexpr std::uint64_t kSaltsPerField = 1;

/// What is left of a field.
inline constexpr std::uint64_t kFieldClear = 0;
inline constexpr std::uint64_t kFieldRedacted = 1;

}  // namespace onus::engine
