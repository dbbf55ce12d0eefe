// SPDX-License-Identifier: Apache-2.0
//
// Messages wait until they were delivered; what cannot be delivered is told to somebody else.
#include <catch2/catch.hpp>

#include "engine/replay.h"
#include "tests/engine/session/retail_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

/// Numbers and receivers of the messages that wait.
std::string waiting(const Workspace& shop, std::uint64_t after = 0) {
    std::string all;
    shop.session().state().each_unsent(after, [&](const engine::UnsentRow& row) {
        all += std::to_string(row.notified.number) + " " + row.notified.person + "\n";
        return true;
    });
    return all;
}

engine::Reply delivered(Workspace& shop, std::uint64_t notice, bool reached,
                        std::string_view when) {
    engine::Command command;
    command.at = command.received = at(when);
    command.body = engine::Delivered{notice, reached};
    return shop.run(std::move(command));
}

void force_order(Workspace& shop) {
    shop.force("li", "submit_order", store_order("A1", "7 days"), "loyal", "2025-07-10 09:05");
}

TEST_CASE("delivery: a message waits until it came, also over a restart", "[engine][delivery]") {
    Workspace shop({kRetail}, kShop, {}, engine::TimeMode::kService);
    force_order(shop);
    CHECK(waiting(shop) == "1 wang\n");
    const auto row = shop.session().state().unsent_notice(1);
    REQUIRE(row.has_value());
    CHECK(row->received == at("2025-07-10 09:05"));
    CHECK(shop.session().reply_of(row->place.sequence)->events.at(row->place.event) ==
          engine::Event{row->notified});

    shop.reopen();
    CHECK(waiting(shop) == "1 wang\n");
    CHECK(waiting(shop, 1).empty());
    CHECK(outline(delivered(shop, 1, true, "2025-07-10 09:06")) == "notice 1 reached wang\n");
    CHECK(waiting(shop).empty());

    // Told again, and of what never was.
    CHECK(outline(delivered(shop, 1, false, "2025-07-10 09:07")).empty());
    CHECK(outline(delivered(shop, 0, true, "2025-07-10 09:07")) == "declined N0880 0\n");
    CHECK(outline(delivered(shop, 2, true, "2025-07-10 09:07")) == "declined N0880 2\n");
    CHECK(engine::rebuild(shop.store())->same());
    CHECK(engine::rejudge(shop.store())->same());
}

TEST_CASE("delivery: whoever cannot be reached, his supervisor is told, up to the fallback",
          "[engine][delivery]") {
    Workspace shop({kRetail}, kShop, {}, engine::TimeMode::kService);
    force_order(shop);
    CHECK(outline(delivered(shop, 1, false, "2025-07-13 09:06")) ==
          "notice 1 missed wang\n"
          "notify zhao\n");
    CHECK(waiting(shop).find("1 wang") == std::string::npos);

    // Nobody can be reached any more: it ends with the person who answers where the chart ends.
    std::string last;
    for (int level = 0; level < 10; ++level) {
        std::uint64_t told = 0;
        shop.session().state().each_unsent(0, [&](const engine::UnsentRow& row) {
            if (row.notified.text.id == "onus.notice.unreached") {
                CHECK(row.notified.text.arguments.front().text == "wang");
                told = row.notified.number;
                last = row.notified.person;
            }
            return true;
        });
        if (told == 0) {
            break;
        }
        delivered(shop, told, false, "2025-07-13 09:07");
    }
    CHECK(last == "gm");
    CHECK(waiting(shop).find("unreached") == std::string::npos);
    CHECK(engine::rebuild(shop.store())->same());
    CHECK(engine::rejudge(shop.store())->same());
}

void deliver_since(Workspace& shop, std::string_view since, std::string_view when) {
    engine::Command command;
    command.at = command.received = at(when);
    command.body = engine::Delivery{since.empty() ? std::optional<Instant>() : at(since)};
    shop.run(std::move(command));
}

