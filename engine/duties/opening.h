// SPDX-License-Identifier: Apache-2.0
//
// Starts duties: who must do what until when.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/scene.h"

namespace onus::engine {

/// What set duties off.
struct Start {
    EventKind kind{};
    std::string target;  ///< id of the rule or duty; empty for actions and clocks
    Instant at;          ///< from which periods count
    std::uint64_t attempt = 0;
    std::uint64_t parent = 0;  ///< duty whose event it is
    std::string occasion;      ///< makes clocks and steps unique
};

/// Opens every duty that the event starts. The scene is that of the attempt behind it.
void open_duties(Draft& draft, const Scene& scene, const Start& start);

/// Opens one duty, whatever its triggers; for clocks and for the steps of a process. Returns the
/// number of the last one opened, 0 if none was.
std::uint64_t open_duty(Draft& draft, const Scene& scene, std::uint32_t duty, CodeId condition,
                        const Start& start);

/// Who does a duty in place of whoever is absent or was never reached: whom he named before he
/// left, but never the actor; else whom the rule names, at last somebody above him.
[[nodiscard]] std::string stand_in_for(Draft& draft, const Scene& scene, const DutyInfo& duty,
                                       const std::string& bearer, Instant at);

/// The owner of the rules is asked who is to bear an open duty.
void report_vacancy(Draft& draft, const Scene& scene, const DutyInfo& info, std::uint64_t duty,
                    std::uint64_t attempt);

/// Who answers for a duty now: re-evaluated when the organisation changes. Empty: vacant.
[[nodiscard]] std::string bearer_now(Draft& draft, const Scene& scene, const DutyInfo& duty);

/// When the period of a duty ends, counted from `from`. Nothing if it has no deadline or none can
/// be computed.
struct Term {
    Instant from;  ///< from which `period` counts
    std::optional<Duration> period;
    std::optional<Instant> due;
    bool provisional = false;
    std::vector<Reminder> reminders;
};
[[nodiscard]] Term term_of(Draft& draft, const Scene& scene, const DutyInfo& duty, Instant from);

/// The moment that `within … from` names; nothing if the duty has none, or it is not known.
[[nodiscard]] std::optional<Instant> named_start(Draft& draft, const Scene& scene,
                                                 const DutyInfo& duty);

}  // namespace onus::engine
