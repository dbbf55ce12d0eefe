// SPDX-License-Identifier: Apache-2.0
//
// What happened in a run of a process, read back from the state: which step was open from when to
// when, who owed it, what was handed over, and when a clock stood.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/process/run.h"

namespace onus::engine {

/// The events of an entry of the ledger; nothing if it cannot be read.
using ReadEntry = std::function<std::optional<Events>(std::uint64_t sequence)>;

/// Work that was done came back.
struct Return {
    std::string person{};           ///< who sent it back, or took it back
    std::uint32_t from = kNoIndex;  ///< the step at which he did; kNoIndex: none, it was decided
    bool withdrawn = false;         ///< by whoever had delivered it
};

/// A time in which somebody was to decide on an attempt.
struct Asked {
    std::string person{};
    Instant from{};
    Instant until{};
};

/// One round of a step: what it owed is one duty.
struct Round {
    std::uint32_t step = kNoIndex;
    std::uint32_t number = 1;  ///< among the rounds of the step in this run
    std::uint64_t duty = 0;
    std::uint64_t opener = 0;  ///< the attempt that opened it
    Instant begin{};           ///< when that took effect
    Instant due{};             ///< the end of its own time, as it was first told
    std::uint64_t deed = 0;    ///< the attempt that delivered it; 0: none did
    std::optional<Instant> delivered{};
    std::optional<Instant> passed_on{};  ///< when the delivery took effect
    std::vector<Asked> asked{};          ///< who decided on it, if it had to wait

    /// Work went back before it was delivered, or the run was cancelled.
    std::optional<Instant> ended{};
    std::uint64_t ended_by = 0;  ///< the attempt that did so

    std::optional<Return> returned{};  ///< the round is rework, and work goes back to this step
};

enum class StopCause : std::uint8_t {
    kSuspended,   ///< the owner of the process suspended the run
    kHeld,        ///< a delivery waited for a decision and did not take effect
    kAwaited,     ///< the step waits for something else, by its own clause
    kUnattended,  ///< nobody is there to do it: an absence that stops the clock, a vacant post
};

/// A time in which a clock stood.
struct Stop {
    StopCause cause{};
    std::uint32_t round = kNoIndex;  ///< of Course::rounds; kNoIndex: the whole run
    Instant from{};
    std::optional<Instant> until{};  ///< nothing: it still stands
    std::string person{};            ///< who suspended, or decided; empty: nobody
    std::uint64_t attempt = 0;       ///< that stopped it
};

/// A delivery that waits for a decision.
struct Waiting {
    std::uint32_t round = kNoIndex;
    std::uint64_t attempt = 0;
    Instant since{};
    std::vector<Asked> asked{};  ///< who was to decide, one after the other
};

/// What a step delivered was to be acknowledged.
struct HandOver {
    std::uint32_t step = kNoIndex;
    std::uint64_t duty = 0;
};

struct Course {
    const Program* program = nullptr;
    const ProcessInfo* process = nullptr;
    std::string subject{};
    ProcessRow row{};
    Instant started{};  ///< when the action that started it took effect
    std::vector<Round> rounds{};
    std::vector<Stop> stops{};
    std::vector<Waiting> waiting{};
    std::vector<HandOver> hand_overs{};
};

/// When an attempt took effect, or was refused: at once, or with the last decision on it.
[[nodiscard]] Instant effect_of(const State& state, std::uint64_t attempt);

/// Who was to decide on an attempt that was held, one after the other until it was settled or, if
/// it still waits, for ever; where several were asked at once, whoever answered last. Empty if
/// nobody was asked.
[[nodiscard]] std::vector<Asked> asked_about(const State& state, std::uint64_t attempt);

/// The last run about a record; nothing if there never was one. `read`: held deliveries are looked
/// for in the entries about whoever bore a step, which the state does not keep by step; null: only
/// those that still wait. Reads at most `entries_max` entries.
[[nodiscard]] std::optional<Course> course_of(Draft& draft, const ProcessRow& row,
                                              const ReadEntry& read,
                                              std::uint32_t entries_max = 2000);

}  // namespace onus::engine
