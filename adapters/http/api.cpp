// SPDX-License-Identifier: Apache-2.0
#include "adapters/http/api.h"

#include <algorithm>

#include "adapters/clock/clock.h"
#include "adapters/http/problem.h"
#include "adapters/http/public_pages.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

constexpr std::size_t kKeyLengthMax = 255;

HttpResponse refusal(DiagnosticKind kind, std::vector<std::string> arguments = {}) {
    return problem(failure(kind, std::move(arguments)).value());
}

HttpResponse too_many(std::uint64_t seconds) {
    HttpResponse response = refusal(DiagnosticKind::kHttpTooMany);
    for (auto& [name, value] : response.headers) {
        value = name == "Retry-After" ? std::to_string(seconds) : value;
    }
    return response;
}

/// The media type without its parameters, in lower case.
std::string media_type(std::string_view header) {
    std::string type(header.substr(0, header.find(';')));
    while (type.ends_with(' ')) {
        type.pop_back();
    }
    std::transform(type.begin(), type.end(), type.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter;
    });
    return type;
}

/// Something to write down, of a length that a log can hold.
bool is_key(std::string_view key) {
    return !key.empty() && key.size() <= kKeyLengthMax &&
           std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

std::string_view bearer(std::string_view authorization) {
    constexpr std::string_view kScheme = "Bearer ";
    return authorization.starts_with(kScheme) ? authorization.substr(kScheme.size())
                                              : std::string_view();
}
std::string_view bearer(const HttpRequest& request) {
    return bearer(request.header("authorization"));
}

/// Made once: at overload it is told more often than anything else.
const HttpResponse& busy() {
    static const HttpResponse kBusy = refusal(DiagnosticKind::kHttpBusy);
    return kBusy;
}

}  // namespace

const HttpResponse* Api::turned_away(std::string_view target,
                                     std::string_view authorization) const {
    if (!service_.is_full(Sender::kMachine) || is_public_page(target.substr(0, target.find('?')))) {
        return nullptr;
    }
    if (!service_.is_full(Sender::kPerson)) {
        const auto principal = keys_.find(bearer(authorization), system_now());
        if (!principal || principal->role != Role::kSystem) {
            return nullptr;
        }
    }
    service_.note_refused();
    return &busy();
}

/// A certificate counts for whoever brings nothing else.
std::optional<Principal> Api::who_asks(const HttpRequest& request, Instant now) const {
    if (request.header("authorization").empty()) {
        return keys_.find_certificate(request.certificate, now);
    }
    std::optional<Principal> principal = keys_.find(bearer(request), now);
    return principal ? principal : desk_.tokens.find(bearer(request), now);
}

void Api::handle(HttpRequest request, Reply reply) {
    if (auto page = public_page(request, service_, desk_.public_url)) {
        reply(std::move(*page));
        return;
    }
    auto exchange = std::make_shared<Exchange>();
    exchange->route = route(request.method, request.path);
    exchange->request = std::move(request);
    exchange->reply = std::move(reply);
    const Instant now = system_now();
    const std::string& peer = exchange->request.peer;
    // Whoever guesses is not told any more whether he guessed right.
    if (const std::uint64_t wait = desk_.failures.wait(peer, now)) {
        exchange->reply(too_many(wait));
        return;
    }
    std::optional<Principal> principal = who_asks(exchange->request, now);
    if (!principal) {
        static_cast<void>(desk_.failures.take(peer, now));
        exchange->reply(refusal(DiagnosticKind::kHttpUnauthenticated));
        return;
    }
    if (const std::uint64_t wait = desk_.requests.take(principal->id, now)) {
        exchange->reply(too_many(wait));
        return;
    }
    exchange->principal = *principal;
    if (auto refused = refuse(*exchange)) {
        exchange->reply(std::move(*refused));
        return;
    }
    if (!begin(*exchange)) {
        exchange->reply(refusal(DiagnosticKind::kHttpInFlight,
                                {std::string(exchange->request.header("idempotency-key"))}));
        return;
    }
    ask(std::move(exchange));
}

std::optional<HttpResponse> Api::refuse(const Exchange& exchange) const {
    const HttpRequest& request = exchange.request;
    const Endpoint* const endpoint = exchange.route.endpoint;
    if (endpoint == nullptr && exchange.route.methods.empty()) {
        return refusal(DiagnosticKind::kHttpNothingHere, {request.path});
    }
    if (endpoint == nullptr) {
        HttpResponse response = refusal(DiagnosticKind::kHttpMethod,
                                        {request.method, request.path, exchange.route.methods});
        response.headers.emplace_back("Allow", exchange.route.methods);
        return response;
    }
    if (!exchange.principal.may(endpoint->right)) {
        return refusal(DiagnosticKind::kHttpForbidden, {exchange.principal.id});
    }
    for (const auto& asked : request.query) {
        const bool known = std::any_of(
            endpoint->query.begin(), endpoint->query.end(),
            [&](const QueryParameter& parameter) { return parameter.name == asked.first; });
        if (!known) {
            return refusal(DiagnosticKind::kHttpParameterUnknown, {asked.first});
        }
    }
    const std::string type = media_type(request.header("content-type"));
    if (!endpoint->request_schema.empty() && type != kJsonType &&
        !(endpoint->yaml && type == "application/yaml")) {
        return refusal(DiagnosticKind::kHttpMediaType,
                       {std::string(request.header("content-type")), std::string(kJsonType)});
    }
    if (endpoint->command && !is_key(request.header("idempotency-key"))) {
        return refusal(DiagnosticKind::kHttpKeyMissing);
    }
    return std::nullopt;
}

bool Api::begin(const Exchange& exchange) {
    if (!exchange.route.endpoint->command) {
        return true;
    }
    const std::lock_guard lock(mutex_);
    return in_flight_
        .emplace(exchange.principal.id, std::string(exchange.request.header("idempotency-key")))
        .second;
}

void Api::end(const Exchange& exchange) {
    if (exchange.route.endpoint->command) {
        const std::lock_guard lock(mutex_);
        in_flight_.erase(
            {exchange.principal.id, std::string(exchange.request.header("idempotency-key"))});
    }
}

/// What the disk has is told, also if the desk is too busy to tell it at length.
void Api::finish(const std::shared_ptr<Exchange>& exchange) {
    if (exchange->later == nullptr) {
        exchange->reply(std::move(exchange->response));
        return;
    }
    if (!desk_.worker.ask([exchange] { exchange->reply(exchange->later()); })) {
        exchange->reply(busy());
    }
}

void Api::ask(const std::shared_ptr<Exchange>& exchange) {
    const Endpoint& endpoint = *exchange->route.endpoint;
    Job job;
    job.access = endpoint.access;
    job.work = [this, exchange](Workspace& workspace, Instant received) {
        const Endpoint& called = *exchange->route.endpoint;
        const Call call{exchange->request,
                        exchange->route.parts,
                        called.operation,
                        exchange->principal,
                        workspace,
                        received,
                        desk_,
                        service_,
                        exchange->later};
        exchange->response = exchange->route.endpoint->answer(call);
    };
    job.answer = [this, exchange](const Status& done) {
        end(*exchange);
        if (!done) {
            exchange->reply(problem(done.error()));
        } else {
            finish(exchange);
        }
    };
    const Sender sender =
        exchange->principal.role == Role::kSystem ? Sender::kMachine : Sender::kPerson;
    if (!service_.ask(sender, std::move(job))) {
        end(*exchange);
        exchange->reply(busy());
    }
}

}  // namespace onus::adapters
