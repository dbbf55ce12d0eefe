// SPDX-License-Identifier: Apache-2.0
//
// What asks for a verdict: validate, and every command.

#include <algorithm>
#include <array>

#include "adapters/evidence/evidence.h"
#include "adapters/http/answers.h"
#include "adapters/http/problem.h"
#include "adapters/json/command_json.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

/// Of an untrusted body.
constexpr JsonLimits kLimits = {1U << 20U, 64, 10'000};

/// What only the server knows: that a message came, that the clock can be trusted, that it did not
/// run. A system may say when it did not run itself.
bool is_for_the_server_to_say(const engine::CommandBody& body, const Principal& principal) {
    const auto* const outage = std::get_if<engine::Outage>(&body);
    return std::holds_alternative<engine::Delivered>(body) ||
           std::holds_alternative<engine::ClockSuspect>(body) ||
           std::holds_alternative<engine::Delivery>(body) ||
           (outage != nullptr && outage->source != principal.id);
}

/// A command as its sender may give it; otherwise the problem that answers it.
/// `usual_at`: when it happened, if it does not say.
tl::expected<engine::Command, HttpResponse> read(const Call& call, std::string id,
                                                 Instant usual_at) {
    const Source source{"request", call.request.body};
    CommandOptions options = call.workspace.command_options();
    options.source = call.principal.id;
    options.id = std::move(id);
    options.received = usual_at;
    CommandReading reading = parse_command(source, options, kLimits);
    if (!reading.value) {
        return tl::make_unexpected(problem(400, reading.diagnostics, &source));
    }
    engine::Command& command = reading.value->command;
    if (!call.principal.may_act_as(command.actor)) {
        return tl::make_unexpected(problem(
            failure(DiagnosticKind::kHttpActor, {call.principal.id, command.actor}).value()));
    }
    if (is_for_the_server_to_say(command.body, call.principal)) {
        return tl::make_unexpected(
            problem(failure(DiagnosticKind::kHttpForbidden, {call.principal.id}).value()));
    }
    command.received = call.received;
    return std::move(command);
}

/// That the entry is in the ledger, for whoever keeps it: `onus ledger audit` checks it. What the
/// asker may not see is taken out, and the proof still holds.
Result<engine::Data> receipt_of(const Call& call, const engine::Reply& reply,
                                const std::string& actor) {
    const engine::Session& session = call.workspace.session();
    const Viewer viewer(session.world(), session.state(), call.received, eyes_of(call, actor));
    const SigningKey* const key = call.desk.signing_key.get();
    if (viewer.sees_everything()) {
        return prove_entry(call.workspace.store(), reply.sequence, key);
    }
    return prove_entry(call.workspace.store(), reply.sequence, key, [](std::string_view name) {
        constexpr auto kOpen = std::to_array<std::string_view>(
            {"command.id", "command.source", "command.actor", "command.principal", "command.at",
             "command.received"});
        return std::find(kOpen.begin(), kOpen.end(), name) != kOpen.end();
    });
}

}  // namespace

HttpResponse answer_validate(const Call& call) {
    const auto command = read(call, "validate", call.received);
    if (!command) {
        return command.error();
    }
    if (!std::holds_alternative<engine::Submit>(command->body) &&
        !std::holds_alternative<engine::Force>(command->body)) {
        return problem(failure(DiagnosticKind::kValidateKind).value());
    }
    const engine::Session& session = call.workspace.session();
    const Result<engine::Preview> preview = session.validate(*command);
    if (!preview) {
        return problem(preview.error());
    }
    return json_response(shown(call, *preview, session.world().program_at(command->at), command->at,
                               command->actor));
}

HttpResponse answer_command(const Call& call) {
    const std::string_view wanted = call.query("receipt");
    const bool receipt = wanted == "true";
    if (!receipt && !wanted.empty() && wanted != "false") {
        return problem(
            failure(DiagnosticKind::kHttpParameter, {"receipt", std::string(wanted), "true, false"})
                .value());
    }
    const std::string id(call.request.header("idempotency-key"));
    const auto before = call.workspace.session().reply_to(call.principal.id, id);
    if (!before) {
        return problem(before.error());
    }
    // Sent again without saying when, it happened when it was sent first.
    auto command = read(call, id, *before ? (*before)->command.at : call.received);
    if (!command) {
        return command.error();
    }
    const Instant at = command->at;
    const std::string actor = command->actor;
    const Result<engine::Reply> reply =
        call.workspace.session().execute(std::move(*command), nullptr);
    if (!reply) {
        return problem(reply.error());
    }
    const engine::Session& session = call.workspace.session();
    engine::Data body = shown(call, *reply, session.world().program_at(at), reply->received, actor);
    if (receipt && reply->sequence != 0) {
        const Result<engine::Data> proof = receipt_of(call, *reply, actor);
        if (!proof) {
            return problem(proof.error());
        }
        engine::set_member(body, "receipt", *proof);
    }
    HttpResponse response = json_response(body);
    if (reply->repeated) {
        response.headers.emplace_back("Idempotency-Replayed", "true");
    }
    return response;
}

}  // namespace onus::adapters
