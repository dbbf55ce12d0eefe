// SPDX-License-Identifier: Apache-2.0

#include <ostream>

#include "adapters/cli/commands.h"
#include "adapters/cli/opened.h"
#include "adapters/json/event_json.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {

Exit run_advance(const Console& console, const Arguments& arguments) {
    const std::optional<std::string> to = arguments.value("to");
    if (!to) {
        return console.fail(
            failure(DiagnosticKind::kUsageWordMissing, {"advance", "--to"}).value());
    }
    Opened opened = open_workspace(console, arguments, LedgerUse::kWrite);
    if (opened.workspace == nullptr) {
        return opened.exit;
    }
    const Result<Instant> instant = opened.workspace->parse_instant(*to);
    if (!instant) {
        return console.fail(failure(DiagnosticKind::kUsageInstantExpected, {*to}).value());
    }
    const Result<std::vector<engine::Reply>> replies =
        opened.workspace->session().advance(*instant);
    if (!replies) {
        return console.fail(replies.error());
    }
    const Narrator narrator = opened.narrator(console);
    for (const engine::Reply& reply : *replies) {
        if (console.json) {
            const engine::Program* const program =
                opened.workspace->session().world().program_at(reply.received);
            console.print(to_data(reply, narrator.context(program, reply.received)));
        } else {
            console.out << narrator.reply(reply);
        }
    }
    if (replies->empty() && !console.json) {
        console.out << console.say("Nothing fell due; nothing was written.\n",
                                   "没有到期的事，未写入任何记录。\n");
    }
    return Exit::kEffective;
}

}  // namespace onus::adapters
