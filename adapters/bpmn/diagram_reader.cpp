// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/diagram_reader.h"

#include <algorithm>
#include <array>

#include "adapters/bpmn/words_of_xml.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::bpmn {
namespace {

constexpr std::size_t kToldAtMost = 200;

struct NodeWord {
    std::string_view element;
    NodeKind kind;
};
constexpr auto kNodes = std::to_array<NodeWord>({
    {"startEvent", NodeKind::kStart},
    {"endEvent", NodeKind::kEnd},
    {"intermediateCatchEvent", NodeKind::kCatch},
    {"intermediateThrowEvent", NodeKind::kThrow},
    {"boundaryEvent", NodeKind::kBoundary},
    {"task", NodeKind::kTask},
    {"userTask", NodeKind::kUserTask},
    {"manualTask", NodeKind::kManualTask},
    {"serviceTask", NodeKind::kServiceTask},
    {"scriptTask", NodeKind::kScriptTask},
    {"businessRuleTask", NodeKind::kRuleTask},
    {"sendTask", NodeKind::kSendTask},
    {"receiveTask", NodeKind::kReceiveTask},
    {"callActivity", NodeKind::kCallActivity},
    {"subProcess", NodeKind::kSubProcess},
    {"transaction", NodeKind::kTransaction},
    {"adHocSubProcess", NodeKind::kAdHoc},
    {"exclusiveGateway", NodeKind::kExclusive},
    {"inclusiveGateway", NodeKind::kInclusive},
    {"parallelGateway", NodeKind::kParallel},
    {"eventBasedGateway", NodeKind::kEventBased},
    {"complexGateway", NodeKind::kComplex},
});

struct EventWord {
    std::string_view element;
    EventKind kind;
};
constexpr auto kEvents = std::to_array<EventWord>({
    {"messageEventDefinition", EventKind::kMessage},
    {"timerEventDefinition", EventKind::kTimer},
    {"signalEventDefinition", EventKind::kSignal},
    {"conditionalEventDefinition", EventKind::kConditional},
    {"escalationEventDefinition", EventKind::kEscalation},
    {"errorEventDefinition", EventKind::kError},
    {"linkEventDefinition", EventKind::kLink},
    {"compensateEventDefinition", EventKind::kCompensation},
    {"cancelEventDefinition", EventKind::kCancel},
    {"terminateEventDefinition", EventKind::kTerminate},
});

std::string with_id(const XmlElement& element) {
    const std::string_view id = element.attribute("id");
    return element.name + (id.empty() ? "" : " id=\"" + std::string(id) + "\"");
}

template <class List>
auto word_in(const List& list, std::string_view element) {
    return std::find_if(list.begin(), list.end(),
                        [&](const auto& each) { return each.element == element; });
}

}  // namespace

std::string_view element_of(NodeKind kind) {
    const auto* const found = std::find_if(kNodes.begin(), kNodes.end(),
                                           [&](const NodeWord& word) { return word.kind == kind; });
    return found->element;
}

void DiagramReader::report(DiagnosticKind kind, const Span& span,
                           std::vector<std::string> arguments) {
    if (diagnostics_.size() < kToldAtMost) {
        diagnostics_.push_back({kind, source_name_, span, std::move(arguments), {}, {}});
    }
}

Diagram DiagramReader::run() {
    const XmlElement& root = at(0);
    if (root.space != Space::kModel || root.name != "definitions") {
        report(DiagnosticKind::kBpmnOtherFile, root.span, {root.name});
        return {};
    }
    take_named(0, diagram_);
    list_items(0, kNone, true);
    each_child(0, [&](std::uint32_t child) { take_root(child); });
    if (!has_errors(diagnostics_)) {
        resolve();
    }
    if (!has_errors(diagnostics_)) {
        take_pictures();
        note_what_is_unusual();
    }
    return std::move(diagram_);
}

template <class T>
void DiagramReader::take_named(std::uint32_t element, T& named) const {
    named.id = at(element).attribute("id");
    named.name = one_line(at(element).attribute("name"));
    take_notes(element, named.notes);
    if constexpr (!std::is_same_v<T, Diagram>) {
        named.span = at(element).span;
        each_child(element, [&](std::uint32_t child) {
            if (at(child).space == Space::kModel && at(child).name == "documentation") {
                named.documentation.push_back(one_line(at(child).text));
            }
        });
    }
}

