// SPDX-License-Identifier: Apache-2.0
//
// The AuthZEN 1.0 endpoints over the retail pack.

#include "tests/adapters/http/served.h"

namespace onus::tests {
namespace {

using adapters::HttpRequest;
using adapters::HttpResponse;

std::string evaluation(const std::string& number, const std::string& promised) {
    return R"({"subject":{"type":"user","id":"li"},"action":{"name":"submit_order"},)"
           R"("resource":{"type":"order","id":")" +
           number + R"(","properties":{"seller":"li","channel":"store","promised":")" + promised +
           R"("}}})";
}

std::string resource(const std::string& promised) {
    return R"({"resource":{"type":"order","id":"A1","properties":{"seller":"li","channel":"store",)"
           R"("promised":")" +
           promised + R"("}}})";
}

std::string batch(const std::string& items, const std::string& semantic) {
    const std::string options =
        semantic.empty() ? "" : R"(,"options":{"evaluations_semantic":")" + semantic + "\"}";
    return R"({"subject":{"type":"user","id":"li"},"action":{"name":"submit_order"},)"
           R"("evaluations":[)" +
           items + "]" + options + "}";
}

/// "yes no no"
std::string decisions(const HttpResponse& response) {
    std::string text;
    for (const engine::Data& each : member(response, {"evaluations"}).items) {
        text += (text.empty() ? "" : " ");
        text += each.member("decision")->text == "true" ? "yes" : "no";
    }
    return text;
}

TEST_CASE("authzen: the decision is yes exactly if the attempt would take effect", "[http]") {
    Served server;
    const std::string head = server.get("till", "/v1/ledger/head").body;
    const HttpResponse good =
        server.post("till", "/access/v1/evaluation", evaluation("A1", "3 days"));
    CHECK(good.status == 200);
    CHECK(member(good, {"decision"}).text == "true");

    const HttpResponse bad =
        server.post("till", "/access/v1/evaluation", evaluation("A1", "7 days"));
    CHECK(bad.status == 200);
    CHECK(member(bad, {"decision"}).text == "false");
    const engine::Data judged = member(bad, {"context", "events"}).items.at(0);
    CHECK(judged.member("findings")->items.at(0).member("rule")->text ==
          "retail_returns.return_window");
    CHECK(judged.member("findings")->items.at(0).member("text")->member("zh")->text.find("上限") !=
          std::string::npos);

    // Data may come in the context, and an unknown action is a no.
    CHECK(
        member(server.post("till", "/access/v1/evaluation",
                           R"({"subject":{"type":"user","id":"li"},"action":{"name":"submit_order"},
                                "resource":{"type":"shop","id":"1"},
                                "context":{"data":{"order":{"number":"A2","seller":"li",
                                  "channel":"store","promised":"2 days"}}}})"),
               {"decision"})
            .text == "true");
    CHECK(member(server.post("till", "/access/v1/evaluation",
                             R"({"subject":{"type":"user","id":"li"},"action":{"name":"fly"},
                                "resource":{"type":"order","id":"1"}})"),
                 {"decision"})
              .text == "false");
    CHECK(server.get("till", "/v1/ledger/head").body == head);
}

TEST_CASE("authzen: evaluations take defaults and stop as they are told", "[http]") {
    Served server;
    const std::string yes = resource("3 days");
    const std::string no = resource("7 days");
    const std::string items = yes + "," + no + "," + yes;
    const auto ask = [&](const std::string& semantic) {
        return decisions(server.post("till", "/access/v1/evaluations", batch(items, semantic)));
    };
    CHECK(ask("") == "yes no yes");
    CHECK(ask("execute_all") == "yes no yes");
    CHECK(ask("deny_on_first_deny") == "yes no");
    CHECK(ask("permit_on_first_permit") == "yes");

    // An item's own member comes before the default; one that cannot be made is a no.
    const HttpResponse mixed = server.post(
        "till", "/access/v1/evaluations",
        batch(
            yes + R"(,{"action":{"name":"fly"},"resource":{"type":"x","id":"1"}},{"resource":{}})",
            ""));
    CHECK(decisions(mixed) == "yes no no");
    CHECK(member(mixed, {"evaluations"}).items.at(2).member("context")->member("error") != nullptr);

    // Without evaluations it is one evaluation.
    CHECK(member(server.post("till", "/access/v1/evaluations", evaluation("A1", "3 days")),
                 {"decision"})
              .text == "true");
}

TEST_CASE("authzen: what is malformed is told at its place", "[http]") {
    Served server;
    for (const std::string body :
         {"", "[]", "{}", R"({"subject":{"type":"user"}})",
          R"({"subject":{"type":"user","id":"li"},"action":"x","resource":{"type":"o","id":"1"}})",
          R"({"subject":{"id":"li"},"action":{"name":"x"},"resource":{"type":"o","id":"1"}})",
          R"({"subject":{"type":"user","id":"li"},"action":{"name":"x"},"resource":{"type":"o"}})",
          R"({"subject":{"type":"u","id":"li"},"action":{"name":"x"},)"
          R"("resource":{"type":"o","id":"1"},"context":1})",
          R"({"subject":{"type":"u","id":"li"},"action":{"name":"x"},)"
          R"("resource":{"type":"o","id":"1"},"context":{"at":"noon"}})"}) {
        INFO(body);
        const HttpResponse response = server.post("till", "/access/v1/evaluation", body);
        CHECK(response.status == 400);
        CHECK(member(response, {"errors"}).items.at(0).member("line") != nullptr);
    }
    CHECK(server.post("till", "/access/v1/evaluations", batch(resource("3 days"), "sometimes"))
              .status == 400);
    CHECK(server.post("till", "/access/v1/evaluations", R"({"evaluations":1})").status == 400);
    CHECK(server.post("auditor", "/access/v1/evaluation", evaluation("A1", "3 days")).status ==
          403);
    // A person asks for himself.
    CHECK(server.post("wang", "/access/v1/evaluation", evaluation("A1", "3 days")).status == 400);
}

TEST_CASE("authzen: the request's id comes back, and anybody finds the endpoints", "[http]") {
    Served server;
    HttpRequest request;
    request.method = "POST";
    request.path = "/access/v1/evaluation";
    request.headers["content-type"] = "application/json";
    request.headers["x-request-id"] = "r-17";
    request.body = evaluation("A1", "3 days");
    const HttpResponse response = server.ask("till", request);
    CHECK(response.headers.at(0) == std::pair<std::string, std::string>("X-Request-ID", "r-17"));

    const HttpResponse found = server.get("", "/.well-known/authzen-configuration");
    CHECK(member(found, {"access_evaluation_endpoint"}).text ==
          "http://127.0.0.1:8181/access/v1/evaluation");
    CHECK(member(found, {"policy_decision_point"}).text == "http://127.0.0.1:8181");
}

}  // namespace
}  // namespace onus::tests
