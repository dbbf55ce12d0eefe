// SPDX-License-Identifier: Apache-2.0
//
// Duties and questions of people who leave, or whose posts fall vacant.
#include <catch2/catch.hpp>

#include "tests/engine/session/launch_delay.h"
#include "tests/engine/session/office_text.h"

namespace onus::test {
namespace {

/// A person leaves on a day.
std::string leaves(const std::string& people, const std::string& person, const std::string& name,
                   const std::string& until) {
    return replaced(people, person + ": {name: " + name + "}",
                    person + ": {name: " + name + ", until: " + until + "}");
}

engine::Reply claim(Workspace& office, const std::string& by, std::string_view when) {
    engine::Command command;
    command.actor = by;
    command.at = command.received = at(when);
    command.body = engine::Claim{{1, {}, {}}};
    return office.run(command);
}

TEST_CASE("leaving: the miss stays with whoever leaves, and the work goes to whoever comes",
          "[leaving]") {
    std::string people = replaced(kPeople, "marketer: mark",
                                  "marketer: [{holder: mark, until: 2025-07-10}, "
                                  "{holder: mia, from: 2025-07-11}]");
    people = leaves(people, "mark", "Mark", "2025-07-10");
    Launch launch(kChain, "09:00", "2025-07-01");
    launch.publish_organisation(people, "2025-07-02 09:00");
    CHECK(launch.advance("2025-07-08 09:00").find("duty 2 overdue mark\n") != std::string::npos);
    const std::string fired = launch.advance("2025-07-12 09:00");
    INFO(fired);
    CHECK(fired.find("duty 2 reassigned mia\nnotify mia\n") != std::string::npos);
    launch.act("mia", "research", R"("report": "r")", "2025-07-12 10:00");
    CHECK(launch.session().state().duty(2)->overdue_bearer == "mark");
}

TEST_CASE("leaving: what a head keeps of a vacant post goes to whoever takes it, overdue or not",
          "[leaving]") {
    std::string people = replaced(kPeople, "marketer: mark",
                                  "marketer: [{holder: mark, until: 2025-07-10}, "
                                  "{holder: mia, from: 2025-07-15}]");
    people = leaves(people, "mark", "Mark", "2025-07-10");
    Launch launch;
    launch.publish_organisation(people, "2025-07-02 09:00");
    CHECK(launch.advance("2025-07-12 09:00").find("duty 2 reassigned boss\n") != std::string::npos);
    CHECK(launch.advance("2025-07-16 09:00").find("duty 2 reassigned mia\n") != std::string::npos);
    CHECK(launch.session().state().duty(2)->overdue_bearer == "mark");
}

TEST_CASE("leaving: a person whom a record names and who has left leaves a vacancy", "[leaving]") {
    const std::string rules = replaced(replaced(kOffice, "  note   : text optional\n",
                                                "  note   : text optional\n  keeper : person\n"),
                                       "bearer finance", "bearer order.keeper");
    Workspace office(
        {replaced(rules, "check_order (order) by finance", "check_order (order) by anyone")},
        leaves(replaced(kOfficePeople, "clerk: [cleo, carl]", "clerk: cleo"), "carl", "Carl",
               "2025-06-30"));
    const std::string placed = outline(office.submit(
        "cleo", "place_order",
        R"({"order": {"number": "N1", "amount": "200", "urgent": "no", "keeper": "carl"}})",
        "2025-07-01 09:00"));
    INFO(placed);
    CHECK(placed.find("matter 1 vacancy check_in_time for hana") != std::string::npos);
    CHECK(office.session().state().duty(1)->suspended_at.has_value());
}

TEST_CASE("leaving: a question goes to whoever stood above the decider who has left", "[leaving]") {
    Workspace office(
        {with_rule(R"(
rule looked_at "Every check is looked at"
  when check_order
  require order.amount at most 10 yuan
  otherwise hold for actor.supervisor answer within 30 days "Look."
)")},
        leaves(replaced(kOfficePeople, "[fred, fran]", "fred"), "dora", "Dora", "2025-07-10"));
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-02 10:00");
    REQUIRE(office.session().state().matter(1)->decider == "dora");
    const std::string fired = office.advance("2025-07-11 09:00");
    INFO(fired);
    CHECK(fired.find("matter 1 climbed boss\nnotify boss\n") != std::string::npos);
    CHECK(fired.find("violation") == std::string::npos);
    CHECK(office.session().state().matter(1)->level == 0);
}

TEST_CASE("leaving: who took over a duty of a vacant post keeps it when the chart changes",
          "[leaving]") {
    const std::string people = replaced(kOfficePeople, "finance: [fred, fran]",
                                        "finance: [{holder: fran, from: 2025-07-20}]");
    Workspace office({kOffice}, people);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    SECTION("by deciding") {
        office.decide("hana", 1, Decision::kApprove, "I do", "2025-07-02 10:00");
    }
    SECTION("by claiming it") { claim(office, "hana", "2025-07-02 10:00"); }
    office.publish_organisation(replaced(people, "hr:      {parent: company, head: hana}",
                                         "hr:      {parent: company, head: bill}"),
                                "2025-07-02 12:00");
    CHECK(office.session().state().duty(1)->bearer == "hana");
    CHECK_FALSE(office.session().state().duty(1)->suspended_at.has_value());
}

TEST_CASE("leaving: whoever accepts the transfer of a vacant duty has its clock running",
          "[leaving]") {
    Workspace office(
        {replaced(kOffice, "may be delegated to buyer", "may be transferred to buyer")},
        replaced(kOfficePeople, "finance: [fred, fran]",
                 "finance: [{holder: fran, from: 2025-07-20}]"));
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    engine::Command ask;
    ask.actor = "hana";
    ask.at = ask.received = at("2025-07-01 10:00");
    ask.body = engine::Transfer{{1, {}, {}}, "bill", "please"};
    office.run(ask);
    const std::string accepted =
        outline(office.decide("bill", 2, Decision::kApprove, "I do", "2025-07-01 11:00"));
    INFO(accepted);
    CHECK_FALSE(office.session().state().duty(1)->suspended_at.has_value());
    CHECK_FALSE(office.session().state().is_open_matter(1));
}

TEST_CASE("leaving: a clock that stands for an absence runs again when it is over", "[leaving]") {
    Workspace office(
        {replaced(kOffice, "  overdue log check_missed",
                  "  in absence suspended\n  overdue log check_missed")},
        replaced(replaced(kOfficePeople, "[fred, fran]", "fred"), "absences:",
                 "absences:\n  - {person: fred, from: 2025-07-03, until: 2025-07-05}"));
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    office.advance("2025-07-04 09:00");
    REQUIRE(office.session().state().duty(1)->suspended_at.has_value());
    CHECK(office.advance("2025-07-07 09:00").find("duty 1 resumed\n") != std::string::npos);
}

TEST_CASE("leaving: a post that falls vacant in a suspended run is filled for good", "[leaving]") {
    Launch launch;
    launch.control("suspend", "2025-07-02 09:00");
    launch.publish_organisation(replaced(kPeople, "marketer: mark", "marketer: vacant"),
                                "2025-07-03 09:00");
    REQUIRE(launch.session().state().duty(2)->pauses.size() == 2);
    launch.publish_organisation(replaced(kPeople, "marketer: mark", "marketer: mia"),
                                "2025-07-05 09:00");
    launch.control("resume", "2025-07-06 09:00");
    const engine::DutyRow& duty = *launch.session().state().duty(2);
    CHECK(duty.bearer == "mia");
    CHECK_FALSE(duty.suspended_at.has_value());
    CHECK(duty.pauses.empty());
}

TEST_CASE("leaving: overdue work of somebody whom the chart does not know any more passes on",
          "[leaving]") {
    Launch launch;
    launch.advance("2025-07-08 09:00");
    REQUIRE(launch.session().state().duty(2)->overdue_at.has_value());
    launch.publish_organisation(replaced(replaced(kPeople, "  mark: {name: Mark}\n", ""),
                                         "marketer: mark", "marketer: mia"),
                                "2025-07-09 09:00");
    CHECK(launch.session().state().duty(2)->bearer == "mia");
}

TEST_CASE("leaving: a stand-in who leaves hands the duty on", "[leaving]") {
    const std::string people =
        leaves(replaced(replaced(kOfficePeople, "[fred, fran]", "fred"), "absences:",
                        "absences:\n  - {person: fred, from: 2025-07-01, until: 2025-07-10, "
                        "delegate: fran}"),
               "fran", "Fran", "2025-07-02");
    Workspace office({kOffice}, people);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    REQUIRE(office.session().state().duty(1)->bearer == "fran");
    const std::string fired = office.advance("2025-07-05 09:00");
    INFO(fired);
    CHECK(fired.find("duty 1 reassigned dora\n") != std::string::npos);
    CHECK(fired.find("check_in_time fran") == std::string::npos);
    CHECK(office.session().state().duty(1)->bearer != "fran");
}

TEST_CASE("leaving: who claims overdue work of a pool keeps it when the chart changes",
          "[leaving]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    office.advance("2025-07-05 09:00");
    claim(office, "fred", "2025-07-05 10:00");
    REQUIRE(office.session().state().duty(1)->bearer == "fred");
    office.publish_organisation(replaced(kOfficePeople, "  bill: {name: Bill}\n",
                                         "  bill: {name: Bill}\n  nina: {name: Nina}\n"),
                                "2025-07-05 11:00");
    CHECK(office.session().state().duty(1)->bearer == "fred");
}

}  // namespace
}  // namespace onus::test
