// SPDX-License-Identifier: Apache-2.0
#include "adapters/http/public_pages.h"

#include <array>

#include "adapters/http/endpoint.h"
#include "adapters/http/openapi.h"
#include "adapters/http/problem.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/diagnostic_text.h"

namespace onus::adapters {
namespace {

constexpr std::string_view kCodes = "/v1/codes/";
constexpr std::string_view kAuthzen = "/.well-known/authzen-configuration";

HttpResponse status_page(std::string_view status, unsigned code) {
    engine::Data body = engine::object_data();
    engine::set_member(body, "status", engine::text_data(status));
    return json_response(body, code);
}

HttpResponse ready_page(const ServiceFigures& figures) {
    if (figures.scrub.damaged) {
        return status_page(
            "read only: the ledger is damaged at entry " + std::to_string(*figures.scrub.damaged),
            503);
    }
    return figures.read_only ? status_page("read only: the disk is full", 503)
                             : status_page("ready", 200);
}

HttpResponse code_page(const std::string& path) {
    const std::string_view code = std::string_view(path).substr(kCodes.size());
    const auto english = page_of(code, Language::kEnglish);
    const auto chinese = page_of(code, Language::kChinese);
    if (!english || !chinese) {
        return problem(failure(DiagnosticKind::kHttpNothingHere, {path}).value());
    }
    engine::Data body = engine::object_data();
    engine::set_member(body, "code", engine::text_data(code));
    engine::set_member(body, "en", engine::text_data(*english));
    engine::set_member(body, "zh", engine::text_data(*chinese));
    return json_response(body);
}

/// AuthZEN 1.0, section 9: where its endpoints are.
HttpResponse authzen_page(const std::string& public_url) {
    engine::Data body = engine::object_data();
    engine::set_member(body, "policy_decision_point", engine::text_data(public_url));
    engine::set_member(body, "access_evaluation_endpoint",
                       engine::text_data(public_url + "/access/v1/evaluation"));
    engine::set_member(body, "access_evaluations_endpoint",
                       engine::text_data(public_url + "/access/v1/evaluations"));
    return json_response(body);
}

void add_outbox(std::string& body, const std::vector<ChannelReport>& channels) {
    struct Figure {
        std::string_view name;
        std::string_view type;
        std::string_view help;
        std::uint64_t (*value)(const CourierFigures& figures);
    };
    constexpr std::array<Figure, 4> kFigures = {
        {{"onus_outbox_waiting", "gauge", "Messages that wait for their receivers.",
          [](const CourierFigures& figures) -> std::uint64_t { return figures.waiting; }},
         {"onus_outbox_delivered_total", "counter", "Messages that came to their receivers.",
          [](const CourierFigures& figures) { return figures.delivered; }},
         {"onus_outbox_failures_total", "counter", "Tries to deliver that failed.",
          [](const CourierFigures& figures) { return figures.failures; }},
         {"onus_outbox_given_up_total", "counter", "Messages that could not be delivered.",
          [](const CourierFigures& figures) { return figures.given_up; }}}};
    for (const Figure& figure : kFigures) {
        body.append("# HELP ").append(figure.name).append(" ").append(figure.help);
        body.append("\n# TYPE ").append(figure.name).append(" ").append(figure.type).append("\n");
        for (const ChannelReport& channel : channels) {
            body.append(figure.name)
                .append(channel.is_subscriber ? "{subscriber=\"" : "{channel=\"");
            body.append(channel.name).append("\"} ");
            body.append(std::to_string(figure.value(channel.figures))).append("\n");
        }
    }
}

HttpResponse metrics_page(const ServiceFigures& figures,
                          const std::vector<ChannelReport>& channels) {
    HttpResponse response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    const auto add = [&](std::string_view name, std::string_view type, std::string_view help,
                         std::uint64_t value) {
        response.body.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ");
        response.body.append(name).append(" ").append(type).append("\n").append(name).append(" ");
        response.body.append(std::to_string(value)).append("\n");
    };
    add("onus_ledger_entries", "gauge", "Entries of the ledger.", figures.entries);
    add("onus_jobs_total", "counter", "Requests that the engine was asked.", figures.jobs);
    add("onus_refused_total", "counter", "Requests refused because too many were waiting.",
        figures.refused);
    add("onus_groups_total", "counter", "Transactions of the store.", figures.groups);
    add("onus_waiting", "gauge", "Requests that wait.", figures.waiting);
    add("onus_read_only", "gauge", "1 while the disk is full, or the ledger is damaged.",
        figures.read_only ? 1 : 0);
    add("onus_matters_of_nobody", "gauge",
        "Open matters that nobody may decide: give somebody a post from which he may.",
        figures.undecidable);
    add("onus_scrub_entries", "gauge", "Entries read again in the present walk or the last one.",
        figures.scrub.entries);
    add("onus_scrub_walks_total", "counter", "How often the whole ledger was read again.",
        figures.scrub.walks);
    add("onus_scrub_damaged_entry", "gauge", "First damaged entry of the ledger; 0 if none.",
        figures.scrub.damaged.value_or(0));
    if (!channels.empty()) {
        add_outbox(response.body, channels);
    }
    return response;
}

}  // namespace

bool is_public_page(std::string_view path) {
    return path == "/healthz" || path == "/readyz" || path == "/metrics" ||
           path == "/openapi.json" || path == kAuthzen || path.starts_with(kCodes);
}

std::optional<HttpResponse> public_page(const HttpRequest& request, const Service& service,
                                        const std::string& public_url) {
    const std::string& path = request.path;
    if (!is_public_page(path)) {
        return std::nullopt;
    }
    if (request.method != "GET") {
        HttpResponse response =
            problem(failure(DiagnosticKind::kHttpMethod, {request.method, path, "GET"}).value());
        response.headers.emplace_back("Allow", "GET");
        return response;
    }
    if (path == "/healthz") {
        return status_page("up", 200);
    }
    if (path == "/readyz") {
        return ready_page(service.figures());
    }
    if (path == kAuthzen) {
        return authzen_page(public_url);
    }
    if (path == "/metrics") {
        return metrics_page(service.figures(), service.outbox(0));
    }
    return path == "/openapi.json" ? openapi_page() : code_page(path);
}

}  // namespace onus::adapters
