// SPDX-License-Identifier: Apache-2.0
//
// Rulebooks and the organisation over HTTP: checked, tested, confirmed by a second person.

#include <fstream>
#include <iterator>
#include <sstream>

#include "adapters/evidence/evidence.h"
#include "adapters/evidence/signing_key.h"
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

TEST_CASE("publish: an organisation is confirmed by a second person, who is told what does not fit",
          "[http]") {
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
    const auto confirm = [&](const std::string& who, const HttpResponse& proposal) {
        return office.post(who, "/v1/publications/" + text(proposal, {"number"}) + "/confirm", "");
    };
    const std::string before = text(office.get("auditor", "/v1/ledger/head"), {"head"});

    // Hua takes over the second shop.
    const HttpResponse proposed =
        send(replaced(people, "store_manager: {holder: ma, deputy: he}", "store_manager: hua"),
             "application/yaml");
    INFO(proposed.body);
    REQUIRE(proposed.status == 200);
    CHECK(text(proposed, {"kind"}) == "organisation");
    CHECK(text(office.get("auditor", "/v1/ledger/head"), {"head"}) == before);
    CHECK(confirm("hr", proposed).status == 403);
    CHECK(confirm("again", proposed).status == 403);
    CHECK(confirm("li", proposed).status == 403);
    const HttpResponse late =
        send(replaced(people, "store_manager: {holder: ma, deputy: he}", "store_manager: he"),
             "application/yaml");
    const HttpResponse confirmed = confirm("hr2", proposed);
    INFO(confirmed.body);
    REQUIRE(confirmed.status == 200);
    CHECK(text(confirmed, {"state"}) == "in_force");
    const HttpResponse entry =
        office.get("auditor", "/v1/entries/" + text(confirmed, {"sequence"}));
    CHECK(text(entry, {"command", "by"}) == "lin");
    CHECK(text(entry, {"command", "on_behalf_of"}) == "zhou");
    CHECK(code(confirm("hr2", late)) == "N0878");
    CHECK(code(confirm("hr2", proposed)) == "N0877");

    // Nobody is head of customer service, which the rulebooks' owner is.
    const HttpResponse misfit =
        send(replaced(people, "parent: headquarters, head: lin}", "parent: headquarters}"),
             "application/yaml");
    REQUIRE(misfit.status == 200);
    CHECK(!member(misfit, {"diagnostics"}).items.empty());
    office.restart();
    const HttpResponse in_force = confirm("hr2", misfit);
    REQUIRE(in_force.status == 200);
    CHECK(!member(in_force, {"diagnostics"}).items.empty());
    CHECK(member(in_force, {"diagnostics"}).items.at(0).member("code")->text ==
          member(misfit, {"diagnostics"}).items.at(0).member("code")->text);

    const HttpResponse wrong = send("persons: {", "application/yaml");
    CHECK(wrong.status == 422);
    CHECK(member(wrong, {"errors"}).items.at(0).member("line") != nullptr);
    CHECK(send(people, "text/plain").status == 415);
    CHECK(office.post("li", "/v1/organisation", "{}").status == 403);
}

