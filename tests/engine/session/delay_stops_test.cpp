// SPDX-License-Identifier: Apache-2.0
//
// What a run lost while the clock of a step stood, and to whom.
#include <catch2/catch.hpp>

#include "tests/engine/session/launch_delay.h"

namespace onus::test {
namespace {

TEST_CASE("delay: the time that a decision takes is the decider's") {
    Launch launch(held_chain());
    launch.research("2025-07-06 10:00");
    SECTION("approved") {
        CHECK(launch.told("2025-07-08 10:00") ==
              "delivered research mark/marketing 0\nheld research boss/office +2d root\n"
              "total +2d\n");
        launch.decide("boss", 1, Decision::kApprove, "fine", "2025-07-10 10:00");
        CHECK(local(launch.delay("2025-07-10 10:00").course.rounds[1].due) == "2025-07-14 00:00");
        launch.design("good", "2025-07-13 20:00");
        for (const engine::Reply& fired : launch.fired()) {
            CHECK(outline(fired).find("overdue dora") == std::string::npos);
        }
        CHECK(launch.told("2025-07-14 00:00") ==
              "delivered research mark/marketing 0\n"
              "held research boss/office +4d root\n"
              "delivered design dora/shop 0\n"
              "total +4d\n");
    }
    SECTION("nobody answers") {
        launch.advance("2025-07-16 09:00");
        launch.research("2025-07-16 10:00");
        launch.decide("boss", 2, Decision::kApprove, "fine", "2025-07-16 11:00");
        CHECK(launch.told("2025-07-16 11:00") ==
              "held research boss/office +10d root\n"
              "delivered research mark/marketing 0\ntotal +10d\n");
    }
    SECTION("taken back by whoever had delivered: the clock stood meanwhile") {
        engine::Command withdraw;
        withdraw.actor = "mark";
        withdraw.at = withdraw.received = at("2025-07-09 10:00");
        withdraw.body = engine::Withdraw{2, {}};
        launch.run(withdraw);
        launch.research("2025-07-10 10:00");
        launch.decide("boss", 2, Decision::kApprove, "fine", "2025-07-10 10:00");
        CHECK(launch.told("2025-07-10 12:00") ==
              "held research boss/office +3d root\n"
              "delivered research mark/marketing +1d\ntotal +4d\n");
    }
    SECTION("rejected: what was left is left again") {
        launch.decide("boss", 1, Decision::kReject, "no", "2025-07-09 10:00");
        CHECK(launch.told("2025-07-09 12:00") == "held research boss/office +3d root\ntotal +3d\n");
        launch.research("2025-07-10 10:00");
        launch.decide("boss", 2, Decision::kApprove, "fine", "2025-07-10 11:00");
        CHECK(launch.told("2025-07-10 12:00") ==
              "held research boss/office +3d root\n"
              "delivered research mark/marketing +1d\ntotal +4d\n");
    }
}

TEST_CASE(
    "delay: the owner of the process answers for a suspension, not for what was late before") {
    Launch launch;
    SECTION("in time until then") {
        launch.control("suspend", "2025-07-03 10:00");
        CHECK(launch.told("2025-07-04 10:00") == "suspended lena/office +1d root\ntotal +1d\n");
        launch.control("resume", "2025-07-13 10:00");
        launch.research("2025-07-17 09:00");
        CHECK(launch.told("2025-07-17 09:00") ==
              "suspended lena/office +10d root\n"
              "delivered research mark/marketing +1d\ntotal +11d\n");
        CHECK(launch.delay("2025-07-17 09:00").parts[1].taken == Duration{DurationKind::kDays, 6});
    }
    SECTION("late by then") {
        launch.control("suspend", "2025-07-08 10:00");
        launch.control("resume", "2025-07-18 10:00");
        launch.research("2025-07-18 23:00");
        CHECK(launch.told("2025-07-19 00:00") ==
              "open research mark/marketing +2d\n"
              "suspended lena/office +10d root\n"
              "delivered research mark/marketing 0\ntotal +12d\n");
    }
    SECTION("cancelled") {
        launch.control("cancel", "2025-07-08 10:00");
        CHECK(launch.told("2025-09-01 00:00") ==
              "open research mark/marketing +2d root\ntotal +2d\n");
    }
}

TEST_CASE("delay: while there is nobody to do it, it is nobody's") {
    Launch launch;
    launch.advance("2025-07-03 00:00");
    std::string changed = kPeople;
    changed.replace(changed.find("marketer: mark"), 14, "marketer: vacant");
    launch.publish_organisation(changed, "2025-07-03 10:00");
    CHECK(launch.told("2025-07-13 10:00") == "unattended research +10d root\ntotal +10d\n");
    launch.publish_organisation(kPeople, "2025-07-13 10:00");
    launch.research("2025-07-18 10:00");  // due 07-16
    CHECK(launch.told("2025-07-18 10:00") ==
          "unattended research +10d root\n"
          "delivered research mark/marketing +2d\ntotal +12d\n");
}

TEST_CASE("delay: a suspension of no length is nobody's") {
    Launch launch;
    launch.advance("2025-07-12 09:00");
    launch.control("suspend", "2025-07-12 10:00");
    CHECK(launch.told("2025-07-12 10:00") == "open research mark/marketing +6d root\ntotal +6d\n");
    launch.control("resume", "2025-07-12 10:00");
    launch.research("2025-07-12 11:00");
    CHECK(launch.told("2025-07-12 12:00").find("suspended") == std::string::npos);
}

TEST_CASE("delay: a delivery that was overtaken waited for its decider") {
    Launch launch(held_chain());
    launch.research("2025-07-05 10:00");
    launch.research("2025-07-09 10:00");
    launch.decide("boss", 2, Decision::kApprove, "fine", "2025-07-09 11:00");
    CHECK(launch.told("2025-07-09 12:00") ==
          "held research boss/office +4d root\n"
          "delivered research mark/marketing -1d\ntotal +3d\n");
}

TEST_CASE("delay: a decision that never came is the decider's when work goes back") {
    std::string both = kChain;
    both.replace(both.find("deliver  result : outcome\n"), 26,
                 "deliver  result : outcome\n    require  item.size at least 5\n"
                 "    otherwise hold for office.head answer within 9 days \"Look at it.\"\n");
    Launch launch(both);
    launch.research("2025-07-02 10:00");
    launch.design("good", "2025-07-03 10:00");
    launch.control("send_back", "2025-07-10 10:00", R"(, "step": "research")");
    const std::string told = launch.told("2025-07-10 10:00");
    INFO(told);
    CHECK(told.find("held design boss/office +") != std::string::npos);
    CHECK(told.find("dora") == std::string::npos);
}

TEST_CASE("delay: whoever has decided is charged with nothing more") {
    Launch launch(held_chain() + R"(
rule short_reports "Short reports are flagged"
  when launch.research
  require item.size at least 9
  otherwise warn "Short."
)");
    launch.research("2025-07-05 10:00");
    launch.decide("boss", 1, Decision::kApprove, "fine", "2025-07-05 11:00");
    const std::string told = launch.told("2025-07-12 10:00");
    INFO(told);
    CHECK(told.find("boss") == std::string::npos);
    CHECK(told.find("held research mark/marketing") != std::string::npos);
}

TEST_CASE("delay: of two who are asked at once the one who answered counts") {
    Launch launch(held_chain() + R"(
rule looked_at_twice "Reports are looked at twice"
  when launch.research
  require item.size at least 9
  otherwise hold for lead answer within 9 days "Look."
)");
    launch.research("2025-07-05 10:00");
    launch.decide("lena", 2, Decision::kReject, "no", "2025-07-09 10:00");
    const std::string told = launch.told("2025-07-09 12:00");
    INFO(told);
    CHECK(told.find("held research lena/office +4d") != std::string::npos);
    CHECK(told.find("boss") == std::string::npos);
}

TEST_CASE("delay: while a post was vacant it was nobody's, also when it is filled again") {
    Launch launch;
    launch.advance("2025-07-03 00:00");
    std::string changed = kPeople;
    changed.replace(changed.find("marketer: mark"), 14, "marketer: vacant");
    launch.publish_organisation(changed, "2025-07-03 10:00");
    launch.publish_organisation(kPeople, "2025-07-13 10:00");
    CHECK(launch.told("2025-07-14 10:00") == "unattended research +10d root\ntotal +10d\n");
}

}  // namespace
}  // namespace onus::test
