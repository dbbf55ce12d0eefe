// SPDX-License-Identifier: Apache-2.0
//
// Opens the time zone database of this machine.

#pragma once

#include <string>

#include "policies/zone_data.h"

namespace onus::policies {

/// Looks zones up in a folder of compiled zones. "UTC" is known without any file. Names that could
/// leave the folder are not found.
[[nodiscard]] ZoneLookup zones_in(std::string folder = "/usr/share/zoneinfo");

}  // namespace onus::policies
