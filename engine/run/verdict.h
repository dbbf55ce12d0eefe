// SPDX-License-Identifier: Apache-2.0
//
// The verdict on an attempt: everything that may stop it, evaluated independently and joined.

#pragma once

#include <string>
#include <vector>

#include "engine/run/scene.h"

namespace onus::engine {

/// What the gates said. Findings are in a fixed order: authority, payload, time, then gates by id.
struct Assessment {
    std::vector<Finding> findings;

    /// Gates that applied and found nothing: their `then` follows.
    std::vector<std::uint32_t> satisfied;

    /// Gates that found something, for their `violated`.
    std::vector<std::uint32_t> violated;
};

/// Whether a report that came late is a finding: not for what is known to have happened, and not a
/// second time when a held attempt is judged again.
enum class ReportTime : std::uint8_t { kJudged, kIgnored };

/// Judges a scene.
[[nodiscard]] Assessment assess(Draft& draft, const Scene& scene, const Judged& judged,
                                ReportTime report_time);

/// The highest level among the findings that are not discharged; kPass if there are none.
[[nodiscard]] Level verdict_of(const std::vector<Finding>& findings);

/// The digest of the values that a finding read: an approval holds for these alone.
[[nodiscard]] std::string digest_of(const Finding& finding);

}  // namespace onus::engine
