// SPDX-License-Identifier: Apache-2.0
//
// Deadlines that cross into a year whose calendar is not published yet.
#include <catch2/catch.hpp>

#include "engine/replay.h"
#include "tests/engine/session/office_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

using engine::CalendarData;
using engine::Decision;

/// The office's calendar with 2027 published: 1 to 3 January are days off.
CalendarData with_2027(const Workspace& office) {
    const engine::Calendar* calendar = office.session().world().calendar("cn_office");
    REQUIRE(calendar != nullptr);
    CalendarData data = calendar->data();
    data.covered_until = *make_date({2027, 12, 31});
    data.exceptions[*make_date({2027, 1, 1})] = engine::DayKind::kPublicHoliday;
    data.exceptions[*make_date({2027, 1, 4})] = engine::DayKind::kRestDay;
    return data;
}

std::string timed_office(const std::string& within, const std::string& more = {}) {
    std::string text = kOffice;
    const std::size_t begin = text.find("  within 2 days\n  remind 50%\n");
    REQUIRE(begin != std::string::npos);
    text.replace(begin, 29, "  within " + within + "\n" + more);
    return text;
}

std::string due(const Workspace& office, std::uint64_t duty) {
    return local(*office.session().state().duty(duty)->due);
}

TEST_CASE("provisional: a deadline that crosses into 2027 is settled once the year is published",
          "[engine][provisional]") {
    Workspace office({timed_office("5 working days", "  remind 50%\n")}, kOfficePeople);
    const engine::Reply placed =
        office.submit("cleo", "place_order", order("N1", "200"), "2026-12-29 09:00");
    // Wed 30, Thu 31, Fri 1, Mon 4, Tue 5: the weekly pattern knows of no holiday.
    CHECK(outline(placed).find("duty check_in_time dora pool finance due 2027-01-06 00:00"
                               " provisional\n") != std::string::npos);

    const engine::Reply published = office.publish_calendar(with_2027(office), "2026-12-30 10:00");

    // Wed 30, Thu 31, Tue 5, Wed 6, Thu 7.
    CHECK(outline(published) == "published\nduty 1 settled\nnotify dora\n");
    CHECK(due(office, 1) == "2027-01-08 00:00");
    CHECK_FALSE(office.session().state().duty(1)->provisional);

    SECTION("a second publication of the same writes nothing") {
        CHECK(office.publish_calendar(with_2027(office), "2026-12-30 11:00").sequence == 0);
    }
    SECTION("another publication of the same year does not settle it again") {
        CalendarData other = with_2027(office);
        other.exceptions[*make_date({2027, 1, 5})] = engine::DayKind::kPublicHoliday;
        CHECK(outline(office.publish_calendar(other, "2026-12-30 11:00")) == "published\n");
        CHECK(due(office, 1) == "2027-01-08 00:00");
    }
    SECTION("it is the settled deadline that passes, with its reminder, and once") {
        CHECK(office.advance("2027-01-08 00:00") == "duty 1 reminded\nnotify dora\n");
        CHECK(office.advance("2027-01-09 00:00").find("duty 1 overdue dora\n") == 0);
        CHECK(office.advance("2027-02-09 00:00").find("overdue") == std::string::npos);
    }
    SECTION("after a restart it is still the settled one") {
        office.reopen();
        CHECK(due(office, 1) == "2027-01-08 00:00");
        CHECK(outline(office.publish_calendar(with_2027(office), "2026-12-30 11:00")).empty());
    }
}

