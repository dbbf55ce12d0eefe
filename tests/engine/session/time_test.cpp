// SPDX-License-Identifier: Apache-2.0
//
// What a verdict says about time: how long it holds, parts of a date.
#include <catch2/catch.hpp>

#include "tests/engine/session/office_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

/// A rulebook of one action whose rule is `rule`.
std::string book(const std::string& rule) {
    return R"(
rulebook desk "Desk"
  level company
  effective 2025-01-01
  owner hr.head
  calendar cn_office
  currency CNY
role clerk
record order
  number : text unique
  signed : date optional
action place_order (order) by clerk
  creates order
action close_book () by clerk
)" + rule;
}

engine::Preview preview(Workspace& desk, std::string_view when) {
    engine::Command command;
    command.actor = "cleo";
    command.at = command.received = at(when);
    engine::Submit submit;
    submit.action = "close_book";
    submit.payload = engine::object_data();
    command.body = std::move(submit);
    const auto found = desk.session().validate(command);
    REQUIRE(found.has_value());
    return *found;
}

std::string until(Workspace& desk, std::string_view when) {
    const engine::Preview found = preview(desk, when);
    CHECK(found.as_of == at(when));
    return found.holds_until ? local(*found.holds_until) : "for ever";
}

/// Nobody comes, goes or is away.
std::string steady_people() {
    std::string people = kOfficePeople;
    const std::size_t absences = people.find("absences:");
    return people.substr(0, absences) + people.substr(people.find("systems:"));
}

TEST_CASE("time: what cannot have happened yet is told in the zone of the rulebooks") {
    Workspace office({kOffice}, kOfficePeople);
    engine::Command command;
    command.id = "early";
    command.actor = "cleo";
    command.received = at("2025-07-01 09:00");
    command.at = at("2025-07-01 10:00");
    command.body = engine::Tick{};
    const auto told = office.try_run(command);
    REQUIRE(!told.has_value());
    CHECK(told.error().arguments ==
          std::vector<std::string>{"2025-07-01T10:00:00+08:00", "2025-07-01T09:00:00+08:00"});
}

TEST_CASE("validate: a verdict that does not look at time holds for ever", "[engine][time]") {
    Workspace desk({book(R"(
rule closed "Somebody else ordered"
  when close_book
  require done place_order by actor
  otherwise note "No order."
)")},
                   steady_people());
    CHECK(until(desk, "2025-07-01 09:00") == "for ever");
}

TEST_CASE("validate: windows in days and today turn at midnight", "[engine][time]") {
    SECTION("a window in days") {
        Workspace desk({book(R"(
rule closed "An order a month"
  when close_book
  require done place_order by actor in the last 30 days
  otherwise note "No order."
)")},
                       steady_people());
        CHECK(until(desk, "2025-07-01 09:00") == "2025-07-02 00:00");
        CHECK(until(desk, "2025-07-01 23:59:59.999") == "2025-07-02 00:00");
        CHECK(until(desk, "2025-07-02 00:00") == "2025-07-03 00:00");
    }
    SECTION("today, inside a definition") {
        Workspace desk({book(R"(
define late : yes_no is today.day more than 25
rule closed "Close in time"
  when close_book
  require not late
  otherwise note "Late."
)")},
                       steady_people());
        CHECK(until(desk, "2025-07-01 09:00") == "2025-07-02 00:00");
    }
}

TEST_CASE("validate: a window in hours may turn at any moment", "[engine][time]") {
    Workspace desk({book(R"(
rule closed "An order a day"
  when close_book
  require done place_order by actor in the last 24 hours
  otherwise note "No order."
)")},
                   steady_people());
    CHECK(preview(desk, "2025-07-01 09:00").holds_until == at("2025-07-01 09:00"));
}

TEST_CASE("validate: somebody's leave and another version end a verdict", "[engine][time]") {
    Workspace desk({book("")}, kOfficePeople);
    CHECK(until(desk, "2025-07-01 09:00") == "2025-08-01 00:00");
    CHECK(until(desk, "2025-08-01 00:00") == "2025-08-11 00:00");
    CHECK(until(desk, "2025-08-11 00:00") == "for ever");
}

TEST_CASE("date: the month is its number, the month of a year is another part", "[engine][time]") {
    Workspace desk({book(R"(
rule in_december "Only in December"
  when place_order
  require order.signed is missing or (order.signed.month is 12)
  otherwise block "Not December."
rule once_a_month "One order a month of signing"
  when place_order if order.signed is given
  require count of place_order where (order.signed is given
          and (order.signed.year_month is this.order.signed.year_month)) less than 1
  otherwise warn "Another one."
rule not_in_june "The books stay open in June"
  when close_book
  require today.month is not 6
  otherwise block "June."
)")},
                   kOfficePeople);
    const auto place = [&](const std::string& number, const std::string& signed_on,
                           std::string_view when) {
        return outline(desk.submit(
            "cleo", "place_order",
            R"({"order": {"number": ")" + number + R"(", "signed": ")" + signed_on + R"("}})",
            when));
    };
    CHECK(place("N1", "2025-12-01", "2025-12-05 09:00") ==
          "judged 1 effective pass\neffect place_order\n");
    CHECK(place("N2", "2025-11-30", "2025-12-05 09:01") ==
          "judged 2 refused block | in_december block\n");
    CHECK(place("N3", "2025-12-31", "2025-12-31 09:00") ==
          "judged 3 refused warn | once_a_month warn\n");
    // The same month of the next year is another month of a year.
    CHECK(place("N4", "2026-12-01", "2026-12-02 09:00") ==
          "judged 4 effective pass\neffect place_order\n");

    const auto close = [&](std::string_view when) {
        return outline(desk.submit("cleo", "close_book", "{}", when));
    };
    CHECK(close("2027-05-31 23:59:59.999") == "judged 5 effective pass\neffect close_book\n");
    CHECK(close("2027-06-01 00:00") == "judged 6 refused block | not_in_june block\n");
    CHECK(close("2027-06-30 23:59:59.999") == "judged 7 refused block | not_in_june block\n");
    CHECK(close("2027-07-01 00:00") == "judged 8 effective pass\neffect close_book\n");
}

}  // namespace
}  // namespace onus::test
