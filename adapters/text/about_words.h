// SPDX-License-Identifier: Apache-2.0
//
// What a message or an open duty is about, as its reader needs it: the record, the deadline, the
// text that it rests on.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/run/event.h"
#include "engine/run/render.h"
#include "engine/run/state.h"
#include "engine/run/world.h"

namespace onus::adapters {

/// The record that an attempt is about, with its key.
struct RecordName {
    const engine::RecordInfo* record = nullptr;
    std::string key;
};

/// The first record of the attempt; nothing if it has none, or if its key may not be seen.
[[nodiscard]] std::optional<RecordName> record_of(const engine::World& world,
                                                  const engine::Judged& judged);

/// The attempt that a message or a duty comes from; 0 if a clock started it.
[[nodiscard]] std::uint64_t attempt_behind(const engine::State& state,
                                           const engine::Notified& notified);

/// "order A1" / "订单A1"
[[nodiscard]] std::string words_of(const RecordName& record, Language language);

/// The record, the deadline, and what it rests on, each where there is one and `said` does not name
/// it already. `judged` is the attempt behind it as the reader may see it; null: none.
[[nodiscard]] std::vector<std::string> about_words(const engine::RenderContext& context,
                                                   const engine::World& world,
                                                   const engine::State& state,
                                                   const engine::Notified& notified,
                                                   const engine::Judged* judged,
                                                   const std::string& said, Language language);

}  // namespace onus::adapters
