// SPDX-License-Identifier: Apache-2.0
//
// Runs the flat code of one expression. Pure: equal arguments give equal values. A value that
// cannot be found is undetermined; nothing is skipped.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/run/program.h"
#include "engine/run/state.h"
#include "engine/run/value.h"
#include "engine/run/world.h"

namespace onus::engine {

/// A record parameter of the judged action: memory and claims merged. `before` has what memory
/// knew; null where nothing changed.
struct RecordView {
    std::uint32_t record = kNoIndex;
    std::string_view key;
    const Value* slots = nullptr;
    const Value* before = nullptr;
};

/// A link of a liability's chain.
struct TracedLink {
    Value actor;
    Value principal;
    Instant at;
    std::uint64_t attempt = 0;
};

/// What an expression is about. Plain data; views outlive the evaluation.
struct Context {
    const ActionInfo* action = nullptr;
    const Value* parameters = nullptr;
    const RecordView* records = nullptr;  ///< one for each parameter; record kNoIndex if it is none
    Value actor;
    Value principal;
    Value reason;
    Value bearer;
    Value owner;
    Value step;
    Value lateness;
    Instant at;     ///< rule version, windows, today
    Instant now;    ///< when the engine knows
    Instant as_of;  ///< at which the organisation is asked
    const Calendar* calendar = nullptr;
    std::uint64_t attempt = 0;  ///< whose duties `duty D` means; 0 for none
    std::uint64_t duty = 0;     ///< the duty that the context is about
    const std::vector<TracedLink>* traced = nullptr;
};

/// One comparison that was made, for explanations.
struct Atom {
    std::uint32_t clause = 0;
    Value left;
    Value right;
    bool holds = false;
    bool undetermined = false;
};

class Evaluator {
  public:
    /// REQUIRES: all outlive the evaluator.
    Evaluator(const World& world, const State& state, const Program& program, Arena& arena)
        : world_(world), state_(state), program_(program), arena_(arena) {}

    /// The value of `code`. Comparisons made on the way are appended to `atoms`; null for none.
    [[nodiscard]] Value evaluate(CodeId code, const Context& context,
                                 std::vector<Atom>* atoms = nullptr);

    /// Upper bound on executed instructions of one `evaluate`; beyond it the value is undetermined.
    std::uint32_t step_count_max = 100'000;

    /// Counts, sums and maxima are what was seen, as if no gap in the records could hide more.
    bool as_seen = false;

    /// The supervisor of whoever has none is the organisation's fallback, be he that himself.
    bool fallback_on_top = false;

    [[nodiscard]] const Program& program() const { return program_; }
    [[nodiscard]] Arena& arena() const { return arena_; }

  private:
    friend class Machine;
    const World& world_;
    const State& state_;
    const Program& program_;
    Arena& arena_;
};

/// The value of a field of a record that is known to memory; missing if it is not.
[[nodiscard]] Value remembered_field(const State& state, const Program& program,
                                     std::uint32_t record, std::string_view key,
                                     std::uint32_t field, Arena& arena);

/// Restores indices of the program in a stored value of type `type`.
[[nodiscard]] Value typed_view(const Program& program, const ValueType& type, const Stored& stored,
                               Arena& arena);

}  // namespace onus::engine
