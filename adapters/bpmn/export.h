// SPDX-License-Identifier: Apache-2.0
//
// A process of a rulebook as a diagram, and the diagram as the text of a .bpmn file. What BPMN has
// no word for goes along in elements of our own, so that an import gives the same process again.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/bpmn/diagram.h"
#include "adapters/bpmn/outline.h"
#include "grammar/ast/file.h"
#include "grammar/base/source.h"

namespace onus::bpmn {

/// The processes of a rulebook, each with the vocabulary that it needs. REQUIRES: `file` was parsed
/// from `source` without errors, and `source` is in the canonical form.
[[nodiscard]] std::vector<Outline> outlines_of(const ast::File& file, const Source& source);

/// For a picture: what several steps run stands there once for each of them.
[[nodiscard]] Outline unfolded(const Outline& outline);

/// REQUIRES: the outline has a process. Its shapes and edges are laid out, a pool for each process.
[[nodiscard]] Diagram diagram_of(const Outline& outline);

/// BPMN 2.0 in UTF-8.
[[nodiscard]] std::string bpmn_text(const Diagram& diagram);

}  // namespace onus::bpmn