/// How often the ledger's file, and the log beside it, hold a text.
std::size_t held(const std::string& ledger, const std::string& text) {
    std::size_t found = 0;
    for (const char* const end : {"", "-wal"}) {
        std::ifstream in(ledger + end, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        for (std::size_t at = bytes.find(text); at != std::string::npos;
             at = bytes.find(text, at + 1)) {
            ++found;
        }
    }
    return found;
}

TEST_CASE("redact: two persons take a text out of the ledger that is served", "[http]") {
    Office office;
    const std::string secret = "Zhang Wei 13800001111";
    std::string forced = order("A1", "7 days");
    forced.insert(1, R"("force":true,"reason":"promised to )" + secret + "\",");
    const HttpResponse kept = office.post("till", "/v1/commands?receipt=true", forced, "f1");
    REQUIRE(kept.status == 200);
    const std::string entry = text(kept, {"sequence"});
    const std::string receipt = adapters::to_json(member(kept, {"receipt"})) + "\n";
    const auto ask = [&](const std::string& who, const std::string& what) {
        return office.post(who, "/v1/redactions", what);
    };
    const std::string wanted =
        R"({"entry":)" + entry + R"(,"fields":["reason"],"reason":"asked by the customer"})";
    CHECK(ask("li", wanted).status == 403);
    CHECK(ask("hr", R"({"entry":1,"fields":["reason"],"reason":"x"})").status == 404);
    CHECK(ask("hr", R"({"entry":999,"fields":["reason"],"reason":"x"})").status == 404);
    for (const char* const bad :
         {R"({"entry":"x","fields":["reason"],"reason":"x"})",
          R"({"entry":2,"fields":[],"reason":"x"})", R"({"entry":2,"fields":[1],"reason":"x"})",
          R"({"entry":2,"fields":["reason"]})",
          R"({"entry":2,"fields":["reason"],"reason":"x","more":1})", "[]"}) {
        CHECK(ask("hr", bad).status == 400);
    }
    const HttpResponse proposed = ask("hr", wanted);
    INFO(proposed.body);
    REQUIRE(proposed.status == 200);
    CHECK(text(proposed, {"kind"}) == "redaction");
    CHECK(text(proposed, {"entry"}) == entry);
    const std::string confirm = "/v1/publications/" + text(proposed, {"number"}) + "/confirm";
    CHECK(office.post("again", confirm, "").status == 403);

    // The reason is shown to whoever has to decide.
    const HttpResponse early = office.post("hr2", confirm, "");
    CHECK(early.status == 400);
    CHECK(office.get("auditor", "/v1/entries/" + entry).body.find(secret) != std::string::npos);
    office.post("till", "/v1/commands",
                R"({"by":"wang","decide":{"matter":1,"decision":"approve","opinion":"once"}})",
                "d1");
    const HttpResponse done = office.post("hr2", confirm, "");
    INFO(done.body);
    REQUIRE(done.status == 200);
    CHECK(text(done, {"state"}) == "in_force");
    CHECK(office.get("auditor", "/v1/entries/" + entry).body.find(secret) == std::string::npos);
    const HttpResponse told = office.get("auditor", "/v1/entries/" + text(done, {"sequence"}));
    CHECK(text(told, {"command", "by"}) == "lin");
    CHECK(text(told, {"command", "on_behalf_of"}) == "zhou");
    CHECK(told.body.find(secret) == std::string::npos);
    // What was proved before still holds, and the file has forgotten.
    CHECK(adapters::check_evidence(receipt, "receipt", nullptr).has_value());
    CHECK(office.post("till", "/v1/commands", order("A2", "3 days"), "c2").status == 200);
    const std::string ledger = office.stop();
    CHECK(held(ledger, secret) == 0);
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

TEST_CASE("receipt: it is signed with the key of the server", "[http]") {
    const TempFolder folder;
    const std::string path = folder.file("key");
    REQUIRE(adapters::SigningKey::make(
                path, GENERATE(adapters::KeyAlgorithm::kEd25519, adapters::KeyAlgorithm::kSm2))
                .has_value());
    adapters::DeskOptions options;
    options.signing_key = std::make_shared<const adapters::SigningKey>(
        adapters::SigningKey::load_private(path).value());
    Served served(ONUS_SOURCE_DIR "/policies/retail", {key_of("till", Role::kSystem)}, options);
    const HttpResponse response =
        served.post("till", "/v1/commands?receipt=true", order("R1", "3 days"), "r1");
    const std::string receipt = adapters::to_json(member(response, {"receipt"})) + "\n";
    const auto mine = adapters::SigningKey::load_public(path + ".pub");
    REQUIRE(mine.has_value());
    CHECK(adapters::check_evidence(receipt, "receipt", &*mine).has_value());
    const std::string other_path = folder.file("other");
    REQUIRE(adapters::SigningKey::make(other_path, mine->algorithm()).has_value());
    const auto other = adapters::SigningKey::load_public(other_path + ".pub");
    CHECK_FALSE(adapters::check_evidence(receipt, "receipt", &*other).has_value());
}

TEST_CASE("trace: everybody sees of a case what concerns himself and his people", "[http]") {
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
    // Li sees the order that he made and not what chen did about it.
    const HttpResponse own = office.get("li", "/v1/records/order/T1/trace");
    REQUIRE(own.status == 200);
    CHECK(member(own, {"items"}).items.size() == 1);
    CHECK(member(own, {"items"}).items.at(0).member("command")->member("by")->text == "li");
    CHECK(own.body.find("file_complaint") == std::string::npos);
}

}  // namespace
}  // namespace onus::tests
