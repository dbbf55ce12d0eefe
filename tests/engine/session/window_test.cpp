// SPDX-License-Identifier: Apache-2.0
//
// Where a window of the history begins and ends.
#include <catch2/catch.hpp>

#include "tests/engine/session/office_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

std::string book(const std::string& window, const std::string& calendar = "cn_office") {
    return R"(
rulebook desk "Desk"
  level company
  effective 2025-01-01
  owner hr.head
  calendar )" +
           calendar + R"(
  currency CNY
role clerk
record order
  number : text unique
action place_order (order) by clerk
  creates order
action close_book () by clerk
rule counted "No order in the window"
  when close_book
  require count of place_order by actor )" +
           window + R"( less than 1
  otherwise block "There was one."
)";
}

void place(Workspace& desk, std::string_view when) {
    desk.submit("cleo", "place_order", R"({"order": {"number": "N1"}})", when);
}

/// True if the window that ends at `when` holds the order. The refused attempt changes nothing.
bool inside(Workspace& desk, std::string_view when) {
    const std::string told = outline(desk.submit("cleo", "close_book", "{}", when));
    return told.find("counted block") != std::string::npos;
}

TEST_CASE("window: 24 hours reach back to the millisecond, without its own edge",
          "[engine][window]") {
    Workspace desk({book("in the last 24 hours")}, kOfficePeople);
    place(desk, "2025-07-01 09:00");
    CHECK(inside(desk, "2025-07-01 09:00"));
    CHECK(inside(desk, "2025-07-02 08:59:59.999"));
    CHECK_FALSE(inside(desk, "2025-07-02 09:00"));
}

TEST_CASE("window: days begin at midnight of the day so many days before", "[engine][window]") {
    Workspace desk({book("in the last 30 days")}, kOfficePeople);
    SECTION("from the first millisecond of that day") {
        place(desk, "2025-07-01 00:00");
        CHECK(inside(desk, "2025-07-30 12:00"));
        CHECK(inside(desk, "2025-07-31 23:59:59.999"));
        CHECK_FALSE(inside(desk, "2025-08-01 00:00"));
    }
    SECTION("a millisecond earlier is a day earlier") {
        place(desk, "2025-06-30 23:59:59.999");
        CHECK(inside(desk, "2025-07-30 23:59:59.999"));
        CHECK_FALSE(inside(desk, "2025-07-31 00:00"));
    }
}

TEST_CASE("window: this month ends with its last millisecond, in a short month too",
          "[engine][window]") {
    Workspace desk({book("in this month")}, kOfficePeople);
    place(desk, "2025-02-01 00:00");
    CHECK(inside(desk, "2025-02-28 23:59:59.999"));
    CHECK_FALSE(inside(desk, "2025-03-01 00:00"));
}

TEST_CASE("window: what happened in the month before is not in this one", "[engine][window]") {
    Workspace desk({book("in this month")}, kOfficePeople);
    place(desk, "2025-01-31 23:59:59.999");
    CHECK_FALSE(inside(desk, "2025-02-01 00:00"));
}

/// An office whose clocks go forward on 30 March 2025 at 02:00 and back on 26 October at 03:00.
void move_to_berlin(Workspace& desk, const std::string& window) {
    engine::CalendarData data = desk.session().world().calendar("cn_office")->data();
    data.id = "berlin";
    data.zone = "Europe/Berlin";
    data.transitions = {{at("2024-10-27T01:00+00:00"), 60},
                        {at("2025-03-30T01:00+00:00"), 120},
                        {at("2025-10-26T01:00+00:00"), 60}};
    desk.publish_calendar(data, "2025-01-01 00:00");
    desk.publish({book(window, "berlin")}, "2025-01-01 00:00");
}

TEST_CASE("window: a day of 23 hours and one of 25 are days", "[engine][window]") {
    Workspace desk({book("in this month")}, kOfficePeople);
    move_to_berlin(desk, "in the last 1 day");
    SECTION("23 hours") {
        place(desk, "2025-03-29T00:00+01:00");
        CHECK(inside(desk, "2025-03-30T23:59:59.999+02:00"));
        CHECK_FALSE(inside(desk, "2025-03-31T00:00+02:00"));
    }
    SECTION("25 hours") {
        place(desk, "2025-10-25T23:59:59.999+02:00");
        CHECK(inside(desk, "2025-10-26T23:59:59.999+01:00"));
        CHECK_FALSE(inside(desk, "2025-10-27T00:00+01:00"));
    }
}

TEST_CASE("window: 24 hours stay 24 hours when the clocks change", "[engine][window]") {
    Workspace desk({book("in this month")}, kOfficePeople);
    move_to_berlin(desk, "in the last 24 hours");
    SECTION("forward") {
        place(desk, "2025-03-29T12:00+01:00");
        CHECK(inside(desk, "2025-03-30T12:59:59.999+02:00"));
        CHECK_FALSE(inside(desk, "2025-03-30T13:00+02:00"));
    }
    SECTION("back") {
        place(desk, "2025-10-25T12:00+02:00");
        CHECK(inside(desk, "2025-10-26T10:59:59.999+01:00"));
        CHECK_FALSE(inside(desk, "2025-10-26T11:00+01:00"));
    }
}

}  // namespace
}  // namespace onus::test
