// SPDX-License-Identifier: Apache-2.0
#include "engine/run/program.h"

namespace onus::engine {

std::optional<std::uint32_t> Program::find_action(std::string_view name) const {
    const auto found = action_by_name.find(name);
    return found == action_by_name.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace onus::engine