TEST_CASE("provisional: nothing is held against anybody before the year is published",
          "[engine][provisional]") {
    Workspace office({timed_office("5 working days")}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2026-12-29 09:00");

    CHECK(office.advance("2027-01-20 09:00").empty());

    SECTION("what is done after the provisional deadline is not late") {
        CHECK(
            outline(office.submit("fred", "check_order", R"({"order": "N1"})", "2027-01-20 09:00"))
                .find("duty 1 fulfilled fred\n") != std::string::npos);
    }
    SECTION("a settled deadline that had passed before it was told counts from the telling") {
        const engine::Reply published =
            office.publish_calendar(with_2027(office), "2027-01-20 10:00");
        CHECK(outline(published) == "published\nduty 1 settled\nnotify dora\n");
        CHECK(due(office, 1) == "2027-01-28 00:00");
        CHECK(office.advance("2027-01-28 00:00").empty());
        CHECK(office.advance("2027-01-28 00:00:01").find("duty 1 overdue dora\n") == 0);
    }
}

TEST_CASE("provisional: more time and a pause are settled with the period itself",
          "[engine][provisional]") {
    Workspace office({timed_office("5 working days")}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2026-12-29 09:00");

    SECTION("three days more") {
        office.submit("tom", "allow_more_time", R"({"order": "N1"})", "2026-12-29 10:00");
        CHECK(due(office, 1) == "2027-01-09 00:00");
        office.publish_calendar(with_2027(office), "2026-12-30 10:00");
        // Five working days end on Thu 7, three days more on Sun 10.
        CHECK(due(office, 1) == "2027-01-11 00:00");
    }
    SECTION("a hearing of two days") {
        office.submit("cleo", "start_hearing", R"({"order": "N1"})", "2026-12-29 10:00");
        office.submit("cleo", "end_hearing", R"({"order": "N1"})", "2026-12-31 10:00");
        // All five are left behind Thu 31: Fri 1, Mon 4, Tue 5, Wed 6, Thu 7.
        CHECK(due(office, 1) == "2027-01-08 00:00");
        office.publish_calendar(with_2027(office), "2026-12-31 12:00");
        // Tue 5, Wed 6, Thu 7, Fri 8, Mon 11.
        CHECK(due(office, 1) == "2027-01-12 00:00");
    }
    SECTION("a year that is published without the days of the deadline settles nothing") {
        CalendarData data = with_2027(office);
        data.covered_until = *make_date({2027, 1, 4});
        CHECK(outline(office.publish_calendar(data, "2026-12-30 10:00")) == "published\n");
        CHECK(office.session().state().duty(1)->provisional);
        // The rest of the year comes with a later file, and only then it is settled.
        CHECK(outline(office.publish_calendar(with_2027(office), "2026-12-30 11:00")) ==
              "published\nduty 1 settled\nnotify dora\n");
    }
}

TEST_CASE("provisional: an answer that is due in an unpublished year waits and is settled",
          "[engine][provisional]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "6000"), "2026-12-31 09:00");
    CHECK(office.session().state().matter(1)->provisional);
    CHECK(office.advance("2027-01-20 09:00").empty());

    const engine::Reply published = office.publish_calendar(with_2027(office), "2027-01-20 10:00");

    CHECK(outline(published) ==
          "published\nmatter 1 settled\nnotify tom\nmatter 2 settled\nnotify dora\n");
    CHECK(local(*office.session().state().matter(1)->due) == "2027-01-22 00:00");
    CHECK(office.advance("2027-01-22 00:00").empty());
    CHECK(office.advance("2027-01-22 00:00:01").find("matter 1 climbed dora\n") == 0);
}

TEST_CASE("provisional: the ledger is judged again to the same bytes", "[engine][provisional]") {
    Workspace office({timed_office("5 working days")}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2026-12-29 09:00");
    office.publish_calendar(with_2027(office), "2026-12-30 10:00");
    office.advance("2027-01-20 09:00");

    const auto rebuilt = engine::rebuild(office.store());
    REQUIRE(rebuilt.has_value());
    CHECK(rebuilt->row.empty());
    const auto judged = engine::rejudge(office.store());
    REQUIRE(judged.has_value());
    CHECK(judged->first_difference == 0);
}

}  // namespace
}  // namespace onus::test