TEST_CASE("delivery: no deadline passes before its bearer was told", "[engine][delivery]") {
    Workspace shop({kRetail}, kShop, {}, engine::TimeMode::kService);
    deliver_since(shop, "2025-07-10 09:00", "2025-07-10 09:00");
    force_order(shop);
    const auto due = [&] { return local(*shop.session().state().duty(1)->due); };
    REQUIRE(due() == "2025-07-11 09:05");

    SECTION("it was told in time") {
        delivered(shop, 1, true, "2025-07-11 09:04");
        CHECK(shop.advance("2025-07-11 09:06").find("duty 1 overdue wang") != std::string::npos);
    }
    SECTION("still on its way, the deadline moves by the time that it has been") {
        const std::string moved = shop.advance("2025-07-11 09:06");
        CHECK(moved.find("duty 1 moved\nnotify wang\n") != std::string::npos);
        CHECK(moved.find("overdue") == std::string::npos);
        CHECK(due() == "2025-07-12 09:05");
        delivered(shop, 1, true, "2025-07-11 10:00");
        CHECK(shop.advance("2025-07-12 09:05").find("overdue") == std::string::npos);
        CHECK(shop.advance("2025-07-12 09:06").find("duty 1 overdue wang") != std::string::npos);
    }
    SECTION("done before anybody noticed, it is in time") {
        const engine::Reply done =
            shop.decide("wang", "decide_forced_order", engine::Decision::kReject, "too long",
                        "2025-07-11 11:00");
        CHECK(outline(done).find("duty 1 fulfilled wang") != std::string::npos);
        CHECK(outline(done).find("late") == std::string::npos);
    }
    SECTION(
        "one who could not be told answers for nothing: somebody stands in, with all the time") {
        delivered(shop, 1, false, "2025-07-11 09:00");
        const std::string passed = shop.advance("2025-07-11 09:06");
        CHECK(passed.find("duty 1 reassigned zhao") != std::string::npos);
        CHECK(passed.find("overdue") == std::string::npos);
        CHECK(due() == "2025-07-12 09:06");
    }
    SECTION("nobody waits for what is not delivered") {
        deliver_since(shop, GENERATE(as<std::string>{}, "", "2025-07-10 09:06"),
                      "2025-07-10 10:00");
        CHECK(shop.advance("2025-07-11 09:06").find("duty 1 overdue wang") != std::string::npos);
    }
    CHECK(engine::rebuild(shop.store())->same());
    CHECK(engine::rejudge(shop.store())->same());
}

TEST_CASE("delivery: no silence of a superior counts before he was told", "[engine][delivery]") {
    const auto [told, missed] =
        GENERATE(std::pair(false, false), std::pair(true, false), std::pair(false, true));
    Workspace shop({kRetail}, kShop, {}, engine::TimeMode::kService);
    deliver_since(shop, "2025-07-10 09:00", "2025-07-10 09:00");
    force_order(shop);
    delivered(shop, 1, true, "2025-07-10 09:06");
    shop.advance("2025-07-11 09:06");
    const engine::MatterRow before = *shop.session().state().matter(2);
    REQUIRE(before.decider == "zhao");
    REQUIRE(before.telling.notice != 0);
    if (told || missed) {
        delivered(shop, before.telling.notice, told, "2025-07-11 10:00");
    }
    const auto fired = shop.session().advance(Instant{before.due->ms + 1});
    REQUIRE(fired.has_value());
    std::string all;
    for (const engine::Reply& reply : *fired) {
        all += outline(reply);
    }
    CHECK((all.find("violation unanswered") != std::string::npos) == told);
    const engine::MatterRow after = *shop.session().state().matter(2);
    CHECK((after.decider == "zhao") == (!told && !missed));
    CHECK(after.due > before.due);
    CHECK(engine::rebuild(shop.store())->same());
    CHECK(engine::rejudge(shop.store())->same());
}

TEST_CASE("delivery: in a simulation nothing waits", "[engine][delivery]") {
    Workspace shop({kRetail}, kShop);
    force_order(shop);
    CHECK(waiting(shop).empty());
    CHECK(outline(delivered(shop, 1, false, "2025-07-10 09:06")).empty());
}

}  // namespace
}  // namespace onus::test
