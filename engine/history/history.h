// SPDX-License-Identifier: Apache-2.0
//
// Questions to history, answered from kept indexes: per key and local day a count, a sum and a
// maximum, and the single events for days of which only a part lies in the window. The ledger is
// never scanned, and an addition costs the same however much there is already: days lie in blocks,
// events in rows of their own.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/run/program.h"
#include "engine/run/state.h"
#include "engine/run/value.h"
#include "engine/time/calendar.h"

namespace onus::engine {

/// What is asked: events under `key` of `index` up to `at`, in the window if there is one.
struct HistoryLookup {
    const HistoryQuestion* question = nullptr;
    std::string_view index;
    std::string key;
    Duration length;  ///< of a kLast window
    Instant at;
    const Calendar* calendar = nullptr;  ///< null: windows in days are undetermined
    const Program* program = nullptr;    ///< of the question
    bool as_seen = false;                ///< counts, sums and maxima do not mind gaps

    /// Nothing that is asked for can have happened before: the record did not exist.
    std::optional<Instant> not_before;
};

/// The answer: yes/no (done, latest), a number (count), or a value of the measured kind (sum, max).
/// Undetermined if a sum overflowed, or if it would rest on something not having happened while
/// nothing was recorded: then it is an unknown (engine/run/unknown.h), with what was seen.
[[nodiscard]] Value answer(const State& state, const HistoryLookup& lookup, Arena& arena);

/// Adds one event. For `apply`.
void remember(State& state, const Remembered& event, Instant at);

/// Takes back what was added: it turned out not to have happened. For `apply`.
void forget(State& state, const Remembered& event, Instant at);

}  // namespace onus::engine
