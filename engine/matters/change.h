// SPDX-License-Identifier: Apache-2.0
//
// One change of a matter, and what it is about.

#pragma once

#include <cstdint>
#include <string>

#include "engine/run/draft.h"

namespace onus::engine {

/// The event, with nothing said yet but what changes and when.
[[nodiscard]] MatterChanged changed(std::uint64_t matter, MatterChange change, Instant at);

/// True if the person bears one of the shares that the matter proposes.
[[nodiscard]] bool bears_share(const MatterRow& matter, const std::string& person);

/// In which rulebook a rule, duty, action, liability or process stands; of a rulebook, itself. The
/// first one for anything else.
[[nodiscard]] std::uint32_t rulebook_of(const Program& program, const std::string& declaration);

}  // namespace onus::engine
