// SPDX-License-Identifier: Apache-2.0

#include "engine/testing/coverage.h"

#include <cstdint>
#include <map>

#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {
namespace {

/// Collects what is missing, in the order of the declarations. A declaration that became several
/// is looked at once.
class Missing {
  public:
    Missing(const model::Model& model, const std::set<std::string>& own)
        : model_(model), own_(own) {}

    [[nodiscard]] bool is_new(const model::Duty& duty) { return is_new("duty ", duty.heading); }

    /// A step and what it requires have one id.
    [[nodiscard]] bool is_new(const model::Rule& rule) { return is_new("rule ", rule.heading); }

    void add(DiagnosticKind kind, const model::Heading& heading) {
        const bool english = book(heading).language == Language::kEnglish;
        Diagnostic diagnostic;
        diagnostic.kind = kind;
        diagnostic.source_name = book(heading).source_name;
        diagnostic.span = heading.name_span;
        diagnostic.arguments = {english || heading.name_zh.empty() ? heading.name
                                                                   : heading.name_zh};
        found.push_back(std::move(diagnostic));
    }

    Diagnostics found;

  private:
    [[nodiscard]] bool is_new(const char* kind, const model::Heading& heading) {
        return own_.contains(book(heading).source_name) && seen_.insert(kind + heading.id).second;
    }

    [[nodiscard]] const model::Rulebook& book(const model::Heading& heading) const {
        return model_.rulebooks[heading.rulebook];
    }

    const model::Model& model_;
    const std::set<std::string>& own_;
    std::set<std::string> seen_;
};

}  // namespace

void Coverage::see(const std::vector<Reply>& replies) {
    std::map<std::uint64_t, std::string> duties;
    const auto add = [this](const std::vector<Finding>& findings) {
        for (const Finding& finding : findings) {
            // Of a step that is not open, or is somebody else's: nothing was judged.
            const bool closed =
                finding.kind == "step_not_open" || finding.kind == "step_delivered" ||
                finding.kind == "step_left_out" || finding.kind == "process_not_under_way";
            if (!closed && finding.kind != "not_step_owner") {
                found_.insert(finding.rule);
            }
        }
    };
    for (const Reply& reply : replies) {
        for (const Event& event : reply.events) {
            if (const auto* judged = std::get_if<Judged>(&event)) {
                add(judged->findings);
            } else if (const auto* attempt = std::get_if<AttemptChanged>(&event)) {
                add(attempt->findings);
            } else if (const auto* opened = std::get_if<DutyOpened>(&event)) {
                duties[opened->duty] = opened->declaration;
                started_.insert(opened->declaration);
            } else if (const auto* changed = std::get_if<DutyChanged>(&event)) {
                changed_.emplace(duties[changed->duty], changed->change);
            }
        }
    }
}

TestCoverage Coverage::of(const model::Model& model, const std::set<std::string>& own) const {
    TestCoverage coverage;
    Missing missing(model, own);
    const auto broken = [&](const model::Heading& heading, DiagnosticKind kind) {
        ++coverage.rules;
        if (found_.contains(heading.id)) {
            ++coverage.rules_broken;
        } else {
            missing.add(kind, heading);
        }
    };
    for (const model::Duty& duty : model.duties) {
        const model::Heading& heading = duty.heading;
        if (!missing.is_new(duty)) {
            continue;
        }
        if (duty.gate_action != model::kNone) {
            broken(heading, DiagnosticKind::kDutyNeverBreachedInTests);
            continue;
        }
        ++coverage.duties;
        if (!started_.contains(heading.id)) {
            missing.add(DiagnosticKind::kDutyUntested, heading);
            continue;
        }
        ++coverage.duties_started;
        const auto never = [&](DutyChange change) {
            return !changed_.contains({heading.id, change});
        };
        if (!duty.must.empty() && never(DutyChange::kFulfilled)) {
            missing.add(DiagnosticKind::kDutyNeverFulfilledInTests, heading);
        }
        const bool ends = duty.within != model::kNone || duty.until != model::kNone;
        if (!duty.must.empty() && ends && never(DutyChange::kOverdue)) {
            missing.add(DiagnosticKind::kDutyNeverOverdueInTests, heading);
        }
        if (!duty.must_not.empty() && never(DutyChange::kBreached)) {
            missing.add(DiagnosticKind::kDutyNeverBreachedInTests, heading);
        }
    }
    for (const model::Rule& rule : model.rules) {
        if ((rule.outcome || rule.approval) && missing.is_new(rule)) {
            broken(rule.heading, DiagnosticKind::kRuleUntested);
        }
    }
    coverage.untested = std::move(missing.found);
    return coverage;
}

}  // namespace onus::engine
