// SPDX-License-Identifier: Apache-2.0

#include "adapters/cli/process_runs.h"

#include <ostream>

#include "adapters/app/process_runs.h"
#include "adapters/cli/opened.h"
#include "adapters/json/process_json.h"
#include "adapters/text/process_report.h"
#include "engine/process/runs.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

/// The instant of --at; that which the ledger has come to unless it is given. If it is earlier, the
/// workspace goes back to it: nobody is told then what happened later.
Result<Instant> asked_for(Workspace& workspace, const Arguments& arguments) {
    const Instant now = workspace.session().state().header.now;
    const auto at = arguments.value("at");
    if (!at) {
        return now;
    }
    const Result<Instant> instant = workspace.parse_instant(*at);
    if (!instant) {
        return failure(DiagnosticKind::kUsageInstantExpected, {*at});
    }
    if (*instant < now) {
        if (const Status back = workspace.go_back(*instant); !back) {
            return tl::make_unexpected(back.error());
        }
    }
    return instant;
}

/// The ledger, and the run in it that is asked for.
struct Asked {
    Opened opened;
    const engine::ProcessRow* row = nullptr;  ///< null: it was said why
    Instant as_of;
    Exit exit = Exit::kEffective;
};

Asked ask(const Console& console, const Arguments& arguments) {
    Asked asked{open_workspace(console, arguments, LedgerUse::kRead), nullptr, {}, {}};
    if (asked.opened.workspace == nullptr) {
        asked.exit = asked.opened.exit;
        return asked;
    }
    const Result<Instant> as_of = asked_for(*asked.opened.workspace, arguments);
    const auto row = find_run(*asked.opened.workspace, arguments.words[1], arguments.words[2]);
    if (!as_of || !row) {
        asked.exit = console.fail(as_of ? row.error() : as_of.error());
        return asked;
    }
    asked.as_of = *as_of;
    asked.row = *row;
    return asked;
}

engine::RenderContext context_of(const Narrator& narrator, const engine::Course& course,
                                 Instant at) {
    return narrator.context(course.program, at);
}

void print(const Console& console, const Narrator& narrator, const RunAt& run) {
    if (console.json) {
        console.print(run_data(run.overview, run.delay,
                               context_of(narrator, run.overview.course, run.overview.as_of)));
    } else {
        console.out << ProcessReport(narrator).run(run.overview, run.delay);
    }
}

}  // namespace

Exit list_runs(const Console& console, const Arguments& arguments) {
    const auto filter = parse_run_filter(arguments.value("state").value_or(""));
    if (!filter) {
        return console.fail(failure(DiagnosticKind::kUsageValueImpossible,
                                    {*arguments.value("state"), "--state", "active, late, ended"})
                                .value());
    }
    const Opened opened = open_workspace(console, arguments, LedgerUse::kRead);
    if (opened.workspace == nullptr) {
        return opened.exit;
    }
    Workspace& workspace = *opened.workspace;
    const Result<Instant> as_of = asked_for(workspace, arguments);
    if (!as_of) {
        return console.fail(as_of.error());
    }
    const engine::Session& session = workspace.session();
    std::string process;
    if (const auto word = arguments.value("process")) {
        const Result<std::string> id = find_process_id(session.world(), *word);
        if (!id) {
            return console.fail(id.error());
        }
        process = *id;
    }
    const Narrator narrator = opened.narrator(console);
    bool found = false;
    const Status read =
        engine::each_run(workspace.store(), process, 0, [&](const engine::ProcessRow& row) {
            if (rules_out(*filter, row)) {
                return true;
            }
            const auto run = run_at(session, row, *as_of);
            if (run && (*filter != RunFilter::kLate || run->is_late())) {
                found = true;
                print(console, narrator, *run);
            }
            return true;
        });
    if (!read) {
        return console.fail(read.error());
    }
    if (!found && !console.json) {
        console.out << console.say("There is no such run.\n", "没有这样的流程运行。\n");
    }
    return Exit::kEffective;
}

Exit show_run(const Console& console, const Arguments& arguments) {
    const Asked asked = ask(console, arguments);
    if (asked.row == nullptr) {
        return asked.exit;
    }
    const auto run = run_at(asked.opened.workspace->session(), *asked.row, asked.as_of);
    if (!run) {
        return console.fail(failure(DiagnosticKind::kInternalError).value());
    }
    const Narrator narrator = asked.opened.narrator(console);
    if (console.json) {
        console.print(steps_data(run->overview, run->delay,
                                 context_of(narrator, run->overview.course, asked.as_of)));
    } else {
        console.out << ProcessReport(narrator).steps(run->overview, run->delay);
    }
    return Exit::kEffective;
}

Exit explain_delay(const Console& console, const Arguments& arguments) {
    const Asked asked = ask(console, arguments);
    if (asked.row == nullptr) {
        return asked.exit;
    }
    const auto delay = delay_at(asked.opened.workspace->session(), *asked.row, asked.as_of);
    if (!delay) {
        return console.fail(failure(DiagnosticKind::kInternalError).value());
    }
    const Narrator narrator = asked.opened.narrator(console);
    if (console.json) {
        console.print(delay_data(*delay, context_of(narrator, delay->course, asked.as_of)));
    } else {
        console.out << ProcessReport(narrator).why_late(*delay);
    }
    return Exit::kEffective;
}

}  // namespace onus::adapters
