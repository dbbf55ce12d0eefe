// SPDX-License-Identifier: Apache-2.0
//
// Proposed shares: they count against nobody until a person says so, and none of the bearers does.
#include <catch2/catch.hpp>

#include "engine/replay.h"
#include "tests/engine/session/office_text.h"
#include "tests/engine/session/retail_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

using engine::Decision;

/// A forced order, silence, a complaint: matter 3 is about the shares.
Workspace complained(const std::string& rulebook = kRetail) {
    Workspace shop({rulebook}, kShop);
    shop.force("li", "submit_order", store_order("A1", "7 days"), "loyal", "2025-07-10 09:05");
    shop.advance("2025-07-11 09:06");
    shop.submit("chen", "file_complaint", R"({"order": "A1", "topic": "return_promise"})",
                "2025-07-11 10:00");
    const engine::MatterRow* matter = shop.session().state().matter(3);
    REQUIRE(matter != nullptr);
    REQUIRE(matter->opened.kind == engine::MatterKind::kLiability);
    REQUIRE(matter->opened.bearers == std::vector<std::string>{"li", "wang"});
    return shop;
}

std::size_t dossier(const Workspace& shop, std::string_view person) {
    std::size_t count = 0;
    shop.session().state().each_in_dossier(person, 0, [&](engine::EventPlace) {
        ++count;
        return true;
    });
    return count;
}

void check_replays(Workspace& shop) {
    CHECK(engine::rebuild(shop.store())->same());
    CHECK(engine::rejudge(shop.store())->same());
}

TEST_CASE("liability: a named person confirms or dismisses, and the bearers learn of it",
          "[engine][liability]") {
    Workspace shop = complained();
    const engine::State& state = shop.session().state();
    CHECK(state.matter(3)->decider == "sun");
    const std::size_t before = dossier(shop, "wang");
    const auto decision = GENERATE(Decision::kApprove, Decision::kReject);

    CHECK(outline(shop.decide("sun", 3, decision, "as recorded", "2025-07-11 15:00")) ==
          "matter 3 decided sun\nnotify li\nnotify wang\nnotify chen\n");

    CHECK_FALSE(state.matter(3)->open);
    CHECK(state.matter(3)->decision == decision);
    CHECK(state.matter(3)->decided_by == "sun");
    CHECK(dossier(shop, "wang") == before + 2);  // the message and the decision
    CHECK(outline(shop.decide("sun", 3, Decision::kReject, "again", "2025-07-11 16:00"))
              .find("declined") == 0);
    check_replays(shop);
}

TEST_CASE("liability: whoever bears a share decides nothing, the rulebook's owner included",
          "[engine][liability]") {
    Workspace shop =
        complained(replaced(kRetail, "owner customer_service.head", "owner store_1.head"));
    CHECK(shop.session().state().matter(3)->decider == "zhao");
    CHECK(outline(shop.decide("wang", 3, Decision::kReject, "no", "2025-07-11 11:00"))
              .find("declined N0") == 0);
    CHECK(outline(shop.decide("li", 3, Decision::kReject, "no", "2025-07-11 11:00"))
              .find("declined N0") == 0);
    CHECK(shop.session().state().matter(3)->open);
    CHECK(outline(shop.decide("zhao", 3, Decision::kReject, "no", "2025-07-11 11:00"))
              .find("matter 3 decided zhao") == 0);
    check_replays(shop);
}

TEST_CASE("liability: there is nobody to return the shares to", "[engine][liability]") {
    Workspace shop = complained();
    CHECK(outline(shop.decide("sun", 3, Decision::kReturn, "look again", "2025-07-11 11:00")) ==
          "declined N0768 3\n");
    CHECK(shop.session().state().matter(3)->open);
}

