// SPDX-License-Identifier: Apache-2.0
//
// Finds the matter or duty that a person means: by number, or by the name of the duty and, where
// several are open, the record or person it is about.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/run/command.h"
#include "engine/run/draft.h"

namespace onus::engine {

/// Declines the command and gives nothing if there is no such open matter, or several.
[[nodiscard]] std::optional<std::uint64_t> find_matter(Draft& draft, const MatterName& name,
                                                       const std::string& actor);

/// The same for a duty that is not closed.
[[nodiscard]] std::optional<std::uint64_t> find_duty(Draft& draft, const MatterName& name);

}  // namespace onus::engine
