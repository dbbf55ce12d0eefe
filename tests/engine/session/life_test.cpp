// SPDX-License-Identifier: Apache-2.0
//
// What happens around an attempt or a duty while it waits: values, versions, posts and clocks
// change.
#include <catch2/catch.hpp>

#include "engine/replay.h"
#include "tests/engine/session/office_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

using engine::Decision;

/// A submit that happened before it was reported.
engine::Reply late(Workspace& office, std::string_view actor, std::string_view action,
                   const std::string& number, std::string_view happened,
                   std::string_view received) {
    engine::Command command;
    command.actor = std::string(actor);
    command.at = at(happened);
    command.received = at(received);
    engine::Submit submit;
    submit.action = std::string(action);
    submit.payload = engine::object_data();
    engine::set_member(submit.payload, "order", engine::text_data(number));
    command.body = std::move(submit);
    return office.run(std::move(command));
}

const std::string kPayLarge = R"(
rule pay_large "Large payments need two approvals"
  when pay_order if order.amount more than 4000 yuan
  needs approval by actor.supervisor, finance.head as different persons within 2 days
)";

TEST_CASE("life: an approval holds for the amount that it saw", "[engine][life]") {
    Workspace office({with_rule(kPayLarge)}, kOfficePeople);
    office.force("cleo", "place_order", order("N1", "4900"), "needed", "2025-07-01 09:00");
    office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-01 10:00");
    CHECK(outline(office.submit("cleo", "pay_order", R"({"order": "N1"})", "2025-07-01 11:00")) ==
          "judged 3 held hold | pay_large hold needs_approval by tom"
          " | pay_large hold needs_approval by dora\n"
          "matter 1 hold pay_large for tom due 2025-07-04 00:00\nnotify tom\n"
          "matter 2 hold pay_large for dora due 2025-07-04 00:00\nnotify dora\n");
    office.decide("tom", 1, Decision::kApprove, "yes", "2025-07-01 12:00");

    SECTION("the amount stands: the second approval releases it") {
        CHECK(outline(office.decide("dora", 2, Decision::kApprove, "yes", "2025-07-01 14:00"))
                  .find("attempt 3 released\neffect pay_order\n") != std::string::npos);
    }
    SECTION("another amount: both approve again, and then it is released") {
        office.submit("cleo", "amend_order", R"({"order": {"number": "N1", "amount": 49000}})",
                      "2025-07-01 13:00");

        CHECK(outline(office.decide("dora", 2, Decision::kApprove, "yes", "2025-07-01 14:00")) ==
              "matter 2 decided dora\nattempt 3 held\n"
              "matter 3 hold pay_large for tom due 2025-07-04 00:00\nnotify tom\n"
              "matter 4 hold pay_large for dora due 2025-07-04 00:00\nnotify dora\n"
              "notify cleo\n");
        office.decide("tom", 3, Decision::kApprove, "yes", "2025-07-01 15:00");
        CHECK(outline(office.decide("dora", 4, Decision::kApprove, "yes", "2025-07-01 16:00"))
                  .find("attempt 3 released\neffect pay_order\n") != std::string::npos);
    }
    SECTION("an amount that needs no approval any more: nothing is left to decide") {
        office.submit("cleo", "amend_order", R"({"order": {"number": "N1", "amount": 900}})",
                      "2025-07-01 13:00");
        CHECK(outline(office.decide("dora", 2, Decision::kApprove, "yes", "2025-07-01 14:00"))
                  .find("attempt 3 released\neffect pay_order\n") != std::string::npos);
    }
}

TEST_CASE("life: who decides for a vacant post is the one above it", "[engine][life]") {
    const std::string rule = R"(
role auditor reports to director
rule audited "Payments wait for the auditor"
  when pay_order if order.amount at least 0 yuan
  require order.amount more than 10 yuan
  otherwise hold for auditor answer within 1 day "Audited."
)";
    Workspace office({with_rule(rule)}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "5"), "2025-07-01 09:00");
    office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-01 10:00");

    CHECK(outline(office.submit("cleo", "pay_order", R"({"order": "N1"})", "2025-07-01 11:00")) ==
          "judged 3 held hold | audited hold by dora\n"
          "matter 1 hold audited for dora due 2025-07-03 00:00\nnotify dora\n");
}

