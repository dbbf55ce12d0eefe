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

TEST_CASE("delivery: in a simulation nothing waits", "[engine][delivery]") {
    Workspace shop({kRetail}, kShop);
    force_order(shop);
    CHECK(waiting(shop).empty());
    CHECK(outline(delivered(shop, 1, false, "2025-07-10 09:06")).empty());
}

}  // namespace
}  // namespace onus::test
