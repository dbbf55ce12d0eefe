// SPDX-License-Identifier: Apache-2.0
//
// Where the words about edges stand.

#pragma once

#include <vector>

#include "adapters/bpmn/layout.h"

namespace onus::bpmn {

/// Fills `layout.labels`: beside its edge, where the words of each cover no node, no other words
/// and as few lines as can be. REQUIRES: nodes, their names and edges are laid out.
void place_labels(const std::vector<LayoutEdge>& edges, Layout& layout);

}  // namespace onus::bpmn
