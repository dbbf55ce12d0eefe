// SPDX-License-Identifier: Apache-2.0
//
// Turns the YAML text of an organisation into the chart of the engine.
//
// The format is described in policies/README.md. No files are opened here; all mistakes of a text
// are told at once, so that what is read satisfies the requirements of engine::Organisation.

#pragma once

#include "engine/organisation/organisation.h"
#include "grammar/base/source.h"
#include "policies/reading.h"
#include "policies/zone_data.h"

namespace onus::policies {

/// Days in the file are read in the organisation's zone, Asia/Shanghai unless it names another:
/// `from` at 00:00, `until` at 24:00, since the day written is still included.
[[nodiscard]] Reading<engine::OrganisationData> read_organisation(const Source& source,
                                                                  const ZoneLookup& zones,
                                                                  const ReadLimits& limits = {});

}  // namespace onus::policies
