// SPDX-License-Identifier: Apache-2.0
//
// Rules in one case. Internal to engine/compile.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/compile/analyse/cases.h"

namespace onus::engine::checking {

/// True if `rule` applies in a case; nothing if that is not known.
[[nodiscard]] std::optional<bool> applies(const CaseReader& reader, const model::Rule& rule);

/// True if everything that `rule` requires holds; nothing if that is not known.
[[nodiscard]] std::optional<bool> satisfied(const CaseReader& reader, const model::Rule& rule);

/// Adds everything that the rule reads.
void add_all(Cases& cases, const model::Rule& rule);

/// The places that the rule's requirements read.
[[nodiscard]] std::vector<std::string> required_places(const model::Model& model,
                                                       const model::Rule& rule);

/// True if the requirements of both read something in common; otherwise they cannot contradict each
/// other.
[[nodiscard]] bool share_a_place(const std::vector<std::string>& a,
                                 const std::vector<std::string>& b);

/// Says that the rule is the first that was not compared with every other one about its action.
void report_uncompared(Context& context, const model::Rule& rule, DiagnosticKind kind);

}  // namespace onus::engine::checking
