// SPDX-License-Identifier: Apache-2.0
//
// A laid-out diagram as SVG, with how far an instance has come. State is told by colour, by a sign
// and in words, so that it can be read in grey and aloud.

#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "adapters/bpmn/diagram.h"
#include "grammar/base/language.h"

namespace onus::bpmn {

enum class StepState : std::uint8_t {
    kWaiting,
    kActive,
    kLate,
    kSuspended,
    kDone,
    kDoneLate,
    kSkipped,
    kNotTaken,
    kCancelled,
    kAgain,  ///< it was done, and is to be done once more
};
struct StepView {
    StepState state{};
    std::string lateness;    ///< in words; empty if it is not known or there is none
    std::size_t rounds = 0;  ///< how often it was begun before, in this run
};

/// Same diagram, same bytes. `states`: by `Node::step`; empty for no instance.
[[nodiscard]] std::string svg_text(const Diagram& diagram, Language language,
                                   const std::map<std::string, StepView>& states);

}  // namespace onus::bpmn
