// SPDX-License-Identifier: Apache-2.0
//
// What a business system gets from the server, without the socket.

#include "adapters/http/api.h"

#include "tests/adapters/http/served.h"

namespace onus::tests {
namespace {

using adapters::Access;
using adapters::HttpRequest;
using adapters::HttpResponse;
using adapters::Job;
using adapters::Sender;
using adapters::Service;
using adapters::Workspace;

std::string text(const HttpResponse& response, std::initializer_list<std::string_view> names) {
    return member(response, names).text;
}

std::string code(const HttpResponse& response) {
    return member(response, {"errors"}).items.at(0).member("code")->text;
}

TEST_CASE("api: a verdict is an answer, whatever it says, and validate records nothing") {
    Served server;
    const std::string before = text(server.get("till", "/v1/ledger/head"), {"head"});

    const HttpResponse bad = server.post("till", "/v1/validate", order("A1", "7 days"));
    CHECK(bad.status == 200);
    CHECK(bad.content_type == "application/json");
    CHECK(text(bad, {"takes_effect"}) == "false");
    const engine::Data judged = member(bad, {"events"}).items.at(0);
    CHECK(judged.member("verdict")->text == "warn");
    CHECK(judged.member("remedy")->member("change")->items.at(0).member("path")->text ==
          "order.promised");

    const HttpResponse good = server.post("till", "/v1/validate", order("A1", "3 days"));
    CHECK(text(good, {"takes_effect"}) == "true");
    CHECK(text(server.get("till", "/v1/ledger/head"), {"head"}) == before);
}

TEST_CASE("api: a command is carried out once, whatever is sent again") {
    Served server;
    const HttpResponse first = server.post("till", "/v1/commands", order("A1", "3 days"), "k1");
    CHECK(first.status == 200);
    CHECK(text(first, {"takes_effect"}) == "true");
    const std::string sequence = text(first, {"sequence"});

    const HttpResponse again = server.post("till", "/v1/commands", order("A1", "3 days"), "k1");
    CHECK(again.status == 200);
    CHECK(text(again, {"sequence"}) == sequence);
    CHECK(text(again, {"repeated"}) == "true");
    CHECK(member(again, {"events"}) == member(first, {"events"}));

    const HttpResponse other = server.post("till", "/v1/commands", order("A1", "2 days"), "k1");
    CHECK(other.status == 422);
    CHECK(other.content_type == "application/problem+json");

    // Another client has ids of its own.
    const HttpResponse li = server.post("li", "/v1/commands", order("A2", "3 days"), "k1");
    CHECK(text(li, {"repeated"}) == "false");

    server.restart();
    const HttpResponse later = server.post("till", "/v1/commands", order("A1", "3 days"), "k1");
    CHECK(text(later, {"sequence"}) == sequence);
    CHECK(text(later, {"repeated"}) == "true");
}

TEST_CASE("api: what is wrong with a command is said at its place, and nothing is recorded") {
    Served server;
    const std::string before = text(server.get("till", "/v1/ledger/head"), {"head"});

    const HttpResponse keyless = server.post("till", "/v1/commands", order("A1", "3 days"));
    CHECK(keyless.status == 400);
    CHECK(code(keyless) == "N0858");

    const HttpResponse broken =
        server.post("till", "/v1/commands", "{\"by\": \"li\",\n nope}", "k");
    CHECK(broken.status == 400);
    CHECK(member(broken, {"errors"}).items.at(0).member("line")->text == "2");

    for (const std::string part :
         {R"("received":"2026-01-01T00:00:00Z")", R"("source":"erp")", R"("id":"k9")"}) {
        const HttpResponse edge =
            server.post("till", "/v1/commands", R"({"by":"li","action":"x",)" + part + "}", "k");
        CHECK(edge.status == 400);
        CHECK(code(edge) == "N0733");
    }

    HttpRequest plain;
    plain.method = "POST";
    plain.path = "/v1/commands";
    plain.headers["content-type"] = "text/plain";
    plain.headers["idempotency-key"] = "k";
    CHECK(server.ask("till", plain).status == 415);

    CHECK(text(server.get("till", "/v1/ledger/head"), {"head"}) == before);
}

TEST_CASE("api: a forced order is a matter of the manager, and his decision closes it") {
    Served server;
    const HttpResponse refused = server.post("till", "/v1/commands", order("A1", "7 days"), "k1");
    CHECK(text(refused, {"takes_effect"}) == "false");
    const std::string attempt = member(refused, {"events"}).items.at(0).member("attempt")->text;

    const HttpResponse forced =
        server.post("li", "/v1/commands",
                    R"({"by":"li","force":)" + attempt + R"(,"reason":"He insists."})", "k2");
    CHECK(text(forced, {"takes_effect"}) == "true");

    const engine::Data matters = member(server.get("wang", "/v1/matters?of=wang"), {"items"});
    REQUIRE(matters.items.size() == 1);
    const std::string matter = matters.items[0].member("matter")->text;
    const std::string decision = R"({"by":"wang","decide":{"matter":)" + matter +
                                 R"(,"decision":"reject","opinion":"Three days is the rule."}})";
    // Nobody decides his own case.
    CHECK(text(server.post("li", "/v1/commands",
                           R"({"by":"li","decide":{"matter":)" + matter +
                               R"(,"decision":"approve","opinion":"Fine."}})",
                           "k3"),
               {"takes_effect"}) == "false");
    CHECK(server.post("wang", "/v1/commands", decision, "k4").status == 200);
    CHECK(member(server.get("wang", "/v1/matters?of=wang"), {"items"}).items.empty());
    CHECK(text(server.get("li", "/v1/attempts/" + attempt), {"verdict"}) == "warn");
}

TEST_CASE("api: a person acts for himself alone") {
    Served server;
    const HttpResponse other = server.post("li", "/v1/commands", order("A1", "3 days", "hua"), "k");
    CHECK(other.status == 400);
    CHECK(code(other) == "N0864");
    CHECK(server.post("li", "/v1/validate", order("A1", "3 days", "hua")).status == 400);
    CHECK(server.post("till", "/v1/validate", order("A1", "3 days", "hua")).status == 200);
}

TEST_CASE("api: everybody sees his own, superiors their people's, others as if it were not there") {
    Served server;
    server.post("till", "/v1/commands", order("A1", "7 days"), "k1");

    CHECK(server.get("li", "/v1/attempts/1").status == 200);
    CHECK(server.get("wang", "/v1/attempts/1").status == 200);
    CHECK(server.get("hr", "/v1/attempts/1").status == 200);
    const HttpResponse hidden = server.get("ma", "/v1/attempts/1");
    const HttpResponse absent = server.get("ma", "/v1/attempts/2");
    CHECK(hidden.status == 404);
    CHECK(absent.status == 404);
    CHECK(code(hidden) == code(absent));

    CHECK(server.get("li", "/v1/persons/li/records").status == 200);
    CHECK(server.get("wang", "/v1/persons/li/records").status == 200);
    CHECK(server.get("li", "/v1/persons/wang/records").status == 404);
    CHECK(server.get("ma", "/v1/persons/li/records").status == 404);
    CHECK(server.get("li", "/v1/persons/nobody/records").status == 404);
}

TEST_CASE("api: pages follow each other without a gap") {
    Served server;
    for (int i = 1; i <= 5; ++i) {
        const std::string number = std::to_string(i);
        server.post("till", "/v1/commands", order("A" + number, "7 days"), "k" + number);
    }
    std::vector<std::string> seen;
    std::string after = "0";
    for (int page = 0; page < 3; ++page) {
        const HttpResponse response =
            server.get("li", "/v1/persons/li/records?limit=2&after=" + after);
        for (const engine::Data& item : member(response, {"items"}).items) {
            seen.push_back(item.member("sequence")->text);
        }
        if (page < 2) {
            after = text(response, {"next"});
        }
    }
    CHECK(seen.size() == 5);
    CHECK(std::is_sorted(seen.begin(), seen.end(), [](const auto& a, const auto& b) {
        return std::stoull(a) < std::stoull(b);
    }));
    CHECK(server.get("li", "/v1/persons/li/records?limit=0").status == 400);
    CHECK(server.get("li", "/v1/persons/li/records?limit=1001").status == 400);
    CHECK(server.get("li", "/v1/persons/li/records?after=x").status == 400);
    CHECK(server.get("li", "/v1/persons/li/records?page=2").status == 400);
}

TEST_CASE("api: each role may do what it was given, and nothing else") {
    Served server;
    struct Cell {
        std::string who;
        bool judge, act, read_own, read_all, read_rules;
    };
    // As adapters/http/README.md tells it, written down here a second time.
    const std::vector<Cell> cells = {
        {"till", true, true, true, true, true},         {"li", true, true, true, false, true},
        {"hr", true, true, true, true, true},           {"auditor", false, false, true, true, true},
        {"operator", false, false, false, false, true},
    };
    const auto allowed = [](const HttpResponse& response) {
        CHECK(response.status != 401);
        return response.status != 403;
    };
    for (const Cell& cell : cells) {
        INFO(cell.who);
        CHECK(allowed(server.post(cell.who, "/v1/validate", "{}")) == cell.judge);
        CHECK(allowed(server.post(cell.who, "/v1/commands", "{}", "k")) == cell.act);
        CHECK(allowed(server.get(cell.who, "/v1/matters")) == cell.read_own);
        CHECK(allowed(server.get(cell.who, "/v1/duties")) == cell.read_own);
        CHECK(allowed(server.get(cell.who, "/v1/attempts/1")) == cell.read_own);
        CHECK(allowed(server.get(cell.who, "/v1/persons/li/records")) == cell.read_own);
        CHECK(allowed(server.get(cell.who, "/v1/entries/2")) == cell.read_all);
        CHECK(allowed(server.get(cell.who, "/v1/rulebooks")) == cell.read_rules);
        CHECK(allowed(server.get(cell.who, "/v1/ledger/head")) == cell.read_rules);
    }
    for (const adapters::Endpoint& endpoint : adapters::endpoints()) {
        HttpRequest request;
        request.method = endpoint.method;
        request.path = endpoint.path;
        INFO(endpoint.path);
        CHECK(server.ask("", request).status == 401);
        CHECK(server.ask("somebody", request).status == 401);
    }
}

TEST_CASE("api: the public pages need no key, and say what there is") {
    Served server;
    CHECK(text(server.get("", "/healthz"), {"status"}) == "up");
    CHECK(text(server.get("", "/readyz"), {"status"}) == "ready");
    CHECK(server.get("", "/metrics").body.find("onus_ledger_entries ") != std::string::npos);
    CHECK(text(server.get("", "/v1/codes/N0860"), {"zh"}) != "");
    CHECK(server.get("", "/v1/codes/N9999").status == 404);
    CHECK(server.post("", "/healthz", "{}").status == 405);

    const engine::Data paths = member(server.get("", "/openapi.json"), {"paths"});
    std::size_t operations = 0;
    for (const engine::Data& path : paths.items) {
        operations += path.items.size();
    }
    CHECK(operations == adapters::endpoints().size());
    CHECK(server.get("till", "/v1/nothing").status == 404);
    HttpRequest wrong;
    wrong.method = "DELETE";
    wrong.path = "/v1/commands";
    const HttpResponse response = server.ask("till", wrong);
    CHECK(response.status == 405);
    CHECK(response.headers.at(0) == std::pair<std::string, std::string>("Allow", "POST"));
}

TEST_CASE("api: a client that asks too often, or guesses keys, is told when to come back") {
    adapters::DeskOptions options;
    options.requests = {1, 60'000, 3};
    options.failures = {1, 60'000, 2};
    Served server(
        ONUS_SOURCE_DIR "/policies/retail",
        {key_of("till", adapters::Role::kSystem), key_of("li", adapters::Role::kEmployee, "li")},
        options);
    for (int i = 0; i < 3; ++i) {
        CHECK(server.get("till", "/v1/rulebooks").status == 200);
    }
    const HttpResponse many = server.get("till", "/v1/rulebooks");
    CHECK(many.status == 429);
    CHECK(many.headers.at(0) == std::pair<std::string, std::string>("Retry-After", "60"));
    CHECK(server.get("li", "/v1/rulebooks").status == 200);

    CHECK(server.get("guess1", "/v1/rulebooks").status == 401);
    CHECK(server.get("guess2", "/v1/rulebooks").status == 401);
    CHECK(server.get("guess3", "/v1/rulebooks").status == 429);
    CHECK(server.get("", "/healthz").status == 200);
}

TEST_CASE("api: targets that are no paths are refused") {
    const auto parsed = [](const std::string& target) {
        HttpRequest request;
        return adapters::parse_target(target, request)
                   ? request.path + " " +
                         (request.query.empty() ? "" : request.query.begin()->second)
                   : std::string("refused");
    };
    CHECK(parsed("/v1/matters?of=%E6%9D%8E+%2B") == "/v1/matters 李 +");
    CHECK(parsed("/a%20b") == "/a b ");
    CHECK(parsed("/v1/x?a=1&a=2") == "/v1/x 2");
    for (const std::string target :
         {"", "*", "http://x/", "/a%", "/a%4", "/a%zz", "/a%00", "/a%ff", "/a?b=%c3%28"}) {
        INFO(target);
        CHECK(parsed(target) == "refused");
    }
}

TEST_CASE("api: pages of what waits make up the whole, for everybody and for one person") {
    Served server;
    for (int i = 0; i < 6; ++i) {
        std::string forced = order("P" + std::to_string(i), "7 days", i % 3 == 0 ? "sun" : "li");
        forced.insert(1, R"("force":true,"reason":"an old customer",)");
        CHECK(server.post("till", "/v1/commands", forced, "p" + std::to_string(i)).status == 200);
    }
    const auto listed = [&](const std::string& who, const std::string& target) {
        const HttpResponse page = server.get(who, target);
        REQUIRE(page.status == 200);
        return page;
    };
    std::size_t found = 0;
    for (const std::string list : {"/v1/duties", "/v1/matters"}) {
        for (const std::string who : {"till", "hr", "wang", "ma", "li"}) {
            for (const std::string of : {"", "&of=wang", "&of=ma", "&of=li"}) {
                const engine::Data whole =
                    member(listed(who, list + "?limit=1000" + of), {"items"});
                engine::Data parts = engine::list_data();
                std::string after;
                for (;;) {
                    const HttpResponse page = listed(who, list + "?limit=1" + of + after);
                    const engine::Data items = member(page, {"items"});
                    parts.items.insert(parts.items.end(), items.items.begin(), items.items.end());
                    const engine::Data body = member(page, {});
                    if (body.member("next") == nullptr) {
                        break;
                    }
                    after = "&after=" + body.member("next")->text;
                }
                INFO(list << " " << who << " " << of);
                CHECK(adapters::to_json(parts) == adapters::to_json(whole));
                found += whole.items.size();
            }
        }
    }
    CHECK(found > 20);
    CHECK(member(listed("wang", "/v1/duties"), {"items"}).items.size() >= 2);
    CHECK(member(listed("li", "/v1/duties"), {"items"}).items.empty());
}

TEST_CASE("api: at overload machines are sent away unread, then people, and health never") {
    Served served;
    Service& service = served.service();
    std::promise<void> begun;
    std::promise<void> may_end;
    REQUIRE(service.ask(Sender::kPerson, {Access::kRead,
                                          [&](Workspace&, Instant) {
                                              begun.set_value();
                                              may_end.get_future().wait();
                                          },
                                          [](const Status&) {}}));
    begun.get_future().wait();
    CHECK(served.turned_away("till", "/v1/commands") == nullptr);
    const Job nothing{Access::kRead, [](Workspace&, Instant) {}, [](const Status&) {}};
    while (!service.is_full(Sender::kMachine)) {
        REQUIRE(service.ask(Sender::kMachine, nothing));
    }
    const HttpResponse* const refused = served.turned_away("till", "/v1/commands?receipt=true");
    REQUIRE(refused != nullptr);
    CHECK(refused->status == 503);
    CHECK(refused->headers ==
          std::vector<std::pair<std::string, std::string>>{{"Retry-After", "1"}});
    CHECK(served.turned_away("wang", "/v1/commands") == nullptr);
    // Who is nobody's machine is looked at, and told so.
    CHECK(served.turned_away("nobody", "/v1/commands") == nullptr);
    while (!service.is_full(Sender::kPerson)) {
        REQUIRE(service.ask(Sender::kPerson, nothing));
    }
    CHECK(served.turned_away("wang", "/v1/commands") == refused);
    CHECK(served.turned_away("till", "/metrics") == nullptr);
    CHECK(served.turned_away("till", "/healthz?x=1") == nullptr);
    may_end.set_value();
}

}  // namespace
}  // namespace onus::tests
