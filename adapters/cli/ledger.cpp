// SPDX-License-Identifier: Apache-2.0
//
// The head of a ledger, and three ways to hold it against itself. Works on the file alone: the
// rulebooks that were in force are part of it.

#include <ostream>

#include "adapters/cli/commands.h"
#include "adapters/cli/ledger_evidence.h"
#include "adapters/cli/ledger_redact.h"
#include "adapters/cli/opened.h"
#include "adapters/storage/sqlite_store.h"
#include "engine/ledger/verify.h"
#include "engine/replay.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/diagnostic_text.h"

namespace onus::adapters {
namespace {

/// The ledger's file: as said, as the manifest says, or where it is by default.
std::string ledger_path(const Arguments& arguments) {
    const WorkspaceOptions options = workspace_options(arguments);
    return options.ledger.value_or(Workspace::ledger_path_of(options.folder));
}

Exit print_report(const Console& console, const engine::VerifyReport& report) {
    const std::string head = engine::to_string(engine::Head{report.entries, report.root});
    if (console.json) {
        engine::Data object = engine::object_data();
        engine::set_member(object, "good",
                           {engine::DataKind::kYesNo, report.ok() ? "true" : "false", {}, {}});
        engine::set_member(object, "entries", engine::number_data(std::to_string(report.entries)));
        engine::set_member(object, "head", engine::text_data(head));
        if (report.first_bad) {
            engine::set_member(object, "first_bad",
                               engine::number_data(std::to_string(*report.first_bad)));
        }
        if (report.reason) {
            engine::set_member(object, "code", engine::text_data(code_of(report.reason->kind)));
            engine::set_member(object, "en",
                               engine::text_data(message_of(*report.reason, Language::kEnglish)));
            engine::set_member(object, "zh",
                               engine::text_data(message_of(*report.reason, Language::kChinese)));
        }
        console.print(object);
    } else if (report.ok()) {
        console.out << report.entries
                    << console.say(" entries, all good. Head ", "条记录，全部完好。台账当前值 ")
                    << head << '\n';
    } else {
        console.report(*report.reason);
        if (report.first_bad) {
            console.out << console.say("The first bad entry is number ", "第一条有问题的记录是第")
                        << *report.first_bad << console.say(".\n", "条。\n");
        }
        console.out << report.entries
                    << console.say(" entries before it are good.\n", "条在其之前的记录完好。\n");
    }
    return report.ok() ? Exit::kEffective : Exit::kNotEffective;
}

/// What rebuilding and re-judging found. A ledger that cannot be read is as bad as one that
/// differs.
Exit print_replay(const Console& console, bool judged, const Result<engine::ReplayReport>& report) {
    Diagnostics found;
    if (!report) {
        found.push_back(report.error());
    } else if (!report->row.empty()) {
        found.push_back(failure(DiagnosticKind::kLedgerStateDiffers, {report->row}).value());
    } else if (report->first_difference != 0) {
        found.push_back(
            failure(DiagnosticKind::kLedgerEntryDiffers, {std::to_string(report->first_difference)})
                .value());
        if (report->reason) {
            found.push_back(*report->reason);
        }
    }
    console.report(found);
    if (!report) {
        return Exit::kNotEffective;
    }
    if (console.json) {
        engine::Data object = engine::object_data();
        engine::set_member(object, "same",
                           {engine::DataKind::kYesNo, report->same() ? "true" : "false", {}, {}});
        engine::set_member(object, judged ? "entries" : "rows",
                           engine::number_data(std::to_string(report->compared)));
        if (report->first_difference != 0) {
            engine::set_member(object, "first_difference",
                               engine::number_data(std::to_string(report->first_difference)));
        }
        engine::Data skipped = engine::list_data();
        for (const std::uint64_t sequence : report->not_judged) {
            skipped.items.push_back(engine::number_data(std::to_string(sequence)));
        }
        if (judged) {
            engine::set_member(object, "not_judged", std::move(skipped));
        }
        console.print(object);
    } else if (report->same() && judged) {
        console.out << report->compared
                    << console.say(" entries judged again: the same, byte for byte.\n",
                                   "条记录已重新判定，逐字节相同。\n");
        if (!report->not_judged.empty()) {
            console.out << console.say("Not judged, since a value they read was redacted: ",
                                       "因所需内容已被遮盖而未重新判定：");
            for (std::size_t i = 0; i < report->not_judged.size(); ++i) {
                console.out << (i == 0 ? "" : ", ") << report->not_judged[i];
            }
            console.out << '\n';
        }
    } else if (report->same()) {
        console.out << report->compared
                    << console.say(" rows rebuilt from the entries: the same as stored.\n",
                                   "行状态已由记录重建，与存储的相同。\n");
    }
    return report->same() ? Exit::kEffective : Exit::kNotEffective;
}

}  // namespace

Exit run_ledger(const Console& console, const Arguments& arguments) {
    const std::string& what = arguments.words.front();
    const bool takes_more = what == "prove" || what == "audit" || what == "key";
    if (arguments.words.size() > 1 && !takes_more) {
        return console.fail(
            failure(DiagnosticKind::kUsageWordExtra, {arguments.words[1], "ledger " + what})
                .value());
    }
    if (is_evidence_command(what)) {
        return run_evidence(console, arguments, ledger_path(arguments));
    }
    if (what == "redact") {
        return run_redact(console, arguments, ledger_path(arguments));
    }
    if (what != "head" && what != "verify" && what != "rebuild" && what != "rejudge") {
        return console.fail(failure(DiagnosticKind::kUsageValueImpossible,
                                    {what, "ledger",
                                     "head, verify, rebuild, rejudge, checkpoint, prove, "
                                     "export, audit, key, redact"})
                                .value());
    }
    KnownEnds known;
    if (const Exit exit = read_known_ends(console, arguments, known); exit != Exit::kEffective) {
        return exit;
    }
    SqliteOptions sqlite;
    sqlite.purpose = what == "head" ? Purpose::kUse : Purpose::kVerify;
    const auto store = open_sqlite_store(ledger_path(arguments), sqlite);
    if (!store) {
        return console.fail(store.error());
    }
    if (known.checkpoint) {
        // A first entry that cannot be read is for `verify` to tell.
        const Result<std::string> origin = origin_of(**store);
        if (origin && *origin != known.checkpoint->origin) {
            return fail_evidence(console, failure(DiagnosticKind::kCheckpointForeign,
                                                  {known.checkpoint->origin, *origin})
                                              .value());
        }
    }
    if (what == "verify" && arguments.value("receipt")) {
        const auto report = verify_by_receipt(console, arguments, **store);
        return report ? print_report(console, *report) : fail_evidence(console, report.error());
    }
    if (what == "verify") {
        return print_report(console, engine::verify(**store, known.options));
    }
    if (what == "rebuild") {
        return print_replay(console, false, engine::rebuild(**store));
    }
    if (what == "rejudge") {
        return print_replay(console, true, engine::rejudge(**store));
    }
    const std::string head = engine::to_string(engine::head_of((*store)->frontier()));
    if (console.json) {
        engine::Data object = engine::object_data();
        engine::set_member(object, "head", engine::text_data(head));
        console.print(object);
    } else {
        console.out << head << '\n';
    }
    return Exit::kEffective;
}

}  // namespace onus::adapters
