// SPDX-License-Identifier: Apache-2.0
//
// Holds what was expected against what happened.

#include <algorithm>

#include "adapters/app/scenario.h"
#include "adapters/json/event_json.h"
#include "adapters/json/words.h"
#include "adapters/text/elapsed.h"
#include "grammar/literals/date_literal.h"

namespace onus::adapters {
namespace {

/// Ids are qualified in the ledger ("retail.return_window"); people may write the last part.
bool names(std::string_view id, std::string_view word) {
    return id == word || (id.size() > word.size() && id.ends_with(word) &&
                          id[id.size() - word.size() - 1] == '.');
}

/// Looks at one event after another; counts those that are as expected.
class Matcher {
  public:
    Matcher(const Expectation& expectation, const StepOutcome& outcome)
        : expectation_(expectation), outcome_(outcome) {}

    template <class Event>
    bool operator()(const Event& /*event*/) const {
        return false;
    }
    bool operator()(const engine::Judged& judged) const {
        if (expectation_.kind != "verdict" || word_of(judged.verdict) != expectation_.value) {
            return is_finding(judged.findings);
        }
        return (!has("from") || is_finding(judged.findings)) &&
               fits("status", word_of(judged.status));
    }
    bool operator()(const engine::AttemptChanged& changed) const {
        return expectation_.kind == "verdict" && fits("status", word_of(changed.status)) &&
               has("status") && !has("from");
    }
    bool operator()(const engine::Logged& logged) const {
        return expectation_.kind == "log" && logged.name == expectation_.value &&
               fits("against", logged.person);
    }
    bool operator()(const engine::Violation& violation) const {
        return expectation_.kind == "violation" && word_of(violation.kind) == expectation_.value &&
               fits("against", violation.person) && fits_id("of", violation.rule);
    }
    bool operator()(const engine::DutyOpened& opened) const {
        return expectation_.kind == "duty" && names(opened.declaration, expectation_.value) &&
               fits("for", opened.bearer) && fits_until(opened.due);
    }
    bool operator()(const engine::MatterOpened& opened) const {
        return expectation_.kind == "matter" && word_of(opened.kind) == expectation_.value &&
               fits("for", opened.decider) && fits_id("of", opened.declaration) &&
               fits_until(opened.due);
    }
    bool operator()(const engine::MatterChanged& changed) const {
        return expectation_.kind == "matter" && word_of(changed.change) == expectation_.value &&
               fits("for", changed.person) && fits_until(changed.due);
    }
    bool operator()(const engine::Notified& notified) const {
        return expectation_.kind == "notice" && notified.person == expectation_.value &&
               fits("level", notified.level) && fits_id("of", notified.declaration);
    }
    bool operator()(const engine::LiabilityProposed& proposed) const {
        if (expectation_.kind == "gap") {
            return std::any_of(proposed.chain.begin(), proposed.chain.end(), [&](const auto& link) {
                return link.attempt == 0 && names(link.action, expectation_.value);
            });
        }
        if (expectation_.kind != "share") {
            return false;
        }
        for (const engine::AssignedShare& share : proposed.shares) {
            const std::string percent = share.percent.to_string();
            if ((expectation_.value == percent || expectation_.value == percent + "%") &&
                fits("by", share.person.empty() ? "nobody" : share.person)) {
                return true;
            }
        }
        return false;
    }
    bool operator()(const engine::Declined& declined) const {
        return expectation_.kind == "declined" && declined.code == expectation_.value;
    }

