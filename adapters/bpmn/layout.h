// SPDX-License-Identifier: Apache-2.0
//
// Where the nodes of a process are drawn: lanes are bands, columns follow the longest way from the
// start, edges are orthogonal and cross no node. What leads back runs below and goes in from there.

#pragma once

#include <cstdint>
#include <vector>

#include "adapters/bpmn/diagram.h"

namespace onus::bpmn {

struct LayoutNode {
    int width = 0;
    int height = 0;
    std::uint32_t lane = 0;
    int words = 0;       ///< height of the words about it; 0: none
    bool above = false;  ///< they stand above it, unless an edge is there
};
struct LayoutEdge {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    bool back = false;    ///< without these, no edge leads round
    int label_width = 0;  ///< of the words about it; 0: none
    int label_height = 0;
};

struct Layout {
    std::vector<Box> nodes;
    std::vector<Box> names;  ///< by node: where the words about it stand
    std::vector<std::vector<Point>> edges;
    std::vector<Box> labels;  ///< by edge
    std::vector<Box> lanes;
    Box pool;
};

/// REQUIRES: lanes of nodes are below `lane_count`; edges point at nodes.
[[nodiscard]] Layout lay_out(const std::vector<LayoutNode>& nodes,
                             const std::vector<LayoutEdge>& edges, std::uint32_t lane_count);

}  // namespace onus::bpmn
