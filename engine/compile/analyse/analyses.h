// SPDX-License-Identifier: Apache-2.0
//
// What can be said about a checked model beyond its shape: rules that undercut the law, tables with
// holes, exceptions that collide. Run on models without errors only. Internal to engine/compile.

#pragma once

#include <cstdint>
#include <string>

#include "engine/compile/context.h"

namespace onus::engine::checking {

/// S24: no rule of a lower layer finds against everything that an upper rule guarantees or demands.
void analyse_layers(Context& context);

/// S03: no two rules of one layer that nothing can satisfy together.
void analyse_contradictions(Context& context);

/// S02: no rule says only what a rule at least as strict says as well.
void analyse_shadows(Context& context);

/// S05: every input of a table fits exactly one case. Values of an enum without any case are named.
void analyse_tables(Context& context);

/// S04: exceptions of a definition that apply together agree, or one beats the other.
void analyse_exceptions(Context& context);

/// S01: rules that never apply or are never broken.
void analyse_rules(Context& context);

/// S14: no deadline of zero length, and none that is over before its duty starts.
void analyse_deadlines(Context& context);

/// S19: something is required of what the steps of a process deliver.
void analyse_deliverables(Context& context);

/// S01 for processes: ways that cannot be taken, steps that are never reached or always skipped.
void analyse_ways(Context& context);

/// S30: some rule asks within a window for what points are given for.
void analyse_points(Context& context);

/// True if somebody may perform the action for holding the role: one of its `by`, and of every
/// permission for it.
[[nodiscard]] bool may_perform(const model::Model& model, const std::string& role,
                               std::uint32_t action);

/// S12: whoever bears a duty may perform its task.
void analyse_bearers(Context& context);

}  // namespace onus::engine::checking
