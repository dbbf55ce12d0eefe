// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "tests/engine/session/office_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

using engine::Decision;

engine::Command command_of(std::string actor, std::string_view when, engine::CommandBody body) {
    engine::Command command;
    command.actor = std::move(actor);
    command.at = command.received = at(when);
    command.body = std::move(body);
    return command;
}

std::string due(Workspace& office, std::uint64_t duty) {
    return local(office.session().state().duty(duty)->due.value());
}

TEST_CASE("duty: done at the last instant is in time, one millisecond later is not",
          "[engine][duty]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");

    SECTION("at the due instant") {
        CHECK(outline(
                  office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-04 00:00")) ==
              "judged 2 effective pass\neffect check_order\nduty 1 fulfilled fred\nnotify hana\n");
    }
    SECTION("one millisecond later") {
        CHECK(outline(office.submit("fred", "check_order", R"({"order": "N1"})",
                                    "2025-07-04 00:00:00.001")) ==
              "judged 2 effective pass\neffect check_order\nduty 1 fulfilled late fred\n"
              "notify hana\n");
        REQUIRE(office.fired().size() == 2);
        CHECK(outline(office.fired()[1]) ==
              "duty 1 overdue dora\n"
              "violation not_performed check_in_time dora\n"
              "log check_missed dora -2\n"
              "notify hana red\n");
    }
}

TEST_CASE("duty: a fact reported late reverses what followed from the deadline", "[engine][duty]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    office.advance("2025-07-05 09:00");

    CHECK(outline(office.observe("fred", "check_order", R"({"order": "N1"})", "2025-07-03 10:00",
                                 "2025-07-05 10:00")) ==
          "judged 2 effective pass\n"
          "effect check_order\n"
          "duty 1 reversed fred\n"
          "reversed dora\n"
          "reversed dora\n"
          "notify dora\n"
          "notify hana\n"
          "duty 1 fulfilled fred\n"
          "notify hana\n");
}

TEST_CASE("duty: one of the pool claims it, and answers from then on", "[engine][duty]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");

    CHECK(outline(office.run(
              command_of("cleo", "2025-07-01 10:00", engine::Claim{{0, "check_in_time", "N1"}}))) ==
          "declined N0758 1 cleo\n");
    CHECK(outline(office.run(
              command_of("fran", "2025-07-01 10:01", engine::Claim{{0, "check_in_time", "N1"}}))) ==
          "duty 1 claimed fran\n");
    CHECK(office.advance("2025-07-05 00:00").find("log check_missed fran -2") != std::string::npos);
}

TEST_CASE("duty: suspension, extension, cancellation and excuse", "[engine][duty]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");

    SECTION("a hearing stops the clock") {
        office.submit("cleo", "start_hearing", R"({"order": "N1"})", "2025-07-02 09:00");
        CHECK(office.advance("2025-07-20 09:00").empty());
        office.submit("cleo", "end_hearing", R"({"order": "N1"})", "2025-07-20 10:00");
        CHECK(due(office, 1) == "2025-07-22 00:00");
    }
    SECTION("more time") {
        office.submit("tom", "allow_more_time", R"({"order": "N1"})", "2025-07-02 09:00");
        CHECK(due(office, 1) == "2025-07-07 00:00");
    }
    SECTION("dropped") {
        CHECK(outline(office.submit("cleo", "drop_order", R"({"order": "N1"})", "2025-07-02 09:00"))
                  .find("duty 1 void cleo") != std::string::npos);
        CHECK(office.advance("2025-07-20 09:00").empty());
    }
    SECTION("excused by the one named, with a reason") {
        CHECK(outline(office.run(
                  command_of("dora", "2025-07-02 09:00", engine::Excuse{{1, {}, {}}, "please"}))) ==
              "declined N0780 1 dora\n");
        CHECK(outline(office.run(
                  command_of("hana", "2025-07-02 09:01", engine::Excuse{{1, {}, {}}, "flood"}))) ==
              "duty 1 excused hana\n");
    }
    SECTION("excused by whoever holds the office then") {
        std::string people = kOfficePeople;
        people.replace(people.find("head: hana"), 10, "head: carl");
        office.publish_organisation(people, "2025-07-01 12:00");
        CHECK(outline(office.run(
                  command_of("hana", "2025-07-02 09:00", engine::Excuse{{1, {}, {}}, "flood"}))) ==
              "declined N0760 1 hana\n");
        CHECK(outline(office.run(
                  command_of("carl", "2025-07-02 09:01", engine::Excuse{{1, {}, {}}, "flood"}))) ==
              "duty 1 excused carl\n");
    }
}

TEST_CASE("duty: extra ticks change nothing in the ledger", "[engine][duty]") {
    const auto play = [](bool ticks) {
        Workspace office({kOffice}, kOfficePeople);
        office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
        for (int day = 2; ticks && day < 9; ++day) {
            office.advance("2025-07-0" + std::to_string(day) + " 13:37:11.003");
        }
        office.submit("cleo", "place_order", order("N2", "300"), "2025-07-09 09:00");
        return engine::to_string(office.session().head());
    };
    CHECK(play(false) == play(true));
}

TEST_CASE("duty: the same ledger again, byte for byte", "[engine][duty]") {
    const auto play = [] {
        Workspace office({kOffice}, kOfficePeople);
        office.submit("cleo", "place_order", order("N1", "6000"), "2025-07-01 09:00");
        office.advance("2025-07-20 00:00");
        return engine::to_string(office.session().head());
    };
    CHECK(play() == play());
}

TEST_CASE("duty: it follows the post to its next holder", "[engine][duty]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    office.run(command_of("fran", "2025-07-01 10:00", engine::Claim{{1, {}, {}}}));
    std::string people = kOfficePeople;
    people.replace(people.find("finance: [fred, fran]"), 21,
                   "finance: [fred, {holder: fran, until: 2025-07-01}]");

    const engine::Reply reply = office.publish_organisation(people, "2025-07-01 12:00");

    CHECK(outline(reply) == "published\n");
    office.advance("2025-07-02 00:00:01");
    CHECK(office.session().state().duty(1)->bearer == "fred");
}

TEST_CASE("duty: a version published later does not touch what is open", "[engine][duty]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    std::string stricter = kOffice;
    stricter.replace(stricter.find("  within 2 days"), 15, "  within 1 day");

    office.publish({stricter}, "2025-07-01 12:00");
    office.submit("cleo", "place_order", order("N2", "200"), "2025-07-01 13:00");

    CHECK(due(office, 1) == "2025-07-04 00:00");
    CHECK(due(office, 2) == "2025-07-03 00:00");
}

}  // namespace
}  // namespace onus::test
