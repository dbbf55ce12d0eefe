// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "tests/engine/session/retail_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

using engine::Decision;

TEST_CASE("session: a forced seven-day promise becomes the supervisor's duty, then an entry",
          "[engine][session]") {
    Workspace shop({kRetail}, kShop);

    CHECK(outline(
              shop.submit("li", "submit_order", store_order("A1", "7 days"), "2025-07-10 09:00")) ==
          "judged 1 refused warn | return_window warn\n");
    CHECK(outline(
              shop.submit("li", "submit_order", store_order("A1", "7 days"), "2025-07-10 09:01")) ==
          "judged 2 refused warn | return_window warn\n");
    CHECK(outline(shop.force("li", "submit_order", store_order("A1", "7 days"), "loyal customer",
                             "2025-07-10 09:05")) ==
          "judged 3 effective warn | return_window warn\n"
          "effect submit_order\n"
          "violation direct return_window li\n"
          "duty decide_forced_order wang due 2025-07-11 09:05\n"
          "matter 1 review decide_forced_order for wang\n"
          "notify wang\n");
    CHECK(shop.advance("2025-07-11 09:05") ==
          "duty 1 reminded\nnotify wang\n"
          "duty 1 reminded\nnotify wang\n");
    CHECK(shop.advance("2025-07-11 09:05:01") ==
          "duty 1 overdue wang\n"
          "violation not_performed decide_forced_order wang\n"
          "log not_decided_in_time wang\n"
          "matter 2 escalation decide_forced_order for zhao due 2025-07-12 21:00\n"
          "notify zhao\n");
    CHECK(shop.advance("2025-07-11 12:00").empty());
    CHECK(outline(shop.decide("wang", "decide_forced_order", Decision::kReject, "too long",
                              "2025-07-12 10:00")) ==
          "matter 1 decided wang\n"
          "duty 1 fulfilled late wang\n"
          "matter 2 closed\n"
          "notify li\n"
          "notify li\n");
    CHECK(
        outline(shop.submit("chen", "file_complaint",
                            R"({"order": "A1", "topic": "return_promise"})", "2025-07-20 10:00")) ==
        "judged 4 effective pass\n"
        "effect file_complaint\n"
        "liability over_promised_return | li 70% | wang 30%\n"
        "matter 3 liability over_promised_return for sun due 2025-07-21 21:00\n"
        "notify sun\n");
}

TEST_CASE("session: an unanswered escalation climbs to the owner and stands as an alarm",
          "[engine][session]") {
    Workspace shop({kRetail}, kShop);
    shop.force("li", "submit_order", store_order("A1", "7 days"), "loyal", "2025-07-10 09:05");
    shop.advance("2025-07-11 09:05:01");

    CHECK(shop.advance("2025-08-10 00:00") ==
          "violation unanswered decide_forced_order zhao\n"
          "matter 2 climbed gm\n"
          "notify gm\n"
          "violation unanswered decide_forced_order gm\n"
          "matter 2 climbed sun\n"
          "notify sun\n"
          "violation unanswered decide_forced_order sun\n"
          "matter 2 alarm sun\n"
          "notify sun red\n");
}

TEST_CASE("session: an escalation returns the duty with a new deadline once", "[engine][session]") {
    Workspace shop({kRetail}, kShop);
    shop.force("li", "submit_order", store_order("A1", "7 days"), "loyal", "2025-07-10 09:05");
    shop.advance("2025-07-11 09:06");
    const auto duty = [&]() -> const engine::DutyRow& { return *shop.session().state().duty(1); };
    REQUIRE(duty().overdue_at.has_value());
    CHECK(outline(shop.decide("zhao", 2, Decision::kReturn, "once more", "2025-07-11 10:00")) ==
          "matter 2 decided zhao\nduty 1 returned zhao\nnotify wang\nnotify wang\n");
    CHECK(duty().returned);
    CHECK_FALSE(duty().overdue_at.has_value());
    CHECK(local(*duty().due) == "2025-07-12 10:00");

    SECTION("done by then, it is done in time") {
        CHECK(outline(shop.decide("wang", "decide_forced_order", Decision::kReject, "too long",
                                  "2025-07-12 10:00"))
                  .find("duty 1 fulfilled wang\n") != std::string::npos);
    }
    SECTION("missed again, it is not returned again") {
        const std::string again = shop.advance("2025-07-12 10:00:00.001");
        CHECK(again.find("duty 1 overdue wang\n") != std::string::npos);
        CHECK(again.find("matter 3 escalation") != std::string::npos);
        CHECK(outline(shop.decide("zhao", 3, Decision::kReturn, "and again", "2025-07-12 11:00"))
                  .find("declined") == 0);
        CHECK(outline(shop.decide("zhao", 3, Decision::kReject, "enough", "2025-07-12 11:00"))
                  .find("matter 3 decided zhao") == 0);
    }
}

TEST_CASE("session: a rejection in time clears the supervisor", "[engine][session]") {
    Workspace shop({kRetail}, kShop);
    shop.force("li", "submit_order", store_order("A2", "7 days"), "loyal", "2025-07-10 09:05");

    shop.decide("wang", "decide_forced_order", Decision::kReject, "too long", "2025-07-10 17:00");

    CHECK(
        outline(shop.submit("chen", "file_complaint",
                            R"({"order": "A2", "topic": "return_promise"})", "2025-07-20 10:00")) ==
        "judged 2 effective pass\n"
        "effect file_complaint\n"
        "liability over_promised_return | li 100%\n"
        "matter 2 liability over_promised_return for sun due 2025-07-21 21:00\n"
        "notify sun\n");
}

TEST_CASE("session: online, seven days are the law", "[engine][session]") {
    Workspace shop({kRetail}, kShop);
    CHECK(outline(shop.submit("li", "submit_order", store_order("A3", "7 days", "online"),
                              "2025-07-10 09:00")) ==
          "judged 1 effective pass\neffect submit_order\n");
}

TEST_CASE("session: what is known survives a restart", "[engine][session]") {
    Workspace shop({kRetail}, kShop);
    shop.force("li", "submit_order", store_order("A1", "7 days"), "loyal", "2025-07-10 09:05");

    shop.reopen();

    CHECK(shop.session().state().open_duties().size() == 1);
    CHECK(shop.advance("2025-07-11 09:05:01").find("log not_decided_in_time wang") !=
          std::string::npos);
    shop.reopen();
    CHECK(shop.advance("2025-07-11 12:00").empty());
}

}  // namespace
}  // namespace onus::test
