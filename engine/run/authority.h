// SPDX-License-Identifier: Apache-2.0
//
// Who may act, and in which time a report counts.

#pragma once

#include <vector>

#include "engine/run/scene.h"

namespace onus::engine {

enum class Access : std::uint8_t { kRead, kWrite };

/// Whether a person may read or write a field of one record parameter of an action, and the
/// permission whose `cannot` forbids it, if one does. Field grants bind only records that some
/// permission names.
struct FieldRight {
    bool allowed = true;
    std::uint32_t refusing = kNoIndex;
};
[[nodiscard]] FieldRight field_right(Draft& draft, const Scene& scene, const std::string& person,
                                     std::uint32_t parameter, std::uint32_t field, Access access);

/// Adds findings where the actor is unknown, is not among those the action is for, has no
/// permission that covers it, is forbidden it, may not write a field that it changes, or is bound
/// by an own open duty not to do it.
void check_authority(Draft& draft, const Scene& scene, const Judged& judged,
                     std::vector<Finding>& findings);

/// Adds a hold if the report came later than the action tolerates.
void check_report_time(Draft& draft, const Scene& scene, const Judged& judged,
                       std::vector<Finding>& findings);

/// Open duties that this action would fulfil, breach, suspend, …, by number.
[[nodiscard]] std::vector<WatchHit> watch_hits(Draft& draft, const Scene& scene);

/// True if `actor` performs for the bearer: is he, his delegate, his stand-in, or one of the post
/// while nobody has claimed it.
[[nodiscard]] bool acts_for_bearer(Draft& draft, const DutyRow& duty, const std::string& actor,
                                   Instant at);

}  // namespace onus::engine
