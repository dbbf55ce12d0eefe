// SPDX-License-Identifier: Apache-2.0
//
// Scenarios: what a trainer plays, step by step, on a simulated clock.
//
//   title: {en: Seven days in a shop that allows three, zh: …}
//   steps:
//     - at: 2025-07-10 09:00
//       beat: rule
//       say: {en: Li promises seven days., zh: …}
//       by: li
//       action: submit_order
//       data: {order: {number: A1, promised: 7 days}}
//       expect:
//         - {verdict: warn, from: return_window}
//         - {effective: no}
//
// A step has the members of a command (adapters/json/README.md); one without any is a moment at
// which something is expected. The format is described in adapters/app/SCENARIOS.md.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapters/json/command_json.h"
#include "engine/process/delay.h"
#include "engine/run/event.h"
#include "engine/run/program.h"
#include "engine/run/state.h"
#include "engine/session.h"
#include "grammar/base/diagnostic.h"
#include "policies/reading.h"

namespace onus::adapters {

/// Something that one of the step's events must be like, or that none may be (`times` 0).
struct Expectation {
    std::string kind;   ///< "verdict", "effective", "log", "violation", "duty", …
    std::string value;  ///< what stands behind it
    std::map<std::string, std::string> details;  ///< "from", "for", "against", "by", "until", …

    /// Exactly so many; nothing: one or more.
    std::optional<std::uint32_t> times;
    Span span;
};

/// How a story goes: what hurts, what holds, what somebody does, what is found, what is reported.
enum class Beat : std::uint8_t { kNone, kPain, kRule, kAction, kFinding, kReport };

struct ScenarioStep {
    Instant at;
    Beat beat = Beat::kNone;  ///< the part of the story that begins here
    engine::Bilingual say;
    std::optional<WireCommand> command;  ///< nothing: time passes up to `at`
    std::vector<Expectation> expected;
    Span span;
};

struct Scenario {
    engine::Bilingual title;
    engine::Bilingual about;
    std::vector<ScenarioStep> steps;
};

/// All mistakes at once.
[[nodiscard]] policies::Reading<Scenario> read_scenario(const Source& source,
                                                        const CommandOptions& options,
                                                        const policies::ReadLimits& limits = {});

/// What an expectation is held against.
struct StepOutcome {
    const std::vector<engine::Reply>* replies = nullptr;  ///< of the timers, then of the command
    const engine::State* state = nullptr;
    const engine::Program* program = nullptr;
    const engine::Delay* delay = nullptr;  ///< of the run that `of` and `key` of a delay name
    engine::ZoneTransitions zone;          ///< reads and shows the times in `until`
};

/// True if the expectation is met.
[[nodiscard]] bool is_met(const Expectation& expectation, const StepOutcome& outcome);

/// The expectation as it was written: "{verdict: warn, from: return_window}".
[[nodiscard]] std::string to_string(const Expectation& expectation);

}  // namespace onus::adapters
