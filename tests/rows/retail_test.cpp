// SPDX-License-Identifier: Apache-2.0
//
// Rows of the requirements that the retail pack shows.

#include "adapters/json/json.h"
#include "engine/liability/liability.h"
#include "tests/rows/packs.h"

namespace onus::rows {
namespace {

const std::string kComplaint = R"({"order": "A1", "topic": "return_promise"})";

TEST_CASE("row 10: seven days in a shop are flagged, three pass", "[rows]") {
    Workspace shop = retail();

    CHECK(outline(shop.submit("li", "submit_order", order("A1", "li", "store", "7 days"),
                              "2026-03-02 09:00")) ==
          "judged 1 refused warn | return_window warn\n");
    const auto refused =
        shop.submit("li", "submit_order", order("A1", "li", "store", "7 days"), "2026-03-02 09:01");
    CHECK(messages(shop, refused, Language::kEnglish) ==
          "Order A1 promises 7 days; the limit is 3 days.\n");
    CHECK(outline(shop.submit("li", "submit_order", order("A2", "li", "store", "3 days"),
                              "2026-03-02 09:02")) ==
          "judged 3 effective pass\neffect submit_order\n");
    CHECK(outline(shop.submit("li", "submit_order", order("A3", "li", "online", "7 days"),
                              "2026-03-02 09:03")) ==
          "judged 4 effective pass\neffect submit_order\nnotify li\n");
    CHECK(has(outline(shop.submit("li", "submit_order", order("A4", "li", "online", "6 days"),
                                  "2026-03-02 09:04")),
              "refused block | seven_days_online block"));
}

TEST_CASE("row 11: a complaint leads back to the order and its verdict", "[rows]") {
    Workspace shop = retail();
    shop.force("li", "submit_order", order("A1", "li", "store", "7 days"), "loyal customer",
               "2026-03-02 09:05");

    const auto reply = shop.submit("chen", "file_complaint", kComplaint, "2026-03-12 10:00");

    const auto& proposed = first<engine::LiabilityProposed>(reply.events);
    REQUIRE(proposed.chain.size() == 1);
    CHECK(proposed.chain[0].attempt == 1);
    CHECK(proposed.chain[0].actor == "li");
    CHECK(proposed.chain[0].at == test::at("2026-03-02 09:05"));
}

TEST_CASE("row 12: a forced order and a silent supervisor are two findings", "[rows]") {
    Workspace shop = retail();

    std::string all = outline(shop.force("li", "submit_order", order("A1", "li", "store", "7 days"),
                                         "loyal customer", "2026-03-02 09:05"));
    all += shop.advance("2026-03-03 12:00");

    CHECK(count(all, "violation ") == 2);
    CHECK(has(all, "violation direct return_window li"));
    CHECK(has(all, "violation not_performed decide_forced_order wang"));
}

TEST_CASE("row 14: the third forced order within 90 days goes to the next level", "[rows]") {
    Workspace shop = retail();
    shop.force("li", "submit_order", order("A1", "li", "store", "7 days"), "x", "2026-03-02 09:00");
    shop.force("li", "submit_order", order("A2", "li", "store", "7 days"), "x", "2026-03-20 09:00");

    const std::string third = outline(shop.force(
        "li", "submit_order", order("A3", "li", "store", "7 days"), "x", "2026-05-31 09:00"));

    CHECK(has(third, "third_in_a_quarter hold"));
    CHECK(has(third, "matter"));
    CHECK(has(third, "for guo"));
}

TEST_CASE("row 14: 91 days apart it does not", "[rows]") {
    Workspace shop = retail();
    shop.force("li", "submit_order", order("A1", "li", "store", "7 days"), "x", "2026-03-02 09:00");
    shop.force("li", "submit_order", order("A2", "li", "store", "7 days"), "x", "2026-03-20 09:00");

    CHECK_FALSE(has(outline(shop.force("li", "submit_order", order("A3", "li", "store", "7 days"),
                                       "x", "2026-06-01 09:00")),
                    "third_in_a_quarter"));
}

TEST_CASE("row 16: an action is judged by the version of its own time", "[rows]") {
    Workspace shop = retail();
    shop.publish({law(), with(with(retail_text(), "is 3 days", "is 5 days"),
                              "effective  2025-07-01", "effective  2026-12-01")},
                 "2026-11-01 09:00");

    CHECK(has(outline(shop.submit("li", "submit_order", order("A1", "li", "store", "5 days"),
                                  "2026-11-30 23:59:59")),
              "refused warn | return_window warn"));
    CHECK(has(outline(shop.submit("li", "submit_order", order("A2", "li", "store", "5 days"),
                                  "2026-12-01 00:00:00")),
              "effective pass"));
    CHECK(has(outline(shop.observe("li", "submit_order", order("A3", "li", "store", "5 days"),
                                   "2026-11-30 23:59:59", "2027-01-04 09:00")),
              "return_window warn"));
}

TEST_CASE("row 17: a post is resolved to the person of that day", "[rows]") {
    Workspace shop = retail();
    shop.publish_organisation(
        with(with(retail_organisation(), "head: wang}",
                  "head: [{person: wang, until: 2026-11-30}, {person: he, from: 2026-12-01}]}"),
             "store_manager: {holder: wang}",
             "store_manager: [{holder: wang, until: 2026-11-30}, {holder: he, from: 2026-12-01}]"),
        "2026-11-15 09:00");

    CHECK(has(outline(shop.force("li", "submit_order", order("A1", "li", "store", "7 days"), "x",
                                 "2026-11-30 23:59")),
              "duty decide_forced_order wang"));
    CHECK(has(outline(shop.force("li", "submit_order", order("A2", "li", "store", "7 days"), "x",
                                 "2026-12-01 00:00")),
              "duty decide_forced_order he"));
}

TEST_CASE("row 36: from the outcome back to action and duty, and forward", "[rows]") {
    Workspace shop = retail();
    shop.force("li", "submit_order", order("A1", "li", "store", "7 days"), "x", "2026-03-02 09:05");
    shop.advance("2026-03-03 12:00");

    const auto reply = shop.submit("chen", "file_complaint", kComplaint, "2026-03-12 10:00");

    const auto& proposed = first<engine::LiabilityProposed>(reply.events);
    REQUIRE(proposed.chain.size() == 1);
    CHECK(proposed.chain[0].attempt == 1);
    REQUIRE(proposed.duties.size() == 1);
    CHECK(shop.session().state().duty(proposed.duties[0])->bearer == "wang");
    CHECK(shop.session().state().duty(proposed.duties[0])->opened.attempt == 1);
}

TEST_CASE("row 37: validated before it is submitted, nothing is recorded", "[rows]") {
    Workspace shop = retail();
    const auto head = shop.session().head();
    engine::Command command;
    command.id = "preview";
    command.source = "shop";
    command.actor = "li";
    command.at = command.received = test::at("2026-03-02 09:00");
    engine::Submit submit;
    submit.action = "submit_order";
    submit.payload = *adapters::parse_json(order("A1", "li", "store", "7 days"));
    command.body = submit;

    const auto preview = shop.session().validate(command);

    REQUIRE(preview.has_value());
    CHECK(has(outline(preview->events), "refused warn | return_window warn"));
    CHECK(shop.session().head() == head);
}

TEST_CASE("row 38: a verdict says the clause, the values and the limit, in both languages",
          "[rows]") {
    Workspace shop = retail();

    const auto reply =
        shop.submit("li", "submit_order", order("A1", "li", "store", "7 days"), "2026-03-02 09:00");

    CHECK(messages(shop, reply, Language::kEnglish) ==
          "Order A1 promises 7 days; the limit is 3 days.\n");
    CHECK(messages(shop, reply, Language::kChinese) == "订单A1承诺7天，上限为3天。\n");
    const auto& finding = first<engine::Judged>(reply.events).findings.at(0);
    CHECK(finding.rule == "retail_returns.return_window");
    const auto* program = shop.session().world().program_at(reply.received);
    std::string clauses;
    for (const engine::Reason& reason : finding.reasons) {
        clauses += program->clauses.at(reason.clause).text.en + "\n";
    }
    CHECK(has(clauses, "order.promised at most return_limit(order)"));
}

TEST_CASE("row 39: forcing needs a reason", "[rows]") {
    Workspace shop = retail();

    CHECK(has(outline(shop.force("li", "submit_order", order("A1", "li", "store", "7 days"), "",
                                 "2026-03-02 09:05")),
              "force_needs_reason"));
    CHECK(has(outline(shop.force("li", "submit_order", order("A1", "li", "store", "7 days"), "x",
                                 "2026-03-02 09:06")),
              "effective warn | return_window warn"));
    CHECK(has(outline(shop.force("li", "submit_order", order("A2", "li", "online", "3 days"), "x",
                                 "2026-03-02 09:07")),
              "refused block | seven_days_online block"));
}

TEST_CASE("row 40: the force and the supervisor's matter are one entry", "[rows]") {
    Workspace shop = retail();

    const auto reply = shop.force("li", "submit_order", order("A1", "li", "store", "7 days"), "x",
                                  "2026-03-02 09:05");
    shop.reopen();

    CHECK(count(outline(reply), "matter 1 review decide_forced_order for wang") == 1);
    CHECK(shop.session().state().open_matters().size() == 1);
    CHECK(shop.session().state().open_duties().size() == 1);
}

TEST_CASE("row 41: decided at exactly +24:00:00 is in time", "[rows]") {
    for (const auto& [when, in_time] :
         std::vector<std::pair<std::string, bool>>{{"2026-03-03 09:04:59", true},
                                                   {"2026-03-03 09:05:00", true},
                                                   {"2026-03-03 09:05:01", false}}) {
        Workspace shop = retail();
        shop.force("li", "submit_order", order("A1", "li", "store", "7 days"), "x",
                   "2026-03-02 09:05:00");
        const std::string decided =
            outline(shop.decide("wang", "decide_forced_order", Decision::kReject, "no", when));
        CAPTURE(when, decided);
        CHECK(has(decided, "duty 1 fulfilled wang") == in_time);
        CHECK(has(decided, "duty 1 fulfilled late wang") != in_time);
    }
}

TEST_CASE("row 42: not performed is recorded exactly once", "[rows]") {
    Workspace shop = retail();
    shop.force("li", "submit_order", order("A1", "li", "store", "7 days"), "x", "2026-03-02 09:05");

    std::string all = shop.advance("2026-03-03 09:05:01");
    shop.reopen();
    all += shop.advance("2026-03-03 09:05:01");
    all += shop.advance("2026-03-03 12:00");

    CHECK(count(all, "log not_decided_in_time wang") == 1);
}

TEST_CASE("row 43: a complaint gives submit time, content, verdict, reason and approval",
          "[rows]") {
    Workspace shop = retail();
    shop.force("li", "submit_order", order("A1", "li", "store", "7 days"), "loyal customer",
               "2026-03-02 09:05");
    shop.advance("2026-03-03 12:00");
    const auto complaint = shop.submit("chen", "file_complaint", kComplaint, "2026-03-12 10:00");
    const auto link = first<engine::LiabilityProposed>(complaint.events).chain.at(0);

    const auto* attempt = shop.session().state().attempt(link.attempt);

    REQUIRE(attempt != nullptr);
    const auto reply = shop.session().reply_of(attempt->sequence);
    REQUIRE(reply.has_value());
    const auto& judged = first<engine::Judged>(reply->events);
    CHECK(judged.at == test::at("2026-03-02 09:05"));
    CHECK(judged.reason == "loyal customer");
    CHECK(judged.verdict == engine::Level::kWarn);
    CHECK(judged.payload.names.at(0) == "order");
    CHECK(shop.session().state().duty(1)->state == engine::DutyState::kOverdue);
}

TEST_CASE("row 44: rejected in time, approved, silent, on leave are four answers", "[rows]") {
    const auto shares = [](Workspace& shop, const char* order_number) {
        return outline(shop.submit(
            "chen", "file_complaint",
            std::string(R"({"order": ")") + order_number + R"(", "topic": "return_promise"})",
            "2026-08-20 10:00"));
    };
    SECTION("rejected in time: none") {
        Workspace shop = retail();
        shop.force("li", "submit_order", order("A1", "li", "store", "7 days"), "x",
                   "2026-08-03 09:05");
        CHECK_FALSE(has(outline(shop.decide("wang", "decide_forced_order", Decision::kReject, "no",
                                            "2026-08-03 12:00")),
                        "violation"));
        CHECK(has(shares(shop, "A1"), "li 100%"));
    }
    SECTION("approved in time: knowingly") {
        Workspace shop = retail();
        shop.force("li", "submit_order", order("A1", "li", "store", "7 days"), "x",
                   "2026-08-03 09:05");
        CHECK(has(outline(shop.decide("wang", "decide_forced_order", Decision::kApprove, "ok",
                                      "2026-08-03 12:00")),
                  "violation approved_knowingly"));
        CHECK(has(shares(shop, "A1"), "li 70% | wang 30%"));
    }
    SECTION("silent: not performed") {
        Workspace shop = retail();
        shop.force("li", "submit_order", order("A1", "li", "store", "7 days"), "x",
                   "2026-08-03 09:05");
        CHECK(has(shop.advance("2026-08-05 09:00"), "violation not_performed"));
        CHECK(has(shares(shop, "A1"), "li 70% | wang 30%"));
    }
    SECTION("on approved leave: the delegate acts") {
        Workspace shop = retail();
        shop.force("sun", "submit_order", order("B1", "sun", "store", "7 days"), "x",
                   "2026-08-05 09:05");
        const std::string decided = outline(
            shop.decide("he", "decide_forced_order", Decision::kReject, "no", "2026-08-05 12:00"));
        INFO(decided);
        CHECK(has(decided, "duty 1 fulfilled he"));
        CHECK(has(shares(shop, "B1"), "sun 100%"));
    }
}

TEST_CASE("row 66: conduct, decision and the rule of that time stand together", "[rows]") {
    Workspace shop = retail();
    shop.force("li", "submit_order", order("A1", "li", "store", "7 days"), "x", "2026-03-02 09:05");
    shop.decide("wang", "decide_forced_order", Decision::kReject, "too long", "2026-03-02 12:00");
    shop.publish({law(), with(retail_text(), "is 3 days", "is 5 days")}, "2026-04-01 09:00");

    const auto* attempt = shop.session().state().attempt(1);
    const auto* matter = shop.session().state().matter(1);

    REQUIRE(attempt != nullptr);
    REQUIRE(matter != nullptr);
    CHECK(matter->decision == Decision::kReject);
    CHECK(matter->opinion == "too long");
    const auto reply = shop.session().reply_of(attempt->sequence);
    REQUIRE(reply.has_value());
    CHECK(messages(shop, *reply, Language::kEnglish) ==
          "Order A1 promises 7 days; the limit is 3 days.\n");
}

TEST_CASE("row 45: liability is proposed until a named person decides", "[rows]") {
    Workspace shop = retail();
    shop.force("li", "submit_order", order("A1", "li", "store", "7 days"), "x", "2026-03-02 09:05");
    shop.advance("2026-03-03 12:00");
    const auto reply = shop.submit("chen", "file_complaint", kComplaint, "2026-03-12 10:00");
    const auto& proposed = first<engine::LiabilityProposed>(reply.events);
    const engine::State& state = shop.session().state();
    CHECK(
        has(outline(reply), "li 70% | wang 30%\nmatter 3 liability over_promised_return for lin"));
    CHECK_FALSE(has(outline(reply), "violation"));
    REQUIRE(engine::matter_of(state, proposed) != nullptr);

    // Proposed: no bearer decides it, and silence never does.
    CHECK_FALSE(engine::matter_of(state, proposed)->decision.has_value());
    CHECK(has(outline(shop.decide("wang", 3, Decision::kReject, "no", "2026-03-12 11:00")),
              "declined"));
    CHECK_FALSE(has(shop.advance("2026-06-12 10:00"), "violation unanswered over_promised"));
    CHECK(engine::matter_of(state, proposed)->open);

    // Decided by name; nothing is deducted by that either.
    const std::string by = engine::matter_of(state, proposed)->decider;
    const std::string told =
        outline(shop.decide(by, 3, Decision::kApprove, "as recorded", "2026-06-12 11:00"));
    CHECK(has(told, "notify li\nnotify wang\n"));
    CHECK(count(told, "log ") + count(told, "violation ") == 0);
    CHECK(engine::matter_of(state, proposed)->decided_by == by);
    CHECK(engine::matter_of(state, proposed)->decision == Decision::kApprove);
}

}  // namespace
}  // namespace onus::rows
