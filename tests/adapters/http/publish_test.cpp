// SPDX-License-Identifier: Apache-2.0
//
// Rulebooks and the organisation over HTTP: checked, tested, confirmed by a second person.

#include <fstream>
#include <sstream>

#include "adapters/evidence/evidence.h"
#include "grammar/base/diagnostic_text.h"
#include "tests/adapters/http/served.h"

namespace onus::tests {
namespace {

using adapters::HttpRequest;
using adapters::HttpResponse;
using adapters::Role;

std::string file(const std::string& name) {
    std::ifstream in(ONUS_SOURCE_DIR "/policies/retail/" + name, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

/// A body for POST /v1/rulebooks.
std::string body(const std::string& text) {
    engine::Data book = engine::object_data();
    engine::set_member(book, "name", engine::text_data("retail_returns.en.onus"));
    engine::set_member(book, "text", engine::text_data(text));
    engine::set_member(book, "names", engine::text_data(file("retail_returns.names.tsv")));
    engine::Data books = engine::list_data();
    books.items.push_back(std::move(book));
    engine::Data all = engine::object_data();
    engine::set_member(all, "rulebooks", std::move(books));
    return adapters::to_json(all);
}

/// The rules with a company limit of two days, and tests that say the same.
std::string stricter() {
    return replaced(replaced(replaced(file("retail_returns.en.onus"), "is 3 days\n", "is 2 days\n"),
                             "promised: 3 days", "promised: 2 days"),
                    "expect     return_limit(order2) is 2 days",
                    "expect     return_limit(order2) is 2 days");
}

struct Office : Served {
    Office()
        : Served(ONUS_SOURCE_DIR "/policies/retail",
                 {key_of("till", Role::kSystem), key_of("hr", Role::kHr, "zhou"),
                  key_of("hr2", Role::kHr, "lin"), key_of("again", Role::kHr, "zhou"),
                  key_of("li", Role::kEmployee, "li"), key_of("auditor", Role::kAuditor)}) {}

    std::string verdict(const std::string& promised) {
        const HttpResponse response = post("till", "/v1/validate", order("P1", promised));
        return member(response, {"events"}).items.at(0).member("verdict")->text;
    }
};

std::string text(const HttpResponse& response, std::initializer_list<std::string_view> names) {
    return member(response, names).text;
}
std::string code(const HttpResponse& response) {
    return member(response, {"errors"}).items.at(0).member("code")->text;
}

TEST_CASE("publish: two persons put rulebooks in force, and the ledger names both", "[http]") {
    Office office;
    CHECK(office.verdict("3 days") == "pass");
    const HttpResponse proposed = office.post("hr", "/v1/rulebooks", body(stricter()));
    INFO(proposed.body);
    REQUIRE(proposed.status == 200);
    CHECK(text(proposed, {"state"}) == "waiting");
    CHECK(text(proposed, {"proposed_by"}) == "zhou");
    CHECK(office.verdict("3 days") == "pass");

    const std::string confirm = "/v1/publications/" + text(proposed, {"number"}) + "/confirm";
    CHECK(code(office.post("hr", confirm, "")) == "N0876");
    CHECK(code(office.post("again", confirm, "")) == "N0876");
    CHECK(office.post("li", confirm, "").status == 403);
    CHECK(office.post("auditor", confirm, "").status == 403);
    CHECK(office.verdict("3 days") == "pass");

    const HttpResponse confirmed = office.post("hr2", confirm, "");
    INFO(confirmed.body);
    REQUIRE(confirmed.status == 200);
    CHECK(text(confirmed, {"state"}) == "in_force");
    CHECK(text(confirmed, {"confirmed_by"}) == "lin");
    CHECK(office.verdict("3 days") == "warn");
    CHECK(office.verdict("2 days") == "pass");
    CHECK(code(office.post("hr2", confirm, "")) == "N0877");

    const HttpResponse entry =
        office.get("auditor", "/v1/entries/" + text(confirmed, {"sequence"}));
    CHECK(text(entry, {"command", "source"}) == "hr2");
    CHECK(text(entry, {"command", "by"}) == "lin");
    CHECK(text(entry, {"command", "on_behalf_of"}) == "zhou");

    // The files of the folder still say three days, and do not come back with a new start.
    office.restart();
    CHECK(office.verdict("3 days") == "warn");
    CHECK(text(office.post("hr", "/v1/rulebooks", body(file("retail_returns.en.onus"))),
               {"number"}) == "2");
}

TEST_CASE("publish: what does not check or fails its tests is refused at its line", "[http]") {
    Office office;
    const std::string head = office.get("till", "/v1/ledger/head").body;

    const HttpResponse broken =
        office.post("hr", "/v1/rulebooks",
                    body(replaced(file("retail_returns.en.onus"), "order.promised at most",
                                  "order.promise at most")));
    CHECK(broken.status == 422);
    CHECK(broken.content_type == "application/problem+json");
    const engine::Data first = member(broken, {"errors"}).items.at(0);
    CHECK(first.member("line") != nullptr);
    CHECK(first.member("zh") != nullptr);

    // The tests still say three days.
    const HttpResponse untrue =
        office.post("hr", "/v1/rulebooks",
                    body(replaced(file("retail_returns.en.onus"), "is 3 days\n  except",
                                  "is 1 days\n  except")));
    INFO(untrue.body);
    CHECK(untrue.status == 422);
    CHECK(untrue.body.find("N0875") != std::string::npos);

    // Needs somebody above the area manager whom the organisation does not have.
    const HttpResponse unlinked = office.post(
        "hr", "/v1/rulebooks",
        body(replaced(file("retail_returns.en.onus"), "owner      customer_service.head",
                      "owner      nobody_here.head")));
    CHECK(unlinked.status == 422);

    for (const std::string wrong :
         {"", "[]", "{}", "{\"rulebooks\":1}", "{\"rulebooks\":[{\"name\":\"x\"}]}",
          "{\"rulebooks\":[{\"name\":\"x\",\"text\":1}]}", "{\"rulebooks\":[],\"more\":1}",
          "{\"withdraw\":[1]}", "{\"rulebooks\":[1]}"}) {
        INFO(wrong);
        const HttpResponse refused = office.post("hr", "/v1/rulebooks", wrong);
        CHECK(refused.status == 400);
        CHECK(member(refused, {"errors"}).items.at(0).member("line") != nullptr);
    }
    CHECK(office.post("till", "/v1/rulebooks", body(stricter())).status == 403);
    CHECK(office.post("hr", "/v1/publications/7/confirm", "").status == 404);
    CHECK(office.post("hr", "/v1/publications/x/confirm", "").status == 404);
    CHECK(member(office.get("li", "/v1/publications"), {"items"}).items.empty());
    CHECK(office.verdict("3 days") == "pass");
    CHECK(office.get("till", "/v1/ledger/head").body == head);
}

TEST_CASE("publish: a proposal can be dropped, and is stale once another is in force", "[http]") {
    Office office;
    const HttpResponse first = office.post("hr", "/v1/rulebooks", body(stricter()));
    const HttpResponse second =
        office.post("hr", "/v1/rulebooks", body("# The same\n" + stricter()));
    const HttpResponse third = office.post("hr2", "/v1/rulebooks", body(stricter()));
    REQUIRE(third.status == 200);
    const auto at = [](const HttpResponse& proposal, const std::string& what) {
        return "/v1/publications/" + text(proposal, {"number"}) + "/" + what;
    };
    CHECK(text(office.post("hr", at(third, "drop"), ""), {"state"}) == "dropped");
    CHECK(code(office.post("hr", at(third, "confirm"), "")) == "N0877");
    CHECK(office.post("hr2", at(first, "confirm"), "").status == 200);
    const HttpResponse stale = office.post("hr2", at(second, "confirm"), "");
    CHECK(stale.status == 409);
    CHECK(code(stale) == "N0878");
    CHECK(member(office.get("li", "/v1/publications"), {"items"}).items.size() == 3);
}

TEST_CASE("publish: an organisation takes effect at once and tells what no longer fits", "[http]") {
    Office office;
    const std::string people = file("organisation.yaml");
    const auto send = [&](const std::string& yaml, const std::string& type) {
        HttpRequest request;
        request.method = "POST";
        request.path = "/v1/organisation";
        request.headers["content-type"] = type;
        request.body = yaml;
        return office.ask("hr", request);
    };
    const HttpResponse same = send(people, "application/yaml");
    CHECK(text(same, {"repeated"}) == "true");

    // Hua takes over the second shop.
    const HttpResponse changed =
        send(replaced(people, "store_manager: {holder: ma, deputy: he}", "store_manager: hua"),
             "application/yaml");
    INFO(changed.body);
    REQUIRE(changed.status == 200);
    const HttpResponse entry = office.get("auditor", "/v1/entries/" + text(changed, {"sequence"}));
    CHECK(text(entry, {"command", "by"}) == "zhou");

    // Nobody is head of customer service, which the rulebooks' owner is.
    const HttpResponse misfit =
        send(replaced(people, "parent: headquarters, head: lin}", "parent: headquarters}"),
             "application/yaml");
    REQUIRE(misfit.status == 200);
    CHECK(!member(misfit, {"diagnostics"}).items.empty());

    const HttpResponse wrong = send("persons: {", "application/yaml");
    CHECK(wrong.status == 422);
    CHECK(member(wrong, {"errors"}).items.at(0).member("line") != nullptr);
    CHECK(send(people, "text/plain").status == 415);
    CHECK(office.post("li", "/v1/organisation", "{}").status == 403);
}

TEST_CASE("receipt: the answer proves that the entry is in the ledger", "[http]") {
    Office office;
    const HttpResponse plain = office.post("till", "/v1/commands", order("R1", "3 days"), "r1");
    CHECK(plain.body.find("receipt") == std::string::npos);
    const HttpResponse response =
        office.post("till", "/v1/commands?receipt=true", order("R2", "3 days"), "r2");
    const std::string receipt = adapters::to_json(member(response, {"receipt"})) + "\n";
    const auto checked = adapters::check_evidence(receipt, "receipt", nullptr);
    INFO(receipt << (checked ? "" : message_of(checked.error(), Language::kEnglish)));
    REQUIRE(checked.has_value());
    CHECK(std::to_string(checked->from) == text(response, {"sequence"}));
    CHECK(office.post("till", "/v1/commands?receipt=maybe", order("R3", "3 days"), "r3").status ==
          400);

    std::string forged = receipt;
    const std::size_t at = forged.find("\"path\":[\"") + 9;
    forged[at] = forged[at] == 'a' ? 'b' : 'a';
    CHECK_FALSE(adapters::check_evidence(forged, "receipt", nullptr).has_value());
}

TEST_CASE("trace: the case of a record, for those who see everything", "[http]") {
    Office office;
    office.post("till", "/v1/commands", order("T1", "3 days"), "t1");
    office.post(
        "till", "/v1/commands",
        R"({"action":"file_complaint","by":"chen","data":{"order":"T1","topic":"quality"}})", "t2");
    office.post("till", "/v1/commands", order("T2", "3 days"), "t3");
    const HttpResponse found = office.get("auditor", "/v1/records/order/T1/trace");
    REQUIRE(found.status == 200);
    CHECK(member(found, {"items"}).items.size() == 2);
    CHECK(office.get("auditor", "/v1/records/order/T9/trace").status == 404);
    CHECK(office.get("auditor", "/v1/records/ordr/T1/trace").status == 404);
    CHECK(office.get("li", "/v1/records/order/T1/trace").status == 403);
}

}  // namespace
}  // namespace onus::tests
