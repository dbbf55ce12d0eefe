// SPDX-License-Identifier: Apache-2.0
#include "engine/run/repeated.h"

#include "engine/history/history.h"
#include "engine/run/logic.h"

namespace onus::engine {

Value repeated_enough(Draft& draft, const Scene& scene, const RepeatedInfo& repeated) {
    const Value by = evaluate(draft, scene, repeated.by);
    if (by.undetermined() || by.missing()) {
        return by.missing() ? undetermined(UndeterminedCause::kMissingValue) : by;
    }
    const HistoryIndex& index = scene.program->indexes[repeated.question.index];
    HistoryLookup lookup;
    lookup.program = scene.program;
    lookup.question = &repeated.question;
    lookup.index = index.id;
    lookup.key = values_key({store(by)});
    lookup.at = scene.context.at;
    lookup.calendar = draft.world().calendar(index.calendar);
    if (repeated.length != kNoCode) {
        lookup.length = duration_of(evaluate(draft, scene, repeated.length));
    }
    // Nothing follows from what nobody saw.
    lookup.as_seen = true;
    return compared(Comparison::kGreaterEqual, answer(draft.state(), lookup, draft.arena()),
                    decimal_value(ValueKind::kNumber, Decimal(repeated.count - 1)));
}

}  // namespace onus::engine
