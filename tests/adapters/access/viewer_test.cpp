// SPDX-License-Identifier: Apache-2.0
//
// Grants with conditions, and the log of views.
#include "adapters/access/viewer.h"

#include <fstream>

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
