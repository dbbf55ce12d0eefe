// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "engine/compile/analyse/analyses.h"
#include "engine/compile/analyse/cases.h"
#include "engine/compile/analyse/rule_cases.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::ExprId;
using model::Rule;

/// One upper and one lower rule about the same action.
class LayerPair {
  public:
    LayerPair(Context& context, const Rule& upper, const Rule& lower)
        : context_(context), upper_(upper), lower_(lower), cases_(context.model) {
        add_all(cases_, upper);
        add_all(cases_, lower);
        Cases guaranteed(context.model);
        for (const ExprId requirement : upper.requires_all) {
            guaranteed.add(requirement);
        }
        const std::vector<std::string> inner = guaranteed.places();
        inner_.assign(inner.begin(), inner.end());
        for (const std::string& place : cases_.places()) {
            if (std::find(inner_.begin(), inner_.end(), place) == inner_.end()) {
                outer_.push_back(place);
            }
        }
    }

    /// Tries every circumstance; in each, whether something that the upper rule accepts passes the
    /// lower one.
    void run() {
        const bool tried = cases_.try_all(
            outer_, {}, [&](const Case& circumstance) { return !undercuts(circumstance); });
        if (found_) {
            report();
        } else if (!tried || (met_ && (!known_ || !cases_.exact()))) {
            report_unproved();
        }
    }

  private:
    bool undercuts(const Case& circumstance) {
        bool some_accepted = false;
        bool some_passes = false;
        bool unclear = false;
        std::optional<Case> example;
        const bool tried = cases_.try_all(inner_, circumstance, [&](const Case& one) {
            const CaseReader reader(context_.model, one);
            const auto upper_applies = applies(reader, upper_);
            const auto lower_applies = applies(reader, lower_);
            if ((upper_applies && !*upper_applies) || (lower_applies && !*lower_applies)) {
                return true;
            }
            const auto accepted = satisfied(reader, upper_);
            if (accepted && !*accepted) {
                return true;
            }
            met_ = true;
            const auto passes = satisfied(reader, lower_);
            if (!upper_applies || !lower_applies || !accepted || !passes) {
                unclear = true;
                return false;
            }
            some_accepted = true;
            some_passes = some_passes || *passes;
            if (!example) {
                example = one;
            }
            return !some_passes;
        });
        known_ = known_ && tried && !unclear;
        if (tried && !unclear && cases_.exact() && some_accepted && !some_passes) {
            found_ = example;
            return true;
        }
        return false;
    }

    [[nodiscard]] std::string name_of(const Rule& rule) const {
        return context_.written(rule.heading.rulebook, rule.heading.name);
    }

    void report() {
        context_.enter(lower_.heading.rulebook, nullptr);
        Shown guaranteed;
        for (const ExprId requirement : upper_.requires_all) {
            guaranteed = text_of(context_.model, requirement);
        }
        const Language language = context_.language();
        std::string law = name_of(upper_);
        if (!upper_.heading.cites.empty()) {
            const model::Cite& cite = upper_.heading.cites.front();
            law = (language == Language::kEnglish ? cite.en : cite.zh);
        }
        context_
            .report(DiagnosticKind::kLawFloorUndercut, lower_.heading.name_span,
                    {name_of(lower_), law, guaranteed.in(language),
                     cases_.text_of_case(*found_).in(language)})
            .related.push_back(
                {context_.file_of(upper_.heading.rulebook).source_name, upper_.heading.name_span});
    }

    void report_unproved() {
        if (!upper_.guarantee) {
            return;  // an ordinary rule of an upper layer is judged beside the lower one anyway
        }
        context_.enter(lower_.heading.rulebook, nullptr);
        context_
            .report(DiagnosticKind::kLawFloorNotProved, lower_.heading.name_span,
                    {name_of(lower_), name_of(upper_)})
            .related.push_back(
                {context_.file_of(upper_.heading.rulebook).source_name, upper_.heading.name_span});
    }

    Context& context_;
    const Rule& upper_;
    const Rule& lower_;
    Cases cases_;
    std::vector<std::string> inner_;  ///< what the upper rule speaks of
    std::vector<std::string> outer_;  ///< the circumstances
    std::optional<Case> found_;
    bool known_ = true;
    bool met_ = false;  ///< in some case both may apply
};

}  // namespace

void analyse_layers(Context& context) {
    const std::vector<Rule>& rules = context.model.rules;
    std::map<std::uint32_t, std::vector<const Rule*>> by_action;
    for (const Rule& rule : rules) {
        if (!rule.requires_all.empty()) {
            by_action[rule.action].push_back(&rule);
        }
    }
    const auto layer_of = [&](const Rule& rule) {
        return context.model.rulebooks[rule.heading.rulebook].layer;
    };
    for (const auto& [action, about] : by_action) {
        for (const Rule* upper : about) {
            for (const Rule* lower : about) {
                if (layer_of(*upper) < layer_of(*lower) && lower->outcome &&
                    share_a_place(required_places(context.model, *upper),
                                  required_places(context.model, *lower))) {
                    LayerPair(context, *upper, *lower).run();
                }
            }
        }
    }
}

}  // namespace onus::engine::checking
