// SPDX-License-Identifier: Apache-2.0
//
// The verdict: which rules spoke, with which values, and what would make it pass.

#include <algorithm>

#include "adapters/text/event_words.h"

namespace onus::adapters {
namespace {

using engine::Level;

const std::string& in(const engine::Bilingual& text, Language language) {
    return language == Language::kEnglish || text.zh.empty() ? text.en : text.zh;
}

/// "at most" / "不超过"
std::string_view comparison_words(engine::Comparison comparison, Language language) {
    const bool english = language == Language::kEnglish;
    switch (comparison) {
        case engine::Comparison::kEqual:
            return english ? "is" : "为";
        case engine::Comparison::kNotEqual:
            return english ? "is not" : "不为";
        case engine::Comparison::kLess:
            return english ? "less than" : "少于";
        case engine::Comparison::kLessEqual:
            return english ? "at most" : "不超过";
        case engine::Comparison::kGreater:
            return english ? "more than" : "超过";
        case engine::Comparison::kGreaterEqual:
            return english ? "at least" : "不少于";
    }
    return {};
}

engine::Comparison mirrored(engine::Comparison comparison) {
    switch (comparison) {
        case engine::Comparison::kLess:
            return engine::Comparison::kGreater;
        case engine::Comparison::kLessEqual:
            return engine::Comparison::kGreaterEqual;
        case engine::Comparison::kGreater:
            return engine::Comparison::kLess;
        case engine::Comparison::kGreaterEqual:
            return engine::Comparison::kLessEqual;
        default:
            return comparison;
    }
}

}  // namespace

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

/// What decided, comparison by comparison; the operands stand below unless they are constants.
std::string EventWords::reasons(const engine::Finding& finding) const {
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
        const bool show_left = in(clause.left, language_) != left;
        const bool show_right = in(clause.right, language_) != right;
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

/// The last comparison that failed and that the actor can change by what he submits.
std::string EventWords::to_comply(const engine::Finding& finding) const {
    for (std::size_t i = finding.reasons.size(); i-- > 0;) {
        const engine::Reason& reason = finding.reasons[i];
        if (reason.holds || program_ == nullptr || reason.clause >= program_->clauses.size()) {
            continue;
        }
        const engine::ClauseInfo& clause = program_->clauses[reason.clause];
        if (clause.left_parameter != engine::kNoIndex) {
            return in(clause.left, language_) + " " +
                   std::string(comparison_words(clause.comparison, language_)) + " " +
                   value(reason.right);
        }
        if (clause.right_parameter != engine::kNoIndex) {
            return in(clause.right, language_) + " " +
                   std::string(comparison_words(mirrored(clause.comparison), language_)) + " " +
                   value(reason.left);
        }
    }
    return {};
}

std::string EventWords::finding(const engine::Finding& finding, std::string_view actor) const {
    std::string out = "  " + level(finding.level);
    if (!finding.rule.empty()) {
        out += "  " + title(finding.rule) + "\n        " + source_of(finding.rule);
    } else {
        out += "  " + finding.kind;
    }
    if (finding.discharge == engine::Discharge::kForce) {
        out += say("  (forced)", "  （已坚持办理）");
    } else if (finding.discharge == engine::Discharge::kDecision) {
        out += say("  (approved)", "  （已批准）");
    } else if (finding.discharge == engine::Discharge::kObserved) {
        out += say("  (observed)", "  （事后登记）");
    }
    out += "\n";
    if (const std::string words = text(finding.text); !words.empty()) {
        out += "        " + words + "\n";
    }
    out += reasons(finding);
    if (finding.discharge != engine::Discharge::kNone) {
        return out;
    }
    if (const std::string change = to_comply(finding);
        finding.kind == "requirement" && !change.empty()) {
        out += "    " + say("To comply: {0}.", "如需合规：{0}。", {change}) + "\n";
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
    if (const std::string words = payload(judged.payload); !words.empty()) {
        out += "  [" + words + "]";
    }
    out += "\n";
    if (!judged.reason.empty()) {
        out += "  " + say("Reason: “{0}”", "理由：“{0}”", {judged.reason}) + "\n";
    }
    bool spoken = false;
    for (const engine::Finding& each : judged.findings) {
        if (each.level != Level::kShadow) {
            out += finding(each, judged.actor);
            spoken = true;
        }
    }
    if (!spoken) {
        out += "  " + level(judged.verdict) + "\n";
    }
    const bool numbered = judged.attempt != 0;
    return out + "  → " +
           (numbered ? say("Attempt {0} {1}.", "第{0}号事项{1}。",
                           {std::to_string(judged.attempt), status(judged.status)})
                     : say("The attempt {0}.", "该事项{0}。", {status(judged.status)})) +
           "\n";
}

}  // namespace onus::adapters
