// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "tests/engine/session/office_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

using engine::Decision;

TEST_CASE("attempt: three refusals leave three entries and nothing against anybody",
          "[engine][attempt]") {
    Workspace office({kOffice}, kOfficePeople);
    for (int i = 1; i <= 3; ++i) {
        CHECK(outline(office.submit("cleo", "pay_order", R"({"order": "N1"})",
                                    "2025-07-01 09:0" + std::to_string(i))) ==
              "judged " + std::to_string(i) + " refused block | paid_when_checked block\n");
    }
    CHECK(office.session().state().open_duties().empty());
    CHECK(office.session().state().open_matters().empty());
}

TEST_CASE("attempt: a hold is released by its decider", "[engine][attempt]") {
    Workspace office({kOffice}, kOfficePeople);
    CHECK(outline(
              office.submit("cleo", "place_order", order("N1", "50", "yes"), "2025-07-01 09:00")) ==
          "judged 1 held hold | urgent_orders hold by tom\n"
          "matter 1 hold urgent_orders for tom due 2025-07-01 13:00\n"
          "notify tom\n");

    CHECK(outline(office.decide("tom", 1, Decision::kApprove, "fine", "2025-07-01 10:00")) ==
          "matter 1 decided tom\n"
          "attempt 1 released\n"
          "effect place_order\n"
          "notify cleo\n");
}

TEST_CASE("attempt: a rejected and a returned hold have no effect", "[engine][attempt]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "50", "yes"), "2025-07-01 09:00");
    CHECK(outline(office.decide("tom", 1, Decision::kReject, "no", "2025-07-01 10:00")) ==
          "matter 1 decided tom\nattempt 1 rejected\nnotify cleo\n");

    office.submit("cleo", "place_order", order("N1", "60", "yes"), "2025-07-01 11:00");
    CHECK(outline(office.decide("tom", 2, Decision::kReturn, "say more", "2025-07-01 12:00")) ==
          "matter 2 decided tom\nattempt 2 returned\nnotify cleo\n");
}

TEST_CASE("attempt: an unanswered hold climbs three levels and expires", "[engine][attempt]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "50", "yes"), "2025-07-01 09:00");

    CHECK(office.advance("2025-07-02 09:00") ==
          "matter 1 climbed dora\nnotify dora\n"
          "matter 1 climbed boss\nnotify boss\n"
          "matter 1 expired\nattempt 1 expired\nnotify cleo\n");
    CHECK(office.session().state().open_matters().empty());
}

TEST_CASE("attempt: whoever decides is never the actor", "[engine][attempt]") {
    Workspace office({kOffice}, kOfficePeople);
    // Tom's own order goes to his supervisor, the director.
    CHECK(outline(
              office.submit("tom", "place_order", order("N1", "50", "yes"), "2025-07-01 09:00")) ==
          "judged 1 held hold | urgent_orders hold by dora\n"
          "matter 1 hold urgent_orders for dora due 2025-07-01 13:00\n"
          "notify dora\n");
    CHECK(outline(office.decide("tom", 1, Decision::kApprove, "mine", "2025-07-01 09:30")) ==
          "declined N0756 1 dora tom\n");
}

TEST_CASE("attempt: an absent decider's delegate decides", "[engine][attempt]") {
    Workspace office({kOffice}, kOfficePeople);
    CHECK(outline(
              office.submit("cleo", "place_order", order("N1", "50", "yes"), "2025-08-04 09:00")) ==
          "judged 1 held hold | urgent_orders hold by bill\n"
          "matter 1 hold urgent_orders for bill due 2025-08-04 13:00\n"
          "notify bill\n");
    CHECK(outline(office.decide("bill", 1, Decision::kApprove, "fine", "2025-08-04 10:00"))
              .find("attempt 1 released") != std::string::npos);
}

