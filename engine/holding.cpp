// SPDX-License-Identifier: Apache-2.0
#include "engine/holding.h"

#include <algorithm>
#include <variant>

namespace onus::engine {

namespace {

/// The declared action that a verdict is asked about; null if there is none.
std::optional<std::uint32_t> action_of(const State& state, const Program& program,
                                       const Command& command) {
    if (const auto* submit = std::get_if<Submit>(&command.body)) {
        return program.find_action(submit->action);
    }
    const auto* force = std::get_if<Force>(&command.body);
    const AttemptRow* attempt = force == nullptr ? nullptr : state.attempt(force->attempt);
    return attempt == nullptr ? std::nullopt : program.find_action(attempt->judged.action);
}

/// The first turn of a day after `at`, in any zone of the program.
std::optional<Instant> next_day(const World& world, const Program& program, Instant at) {
    std::optional<Instant> next;
    for (const RulebookInfo& rulebook : program.rulebooks) {
        if (const Calendar* calendar = world.calendar(rulebook.calendar)) {
            const CivilDate today = calendar->to_local(at).date;
            const Instant turn = calendar->to_instant({CivilDate{today.days + 1}, TimeOfDay{0}});
            next = next ? std::min(*next, turn) : turn;
        }
    }
    return next;
}

}  // namespace

std::optional<Instant> holds_until(const State& state, const World& world, const Command& command) {
    std::optional<Instant> until = world.next_organisation_change(command.received);
    const auto sooner = [&](Instant instant) {
        if (command.received < instant && instant.ms != INT64_MAX) {
            until = until ? std::min(*until, instant) : instant;
        }
    };
    for (const World::Epoch& epoch : world.epochs()) {
        sooner(epoch.from);
    }
    if (const Organisation* organisation = world.organisation_at(command.received)) {
        for (const AbsenceData& absence : organisation->data().absences) {
            sooner(absence.away.from);
            sooner(absence.away.until);
        }
    }
    if (const std::optional<Timer> timer = state.first_timer()) {
        sooner(timer->due);
    }
    const Program* program = world.program_at(command.at);
    const auto action = program == nullptr ? std::nullopt : action_of(state, *program, command);
    if (!action) {
        return until;
    }
    switch (program->actions[*action].time_reach) {
        case TimeReach::kNone:
            break;
        case TimeReach::kDays:
            if (const auto turn = next_day(world, *program, command.received)) {
                sooner(*turn);
            }
            break;
        case TimeReach::kMoments:
            return command.received;
    }
    return until;
}

}  // namespace onus::engine
