// SPDX-License-Identifier: Apache-2.0
//
// Rows of the requirements that the procurement pack shows over HTTP.

#include "tests/rows/over_http.h"

namespace onus::rows {
namespace {

using adapters::HttpResponse;
using tests::member;

Company works() { return {"procurement", {"li", "wang", "he", "deng"}, "2026-03-02 09:00"}; }

TEST_CASE("row 34 over HTTP: every kind of action is an entry, a refusal too", "[rows]") {
    Company company = works();
    std::vector<std::pair<HttpResponse, std::string>> told_of;
    told_of.emplace_back(company.act("li", "request_budget", purchase("C1", "li", "¥90,000")),
                         "li procurement.request_budget pass");
    company.go_to("2026-03-02 10:00");
    told_of.emplace_back(company.act("wang", "approve_order", R"({"order": "C1"})"),
                         "wang procurement.approve_order pass");
    told_of.emplace_back(
        company.act("li", "change_amount", R"({"order": {"number": "C1", "amount": "¥80,000"}})"),
        "li procurement.change_amount pass");
    told_of.emplace_back(company.act("wang", "approve_budget", R"({"order": "C1"})"),
                         "wang procurement.approve_budget block");

    for (const auto& [answer, expected] : told_of) {
        // As anybody reads it later who may.
        const HttpResponse entry =
            company.get("hr", "/v1/entries/" + member(answer, {"sequence"}).text);
        REQUIRE(entry.status == 200);
        const engine::Data judged = member(entry, {"events"}).items.at(0);
        CHECK(judged.member("actor")->text + " " + judged.member("action")->text + " " +
                  judged.member("verdict")->text ==
              expected);
        CHECK(member(entry, {"command", "source"}).text == "till");
        CHECK(judged.member("at")->text.starts_with("2026-03-02T"));
        CHECK(judged.member("program")->text.size() == 64);
    }
}

TEST_CASE("row 52 over HTTP: who loses a power while a duty is open is told of, and replaced",
          "[rows]") {
    Company company = works();
    const std::string data = purchase("C1", "li", "¥105,000");
    const std::string opened = told(company.act("li", "request_budget", data));
    INFO(opened);
    CHECK(has(opened, "duty_opened procurement.reject_over_budget he"));
    company.go_to("2026-03-02 15:00");

    // Finance is closed down with everything that it might do.
    const std::string chart = with(
        with(file_text("policies/procurement/organisation.yaml"), "    finance_manager: he\n", ""),
        "    finance: [qian, xu]\n", "    finance_manager: vacant\n");
    const HttpResponse published = company.publish_organisation(chart);
    INFO(published.body);
    CHECK(published.status == 200);
    // Whoever published it is told at once, the owner of the rules by a matter; the clock stands.
    CHECK(has(published.body, R"("code":"N0680")"));
    CHECK(company.items("till", "/v1/duties").items.at(0).member("state")->text == "suspended");
    const engine::Data matter = company.items("till", "/v1/matters").items.at(0);
    CHECK(matter.member("kind")->text + " " + matter.member("decider")->text == "vacancy song");
    company.go_to("2026-03-09 09:00");
    CHECK_FALSE(has(company.records_of("he"), "overdue"));

    // The post is filled again: its head answers, and has as long as was left.
    company.publish_organisation(with(file_text("policies/procurement/organisation.yaml"),
                                      "    finance: [qian, xu]\n", "    finance: xu\n"));
    const engine::Data duty = company.items("till", "/v1/duties").items.at(0);
    INFO(adapters::to_json(duty));
    CHECK(duty.member("state")->text + " " + duty.member("bearer")->text == "open he");
    CHECK(duty.member("due")->text == "2026-03-12T00:00:00+08:00");
}

TEST_CASE("row 53 over HTTP: acting beyond one's department is stopped, cited and recorded",
          "[rows]") {
    Company company = works();
    company.act("li", "request_budget", purchase("C1", "li", "¥90,000"));

    const HttpResponse refused = company.act("deng", "approve_budget", R"({"order": "C1"})");

    CHECK(told(refused) ==
          "judged refused block | procurement.approve_budget block out_of_boundary | "
          "procurement.approve_budgets block permission_refused\n");
    const engine::Data finding =
        member(refused, {"events"}).items.at(0).member("findings")->items.at(0);
    INFO(adapters::to_json(finding));
    CHECK(!finding.member("text")->member("en")->text.empty());
    CHECK(company.get("hr", "/v1/entries/" + member(refused, {"sequence"}).text).status == 200);
    CHECK_FALSE(has(company.records_of("deng"), "violation"));
}

}  // namespace
}  // namespace onus::rows