  private:
    [[nodiscard]] bool has(const std::string& detail) const {
        return expectation_.details.contains(detail);
    }
    [[nodiscard]] bool fits(const std::string& detail, std::string_view value) const {
        const auto found = expectation_.details.find(detail);
        return found == expectation_.details.end() || found->second == value;
    }
    [[nodiscard]] bool fits_id(const std::string& detail, std::string_view id) const {
        const auto found = expectation_.details.find(detail);
        return found == expectation_.details.end() || names(id, found->second);
    }
    [[nodiscard]] bool is_finding(const std::vector<engine::Finding>& findings) const {
        for (const engine::Finding& finding : findings) {
            if (expectation_.kind == "verdict" && has("from") &&
                word_of(finding.level) == expectation_.value &&
                (fits_id("from", finding.rule) || fits("from", finding.kind))) {
                return true;
            }
        }
        return false;
    }
    [[nodiscard]] bool fits_until(std::optional<Instant> due) const {
        const auto found = expectation_.details.find("until");
        if (found == expectation_.details.end()) {
            return true;
        }
        const auto literal = grammar::parse_timestamp(found->second);
        if (!literal || !due) {
            return false;
        }
        if (literal->offset_minutes) {
            return to_instant(literal->local, *literal->offset_minutes) == *due;
        }
        return (outcome_.zone.empty() ? to_instant(literal->local, 0)
                                      : engine::to_instant(outcome_.zone, literal->local)) == *due;
    }

    const Expectation& expectation_;
    const StepOutcome& outcome_;
};

bool is_yes(std::string_view word) { return word == "yes" || word == "true"; }

/// Some duty of this declaration is in the state, and belongs to the person if one is named.
bool has_duty_in_state(const Expectation& expectation, const StepOutcome& outcome) {
    const auto of = expectation.details.find("of");
    const auto bearer = expectation.details.find("for");
    for (std::uint64_t number = 1; number <= outcome.state->header.duty_count; ++number) {
        const engine::DutyRow* const duty = outcome.state->duty(number);
        if (duty != nullptr && word_of(duty->state) == expectation.value &&
            (of == expectation.details.end() || names(duty->opened.declaration, of->second)) &&
            (bearer == expectation.details.end() || duty->bearer == bearer->second)) {
            return true;
        }
    }
    return false;
}

/// Some part of the delay is that of the step, and such as the details say.
bool has_part(const Expectation& expectation, const engine::Delay& delay) {
    const auto fits = [&](const char* detail, std::string_view value) {
        const auto found = expectation.details.find(detail);
        return found == expectation.details.end() || found->second == value;
    };
    const auto adds = [](const engine::Contribution& part) {
        return part.added_ms < 0 ? "-" + elapsed_words(-part.added_ms, Language::kEnglish)
                                 : elapsed_words(part.added_ms, Language::kEnglish);
    };
    for (std::size_t i = 0; i < delay.parts.size(); ++i) {
        const engine::Contribution& part = delay.parts[i];
        if (part.step != engine::kNoIndex &&
            delay.course.process->steps[part.step].name == expectation.value &&
            fits("by", part.person) && fits("adds", adds(part)) &&
            fits("root", delay.root == i ? "yes" : "no")) {
            return true;
        }
    }
    return false;
}

}  // namespace

bool is_met(const Expectation& expectation, const StepOutcome& outcome) {
    if (expectation.kind == "effective") {
        const bool effective = !outcome.replies->empty() &&
                               takes_effect(outcome.replies->back().events).value_or(true);
        return effective == is_yes(expectation.value);
    }
    if (expectation.kind == "duty_state") {
        return has_duty_in_state(expectation, outcome) == (expectation.times != 0U);
    }
    if (expectation.kind == "delay") {
        const bool found = outcome.delay != nullptr && has_part(expectation, *outcome.delay);
        return found == (expectation.times != 0U);
    }
    std::uint32_t count = 0;
    const Matcher matcher(expectation, outcome);
    for (const engine::Reply& reply : *outcome.replies) {
        for (const engine::Event& event : reply.events) {
            count += std::visit(matcher, event) ? 1U : 0U;
        }
    }
    return expectation.times ? count == *expectation.times : count > 0;
}

std::string to_string(const Expectation& expectation) {
    std::string out = "{";
    out.append(expectation.kind).append(": ").append(expectation.value);
    for (const auto& [name, value] : expectation.details) {
        out.append(", ").append(name).append(": ").append(value);
    }
    if (expectation.times) {
        out += ", times: " + std::to_string(*expectation.times);
    }
    return out + "}";
}

}  // namespace onus::adapters
