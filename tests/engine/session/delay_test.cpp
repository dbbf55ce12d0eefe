// SPDX-License-Identifier: Apache-2.0
//
// Why a run came to its end later than planned: what each thing that happened added, and who
// answers for it.
#include "engine/process/delay.h"

#include <random>

#include <catch2/catch.hpp>

#include "tests/engine/session/launch_delay.h"

namespace onus::test {
namespace {

TEST_CASE("delay: each step's own lateness, and the sum is the whole") {
    Launch launch;
    CHECK(local(launch.delay("2025-07-01 09:00").planned_end) == "2025-07-22 00:00");
    launch.research("2025-07-09 17:00");        // due 07-06
    launch.design("good", "2025-07-13 16:00");  // begun three days late, and a day late by itself
    launch.place("bill", "build", "2025-07-23 10:00");
    launch.act("sid", "build.receive", "", "2025-07-23 11:00");
    launch.place("sid", "sell", "2025-07-26 00:00");
    CHECK(launch.told("2025-08-01 00:00") ==
          "delivered research mark/marketing +3d root\n"
          "delivered design dora/shop +1d\n"
          "delivered build bill/shop 0\n"
          "handed build sid/shop 0\n"
          "delivered sell sid/shop 0\n"
          "total +4d\n");
    const Delay delay = launch.delay("2025-08-01 00:00");
    const Contribution& design = delay.parts[1];
    CHECK(design.allowed == Duration{DurationKind::kDays, 3});
    CHECK(design.taken == Duration{DurationKind::kDays, 4});
    CHECK(words(design.own_late_ms) == "+16h");
    CHECK(words(design.inherited_ms) == "+2d17h");
    CHECK(local(*delay.due) == "2025-08-01 00:00");
    CHECK(delay.owner == "lena");
    CHECK(delay.over);
    // What is known by then, and no more.
    CHECK(launch.told("2025-07-12 00:00") ==
          "delivered research mark/marketing +3d root\ntotal +3d\n");
}

TEST_CASE("delay: on plan, or early, there is no root") {
    Launch launch;
    launch.research("2025-07-04 10:00");
    launch.design("good", "2025-07-07 20:00");
    CHECK(launch.told("2025-07-08 00:00") ==
          "delivered research mark/marketing -2d\n"
          "delivered design dora/shop 0\n"
          "total -2d\n");
    CHECK_FALSE(launch.delay("2025-07-08 00:00").root.has_value());
}

TEST_CASE("delay: what is still open is late so far") {
    Launch launch;
    CHECK(launch.told("2025-07-07 00:00") == "total 0\n");
    CHECK(launch.told("2025-07-08 12:00") == "open research mark/marketing +2d root\ntotal +2d\n");
    CHECK_FALSE(launch.delay("2025-07-08 12:00").over);
    CHECK(launch.delay("2025-07-08 12:00").parts[0].own_late_ms == 36 * 3'600'000);
}

TEST_CASE("delay: a round of rework counts at the step that is done anew, with who sent it back") {
    Launch launch;
    launch.research("2025-07-06 10:00");
    launch.design("bad", "2025-07-09 10:00");
    launch.research("2025-07-15 10:00");  // due 07-14
    launch.design("good", "2025-07-18 10:00");
    CHECK(launch.told("2025-07-18 12:00") ==
          "delivered research mark/marketing 0\n"
          "delivered design dora/shop 0\n"
          "returned research#2 mark/marketing by dora +8d root\n"
          "delivered research#2 mark/marketing +1d\n"
          "delivered design#2 dora/shop 0\n"
          "total +9d\n");
    const Delay delay = launch.delay("2025-07-18 12:00");
    CHECK(delay.course.process->steps[delay.parts[2].sent_back_from].name == "design");
    SECTION("sent back by the owner of the process") {
        launch.control("send_back", "2025-07-19 09:00", R"(, "step": "design")");
        const std::string told = launch.told("2025-07-19 12:00");
        INFO(told);
        CHECK(told.find("returned design#3 dora/shop by lena +4d\n") != std::string::npos);
    }
}

TEST_CASE("delay: what is withdrawn is done again in the time that it had") {
    Launch launch;
    launch.research("2025-07-06 10:00");
    launch.act("mark", "withdraw", R"("step": "research", "reason": "a page is missing")",
               "2025-07-06 12:00");
    launch.research("2025-07-08 10:00");  // due 07-06
    CHECK(launch.told("2025-07-08 12:00") ==
          "delivered research mark/marketing 0\n"
          "withdrawn research#2 mark/marketing 0\n"
          "delivered research#2 mark/marketing +2d root\n"
          "total +2d\n");
}

TEST_CASE("delay: a step beside the longest way adds nothing; one of another process does") {
    Launch launch(kFork);
    CHECK(local(launch.delay("2025-07-01 09:00").planned_end) == "2025-07-16 00:00");
    launch.research("2025-07-03 10:00");
    launch.place("dora", "design", "2025-07-09 10:00");      // three days late, and nobody waits
    launch.place("bill", "build.cut", "2025-07-09 11:00");   // two days late
    launch.place("bill", "build.join", "2025-07-14 10:00");  // a day early
    CHECK(launch.told("2025-07-14 12:00") ==
          "delivered research mark/marketing 0\n"
          "delivered design dora/shop 0\n"
          "delivered build.cut bill/shop +2d root\n"
          "delivered build.join bill/shop -1d\n"
          "total +1d\n");
    CHECK(words(launch.delay("2025-07-14 12:00").parts[1].own_late_ms) == "+2d10h");
}

TEST_CASE("delay: working days over a long holiday sum exactly") {
    std::string working = kChain;
    for (const char* const days : {"5 days", "3 days", "10 days", "2 days\n    deliver"}) {
        const std::size_t place = working.find(days);
        REQUIRE(place != std::string::npos);
        working.insert(working.find(" days", place) + 1, "working ");
    }
    Launch launch(working, "09:00", "2025-09-23");
    launch.research("2025-10-10 15:00");  // due 2025-09-29, then 09-30, 10-09 and 10-10
    launch.design("good", "2025-10-15 09:00");
    CHECK(launch.told("2025-10-15 10:00") ==
          "delivered research mark/marketing +3d root\n"
          "delivered design dora/shop +1d\n"
          "total +4d\n");
}

TEST_CASE("delay: whoever held the post then answers, not who holds it now") {
    Launch launch;
    launch.advance("2025-07-08 00:00");
    std::string changed = kPeople;
    changed.replace(changed.find("marketer: mark"), 14, "marketer: mia");
    launch.publish_organisation(changed, "2025-07-08 09:00");
    launch.act("mark", "research", R"("report": "r")", "2025-07-09 17:00");
    CHECK(launch.told("2025-07-09 18:00") ==
          "delivered research mark/marketing +3d root\ntotal +3d\n");
}

TEST_CASE("delay: whatever happens, the parts are the whole") {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const auto chance = [&](unsigned of) { return random() % of == 0; };
        std::string rulebook = kChain;
        if (chance(2)) {
            rulebook.replace(rulebook.find("at least 0"), 10, "at least 5");
        }
        Launch launch(rulebook);
        std::int64_t minute = at("2025-07-01 09:00").ms / 60'000;
        const auto later = [&] {
            minute += 1 + static_cast<std::int64_t>(random() % 7000);
            return local(Instant{minute * 60'000});
        };
        std::uint64_t matter = 0;
        for (int i = 0; i < 14; ++i) {
            const auto* row =
                launch.session().state().runs.find(engine::process_key("works.launch", "P1"));
            if (row->ended) {
                break;
            }
            if (chance(6)) {
                launch.control("suspend", later());
                launch.control("resume", later());
            }
            const auto is_open = [&](const char* step) {
                const auto* found = launch.session().state().steps.find(
                    engine::step_key("works.launch", "P1", step));
                return found != nullptr && found->status == engine::StepStatus::kOpen;
            };
            if (is_open("research")) {
                launch.research(later());
                for (const std::uint64_t open : launch.session().state().open_matters()) {
                    matter = open;
                    launch.decide("boss", matter,
                                  chance(3) ? Decision::kReject : Decision::kApprove, "so",
                                  later());
                }
            } else if (is_open("design")) {
                launch.design(chance(3) ? "bad" : "good", later());
            } else if (is_open("build")) {
                launch.place("bill", "build", later());
            } else if (is_open("sell")) {
                launch.place("sid", "sell", later());
            }
            CHECK_FALSE(launch.told(later()).empty());
        }
        const auto* row =
            launch.session().state().runs.find(engine::process_key("works.launch", "P1"));
        if (row->ended) {
            CHECK(launch.delay("2027-01-01 00:00").end == *row->ended);
        }
    }
}

}  // namespace
}  // namespace onus::test
