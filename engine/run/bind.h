// SPDX-License-Identifier: Apache-2.0
//
// Holds a payload against the declaration of its action: types, completeness, memory. What does not
// fit becomes findings, all at once, against nobody.

#pragma once

#include <vector>

#include "engine/run/data.h"
#include "engine/run/evaluate.h"
#include "engine/run/event.h"

namespace onus::engine {

/// The bound parameters; views into the payload, the state and the arena.
struct Bound {
    const Value* parameters = nullptr;
    std::vector<RecordView> records;

    /// Claims that differ from memory, missing and unknown fields, values of another type.
    std::vector<Finding> findings;

    /// Which fields of a record parameter the payload gave: by parameter, then by slot.
    std::vector<std::vector<bool>> given;
};

struct BindInput {
    const Program* program = nullptr;
    const ActionInfo* action = nullptr;
    const Data* payload = nullptr;  ///< outlives the result
    const State* state = nullptr;
    const Organisation* organisation = nullptr;
    const Calendar* calendar = nullptr;  ///< whose zone reads timestamps without an offset
    Instant at;

    /// A held or earlier attempt is bound again: its record may exist by now.
    bool again = false;
};

[[nodiscard]] Bound bind(const BindInput& input, Arena& arena);

}  // namespace onus::engine
