// SPDX-License-Identifier: Apache-2.0
//
// Tells a person something: every message of the engine is made here.

#pragma once

#include <cstdint>
#include <string>

#include "engine/run/draft.h"

namespace onus::engine {

/// What a message is about; 0 where it is about none.
struct About {
    std::string declaration;
    std::uint64_t attempt = 0;
    std::uint64_t duty = 0;
    std::uint64_t matter = 0;
};

[[nodiscard]] inline About about(const DutyOpened& duty) {
    return {duty.declaration, duty.attempt, duty.duty, 0};
}
[[nodiscard]] inline About about(const MatterOpened& matter) {
    return {matter.declaration, matter.attempt, matter.duty, matter.matter};
}

/// Nobody is told nothing: an empty person is passed over, and so is what he was told already.
/// `level`: "", "yellow", "orange", "red".
void tell(Draft& draft, const std::string& person, Text text, const About& about,
          const std::string& level = {});

}  // namespace onus::engine
