// SPDX-License-Identifier: Apache-2.0
//
// One change of an open duty, and the scene in which it is asked what follows.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/duties/opening.h"
#include "engine/run/scene.h"

namespace onus::engine {

/// The deed that touches a duty.
struct Deed {
    std::string actor;
    Instant at;
    std::uint64_t attempt = 0;
    std::optional<Decision> decision;
    std::string reason;
    std::optional<Instant> released{};  ///< when it took effect, if that had to wait

    /// What stops a clock counts from the deed, what starts one from here: nobody loses time to
    /// somebody else's decision.
    [[nodiscard]] Instant effect() const { return released.value_or(at); }
};

/// `term`: the new deadline, where the change brings one. `pause`: what begins or ends.
void change_duty(Draft& draft, std::uint64_t number, DutyChange kind, const Deed& deed,
                 const Term* term = nullptr, std::optional<Pause> pause = {});

/// True if the clock stands for this reason, be it beside others.
[[nodiscard]] bool is_paused(const DutyRow& duty, const Pause& pause);

/// Whoever bore it when it became overdue, else whoever bears it.
[[nodiscard]] const std::string& answerable_for(const DutyRow& duty);

/// Closes what is asked about a duty that is done, overdue or borne by somebody now, as far as the
/// question is settled by that. `was_done`: before the change.
void close_questions(Draft& draft, std::uint64_t number, bool was_done);

/// Nobody has to decide about the missed deadline any more.
void close_escalations(Draft& draft, std::uint64_t number);

/// Ends what was to fulfil the duty and still waits for a decision: it has nothing left to do.
void end_overtaken(Draft& draft, std::uint64_t number);

/// The duty need not be done any more; its bearer is told, unless it was he who brought that about.
void void_duty(Draft& draft, std::uint64_t number, const Deed& deed,
               std::string_view text = "notice.void");

/// The duty's scene at a transition: the organisation is asked as of then.
[[nodiscard]] Scene duty_scene(Draft& draft, std::uint64_t number, const DutyRow& duty, Instant at);

/// The declaration, in the version under which the duty lives.
[[nodiscard]] const DutyInfo& duty_info(const Scene& scene, const DutyRow& duty);

/// The same without a scene.
[[nodiscard]] const DutyInfo& duty_info(const Program& program, const DutyRow& duty);

}  // namespace onus::engine
