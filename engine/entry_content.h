// SPDX-License-Identifier: Apache-2.0
//
// What the body of a ledger entry holds: the command and its events, spread over named fields so
// that each value of a payload and each member of an event has a commitment of its own. See
// engine/ledger/FORMAT.md.

#pragma once

#include "engine/ledger/entry.h"
#include "engine/run/command.h"
#include "engine/run/event.h"
#include "engine/run/rows.h"
#include "grammar/base/diagnostic.h"

namespace onus::engine {

struct EntryContent {
    Command command;
    Events events;

    /// Something of the command was taken out of the entry, so that nobody can tell any more
    /// whether another command is the same.
    bool command_redacted = false;

    friend bool operator==(const EntryContent&, const EntryContent&) = default;
};

/// An entry as a ledger has it, and what is read of it.
struct RecordedEntry {
    std::uint64_t sequence = 0;
    std::string bytes;
    EntryContent content;
};

/// Entry kinds: 1 + the alternative of the command's body; timers have one of their own.
inline constexpr std::uint16_t kTimerKindOfEntry = 100;
inline constexpr std::uint16_t kRedactionKindOfEntry = 15;
static_assert(
    std::is_same_v<Redact, std::variant_alternative_t<kRedactionKindOfEntry - 1, CommandBody>>);

/// Appends the fields. Members that hold nothing have no field.
void write_content(const EntryContent& content, Entry& entry);

/// `redaction`: what is read in place of redacted fields; null, or without a word about a field,
/// its value reads as empty, a value of a payload as kRedacted.
/// Errors: kLedgerEntryDamaged if fields are missing, unknown or malformed.
[[nodiscard]] Result<EntryContent> read_content(const Entry& entry,
                                                const RedactionRow* redaction = nullptr);

/// The field of a payload's value below the payload's own: its values have paths that end so.
inline constexpr std::string_view kPayloadValueEnd = "=";

}  // namespace onus::engine
