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

enum class StepState : std::uint8_t { kWaiting, kActive, kLate, kDone, kDoneLate, kSkipped };

/// Same diagram, same bytes. `states`: by the name of the step; empty for no instance.
[[nodiscard]] std::string svg_text(const Diagram& diagram, Language language,
                                   const std::map<std::string, StepState>& states);

}  // namespace onus::bpmn
