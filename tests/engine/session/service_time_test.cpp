// SPDX-License-Identifier: Apache-2.0
//
// Time in a running service: timers that wait behind others, outages, a clock in doubt.
#include <catch2/catch.hpp>

#include "engine/replay.h"
#include "tests/engine/session/office_text.h"
#include "tests/engine/session/retail_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

using engine::Decision;

/// A shop in service, in which timers fire only when `advance` is called: as if very many others
/// were due before.
Workspace backlogged(const char* rulebook, const char* people) {
    Workspace shop({rulebook}, people, {}, engine::TimeMode::kService);
    engine::SessionOptions options;
    options.timers_max = 0;
    shop.reopen(std::move(options));
    return shop;
}

engine::Reply tell(Workspace& shop, engine::CommandBody body, std::string_view when) {
    engine::Command command;
    command.at = command.received = at(when);
    command.body = std::move(body);
    return shop.run(std::move(command));
}

void check_replays(Workspace& shop) {
    CHECK(engine::rebuild(shop.store())->same());
    CHECK(engine::rejudge(shop.store())->same());
}

TEST_CASE("service: what is done late is late, however many timers wait", "[engine][service]") {
    Workspace office = backlogged(kOffice, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    REQUIRE(local(*office.session().state().duty(1)->due) == "2025-07-04 00:00");
    const bool late = GENERATE(false, true);
    const std::string what = outline(office.submit("fred", "check_order", R"({"order": "N1"})",
                                                   late ? "2025-07-05 09:00" : "2025-07-03 23:00"));
    // Its reminder was due as well: what is over by now is not told any more once it is done.
    CHECK((what.find("duty 1 overdue") != std::string::npos) == late);
    CHECK((what.find("violation not_performed check_in_time") != std::string::npos) == late);
    CHECK((what.find("duty 1 fulfilled late fred") != std::string::npos) == late);
    CHECK(what.find("duty 1 fulfilled") != std::string::npos);
    CHECK(office.advance("2025-08-01 00:00").find("duty 1") == std::string::npos);
    check_replays(office);
}

TEST_CASE("service: whoever was to decide until then is not asked any more", "[engine][service]") {
    Workspace office = backlogged(kOffice, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "50", "yes"), "2025-07-01 09:00");
    const auto& state = office.session().state();
    REQUIRE(state.matter(1)->decider == "tom");
    const std::string what =
        outline(office.decide("tom", 1, Decision::kApprove, "fine", "2025-07-01 13:00:00.001"));
    CHECK(what.find("matter 1 climbed dora") == 0);
    CHECK(what.find("declined") != std::string::npos);
    CHECK(state.matter(1)->open);
    CHECK(outline(office.decide("dora", 1, Decision::kApprove, "fine", "2025-07-01 14:00"))
              .find("matter 1 decided dora") == 0);
    check_replays(office);
}

TEST_CASE("service: timers fire a few at a time, each once", "[engine][service]") {
    Workspace office = backlogged(kOffice, kOfficePeople);
    for (int i = 1; i <= 10; ++i) {
        office.submit("cleo", "place_order", order("N" + std::to_string(i), "200"),
                      "2025-07-01 09:00");
    }
    std::size_t overdue = 0;
    std::size_t rounds = 0;
    for (;; ++rounds) {
        const auto fired = office.session().advance(at("2025-07-04 00:00:00.001"), 3);
        REQUIRE(fired.has_value());
        CHECK(fired->size() <= 3);
        for (const engine::Reply& reply : *fired) {
            overdue += outline(reply).find(" overdue ") != std::string::npos ? 1U : 0U;
        }
        if (fired->empty()) {
            break;
        }
        // Others work on meanwhile.
        office.submit("carl", "place_order", order("C" + std::to_string(rounds), "50"),
                      "2025-07-04 00:00:00.001");
    }
    CHECK(overdue == 10);
    CHECK(rounds == 7);  // ten reminders and ten deadlines, three at a time
    check_replays(office);
}

