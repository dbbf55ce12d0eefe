// SPDX-License-Identifier: Apache-2.0
//
// When a run of a process comes to its end if everything from now on takes exactly its own time.
// Exact: the calendars of the process count, and nothing is rounded.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/run/scene.h"

namespace onus::engine {

/// A beginning or an end. A planned one at 24:00 belongs to the day that ends there.
struct Moment {
    Instant at;
    bool planned = false;
};

/// How far a step has come.
struct Progress {
    enum class Kind : std::uint8_t {
        kAhead,   ///< not begun
        kOpen,    ///< begun at `begin`, and to end at `end`
        kDone,    ///< begun at `begin`, ended at `end`
        kPassed,  ///< skipped, or on a way that is not taken: takes no time
    };
    Kind kind = Kind::kAhead;
    Instant begin{};
    Moment end{};  ///< not of a step that runs a process: its steps say when it ends
};

/// When a step begins and ends by a schedule.
struct Span {
    Moment begin;
    Moment end;
};

class Schedule {
  public:
    /// `scene`: that in which the run was started, with the calendar of the process. REQUIRES: all
    /// outlive the schedule.
    Schedule(Draft& draft, const Scene& scene, const ProcessInfo& process);

    /// A step was given another period than can be read off the rules now.
    void set_period(std::uint32_t step, Duration period) { periods_[step] = period; }
    [[nodiscard]] const std::optional<Duration>& period(std::uint32_t step) const {
        return periods_[step];
    }

    /// The end of a step's own time from `begin` on. Never before `begin`.
    [[nodiscard]] Instant due(std::uint32_t step, Moment begin) const;

    /// All steps, by number. `start` is that of the run. While it is not decided which way a run
    /// goes, every way counts, so that the longest says when it ends.
    [[nodiscard]] std::vector<Span> forecast(const std::vector<Progress>& progress,
                                             Instant start) const;

    /// When the last step ends.
    [[nodiscard]] Instant end(const std::vector<Progress>& progress, Instant start) const;

  private:
    const Scene& scene_;
    const ProcessInfo& process_;
    std::vector<std::optional<Duration>> periods_;
    std::vector<std::optional<Instant>> named_;  ///< where periods count from a moment of their own
};

}  // namespace onus::engine
