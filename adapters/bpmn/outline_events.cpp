// SPDX-License-Identifier: Apache-2.0
//
// Events, and what was asked: each is told where a person reads it, or listed.

#include <algorithm>

#include "adapters/bpmn/outline_builder.h"

namespace onus::bpmn {

OutlineProcess* OutlineBuilder::process_of(std::uint32_t node) {
    const std::uint32_t unit = unit_of_[node];
    return unit == kNone || units_[unit].outline == kNone
               ? nullptr
               : &result_.outline.processes[units_[unit].outline];
}

/// On the steps that lead to the node, or on its process if there are none, or many.
bool OutlineBuilder::remark_before(std::uint32_t node, const std::string& remark) {
    OutlineProcess* const process = process_of(node);
    const std::vector<std::uint32_t> steps =
        process == nullptr ? std::vector<std::uint32_t>() : steps_before(node);
    for (const std::uint32_t step : steps) {
        step_at(step)->remarks.push_back(remark);
    }
    if (process != nullptr && steps.empty()) {
        process->remarks.push_back(remark);
    }
    return process != nullptr;
}

void OutlineBuilder::take_events() {
    for (std::uint32_t index = 0; index < diagram_.nodes.size(); ++index) {
        const Node& node = diagram_.nodes[index];
        OutlineProcess* const process = process_of(index);
        if (process == nullptr) {
            continue;
        }
        take_message_of(index);
        const bool plain = node.event == EventKind::kPlain;
        const bool is_end = node.kind == NodeKind::kEnd;
        if (node.kind == NodeKind::kStart) {
            take_start(index, *process);
        } else if (node.kind == NodeKind::kBoundary) {
            take_boundary(index, *process);
        } else if (node.event == EventKind::kLink) {
            const auto thrown = links_.find({node.process, node.detail});
            const bool caught =
                std::any_of(diagram_.nodes.begin(), diagram_.nodes.end(), [&](const Node& other) {
                    return other.kind == NodeKind::kCatch && other.event == EventKind::kLink &&
                           other.process == node.process && other.detail == node.detail;
                });
            const bool leads_on = thrown != links_.end() && caught;
            mark(node.id, leads_on ? Fate::kCarried : Fate::kListed,
                 leads_on ? Reason::kNoReason : Reason::kUnused);
        } else if ((is_end || node.kind == NodeKind::kThrow) && !is_step(index)) {
            const bool own = is_end && node.name == word("done", "完成");
            if (!plain || (!node.name.empty() && !own)) {
                static_cast<void>(remark_before(
                    index, word("Then: ", "之后：") + called(node, element_of(node.kind))));
            }
            mark(node.id, plain ? Fate::kCarried : Fate::kRemark,
                 plain    ? Reason::kNoReason
                 : is_end ? Reason::kEndRemark
                          : Reason::kThrowRemark);
        }
    }
}

/// Whoever has the lane of a start event starts the process.
void OutlineBuilder::take_start(std::uint32_t index, OutlineProcess& process) {
    const Node& node = diagram_.nodes[index];
    const bool plain = node.event == EventKind::kPlain;
    if (process.is_part) {
        if (!node.name.empty() && node.name != word("begin", "开始")) {  // as an export says it
            process.remarks.push_back(word("Begins with: ", "始于：") + node.name);
        }
    } else {
        const std::string role = role_for(index);
        auto& all = process.started_by;
        if (!role.empty() && role.find('.') == std::string::npos &&
            std::find(all.begin(), all.end(), role) == all.end()) {
            all.push_back(role);
        }
        if (process.action_title.empty()) {
            process.action_title = node.name;
        } else if (!node.name.empty()) {
            process.remarks.push_back(word("Also starts with: ", "也可始于：") + node.name);
        }
    }
    if (!plain) {
        process.remarks.push_back(word("Starts with: ", "始于：") + called(node, node.timer.text));
        if (!node.timer.text.empty() && !node.name.empty()) {
            process.remarks.push_back(word("Timer: ", "定时：") + node.timer.text);
        }
    }
    mark(node.id, plain ? Fate::kCarried : Fate::kRemark,
         plain ? Reason::kNoReason : Reason::kStartRemark);
}

void OutlineBuilder::take_boundary(std::uint32_t index, OutlineProcess& process) {
    const Node& node = diagram_.nodes[index];
    OutlineStep* const step = step_at(node.attached);
    if (step == nullptr) {
        mark(node.id, Fate::kListed, Reason::kNoStep);
        return;
    }
    const auto spare = spare_timers_.find(index);
    if (node.event == EventKind::kTimer && spare == spare_timers_.end()) {
        mark(node.id, Fate::kCarried);
    } else if (spare != spare_timers_.end()) {
        mark(node.id, Fate::kListed, spare->second);  // unless it is asked, too
    } else if (node.outgoing.empty()) {
        step->remarks.push_back(word("May happen: ", "可能发生：") +
                                called(node, word("event", "事件")));
        mark(node.id, Fate::kRemark, Reason::kEventRemark);
    }
    if (node.event == EventKind::kEscalation) {
        for (const std::uint32_t flow : node.outgoing) {
            const OutlineStep* next = step_at(diagram_.flows[flow].to);
            step->alarm_to = next == nullptr ? process.owner : next->owner;
        }
    }
}

/// What a message, signal or error is called, where the node that means it has a name of its own.
void OutlineBuilder::take_message_of(std::uint32_t index) {
    const Node& node = diagram_.nodes[index];
    const bool stands = node.kind == NodeKind::kBoundary;
    OutlineStep* const step = step_at(stands ? node.attached : index);
    std::vector<std::string>& remarks =
        step == nullptr ? process_of(index)->remarks : step->remarks;
    const auto tell = [&](const std::string& what) {
        remarks.push_back(step != nullptr && !stands
                              ? word("Means: ", "所指：") + what
                              : called(node, element_of(node.kind)) + word(": ", "：") + what);
    };
    for (const std::string& id : node.messages) {
        const auto item = item_of_.find(id);
        if (item == item_of_.end() || marked_[item->second]) {
            continue;
        }
        const std::string& name = diagram_.items[item->second].name;
        // What is told of an event without a name is called by it.
        const bool known = name == node.name || (node.name.empty() && !is_step(index));
        if (!name.empty() && !known) {
            tell(name);
        }
        mark(id, Fate::kRemark, Reason::kMessageRemark);
    }
    const bool waits = step != nullptr && !stands;  // a step tells its detail itself
    if (!waits && node.event == EventKind::kConditional && !node.detail.empty()) {
        tell(node.detail);
    }
}

/// What is written about elements that are no steps.
void OutlineBuilder::take_documentation() {
    auto& processes = result_.outline.processes;
    if (processes.empty()) {
        return;
    }
    const auto tell = [&](const Named& named, std::string_view kind, OutlineProcess* process) {
        for (const std::string& text : named.documentation) {
            if (!text.empty()) {
                (process == nullptr ? processes.front() : *process)
                    .remarks.push_back(called(named, kind) + word(": ", "：") + text);
            }
        }
    };
    for (std::uint32_t i = 0; i < diagram_.nodes.size(); ++i) {
        const Node& node = diagram_.nodes[i];
        if (!is_left_out(i) && step_at(i) == nullptr) {
            tell(node, element_of(node.kind), process_of(i));
        }
    }
    for (const Flow& flow : diagram_.flows) {
        tell(flow, {}, process_of(flow.from));
    }
    for (const Lane& lane : diagram_.lanes) {
        tell(lane, {}, nullptr);
    }
    for (const Participant& participant : diagram_.participants) {
        tell(participant, {}, nullptr);
    }
    for (const Data& data : diagram_.data) {
        tell(data, {}, nullptr);
    }
}

/// When it is known which answers steps depend on.
void OutlineBuilder::mark_what_is_asked() {
    for (std::uint32_t index = 0; index < diagram_.nodes.size(); ++index) {
        if (process_of(index) != nullptr && !is_step(index)) {
            mark_asked(index);
        }
    }
    for (std::uint32_t unit = 0; unit < units_.size(); ++unit) {
        for (const std::uint32_t start : starts_[unit]) {
            if (is_asked(key_of(kOfStart, unit))) {
                mark(diagram_.nodes[start].id, Fate::kQuestion, Reason::kStartAsked);
            }
        }
    }
}

void OutlineBuilder::mark_asked(std::uint32_t index) {
    const Node& node = diagram_.nodes[index];
    const auto mark_as = [&](bool asked, Reason reason) {
        mark(node.id, asked ? Fate::kQuestion : Fate::kListed, asked ? reason : Reason::kSameWay);
    };
    if (node.kind == NodeKind::kBoundary) {
        const bool spare = spare_timers_.contains(index);
        const bool asked = is_asked(node.interrupting ? key_of(kOfActivity, node.attached)
                                                      : key_of(kOfEvent, index));
        if (!node.outgoing.empty() && (spare ? asked : node.event != EventKind::kTimer)) {
            mark_as(asked, Reason::kEventAsked);
        }
    } else if (node.kind == NodeKind::kCatch && node.event != EventKind::kLink) {
        std::uint32_t gateway = kNone;
        for (const std::uint32_t flow : node.incoming) {
            const std::uint32_t from = diagram_.flows[flow].from;
            gateway = diagram_.nodes[from].kind == NodeKind::kEventBased ? from : gateway;
        }
        if (node.event == EventKind::kTimer && gateway != kNone && becomes_step_[gateway] &&
            !spare_timers_.contains(index)) {
            mark(node.id, Fate::kCarried);
        } else if (gateway != kNone && diagram_.nodes[gateway].outgoing.size() < 2) {
            mark(node.id, Fate::kCarried);
        } else {
            mark_as(gateway != kNone && is_asked(key_of(kOfGateway, gateway)), Reason::kEventAsked);
        }
    } else if (is_gateway(node.kind)) {
        const Asking& asking = asking_[index];
        const bool asked =
            is_asked(key_of(kOfGateway, index)) ||
            std::any_of(node.outgoing.begin(), node.outgoing.end(),
                        [&](std::uint32_t flow) { return is_asked(key_of(kOfFlow, flow)); });
        if (asked || (node.outgoing.size() > 1 && node.kind != NodeKind::kParallel &&
                      asking.written.empty())) {
            mark_as(asked, Reason::kGatewayAsks);
        } else {
            mark(node.id, Fate::kCarried);
        }
    }
}

}  // namespace onus::bpmn
