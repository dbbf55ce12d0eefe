// SPDX-License-Identifier: Apache-2.0
//
// The bytes of a .bpmn file as a diagram. A file with a mistake gives no diagram at all.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/bpmn/diagram.h"
#include "adapters/bpmn/xml.h"
#include "grammar/base/diagnostic.h"

namespace onus::bpmn {

struct ReadResult {
    std::optional<Diagram> diagram;
    Diagnostics diagnostics;
    std::string text;  ///< the file as UTF-8, which the places of the diagnostics are in
};

/// Diagnostics: kXml…, kBpmn…. Errors leave `diagram` empty; at most 200 are told.
[[nodiscard]] ReadResult read(const std::string& source_name, std::string_view bytes,
                              const ReadOptions& options = {});

}  // namespace onus::bpmn
