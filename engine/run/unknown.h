// SPDX-License-Identifier: Apache-2.0
//
// What would rest on something not having happened, while for a time nothing was recorded: an
// undetermined value that says what was asked, which time is missing, and what was seen all the
// same. A rule that needs it is decided by a person, who is told so.

#pragma once

#include <optional>
#include <string_view>

#include "engine/run/event.h"
#include "engine/run/program.h"
#include "engine/run/state.h"
#include "engine/run/value.h"

namespace onus::engine {

struct Unknown {
    Bilingual asked;               ///< what was looked for, in words
    std::optional<Instant> since;  ///< from when on; nothing: since ever
    GapNoted gap;                  ///< in which it may have happened
    Value at_least;                ///< a number that was seen and can only grow; missing for none
};

[[nodiscard]] Value unknown(Arena& arena, const Unknown& what);

[[nodiscard]] bool is_unknown(const Value& value);

/// What the value is at least, in spite of the gap; null if that is not known, or it is no unknown.
[[nodiscard]] const Value* at_least(const Value& value);

/// The same unknown with `by` more.
[[nodiscard]] Value raised(Arena& arena, const Value& value, const Value& by);

/// Says why a value is undetermined: `prefix`, `prefix`.gap or `prefix`.gap_since of texts.def.
[[nodiscard]] Text undetermined_text(std::string_view prefix, const Value& value);

/// The latest gap that touches the time from `from` (nothing: since ever) up to `until`, both
/// included; null for none. A gap ends before its `until`.
[[nodiscard]] const GapNoted* last_gap(const State& state, std::optional<Instant> from,
                                       Instant until);

/// The act or declaration whose events an index keeps, in words.
[[nodiscard]] Bilingual words_of(const Program& program, const HistoryIndex& index);
[[nodiscard]] Bilingual words_of(const Program& program, const std::string& declaration);

}  // namespace onus::engine