void DiagramReader::take_notes(std::uint32_t element, std::vector<Note>& notes) const {
    each_child(element, [&](std::uint32_t child) {
        if (at(child).space == Space::kModel && at(child).name == "extensionElements") {
            each_child(child, [&](std::uint32_t note) {
                if (at(note).space == Space::kOnus) {
                    notes.push_back({at(note).name, at(note).text});
                }
            });
        }
    });
}

template <class T>
std::uint32_t DiagramReader::add(std::vector<T>& list, T value, What what, std::uint32_t element) {
    const auto index = static_cast<std::uint32_t>(list.size());
    take_named(element, value);
    if (value.id.empty()) {
        report(DiagnosticKind::kBpmnIdMissing, at(element).span, {at(element).name});
    } else {
        by_id_[at(element).attribute("id")] = {what, index};
    }
    list.push_back(std::move(value));
    return index;
}

/// Also finds ids that are used twice. The picture has ids, too, and is no part of the meaning.
void DiagramReader::list_items(std::uint32_t element, std::uint32_t parent, bool named_by_file) {
    const XmlElement& here = at(element);
    std::uint32_t own = parent;
    const std::string_view id = here.attribute("id");
    if (!id.empty()) {
        const auto index = static_cast<std::uint32_t>(diagram_.items.size());
        if (!by_id_.emplace(id, Target{What::kOther, index}).second) {
            report(DiagnosticKind::kBpmnIdTwice, here.span, {std::string(id)});
        } else {
            own = index;
            diagram_.items.push_back(
                {std::string(id),
                 one_line(here.attribute(here.name == "categoryValue" ? "value" : "name")),
                 here.name, named_by_file ? kNone : parent, here.span});
        }
    }
    each_child(element, [&](std::uint32_t child) {
        if (at(child).space == Space::kModel && at(child).name != "extensionElements") {
            list_items(child, own, false);
        }
    });
}

void DiagramReader::take_root(std::uint32_t element) {
    const XmlElement& here = at(element);
    if (here.space != Space::kModel) {
        return;
    }
    static constexpr auto kDefinitions = std::to_array<std::string_view>({"message",
                                                                          "signal",
                                                                          "error",
                                                                          "escalation",
                                                                          "resource",
                                                                          "dataStore",
                                                                          "category",
                                                                          "itemDefinition",
                                                                          "interface",
                                                                          "import",
                                                                          "extension",
                                                                          "relationship",
                                                                          "correlationProperty",
                                                                          "endPoint",
                                                                          "partnerEntity",
                                                                          "partnerRole",
                                                                          "globalTask",
                                                                          "globalUserTask",
                                                                          "globalManualTask",
                                                                          "globalScriptTask",
                                                                          "globalBusinessRuleTask",
                                                                          "choreography",
                                                                          "globalConversation",
                                                                          "extensionElements",
                                                                          "documentation"});
    if (here.name == "process") {
        take_process(element);
    } else if (here.name == "collaboration") {
        take_collaboration(element);
    } else if (here.name == "dataStore") {
        take_data(element, {});
    } else if (const auto found = word_in(kEvents, here.name); found != kEvents.end()) {
        add(diagram_.definitions, Definition{{}, here.name}, What::kDefinition, element);
        definition_elements_.push_back(element);
    } else if (std::find(kDefinitions.begin(), kDefinitions.end(), here.name) ==
               kDefinitions.end()) {
        report(DiagnosticKind::kBpmnElementUnknown, here.span, {with_id(here)});
    } else if (!here.attribute("id").empty()) {
        add(diagram_.definitions, Definition{{}, here.name}, What::kDefinition, element);
        definition_elements_.push_back(element);
    }
}

void DiagramReader::take_collaboration(std::uint32_t element) {
    diagram_.collaboration = at(element).attribute("id");
    each_child(element, [&](std::uint32_t child) {
        const XmlElement& here = at(child);
        if (here.space != Space::kModel || take_artifact(child)) {
            return;
        }
        if (here.name == "participant") {
            const std::uint32_t index =
                add(diagram_.participants, Participant{}, What::kParticipant, child);
            if (const auto process = here.attribute("processRef"); !process.empty()) {
                participants_.emplace_back(index, Reference{child, process});
            }
        } else if (here.name == "messageFlow") {
            MessageFlow flow;
            flow.message = local_part(here.attribute("messageRef"));
            add(diagram_.message_flows, std::move(flow), What::kOther, child);
            message_flow_elements_.push_back(child);
        }
    });
}