TEST_CASE("life: the owner of the rulebook is not asked about what he left undone himself",
          "[engine][life]") {
    Workspace plant({R"(
rulebook plant "Plant"
  level company
  effective 2025-01-01
  owner quality.head
role checker
role worker
record batch
  number : text unique
action make (batch) by worker
  creates batch
action check (batch) by checker
duty checked "Every batch is checked"
  when    make
  bearer  checker
  must    check(batch)
  within  4 hours
  overdue escalate to bearer.supervisor answer within 8 hours
)"},
                    R"(
organisation: plant
fallback: zoe
persons: {zoe: Zoe, gus: Gus, will: Will}
units:
  hq: {head: zoe}
  quality: {parent: hq, head: gus}
posts:
  quality: {checker: gus, worker: will}
)");
    plant.submit("will", "make", R"({"batch": {"number": "B1"}})", "2025-07-01 08:00");
    CHECK(plant.advance("2025-07-01 13:00").find("matter 1 escalation checked for zoe") !=
          std::string::npos);
    // Zoe is silent: there is nobody above her, and Gus is no judge of himself.
    CHECK(plant.advance("2025-07-02 13:00") ==
          "violation unanswered checked zoe\n"
          "matter 1 alarm zoe\n"
          "notify zoe red\n");
}

