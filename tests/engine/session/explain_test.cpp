// SPDX-License-Identifier: Apache-2.0
#include "engine/run/explain.h"

#include <catch2/catch.hpp>

#include "adapters/json/json.h"
#include "engine/replay.h"
#include "tests/engine/session/office_text.h"
#include "tests/engine/session/retail_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

engine::Command submission(std::string actor, std::string action, const std::string& payload) {
    engine::Command command;
    command.actor = std::move(actor);
    command.at = command.received = at("2025-07-10 09:00");
    engine::Submit submit;
    submit.action = std::move(action);
    submit.payload = *adapters::parse_json(payload);
    command.body = std::move(submit);
    return command;
}

const engine::Judged* judged_in(const engine::Events& events) {
    return events.empty() ? nullptr : std::get_if<engine::Judged>(&events.front());
}

std::optional<engine::Remedy> remedy(Workspace& workspace, const engine::Command& command) {
    const auto preview = workspace.session().validate(command);
    REQUIRE(preview.has_value());
    const engine::Judged* judged = judged_in(preview->events);
    REQUIRE(judged != nullptr);
    return judged->remedy;
}

TEST_CASE("explain: the smallest change is the promise, not the channel", "[engine][explain]") {
    Workspace shop({kRetail}, kShop);

    const auto found = remedy(shop, submission("li", "submit_order", store_order("A1", "7 days")));

    REQUIRE(found.has_value());
    REQUIRE(found->change.size() == 1);
    CHECK(found->change[0].parameter == "order");
    CHECK(found->change[0].field == "promised");
    CHECK(found->change[0].to.number == Decimal::from_units(3));
    CHECK(found->change[0].beyond == engine::Beyond::kOrLess);
}

TEST_CASE("explain: two rules at once need one value that satisfies both", "[engine][explain]") {
    Workspace office({kOffice}, kOfficePeople);

    const auto found =
        remedy(office, submission("cleo", "place_order", order("N1", "2000", "yes")));

    REQUIRE(found.has_value());
    REQUIRE(found->change.size() == 1);
    CHECK(found->change[0].field == "amount");
    CHECK(found->change[0].to.number == Decimal(10));
    CHECK(found->deciders == std::vector<std::string>{"tom"});
}

TEST_CASE("explain: where no value helps, nothing is made up", "[engine][explain]") {
    Workspace office({kOffice}, kOfficePeople);

    const auto found = remedy(office, submission("cleo", "pay_order", R"({"order": "N1"})"));

    REQUIRE(found.has_value());
    CHECK(found->change.empty());
}

TEST_CASE("explain: what passes needs nothing", "[engine][explain]") {
    Workspace shop({kRetail}, kShop);
    const auto found = remedy(shop, submission("li", "submit_order", store_order("A1", "3 days")));
    CHECK_FALSE(found.has_value());
}

TEST_CASE("explain: the ledger keeps what the person was told", "[engine][explain]") {
    Workspace shop({kRetail}, kShop);
    const auto before = remedy(shop, submission("li", "submit_order", store_order("A1", "7 days")));
    const auto reply =
        shop.submit("li", "submit_order", store_order("A1", "7 days"), "2025-07-10 09:00");
    REQUIRE(judged_in(reply.events) != nullptr);
    CHECK(judged_in(reply.events)->remedy == before);

    // The same order again would be refused for another reason now.
    shop.submit("li", "submit_order", store_order("A1", "3 days"), "2025-07-10 09:05");
    shop.reopen();

    const auto entry = shop.session().reply_of(reply.sequence);
    REQUIRE(entry.has_value());
    CHECK(judged_in(entry->events)->remedy == before);
    CHECK(shop.session().state().attempt(1)->judged.remedy == before);
    const auto again = engine::rejudge(shop.store());
    REQUIRE(again.has_value());
    CHECK(again->same());
}

TEST_CASE("explain: what has happened already, and what is forced, asks for no remedy",
          "[engine][explain]") {
    Workspace shop({kRetail}, kShop);
    const auto seen = shop.observe("li", "submit_order", store_order("A1", "7 days"),
                                   "2025-07-10 09:00", "2025-07-10 09:01");
    CHECK_FALSE(judged_in(seen.events)->remedy.has_value());
    const auto forced = shop.force("li", "submit_order", store_order("A2", "7 days"), "A regular.",
                                   "2025-07-10 09:02");
    CHECK_FALSE(judged_in(forced.events)->remedy.has_value());
}

}  // namespace
}  // namespace onus::test
