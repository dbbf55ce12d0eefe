// SPDX-License-Identifier: Apache-2.0
//
// What rules ask about the past: kept from then on, or brought in when the question is new.
#include <catch2/catch.hpp>

#include "engine/replay.h"
#include "tests/engine/session/office_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

TEST_CASE("history: a new version asks what the old one did not keep", "[engine][history]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "50"), "2025-07-01 09:00");
    office.force("cleo", "place_order", order("N2", "2000"), "needed", "2025-07-01 10:00");
    office.submit("carl", "place_order", order("N3", "50"), "2025-07-01 11:00");
    office.advance("2025-07-05 00:00");  // N2 is not checked in time

    SECTION("actions") {
        office.publish({with_rule(R"(
rule few_orders "Two orders a month"
  when place_order
  require count of place_order by actor in the last 30 days less than 2
  otherwise block "Too many."
)")},
                       "2025-07-05 09:00");
        CHECK(
            outline(office.submit("cleo", "place_order", order("N4", "50"), "2025-07-05 10:00")) ==
            "judged 4 refused block | few_orders block\n");
        CHECK(outline(office.submit("carl", "place_order", order("N5", "50"), "2025-07-05 11:00"))
                  .find("judged 5 effective") == 0);
        // The open duty goes on under its own version, the new one under the new.
        CHECK(office.session().state().duty(1)->overdue_at.has_value());
    }
    SECTION("forcings") {
        office.publish({with_rule(R"(
rule forced_once "One forced order a month"
  when place_order
  require count of forced small_amounts by actor in the last 30 days less than 1
  otherwise block "Too many."
)")},
                       "2025-07-05 09:00");
        CHECK(
            outline(office.submit("cleo", "place_order", order("N4", "50"), "2025-07-05 10:00")) ==
            "judged 4 refused block | forced_once block\n");
        CHECK(outline(office.submit("carl", "place_order", order("N5", "50"), "2025-07-05 11:00"))
                  .find("judged 5 effective") == 0);
    }
    SECTION("duties overdue") {
        office.publish({with_rule(R"(
rule nothing_overdue "Nothing overdue in the last three days"
  when place_order
  require count of overdue check_in_time in the last 3 days less than 1
  otherwise block "Overdue."
)")},
                       "2025-07-05 09:00");
        CHECK(
            outline(office.submit("cleo", "place_order", order("N4", "50"), "2025-07-05 10:00")) ==
            "judged 4 refused block | nothing_overdue block\n");
        CHECK(outline(office.submit("cleo", "place_order", order("N5", "50"), "2025-07-08 10:00"))
                  .find("judged 5 effective") == 0);
    }
}

TEST_CASE("history: a duty is overdue in a window from the day on which its deadline passed",
          "[engine][history]") {
    Workspace office({with_rule(R"(
rule nothing_overdue "Nothing overdue today or yesterday"
  when pay_order
  require count of overdue check_in_time in the last 1 day less than 1
  otherwise note "Overdue."
)")},
                     kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    office.observe("fred", "check_order", R"({"order": "N9"})", "2025-07-01 09:00",
                   "2025-07-01 09:00");
    const auto pay = [&](std::string_view when) {
        return outline(office.submit("cleo", "pay_order", R"({"order": "N1"})", when));
    };
    // Overdue at the first instant of 4 July.
    CHECK(pay("2025-07-04 00:00").find("nothing_overdue") == std::string::npos);
    CHECK(pay("2025-07-04 00:00:00.001").find("nothing_overdue note") != std::string::npos);
    CHECK(pay("2025-07-05 23:59:59.999").find("nothing_overdue note") != std::string::npos);
    CHECK(pay("2025-07-06 00:00").find("nothing_overdue") == std::string::npos);
}

TEST_CASE("history: what follows from duties done again and again", "[engine][history]") {
    const std::string rule = R"(
duty praise "Whoever checks two orders in three days is praised"
  when fulfilled check_in_time
  repeated 2 times in the last 3 days by order.urgent
  bearer team_leader
  must allow_more_time(order)
  within 30 days
)";
    const bool published_later = GENERATE(false, true);
    CAPTURE(published_later);
    Workspace office({published_later ? std::string(kOffice) : with_rule(rule)}, kOfficePeople);
    const auto check = [&](const std::string& number, std::string_view when) {
        office.submit("cleo", "place_order", order(number, "200"), when);
        return outline(
            office.submit("fred", "check_order", R"({"order": ")" + number + R"("})", when));
    };
    CHECK(check("N1", "2025-07-01 09:00").find("duty praise") == std::string::npos);
    if (published_later) {
        office.publish({with_rule(rule)}, "2025-07-02 09:00");
    }
    // Local days: the first of July is the third day before the fourth, not before the fifth.
    const bool counts = GENERATE(false, true);
    CAPTURE(counts);
    CHECK((check("N2", counts ? "2025-07-04 23:59" : "2025-07-05 00:00").find("duty praise") !=
           std::string::npos) == counts);
}

TEST_CASE("history: an overdue that turns out to be none is no longer counted",
          "[engine][history]") {
    const std::string rule = R"(
rule nothing_overdue "Nothing overdue this month"
  when pay_order
  require count of overdue check_in_time in the last 30 days less than 1
  otherwise note "Overdue."
)";
    const bool published_later = GENERATE(false, true);
    Workspace office({published_later ? std::string(kOffice) : with_rule(rule)}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    office.submit("cleo", "place_order", order("N2", "200"), "2025-07-01 09:00");
    office.advance("2025-07-05 09:00");
    if (published_later) {
        office.publish({with_rule(rule)}, "2025-07-05 09:00");
    }
    const auto noted = [&](std::string_view when) {
        return outline(office.submit("cleo", "pay_order", R"({"order": "N1"})", when))
                   .find("nothing_overdue note") != std::string::npos;
    };
    CHECK(noted("2025-07-05 09:30"));
    office.observe("fred", "check_order", R"({"order": "N1"})", "2025-07-03 10:00",
                   "2025-07-05 10:00");
    CHECK(noted("2025-07-05 10:30"));  // N2 is still overdue
    office.observe("fred", "check_order", R"({"order": "N2"})", "2025-07-03 23:59",
                   "2025-07-05 11:00");
    CHECK_FALSE(noted("2025-07-05 11:30"));
    const auto rebuilt = engine::rebuild(office.store());
    REQUIRE(rebuilt.has_value());
    CHECK(rebuilt->same());
}

}  // namespace
}  // namespace onus::test
