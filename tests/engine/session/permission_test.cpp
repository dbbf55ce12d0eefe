// SPDX-License-Identifier: Apache-2.0
//
// Acting for somebody else, and fields that not everybody may see or change.
#include <catch2/catch.hpp>

#include "tests/engine/session/office_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

std::string book(const std::string& permissions) {
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
  amount : money
  rebate : money optional
record batch
  number : text unique
  amount : money optional
action place_order (order) by clerk
  creates order
action choose_supplier (order) by buyer
action book_batch (batch, order) by clerk
  creates batch
  changes order.amount
)" + permissions;
}

const std::string kChoose = R"(
permission choosing "Buyers choose suppliers"
  granted to buyer
  may perform choose_supplier if order.amount at most 1000 yuan
  carries none "The rule is elsewhere."
)";

std::string choose(Workspace& desk, const std::string& actor, const std::string& principal,
                   const std::string& number = "N1") {
    engine::Command command;
    command.actor = actor;
    command.principal = principal;
    command.at = command.received = at("2025-07-02 09:00");
    engine::Submit submit;
    submit.action = "choose_supplier";
    submit.payload = engine::object_data();
    engine::set_member(submit.payload, "order", engine::text_data(number));
    command.body = std::move(submit);
    const std::string told = outline(desk.run(std::move(command)));
    return told.substr(told.find(' ', 7) + 1);
}

TEST_CASE("permission: a delegate acts for its holder, and within it", "[engine][permission]") {
    Workspace desk({book(kChoose + "  may be delegated to clerk\n")}, kOfficePeople);
    desk.submit("cleo", "place_order", R"({"order": {"number": "N1", "amount": 1000}})",
                "2025-07-01 09:00");
    desk.submit("cleo", "place_order", R"({"order": {"number": "N2", "amount": 1000.01}})",
                "2025-07-01 09:00");

    CHECK(choose(desk, "bill", "") == "effective pass\neffect choose_supplier\n");
    CHECK(choose(desk, "cleo", "bill") == "effective pass\neffect choose_supplier\n");
    SECTION("not for himself") {
        CHECK(choose(desk, "cleo", "") ==
              "refused block | choose_supplier block out_of_boundary"
              " | choosing block permission_refused\n");
    }
    SECTION("not for somebody who has no such permission") {
        CHECK(choose(desk, "cleo", "fred").find("out_of_boundary") != std::string::npos);
    }
    SECTION("nobody whom the permission does not name") {
        CHECK(choose(desk, "fred", "bill").find("out_of_boundary") != std::string::npos);
    }
    SECTION("no more than the holder himself may") {
        CHECK(choose(desk, "bill", "", "N2") ==
              "refused block | choosing block permission_refused\n");
        CHECK(choose(desk, "cleo", "bill", "N2") ==
              "refused block | choosing block permission_refused\n");
    }
}

TEST_CASE("permission: without a word about delegation nobody acts for its holder",
          "[engine][permission]") {
    Workspace desk({book(kChoose)}, kOfficePeople);
    desk.submit("cleo", "place_order", R"({"order": {"number": "N1", "amount": 1000}})",
                "2025-07-01 09:00");
    CHECK(choose(desk, "cleo", "bill").find("out_of_boundary") != std::string::npos);
}

TEST_CASE("permission: the condition of a field grant is about its own record",
          "[engine][permission]") {
    Workspace desk({book(R"(
permission small_changes "Clerks change small orders"
  granted to clerk
  may write order.amount if order.rebate is missing
  carries none "The rule is elsewhere."
)")},
                   kOfficePeople);
    desk.submit("cleo", "place_order", R"({"order": {"number": "N1", "amount": 10}})",
                "2025-07-01 09:00");
    // The order is the second parameter; the batch has an amount.
    CHECK(outline(desk.submit("cleo", "book_batch",
                              R"({"batch": {"number": "B1", "amount": 5},
                                  "order": {"number": "N1", "amount": 20}})",
                              "2025-07-01 10:00"))
              .find("effective pass") != std::string::npos);
}

/// What would make a too large order pass, as the actor is told.
std::size_t changes_told(const std::string& permissions) {
    Workspace desk({book(R"(
rule small "Small orders only"
  when place_order
  require order.amount at most 100 yuan
  otherwise warn "Too much."
)" + permissions)},
                   kOfficePeople);
    engine::Command command;
    command.actor = "cleo";
    command.at = command.received = at("2025-07-02 09:00");
    engine::Submit submit;
    submit.action = "place_order";
    engine::Data value = engine::object_data();
    engine::set_member(value, "number", engine::text_data("N1"));
    engine::set_member(value, "amount", engine::number_data("500"));
    submit.payload = engine::object_data();
    engine::set_member(submit.payload, "order", std::move(value));
    command.body = std::move(submit);
    const auto preview = desk.session().validate(command);
    REQUIRE(preview.has_value());
    return std::get<engine::Judged>(preview->events.front()).remedy.value().change.size();
}

TEST_CASE("permission: no remedy tells of a field that its reader may not read",
          "[engine][permission]") {
    const std::string readers = R"(
permission reading "Who reads amounts"
  granted to {role}
  may read order.amount
  carries none "Reading harms nobody."
)";
    const auto granted_to = [&](const std::string& role) {
        std::string text = readers;
        return text.replace(text.find("{role}"), 6, role);
    };
    CHECK(changes_told("") == 1);
    CHECK(changes_told(granted_to("clerk")) == 1);
    CHECK(changes_told(granted_to("finance")) == 0);
}

}  // namespace
}  // namespace onus::test