TEST_CASE("liability: silence climbs, is nobody's violation and leaves a proposal",
          "[engine][liability]") {
    Workspace shop = complained();
    const std::string told = shop.advance("2026-07-11 10:00");
    CHECK(told.find("matter 3 climbed gm\n") != std::string::npos);
    CHECK(told.find("matter 3 rests\n") != std::string::npos);
    CHECK(told.find("violation unanswered over_promised_return") == std::string::npos);
    const engine::MatterRow* matter = shop.session().state().matter(3);
    CHECK(matter->open);
    CHECK_FALSE(matter->due.has_value());
    CHECK_FALSE(matter->decision.has_value());
    CHECK(shop.advance("2027-07-11 10:00").find("matter 3") == std::string::npos);
    CHECK(outline(shop.decide("gm", 3, Decision::kReject, "too late", "2027-07-11 11:00"))
              .find("matter 3 decided gm") == 0);
    check_replays(shop);
}

/// One shop whose manager is at the top, answers for the rules and bears a share.
std::string small_shop(const std::string& heads, const std::string& fallback = "wang") {
    return "organisation: shop\nfallback: " + fallback + R"(
persons: {wang: {}, li: {}, chen: {}, sun: {}}
units:
  store_1: {head: wang}
  customer_service: {)" +
           heads + R"(}
posts:
  store_1: {store_manager: wang, sales_clerk: li}
  customer_service: {service_agent: chen}
)";
}

Workspace complained_at(const std::string& organisation) {
    std::string rulebook = kRetail;
    while (rulebook.find("customer_service.head") != std::string::npos) {
        rulebook = replaced(rulebook, "customer_service.head", "store_1.head");
    }
    Workspace shop({rulebook}, organisation);
    shop.force("li", "submit_order", store_order("A1", "7 days"), "loyal", "2025-07-10 09:05");
    shop.submit("chen", "file_complaint", R"({"order": "A1", "topic": "return_promise"})",
                "2025-07-10 10:00");
    REQUIRE(shop.session().state().matter(2)->opened.kind == engine::MatterKind::kLiability);
    REQUIRE(shop.session().state().matter(2)->opened.bearers ==
            std::vector<std::string>{"li", "wang"});
    return shop;
}

TEST_CASE("liability: if all up to the top bear a share, another head decides",
          "[engine][liability]") {
    Workspace shop = complained_at(small_shop("head: sun"));
    CHECK(shop.session().state().matter(2)->decider == "sun");
    CHECK(shop.session().state().matters_of_nobody().empty());
    CHECK(outline(shop.decide("sun", 2, Decision::kApprove, "as recorded", "2025-07-10 11:00"))
              .find("matter 2 decided sun") == 0);
    check_replays(shop);
}

TEST_CASE("liability: if nobody is left it waits, listed, until the chart names somebody",
          "[engine][liability]") {
    Workspace shop = complained_at(small_shop(""));
    const engine::State& state = shop.session().state();
    CHECK(state.matter(2)->decider.empty());
    CHECK(state.matters_of_nobody() == std::vector<std::uint64_t>{2});
    CHECK(outline(shop.decide("wang", 2, Decision::kReject, "no", "2025-07-10 11:00"))
              .find("declined N0") == 0);
    CHECK(shop.advance("2025-07-21 10:00").find("matter 2 rests\n") != std::string::npos);
    CHECK(state.matter(2)->open);

    const std::string told =
        outline(shop.publish_organisation(small_shop("head: sun"), "2025-07-21 11:00"));
    CHECK(told.find("matter 2 climbed sun\n") != std::string::npos);
    CHECK(told.find("notify sun\n") != std::string::npos);
    CHECK(state.matters_of_nobody().empty());
    CHECK(state.matter(2)->due.has_value());
    CHECK(outline(shop.decide("sun", 2, Decision::kReject, "nobody could know", "2025-07-21 12:00"))
              .find("matter 2 decided sun") == 0);
    check_replays(shop);
}

TEST_CASE("liability: it does not climb to a bearer at the top", "[engine][liability]") {
    Workspace shop = complained_at(small_shop("head: sun"));
    const std::string told = shop.advance("2025-07-31 10:00");
    CHECK(told.find("matter 2 climbed") == std::string::npos);
    CHECK(shop.session().state().matter(2)->decider == "sun");
    CHECK(shop.session().state().matter(2)->open);
    check_replays(shop);
}

}  // namespace
}  // namespace onus::test
