// SPDX-License-Identifier: Apache-2.0
//
// BPMN lets no flow cross the edge of a sub-process; some tools draw it.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "adapters/bpmn/diagram.h"

namespace onus::bpmn {

struct Lifted {
    Diagram diagram;
    std::vector<std::uint32_t> crossing;  ///< flows that crossed an edge
};

/// The diagram with such flows between the sub-processes as a whole, so that nothing begins before
/// what it waits for. One that leaves a sub-process from within has a condition: not every way
/// through the sub-process takes it. Nothing if there are none.
[[nodiscard]] std::optional<Lifted> lifted(const Diagram& diagram);

}  // namespace onus::bpmn
