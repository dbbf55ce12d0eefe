// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "engine/compile/analyse/analyses.h"
#include "engine/compile/analyse/rule_cases.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::Rule;

/// What two rules say of all inputs in one circumstance.
struct Verdicts {
    bool first = false;   ///< some input passes the first rule
    bool second = false;  ///< some input passes the second
    bool both = false;
    bool unclear = false;
    std::optional<Case> example;
};

Verdicts try_inputs(const model::Model& model, Effort& effort, const Cases& cases,
                    const std::vector<std::string>& inputs, const Case& circumstance,
                    const Rule& first, const Rule& second) {
    Verdicts found;
    const bool tried = cases.try_all(inputs, circumstance, [&](const Case& one) {
        if (!effort.spend(1)) {
            found.unclear = true;
            return false;
        }
        const CaseReader reader(model, one);
        const auto a_applies = applies(reader, first);
        const auto b_applies = applies(reader, second);
        if ((a_applies && !*a_applies) || (b_applies && !*b_applies)) {
            return true;
        }
        const auto a = satisfied(reader, first);
        const auto b = satisfied(reader, second);
        if (!a_applies || !b_applies || !a || !b) {
            found.unclear = true;
            return false;
        }
        found.example = found.example ? found.example : one;
        found.first = found.first || *a;
        found.second = found.second || *b;
        found.both = found.both || (*a && *b);
        return !found.both;
    });
    found.unclear = found.unclear || !tried;
    return found;
}

/// A rule with the places that its requirements read.
struct Requiring {
    const Rule* rule = nullptr;
    std::vector<std::string> places;
};

void check_pair(Context& context, Effort& effort, const Requiring& one, const Requiring& other) {
    const model::Model& model = context.model;
    const Rule& first = *one.rule;
    const Rule& second = *other.rule;
    if (!share_a_place(one.places, other.places) || !effort.spend(Effort::kPair)) {
        return;
    }
    Cases cases(model);
    add_all(cases, first);
    add_all(cases, second);
    if (!cases.exact()) {
        return;
    }
    std::vector<std::string> inputs = one.places;
    for (const std::string& place : other.places) {
        if (std::find(inputs.begin(), inputs.end(), place) == inputs.end()) {
            inputs.push_back(place);
        }
    }
    std::vector<std::string> circumstances;
    for (const std::string& place : cases.places()) {
        if (std::find(inputs.begin(), inputs.end(), place) == inputs.end()) {
            circumstances.push_back(place);
        }
    }
    (void)cases.try_all(circumstances, {}, [&](const Case& circumstance) {
        const Verdicts found =
            try_inputs(model, effort, cases, inputs, circumstance, first, second);
        // A rule that nothing passes is a ban by itself and contradicts nobody.
        if (found.unclear || found.both || !found.first || !found.second) {
            return !found.unclear;
        }
        const std::uint32_t rulebook = second.heading.rulebook;
        context.enter(rulebook, nullptr);
        context
            .report(DiagnosticKind::kRulesContradict, second.heading.name_span,
                    {context.written(first.heading.rulebook, first.heading.name),
                     context.written(rulebook, second.heading.name),
                     cases.text_of_case(*found.example).in(context.language())})
            .related.push_back(
                {context.file_of(first.heading.rulebook).source_name, first.heading.name_span});
        return false;
    });
}

}  // namespace

void analyse_contradictions(Context& context) {
    std::map<std::uint32_t, std::vector<Requiring>> by_action;
    for (const Rule& rule : context.model.rules) {
        if (!rule.requires_all.empty() && rule.outcome && !rule.repeated) {
            by_action[rule.action].push_back({&rule, required_places(context.model, rule)});
        }
    }
    const auto layer_of = [&](const Requiring& each) {
        return context.model.rulebooks[each.rule->heading.rulebook].layer;
    };
    Effort effort;
    for (const auto& [action, about] : by_action) {
        for (std::size_t a = 0; a < about.size(); ++a) {
            for (std::size_t b = a + 1; b < about.size(); ++b) {
                if (layer_of(about[a]) == layer_of(about[b])) {
                    check_pair(context, effort, about[a], about[b]);
                }
                if (effort.spent()) {
                    report_uncompared(context, *about[a].rule,
                                      DiagnosticKind::kContradictionsNotSought);
                    return;
                }
            }
        }
    }
}

}  // namespace onus::engine::checking
