// SPDX-License-Identifier: Apache-2.0
//
// What surrounds the steps of a diagram: data, messages, events, remarks; and what became of each
// element.

#include <algorithm>

#include "adapters/bpmn/outline_builder.h"

namespace onus::bpmn {

void OutlineBuilder::mark(const std::string& id, Fate fate, Reason reason) {
    const auto found = item_of_.find(id);
    if (found != item_of_.end()) {
        result_.inventory[found->second].fate = fate;
        result_.inventory[found->second].reason = reason;
        marked_[found->second] = true;
    }
}

/// The name of something, else what a message or signal that it means is called.
std::string OutlineBuilder::called(const Named& named, std::string_view kind) const {
    if (!named.name.empty()) {
        return named.name;
    }
    if (const auto node = node_of_.find(named.id); node != node_of_.end()) {
        for (const std::string& id : diagram_.nodes[node->second].messages) {
            const auto item = item_of_.find(id);
            if (item != item_of_.end() && !diagram_.items[item->second].name.empty()) {
                return diagram_.items[item->second].name;
            }
        }
    }
    return kind.empty() ? named.id : std::string(kind);
}

void OutlineBuilder::remark_before(std::uint32_t node, const std::string& remark) {
    std::vector<std::uint32_t> steps;
    for (const Way& way : ways_to(node)) {
        if (way.from != kNone && std::find(steps.begin(), steps.end(), way.from) == steps.end()) {
            steps.push_back(way.from);
            step_at(way.from)->remarks.push_back(remark);
        }
    }
}

/// What a step writes it delivers; what it only reads is a remark.
void OutlineBuilder::take_data() {
    std::unordered_map<std::string_view, const Data*> by_id;
    for (const Data& data : diagram_.data) {
        by_id.emplace(data.id, &data);
    }
    const auto original_of = [&](const std::string& id) -> const Data* {
        const auto found = by_id.find(id);
        return found == by_id.end() ? nullptr : found->second;
    };
    for (const bool out : {true, false}) {
        for (const DataFlow& flow : diagram_.data_flows) {
            OutlineStep* step = flow.out == out ? step_at(flow.node) : nullptr;
            const Data* data = step == nullptr ? nullptr : original_of(flow.data);
            if (data == nullptr) {
                continue;
            }
            const std::string name = called(*data, word("document", "文件"));
            const Fate fate = out ? Fate::kCarried : Fate::kRemark;
            const Reason reason = out ? Reason::kNoReason : Reason::kReadRemark;
            if (out) {
                const StepPlace place = step_of_[flow.node];
                step->deliverables.push_back(
                    {field_names_[place.process][place.step].take(
                         name_from(name, result_.outline.language, word("document", "文件"))),
                     word("file", "文件")});
            } else {
                step->remarks.push_back(word("Needs: ", "需要：") + name);
            }
            mark(flow.id, fate, reason);
            for (const std::string& id : {data->id, data->referred}) {
                const auto item = item_of_.find(id);
                if (item != item_of_.end() && !marked_[item->second]) {
                    mark(id, fate, reason);
                }
            }
        }
    }
}

/// Whoever sends a message delivers it; the other process does not wait.
void OutlineBuilder::take_messages() {
    const auto node_at = [&](const std::string& id) {
        const auto found = node_of_.find(id);
        return found == node_of_.end() ? kNone : found->second;
    };
    for (const MessageFlow& flow : diagram_.message_flows) {
        const std::uint32_t from = node_at(flow.from);
        const std::uint32_t to = node_at(flow.to);
        OutlineStep* sender = from == kNone ? nullptr : step_at(from);
        OutlineStep* receiver = to == kNone ? nullptr : step_at(to);
        std::string name = flow.name;
        if (const auto item = item_of_.find(flow.message); name.empty() && item != item_of_.end()) {
            name = diagram_.items[item->second].name;
        }
        if (name.empty()) {
            name = to == kNone ? word("message", "消息")
                               : called(diagram_.nodes[to], word("message", "消息"));
        }
        Fate fate = Fate::kRemark;
        Reason reason = Reason::kMessageRemark;
        if (sender != nullptr) {
            const StepPlace place = step_of_[from];
            sender->deliverables.push_back(
                {field_names_[place.process][place.step].take(
                     name_from(name, result_.outline.language, word("message", "消息"))),
                 word("text", "文本")});
            fate = Fate::kCarried;
            reason = Reason::kNoReason;
        }
        if (receiver != nullptr) {
            receiver->remarks.push_back(word("Gets the message: ", "收到消息：") + name);
        }
        if (sender == nullptr && receiver == nullptr && from == kNone && to == kNone) {
            fate = Fate::kListed;
            reason = Reason::kUnreachableMessage;
        }
        mark(flow.id, fate, reason);
        mark(flow.message, fate, reason);
    }
}

void OutlineBuilder::take_events() {
    for (std::uint32_t index = 0; index < diagram_.nodes.size(); ++index) {
        const Node& node = diagram_.nodes[index];
        const std::uint32_t unit = unit_of_[index];
        if (unit == kNone || units_[unit].outline == kNone) {
            continue;
        }
        OutlineProcess* const outline = &result_.outline.processes[units_[unit].outline];
        for (const std::string& id : node.messages) {
            const auto item = item_of_.find(id);
            if (item != item_of_.end() && !marked_[item->second]) {
                mark(id, Fate::kRemark, Reason::kMessageRemark);
            }
        }
        const bool plain = node.event == EventKind::kPlain;
        if (node.kind == NodeKind::kStart) {
            if (node.parent == kNone && outline->action_title.empty()) {
                outline->action_title = node.name;
                const std::string role = role_for(index);
                outline->started_by = role.find('.') == std::string::npos ? role : std::string();
            } else if (node.parent == kNone && !node.name.empty()) {
                outline->remarks.push_back(word("Also starts with: ", "也可始于：") + node.name);
            }
            if (!plain && node.parent == kNone) {
                outline->remarks.push_back(word("Starts with: ", "始于：") +
                                           called(node, node.timer.text));
            }
            mark(node.id, plain ? Fate::kCarried : Fate::kRemark,
                 plain ? Reason::kNoReason : Reason::kStartRemark);
        } else if (node.kind == NodeKind::kEnd) {
            if (!plain || (!node.name.empty() && result_.outline.preamble.empty())) {
                remark_before(index,
                              word("Then: ", "之后：") + called(node, element_of(node.kind)));
            }
            mark(node.id, plain ? Fate::kCarried : Fate::kRemark,
                 plain ? Reason::kNoReason : Reason::kEndRemark);
        } else if (node.kind == NodeKind::kThrow && node.event != EventKind::kLink) {
            if (!plain || !node.name.empty()) {
                remark_before(index,
                              word("Then: ", "之后：") + called(node, element_of(node.kind)));
            }
            mark(node.id, plain ? Fate::kCarried : Fate::kRemark,
                 plain ? Reason::kNoReason : Reason::kThrowRemark);
        } else if (node.kind == NodeKind::kBoundary) {
            OutlineStep* step = step_at(node.attached);
            const bool has_length = node.event == EventKind::kTimer && step != nullptr &&
                                    !length_from(node.timer.text, result_.outline.language).empty();
            mark(node.id, node.outgoing.empty() || has_length ? Fate::kCarried : Fate::kQuestion,
                 node.outgoing.empty() ? Reason::kNoReason : Reason::kEventAsked);
            if (node.event == EventKind::kTimer && step == nullptr) {
                mark(node.id, Fate::kRemark, Reason::kTimerRemark);
            }
            if (spare_timers_.contains(index)) {
                const bool leads_on = !node.outgoing.empty();
                mark(node.id, leads_on ? Fate::kQuestion : Fate::kListed,
                     leads_on     ? Reason::kEventAsked
                     : has_length ? Reason::kTimerLonger
                                  : Reason::kTimerUnreadable);
            }
            if (node.event == EventKind::kCompensation) {
                mark(node.id, Fate::kListed, Reason::kCompensation);
            }
            if (node.event == EventKind::kEscalation && step != nullptr) {
                for (const std::uint32_t flow : node.outgoing) {
                    const OutlineStep* next = step_at(diagram_.flows[flow].to);
                    step->alarm_to = next == nullptr ? outline->owner : next->owner;
                }
            }
        } else if (node.kind == NodeKind::kCatch && step_at(index) == nullptr) {
            mark(node.id, node.event == EventKind::kLink ? Fate::kCarried : Fate::kQuestion,
                 node.event == EventKind::kLink ? Reason::kNoReason : Reason::kEventAsked);
        } else if (is_gateway(node.kind) || node.kind == NodeKind::kThrow) {
            const bool asks = node.outgoing.size() > 1 && node.kind != NodeKind::kParallel;
            mark(node.id, asks ? Fate::kQuestion : Fate::kCarried,
                 asks ? Reason::kGatewayAsks : Reason::kNoReason);
        }
    }
}

void OutlineBuilder::take_remarks() {
    std::unordered_multimap<std::string_view, const Association*> associations;
    for (const Association& association : diagram_.associations) {
        associations.emplace(association.from, &association);
        associations.emplace(association.to, &association);
    }
    for (const Remark& remark : diagram_.remarks) {
        const bool frame = remark.kind == "group";
        std::string text = frame ? remark.name : remark.text;
        if (frame && text.empty()) {
            text = word("a frame", "分组框");
        }
        bool placed = false;
        for (const std::string& id : remark.about) {
            const auto node = node_of_.find(id);
            OutlineStep* step = node == node_of_.end() ? nullptr : step_at(node->second);
            if (step != nullptr) {
                step->remarks.push_back(text);
                placed = true;
            }
        }
        if (!placed && !result_.outline.processes.empty()) {
            result_.outline.processes.front().remarks.push_back(text);
            placed = true;
        }
        const Fate fate = placed ? Fate::kRemark : Fate::kListed;
        const Reason reason = frame ? Reason::kFrameRemark : Reason::kRemarkOnly;
        mark(remark.id, fate, reason);
        if (frame) {
            mark(remark.text, fate, reason);
            const auto value = item_of_.find(remark.text);
            if (value != item_of_.end() && diagram_.items[value->second].parent != kNone) {
                mark(diagram_.items[diagram_.items[value->second].parent].id, fate, reason);
            }
        }
        const auto [first, last] = associations.equal_range(remark.id);
        for (auto each = first; each != last; ++each) {
            mark(each->second->id, fate, reason);
        }
    }
}

/// Flows, lanes and parties; then whatever shares the fate of what is around it.
void OutlineBuilder::mark_the_rest() {
    std::vector<bool> has_outline(diagram_.processes.size(), false);
    for (std::uint32_t i = 0; i < diagram_.processes.size(); ++i) {
        const auto item = item_of_.find(diagram_.processes[i].id);
        has_outline[i] = item != item_of_.end() && marked_[item->second];
        const Fate fate = has_outline[i] ? Fate::kCarried : Fate::kListed;
        const Reason reason = has_outline[i] ? Reason::kNoReason : Reason::kNoStep;
        mark(diagram_.processes[i].id, fate, reason);
        for (const std::string& set : diagram_.processes[i].lane_sets) {
            mark(set, fate, reason);
        }
    }
    for (const Participant& participant : diagram_.participants) {
        const bool here = participant.process != kNone && has_outline[participant.process];
        mark(participant.id, here ? Fate::kCarried : Fate::kListed,
             here                           ? Reason::kNoReason
             : participant.process == kNone ? Reason::kOtherParty
                                            : Reason::kNoStep);
    }
    std::vector<bool> lane_used(diagram_.lanes.size(), false);
    for (std::uint32_t node = 0; node < diagram_.nodes.size(); ++node) {
        for (std::uint32_t lane = diagram_.nodes[node].lane;
             lane != kNone && step_of_[node].process != kNone; lane = diagram_.lanes[lane].parent) {
            lane_used[lane] = true;
        }
    }
    for (std::uint32_t i = 0; i < diagram_.lanes.size(); ++i) {
        mark(diagram_.lanes[i].id, lane_used[i] ? Fate::kCarried : Fate::kListed,
             lane_used[i] ? Reason::kNoReason : Reason::kNoStep);
    }
    for (const Flow& flow : diagram_.flows) {
        const bool here = has_outline[diagram_.nodes[flow.from].process] &&
                          !is_left_out(node_of_.at(diagram_.nodes[flow.from].id));
        const bool asked = !flow.condition.empty() && flow.language != "onus";
        const auto back = returns_.find(static_cast<std::uint32_t>(&flow - diagram_.flows.data()));
        if (here && back != returns_.end()) {
            mark(flow.id, back->second == Reason::kReturnBound ? Fate::kQuestion : Fate::kListed,
                 back->second);
            continue;
        }
        mark(flow.id,
             !here   ? Fate::kListed
             : asked ? Fate::kQuestion
                     : Fate::kCarried,
             !here   ? Reason::kEventSubProcess
             : asked ? Reason::kConditionAsked
                     : Reason::kNoReason);
    }
    for (std::uint32_t node = 0; node < diagram_.nodes.size(); ++node) {
        if (is_left_out(node)) {
            mark(diagram_.nodes[node].id, Fate::kListed,
                 diagram_.nodes[node].compensates ? Reason::kCompensation
                                                  : Reason::kEventSubProcess);
        } else if (!has_outline[diagram_.nodes[node].process]) {
            mark(diagram_.nodes[node].id, Fate::kListed, Reason::kNoStep);
        }
    }
    for (const Association& association : diagram_.associations) {
        const auto to = node_of_.find(association.to);
        if (to != node_of_.end() && diagram_.nodes[to->second].compensates) {
            mark(association.id, Fate::kListed, Reason::kCompensation);
        }
    }
    for (const Unit& unit : units_) {
        if (unit.timer != kNone) {
            const bool kept = !result_.outline.processes[unit.outline].within.empty();
            const Node& event = diagram_.nodes[unit.timer];
            for (const std::string& id : {event.id, diagram_.nodes[event.parent].id}) {
                mark(id, kept ? Fate::kCarried : Fate::kRemark,
                     kept ? Reason::kNoReason : Reason::kTimerRemark);
            }
        }
    }
    for (std::uint32_t i = 0; i < diagram_.items.size(); ++i) {  // what is around comes first
        InventoryEntry& entry = result_.inventory[i];
        const std::uint32_t around = diagram_.items[i].parent;
        if (marked_[i]) {
            continue;
        }
        if (around != kNone && diagram_.items[around].kind != "process" &&
            diagram_.items[around].kind != "collaboration") {
            entry.fate = result_.inventory[around].fate;
            entry.reason = result_.inventory[around].reason;
        } else {
            entry.fate = Fate::kListed;
            entry.reason = entry.kind == "itemDefinition" || entry.kind == "interface" ||
                                   entry.kind == "import" || entry.kind == "operation"
                               ? Reason::kTechnical
                               : Reason::kUnused;
        }
    }
}

}  // namespace onus::bpmn
