// SPDX-License-Identifier: Apache-2.0
#include "adapters/http/feishu_callback.h"

#include <memory>

#include "adapters/delivery/feishu_envelope.h"
#include "adapters/http/problem.h"
#include "adapters/json/json.h"
#include "adapters/text/narrator.h"
#include "engine/ledger/merkle.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/digits.h"

namespace onus::adapters {
namespace {

using engine::Data;

constexpr std::string_view kSource = "feishu";
constexpr JsonLimits kLimits = {64U << 10U, 8, 1000};

std::string_view text(const Data& body, std::string_view name) {
    const Data* const member = body.member(name);
    return member == nullptr || member->kind != engine::DataKind::kText
               ? std::string_view()
               : std::string_view(member->text);
}

/// Takes as long for a wrong token as for the right one.
bool same_secret(std::string_view given, const std::string& kept) {
    unsigned difference = given.size() == kept.size() ? 0U : 1U;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const char byte = given.empty() ? '\0' : given[i % given.size()];
        difference |= static_cast<unsigned>(static_cast<unsigned char>(byte ^ kept[i]));
    }
    return difference == 0;
}

HttpResponse answer(bool taken, std::string_view message) {
    Data body = engine::object_data();
    engine::set_member(body, "code", engine::number_data(taken ? "0" : "1"));
    engine::set_member(body, "msg", engine::text_data(message));
    HttpResponse response;
    response.body = to_json(body);
    return response;
}

HttpResponse refusal(DiagnosticKind kind, std::vector<std::string> arguments = {}) {
    return problem(failure(kind, std::move(arguments)).value());
}

/// Why a decision was not taken; empty if it was.
std::string reason_of(const engine::Session& session, const engine::Reply& reply) {
    const Narrator narrator(session.world(), session.state(), {Language::kChinese, false, {}});
    for (const engine::Event& event : reply.events) {
        if (std::holds_alternative<engine::Declined>(event)) {
            return narrator.event(event, session.world().program_at(reply.received),
                                  reply.received);
        }
    }
    return {};
}

HttpResponse decide(Workspace& workspace, engine::Command command, Instant received) {
    engine::Session& session = workspace.session();
    const auto before = session.reply_to(command.source, command.id);
    if (!before) {
        return problem(before.error());
    }
    // The platform asks again when an answer was lost; it happened when it came first.
    command.received = received;
    command.at = *before ? (*before)->command.at : received;
    const Result<engine::Reply> reply = session.execute(std::move(command), nullptr);
    if (!reply) {
        return problem(reply.error());
    }
    const std::string reason = reason_of(session, *reply);
    return answer(reason.empty(), reason.empty() ? "success" : reason);
}

}  // namespace

std::string FeishuCallback::person_of(std::string_view user) const {
    for (const auto& [person, id] : settings_.users) {
        if (id == user) {
            return person;
        }
    }
    return {};
}

bool FeishuCallback::is_signed(const HttpRequest& request) const {
    return settings_.encrypt_key.empty() ||
           same_secret(request.header("x-lark-signature"),
                       feishu_event_signature(
                           settings_.encrypt_key, request.header("x-lark-request-timestamp"),
                           request.header("x-lark-request-nonce"), request.body));
}

void FeishuCallback::handle(const HttpRequest& request,
                            const std::function<void(HttpResponse)>& reply) const {
    if (request.method != "POST") {
        reply(refusal(DiagnosticKind::kHttpMethod, {request.method, std::string(kPath), "POST"}));
        return;
    }
    Result<Data> body = parse_json(std::string_view(request.body), kLimits);
    if (!body || body->kind != engine::DataKind::kObject) {
        reply(refusal(DiagnosticKind::kHttpMalformed, {"JSON"}));
        return;
    }
    if (!settings_.encrypt_key.empty()) {
        // What cannot be read is told like a wrong token: nothing is to be learnt by trying.
        const auto plain = feishu_decrypted(settings_.encrypt_key, text(*body, "encrypt"));
        body = plain ? parse_json(std::string_view(*plain), kLimits) : Result<Data>(Data{});
    }
    if (!body || !same_secret(text(*body, "token"), settings_.callback_token.reveal())) {
        reply(refusal(DiagnosticKind::kHttpUnauthenticated));
        return;
    }
    // Once, when the address is entered in the platform's administration; that is not signed.
    if (text(*body, "type") == "url_verification") {
        Data challenge = engine::object_data();
        engine::set_member(challenge, "challenge", engine::text_data(text(*body, "challenge")));
        HttpResponse response;
        response.body = to_json(challenge);
        reply(std::move(response));
        return;
    }
    if (!is_signed(request) || text(*body, "approval_code") != settings_.approval_code) {
        reply(refusal(DiagnosticKind::kHttpUnauthenticated));
        return;
    }
    const std::string_view type = text(*body, "action_type");
    const auto matter = whole_number(text(*body, "action_context"));
    engine::Command command;
    command.actor = person_of(text(*body, "user_id"));
    if ((type != "APPROVE" && type != "REJECT") || !matter || command.actor.empty()) {
        reply(answer(false, "此操作无法识别"));
        return;
    }
    command.source = std::string(kSource);
    // The platform has no id for a try: the same decision in the same words is the same command.
    command.id = engine::to_hex(engine::sha256(
        command.actor + "\n" + std::string(type) + "\n" + std::to_string(*matter) + "\n" +
        std::string(text(*body, "task_id")) + "\n" + std::string(text(*body, "reason"))));
    command.body =
        engine::Decide{{*matter, {}, {}},
                       type == "APPROVE" ? engine::Decision::kApprove : engine::Decision::kReject,
                       std::string(text(*body, "reason"))};
    auto response = std::make_shared<HttpResponse>();
    Job job;
    job.access = Access::kWrite;
    job.work = [response, command](Workspace& workspace, Instant received) {
        *response = decide(workspace, command, received);
    };
    job.answer = [response, reply](const Status& done) {
        reply(done ? std::move(*response) : problem(done.error()));
    };
    if (!service_.ask(Sender::kPerson, std::move(job))) {
        reply(refusal(DiagnosticKind::kHttpBusy));
    }
}

}  // namespace onus::adapters