void DiagramReader::take_process(std::uint32_t element) {
    const std::uint32_t process = add(diagram_.processes, Process{}, What::kProcess, element);
    take_content(element, {process, kNone});
}

void DiagramReader::take_content(std::uint32_t element, Place place) {
    static constexpr auto kSilent =
        std::to_array<std::string_view>({"extensionElements",
                                         "documentation",
                                         "incoming",
                                         "outgoing",
                                         "ioSpecification",
                                         "property",
                                         "resourceRole",
                                         "performer",
                                         "humanPerformer",
                                         "potentialOwner",
                                         "auditing",
                                         "monitoring",
                                         "supports",
                                         "correlationSubscription",
                                         "standardLoopCharacteristics",
                                         "multiInstanceLoopCharacteristics",
                                         "dataInputAssociation",
                                         "dataOutputAssociation",
                                         "completionCondition",
                                         "supportedInterfaceRef",
                                         "ioBinding",
                                         "loopCharacteristics"});
    each_child(element, [&](std::uint32_t child) {
        const XmlElement& here = at(child);
        if (here.space != Space::kModel || take_artifact(child)) {
            return;
        }
        if (const auto found = word_in(kNodes, here.name); found != kNodes.end()) {
            take_node(child, found->kind, place);
        } else if (here.name == "sequenceFlow") {
            take_flow(child);
        } else if (here.name == "laneSet") {
            diagram_.processes[place.process].lane_sets.emplace_back(here.attribute("id"));
            take_lanes(child, place.process, kNone);
        } else if (here.name == "dataObject" || here.name == "dataObjectReference" ||
                   here.name == "dataStoreReference") {
            take_data(child, place);
        } else if (std::find(kSilent.begin(), kSilent.end(), here.name) == kSilent.end()) {
            report(DiagnosticKind::kBpmnElementUnknown, here.span, {with_id(here)});
        }
    });
}

void DiagramReader::take_lanes(std::uint32_t element, std::uint32_t process, std::uint32_t parent) {
    each_child(element, [&](std::uint32_t child) {
        if (at(child).space != Space::kModel || at(child).name != "lane") {
            return;
        }
        Lane lane;
        lane.process = process;
        lane.parent = parent;
        const std::uint32_t index = add(diagram_.lanes, std::move(lane), What::kLane, child);
        each_child(child, [&](std::uint32_t part) {
            if (at(part).space != Space::kModel) {
                return;
            }
            if (at(part).name == "flowNodeRef") {
                lane_nodes_.emplace_back(index, Reference{part, trimmed(at(part).text)});
            } else if (at(part).name == "childLaneSet") {
                take_lanes(part, process, index);
            }
        });
    });
}

void DiagramReader::take_node(std::uint32_t element, NodeKind kind, Place place) {
    const XmlElement& here = at(element);
    Node node;
    node.kind = kind;
    node.process = place.process;
    node.parent = place.parent;
    node.triggered_by_event = here.attribute("triggeredByEvent") == "true";
    node.compensates = here.attribute("isForCompensation") == "true";
    node.called = local_part(here.attribute("calledElement"));
    node.interrupting =
        here.attribute("cancelActivity") != "false" && here.attribute("isInterrupting") != "false";
    if (const std::string message = local_part(here.attribute("messageRef")); !message.empty()) {
        node.messages.push_back(message);
    }
    const std::uint32_t index = add(diagram_.nodes, std::move(node), What::kNode, element);
    if (const auto attached = here.attribute("attachedToRef"); !attached.empty()) {
        attached_.emplace_back(index, Reference{element, attached});
    }
    if (const auto standard = here.attribute("default"); !standard.empty()) {
        standards_.emplace_back(index, Reference{element, standard});
    }
    each_child(element, [&](std::uint32_t child) {
        if (at(child).space == Space::kModel) {
            take_node_part(child, index);
        }
    });
    if (is_container(kind)) {
        take_content(element, {place.process, index});
    }
}

