// SPDX-License-Identifier: Apache-2.0
//
// What the tests of imports and exports ask of rulebooks and pictures.

#pragma once

#include <string>
#include <vector>

#include "adapters/bpmn/diagram.h"
#include "adapters/bpmn/outline.h"

namespace onus::bpmn::tests {

/// REQUIRES: a rulebook without mistakes and without names of another table.
[[nodiscard]] std::vector<Outline> processes_in(const std::string& text);

/// What is wrong with a rulebook under a table of names: mistakes of the parser and the checker, or
/// a changed form.
[[nodiscard]] std::string flaws_of(const std::string& text, const std::string& table = {});

/// What a person would find untidy: slanted edges, edges through nodes, nodes out of their lane.
void check_tidy(const Diagram& diagram);

}  // namespace onus::bpmn::tests
