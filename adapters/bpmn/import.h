// SPDX-License-Identifier: Apache-2.0
//
// A .bpmn file as a rulebook, with an account of what became of every element.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/bpmn/inventory.h"
#include "adapters/bpmn/outline.h"
#include "adapters/bpmn/xml.h"
#include "grammar/base/diagnostic.h"

namespace onus::bpmn {

struct Imported {
    Outline outline;
    std::string rulebook;  ///< its text; in the canonical form, and clean
    std::string names;     ///< the table under which it is read in the other language
    std::vector<InventoryEntry> inventory;
};

struct ImportResult {
    std::optional<Imported> imported;  ///< empty if there are errors
    Diagnostics diagnostics;
    std::string text;  ///< the file as UTF-8, which the places of the diagnostics are in
};

[[nodiscard]] ImportResult import(const std::string& source_name, std::string_view bytes,
                                  const ReadOptions& options = {});

}  // namespace onus::bpmn