void DiagramReader::take_node_part(std::uint32_t element, std::uint32_t node) {
    const XmlElement& here = at(element);
    Node& around = diagram_.nodes[node];
    if (take_event_named(here.name, element, around)) {
        return;
    }
    if (here.name == "eventDefinitionRef") {
        shared_events_.emplace_back(node, Reference{element, trimmed(here.text)});
    } else if (here.name == "dataInputAssociation" || here.name == "dataOutputAssociation") {
        take_data_flow(element, node, here.name == "dataOutputAssociation");
    } else if (here.name == "standardLoopCharacteristics") {
        around.repetition = Repetition::kLoop;
    } else if (here.name == "multiInstanceLoopCharacteristics") {
        around.repetition = here.attribute("isSequential") == "true" ? Repetition::kSequential
                                                                     : Repetition::kParallel;
    } else if (here.name == "potentialOwner" || here.name == "humanPerformer" ||
               here.name == "performer" || here.name == "resourceRole") {
        each_child(element, [&](std::uint32_t child) {
            if (at(child).space == Space::kModel && at(child).name == "resourceRef") {
                around.resources.emplace_back(local_part(trimmed(at(child).text)));
            }
        });
    }
}

/// False if it defines no event.
bool DiagramReader::take_event_named(std::string_view name, std::uint32_t element, Node& node) {
    const auto* const found = word_in(kEvents, name);
    if (found != kEvents.end()) {
        take_event(element, found->kind, node);
    }
    return found != kEvents.end();
}

void DiagramReader::take_event(std::uint32_t element, EventKind kind, Node& node) {
    node.event = node.event == EventKind::kPlain ? kind : EventKind::kSeveral;
    node.detail = one_line(at(element).attribute("name"));
    for (const std::string_view what : {"messageRef", "signalRef", "errorRef", "escalationRef"}) {
        if (const std::string id = local_part(at(element).attribute(what)); !id.empty()) {
            node.messages.push_back(id);
        }
    }
    each_child(element, [&](std::uint32_t child) {
        const XmlElement& part = at(child);
        if (part.name == "timeDate" || part.name == "timeDuration" || part.name == "timeCycle") {
            node.timer = {part.name == "timeDate"       ? TimerForm::kDate
                          : part.name == "timeDuration" ? TimerForm::kDuration
                                                        : TimerForm::kCycle,
                          one_line(part.text)};
        } else if (part.name == "condition") {
            node.detail = one_line(part.text);
        }
    });
    if (kind == EventKind::kLink && node.detail.empty()) {
        node.detail = node.name;
    }
}

void DiagramReader::take_data_flow(std::uint32_t element, std::uint32_t node, bool out) {
    DataFlow flow;
    flow.node = node;
    flow.out = out;
    take_named(element, flow);
    const std::string_view end = out ? "targetRef" : "sourceRef";
    each_child(element, [&](std::uint32_t child) {
        if (at(child).name == end) {
            flow.data = trimmed(at(child).text);
        }
    });
    diagram_.data_flows.push_back(std::move(flow));
    data_flow_elements_.push_back(element);
}

void DiagramReader::take_flow(std::uint32_t element) {
    Flow flow;
    each_child(element, [&](std::uint32_t child) {
        if (at(child).space == Space::kModel && at(child).name == "conditionExpression") {
            flow.language = at(child).attribute("language");
            flow.condition = flow.language == "onus" ? std::string(trimmed(at(child).text))
                                                     : one_line(at(child).text);
        }
    });
    add(diagram_.flows, std::move(flow), What::kFlow, element);
    flow_elements_.push_back(element);
}

void DiagramReader::take_data(std::uint32_t element, Place place) {
    Data data;
    data.kind = at(element).name;
    data.process = place.process;
    data.referred = local_part(at(element).attribute(
        data.kind == "dataStoreReference" ? "dataStoreRef" : "dataObjectRef"));
    add(diagram_.data, std::move(data), What::kData, element);
}

bool DiagramReader::take_artifact(std::uint32_t element) {
    const std::string& name = at(element).name;
    if (name == "textAnnotation" || name == "group") {
        take_remark(element);
    } else if (name == "association") {
        take_association(element);
    } else {
        return false;
    }
    return true;
}

void DiagramReader::take_remark(std::uint32_t element) {
    Remark remark;
    remark.kind = at(element).name;
    remark.text = local_part(at(element).attribute("categoryValueRef"));
    each_child(element, [&](std::uint32_t child) {
        if (at(child).name == "text") {
            remark.text = one_line(at(child).text);
        }
    });
    add(diagram_.remarks, std::move(remark), What::kRemark, element);
}

void DiagramReader::take_association(std::uint32_t element) {
    Association association;
    association.from = local_part(at(element).attribute("sourceRef"));
    association.to = local_part(at(element).attribute("targetRef"));
    add(diagram_.associations, std::move(association), What::kOther, element);
    association_elements_.push_back(element);
}

}  // namespace onus::bpmn
