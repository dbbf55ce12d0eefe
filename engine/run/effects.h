// SPDX-License-Identifier: Apache-2.0
//
// What rules and duties bring about beside the verdict: log entries, messages, escalations, deemed
// actions.

#pragma once

#include <string>
#include <vector>

#include "engine/run/scene.h"

namespace onus::engine {

/// What an effect belongs to.
struct Occasion {
    std::string declaration;
    Bilingual title;
    std::uint32_t rulebook = 0;
    std::uint64_t attempt = 0;
    std::uint64_t duty = 0;
    EventKind kind = EventKind::kAction;  ///< what happened to the duty
    /// Of the duty; an escalation's answer is due after the same.
    Duration period = kOneWorkingDay;
};

/// What happens to an attempt because of a rule, duty, process or liability.
template <class Declaration>
[[nodiscard]] Occasion occasion_of(const Declaration& declaration, std::uint64_t attempt) {
    Occasion occasion;
    occasion.declaration = declaration.id;
    occasion.title = declaration.title;
    occasion.rulebook = declaration.rulebook;
    occasion.attempt = attempt;
    return occasion;
}

/// Whom a message to a path goes to: the one person that it denotes, else whoever stands above;
/// empty if there is nobody.
[[nodiscard]] std::string person_told(Draft& draft, const Scene& scene, CodeId path);

/// The one person whom a message to a path goes to. If the path denotes nobody, the owner of the
/// rulebook gets a matter and whoever stands above is told; empty if there is nobody either.
[[nodiscard]] std::string reached(Draft& draft, const Scene& scene, CodeId path,
                                  const Occasion& occasion);

/// Carries the effects out in their order. A path that denotes nobody opens a matter for the owner
/// of the rulebook and changes nothing else; a message goes to whoever stands above.
void run_effects(Draft& draft, const Scene& scene, const std::vector<EffectInfo>& effects,
                 const Occasion& occasion);

/// True if there is no such code, or it says yes. What cannot be evaluated is no, and a matter of
/// the rulebook's owner: nothing follows from what nobody knows, and nothing is passed over.
[[nodiscard]] bool holds(Draft& draft, const Scene& scene, CodeId condition,
                         const Occasion& occasion);

/// Opens that matter; `cause` is undetermined.
void report_undetermined(Draft& draft, const Scene& scene, const Value& cause,
                         const Occasion& occasion);

/// Opens a matter and tells its decider.
void open_matter(Draft& draft, const Scene& scene, MatterOpened matter, const Decider& decider,
                 Duration period);

/// Nobody has to decide it any more.
void close_matter(Draft& draft, std::uint64_t matter);

/// A built-in text whose one argument is when somebody's time ends.
[[nodiscard]] Text until_text(std::string_view text, Instant due);

/// The due instant of a period from now on; nothing if it cannot be computed.
[[nodiscard]] std::optional<Deadline> due_from(const Scene& scene, Instant start, Duration period);

}  // namespace onus::engine
