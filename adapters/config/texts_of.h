// SPDX-License-Identifier: Apache-2.0
//
// Internal to adapters/config: a list of texts, or one text alone.

#pragma once

#include <string>
#include <vector>

#include "policies/yaml_node.h"
#include "policies/yaml_report.h"

namespace onus::adapters {

[[nodiscard]] inline std::vector<std::string> texts_of(policies::YamlReport& report,
                                                       const policies::YamlNode& node,
                                                       const std::string& name) {
    std::vector<std::string> all;
    for (const policies::YamlNode* const item : report.texts(node, name)) {
        if (auto text = report.text(*item, name)) {
            all.push_back(std::move(*text));
        }
    }
    return all;
}

}  // namespace onus::adapters