TEST_CASE("attempt: two deciders and one warning each need their answer", "[engine][attempt]") {
    Workspace office({kOffice}, kOfficePeople);
    CHECK(outline(office.submit("cleo", "place_order", order("N1", "6000"), "2025-07-01 09:00")) ==
          "judged 1 held hold | large_orders hold needs_approval by tom"
          " | large_orders hold needs_approval by dora | small_amounts warn\n"
          "matter 1 hold large_orders for tom due 2025-07-03 00:00\n"
          "notify tom\n"
          "matter 2 hold large_orders for dora due 2025-07-03 00:00\n"
          "notify dora\n");
    CHECK(outline(office.decide("tom", 1, Decision::kApprove, "yes", "2025-07-01 10:00")) ==
          "matter 1 decided tom\nattempt 1 held\nnotify cleo\n");
    CHECK(outline(office.decide("dora", 2, Decision::kApprove, "yes", "2025-07-01 11:00")) ==
          "matter 2 decided dora\nattempt 1 held\nnotify cleo\n");

    engine::Command force;
    force.actor = "cleo";
    force.at = force.received = at("2025-07-01 12:00");
    force.body = engine::Force{1, "needed"};
    CHECK(outline(office.run(force)) ==
          "attempt 1 held\n"
          "attempt 1 released\n"
          "effect place_order\n"
          "violation direct small_amounts cleo\n"
          "duty check_in_time dora pool finance due 2025-07-04 00:00\n"
          "notify dora\n");
}

TEST_CASE("attempt: a plain resubmission of a warning stays refused, forcing needs a reason",
          "[engine][attempt]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "2000"), "2025-07-01 09:00");

    CHECK(outline(office.submit("cleo", "place_order", order("N1", "2000"), "2025-07-01 09:01")) ==
          "judged 2 refused warn | small_amounts warn\n");
    CHECK(
        outline(office.force("cleo", "place_order", order("N1", "2000"), "", "2025-07-01 09:02")) ==
        "judged 3 refused warn | small_amounts warn | force_needs_reason block"
        " force_needs_reason\n");
    engine::Command force;
    force.actor = "carl";
    force.at = force.received = at("2025-07-01 09:03");
    force.body = engine::Force{1, "mine"};
    CHECK(outline(office.run(force)) == "declined N0751 1 cleo\n");
}

TEST_CASE("attempt: one id is one command for ever", "[engine][attempt]") {
    Workspace office({kOffice}, kOfficePeople);
    engine::Command command;
    command.id = "same";
    command.actor = "cleo";
    command.at = command.received = at("2025-07-01 09:00");
    engine::Submit submit;
    submit.action = "pay_order";
    submit.payload = engine::object_data();
    engine::set_member(submit.payload, "order", engine::text_data("N1"));
    command.body = submit;
    const engine::Reply first = office.run(command);

    const engine::Reply again = office.run(command);
    CHECK(again.repeated);
    CHECK(again.sequence == first.sequence);
    CHECK(again.events == first.events);
    command.body = engine::Tick{};
    const auto other = office.try_run(command);
    REQUIRE_FALSE(other.has_value());
    CHECK(code_of(other.error().kind) == "N0763");
}

TEST_CASE("attempt: an unknown action, person and field are named with what is near",
          "[engine][attempt]") {
    Workspace office({kOffice}, kOfficePeople);
    CHECK(outline(office.submit("cleo", "plase_order", "{}", "2025-07-01 09:00")) ==
          "judged 1 refused block | undeclared_action block undeclared_action\n");
    CHECK(outline(office.submit("cleoo", "pay_order", R"({"order": "N1"})", "2025-07-01 09:01")) ==
          "judged 2 refused block | unknown_person block unknown_person | paid_when_checked"
          " block\n");
    CHECK(outline(office.submit("cleo", "place_order", R"({"order": {"number": "N1", "amout": 5}})",
                                "2025-07-01 09:02")) ==
          "judged 3 refused block | unknown_field block unknown_field | field_missing block"
          " field_missing | field_missing block field_missing\n");
    CHECK(outline(office.submit("fred", "pay_order", R"({"order": "N1"})", "2025-07-01 09:03")) ==
          "judged 4 refused block | pay_order block out_of_boundary | paid_when_checked block\n");
}

}  // namespace
}  // namespace onus::test
