// SPDX-License-Identifier: Apache-2.0
//
// What differs between two charts, or between two instants of one: who may have
// left work to somebody else.

#pragma once

#include <string>
#include <vector>

#include "engine/organisation/organisation.h"

namespace onus::engine {

/// A chart as of an instant; null if there was none.
struct ChartAt {
    const Organisation* chart = nullptr;
    Instant at;
};

struct ChartDifference {
    /// Who left something: employment, a post, a unit or its head's chair; supervises or deputises
    /// for somebody no more who is where he was; held a role that others hold now. Whoever is where
    /// he was is not among them only because somebody below him moved. Ids, ascending.
    std::vector<std::string> persons;

    /// Roles with other holders than before. Ids, ascending.
    std::vector<std::string> roles;
};

/// `lines`: what reports to what, in each of the programs under which duties live. REQUIRES:
/// neither chart is null.
[[nodiscard]] ChartDifference difference(const ChartAt& before, const ChartAt& after,
                                         const std::vector<const ReportingLines*>& lines);

}  // namespace onus::engine
