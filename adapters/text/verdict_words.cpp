// SPDX-License-Identifier: Apache-2.0
//
// The verdict: which rules spoke, with which values, and what would make it pass.

#include <algorithm>
#include <iterator>

#include "adapters/text/event_words.h"
#include "engine/run/explain.h"

namespace onus::adapters {

using engine::Level;

/// "return_window  retail.onus:30  Retail Manual 4.2"
std::string EventWords::source_of(std::string_view rule) const {
    std::string out(rule);
    if (program_ == nullptr) {
        return out;
    }
    const auto append = [&](const std::string& place, const engine::Bilingual& cite) {
        if (!place.empty()) {
            out += "  " + place;
        }
        if (const std::string& words = in(cite, language_); !words.empty()) {
            out += "  " + words;
        }
        return out;
    };
    if (const auto gate = program_->gate_by_id.find(rule); gate != program_->gate_by_id.end()) {
        const engine::Gate& found = program_->gates[gate->second];
        return append(found.place, found.cite);
    }
    if (const auto duty = program_->duty_by_id.find(rule); duty != program_->duty_by_id.end()) {
        const engine::DutyInfo& found = program_->duties[duty->second];
        return append(found.place, found.cite);
    }
    for (const engine::PermissionInfo& permission : program_->permissions) {
        if (permission.id == rule) {
            return append(permission.place, permission.cite);
        }
    }
    return out;
}

/// What decided, comparison by comparison; the operands stand below unless they say themselves.
std::string EventWords::reasons(const engine::Finding& finding) const {
    const auto says_itself = [](std::string words, const std::string& shown) {
        std::erase(words, ' ');
        std::string value;
        std::copy_if(shown.begin(), shown.end(), std::back_inserter(value),
                     [](char c) { return c != ' '; });
        return words == value || words == "“" + value + "”" || words == "\"" + value + "\"";
    };
    std::string out;
    for (const engine::Reason& reason : finding.reasons) {
        if (program_ == nullptr || reason.clause >= program_->clauses.size()) {
            continue;
        }
        const engine::ClauseInfo& clause = program_->clauses[reason.clause];
        out += "    └ " + in(clause.text, language_) +
               (reason.holds ? say(": yes", "：是") : say(": no", "：否")) + "\n";
        const std::string left = value(reason.left);
        const std::string right = value(reason.right);
        const bool show_left = !says_itself(in(clause.left, language_), left);
        const bool show_right = !says_itself(in(clause.right, language_), right);
        if (show_left) {
            out += std::string("      ") + (show_right ? "├ " : "└ ") + in(clause.left, language_) +
                   " = " + left + "\n";
        }
        if (show_right) {
            out += "      └ " + in(clause.right, language_) + " = " + right + "\n";
        }
    }
    return out;
}

/// "    To pass: set order.promised to 3 days or less (now 7 days).": only what was judged again.
std::string EventWords::remedy(const engine::Judged& judged) const {
    const bool stopped = judged.status == engine::AttemptStatus::kRefused ||
                         judged.status == engine::AttemptStatus::kHeld;
    if (!judged.remedy || !stopped) {
        return {};
    }
    std::string changes;
    for (const engine::ChangedValue& change : judged.remedy->change) {
        std::string to = value(change.to);
        if (change.beyond == engine::Beyond::kOrLess) {
            to += say(" or less", "或以下");
        } else if (change.beyond == engine::Beyond::kOrMore) {
            to += say(" or more", "或以上");
        }
        changes += changes.empty() ? "" : say("; set ", "；将");
        changes +=
            say("{0} to {1} (now {2})", "{0}改为{1}（现为{2}）",
                {in(name_of(program_, judged.action, change), language_), to, value(change.from)});
    }
    std::string out;
    if (!changes.empty()) {
        out += "    " + say("To pass: set {0}.", "如需通过：将{0}。", {changes}) + "\n";
    }
    std::string acts;
    for (const std::string& act : judged.remedy->acts) {
        acts += acts.empty() ? "" : say(" or ", "或");
        acts += say("{0}", "“{0}”", {action(act)});
    }
    if (!acts.empty()) {
        out += "    " + say("Must be done first: {0}.", "须先办理：{0}。", {acts}) + "\n";
    }
    return out;
}

std::string EventWords::finding(const engine::Finding& finding, std::string_view actor) const {
    std::string out = "  " + level(finding.level);
    const std::string words = text(finding.text);
    // The engine's own findings have no rule to name: what they say stands in its place.
    if (finding.rule.empty()) {
        out += "  " + words;
    } else {
        out += "  " + title(finding.rule) + "\n        " + source_of(finding.rule);
    }
    if (finding.discharge == engine::Discharge::kForce) {
        out += say("  (forced)", "  （已坚持办理）");
    } else if (finding.discharge == engine::Discharge::kDecision) {
        out += say("  (approved)", "  （已批准）");
    } else if (finding.discharge == engine::Discharge::kObserved) {
        out += say("  (observed)", "  （事后登记）");
    }
    out += "\n";
    if (!finding.rule.empty() && !words.empty()) {
        out += "        " + words + "\n";
    }
    out += reasons(finding);
    if (finding.discharge != engine::Discharge::kNone) {
        return out;
    }
    if (finding.level == Level::kWarn && !actor.empty()) {
        out += "    " +
               say("To proceed: {0} confirms with a reason.", "如需坚持：由{0}说明理由后坚持办理。",
                   {person(actor)}) +
               "\n";
    }
    if (finding.level == Level::kHold && !finding.decider.empty()) {
        out += "    " + say("Decides: {0}.", "由{0}决定。", {person(finding.decider)}) + "\n";
    }
    return out;
}

std::string EventWords::operator()(const engine::Judged& judged) const {
    std::string out = say("{0}  {1}: {2}", "{0}  {1}：{2}",
                          {time(judged.at), person(judged.actor), action(judged.action)});
    if (!judged.principal.empty()) {
        out += say(" on behalf of {0}", "（代{0}）", {person(judged.principal)});
    }
    if (const std::string words = payload(judged.action, judged.payload); !words.empty()) {
        out += "  [" + words + "]";
    }
    out += "\n";
    if (!judged.reason.empty()) {
        out += "  " + say("Reason: “{0}”", "理由：“{0}”", {judged.reason}) + "\n";
    }
    bool spoken = false;
    for (const engine::Finding& each : judged.findings) {
        if (each.level != Level::kShadow) {
            // Where another rule blocks, a reason would not help.
            out += finding(each, judged.verdict == Level::kBlock ? std::string_view()
                                                                 : std::string_view(judged.actor));
            spoken = true;
        }
    }
    if (!spoken) {
        out += "  " + level(judged.verdict) + "\n";
    }
    out += remedy(judged);
    if (preview_) {
        return out + "  → " +
               (judged.status == engine::AttemptStatus::kEffective
                    ? say("Would take effect.", "提交后将生效。")
                : judged.status == engine::AttemptStatus::kHeld
                    ? say("Would be held.", "提交后将暂缓。")
                    : say("Would not take effect.", "提交后不会生效。")) +
               "\n";
    }
    return out + "  → " +
           say("Attempt {0} {1}.", "第{0}号事项{1}。",
               {std::to_string(judged.attempt), status(judged.status)}) +
           "\n";
}

}  // namespace onus::adapters
