// SPDX-License-Identifier: Apache-2.0
#include "engine/run/program.h"

#include <algorithm>

namespace onus::engine {

std::optional<std::uint32_t> Program::find_action(std::string_view name) const {
    const auto found = action_by_name.find(name);
    return found == action_by_name.end() ? std::nullopt : std::optional(found->second);
}

const ProcessInfo* Program::find_process(std::string_view id) const {
    const auto found = std::find_if(processes.begin(), processes.end(),
                                    [&](const ProcessInfo& process) { return process.id == id; });
    return found == processes.end() ? nullptr : &*found;
}

}  // namespace onus::engine
