// SPDX-License-Identifier: Apache-2.0
//
// Takes texts out of a ledger. A command names an entry and fields of it; the texts that stand
// there are taken out of every entry that holds them, wherever they were copied to. What is left of
// a field is its commitment; what is read in its place, the rest of the value, is an event of the
// entry that took it out. Nothing here writes: see Session::redact.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/entry_content.h"
#include "engine/ledger/ledger_store.h"
#include "engine/run/state.h"
#include "engine/run/world.h"
#include "grammar/base/diagnostic.h"

namespace onus::engine {

/// A shorter text, in bytes, stands in words that have nothing to do with it.
inline constexpr std::size_t kRedactedBytesMin = 6;

/// What is read in place of redacted fields, by entry.
using Redactions = std::map<std::uint64_t, RedactionRow>;

/// Null if nothing of the entry is redacted.
[[nodiscard]] const RedactionRow* redaction_of(const Redactions& redactions,
                                               std::uint64_t sequence);

/// Reads the headers of all entries, and those entries whole that took something out.
[[nodiscard]] Result<Redactions> redactions_of(const LedgerStore& store);

/// What a redaction changes.
struct RedactionPlan {
    std::vector<std::string> texts;  ///< that must be nowhere afterwards
    std::vector<RewrittenEntry> rewritten;
    std::vector<Redacted> events;  ///< one for each field
};

/// Reads every entry that holds one of the texts. `request.names` may leave out "command.body." and
/// "payload.". Errors: kLedgerRangeImpossible, kRedaction…, those of reading entries.
[[nodiscard]] Result<RedactionPlan> plan_redaction(const LedgerStore& store, const State& state,
                                                   const World& world, const Redact& request);

/// True if one of the texts is part of the bytes.
[[nodiscard]] bool holds_one(std::string_view bytes, const std::vector<std::string>& texts);

}  // namespace onus::engine
