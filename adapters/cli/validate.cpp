// SPDX-License-Identifier: Apache-2.0

#include <ostream>

#include "adapters/cli/commands.h"
#include "adapters/cli/opened.h"
#include "adapters/json/event_json.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
Exit run_validate(const Console& console, const Arguments& arguments) {
    const Result<Source> input = read_input(console, arguments.words.front());
    if (!input) {
        return console.fail(input.error());
    }
    Opened opened = open_workspace(console, arguments, LedgerUse::kRead);
    if (opened.workspace == nullptr) {
        return opened.exit;
    }
    const CommandReading reading = parse_command(*input, opened.workspace->command_options());
    if (!reading.value) {
        console.report(reading.diagnostics, {*input});
        return Exit::kUsage;
    }
    engine::Command command = reading.value->command;
    if (!std::holds_alternative<engine::Submit>(command.body) &&
        !std::holds_alternative<engine::Force>(command.body)) {
        return console.fail(failure(DiagnosticKind::kValidateKind).value());
    }
    // Nothing may be written: an empty ledger is replaced by one in memory.
    if (opened.workspace->session().state().header.sequence == 0) {
        auto twin = opened.workspace->in_memory_twin();
        if (!twin) {
            return console.fail(twin.error());
        }
        opened.workspace = std::move(*twin);
    }
    if (!opened.publish(console, command.at)) {
        return opened.exit;
    }
    if (!reading.value->received_given) {
        command.received = std::max(command.at, opened.workspace->session().state().header.now);
    }
    const Result<engine::Preview> preview = opened.workspace->session().validate(command);
    if (!preview) {
        return console.fail(preview.error(), {*input});
    }
    const bool effective = takes_effect(preview->events).value_or(false);
    const Narrator narrator = opened.narrator(console);
    const engine::Session& session = opened.workspace->session();
    if (console.json) {
        const engine::RenderContext context =
            narrator.context(session.world().program_at(command.at), preview->as_of);
        console.print(to_data(*preview, context));
    } else {
        console.out << narrator.preview(*preview);
    }
    return effective ? Exit::kEffective : Exit::kNotEffective;
}

}  // namespace onus::adapters