TEST_CASE("life: at the instant of a deadline commands come before the timer", "[engine][life]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");

    SECTION("after other commands of the same millisecond it is still in time") {
        office.submit("cleo", "place_order", order("N2", "50"), "2025-07-04 00:00");
        CHECK(outline(
                  office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-04 00:00")) ==
              "judged 3 effective pass\neffect check_order\nduty 1 fulfilled fred\nnotify hana\n");
        CHECK(office.advance("2025-07-10 00:00").empty());
    }
    SECTION("time that passed up to the instant fires nothing") {
        office.advance("2025-07-04 00:00");
        CHECK(
            outline(office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-04 00:00"))
                .find("duty 1 fulfilled fred\n") != std::string::npos);
    }
    SECTION("a millisecond later the timer was first") {
        CHECK(outline(office.submit("fred", "check_order", R"({"order": "N1"})",
                                    "2025-07-04 00:00:00.001"))
                  .find("duty 1 fulfilled late fred\n") != std::string::npos);
        REQUIRE(office.fired().size() == 2);
        CHECK(outline(office.fired().back()).find("duty 1 overdue dora\n") == 0);
    }
    SECTION("an answer at its instant counts, a millisecond later the matter has climbed") {
        office.submit("cleo", "place_order", order("N3", "50", "yes"), "2025-07-05 09:00");
        office.submit("cleo", "place_order", order("N4", "50", "yes"), "2025-07-05 09:00");
        CHECK(outline(office.decide("tom", 1, Decision::kApprove, "yes", "2025-07-05 13:00"))
                  .find("released") != std::string::npos);
        CHECK(outline(office.decide("tom", 2, Decision::kApprove, "yes",
                                    "2025-07-05 13:00:00.001")) == "declined N0756 2 dora tom\n");
    }
}

TEST_CASE("life: an action is judged by the rules of its own time", "[engine][life]") {
    Workspace office({kOffice}, kOfficePeople);
    const std::string strict =
        replaced(kOffice, "  require done check_order(order) in the last 30 days\n",
                 "  require done check_order(order) in the last 30 days and (order.amount at most "
                 "10 yuan)\n");
    office.submit("cleo", "place_order", order("N1", "50"), "2025-07-01 09:00");
    office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-01 10:00");
    office.publish({strict}, "2025-07-02 00:00");

    SECTION("reported within the tolerance, on both sides of the switch") {
        CHECK(outline(late(office, "cleo", "pay_order", "N1", "2025-07-01 23:59:59.999",
                           "2025-07-02 00:04")) == "judged 3 effective pass\neffect pay_order\n");
        CHECK(outline(late(office, "cleo", "pay_order", "N1", "2025-07-02 00:00",
                           "2025-07-02 00:04")) ==
              "judged 4 refused block | paid_when_checked block\n");
    }
    SECTION("reported later it is held, and released by the rules of its own time") {
        CHECK(outline(late(office, "cleo", "pay_order", "N1", "2025-07-01 23:59:59.999",
                           "2025-07-02 00:05")) ==
              "judged 3 held hold | pay_order hold backdated by hana\n"
              "matter 1 hold pay_order for hana due 2025-07-04 00:00\nnotify hana\n");
        CHECK(outline(
                  office.decide("hana", 1, Decision::kApprove, "so it was", "2025-07-02 09:00")) ==
              "matter 1 decided hana\nattempt 3 released\neffect pay_order\nnotify cleo\n");
    }
    SECTION("five minutes are allowed to the millisecond") {
        CHECK(
            outline(late(office, "cleo", "pay_order", "N1", "2025-07-01 23:59", "2025-07-02 00:04"))
                .find("effective pass") != std::string::npos);
        CHECK(outline(late(office, "cleo", "pay_order", "N1", "2025-07-01 23:59",
                           "2025-07-02 00:04:00.001"))
                  .find("backdated") != std::string::npos);
    }
}

TEST_CASE("life: an action is judged by the organisation of its own time", "[engine][life]") {
    const std::string people = replaced(kOfficePeople, "clerk: [cleo, carl]",
                                        "clerk: [{holder: cleo, until: 2025-07-01}, carl]");
    Workspace office({kOffice}, people);
    office.submit("cleo", "place_order", order("N1", "50"), "2025-07-01 09:00");
    office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-01 10:00");

    CHECK(outline(late(office, "cleo", "pay_order", "N1", "2025-07-01 23:59:59.999",
                       "2025-07-02 00:03")) == "judged 3 effective pass\neffect pay_order\n");
    CHECK(
        outline(late(office, "cleo", "pay_order", "N1", "2025-07-02 00:00", "2025-07-02 00:03")) ==
        "judged 4 refused block | pay_order block out_of_boundary\n");
}

TEST_CASE("life: the bearer leaves, the post is vacant, the post is filled again",
          "[engine][life]") {
    const std::string people =
        replaced(kOfficePeople, "finance: [fred, fran]",
                 "finance: [{holder: fred, until: 2025-07-02}, {holder: fran, from: 2025-07-05}]");
    Workspace office({kOffice}, people);
    CHECK(outline(office.submit("cleo", "place_order", order("N1", "200"), "2025-07-02 10:00"))
              .find("duty check_in_time fred due 2025-07-05 00:00\n") != std::string::npos);

    // The head of the unit keeps it, the clock stands, and the owner of the rules is told.
    CHECK(office.advance("2025-07-04 23:00") ==
          "duty 1 reassigned dora\nnotify dora\nduty 1 suspended\n"
          "matter 1 vacancy check_in_time for hana due 2025-07-05 00:00\nnotify hana\n");
    CHECK(office.session().state().duty(1)->bearer == "dora");

    CHECK(office.advance("2025-07-05 00:00:01") ==
          "matter 1 climbed boss\nnotify boss\n"
          "duty 1 reassigned fran\nnotify fran\nduty 1 resumed\nmatter 1 closed\nnotify fran\n");
    CHECK(local(*office.session().state().duty(1)->due) == "2025-07-07 00:00");
    CHECK(office.advance("2025-07-07 00:00").find("overdue") == std::string::npos);
    CHECK(office.advance("2025-07-07 00:00:01").find("duty 1 overdue fran\n") == 0);
}

engine::Command command_of(std::string actor, std::string_view when, engine::CommandBody body) {
    engine::Command command;
    command.actor = std::move(actor);
    command.at = command.received = at(when);
    command.body = std::move(body);
    return command;
}

TEST_CASE("life: the head of the unit accepts what a vacant post left him", "[engine][life]") {
    const std::string people =
        replaced(kOfficePeople, "finance: [fred, fran]",
                 "finance: [{holder: fred, until: 2025-07-02}, {holder: fran, from: 2025-07-20}]");
    Workspace office({kOffice}, people);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-02 10:00");
    office.advance("2025-07-04 23:00");
    const auto claim = [&](std::string actor, std::string_view when) {
        return outline(office.run(command_of(std::move(actor), when, engine::Claim{{1, {}, {}}})));
    };
    const auto hand_on = [&](std::string actor, std::string to, std::string_view when) {
        return outline(office.run(
            command_of(std::move(actor), when, engine::Delegate{{1, {}, {}}, std::move(to), {}})));
    };

    // Neither who left nor an outsider may take it; only whoever keeps it.
    CHECK(claim("fred", "2025-07-05 09:00") == "declined N0772 1 dora\n");
    CHECK(claim("bill", "2025-07-05 09:00") == "declined N0772 1 dora\n");
    CHECK(hand_on("bill", "bill", "2025-07-05 09:30").find("declined") == 0);
    CHECK(claim("dora", "2025-07-05 10:00") ==
          "duty 1 transferred dora\nduty 1 resumed\nmatter 1 closed\nnotify dora\n");
    CHECK(claim("dora", "2025-07-05 10:01") == "declined N0772 1 dora\n");
    CHECK(office.session().state().duty(1)->due.has_value());

    SECTION("he may hand it to whom the rule names") {
        CHECK(hand_on("dora", "bill", "2025-07-05 11:00") ==
              "duty 1 delegated bill\nnotify bill\n");
        CHECK(hand_on("dora", "carl", "2025-07-05 11:00").find("declined") == 0);
    }
    SECTION("his silence is his own") {
        CHECK(office.advance("2025-07-10 00:00").find("duty 1 overdue dora\n") !=
              std::string::npos);
    }
}

TEST_CASE("life: a duty that nobody could bear when it began waits for whoever takes the post",
          "[engine][life]") {
    Workspace office({kOffice}, replaced(kOfficePeople, "finance: [fred, fran]",
                                         "finance: [{holder: fran, from: 2025-07-05}]"));
    CHECK(outline(office.submit("cleo", "place_order", order("N1", "200"), "2025-07-02 10:00")) ==
          "judged 1 effective pass\neffect place_order\n"
          "duty check_in_time hana due 2025-07-05 00:00\nnotify hana\n"
          "matter 1 vacancy check_in_time for hana due 2025-07-04 00:00\nnotify hana\n");
    CHECK(office.session().state().duty(1)->suspended_at.has_value());
    // Nobody's time runs while there is nobody.
    CHECK(office.advance("2025-07-04 23:00").find("overdue") == std::string::npos);

    CHECK(office.advance("2025-07-05 00:00:01")
              .find("duty 1 reassigned fran\nnotify fran\nduty 1 resumed\n") != std::string::npos);
    CHECK(local(*office.session().state().duty(1)->due) == "2025-07-08 00:00");
}

TEST_CASE("life: a change of one post passes on the duties of that post alone", "[engine][life]") {
    // carl sells for tom's team, cleo for another; both orders are forced.
    const std::string people = replaced(
        replaced(kOfficePeople, "posts:", "  sales:   {parent: company, head: bill}\nposts:"),
        "clerk: [cleo, carl], buyer: bill}",
        "clerk: carl}\n  sales: {team_leader: bill, clerk: cleo}");
    Workspace office({with_rule(R"(
duty look_at_forced "Whoever forces is talked to by his superior"
  when forced small_amounts
  bearer actor.supervisor
  must allow_more_time(order)
  within 30 days
)")},
                     people);
    office.force("carl", "place_order", order("N1", "2000"), "needed", "2025-07-01 09:00");
    office.force("cleo", "place_order", order("N2", "2000"), "needed", "2025-07-01 10:00");
    const auto& state = office.session().state();
    // Two duties of finance are a pool and with its head.
    CHECK(state.duties_of_pool("finance") == state.duties_of("dora"));
    CHECK(state.duties_of("dora").size() == 2);
    const auto toms = state.duties_of("tom");
    REQUIRE(toms.size() == 1);
    REQUIRE(state.duties_of("bill").size() == 1);

    SECTION("the head of one unit is replaced") {
        const std::string replacement = replaced(replaced(people, "head: tom", "head: hana"),
                                                 "team_leader: tom, ", "team_leader: hana, ");
        const std::string what =
            outline(office.publish_organisation(replacement, "2025-07-02 09:00"));
        CHECK(what ==
              "published\nduty " + std::to_string(toms[0]) + " reassigned hana\nnotify hana\n");
        CHECK(state.duties_of("hana") == toms);
        // Whoever bore it first is remembered, should the post come back to him.
        CHECK(state.duties_of("tom") == toms);
        CHECK(state.duty(state.duties_of("bill")[0])->bearer == "bill");
    }
    SECTION("a subordinate moves: his superior of then is where he was") {
        const std::string moved =
            replaced(replaced(people, "clerk: carl}", "}"), "clerk: cleo}", "clerk: [cleo, carl]}");
        CHECK(outline(office.publish_organisation(moved, "2025-07-02 09:00")) == "published\n");
        CHECK(state.duties_of("tom") == toms);
        // He leaves later: the path leads to whom carl has above him now.
        office.publish_organisation(
            replaced(moved, "  tom:  {name: Tom}", "  tom:  {name: Tom, until: 2025-07-02}"),
            "2025-07-03 09:00");
        CHECK(state.duty(toms[0])->bearer == "bill");
    }
    SECTION("what is done is found under nobody") {
        office.submit("tom", "allow_more_time", R"({"order": "N1"})", "2025-07-02 09:00");
        CHECK(state.duties_of("tom").empty());
    }
}

TEST_CASE("life: whoever takes over a post decides what waits for it", "[engine][life]") {
    Workspace office({with_rule(R"(
duty decide_forced "The superior decides what is forced"
  when forced small_amounts
  bearer actor.supervisor
  must decide
  within 30 days
)")},
                     kOfficePeople);
    office.force("carl", "place_order", order("N1", "2000"), "needed", "2025-07-01 09:00");
    const auto& state = office.session().state();
    REQUIRE(state.matter(1)->decider == "tom");
    office.publish_organisation(replaced(replaced(kOfficePeople, "head: tom", "head: hana"),
                                         "team_leader: tom, ", "team_leader: hana, "),
                                "2025-07-02 09:00");
    CHECK(state.matter(1)->decider == "hana");
    CHECK(outline(office.decide("tom", 1, Decision::kApprove, "fine", "2025-07-02 10:00"))
              .find("declined") == 0);
    CHECK(outline(office.decide("hana", 1, Decision::kApprove, "fine", "2025-07-02 11:00"))
              .find("matter 1 decided hana") == 0);
    const auto rebuilt = engine::rebuild(office.store());
    REQUIRE(rebuilt.has_value());
    CHECK(rebuilt->same());
}

TEST_CASE("life: a change of the chart at the instant of a restart is followed", "[engine][life]") {
    const auto play = [](bool restarts) {
        const std::string people = replaced(
            kOfficePeople, "finance: [fred, fran]",
            "finance: [{holder: fred, until: 2025-07-02}, {holder: fran, from: 2025-07-03}]");
        Workspace office({kOffice}, people);
        office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
        office.submit("cleo", "place_order", order("N2", "50"), "2025-07-03 00:00");
        if (restarts) {
            office.reopen();
        }
        office.advance("2025-07-03 09:00");
        CHECK(office.session().state().duty(1)->bearer == "fran");
        return engine::to_string(office.session().head());
    };
    CHECK(play(true) == play(false));
}

TEST_CASE("life: a clock that a hearing stopped is not started by a change of posts",
          "[engine][life]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    office.submit("cleo", "start_hearing", R"({"order": "N1"})", "2025-07-01 10:00");
    office.publish_organisation(replaced(kOfficePeople, "buyer: bill", "buyer: [bill, tom]"),
                                "2025-07-01 11:00");
    CHECK(office.session().state().duty(1)->suspended_at.has_value());
    office.submit("cleo", "end_hearing", R"({"order": "N1"})", "2025-07-20 10:00");
    CHECK(local(*office.session().state().duty(1)->due) == "2025-07-23 00:00");
}

TEST_CASE("life: two commands that have nothing to do with each other may be swapped",
          "[engine][life]") {
    const auto play = [](bool swapped) {
        Workspace office({kOffice}, kOfficePeople);
        const auto first = [&] {
            return outline(office.force("cleo", "place_order", order("N1", "2000"), "needed",
                                        "2025-07-01 09:00"));
        };
        const auto second = [&] {
            return outline(
                office.submit("carl", "place_order", order("N2", "60", "yes"), "2025-07-01 09:00"));
        };
        std::string one = swapped ? std::string() : first();
        std::string two = second();
        one = swapped ? first() : one;
        const auto no_numbers = [](std::string text) {
            const std::size_t number = text.find("judged ") + 7;
            return text.substr(0, number) + text.substr(text.find(' ', number));
        };
        const std::string later = office.advance("2025-07-20 00:00");
        return no_numbers(one) + no_numbers(two) + std::to_string(later.size());
    };
    CHECK(play(false) == play(true));
}

}  // namespace
}  // namespace onus::test
