// SPDX-License-Identifier: Apache-2.0
#include "engine/run/explain.h"

#include <catch2/catch.hpp>

#include "adapters/json/json.h"
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

engine::Remedy remedy(Workspace& workspace, const engine::Command& command) {
    return engine::remedy_for(workspace.session().state(), workspace.session().world(), command);
}

TEST_CASE("explain: the smallest change is the promise, not the channel", "[engine][explain]") {
    Workspace shop({kRetail}, kShop);

    const auto found = remedy(shop, submission("li", "submit_order", store_order("A1", "7 days")));

    REQUIRE(found.change.size() == 1);
    CHECK(found.change[0].path == "order.promised");
    CHECK(found.change[0].to.number == Decimal::from_units(3));
    CHECK(found.change[0].beyond == engine::Beyond::kOrLess);
    CHECK(found.evaluations <= 64);
}

TEST_CASE("explain: two rules at once need one value that satisfies both", "[engine][explain]") {
    Workspace office({kOffice}, kOfficePeople);

    const auto found =
        remedy(office, submission("cleo", "place_order", order("N1", "2000", "yes")));

    REQUIRE(found.change.size() == 1);
    CHECK(found.change[0].path == "order.amount");
    CHECK(found.change[0].to.number == Decimal(10));
    CHECK(found.deciders == std::vector<std::string>{"tom"});
}

TEST_CASE("explain: where no value helps, nothing is made up", "[engine][explain]") {
    Workspace office({kOffice}, kOfficePeople);

    const auto found = remedy(office, submission("cleo", "pay_order", R"({"order": "N1"})"));

    CHECK(found.change.empty());
}

TEST_CASE("explain: what passes needs nothing", "[engine][explain]") {
    Workspace shop({kRetail}, kShop);
    const auto found = remedy(shop, submission("li", "submit_order", store_order("A1", "3 days")));
    CHECK(found.change.empty());
    CHECK(found.evaluations == 0);
}

}  // namespace
}  // namespace onus::test
