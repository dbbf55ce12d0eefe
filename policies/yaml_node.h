// SPDX-License-Identifier: Apache-2.0
//
// A YAML text as a tree with places, within limits. Internal to the readers of this folder.
//
// Only yaml_node.cpp knows the YAML library, and none of its words reaches a user.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/base/diagnostic.h"
#include "grammar/base/source.h"
#include "policies/reading.h"

namespace onus::policies {

struct YamlNode;
using YamlNodePtr = std::shared_ptr<const YamlNode>;

/// One key of a map. Keys are single values, in normal form C.
struct YamlEntry {
    std::string key;
    Span key_span;
    YamlNodePtr value;
};

struct YamlNode {
    enum class Kind : std::uint8_t { kNothing, kText, kList, kMap };

    Kind kind = Kind::kNothing;
    Span span;

    std::string text;                ///< of kText, in normal form C
    std::vector<YamlNodePtr> items;  ///< of kList
    std::vector<YamlEntry> entries;  ///< of kMap, in the order of the file; keys are unique

    /// Null if the map has no such key or this is no map.
    [[nodiscard]] const YamlNode* find(std::string_view key) const;
};

/// The tree of the one document in `source`. Null if it cannot be read; `diagnostics` then has an
/// error. A key that is written twice is an error too, but the tree, with the first value, is
/// given.
[[nodiscard]] YamlNodePtr parse_yaml(const Source& source, const ReadLimits& limits,
                                     Diagnostics& diagnostics);

}  // namespace onus::policies
