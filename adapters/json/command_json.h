// SPDX-License-Identifier: Apache-2.0
//
// Commands as people and systems write them in JSON:
//
//   {"id":"c1","action":"submit_order","by":"li","at":"2025-07-10T09:00:00+08:00","data":{…}}
//
// The kind of a command is the one of these members that it has: action, force, decide, withdraw,
// claim, delegate, excuse, tick, delivered, outage, clock_suspect, delivery. The whole form is
// described in adapters/json/README.md.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/json/json.h"
#include "engine/run/command.h"
#include "engine/time/zone.h"
#include "grammar/base/diagnostic.h"

namespace onus::adapters {

struct CommandOptions {
    /// Reads points in time without an offset. Empty: UTC.
    engine::ZoneTransitions zone;

    /// `source` of a command that names none.
    std::string source = "cli";

    /// `id` of a command that has none; empty: the id is required.
    std::string id;

    /// Members that somebody else reads.
    std::vector<std::string> ignored;

    /// Set where a server knows better: when the command came, from whom and under which id. The
    /// members `received`, `source` and `id` are refused then, and `at` may be missing.
    std::optional<Instant> received;
};

struct WireCommand {
    engine::Command command;

    /// False: the command did not say when it was received, `command.received` is `command.at`.
    bool received_given = false;
};

struct CommandReading {
    /// There is a value exactly if there are no errors.
    std::optional<WireCommand> value;
    Diagnostics diagnostics;
};

/// Every mistake of the command at once. `source_name` is what diagnostics call the text.
[[nodiscard]] CommandReading read_command(const LocatedData& data, const std::string& source_name,
                                          const CommandOptions& options);

[[nodiscard]] CommandReading parse_command(const Source& source, const CommandOptions& options,
                                           const JsonLimits& limits = {});

/// The command in the same form; instants at `offset_minutes` from UTC. A publish command, which
/// has no such form, gives its kind and hash.
[[nodiscard]] engine::Data to_data(const engine::Command& command,
                                   const engine::ZoneTransitions& zone);

}  // namespace onus::adapters
