// SPDX-License-Identifier: Apache-2.0
//
// OpenID AuthZEN Authorization API 1.0 (final, 2026-01-11), sections 6 and 7, over `validate`: may
// this subject do this action on this resource? The decision is yes exactly if the attempt would
// take effect; why stands in the context.
//
//   subject.id        who acts
//   action.name       the action; action.properties are parameters of it
//   resource          the record of that type: its key and fields; also the name of a parameter
//   context           data: more of the payload · at: when it happened

#include <algorithm>
#include <array>
#include <optional>

#include "adapters/http/answers.h"
#include "adapters/http/problem.h"
#include "adapters/json/command_json.h"
#include "adapters/json/json.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/diagnostic_text.h"

namespace onus::adapters {
namespace {

using engine::Data;
using engine::DataKind;

constexpr JsonLimits kLimits = {1U << 20U, 64, 10'000};
constexpr std::size_t kEvaluationsMax = 100;

enum class Semantic { kAll, kStopAtDeny, kStopAtPermit };

Data yes_no(bool yes) { return {DataKind::kYesNo, yes ? "true" : "false", {}, {}}; }

/// Why an evaluation cannot be made: what is missing, and where.
struct Malformed {
    Diagnostic diagnostic;
};

Malformed malformed(const LocatedData& at, std::string name, std::string expected) {
    Diagnostic diagnostic;
    diagnostic.kind = DiagnosticKind::kBodyMember;
    diagnostic.source_name = "request";
    diagnostic.span = at.span;
    diagnostic.arguments = {std::move(name), std::move(expected)};
    return {std::move(diagnostic)};
}

/// The evaluation's own member, else the default of the request.
const LocatedData* member(const LocatedData& item, const LocatedData& defaults,
                          std::string_view name) {
    const LocatedData* const own = item.member(name);
    return own == nullptr ? defaults.member(name) : own;
}

tl::expected<std::string, Malformed> text(const LocatedData* object, const LocatedData& whole,
                                          std::string_view of, std::string_view name) {
    const std::string path = std::string(of) + "." + std::string(name);
    if (object == nullptr || object->kind != DataKind::kObject) {
        return tl::make_unexpected(
            malformed(object == nullptr ? whole : *object, std::string(of), "{…}"));
    }
    const LocatedData* const found = object->member(name);
    if (found == nullptr || found->kind != DataKind::kText || found->text.empty()) {
        return tl::make_unexpected(malformed(found == nullptr ? *object : *found, path, "\"…\""));
    }
    return found->text;
}

/// The members of an optional object; an error if it is something else.
tl::expected<Data, Malformed> object(const LocatedData* in, std::string_view name) {
    const LocatedData* const found = in == nullptr ? nullptr : in->member(name);
    if (found == nullptr || found->kind == DataKind::kNull) {
        return engine::object_data();
    }
    if (found->kind != DataKind::kObject) {
        return tl::make_unexpected(malformed(*found, std::string(name), "{…}"));
    }
    return without_places(*found);
}

void merge(Data& into, const Data& more) {
    for (std::size_t i = 0; i < more.names.size(); ++i) {
        engine::set_member(into, more.names[i], more.items[i]);
    }
}

/// The payload in terms of the action: the resource becomes the parameter that is such a record.
Data payload_of(const Call& call, const std::string& action, const std::string& type,
                const std::string& id, const Data& properties) {
    Data payload = engine::object_data();
    const engine::Program* const program =
        call.workspace.session().world().program_at(call.received);
    const auto index = program == nullptr ? std::nullopt : program->find_action(action);
    if (!index) {
        return payload;
    }
    for (const engine::ParameterInfo& parameter : program->actions[*index].parameters) {
        if (parameter.type.kind != engine::ValueKind::kRecord) {
            continue;
        }
        const engine::RecordInfo& record = program->records[parameter.type.ref];
        const bool meant = type == parameter.name || type == record.name || type == record.id ||
                           type == record.shown.zh;
        if (meant && payload.member(parameter.name) == nullptr) {
            Data value = engine::object_data();
            engine::set_member(value, program->fields[record.key_field].name,
                               engine::text_data(id));
            merge(value, properties);
            engine::set_member(payload, parameter.name, std::move(value));
            break;
        }
    }
    return payload;
}

/// The command that an evaluation stands for, as the one reader of commands reads it.
tl::expected<engine::Command, Malformed> command_of(const Call& call, const LocatedData& item,
                                                    const LocatedData& whole) {
    const LocatedData* const subject = member(item, whole, "subject");
    const LocatedData* const resource = member(item, whole, "resource");
    const LocatedData* const act = member(item, whole, "action");
    const LocatedData* const context = member(item, whole, "context");
    const auto person = text(subject, item, "subject", "id");
    const auto kind = text(subject, item, "subject", "type");
    const auto action = text(act, item, "action", "name");
    const auto type = text(resource, item, "resource", "type");
    const auto id = text(resource, item, "resource", "id");
    for (const auto* const each : {&person, &kind, &action, &type, &id}) {
        if (!*each) {
            return tl::make_unexpected(each->error());
        }
    }
    if (context != nullptr && context->kind != DataKind::kObject) {
        return tl::make_unexpected(malformed(*context, "context", "{…}"));
    }
    const auto fields = object(resource, "properties");
    const auto parameters = object(act, "properties");
    const auto more = object(context, "data");
    for (const auto* const each : {&fields, &parameters, &more}) {
        if (!*each) {
            return tl::make_unexpected(each->error());
        }
    }
    Data payload = payload_of(call, *action, *type, *id, *fields);
    merge(payload, *parameters);
    merge(payload, *more);
    Data command = engine::object_data();
    engine::set_member(command, "action", engine::text_data(*action));
    engine::set_member(command, "by", engine::text_data(*person));
    if (const LocatedData* const at = context == nullptr ? nullptr : context->member("at")) {
        engine::set_member(command, "at", without_places(*at));
    }
    engine::set_member(command, "data", std::move(payload));
    CommandOptions options = call.workspace.command_options();
    options.source = call.principal.id;
    options.id = "evaluation";
    options.received = call.received;
    CommandReading reading = parse_command({"evaluation", to_json(command)}, options, kLimits);
    if (!reading.value) {
        Diagnostic first = reading.diagnostics.front();
        first.source_name = "request";
        first.span = item.span;
        return tl::make_unexpected(Malformed{std::move(first)});
    }
    reading.value->command.received = call.received;
    return std::move(reading.value->command);
}

/// {"decision", "context"}
tl::expected<Data, Malformed> evaluate(const Call& call, const LocatedData& item,
                                       const LocatedData& whole) {
    const auto command = command_of(call, item, whole);
    if (!command) {
        return tl::make_unexpected(command.error());
    }
    const auto failed = [&item](Diagnostic diagnostic) {
        diagnostic.source_name = "request";
        diagnostic.span = item.span;
        return tl::make_unexpected(Malformed{std::move(diagnostic)});
    };
    if (!call.principal.may_act_as(command->actor)) {
        return failed(
            failure(DiagnosticKind::kHttpActor, {call.principal.id, command->actor}).value());
    }
    const engine::Session& session = call.workspace.session();
    const Result<engine::Preview> preview = session.validate(*command);
    if (!preview) {
        return failed(preview.error());
    }
    Data context =
        shown(call, *preview, session.world().program_at(command->at), command->at, command->actor);
    const Data* const takes_effect = context.member("takes_effect");
    Data result = engine::object_data();
    engine::set_member(result, "decision",
                       yes_no(takes_effect != nullptr && takes_effect->text == "true"));
    engine::set_member(result, "context", std::move(context));
    return result;
}

/// An evaluation among others that cannot be made is a no with its error.
Data refused(const Malformed& malformed, const Source& source) {
    Data error = to_data(malformed.diagnostic, &source);
    engine::set_member(error, "status", engine::number_data("400"));
    Data context = engine::object_data();
    engine::set_member(context, "error", std::move(error));
    Data result = engine::object_data();
    engine::set_member(result, "decision", yes_no(false));
    engine::set_member(result, "context", std::move(context));
    return result;
}

HttpResponse with_request_id(const Call& call, HttpResponse response) {
    const std::string_view id = call.request.header("x-request-id");
    const bool plain =
        std::all_of(id.begin(), id.end(), [](char c) { return c >= ' ' && c < 127; });
    if (!id.empty() && id.size() <= 255 && plain) {
        response.headers.emplace_back("X-Request-ID", std::string(id));
    }
    return response;
}

tl::expected<Semantic, Malformed> semantic_of(const LocatedData& whole) {
    constexpr auto kWords = std::to_array<std::string_view>(
        {"execute_all", "deny_on_first_deny", "permit_on_first_permit"});
    const LocatedData* const options = whole.member("options");
    const LocatedData* const word =
        options == nullptr ? nullptr : options->member("evaluations_semantic");
    if (word == nullptr) {
        return Semantic::kAll;
    }
    const auto* const found = std::find(kWords.begin(), kWords.end(), word->text);
    if (word->kind != DataKind::kText || found == kWords.end()) {
        return tl::make_unexpected(
            malformed(*word, "evaluations_semantic",
                      "execute_all, deny_on_first_deny, permit_on_first_permit"));
    }
    return static_cast<Semantic>(found - kWords.begin());
}

HttpResponse single(const Call& call, const LocatedData& body, const Source& source) {
    const auto result = evaluate(call, body, body);
    return with_request_id(
        call, result ? json_response(*result) : problem(400, {result.error().diagnostic}, &source));
}

}  // namespace

HttpResponse answer_evaluation(const Call& call) {
    const Source source{"request", call.request.body};
    const Result<LocatedData> body = parse_json(source, kLimits);
    return body ? single(call, *body, source) : problem(body.error(), &source);
}

HttpResponse answer_evaluations(const Call& call) {
    const Source source{"request", call.request.body};
    const Result<LocatedData> body = parse_json(source, kLimits);
    if (!body) {
        return problem(body.error(), &source);
    }
    const LocatedData* const items = body->member("evaluations");
    if (items == nullptr || (items->kind == DataKind::kList && items->items.empty())) {
        return single(call, *body, source);
    }
    if (items->kind != DataKind::kList || items->items.size() > kEvaluationsMax) {
        return problem(
            400,
            {malformed(*items, "evaluations", "[{…}] ≤ " + std::to_string(kEvaluationsMax))
                 .diagnostic},
            &source);
    }
    const auto semantic = semantic_of(*body);
    if (!semantic) {
        return problem(400, {semantic.error().diagnostic}, &source);
    }
    Data results = engine::list_data();
    for (const LocatedData& item : items->items) {
        const auto result = evaluate(call, item, *body);
        results.items.push_back(result ? *result : refused(result.error(), source));
        const bool yes = results.items.back().member("decision")->text == "true";
        if ((*semantic == Semantic::kStopAtDeny && !yes) ||
            (*semantic == Semantic::kStopAtPermit && yes)) {
            break;
        }
    }
    Data answer = engine::object_data();
    engine::set_member(answer, "evaluations", std::move(results));
    return with_request_id(call, json_response(answer));
}

}  // namespace onus::adapters
