// SPDX-License-Identifier: Apache-2.0
//
// A diagram as the text of a .bpmn file.

#include <set>
#include <string_view>

#include "adapters/bpmn/escape_xml.h"
#include "adapters/bpmn/export.h"

namespace onus::bpmn {
namespace {

class Writer {
  public:
    explicit Writer(const Diagram& diagram) : diagram_(diagram) {}

    std::string run() {
        out_ =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\""
            " xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\""
            " xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\""
            " xmlns:di=\"http://www.omg.org/spec/DD/20100524/DI\""
            " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
            " xmlns:onus=\"urn:onus:bpmn:1\"" +
            attribute("id", diagram_.id) + attribute("name", diagram_.name) +
            " targetNamespace=\"urn:onus:process\" exporter=\"onus\">\n";
        notes(2, diagram_.notes);
        collaboration();
        for (std::uint32_t i = 0; i < diagram_.processes.size(); ++i) {
            process(i);
        }
        picture();
        out_ += "</bpmn:definitions>\n";
        return std::move(out_);
    }

  private:
    static std::string attribute(std::string_view name, std::string_view value) {
        return value.empty() ? std::string()
                             : " " + std::string(name) + "=\"" + escape_xml(value) + "\"";
    }
    void line(int indent, const std::string& text) {
        out_.append(static_cast<std::size_t>(indent), ' ');
        out_ += text + "\n";
    }
    void notes(int indent, const std::vector<Note>& all) {
        if (all.empty()) {
            return;
        }
        line(indent, "<bpmn:extensionElements>");
        for (const Note& note : all) {
            line(indent + 2,
                 "<onus:" + note.kind + ">" + escape_xml(note.text) + "</onus:" + note.kind + ">");
        }
        line(indent, "</bpmn:extensionElements>");
    }
    void begin(int indent, std::string_view element, const Named& named,
               const std::string& attributes = {}) {
        line(indent, "<bpmn:" + std::string(element) + attribute("id", named.id) +
                         attribute("name", named.name) + attributes + ">");
        for (const std::string& text : named.documentation) {
            line(indent + 2, "<bpmn:documentation>" + escape_xml(text) + "</bpmn:documentation>");
        }
        notes(indent + 2, named.notes);
    }
    void end(int indent, std::string_view element) {
        line(indent, "</bpmn:" + std::string(element) + ">");
    }

    void collaboration() {
        line(2, "<bpmn:collaboration" + attribute("id", diagram_.collaboration) + ">");
        for (const Participant& each : diagram_.participants) {
            begin(4, "participant", each,
                  attribute("processRef", diagram_.processes[each.process].id));
            end(4, "participant");
        }
        end(2, "collaboration");
    }

    void process(std::uint32_t index) {
        const Process& here = diagram_.processes[index];
        begin(2, "process", here, " isExecutable=\"false\"");
        line(4, "<bpmn:laneSet" + attribute("id", here.lane_sets.front()) + ">");
        for (const Lane& lane : diagram_.lanes) {
            if (lane.process != index) {
                continue;
            }
            begin(6, "lane", lane);
            for (const std::uint32_t node : lane.nodes) {
                line(8, "<bpmn:flowNodeRef>" + diagram_.nodes[node].id + "</bpmn:flowNodeRef>");
            }
            end(6, "lane");
        }
        end(4, "laneSet");
        for (const Node& node : diagram_.nodes) {
            if (node.process == index) {
                this->node(node);
            }
        }
        for (const Flow& flow : diagram_.flows) {
            if (diagram_.nodes[flow.from].process == index) {
                this->flow(flow);
            }
        }
        end(2, "process");
    }

    void node(const Node& node) {
        const std::string standard =
            node.standard == kNone ? std::string() : diagram_.flows[node.standard].id;
        begin(4, element_of(node.kind), node,
              attribute("calledElement", node.called) + attribute("default", standard));
        for (const std::uint32_t flow : node.incoming) {
            line(6, "<bpmn:incoming>" + diagram_.flows[flow].id + "</bpmn:incoming>");
        }
        for (const std::uint32_t flow : node.outgoing) {
            line(6, "<bpmn:outgoing>" + diagram_.flows[flow].id + "</bpmn:outgoing>");
        }
        end(4, element_of(node.kind));
    }

    void flow(const Flow& flow) {
        begin(4, "sequenceFlow", flow,
              attribute("sourceRef", diagram_.nodes[flow.from].id) +
                  attribute("targetRef", diagram_.nodes[flow.to].id));
        if (!flow.condition.empty()) {
            line(6, "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\"" +
                        attribute("language", flow.language) + ">" + escape_xml(flow.condition) +
                        "</bpmn:conditionExpression>");
        }
        end(4, "sequenceFlow");
    }

    static std::string bounds(const Box& box) {
        return "<dc:Bounds x=\"" + std::to_string(box.x) + "\" y=\"" + std::to_string(box.y) +
               "\" width=\"" + std::to_string(box.width) + "\" height=\"" +
               std::to_string(box.height) + "\" />";
    }
    void label(const Box& box) {
        line(8, "<bpmndi:BPMNLabel>");
        line(10, bounds(box));
        line(8, "</bpmndi:BPMNLabel>");
    }
    [[nodiscard]] bool is_frame(std::string_view id) const {
        return id.starts_with("Participant_") || id.starts_with("Lane_");
    }

    [[nodiscard]] bool is_exclusive(std::string_view id) const { return exclusive_.contains(id); }

    void picture() {
        for (const Node& node : diagram_.nodes) {
            if (node.kind == NodeKind::kExclusive) {
                exclusive_.insert(node.id);
            }
        }
        line(2, "<bpmndi:BPMNDiagram id=\"Diagram_1\">");
        line(4, "<bpmndi:BPMNPlane id=\"Plane_1\"" +
                    attribute("bpmnElement", diagram_.collaboration) + ">");
        for (const Shape& shape : diagram_.shapes) {
            line(6, "<bpmndi:BPMNShape" + attribute("id", shape.of + "_di") +
                        attribute("bpmnElement", shape.of) +
                        (is_frame(shape.of)       ? " isHorizontal=\"true\""
                         : is_exclusive(shape.of) ? " isMarkerVisible=\"true\""
                                                  : "") +
                        ">");
            line(8, bounds(shape.box));
            if (shape.has_label) {
                label(shape.label);
            }
            line(6, "</bpmndi:BPMNShape>");
        }
        for (const Edge& edge : diagram_.edges) {
            line(6, "<bpmndi:BPMNEdge" + attribute("id", edge.of + "_di") +
                        attribute("bpmnElement", edge.of) + ">");
            for (const Point& point : edge.points) {
                line(8, "<di:waypoint x=\"" + std::to_string(point.x) + "\" y=\"" +
                            std::to_string(point.y) + "\" />");
            }
            if (edge.has_label) {
                label(edge.label);
            }
            line(6, "</bpmndi:BPMNEdge>");
        }
        line(4, "</bpmndi:BPMNPlane>");
        line(2, "</bpmndi:BPMNDiagram>");
    }

    const Diagram& diagram_;
    std::set<std::string_view> exclusive_;
    std::string out_;
};

}  // namespace

std::string bpmn_text(const Diagram& diagram) { return Writer(diagram).run(); }

}  // namespace onus::bpmn
