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
                if (step != nullptr) {
                    mark(flow.id, Fate::kListed, Reason::kUnused);
                }
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
        bool told = sender != nullptr || receiver != nullptr;
        if (sender == nullptr && from != kNone && !is_left_out(from)) {
            told = remark_before(from, word("Sends the message: ", "发出消息：") + name) || told;
        }
        if (receiver == nullptr && to != kNone && process_of(to) != nullptr) {
            process_of(to)->remarks.push_back(word("Gets the message: ", "收到消息：") + name);
            told = true;
        }
        if (!told) {
            fate = Fate::kListed;
            reason = Reason::kUnreachableMessage;
        }
        mark(flow.id, fate, reason);
        mark(flow.message, fate, reason);
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
        bool placed = text.empty();
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
        const Fate fate = placed && !text.empty() ? Fate::kRemark : Fate::kListed;
        const Reason reason = text.empty() ? Reason::kNoText
                              : !placed    ? Reason::kNoStep
                              : frame      ? Reason::kFrameRemark
                                           : Reason::kRemarkOnly;
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

void OutlineBuilder::mark_flows(const std::vector<bool>& has_outline) {
    for (std::uint32_t index = 0; index < diagram_.flows.size(); ++index) {
        const Flow& flow = diagram_.flows[index];
        const Node& from = diagram_.nodes[flow.from];
        const bool is_out = is_left_out(flow.from) || is_left_out(flow.to);
        if (!has_outline[from.process] || is_out || is_crossing_[index]) {
            mark(flow.id, Fate::kListed,
                 is_crossing_[index]      ? Reason::kCrosses
                 : is_left_out(flow.from) ? left_out_[flow.from]
                 : is_left_out(flow.to)   ? left_out_[flow.to]
                                          : Reason::kNoStep);
            continue;
        }
        if (leads_back_[index]) {
            const auto same = same_return_.find(index);
            const auto back =
                same == same_return_.end() ? returns_.end() : returns_.find(same->second);
            const bool kept = same != same_return_.end() &&
                              (back == returns_.end() || back->second == Reason::kReturnBound);
            mark(flow.id,
                 !kept                    ? Fate::kListed
                 : back == returns_.end() ? Fate::kCarried
                                          : Fate::kQuestion,
                 back != returns_.end() ? back->second
                 : kept                 ? Reason::kNoReason
                                        : Reason::kReturnAhead);
            continue;
        }
        if (flow.condition.empty() || flow.language == "onus") {
            mark(flow.id, Fate::kCarried);
            continue;
        }
        const bool asked =
            is_asked(key_of(kOfFlow, index)) || is_asked(key_of(kOfGateway, flow.from));
        mark(flow.id, asked ? Fate::kQuestion : Fate::kListed,
             asked ? Reason::kConditionAsked : Reason::kSameWay);
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
    mark_flows(has_outline);
    for (std::uint32_t node = 0; node < diagram_.nodes.size(); ++node) {
        if (is_left_out(node)) {
            mark(diagram_.nodes[node].id, Fate::kListed, left_out_[node]);
        } else if (!has_outline[diagram_.nodes[node].process]) {
            mark(diagram_.nodes[node].id, Fate::kListed, Reason::kNoStep);
        }
    }
    for (const Node& node : diagram_.nodes) {
        const auto own = item_of_.find(node.id);
        for (const std::string& id : node.shared) {
            const auto item = item_of_.find(id);
            if (own != item_of_.end() && item != item_of_.end() && !marked_[item->second]) {
                mark(id, result_.inventory[own->second].fate,
                     result_.inventory[own->second].reason);
            }
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
