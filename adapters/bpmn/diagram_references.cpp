// SPDX-License-Identifier: Apache-2.0
//
// Names of a BPMN file become references. Every one that leads nowhere is told.

#include <algorithm>

#include "adapters/bpmn/diagram_reader.h"
#include "adapters/bpmn/words_of_xml.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::bpmn {

const DiagramReader::Target* DiagramReader::find(const Reference& reference,
                                                 std::string_view holder) {
    auto found = by_id_.find(reference.id);
    if (found == by_id_.end()) {  // some tools write a prefix before ids of the same file
        const std::size_t colon = reference.id.find(':');
        found = colon == std::string_view::npos ? by_id_.end()
                                                : by_id_.find(reference.id.substr(colon + 1));
    }
    if (found == by_id_.end()) {
        report(DiagnosticKind::kBpmnReferenceUnknown, at(reference.element).span,
               {std::string(holder), std::string(reference.id)});
        return nullptr;
    }
    return &found->second;
}

std::uint32_t DiagramReader::find(const Reference& reference, What what, std::string_view holder) {
    const Target* target = find(reference, holder);
    if (target != nullptr && target->what != what) {
        report(DiagnosticKind::kBpmnReferenceKind, at(reference.element).span,
               {std::string(holder), std::string(reference.id)});
        return kNone;
    }
    return target == nullptr ? kNone : target->index;
}

void DiagramReader::resolve() {
    for (const auto& [participant, reference] : participants_) {
        diagram_.participants[participant].process = find(reference, What::kProcess, "participant");
    }
    for (const auto& [node, reference] : attached_) {
        const std::uint32_t activity = find(reference, What::kNode, "boundaryEvent");
        const Node& event = diagram_.nodes[node];
        if (activity != kNone && (!is_activity(diagram_.nodes[activity].kind) ||
                                  diagram_.nodes[activity].process != event.process ||
                                  diagram_.nodes[activity].parent != event.parent)) {
            report(DiagnosticKind::kBpmnReferenceKind, at(reference.element).span,
                   {"boundaryEvent", std::string(reference.id)});
        }
        diagram_.nodes[node].attached = activity;
    }
    for (const Node& node : diagram_.nodes) {
        if (node.kind == NodeKind::kBoundary && node.attached == kNone &&
            !has_errors(diagnostics_)) {
            report(DiagnosticKind::kBpmnReferenceUnknown, node.span, {"boundaryEvent", ""});
        }
    }
    resolve_flows();
    resolve_shared_events();
    for (const auto& [node, reference] : standards_) {
        const std::uint32_t flow = find(reference, What::kFlow, diagram_.nodes[node].id);
        if (flow != kNone && diagram_.flows[flow].from != node) {
            report(DiagnosticKind::kBpmnReferenceKind, at(reference.element).span,
                   {at(reference.element).name, std::string(reference.id)});
        }
        diagram_.nodes[node].standard = flow;
    }
    resolve_lanes();
    resolve_data();
    resolve_remarks();
}

/// Definitions of events that stand beside the processes.
void DiagramReader::resolve_shared_events() {
    for (const auto& [node, reference] : shared_events_) {
        const std::uint32_t found = find(reference, What::kDefinition, "eventDefinitionRef");
        if (found == kNone) {
            continue;
        }
        const std::uint32_t element = definition_elements_[found];
        if (!take_event_named(at(element).name, element, diagram_.nodes[node])) {
            report(DiagnosticKind::kBpmnReferenceKind, at(reference.element).span,
                   {"eventDefinitionRef", std::string(reference.id)});
            continue;
        }
        diagram_.nodes[node].shared.push_back(diagram_.definitions[found].id);
    }
}

void DiagramReader::resolve_flows() {
    for (std::uint32_t i = 0; i < diagram_.flows.size(); ++i) {
        const std::uint32_t element = flow_elements_[i];
        Flow& flow = diagram_.flows[i];
        flow.from =
            find({element, at(element).attribute("sourceRef")}, What::kNode, "sequenceFlow");
        flow.to = find({element, at(element).attribute("targetRef")}, What::kNode, "sequenceFlow");
        if (flow.from == kNone || flow.to == kNone) {
            continue;
        }
        Node& from = diagram_.nodes[flow.from];
        Node& to = diagram_.nodes[flow.to];
        if (from.process != to.process || to.kind == NodeKind::kBoundary) {
            report(DiagnosticKind::kBpmnReferenceKind, at(element).span, {"sequenceFlow", to.id});
            continue;
        }
        from.outgoing.push_back(i);
        to.incoming.push_back(i);
    }
    for (std::size_t i = 0; i < diagram_.message_flows.size(); ++i) {
        const std::uint32_t element = message_flow_elements_[i];
        MessageFlow& flow = diagram_.message_flows[i];
        for (const auto& [attribute, end] :
             {std::pair{"sourceRef", &flow.from}, std::pair{"targetRef", &flow.to}}) {
            const Reference reference{element, at(element).attribute(attribute)};
            if (const Target* target = find(reference, "messageFlow")) {
                *end = target->what == What::kNode ? diagram_.nodes[target->index].id
                       : target->what == What::kParticipant
                           ? diagram_.participants[target->index].id
                           : std::string(reference.id);
            }
        }
    }
}

