// SPDX-License-Identifier: Apache-2.0

#include <ostream>

#include "adapters/cli/attempt_number.h"
#include "adapters/cli/commands.h"
#include "adapters/cli/opened.h"
#include "adapters/json/event_json.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {

Exit run_why(const Console& console, const Arguments& arguments) {
    const Result<std::uint64_t> number = parse_attempt_number(arguments.words.front());
    if (!number) {
        return console.fail(number.error());
    }
    const Opened opened = open_workspace(console, arguments, LedgerUse::kRead);
    if (opened.workspace == nullptr) {
        return opened.exit;
    }
    const engine::Session& session = opened.workspace->session();
    const engine::AttemptRow* const attempt = session.state().attempt(*number);
    if (attempt == nullptr) {
        return console.fail(
            failure(DiagnosticKind::kAttemptUnknown, {arguments.words.front()}).value());
    }
    const Narrator narrator = opened.narrator(console);
    if (console.json) {
        const engine::RenderContext context = narrator.context(
            session.world().program_by_hash(attempt->judged.program), attempt->received);
        console.print(to_data(engine::Event{attempt->judged}, context));
    } else {
        console.out << narrator.why(*attempt);
    }
    return Exit::kEffective;
}

}  // namespace onus::adapters
