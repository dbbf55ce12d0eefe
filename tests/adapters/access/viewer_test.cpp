// SPDX-License-Identifier: Apache-2.0
//
// Grants with conditions, and the log of views.
#include "adapters/access/viewer.h"

#include <fstream>
#include <map>

#include <catch2/catch.hpp>

#include "adapters/access/view_log.h"
#include "engine/run/render.h"
#include "tests/engine/session/office_text.h"
#include "tests/support/temp_folder.h"
#include "tests/support/workspace.h"

namespace onus::tests {
namespace {

using test::at;

std::string book(const std::string& grant) {
    return R"(
rulebook desk "Desk"
  level company
  effective 2025-01-01
  owner hr.head
  calendar cn_office
  currency CNY
role clerk
role buyer
role finance
record order
  number : text unique
  owner  : person
  amount : money
action place_order (order) by clerk
  creates order
action look_at (order) by clerk, buyer
permission reading "Reading"
  granted to buyer, clerk
)" + grant +
           R"(
  carries none "Reading harms nobody."
)";
}

/// What `person` sees of the amount of the order that Cleo placed for `owner`.
std::string amount_seen(const std::string& grant, const std::string& person,
                        const std::string& owner, std::vector<std::string> fields = {}) {
    test::Workspace desk({book(grant)}, test::kOfficePeople);
    const engine::Reply placed = desk.submit(
        "cleo", "place_order",
        R"({"order":{"number":"N1","owner":")" + owner + R"(","amount":77}})", "2025-07-01 09:00");
    const adapters::Viewer viewer(desk.session().world(), desk.session().state(),
                                  at("2025-07-02 09:00"), {person, std::move(fields)});
    const engine::Judged judged = std::get<engine::Judged>(viewer.see(placed).events.at(0));
    const engine::Data* const amount = judged.payload.member("order")->member("amount");
    return *amount == engine::hidden_data() ? "hidden" : amount->text;
}

TEST_CASE("viewer: a grant with a condition counts for the record that fulfils it", "[access]") {
    const std::string own = "  may read order if order.owner is actor";
    CHECK(amount_seen(own, "bill", "bill") == "77");
    CHECK(amount_seen(own, "bill", "cleo") == "hidden");
    CHECK(amount_seen(own, "fred", "fred") == "hidden");
    CHECK(amount_seen("  may read order", "bill", "cleo") == "77");
    CHECK(amount_seen("  may read order\n  cannot read order.amount", "bill", "cleo") == "hidden");
    CHECK(amount_seen("  may read order\n  cannot read order.amount if order.owner is actor",
                      "bill", "cleo") == "77");
    CHECK(amount_seen("  may read order\n  cannot read order.amount if order.owner is actor",
                      "bill", "bill") == "hidden");
}

TEST_CASE("viewer: what the configuration lists is seen, and nothing is hidden where nobody guards",
          "[access]") {
    const std::string numbers = "  may read order.number";
    CHECK(amount_seen(numbers, "", "bill") == "hidden");
    CHECK(amount_seen(numbers, "", "bill", {"order.number"}) == "hidden");
    CHECK(amount_seen(numbers, "", "bill", {"order.amount"}) == "77");
    CHECK(amount_seen(numbers, "", "bill", {"desk.order"}) == "77");
    CHECK(amount_seen(numbers, "", "bill", {"*"}) == "77");
    CHECK(amount_seen("  may perform look_at", "fred", "bill") == "77");
}

TEST_CASE("viewer: a claim about a known record opens nothing", "[access]") {
    test::Workspace desk({book("  may read order if order.owner is actor")}, test::kOfficePeople);
    desk.submit("cleo", "place_order", R"({"order":{"number":"N1","owner":"cleo","amount":77}})",
                "2025-07-01 09:00");
    const engine::Reply claimed =
        desk.submit("bill", "look_at", R"({"order":{"number":"N1","owner":"bill","amount":1}})",
                    "2025-07-01 10:00");
    const adapters::Viewer viewer(desk.session().world(), desk.session().state(),
                                  at("2025-07-02 09:00"), {"bill", {}});
    const engine::Judged judged = std::get<engine::Judged>(viewer.see(claimed).events.at(0));
    REQUIRE(!judged.findings.empty());
    for (const engine::Finding& finding : judged.findings) {
        INFO(finding.kind);
        for (const engine::Stored& argument : finding.text.arguments) {
            CHECK(engine::render({}, argument, Language::kEnglish) != "77");
        }
    }
}

