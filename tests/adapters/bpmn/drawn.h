// SPDX-License-Identifier: Apache-2.0
//
// Small diagrams, written in a test, and what is said of their import.

#pragma once

#include <string>

#include "adapters/bpmn/import.h"
#include "grammar/base/diagnostic.h"

namespace onus::bpmn::tests {

/// A file with one process of these nodes and flows; `more` stands beside it.
[[nodiscard]] std::string model(const std::string& content, const std::string& more = {});
[[nodiscard]] std::string flow(const std::string& id, const std::string& from,
                               const std::string& to, const std::string& name = {});
/// A flow with a condition in words.
[[nodiscard]] std::string flow_if(const std::string& id, const std::string& from,
                                  const std::string& to, const std::string& condition);
[[nodiscard]] std::string node(const std::string& kind, const std::string& id,
                               const std::string& name);

/// REQUIRES an import that is clean, and in which whatever is listed is listed in the rulebook.
Imported imported(const std::string& text, Diagnostics* told = nullptr);
/// True if such a diagnostic is about `id`.
bool tells(const Diagnostics& told, DiagnosticKind kind, const std::string& id);
/// CHECKs that the rulebook holds `part`.
bool has(const Imported& imported, const std::string& part);
const InventoryEntry& entry(const Imported& imported, const std::string& id);

}  // namespace onus::bpmn::tests
