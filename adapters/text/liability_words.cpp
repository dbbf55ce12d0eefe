// SPDX-License-Identifier: Apache-2.0
//
// The proposal of a liability with its whole chain.

#include "adapters/text/event_words.h"
#include "engine/duties/change.h"
#include "engine/liability/liability.h"

namespace onus::adapters {

std::string EventWords::chain(const engine::LiabilityProposed& proposed) const {
    std::string out;
    for (const engine::ChainLink& link : proposed.chain) {
        if (link.attempt == 0) {
            out += "    ├ " +
                   say("GAP: no {0} on record", "缺口：没有“{0}”的记录", {action(link.action)}) +
                   "\n";
            continue;
        }
        out += "    ├ " +
               say("{0}  {1} by {2} (attempt {3})", "{0}  {1}，办理人{2}（第{3}号）",
                   {time(link.at), action(link.action), person(link.actor),
                    std::to_string(link.attempt)}) +
               "\n";
        const engine::AttemptRow* const attempt = narrator_.state_.attempt(link.attempt);
        if (attempt == nullptr) {
            continue;
        }
        for (const engine::Finding& found : attempt->judged.findings) {
            if (found.level > engine::Level::kNote) {
                out += "    │   " + level(found.level) + "  " + title(found.rule) + "  " +
                       text(found.text) + "\n";
            }
        }
        if (!attempt->judged.reason.empty()) {
            out +=
                "    │   " + say("Reason: “{0}”", "理由：“{0}”", {attempt->judged.reason}) + "\n";
        }
    }
    for (const std::uint64_t number : proposed.duties) {
        const engine::DutyRow* const duty = narrator_.state_.duty(number);
        if (duty == nullptr) {
            continue;
        }
        const engine::MatterRow* const matter = matter_of(*duty);
        out += "    ├ " +
               say("duty {0} of {1}: {2}", "职责{0} 责任人{1}：{2}",
                   {std::to_string(number), person(engine::answerable_for(*duty)),
                    title(duty->opened.declaration)}) +
               "\n";
        if (duty->overdue_at) {
            out += "    │   " + say("overdue since {0}", "自{0}起逾期", {time(*duty->overdue_at)}) +
                   "\n";
        }
        if (matter != nullptr && matter->decided_at && matter->decision) {
            out += "    │   " +
                   say("{0} decided at {1}: {2} — “{3}”", "{0}于{1}决定：{2}——“{3}”",
                       {person(matter->decided_by), time(*matter->decided_at),
                        std::string(decision(*matter->decision)), matter->opinion}) +
                   "\n";
        } else if (duty->overdue_at) {
            out += "    │   " + say("no decision on record", "没有决定记录") + "\n";
        }
    }
    return out;
}

std::string EventWords::operator()(const engine::LiabilityProposed& proposed) const {
    std::string out = "  " + painted("§ ", "33") +
                      say("LIABILITY for {0}: {1}", "责任划分 {0}：{1}",
                          {proposed.subject, title(proposed.declaration)}) +
                      "\n";
    out += chain(proposed);
    if (proposed.untraceable) {
        out += "    └ " +
               say("The chain has a gap; nobody is charged.", "链条有缺口，不归责于任何人。") +
               "\n";
        return out;
    }
    for (std::size_t i = 0; i < proposed.shares.size(); ++i) {
        const engine::AssignedShare& share = proposed.shares[i];
        out += i + 1 == proposed.shares.size() ? "    └ " : "    ├ ";
        out += share.percent.to_string() + "%  " +
               (share.person.empty() ? say("unassigned", "未落实到人") : person(share.person));
        if (!share.moved.empty()) {
            out += say("  (moved by the exception)", "  （按例外移转）");
        }
        out += "\n";
    }
    return out + settlement(preview_ ? nullptr : engine::matter_of(narrator_.state_, proposed));
}

std::string EventWords::settlement(const engine::MatterRow* matter) const {
    if (matter == nullptr) {
        return "    " +
               say("PROPOSED, until a person confirms it.", "状态：建议，须经有权人员确认。") +
               "\n";
    }
    const std::string number = std::to_string(matter->opened.matter);
    if (!matter->decision || !matter->decided_at) {
        return "    " +
               say("PROPOSED, until {0} decides matter {1}; it counts against nobody.",
                   "状态：建议，待{0}就待办{1}作出决定，此前不对任何人生效。",
                   {decider(matter->decider), number}) +
               "\n";
    }
    const bool confirmed = *matter->decision == engine::Decision::kApprove;
    return "    " +
           say(confirmed ? "CONFIRMED by {0} at {1} — “{2}”" : "DISMISSED by {0} at {1} — “{2}”",
               confirmed ? "状态：已由{0}于{1}确认——“{2}”" : "状态：{0}于{1}决定不予采纳——“{2}”",
               {person(matter->decided_by), time(*matter->decided_at), matter->opinion}) +
           "\n";
}

}  // namespace onus::adapters
