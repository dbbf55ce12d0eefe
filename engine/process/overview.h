// SPDX-License-Identifier: Apache-2.0
//
// How a run of a process stands: each step with whoever has it, until when, to which standard, and
// who comes before and behind it. Nothing here changes anything.

#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/process/course.h"

namespace onus::engine {

/// Somebody at another step, or at none: who started the run, who answers for it.
struct Party {
    std::uint32_t step = kNoIndex;
    std::string person{};   ///< as of now if the step is to come; empty: the post is vacant
    bool receives = false;  ///< acknowledges what is handed over
};

struct StepOverview {
    std::uint32_t step = kNoIndex;
    std::uint32_t place = 0;  ///< from 1, among the steps that deliver; 0: it runs a process
    StepStatus status{};
    std::uint32_t round = 0;  ///< 0: not begun
    std::uint64_t duty = 0;
    std::string person{};      ///< who has it, had it, or as of now is going to
    std::string department{};  ///< id of the unit, as of then
    std::optional<Instant> opened{};
    std::optional<Instant> due{};
    std::optional<Instant> stands_since{};  ///< its clock does; then `due` is what it was by then
    std::optional<Instant> delivered{};
    std::int64_t late_ms = 0;  ///< behind its deadline; 0: in time
    bool excused = false;      ///< nobody owes it any more; it may still be delivered
    std::vector<Party> before{};
    std::string sent_back_by{};  ///< of a round of rework that work goes back to
    std::vector<Party> next{};
};

struct Overview {
    Course course{};
    std::string owner{};
    Instant as_of{};
    std::uint32_t place_count = 0;      ///< steps that deliver
    std::vector<StepOverview> steps{};  ///< in the order of the process
};

/// Of a run whose course is known already. REQUIRES: read as of `as_of`.
[[nodiscard]] Overview overview_of(const World& world, const State& state, Course course,
                                   Instant as_of);

/// Nothing if the version that the run goes by does not know the process.
[[nodiscard]] std::optional<Overview> overview_of(const World& world, const State& state,
                                                  const ProcessRow& row, Instant as_of);

/// The run and the step whose duty this is; nothing if it is none, or of an earlier round or run.
struct StepOfRun {
    const ProcessRow* run = nullptr;
    std::uint32_t step = kNoIndex;
    bool receipt = false;  ///< the duty to acknowledge
};
[[nodiscard]] std::optional<StepOfRun> step_of(const World& world, const State& state,
                                               std::uint64_t duty);

/// What is required of what the step delivers, a condition each, as the rulebook words it.
[[nodiscard]] std::vector<Bilingual> standard_of(const Program& program, const StepInfo& step);

/// What it delivers.
[[nodiscard]] std::vector<Bilingual> deliverables_of(const Program& program, const StepInfo& step);

/// Everybody who takes part: has, had or as of now is going to have a step, decides on a delivery,
/// started the run, or answers for it.
[[nodiscard]] std::set<std::string> participants_of(const State& state, const Overview& overview);

}  // namespace onus::engine