TEST_CASE("viewer: what was computed from hidden values is hidden, by whatever way", "[access]") {
    test::Workspace desk({R"(
rulebook desk "Desk"
  level company
  effective 2025-01-01
  owner hr.head
  calendar cn_office
  currency CNY
role clerk
role buyer
record order
  number : text unique
  amount : money
  weight : number
action place_order (order) by clerk
  creates order
define double (price: money) : money is price * 2
define fee (order) : money is double(order.amount) + 1 yuan
  except light if order.weight less than 5 then 0 yuan
table band (order) : number
  according to order.amount
  case at most 10 yuan then 1
  case more than 10 yuan then 2
rule by_definition "By definition"
  when place_order
  require fee(order) at most 3 yuan
  otherwise warn "The fee is {fee(order)}, double {double(3 yuan)}."
rule by_table "By table"
  when place_order
  require band(order) is 1
  otherwise warn "The band is {band(order)}."
rule by_history "By history"
  when place_order
  require sum of place_order.order.amount by actor in the last 30 days at most 5 yuan
  otherwise warn "The sum is {sum of place_order.order.amount by actor in the last 30 days}."
rule by_weight "By weight"
  when place_order
  require order.weight at most 9
  otherwise warn "It weighs {order.weight}."
permission reading "Reading"
  granted to buyer
  may read order.number, order.weight
  carries none "Reading harms nobody."
)"},
                         test::kOfficePeople);
    desk.force("cleo", "place_order", R"({"order":{"number":"N1","amount":77,"weight":12}})", "so",
               "2025-07-01 09:00");
    const engine::Reply reply =
        desk.submit("cleo", "place_order", R"({"order":{"number":"N2","amount":88,"weight":12}})",
                    "2025-07-02 09:00");
    const adapters::Viewer viewer(desk.session().world(), desk.session().state(),
                                  at("2025-07-02 09:00"), {"bill", {}});
    const engine::Judged judged = std::get<engine::Judged>(viewer.see(reply).events.at(0));
    const engine::RenderContext context{desk.session().world().program_at(at("2025-07-02 09:00"))};
    std::map<std::string, std::string> texts;
    for (const engine::Finding& finding : judged.findings) {
        texts[finding.rule] = engine::render(context, finding.text, Language::kEnglish);
        for (const engine::Reason& reason : finding.reasons) {
            const bool by_weight = finding.rule == "desk.by_weight";
            INFO(finding.rule << " " << context.program->clauses[reason.clause].text.en);
            const bool weighs =
                context.program->clauses[reason.clause].text.en.find("weight") != std::string::npos;
            CHECK(engine::is_hidden(reason.left) == !(by_weight || weighs));
        }
    }
    CHECK(texts["desk.by_definition"] == "The fee is (not shown), double 6.");
    CHECK(texts["desk.by_table"] == "The band is (not shown).");
    CHECK(texts["desk.by_history"] == "The sum is (not shown).");
    CHECK(texts["desk.by_weight"] == "It weighs 12.");
}

TEST_CASE("view log: one line an hour for each viewer, person and kind; read again at the start",
          "[access]") {
    const TempFolder folder;
    const std::string path = folder.file("views.jsonl");
    constexpr std::int64_t kHour = 3'600'000;
    {
        adapters::ViewLog log(path);
        for (std::int64_t i = 0; i < 1000; ++i) {
            CHECK(log.note({Instant{kHour + i}, "hr", "li", "records", true}));
        }
        CHECK(log.note({Instant{kHour + 5}, "hr", "li", "attempt", true}));
        CHECK(log.note({Instant{kHour + 5}, "ma", "li", "records", false}));
        CHECK(log.note({Instant{2 * kHour}, "hr", "li", "records", true}));
        CHECK(log.of("li").size() == 4);
        CHECK(log.of("wang").empty());
    }
    std::ofstream(path, std::ios::app) << R"({"at":"cut off)";
    adapters::ViewLog again(path);
    REQUIRE(again.of("li").size() == 4);
    CHECK(again.of("li").front().at == Instant{2 * kHour});
    CHECK_FALSE(again.of("li").at(1).shown);
    CHECK(again.note({Instant{3 * kHour}, "hr", "li", "records", true}));
    CHECK(adapters::ViewLog(path).of("li").size() == 5);
}

TEST_CASE("view log: a view that cannot be noted is told", "[access]") {
    adapters::ViewLog log("/nowhere/at/all");
    CHECK_FALSE(log.note({Instant{1}, "hr", "li", "records", true}));
    CHECK(log.of("li").empty());
}

}  // namespace
}  // namespace onus::tests
