// SPDX-License-Identifier: Apache-2.0
//
// What the body of a ledger entry holds: the command and its events, spread over named fields so
// that each value of a payload and each member of an event has a commitment of its own. See
// engine/ledger/FORMAT.md.

#pragma once

#include "engine/ledger/entry.h"
#include "engine/run/command.h"
#include "engine/run/event.h"
#include "grammar/base/diagnostic.h"

namespace onus::engine {

struct EntryContent {
    Command command;
    Events events;

    friend bool operator==(const EntryContent&, const EntryContent&) = default;
};

/// Entry kinds: 1 + the alternative of the command's body; timers have one of their own.
inline constexpr std::uint16_t kTimerKindOfEntry = 100;

/// Appends the fields. Members that hold nothing have no field.
void write_content(const EntryContent& content, Entry& entry);

/// Errors: kLedgerEntryDamaged if fields are missing, unknown or malformed. Redacted values read as
/// empty.
[[nodiscard]] Result<EntryContent> read_content(const Entry& entry);

}  // namespace onus::engine
