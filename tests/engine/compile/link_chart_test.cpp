// SPDX-License-Identifier: Apache-2.0
//
// Duties, escalations, approvals and deadlines against the chart and the calendar.

#include "tests/engine/compile/linked.h"

namespace onus::engine::testing {
namespace {

const std::string kBook = kTeamBook;
const std::string kChart = kTeamChart;

std::string duty(const std::string& bearer, const std::string& more = {}) {
    return kBook + "duty answered\n  when report\n  bearer " + bearer +
           "\n  must answer(number)\n  within 2 working days\n" + more;
}

std::string rule(const std::string& clauses) {
    return kBook + "rule large\n  when report if number more than 5\n" + clauses;
}

TEST_CASE("link: a duty whose bearer is nobody", "[link]") {
    const std::string vacant = with(kChart, "leader: wang", "leader: vacant");
    CHECK(linked(duty("leader"), vacant) ==
          "N0680 nobody bears the duty answered: leader is vacant, or held by several / fill the "
          "post, or let somebody else bear the duty\n");
    CHECK(linked(duty("leader"), vacant, "2026-03-02 09:00", Language::kChinese) ==
          "N0680 职责“answered”无人承担：leader空缺或不止一人在任 / "
          "请补上该岗位的人员，或改由他人承担\n");
    CHECK(has(linked(duty("crew.head"), with(kChart, ", head: wang}", "}")), "N0680"));
    CHECK(has(linked(duty("clerk.supervisor"), kChart),
              "N0680 nobody bears the duty answered: clerk.supervisor is vacant"));

    CHECK(linked(duty("leader"), kChart) == "");
    CHECK(linked(duty("leader.supervisor", "  may be excused by hr.head\n"),
                 with(kChart, "chief: zhou", "chief: zhou, clerk: zhou")) == "");
}

TEST_CASE("link: a post that is filled later is not vacant", "[link]") {
    const auto held = [](const std::string& from) {
        return with(kChart, "leader: wang", "leader: [{holder: wang, " + from + "}]");
    };
    CHECK(linked(duty("leader"), held("from: 2026-04-01")) == "");
    CHECK(has(linked(duty("leader"), held("until: 2026-03-01")), "N0680"));
}

TEST_CASE("link: a duty of several holders is a pool", "[link]") {
    CHECK(linked(duty("clerk"), kChart) ==
          "N0681 the duty answered goes to a pool: 2 persons are clerk\n");
    CHECK(has(linked(kBook + "duty evening\n  when every day at 18:00\n  bearer clerk\n"
                             "  must answer(1)\n  within 2 hours\n",
                     kChart),
              "N0681"));
    CHECK(linked(duty("clerk"), with(kChart, "clerk: [li, hua]", "clerk: li")) == "");
    CHECK(linked(kBook + "duty evening\n  when every day at 18:00\n  bearer every clerk\n"
                         "  must answer(1)\n  within 2 hours\n",
                 kChart) == "");
}

TEST_CASE("link: the bearer behind a path may do what the duty asks for", "[link]") {
    CHECK(linked(duty("hr.head"), kChart) ==
          "N0682 sun bears the duty answered and holds no post that may perform answer / let a "
          "post that may do it bear the duty, or give one to the person\n");
    CHECK(has(linked(duty("hq.head"), kChart), "N0682 zhou"));
    CHECK(linked(duty("crew.head"), kChart) == "");
    CHECK(linked(duty("hr.head"), with(kChart, "auditor: qian", "auditor: qian, clerk: sun")) ==
          "");
    CHECK(linked(duty("actor.supervisor"), kChart) == "");
}

TEST_CASE("link: an escalation goes to somebody else", "[link]") {
    const auto to = [](const std::string& bearer, const std::string& target) {
        return duty(bearer, "  overdue escalate to " + target + " answer within 1 day\n");
    };
    CHECK(linked(to("leader", "bearer"), kChart) ==
          "N0685 the duty answered is escalated to its own bearer, bearer / escalate it to "
          "bearer.supervisor, or to another post\n");
    CHECK(has(linked(to("leader", "leader"), kChart), "N0685"));
    CHECK(has(linked(to("leader", "crew.head"), kChart), "N0685"));
    CHECK(linked(to("leader", "chief"), with(kChart, "chief: zhou", "chief: vacant")) ==
          "N0684 the duty answered is escalated to nobody: chief is vacant, or held by several / "
          "escalate it to a post that somebody holds\n");
    CHECK(has(linked(to("leader", "hr.head"), with(kChart, ", head: sun}", "}")), "N0684"));

    CHECK(linked(to("leader", "chief"), kChart) == "");
    CHECK(linked(to("leader", "bearer.supervisor"), kChart) == "");
    CHECK(linked(to("actor.supervisor", "hr.head"), kChart) == "");
}

TEST_CASE("link: an escalation ends", "[link]") {
    const std::string book =
        duty("leader", "  overdue escalate to bearer.supervisor answer within 1 day\n");
    const std::string circle =
        with(with(kChart, "chief: zhou", "chief: {holder: zhou, supervisor: wang}"), "leader: wang",
             "leader: {holder: wang, supervisor: zhou}");
    CHECK(linked(book, circle) ==
          "N0686 escalation does not end, because supervisors form a circle: zhou > wang > zhou / "
          "name another supervisor in the organisation\n");
    // Nothing climbs there.
    CHECK(linked(duty("leader"), circle) == "");
    CHECK(linked(book, kChart) == "");
}

/// `levels` persons, each the supervisor of the one before.
std::string line_of(int levels) {
    std::string persons = "persons: {zhou: Zhou, sun: Sun, qian: Qian";
    std::string clerks;
    for (int i = 1; i <= levels; ++i) {
        const std::string id = "p" + std::to_string(i);
        persons += ", " + id + ": P";
        clerks += "    - {holder: " + id +
                  (i < levels ? ", supervisor: p" + std::to_string(i + 1) : "") + "}\n";
    }
    return "organisation: line\nfallback: zhou\n" + persons +
           "}\nunits:\n  hq: {}\n  hr: {head: sun}\nposts:\n  hr: {auditor: qian, chief: sun}\n"
           "  hq:\n    leader: qian\n    clerk:\n" +
           clerks;
}

TEST_CASE("link: an escalation climbs at most sixteen levels", "[link]") {
    const std::string book =
        duty("leader", "  overdue escalate to bearer.supervisor answer within 1 day\n");
    // Above the last of the line come its leader and the chief.
    CHECK(has(linked(book, line_of(16)),
              "N0687 there are more than 16 levels of supervisors above p1"));
    CHECK_FALSE(has(linked(book, line_of(15)), "N0687"));
}

TEST_CASE("link: whoever decides is somebody", "[link]") {
    const std::string hold = "  require number at most 7\n  otherwise hold for ";
    CHECK(linked(rule(hold + "chief answer within 1 day \"Wait.\"\n"),
                 with(kChart, "chief: zhou", "chief: vacant")) ==
          "N0688 large waits for nobody: chief is vacant, or held by several / fill the post, or "
          "name another decider\n");
    CHECK(has(linked(rule("  needs approval by hr.head within 1 day\n"),
                     with(kChart, ", head: sun}", "}")),
              "N0688 large waits for nobody: hr.head is vacant, or held by several"));
    CHECK(linked(rule(hold + "chief answer within 1 day \"Wait.\"\n"), kChart) == "");
    CHECK(linked(rule("  needs approval by hr.head within 1 day\n"), kChart) == "");
}

TEST_CASE("link: different persons are different persons", "[link]") {
    CHECK(linked(rule("  needs approval by hq.head, chief as different persons within 1 day\n"),
                 kChart) ==
          "N0689 large asks for different persons, but hq.head and chief are both zhou / name "
          "another approver\n");
    CHECK(has(linked(rule("  needs approval by leader, crew.head as different persons within 1 "
                          "day\n"),
                     kChart),
              "N0689"));
    CHECK(linked(rule("  needs approval by hr.head, chief as different persons within 1 day\n"),
                 kChart) == "");
    CHECK(linked(rule("  needs approval by actor.supervisor, chief as different persons within 1 "
                      "day\n"),
                 kChart) == "");
}

TEST_CASE("link: nobody approves his own act", "[link]") {
    const std::string audited = kBook + "rule audited\n  when audit if number more than 5\n";
    CHECK(linked(audited + "  needs approval by auditor within 1 day\n", kChart) ==
          "N0690 qian would approve audited and is the only one who may perform audit / name "
          "another approver\n");
    CHECK(linked(audited + "  needs approval by actor within 1 day\n", kChart) ==
          "N0691 audited asks whoever acts to approve it / name actor.supervisor, or a post\n");
    CHECK(linked(audited + "  needs approval by hr.head within 1 day\n", kChart) == "");
    // Two holders are no one approver.
    CHECK(has(linked(audited + "  needs approval by auditor within 1 day\n",
                     with(kChart, "auditor: qian", "auditor: [qian, li]")),
              "N0688"));
    CHECK(linked(audited + "  needs approval by auditor.supervisor within 1 day\n", kChart) == "");
}

TEST_CASE("link: what is counted in days needs a calendar", "[link]") {
    const auto told = [](const std::string& period) {
        return linked(
            with(with(duty("leader"), "  calendar cn_office\n", ""), "2 working days", period),
            kChart);
    };
    CHECK(told("2 working days") ==
          "N0678 2 working days cannot be counted: the rulebook names no calendar / write "
          "`calendar` and a calendar's name into the head of the rulebook, such as: calendar "
          "cn_office\n");
    CHECK(told("2 days").find("N0678") != std::string::npos);
    CHECK(told("48 hours") == "");
}

TEST_CASE("link: deadlines stay within the calendar", "[link]") {
    CHECK(linked(duty("leader"), kChart, "2026-12-30 09:00") ==
          "N0692 2 working days from 2026-12-30 on reach beyond 2026-12-31, where the calendar "
          "cn_office ends / publish the next year of the calendar\n");
    CHECK(
        has(linked(rule("  needs approval by hr.head within 2 days\n"), kChart, "2026-12-30 09:00"),
            "N0692"));
    CHECK(linked(duty("leader"), kChart, "2026-12-29 09:00") == "");
    // Hours need no calendar, and what lies before it is past.
    CHECK(linked(with(duty("leader"), "2 working days", "48 hours"), kChart, "2026-12-31 09:00") ==
          "");
    CHECK(linked(duty("leader"), kChart, "2019-01-01 09:00") == "");
}

TEST_CASE("link: an owner is somebody", "[link]") {
    CHECK(linked(kBook, with(kChart, ", head: sun}", "}")) ==
          "N0683 nobody owns team: hr.head is vacant, or held by several / fill the post, or name "
          "another owner\n");
    CHECK(has(linked(with(kBook, "owner hr.head", "owner clerk"), kChart), "N0683"));
    CHECK(linked(with(kBook, "owner hr.head", "owner hq.head"), kChart) == "");
    CHECK(linked(with(kBook, "owner hr.head", "owner chief"), kChart) == "");
}

}  // namespace
}  // namespace onus::engine::testing
