// SPDX-License-Identifier: Apache-2.0
//
// The head of a ledger, and its verification. Works on the file alone; rulebooks are not needed.

#include <ostream>

#include "adapters/cli/commands.h"
#include "adapters/cli/opened.h"
#include "adapters/storage/sqlite_store.h"
#include "engine/ledger/verify.h"
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

}  // namespace

Exit run_ledger(const Console& console, const Arguments& arguments) {
    const std::string& what = arguments.words.front();
    if (what != "head" && what != "verify") {
        return console.fail(
            failure(DiagnosticKind::kUsageValueImpossible, {what, "ledger", "head, verify"})
                .value());
    }
    engine::VerifyOptions options;
    if (const std::optional<std::string> text = arguments.value("head")) {
        const Result<engine::Head> head = engine::parse_head(*text);
        if (!head) {
            console.report(head.error());
            return Exit::kUsage;
        }
        options.head = *head;
    }
    SqliteOptions sqlite;
    sqlite.purpose = what == "head" ? Purpose::kUse : Purpose::kVerify;
    const auto store = open_sqlite_store(ledger_path(arguments), sqlite);
    if (!store) {
        return console.fail(store.error());
    }
    if (what == "verify") {
        return print_report(console, engine::verify(**store, options));
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
