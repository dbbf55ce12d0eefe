// SPDX-License-Identifier: Apache-2.0
//
// Clocks that stand, for one reason or several, and who stands in meanwhile.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/engine/session/launch_delay.h"
#include "tests/engine/session/office_text.h"

namespace onus::test {
namespace {

std::string due(const Workspace& office, std::uint64_t duty) {
    return local(office.session().state().duty(duty)->due.value());
}

/// A launch whose first delivery waits for a decision.
Launch held_launch() {
    Launch launch(held_chain());
    launch.research("2025-07-03 10:00");
    return launch;
}

TEST_CASE("pause: a decision does not end what the owner of the process suspended", "[pause]") {
    Launch launch = held_launch();
    launch.control("suspend", "2025-07-03 11:00");
    launch.decide("boss", 1, Decision::kReject, "no", "2025-07-03 12:00");
    CHECK(launch.advance("2025-07-13 10:00").find("overdue") == std::string::npos);
    launch.control("resume", "2025-07-13 11:00");
    CHECK(due(launch, 2) == "2025-07-17 00:00");
    launch.research("2025-07-18 10:00");
    launch.decide("boss", 2, Decision::kApprove, "fine", "2025-07-18 10:00");
    CHECK(launch.told("2025-07-18 12:00") ==
          "suspended lena/office +10d root\n"
          "delivered research mark/marketing +2d\ntotal +12d\n");
}

TEST_CASE("pause: the owner who resumes a process does not end what waits for a decision",
          "[pause]") {
    Launch launch = held_launch();
    launch.control("suspend", "2025-07-03 11:00");
    launch.control("resume", "2025-07-05 11:00");
    CHECK(launch.session().state().duty(2)->suspended_at.has_value());
    CHECK(launch.advance("2025-07-10 10:00").find("overdue mark") == std::string::npos);
    launch.decide("boss", 1, Decision::kReject, "no", "2025-07-10 11:00");
    CHECK_FALSE(launch.session().state().duty(2)->suspended_at.has_value());
    CHECK(due(launch, 2) == "2025-07-14 00:00");
}

TEST_CASE("pause: the clause and a decision end each their own", "[pause]") {
    Workspace office({with_rule(R"(
rule looked_at "Every check is looked at"
  when check_order
  require order.amount at most 10 yuan
  otherwise hold for actor.supervisor answer within 30 days "Look."
)")},
                     replaced(kOfficePeople, "[fred, fran]", "fred"));
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    office.submit("cleo", "start_hearing", R"({"order": "N1"})", "2025-07-02 09:00");
    office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-02 10:00");
    SECTION("the hearing ends first") {
        CHECK(
            outline(office.submit("cleo", "end_hearing", R"({"order": "N1"})", "2025-07-03 09:00"))
                .find("duty 1 pause_ended\n") != std::string::npos);
        CHECK(office.advance("2025-07-10 09:00").find("overdue") == std::string::npos);
        office.decide("dora", 1, Decision::kReject, "no", "2025-07-10 11:00");
    }
    SECTION("the decision comes first") {
        office.decide("dora", 1, Decision::kReject, "no", "2025-07-03 09:00");
        CHECK(office.advance("2025-07-10 09:00").find("overdue") == std::string::npos);
        office.submit("cleo", "end_hearing", R"({"order": "N1"})", "2025-07-10 11:00");
    }
    CHECK_FALSE(office.session().state().duty(1)->suspended_at.has_value());
    CHECK(due(office, 1) == "2025-07-12 00:00");
}

TEST_CASE("pause: what is done while the clock stands is done in time", "[pause]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    office.submit("cleo", "start_hearing", R"({"order": "N1"})", "2025-07-02 09:00");
    CHECK(outline(office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-20 10:00"))
              .find("duty 1 fulfilled fred\n") != std::string::npos);
}

TEST_CASE("pause: what had passed before the clock stood is late all the same", "[pause]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    office.submit("cleo", "start_hearing", R"({"order": "N1"})", "2025-07-05 09:00");
    CHECK(outline(office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-20 10:00"))
              .find("duty 1 fulfilled late fred\n") != std::string::npos);
}

TEST_CASE("pause: reminders keep their place in working time", "[pause]") {
    const std::string working =
        replaced(replaced(kOffice, "within 2 days\n", "within 4 working days\n"), "50%", "75%");
    Workspace office({working}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    const auto reminder = [&] {
        return local(office.session().state().duty(1)->reminders.at(0).due);
    };
    CHECK(due(office, 1) == "2025-07-08 00:00");
    CHECK(reminder() == "2025-07-05 00:00");
    office.submit("cleo", "start_hearing", R"({"order": "N1"})", "2025-07-03 12:00");
    office.submit("cleo", "end_hearing", R"({"order": "N1"})", "2025-07-07 12:00");
    CHECK(due(office, 1) == "2025-07-10 00:00");
    CHECK(reminder() == "2025-07-09 00:00");
}

TEST_CASE("pause: whom the absent bearer named stands in when the deadline comes", "[pause]") {
    const std::string people =
        replaced(replaced(kOfficePeople, "[fred, fran]", "fred"), "absences:",
                 "absences:\n  - {person: fred, from: 2025-07-03, until: 2025-07-10, "
                 "delegate: carl}");
    Workspace office({kOffice}, people);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    CHECK(office.advance("2025-07-04 00:00:01") ==
          "duty 1 reminded\nnotify fred\nduty 1 reassigned carl\nnotify carl\n");
}

TEST_CASE("pause: whoever stands in is told so, and so is whoever is absent", "[pause]") {
    const std::string people =
        replaced(replaced(kOfficePeople, "[fred, fran]", "fred"), "absences:",
                 "absences:\n  - {person: fred, from: 2025-07-01, until: 2025-07-10, "
                 "delegate: carl}");
    Workspace office({kOffice}, people);
    const engine::Reply reply =
        office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    std::string told;
    for (const engine::Event& event : reply.events) {
        if (const auto* notified = std::get_if<engine::Notified>(&event)) {
            told += notified->person + " " + notified->text.id + "\n";
        }
    }
    CHECK(told == "carl onus.notice.duty_of\nfred onus.notice.stood_in_for\n");
}

TEST_CASE("pause: a warning tried in time and confirmed late is late", "[pause]") {
    Workspace office({with_rule(R"(
rule small_checks "Checks of large orders need a reason"
  when check_order
  require order.amount at most 10 yuan
  otherwise warn "Why?"
)")},
                     kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    office.submit("fred", "check_order", R"({"order": "N1"})", "2025-07-03 10:00");
    CHECK(office.advance("2025-07-05 09:00").find("duty 1 overdue dora") != std::string::npos);
    engine::Command force;
    force.actor = "fred";
    force.at = force.received = at("2025-07-06 10:00");
    force.body = engine::Force{2, "it is large"};
    const std::string forced = outline(office.run(force));
    INFO(forced);
    CHECK(forced.find("duty 1 fulfilled late fred\n") != std::string::npos);
    CHECK(forced.find("reversed") == std::string::npos);
}

}  // namespace
}  // namespace onus::test
