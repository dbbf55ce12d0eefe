// SPDX-License-Identifier: Apache-2.0
//
// From when the time of a duty counts, if the action behind it took effect later than it was done.
#include <catch2/catch.hpp>

#include "tests/engine/session/office_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

using engine::Decision;

std::string due(const Workspace& office, std::uint64_t duty) {
    const engine::DutyRow* row = office.session().state().duty(duty);
    return row == nullptr || !row->due ? "none" : local(*row->due);
}

TEST_CASE("duty: the time that a decision takes is not the next one's", "[engine][duty]") {
    Workspace office({replaced(kOffice, "answer within 4 hours", "answer within 9 days")},
                     kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200", "yes"), "2025-07-01 09:00");
    office.decide("tom", 1, Decision::kApprove, "fine", "2025-07-03 10:00");
    CHECK(due(office, 1) == "2025-07-06 00:00");
    const auto& reminders = office.session().state().duty(1)->reminders;
    REQUIRE(reminders.size() == 1);
    CHECK(local(reminders[0].due) == "2025-07-04 17:00");

    CHECK(office.advance("2025-07-06 00:00").find("overdue") == std::string::npos);
    CHECK(office.advance("2025-07-06 00:00:01").find("duty 1 overdue dora") != std::string::npos);
}

TEST_CASE("duty: what is forced later begins when it is forced", "[engine][duty]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "2000"), "2025-07-01 09:00");
    REQUIRE(due(office, 1) == "none");
    engine::Command force;
    force.actor = "cleo";
    force.at = force.received = at("2025-07-02 10:00");
    force.body = engine::Force{1, "the customer waits"};
    office.run(force);
    CHECK(due(office, 1) == "2025-07-05 00:00");
}

TEST_CASE("duty: whoever holds the post at the decision bears it", "[engine][duty]") {
    Workspace office({kOffice}, kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200", "yes"), "2025-07-01 09:00");
    office.publish_organisation(replaced(kOfficePeople, "[fred, fran]", "[fran]"),
                                "2025-07-01 10:00");
    office.decide("tom", 1, Decision::kApprove, "fine", "2025-07-01 12:00");
    const engine::DutyRow* duty = office.session().state().duty(1);
    REQUIRE(duty != nullptr);
    CHECK(duty->bearer == "fran");
    CHECK(duty->opened.pool_role.empty());
}

TEST_CASE("duty: a clock runs again when the action that starts it is approved", "[engine][duty]") {
    Workspace office({with_rule(R"(
rule ended_in_order "The team leader ends a hearing"
  when end_hearing
  require order.amount at most 10 yuan
  otherwise hold for actor.supervisor answer within 30 days "Ended?"
)")},
                     kOfficePeople);
    office.submit("cleo", "place_order", order("N1", "200"), "2025-07-01 09:00");
    office.submit("cleo", "start_hearing", R"({"order": "N1"})", "2025-07-02 09:00");
    office.submit("cleo", "end_hearing", R"({"order": "N1"})", "2025-07-03 09:00");
    office.decide("tom", 1, Decision::kApprove, "ended", "2025-07-20 10:00");
    CHECK(due(office, 1) == "2025-07-22 00:00");
}

}  // namespace
}  // namespace onus::test
