// SPDX-License-Identifier: Apache-2.0

#include "engine/compile/analyse/rule_cases.h"

#include <algorithm>

namespace onus::engine::checking {

using model::ExprId;
using model::Rule;

std::optional<bool> applies(const CaseReader& reader, const Rule& rule) {
    const auto condition =
        rule.condition == kNone ? std::optional(true) : reader.condition(rule.condition);
    const auto off = rule.unless == kNone ? std::optional(false) : reader.condition(rule.unless);
    if ((condition && !*condition) || (off && *off)) {
        return false;
    }
    return condition && off && !rule.repeated ? std::optional(true) : std::nullopt;
}

std::optional<bool> satisfied(const CaseReader& reader, const Rule& rule) {
    bool known = true;
    for (const ExprId requirement : rule.requires_all) {
        const auto holds = reader.condition(requirement);
        if (holds && !*holds) {
            return false;
        }
        known = known && holds.has_value();
    }
    return known ? std::optional(true) : std::nullopt;
}

void add_all(Cases& cases, const Rule& rule) {
    cases.add(rule.condition);
    cases.add(rule.unless);
    for (const ExprId requirement : rule.requires_all) {
        cases.add(requirement);
    }
}

std::vector<std::string> required_places(const model::Model& model, const Rule& rule) {
    Cases cases(model);
    for (const ExprId requirement : rule.requires_all) {
        cases.add(requirement);
    }
    return cases.places();
}

bool share_a_place(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::any_of(a.begin(), a.end(), [&](const std::string& place) {
        return std::find(b.begin(), b.end(), place) != b.end();
    });
}

void report_uncompared(Context& context, const Rule& rule, DiagnosticKind kind) {
    context.enter(rule.heading.rulebook, nullptr);
    context.report(kind, rule.heading.name_span,
                   {context.written(rule.heading.rulebook, rule.heading.name)});
}

}  // namespace onus::engine::checking