/// The innermost lane that names a node has it; what lies in a sub-process lies where that lies.
void DiagramReader::resolve_lanes() {
    for (const auto& [lane, reference] : lane_nodes_) {
        const Target* target = find(reference, "flowNodeRef");
        if (target == nullptr || target->what != What::kNode) {
            continue;  // data objects stand in lanes, too
        }
        Node& node = diagram_.nodes[target->index];
        diagram_.lanes[lane].nodes.push_back(target->index);
        std::uint32_t inner = lane;
        while (inner != kNone && inner != node.lane) {
            inner = diagram_.lanes[inner].parent;
        }
        node.lane = node.lane == kNone || inner == node.lane ? lane : node.lane;
    }
    for (Node& node : diagram_.nodes) {  // what is around comes first in the list
        if (node.lane == kNone && node.parent != kNone) {
            node.lane = diagram_.nodes[node.parent].lane;
        }
        if (node.lane == kNone && node.attached != kNone) {
            node.lane = diagram_.nodes[node.attached].lane;
        }
    }
}

void DiagramReader::resolve_data() {
    for (std::size_t i = 0; i < diagram_.data_flows.size(); ++i) {
        DataFlow& flow = diagram_.data_flows[i];
        if (flow.data.empty()) {
            continue;
        }
        // A part of the activity's own data may stand there; then nothing is drawn.
        const auto found = by_id_.find(flow.data);
        if (found == by_id_.end()) {
            report(DiagnosticKind::kBpmnReferenceUnknown, at(data_flow_elements_[i]).span,
                   {at(data_flow_elements_[i]).name, flow.data});
        }
    }
}

void DiagramReader::resolve_remarks() {
    const auto remark_of = [&](const Target* target) {
        return target != nullptr && target->what == What::kRemark ? &diagram_.remarks[target->index]
                                                                  : nullptr;
    };
    for (std::size_t i = 0; i < diagram_.associations.size(); ++i) {
        const std::uint32_t element = association_elements_[i];
        const Association& association = diagram_.associations[i];
        const Target* from = find({element, association.from}, "association");
        const Target* to = find({element, association.to}, "association");
        if (Remark* remark = remark_of(from)) {
            remark->about.push_back(association.to);
        }
        if (Remark* remark = remark_of(to)) {
            remark->about.push_back(association.from);
        }
    }
    for (Remark& remark : diagram_.remarks) {
        const auto value = by_id_.find(remark.text);
        if (remark.kind == "group" && value != by_id_.end() && value->second.what == What::kOther) {
            remark.name = diagram_.items[value->second.index].name;
        }
    }
}

void DiagramReader::note_what_is_unusual() {
    std::vector<bool> in_pool(diagram_.processes.size(), false);
    std::vector<bool> has_lanes(diagram_.processes.size(), false);
    for (const Participant& participant : diagram_.participants) {
        if (participant.process != kNone) {
            in_pool[participant.process] = true;
        }
    }
    for (const Lane& lane : diagram_.lanes) {
        has_lanes[lane.process] = true;
    }
    for (std::uint32_t i = 0; i < diagram_.processes.size(); ++i) {
        const Process& process = diagram_.processes[i];
        if (!in_pool[i] && has_lanes[i]) {
            report(DiagnosticKind::kBpmnLanesWithoutPool, process.span,
                   {process.name.empty() ? process.id : process.name});
        }
    }
    if (std::none_of(diagram_.nodes.begin(), diagram_.nodes.end(),
                     [](const Node& node) { return is_activity(node.kind); })) {
        report(DiagnosticKind::kBpmnNothing, at(0).span, {});
    }
    if (diagram_.shapes.empty()) {
        report(DiagnosticKind::kBpmnDiagramMissing, at(0).span, {});
    }
    for (const auto& [address, count] : tree_.vendors) {
        diagram_.vendors.emplace_back(address, count);
        report(DiagnosticKind::kBpmnVendor, at(0).span, {std::to_string(count), address});
    }
}

}  // namespace onus::bpmn
