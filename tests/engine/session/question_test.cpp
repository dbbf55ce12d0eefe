// SPDX-License-Identifier: Apache-2.0
//
// What waits for a person waits no longer than there is something to decide.
#include <catch2/catch.hpp>

#include "tests/engine/session/launch_delay.h"
#include "tests/engine/session/office_text.h"

namespace onus::test {
namespace {

using engine::AttemptStatus;

AttemptStatus status(const Workspace& office, std::uint64_t attempt) {
    return office.session().state().attempt(attempt)->judged.status;
}

bool waits(const Workspace& office, std::uint64_t matter) {
    return office.session().state().is_open_matter(matter);
}

/// The texts that somebody was told, of a reply and of what fired before it.
std::string told(const std::vector<engine::Reply>& replies, const std::string& person) {
    std::string texts;
    for (const engine::Reply& reply : replies) {
        for (const engine::Event& event : reply.events) {
            const auto* notified = std::get_if<engine::Notified>(&event);
            if (notified != nullptr && notified->person == person) {
                texts += notified->text.id + "\n";
            }
        }
    }
    return texts;
}

TEST_CASE("question: of two deliveries that wait, the one approved ends the other", "[question]") {
    Launch launch(held_chain());
    launch.research("2025-07-02 10:00");
    launch.research("2025-07-02 11:00");
    REQUIRE(waits(launch, 2));
    const engine::Reply reply =
        launch.decide("boss", 1, Decision::kApprove, "fine", "2025-07-02 12:00");
    CHECK(status(launch, 2) == AttemptStatus::kReleased);
    CHECK(status(launch, 3) == AttemptStatus::kOvertaken);
    CHECK_FALSE(waits(launch, 2));
    CHECK(told({reply}, "mark").find("onus.notice.overtaken\n") != std::string::npos);
}

TEST_CASE("question: a cancelled run asks nobody any more", "[question]") {
    Launch launch(held_chain());
    SECTION("held in time") { launch.research("2025-07-06 10:00"); }
    SECTION("held when it was overdue already") { launch.research("2025-07-12 10:00"); }
    REQUIRE(waits(launch, 1));
    launch.control("cancel", "2025-07-12 12:00");
    CHECK(status(launch, 2) == AttemptStatus::kOvertaken);
    CHECK_FALSE(waits(launch, 1));
    CHECK(launch.advance("2025-09-01 00:00").empty());
}

TEST_CASE("question: what is sent back asks nobody any more", "[question]") {
    std::string both = held_chain();
    both = replaced(both, "deliver  result : outcome\n",
                    "deliver  result : outcome\n    require  item.size at least 5\n"
                    "    otherwise hold for office.head answer within 9 days \"Look at it.\"\n");
    Launch launch(both);
    launch.research("2025-07-02 10:00");
    launch.decide("boss", 1, Decision::kApprove, "fine", "2025-07-02 11:00");
    launch.design("good", "2025-07-03 10:00");
    REQUIRE(waits(launch, 2));
    launch.control("send_back", "2025-07-03 12:00", R"(, "step": "research")");
    CHECK(status(launch, 3) == AttemptStatus::kOvertaken);
    CHECK_FALSE(waits(launch, 2));
}

TEST_CASE("question: a delivery that waits for one run says nothing about another", "[question]") {
    Launch launch(held_chain());
    launch.submit("lena", "begin", R"({"item": {"code": "P2", "size": 1}})", "2025-07-01 10:00");
    launch.submit("mark", "launch.research", R"({"item": "P2", "report": "r"})",
                  "2025-07-02 10:00");
    launch.control("cancel", "2025-07-02 12:00");
    CHECK(status(launch, 3) == AttemptStatus::kHeld);
    CHECK(waits(launch, 1));
}

TEST_CASE("question: whoever need not do something any more is told so", "[question]") {
    Launch launch;
    const engine::Reply reply = launch.submit(
        "lena", "launch.cancel", R"({"item": "P1", "reason": "so"})", "2025-07-02 10:00");
    CHECK(told({reply}, "mark") == "onus.notice.void\n");
}

TEST_CASE("question: whoever bears a duty is told that its clock stands, and that it runs again",
          "[question]") {
    Launch launch;
    const auto tell = [&](const std::string& what, const std::string& when) {
        return told(
            {launch.submit("lena", "launch." + what, R"({"item": "P1", "reason": "so"})", when)},
            "mark");
    };
    CHECK(tell("suspend", "2025-07-02 10:00") == "onus.notice.suspended\n");
    CHECK(tell("resume", "2025-07-04 10:00") == "onus.notice.resumed\n");
}

TEST_CASE("question: the supervisor is not asked about what was done late meanwhile",
          "[question]") {
    Workspace office({replaced(kOffice, "notify hr.head level red \"Unchecked.\" \"未核对。\"",
                               "escalate to hr.head answer within 9 days")},
                     replaced(kOfficePeople, "[fred, fran]", "fred"));
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    office.advance("2025-07-05 09:00");
    REQUIRE(waits(office, 1));
    SECTION("done") {
        office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-05 10:00");
        CHECK(office.session().state().duty(1)->state == engine::DutyState::kFulfilledLate);
    }
    SECTION("not to be done any more") {
        office.submit("cleo", "drop_order", R"({"order": "N1"})", "2025-07-05 10:00");
        CHECK(office.session().state().duty(1)->state == engine::DutyState::kVoid);
    }
    CHECK_FALSE(waits(office, 1));
    CHECK(office.advance("2025-08-01 00:00").empty());
}

/// Nobody holds the post of the duty that `place_order` starts; hana owns the rules.
Workspace vacant() {
    Workspace office({kOffice}, replaced(kOfficePeople, "finance: [fred, fran]",
                                         "finance: [{holder: fran, from: 2025-07-20}]"));
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    REQUIRE(office.session().state().matter(1)->opened.kind == engine::MatterKind::kVacancy);
    return office;
}

TEST_CASE("question: whoever is asked who does a duty takes it over by approving", "[question]") {
    Workspace office = vacant();
    const engine::Reply reply =
        office.decide("hana", 1, Decision::kApprove, "I do", "2025-07-02 10:00");
    CHECK(outline(reply).find("duty 1 transferred hana\nduty 1 resumed\n") != std::string::npos);
    CHECK(told({reply}, "hana") == "onus.notice.resumed\n");
    CHECK(local(*office.session().state().duty(1)->due) == "2025-07-05 00:00");
    CHECK(office.advance("2025-07-05 00:00:01").find("duty 1 overdue hana\n") != std::string::npos);
}

TEST_CASE("question: a vacancy that is rejected waits for the post to be filled", "[question]") {
    Workspace office = vacant();
    CHECK(outline(office.decide("hana", 1, Decision::kReturn, "no", "2025-07-02 10:00")) ==
          "declined N0779 1\n");
    office.decide("hana", 1, Decision::kReject, "later", "2025-07-02 11:00");
    CHECK_FALSE(waits(office, 1));
    CHECK(office.session().state().duty(1)->suspended_at.has_value());
    CHECK(office.advance("2025-07-20 09:00").find("duty 1 reassigned fran\n") != std::string::npos);
}

TEST_CASE("question: nobody is asked to take over what is to check his own deed", "[question]") {
    Workspace office(
        {replaced(kOffice, "place_order (order) by clerk", "place_order (order) by anyone")},
        replaced(kOfficePeople, "finance: [fred, fran]",
                 "finance: [{holder: fran, from: 2025-07-20}]"));
    const std::string placed =
        outline(office.submit("hana", "place_order", order("N1", "200"), "2025-07-01 09:00"));
    INFO(placed);
    CHECK(office.session().state().matter(1)->decider == "boss");
    office.decide("boss", 1, Decision::kApprove, "I do", "2025-07-01 10:00");
    CHECK(office.session().state().duty(1)->bearer == "boss");
}

TEST_CASE("question: a post that is filled needs no answer any more", "[question]") {
    Workspace office = vacant();
    office.publish_organisation(kOfficePeople, "2025-07-01 10:00");
    CHECK_FALSE(waits(office, 1));
    CHECK(office.session().state().duty(1)->bearer == "dora");  // the head of a pool of two
}

TEST_CASE("question: above whoever has no superior stands the fallback, and no post is vacant",
          "[question]") {
    std::string rules = kOffice;
    for (const auto& [from, to] :
         {std::pair{"bearer finance", "bearer top"},
          {"notify hr.head level red", "notify bearer.supervisor level red"},
          {"role finance ", "role top\nrole finance "},
          {"check_order (order) by finance", "check_order (order) by top"},
          {"  remind 50%\n", "  remind 50% and notify bearer.supervisor\n"}}) {
        rules = replaced(rules, from, to);
    }
    std::string people = replaced(kOfficePeople, "company: {director: dora}",
                                  "company: {director: dora, top: boss}");
    SECTION("who is himself the fallback") {
        Workspace office({rules}, people);
        office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
        CHECK(office.advance("2025-07-10 09:00") ==
              "duty 1 reminded\nnotify boss\n"
              "duty 1 overdue boss\nviolation not_performed check_in_time boss\n"
              "log check_missed boss -2\nnotify boss red\n");
    }
    SECTION("who is somebody else") {
        people = replaced(people, "fallback: boss", "fallback: hana");
        Workspace office({rules}, people);
        office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
        CHECK(office.advance("2025-07-10 09:00") ==
              "duty 1 reminded\nnotify boss\nnotify hana\n"
              "duty 1 overdue boss\nviolation not_performed check_in_time boss\n"
              "log check_missed boss -2\nnotify hana red\n");
    }
}

TEST_CASE("question: a vacant post above is reported, and whoever stands above it is told",
          "[question]") {
    const std::string rules =
        replaced(kOffice, "notify hr.head level red", "notify bearer.supervisor level red");
    const std::string people =
        replaced(replaced(replaced(kOfficePeople, "director: dora", "director: vacant"),
                          "company, head: dora}", "company}"),
                 "company: {head: boss}", "company: {}");
    Workspace office({rules}, replaced(people, "[fred, fran]", "fred"));
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    const std::string fired = office.advance("2025-07-05 09:00");
    INFO(fired);
    CHECK(fired.find("notify boss red\n") != std::string::npos);
    CHECK(fired.find(" vacancy check_in_time for hana") != std::string::npos);
}

/// A launch whose first delivery waits for a decision; that it is late is asked about.
std::string escalated_chain() {
    return replaced(held_chain(), "\n  step design",
                    "    overdue  escalate to lead answer within 20 days\n\n  step design");
}

/// Two are asked about a missed deadline: hana, and dora above the bearer.
Workspace asked_twice() {
    Workspace office({replaced(kOffice, "notify hr.head level red \"Unchecked.\" \"未核对。\"",
                               "escalate to hr.head answer within 9 days\n"
                               "          escalate to bearer.supervisor answer within 9 days")},
                     replaced(kOfficePeople, "[fred, fran]", "fred"));
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    office.advance("2025-07-05 09:00");
    return office;
}

TEST_CASE("question: an excused step may still be delivered by what waits", "[question]") {
    Launch launch(escalated_chain());
    launch.advance("2025-07-08 09:00");
    launch.research("2025-07-08 10:00");
    launch.decide("lena", 1, Decision::kApprove, "never mind", "2025-07-08 11:00");
    CHECK(launch.session().state().duty(2)->state == engine::DutyState::kExcused);
    REQUIRE(status(launch, 2) == AttemptStatus::kHeld);
    launch.decide("boss", 2, Decision::kApprove, "fine", "2025-07-08 12:00");
    CHECK(status(launch, 2) == AttemptStatus::kReleased);
    launch.design("good", "2025-07-09 10:00");
}

TEST_CASE("question: what was breached is asked about whether or not the task is done",
          "[question]") {
    const std::string breach = replaced(
        replaced(kOffice, "  must check_order(order)\n",
                 "  must check_order(order)\n  must not drop_order(order)\n"),
        "  fulfilled notify hr.head\n", "  violated escalate to hr.head answer within 20 days\n");
    Workspace office({replaced(replaced(breach, "drop_order (order) by clerk",
                                        "drop_order (order) by clerk, finance"),
                               "  cancelled when drop_order\n", "")},
                     replaced(kOfficePeople, "[fred, fran]", "fred"));
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    office.force("fred", "drop_order", R"({"order": "N1"})", "so", "2025-07-01 10:00");
    REQUIRE(waits(office, 1));
    SECTION("the task is done") {
        office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-01 11:00");
        CHECK(waits(office, 1));
    }
    SECTION("and the answer says nothing about the task") {
        CHECK(outline(office.decide("hana", 1, Decision::kReturn, "no", "2025-07-01 11:00")) ==
              "declined N0784 1\n");
        office.decide("hana", 1, Decision::kApprove, "never mind", "2025-07-01 11:30");
        CHECK_FALSE(office.session().state().duty(1)->done);
    }
}

TEST_CASE("question: of several escalations each ends with the duty", "[question]") {
    Workspace office = asked_twice();
    REQUIRE(waits(office, 1));
    REQUIRE(waits(office, 2));
    SECTION("done late") {
        office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-05 10:00");
    }
    SECTION("done in time, as it turns out, and everybody who was asked is told") {
        office.advance("2025-07-15 09:00");
        const engine::Reply reply = office.observe("fred", "check_order", R"({"order": "N1"})",
                                                   "2025-07-03 10:00", "2025-07-15 10:00");
        for (const char* const person : {"fred", "hana", "dora", "boss"}) {
            INFO(person);
            CHECK(told({reply}, person).find("onus.notice.reversed\n") != std::string::npos);
        }
        // The two who did not answer had nothing to answer.
        CHECK(outline(reply).find("reversed hana\n") != std::string::npos);
        CHECK(outline(reply).find("reversed dora\n") != std::string::npos);
    }
    CHECK_FALSE(waits(office, 1));
    CHECK_FALSE(waits(office, 2));
}

TEST_CASE("question: a new deadline stands while a delivery waits, and the miss stays a miss",
          "[question]") {
    Launch launch(escalated_chain());
    launch.advance("2025-07-08 09:00");
    launch.research("2025-07-08 10:00");
    launch.decide("lena", 1, Decision::kReturn, "again", "2025-07-08 11:00");
    CHECK(launch.session().state().duty(2)->suspended_at.has_value());
    CHECK(launch.advance("2025-07-16 09:00").find("overdue") == std::string::npos);
    const std::string done =
        outline(launch.decide("boss", 2, Decision::kApprove, "fine", "2025-07-16 12:00"));
    CHECK(done.find("duty 2 fulfilled mark\n") != std::string::npos);
    CHECK(done.find("reversed") == std::string::npos);
}

TEST_CASE("question: a deadline that has passed stays passed when a run goes on", "[question]") {
    Launch launch(GENERATE(true, false) ? held_chain() : kChain);
    launch.advance("2025-07-08 09:00");
    launch.research("2025-07-08 09:30");
    const bool waits_for_boss = status(launch, 2) == AttemptStatus::kHeld;
    if (!waits_for_boss) {
        return;
    }
    launch.control("suspend", "2025-07-08 10:00");
    launch.control("resume", "2025-07-09 10:00");
    CHECK(local(*launch.session().state().duty(2)->due) == "2025-07-07 00:00");
    CHECK(launch.session().state().duty(2)->state == engine::DutyState::kOverdue);
    launch.decide("boss", 1, Decision::kReject, "no", "2025-07-12 10:00");
    launch.research("2025-07-12 11:00");
    CHECK(outline(launch.decide("boss", 2, Decision::kApprove, "fine", "2025-07-12 12:00"))
              .find("duty 2 fulfilled late mark\n") != std::string::npos);
}

TEST_CASE("question: what was delivered before a run was suspended may be approved meanwhile",
          "[question]") {
    Launch launch(held_chain());
    launch.research("2025-07-02 10:00");
    launch.control("suspend", "2025-07-02 11:00");
    launch.decide("boss", 1, Decision::kApprove, "fine", "2025-07-02 12:00");
    CHECK(status(launch, 2) == AttemptStatus::kReleased);
    // What follows is open, and its clock stands until the run goes on.
    CHECK(launch.session().state().duty(3)->suspended_at.has_value());
    CHECK(launch.advance("2025-07-20 09:00").find("overdue") == std::string::npos);
    launch.control("resume", "2025-07-20 10:00");
    CHECK_FALSE(launch.session().state().duty(3)->suspended_at.has_value());
    launch.design("good", "2025-07-21 10:00");
}

TEST_CASE("question: what was handed over need not be acknowledged while a run is suspended",
          "[question]") {
    Launch launch;
    launch.research("2025-07-02 10:00");
    launch.design("good", "2025-07-03 10:00");
    launch.place("bill", "build", "2025-07-04 10:00");
    const engine::DutyRow& receipt = *launch.session().state().duty(5);
    REQUIRE(receipt.opened.bearer == "sid");
    launch.control("suspend", "2025-07-04 11:00");
    CHECK(launch.session().state().duty(5)->suspended_at.has_value());
    CHECK(launch.advance("2025-07-20 09:00").find("overdue") == std::string::npos);
    launch.control("resume", "2025-07-20 10:00");
    CHECK_FALSE(launch.session().state().duty(5)->suspended_at.has_value());
}

TEST_CASE("question: what is left to acknowledge of a run that ends suspended is to be done",
          "[question]") {
    const std::string rules = replaced(
        replaced(kChain, "    owner    seller\n    within   2 days\n    deliver  place : text\n",
                 "    owner    seller\n    within   2 days\n    deliver  place : text\n"
                 "    require  item.size at least 5\n"
                 "    otherwise hold for office.head answer within 20 days \"Look.\"\n"
                 "    handed   to lead within 1 day\n"),
        "    handed   to seller within 1 day\n", "");
    Launch launch(rules);
    launch.research("2025-07-02 10:00");
    launch.design("good", "2025-07-03 10:00");
    launch.place("bill", "build", "2025-07-04 10:00");
    launch.place("sid", "sell", "2025-07-05 10:00");
    launch.control("suspend", "2025-07-05 11:00");
    launch.decide("boss", 1, Decision::kApprove, "fine", "2025-07-05 12:00");
    const engine::DutyRow& receipt = *launch.session().state().duty(6);
    REQUIRE(receipt.bearer == "lena");
    CHECK_FALSE(receipt.suspended_at.has_value());
    CHECK(receipt.due.has_value());
}

TEST_CASE("question: of two deliveries of an excused step the one approved ends the other",
          "[question]") {
    Launch launch(escalated_chain());
    launch.advance("2025-07-08 09:00");
    launch.decide("lena", 1, Decision::kApprove, "never mind", "2025-07-08 10:00");
    launch.research("2025-07-08 11:00");
    launch.research("2025-07-08 12:00");
    launch.decide("boss", 2, Decision::kApprove, "fine", "2025-07-08 13:00");
    CHECK(status(launch, 2) == AttemptStatus::kReleased);
    CHECK(status(launch, 3) == AttemptStatus::kOvertaken);
}

TEST_CASE("question: a suspension that is told late takes a miss back", "[question]") {
    Launch launch;
    launch.advance("2025-07-07 00:00:01");
    REQUIRE(launch.session().state().duty(2)->overdue_at.has_value());
    engine::Command command;
    command.actor = "lena";
    command.at = at("2025-07-06 23:58");
    command.received = at("2025-07-07 00:01");
    engine::Submit submit;
    submit.action = "works.launch.suspend";
    submit.payload = engine::object_data();
    engine::set_member(submit.payload, "item", engine::text_data("P1"));
    engine::set_member(submit.payload, "reason", engine::text_data("so"));
    command.body = std::move(submit);
    const std::string told = outline(launch.run(command));
    INFO(told);
    CHECK(told.find("duty 2 reversed") != std::string::npos);
    launch.control("resume", "2025-07-10 10:00");
    launch.research("2025-07-10 11:00");
    CHECK(launch.session().state().duty(2)->state == engine::DutyState::kFulfilledInTime);
}

TEST_CASE("question: that a message reached nobody is no question of who does the duty",
          "[question]") {
    const std::string rules =
        replaced(kOffice, "  remind 50%\n", "  remind 50% and notify buyer\n");
    Workspace office({rules}, replaced(replaced(kOfficePeople, "buyer: bill", "buyer: vacant"),
                                       "[fred, fran]", "[{holder: fred, until: 2025-07-02}]"));
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    office.advance("2025-07-02 23:00");
    REQUIRE(office.session().state().matter(1)->opened.finding_kind == "unreached");
    office.decide("hana", 1, Decision::kApprove, "I know", "2025-07-02 23:30");
    CHECK(office.session().state().duty(1)->bearer == "fred");
}

TEST_CASE("question: after a new deadline nobody else is asked about the miss", "[question]") {
    Workspace office = asked_twice();
    office.decide("hana", 1, Decision::kReturn, "again", "2025-07-05 10:00");
    CHECK_FALSE(waits(office, 2));
}

TEST_CASE("question: whoever takes a delivery back takes back what it set off", "[question]") {
    Launch launch(kChain + R"(
action look_at (item) by lead

duty look "The report is looked at" "查看报告"
  when   launch.research
  bearer lead
  must   look_at(item)
  within 2 days
)");
    launch.research("2025-07-02 10:00");
    REQUIRE(launch.session().state().duty(4)->opened.declaration == "works.look");
    launch.act("mark", "withdraw", R"("step": "research", "reason": "so")", "2025-07-02 11:00");
    CHECK(launch.session().state().duty(4)->state == engine::DutyState::kVoid);
}

TEST_CASE("question: each who was to decide answers for the time in which he was", "[question]") {
    Launch launch(replaced(held_chain(), "hold for office.head answer within 9 days",
                           "hold for lead answer within 2 days"));
    launch.research("2025-07-05 10:00");
    CHECK(launch.told("2025-07-08 00:00") ==
          "delivered research mark/marketing -1d\nheld research lena/office +3d root\ntotal +2d\n");
    launch.advance("2025-07-09 00:00");
    SECTION("approved at last") {
        launch.decide("boss", 1, Decision::kApprove, "fine", "2025-07-09 10:00");
        CHECK(launch.told("2025-07-09 10:00") ==
              "delivered research mark/marketing -1d\nheld research lena/office +3d root\n"
              "held research boss/office +1d\ntotal +3d\n");
    }
    SECTION("rejected at last") {
        launch.decide("boss", 1, Decision::kReject, "no", "2025-07-09 10:00");
        CHECK(launch.told("2025-07-09 10:00") ==
              "held research lena/office +3d root\nheld research boss/office +1d\ntotal +4d\n");
    }
}

}  // namespace
}  // namespace onus::test
