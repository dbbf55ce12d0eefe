// SPDX-License-Identifier: Apache-2.0
//
// An attempt with everything that expressions may ask about it: bound values, actor, times. Later
// consequences set the same scene again from what the state kept.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/run/bind.h"
#include "engine/run/draft.h"
#include "engine/run/evaluate.h"

namespace onus::engine {

struct Scene {
    const Program* program = nullptr;
    const ActionInfo* action = nullptr;  ///< null for what a clock started
    std::uint32_t action_index = kNoIndex;
    Bound bound;
    Context context;

    Scene() = default;
    Scene(Scene&&) = default;
    Scene& operator=(Scene&&) = default;
};

/// Sets the scene of an attempt. `again`: it was bound before, so its record may exist by now.
/// Nothing is bound if its action is not declared: `action` is null then.
[[nodiscard]] Scene scene_of(Draft& draft, const Program& program, const Judged& judged,
                             bool again);

/// The scene of a duty: that of the attempt that started it, under the duty's own version, with its
/// bearer. Without an attempt there are only times and the bearer.
[[nodiscard]] Scene scene_of(Draft& draft, std::uint64_t number, const DutyRow& duty);

/// The version under which the duty was opened.
[[nodiscard]] const Program& program_of(const Draft& draft, const DutyRow& duty);

/// A scene in which only times are known, for clocks.
[[nodiscard]] Scene empty_scene(Draft& draft, const Program& program, Instant at);

/// Sets the calendar of the rulebook that a declaration belongs to.
void use_calendar(Draft& draft, Scene& scene, std::uint32_t rulebook);

[[nodiscard]] Value evaluate(Draft& draft, const Scene& scene, CodeId code,
                             std::vector<Atom>* atoms = nullptr);

/// Whether something is to follow. A total that gaps in the records may have made too small is
/// undetermined only if something would follow from what was seen: in doubt nothing does.
[[nodiscard]] Value condition_of(Draft& draft, const Scene& scene, CodeId code);

/// The one person that a path denotes: a person, the single holder of a role, the head of a unit.
/// Empty for nobody.
[[nodiscard]] std::string person_of(Draft& draft, const Scene& scene, const Value& value);
[[nodiscard]] std::string person_of(Draft& draft, const Scene& scene, CodeId code);

/// The same person; nobody if he has left by then.
[[nodiscard]] std::string person_there(Draft& draft, const Scene& scene, const std::string& person);

/// The same, if he has not left; but above whoever has no superior stands the organisation's
/// fallback.
[[nodiscard]] std::string person_or_fallback(Draft& draft, const Scene& scene, CodeId path);

/// Who stands above the vacant post or the unit without a head that a path names: the single holder
/// of the post it reports to, the head of the unit it belongs to, and so on upwards. Empty for any
/// other path, and if there is nobody.
[[nodiscard]] std::string person_above(Draft& draft, const Scene& scene, CodeId path);

/// Whom a path asks to decide, replaced by his delegate, his supervisor or the organisation's
/// fallback where he is vacant, absent or `excluded` (the actor himself).
struct Decider {
    std::string person;  ///< who decides
    std::string asked;   ///< whom the path denotes, if that is somebody else
};
[[nodiscard]] Decider decider_for(Draft& draft, const Scene& scene, const std::string& asked,
                                  const std::string& excluded, Instant at);

/// The same where several are `excluded`.
[[nodiscard]] Decider decider_for(Draft& draft, const Scene& scene, const std::string& asked,
                                  const std::vector<std::string>& excluded, Instant at);

/// The owner of a rulebook, or the organisation's fallback.
[[nodiscard]] std::string owner_of(Draft& draft, const Scene& scene, std::uint32_t rulebook);

/// Fills a message's places.
[[nodiscard]] Text text_of(Draft& draft, const Scene& scene, std::uint32_t message);

/// "n working days" and the like: the period of `code`, or `otherwise` if there is none.
[[nodiscard]] Duration period_of(Draft& draft, const Scene& scene, CodeId code, Duration otherwise);

inline constexpr Duration kOneWorkingDay{DurationKind::kWorkingDays, 1};

/// The supervisor as of an instant; the fallback person at the top.
[[nodiscard]] std::string supervisor_or_fallback(Draft& draft, const Program& program,
                                                 const std::string& person, Instant at);

[[nodiscard]] std::string department_of(Draft& draft, const std::string& person, Instant at);

}  // namespace onus::engine
