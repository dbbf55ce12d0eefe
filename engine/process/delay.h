// SPDX-License-Identifier: Apache-2.0
//
// Why a run of a process comes to its end later than planned: what each thing that happened added.
//
// The end is planned from the start, each step taking exactly its own time. Whatever happened is
// then put in its place, in the order of time: after each, the end is planned anew from what is
// known by then, and the difference is what it added. So the contributions sum to the whole, in
// milliseconds, whatever the calendars are; a step beside the longest way adds nothing; and work
// that was early adds less than nothing.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/process/course.h"

namespace onus::engine {

enum class DelayCause : std::uint8_t {
    kDelivered,   ///< a step was delivered, late or early
    kOpen,        ///< a step is open, and its time is over
    kBegun,       ///< a step began later than what came before it had ended: that was told late
    kReturned,    ///< work went back: the step and what follows it take their time once more
    kWithdrawn,   ///< whoever had delivered a step took it back, to do it again
    kHeld,        ///< a delivery waited for a decision
    kSuspended,   ///< the owner of the process suspended the run
    kAwaited,     ///< a step waited for something else, by its own clause
    kMoved,       ///< a deadline was moved: an outage, somebody who stands in, a new deadline
    kHandOver,    ///< what was handed over was acknowledged
    kUnattended,  ///< nobody is there to do a step
};

constexpr DelayCause last_of(DelayCause) { return DelayCause::kUnattended; }

/// One thing that happened, and what it added.
struct Contribution {
    DelayCause cause{};
    Instant at{};
    std::uint32_t step = kNoIndex;  ///< kNoIndex: the whole run
    std::uint32_t round = 1;
    std::int64_t added_ms = 0;  ///< to the end of the run; negative: gained

    /// Who bore the duty at its deadline; who decided, suspended, or told late. Empty: nobody.
    std::string person{};
    std::string department{};  ///< id of the unit, as of then

    /// kReturned: who sent the work back, and the step at which he did; kNoIndex: the owner of the
    /// process did.
    std::string sent_back_by{};
    std::uint32_t sent_back_from = kNoIndex;

    std::uint64_t duty = 0;
    std::uint64_t attempt = 0;          ///< behind it; 0: none
    std::optional<Duration> allowed{};  ///< the step's own time
    std::optional<Duration> taken{};    ///< in the same unit, without the times its clock stood
    Instant begin{};                    ///< of the round
    std::optional<Instant> due{};
    std::int64_t own_late_ms = 0;   ///< beyond its own time; negative: before its end
    std::int64_t inherited_ms = 0;  ///< how much later than planned it began
};

struct Delay {
    Course course;
    std::string owner{};  ///< who answers for the whole
    Instant as_of{};
    Instant planned_end{};
    Instant end{};  ///< if the run is not over: planned anew as of `as_of`
    bool over = false;
    std::optional<Duration> within{};  ///< of the whole
    std::optional<Instant> due{};
    std::vector<Contribution> parts{};  ///< by time
    /// The part that added most, of several the first. Of work that went back, what was gained when
    /// it was done again is taken off.
    std::optional<std::size_t> root{};

    /// The sum of all parts.
    [[nodiscard]] std::int64_t total_ms() const { return end.ms - planned_end.ms; }
};

/// Of the last run about a record, as of `as_of`: its end, if that was earlier. Nothing if the
/// version that it runs under does not know the process. `read`: see course_of; without it what a
/// decision took is part of the step that it was about.
[[nodiscard]] std::optional<Delay> delay_of(const World& world, const State& state,
                                            const ProcessRow& row, Instant as_of,
                                            const ReadEntry& read = nullptr);

}  // namespace onus::engine
