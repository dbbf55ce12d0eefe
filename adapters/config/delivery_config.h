// SPDX-License-Identifier: Apache-2.0
//
// The part `delivery:` of serve.yaml: over which channels people and systems are told. Internal to
// adapters/config.

#pragma once

#include "adapters/delivery/settings.h"
#include "policies/yaml_report.h"

namespace onus::adapters {

/// Secrets are read from their files and variables now, so that a missing one is told before
/// anything starts. `folder`: where relative files lie.
[[nodiscard]] DeliverySettings read_delivery(policies::YamlReport& report,
                                             const policies::YamlNode& node,
                                             const std::string& folder);

}  // namespace onus::adapters
