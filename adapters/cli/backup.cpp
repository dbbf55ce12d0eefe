// SPDX-License-Identifier: Apache-2.0
//
// Backups of a ledger, and putting one back. Both work on files alone.

#include "adapters/storage/backup.h"

#include <filesystem>
#include <ostream>

#include "adapters/app/control.h"
#include "adapters/cli/commands.h"
#include "adapters/cli/ledger_evidence.h"
#include "engine/replay.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

namespace fs = std::filesystem;

/// 1: the ledger or the backup is bad; 2: what was asked cannot be done; 5: the store failed.
Exit fail_backup(const Console& console, const Diagnostic& reason) {
    switch (reason.kind) {
        case DiagnosticKind::kBackupExists:
        case DiagnosticKind::kBackupNotAllowed:
        case DiagnosticKind::kRestoreExists:
        case DiagnosticKind::kRestoreKept:
            console.report(reason);
            return Exit::kUsage;
        case DiagnosticKind::kBackupNotWritten:
        case DiagnosticKind::kBackupNoRoom:
        case DiagnosticKind::kBackupDiffers:
        case DiagnosticKind::kBackupNoAnswer:
        case DiagnosticKind::kBackupCutOff:
        case DiagnosticKind::kBackupElsewhere:
        case DiagnosticKind::kRestoreNotWritten:
            console.report(reason);
            return Exit::kInternal;
        default:
            return fail_evidence(console, reason);
    }
}

/// True for what is wrong with the content of a ledger, and not with where it lies.
bool is_bad_content(DiagnosticKind kind) {
    const std::string_view code = code_of(kind);
    const bool store = kind >= DiagnosticKind::kStoreMissing && kind <= DiagnosticKind::kStoreBusy;
    const bool bad_store = kind == DiagnosticKind::kStoreDamaged ||
                           kind == DiagnosticKind::kStoreTruncated ||
                           kind == DiagnosticKind::kStoreNotALedger;
    return bad_store || kind == DiagnosticKind::kCheckpointForeign ||
           (code >= "N0801" && code <= "N0838" && !store);
}

/// From the ledger itself, or from the server that holds it.
Result<engine::Head> copy(const std::string& ledger, const std::string& backup) {
    Result<engine::Head> head = copy_ledger(ledger, backup);
    if (head || head.error().kind != DiagnosticKind::kStoreLocked) {
        return head;
    }
    // The server's working folder is another one.
    const std::string draft = fs::absolute(draft_of(backup)).string();
    head = ask_for_copy(fs::absolute(ledger).string(), draft, head.error().arguments.back());
    std::error_code ignored;
    if (!head && head.error().kind == DiagnosticKind::kBackupCutOff) {
        fs::remove(draft, ignored);
    }
    if (head && !fs::exists(draft, ignored)) {
        return failure(DiagnosticKind::kBackupElsewhere, {draft});
    }
    return head;
}

/// What the backup must show before it takes the place of a ledger.
Status check_whole(const engine::LedgerStore& store, const engine::VerifyOptions& options,
                   const std::optional<Checkpoint>& checkpoint) {
    if (checkpoint) {
        // A first entry that cannot be read is for `verify` to tell.
        const Result<std::string> origin = origin_of(store);
        if (origin && *origin != checkpoint->origin) {
            return failure(DiagnosticKind::kCheckpointForeign, {checkpoint->origin, *origin});
        }
    }
    if (const engine::VerifyReport report = engine::verify(store, options); !report.ok()) {
        return tl::make_unexpected(*report.reason);
    }
    const Result<engine::ReplayReport> rebuilt = engine::rebuild(store);
    if (!rebuilt) {
        return tl::make_unexpected(rebuilt.error());
    }
    return rebuilt->same() ? Status()
                           : failure(DiagnosticKind::kLedgerStateDiffers, {rebuilt->row});
}

void tell_replaced(const Console& console, const Replaced& replaced, const engine::Head& head) {
    console.out << console.say("The ledger that was there is kept as ", "原台账保留为 ")
                << replaced.kept;
    if (replaced.head && replaced.head->size > head.size) {
        console.out << console.say("; entries in it that the backup lacks: ",
                                   "；其中备份所没有的记录条数：")
                    << replaced.head->size - head.size;
    }
    console.out << console.say(".\n", "。\n");
}

}  // namespace

Exit run_backup(const Console& console, const Arguments& arguments) {
    const std::string& ledger = arguments.words[0];
    const std::string& backup = arguments.words[1];
    if (const Status is_free = check_backup_name(backup); !is_free) {
        return fail_backup(console, is_free.error());
    }
    const Result<engine::Head> head = copy(ledger, backup);
    if (!head) {
        return fail_backup(console, head.error());
    }
    if (const Status finished = finish_backup(backup, *head); !finished) {
        console.report(finished.error());
        return is_bad_content(finished.error().kind) ? Exit::kNotEffective : Exit::kInternal;
    }
    if (console.json) {
        engine::Data object = engine::object_data();
        engine::set_member(object, "backup", engine::text_data(backup));
        engine::set_member(object, "entries", engine::number_data(std::to_string(head->size)));
        engine::set_member(object, "head", engine::text_data(engine::to_string(*head)));
        console.print(object);
    } else {
        console.out << console.say("Backup ", "备份 ") << backup << console.say(": ", "：")
                    << head->size
                    << console.say(" entries, verified. Keep its head elsewhere: ",
                                   "条记录，已校验。请另行保存台账当前值：")
                    << engine::to_string(*head) << '\n';
    }
    return Exit::kEffective;
}

Exit run_restore(const Console& console, const Arguments& arguments) {
    const std::string& backup = arguments.words[0];
    const std::string& ledger = arguments.words[1];
    KnownEnds known;
    if (const Exit exit = read_known_ends(console, arguments, known); exit != Exit::kEffective) {
        return exit;
    }
    engine::Head head;
    const auto replaced = restore_ledger(
        backup, ledger, arguments.has("replace"), [&](const engine::LedgerStore& store) {
            head = engine::head_of(store.frontier());
            return check_whole(store, known.options, known.checkpoint);
        });
    if (!replaced && is_bad_content(replaced.error().kind)) {
        console.report(
            {replaced.error(), failure(DiagnosticKind::kRestoreRefused, {backup}).value()});
        return Exit::kNotEffective;
    }
    if (!replaced) {
        return fail_backup(console, replaced.error());
    }
    if (console.json) {
        engine::Data object = engine::object_data();
        engine::set_member(object, "ledger", engine::text_data(ledger));
        engine::set_member(object, "entries", engine::number_data(std::to_string(head.size)));
        engine::set_member(object, "head", engine::text_data(engine::to_string(head)));
        if (*replaced) {
            engine::set_member(object, "replaced", engine::text_data((*replaced)->kept));
        }
        console.print(object);
        return Exit::kEffective;
    }
    console.out << console.say("Restored ", "已恢复 ") << ledger << console.say(": ", "：")
                << head.size
                << console.say(" entries, verified. Head ", "条记录，已校验。台账当前值 ")
                << engine::to_string(head) << '\n';
    if (*replaced) {
        tell_replaced(console, **replaced, head);
    }
    return Exit::kEffective;
}

}  // namespace onus::adapters
