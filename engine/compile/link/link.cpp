// SPDX-License-Identifier: Apache-2.0

#include "engine/compile/link.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/compile/link/linker.h"

namespace onus::engine {
namespace {

/// By file and place. A duty that became several is reported once.
void tidy(const model::Model& model, Diagnostics& diagnostics) {
    std::map<std::string, std::size_t> order;
    for (const model::Rulebook& rulebook : model.rulebooks) {
        order.try_emplace(rulebook.source_name, order.size());
    }
    const auto key = [&](const Diagnostic& diagnostic) {
        return std::tuple(order.at(diagnostic.source_name), diagnostic.span.begin,
                          diagnostic.span.end, code_of(diagnostic.kind));
    };
    std::stable_sort(diagnostics.begin(), diagnostics.end(),
                     [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
    diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end()), diagnostics.end());
}

}  // namespace

Diagnostics link(const model::Model& model, const LinkWorld& world) {
    linking::Linker linker(model, world);
    linking::link_names(linker);
    if (world.organisation != nullptr) {
        linking::link_bearers(linker);
        linking::link_escalations(linker);
        linking::link_deciders(linker);
    }
    linking::link_deadlines(linker);
    tidy(model, linker.diagnostics);
    return std::move(linker.diagnostics);
}

}  // namespace onus::engine