TEST_CASE("service: a deadline inside an outage moves by its length", "[engine][service]") {
    const auto mode = GENERATE(engine::TimeMode::kSimulated, engine::TimeMode::kService);
    Workspace shop({kRetail}, kShop, {}, mode);
    shop.force("li", "submit_order", store_order("A1", "7 days"), "loyal", "2025-07-10 09:05");
    const auto due = [&] { return local(*shop.session().state().duty(1)->due); };
    REQUIRE(due() == "2025-07-11 09:05");

    SECTION("its instant is the last of the outage") {
        tell(shop, engine::Outage{at("2025-07-11 07:05"), at("2025-07-11 09:05"), {}},
             "2025-07-11 09:05");
        const std::string what = shop.advance("2025-07-11 09:06");
        CHECK(what.find("duty 1 moved\nnotify wang\n") != std::string::npos);
        CHECK(what.find("overdue") == std::string::npos);
        CHECK(due() == "2025-07-11 11:05");
        CHECK(shop.advance("2025-07-11 11:05").find("overdue") == std::string::npos);
        CHECK(shop.advance("2025-07-11 11:05:00.001").find("duty 1 overdue wang") !=
              std::string::npos);
    }
    SECTION("and so it is when it is done before anybody has noticed") {
        tell(shop, engine::Outage{at("2025-07-11 07:05"), at("2025-07-11 10:00"), {}},
             "2025-07-11 10:00");
        CHECK(outline(shop.decide("wang", "decide_forced_order", Decision::kReject, "too long",
                                  "2025-07-11 11:00"))
                  .find("duty 1 fulfilled wang") != std::string::npos);
    }
    SECTION("but not one that had passed before, or comes after") {
        const bool before = GENERATE(false, true);
        if (before) {
            tell(shop, engine::Outage{at("2025-07-11 09:05"), at("2025-07-11 12:00"), {}},
                 "2025-07-11 12:00");
        } else {
            tell(shop, engine::Outage{at("2025-07-11 07:05"), at("2025-07-11 09:04"), {}},
                 "2025-07-11 09:04");
        }
        CHECK(shop.advance("2025-07-11 12:01").find("duty 1 overdue wang") != std::string::npos);
    }
    SECTION("nor for a source that did not report") {
        tell(shop, engine::Outage{at("2025-07-11 07:05"), at("2025-07-11 10:00"), "shop_system"},
             "2025-07-11 10:00");
        CHECK(shop.advance("2025-07-11 10:01").find("duty 1 overdue wang") != std::string::npos);
    }
    check_replays(shop);
}

TEST_CASE("service: an escalation inside an outage is not held against the superior",
          "[engine][service]") {
    Workspace shop({kRetail}, kShop, {}, engine::TimeMode::kService);
    shop.force("li", "submit_order", store_order("A1", "7 days"), "loyal", "2025-07-10 09:05");
    shop.advance("2025-07-11 09:06");
    const auto due = shop.session().state().matter(2)->due;
    REQUIRE(due.has_value());
    engine::Command outage;
    outage.at = outage.received = Instant{due->ms + 3'600'000};
    outage.body = engine::Outage{Instant{due->ms - 3'600'000}, outage.received, {}};
    shop.run(std::move(outage));
    const auto fired = shop.session().advance(Instant{due->ms + 3'600'001});
    REQUIRE(fired.has_value());
    for (const engine::Reply& reply : *fired) {
        CHECK(outline(reply).find("unanswered") == std::string::npos);
    }
    CHECK(shop.session().state().matter(2)->due == Instant{due->ms + 7'200'000});
    check_replays(shop);
}

TEST_CASE("service: nothing is held against anybody while the clock is in doubt",
          "[engine][service]") {
    Workspace shop({kRetail}, kShop, {}, engine::TimeMode::kService);
    shop.force("li", "submit_order", store_order("A1", "7 days"), "loyal", "2025-07-10 09:05");
    CHECK(outline(tell(shop, engine::ClockSuspect{true}, "2025-07-11 09:00")) == "clock doubted\n");
    CHECK(outline(tell(shop, engine::ClockSuspect{true}, "2025-07-11 09:01")).empty());
    CHECK(shop.session().next_due() == std::nullopt);
    CHECK(shop.advance("2026-07-11 09:05").empty());
    CHECK(outline(tell(shop, engine::ClockSuspect{false}, "2025-07-11 10:00")) ==
          "clock trusted\n");
    // An hour of doubt, an hour more.
    CHECK(shop.advance("2025-07-11 10:00:00.001").find("duty 1 moved") != std::string::npos);
    CHECK(local(*shop.session().state().duty(1)->due) == "2025-07-11 10:05");
    CHECK(shop.advance("2025-07-11 10:05:00.001").find("duty 1 overdue wang") != std::string::npos);
    check_replays(shop);
}

TEST_CASE("service: an outage lies in the past", "[engine][service]") {
    Workspace shop({kRetail}, kShop, {}, engine::TimeMode::kService);
    const auto told = [&](std::string_view from, std::string_view until) {
        return outline(tell(shop, engine::Outage{at(from), at(until), {}}, "2025-07-11 09:00"));
    };
    CHECK(told("2025-07-11 08:00", "2025-07-11 08:00") == "declined N0767\n");
    CHECK(told("2025-07-11 08:00", "2025-07-11 07:00") == "declined N0767\n");
    CHECK(told("2025-07-11 08:00", "2025-07-11 09:00:00.001") == "declined N0767\n");
    CHECK(told("2025-07-11 08:00", "2025-07-11 09:00").find("declined") == std::string::npos);
}

}  // namespace
}  // namespace onus::test
