// SPDX-License-Identifier: Apache-2.0
//
// The case of a record: every action on it, what followed, and the proposed shares.

#include <ostream>

#include "adapters/app/case.h"
#include "adapters/cli/commands.h"
#include "adapters/cli/opened.h"
#include "adapters/json/event_json.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/digits.h"

namespace onus::adapters {
namespace {

/// Entries that are read to find what followed; more would keep a person waiting.
constexpr std::uint64_t kFollowedMax = 100'000;

Status print(const Console& console, const engine::Session& session, const Narrator& narrator,
             const Case& found) {
    for (const std::uint64_t sequence : found.entries()) {
        const Result<engine::Reply> reply = session.reply_of(sequence);
        if (!reply) {
            return tl::make_unexpected(reply.error());
        }
        if (console.json) {
            const engine::Program* const program = session.world().program_at(reply->received);
            engine::Data told = to_data(*reply, narrator.context(program, reply->received));
            add_status(told, *reply, session.state());
            console.print(told);
        } else {
            console.out << narrator.reply(*reply);
        }
    }
    if (found.unread_from() != 0 && !console.json) {
        console.out << console.say("What followed was read up to entry ", "后续情况只读取到台账第")
                    << found.unread_from() - 1 << console.say(" of the ledger.\n", "条记录。\n");
    }
    const engine::State& state = session.state();
    for (const std::uint64_t number : found.attempts()) {
        for (const std::uint64_t duty_number : state.attempt(number)->duties) {
            const engine::DutyRow* const duty = state.duty(duty_number);
            if (duty != nullptr && !console.json) {
                console.out << narrator.duty_in_the_end(*duty);
            }
        }
    }
    return {};
}

}  // namespace

Exit run_trace(const Console& console, const Arguments& arguments) {
    const bool by_attempt = arguments.words.size() == 1;
    const std::optional<std::uint64_t> attempt = whole_number(arguments.words[0]);
    if (by_attempt && !attempt) {
        return console.fail(failure(DiagnosticKind::kUsageWordMissing, {"trace", "KEY"}).value());
    }
    const Opened opened = open_workspace(console, arguments, LedgerUse::kRead);
    if (opened.workspace == nullptr) {
        return opened.exit;
    }
    const engine::Session& session = opened.workspace->session();
    Case found(session);
    const Result<bool> known = by_attempt
                                   ? found.add_records_of(*attempt)
                                   : found.add_record(arguments.words[0], arguments.words[1]);
    if (!known) {
        return console.fail(known.error());
    }
    if (!*known) {
        return console.fail(
            failure(by_attempt ? DiagnosticKind::kAttemptUnknown : DiagnosticKind::kRecordUnknown,
                    arguments.words)
                .value());
    }
    Status printed = found.follow(kFollowedMax);
    if (printed) {
        printed = print(console, session, opened.narrator(console), found);
    }
    return printed ? Exit::kEffective : console.fail(printed.error());
}

}  // namespace onus::adapters
