// SPDX-License-Identifier: Apache-2.0
//
// The picture of a diagram that we made: one pool under the other.

#pragma once

#include "adapters/bpmn/diagram.h"

namespace onus::bpmn {

/// Shapes: pools, then lanes, then nodes, each in the order of their list; edges in that of flows.
void draw(Diagram& diagram);

}  // namespace onus::bpmn
