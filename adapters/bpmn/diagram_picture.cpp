// SPDX-License-Identifier: Apache-2.0
//
// The picture of a BPMN file: shapes and edges.

#include <charconv>
#include <cmath>

#include "adapters/bpmn/diagram_reader.h"
#include "adapters/bpmn/words_of_xml.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::bpmn {

void DiagramReader::take_pictures() {
    each_child(0, [&](std::uint32_t child) {
        if (at(child).space == Space::kDiagram && at(child).name == "BPMNDiagram") {
            each_child(child, [&](std::uint32_t plane) {
                if (at(plane).space == Space::kDiagram && at(plane).name == "BPMNPlane") {
                    take_plane(plane);
                }
            });
        }
    });
}

void DiagramReader::take_plane(std::uint32_t plane) {
    each_child(plane, [&](std::uint32_t child) {
        if (at(child).space != Space::kDiagram) {
            return;
        }
        if (at(child).name == "BPMNShape") {
            take_shape(child);
        } else if (at(child).name == "BPMNEdge") {
            take_edge(child);
        }
    });
}

void DiagramReader::take_shape(std::uint32_t element) {
    Shape shape;
    shape.of = local_part(at(element).attribute("bpmnElement"));
    shape.expanded = at(element).attribute("isExpanded") != "false";
    if (!by_id_.contains(shape.of)) {
        report(DiagnosticKind::kBpmnShapeUnknown, at(element).span, {shape.of});
        return;
    }
    each_child(element, [&](std::uint32_t child) {
        if (at(child).space == Space::kBounds && at(child).name == "Bounds") {
            shape.box = box_of(child);
        } else if (at(child).space == Space::kDiagram && at(child).name == "BPMNLabel") {
            each_child(child, [&](std::uint32_t bounds) {
                shape.label = box_of(bounds);
                shape.has_label = true;
            });
        }
    });
    diagram_.shapes.push_back(std::move(shape));
}

void DiagramReader::take_edge(std::uint32_t element) {
    Edge edge;
    edge.of = local_part(at(element).attribute("bpmnElement"));
    if (!by_id_.contains(edge.of)) {
        report(DiagnosticKind::kBpmnShapeUnknown, at(element).span, {edge.of});
        return;
    }
    each_child(element, [&](std::uint32_t child) {
        if (at(child).space == Space::kWaypoint && at(child).name == "waypoint") {
            edge.points.push_back({number_of(child, "x"), number_of(child, "y")});
        } else if (at(child).space == Space::kDiagram && at(child).name == "BPMNLabel") {
            each_child(child, [&](std::uint32_t bounds) {
                edge.label = box_of(bounds);
                edge.has_label = true;
            });
        }
    });
    diagram_.edges.push_back(std::move(edge));
}

Box DiagramReader::box_of(std::uint32_t element) {
    return {number_of(element, "x"), number_of(element, "y"), number_of(element, "width"),
            number_of(element, "height")};
}

int DiagramReader::number_of(std::uint32_t element, std::string_view attribute) {
    constexpr double kLargest = 1e8;
    const std::string_view text = trimmed(at(element).attribute(attribute));
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !(std::abs(value) < kLargest)) {
        report(DiagnosticKind::kBpmnNumber, at(element).span, {std::string(text)});
        return 0;
    }
    return static_cast<int>(std::lround(value));
}

}  // namespace onus::bpmn
