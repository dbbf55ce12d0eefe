// SPDX-License-Identifier: Apache-2.0
#include "engine/matters/change.h"

#include <algorithm>

namespace onus::engine {

MatterChanged changed(std::uint64_t matter, MatterChange change, Instant at) {
    MatterChanged event;
    event.matter = matter;
    event.change = change;
    event.at = at;
    return event;
}

bool bears_share(const MatterRow& matter, const std::string& person) {
    const std::vector<std::string>& bearers = matter.opened.bearers;
    return std::find(bearers.begin(), bearers.end(), person) != bearers.end();
}

std::uint32_t rulebook_of(const Program& program, const std::string& declaration) {
    const auto duty = program.duty_by_id.find(declaration);
    if (duty != program.duty_by_id.end()) {
        return program.duties[duty->second].rulebook;
    }
    const auto gate = program.gate_by_id.find(declaration);
    if (gate != program.gate_by_id.end()) {
        return program.gates[gate->second].rulebook;
    }
    if (const auto action = program.find_action(declaration)) {
        return program.actions[*action].rulebook;
    }
    for (const LiabilityInfo& liability : program.liabilities) {
        if (liability.id == declaration) {
            return liability.rulebook;
        }
    }
    if (const ProcessInfo* process = program.find_process(declaration)) {
        return process->rulebook;
    }
    const auto rulebook =
        std::find_if(program.rulebooks.begin(), program.rulebooks.end(),
                     [&](const RulebookInfo& candidate) { return candidate.name == declaration; });
    return rulebook == program.rulebooks.end()
               ? 0
               : static_cast<std::uint32_t>(rulebook - program.rulebooks.begin());
}

}  // namespace onus::engine
