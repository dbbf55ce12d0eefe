// SPDX-License-Identifier: Apache-2.0
//
// A payload with the places at which its parts were written, so that a mistake can be shown. JSON
// texts and scenario files are both read into it.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/run/data.h"
#include "grammar/base/source.h"

namespace onus::adapters {

/// Like engine::Data, with a span for each value and each name.
struct LocatedData {
    engine::DataKind kind = engine::DataKind::kNull;
    std::string text;
    Span span;
    std::vector<std::string> names;
    std::vector<Span> name_spans;
    std::vector<LocatedData> items;

    /// The member of an object; null if there is none.
    [[nodiscard]] const LocatedData* member(std::string_view name) const;
};

/// The payload without its places.
[[nodiscard]] engine::Data without_places(const LocatedData& located);

}  // namespace onus::adapters
