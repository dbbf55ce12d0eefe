// SPDX-License-Identifier: Apache-2.0

#include "engine/compile/check.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "engine/compile/analyse/analyses.h"
#include "engine/compile/declarations.h"

namespace onus::engine {
namespace {

/// By file and place. A rule that became several reports the same mistake only once.
void tidy(const std::vector<RulebookSource>& rulebooks, Diagnostics& diagnostics) {
    std::map<std::string, std::size_t> order;
    for (std::size_t i = 0; i < rulebooks.size(); ++i) {
        order.try_emplace(rulebooks[i].file->source_name, i);
    }
    const auto key = [&](const Diagnostic& diagnostic) {
        const auto found = order.find(diagnostic.source_name);
        return std::tuple(found == order.end() ? order.size() : found->second,
                          diagnostic.span.begin, diagnostic.span.end, code_of(diagnostic.kind));
    };
    std::stable_sort(diagnostics.begin(), diagnostics.end(),
                     [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
    const auto same = [&](const Diagnostic& a, const Diagnostic& b) {
        return key(a) == key(b) && a.arguments == b.arguments;
    };
    diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(), same), diagnostics.end());
}

}  // namespace

CheckResult check(const std::vector<RulebookSource>& rulebooks) {
    checking::Context context(rulebooks);
    checking::check_headers(context);
    checking::declare_names(context);
    checking::check_signatures(context);
    checking::check_actions(context);
    checking::prepare_processes(context);
    checking::prepare_findings(context);
    checking::check_parameters(context);
    checking::check_definitions(context);
    checking::check_tables(context);
    checking::check_rules(context);
    checking::check_duties(context);
    checking::check_processes(context);
    checking::check_permissions(context);
    checking::check_liabilities(context);
    checking::check_tests(context);
    if (!has_errors(context.diagnostics)) {
        checking::analyse_layers(context);
        checking::analyse_contradictions(context);
        checking::analyse_shadows(context);
        checking::analyse_tables(context);
        checking::analyse_exceptions(context);
        checking::analyse_rules(context);
        checking::analyse_bearers(context);
        checking::analyse_deadlines(context);
        checking::analyse_deliverables(context);
        checking::analyse_ways(context);
        checking::analyse_points(context);
    }
    tidy(rulebooks, context.diagnostics);
    return {std::move(context.model), std::move(context.diagnostics)};
}

}  // namespace onus::engine
