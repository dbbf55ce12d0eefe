// SPDX-License-Identifier: Apache-2.0
//
// A reminder goes to the bearer, and to those whom its line notifies beside him.
#include <catch2/catch.hpp>

#include "engine/run/render.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

const std::string kDesk = R"(
rulebook desk "Desk"
  level company
  effective 2025-01-01
  owner office.head
  calendar cn_office

role clerk   reports to leader
role auditor reports to leader
role leader

action report (number: number) by clerk, leader
action respond () by clerk, leader
)";

std::string reported(const std::string& remind) {
    return kDesk +
           "duty answered \"Reports are answered\" \"报告须答复\"\n  when report\n"
           "  bearer actor\n  must respond\n  within 4 hours\n" +
           remind;
}

constexpr const char* kPeople = R"(
organisation: desk
fallback: zoe
persons: {zoe: Zoe, boss: Boss, lena: Lena, cleo: Cleo}
units:
  hq:     {head: zoe}
  office: {parent: hq, head: boss}
posts:
  office: {leader: lena, clerk: cleo, auditor: vacant}
)";

/// The desk after somebody reported at 09:00; his four hours end at 13:00.
class Desk : public Workspace {
  public:
    explicit Desk(const std::string& remind, const std::string& actor = "cleo")
        : Workspace({reported(remind)}, kPeople) {
        submit(actor, "report", R"({"number": 1})", "2025-07-01 09:00");
    }
};

TEST_CASE("reminder: whom a line names is told at its shares, and the bearer at all of them") {
    Desk desk("  remind 25%, 50%\n  remind 75% and notify bearer.supervisor, office.head\n");
    CHECK(desk.advance("2025-07-01 10:00:01") == "duty 1 reminded\nnotify cleo\n");
    CHECK(desk.advance("2025-07-01 11:00:01") == "duty 1 reminded\nnotify cleo\n");
    CHECK(desk.advance("2025-07-01 12:00").empty());
    CHECK(desk.advance("2025-07-01 12:00:01") ==
          "duty 1 reminded\nnotify cleo\nnotify lena\nnotify boss\n");
}

TEST_CASE("reminder: the others hold for every share of their line") {
    Desk desk("  remind 25%, 50% and notify bearer.supervisor\n");
    const std::string both = "duty 1 reminded\nnotify cleo\nnotify lena\n";
    CHECK(desk.advance("2025-07-01 11:00:01") == both + both);
}

TEST_CASE("reminder: nobody is told twice of one share") {
    SECTION("the bearer is among the others") {
        Desk desk("  remind 50% and notify office.head, bearer, leader, leader\n", "lena");
        CHECK(desk.advance("2025-07-01 11:00:01") == "duty 1 reminded\nnotify lena\nnotify boss\n");
    }
    SECTION("two lines name one share") {
        Desk desk(
            "  remind 50%\n  remind 50% and notify leader\n"
            "  remind 50% and notify leader, office.head\n");
        CHECK(desk.advance("2025-07-01 11:00:01") ==
              "duty 1 reminded\nnotify cleo\nnotify lena\nnotify boss\n");
    }
    SECTION("after it was done") {
        Desk desk("  remind 50% and notify leader\n");
        desk.submit("cleo", "respond", "{}", "2025-07-01 10:00");
        CHECK(desk.advance("2025-07-02 09:00").empty());
    }
}

TEST_CASE("reminder: for a vacant post whoever stands above it is told, and nobody twice") {
    SECTION("above the post") {
        Desk desk("  remind 50% and notify auditor\n");
        CHECK(desk.advance("2025-07-01 11:00:01") ==
              "duty 1 reminded\nnotify cleo\n"
              "matter 1 vacancy answered for boss due 2025-07-03 00:00\nnotify boss\n"
              "notify lena\n");
    }
    SECTION("who is told anyway") {
        Desk desk("  remind 50% and notify leader, auditor\n");
        CHECK(desk.advance("2025-07-01 11:00:01") ==
              "duty 1 reminded\nnotify cleo\nnotify lena\n"
              "matter 1 vacancy answered for boss due 2025-07-03 00:00\nnotify boss\n");
    }
}

TEST_CASE("reminder: the chart is asked when the share has passed, not when the duty began") {
    Desk desk("  remind 50% and notify leader\n");
    std::string people = kPeople;
    people.replace(people.find("leader: lena"), 12, "leader: boss");
    desk.publish_organisation(people, "2025-07-01 10:00");
    CHECK(desk.advance("2025-07-01 11:00:01") == "duty 1 reminded\nnotify cleo\nnotify boss\n");
}

TEST_CASE("reminder: the others read whose duty it is") {
    Desk desk("  remind 50% and notify leader\n");
    desk.submit("lena", "respond", "{}", "2025-07-01 11:30");
    std::string told;
    engine::RenderContext context;
    context.program = desk.session().world().program_at(at("2025-07-01 11:30"));
    for (const engine::Reply& reply : desk.fired()) {
        for (const engine::Event& event : reply.events) {
            if (const auto* notified = std::get_if<engine::Notified>(&event)) {
                told += engine::render(context, notified->text, Language::kEnglish) + "\n";
                told += engine::render(context, notified->text, Language::kChinese) + "\n";
            }
        }
    }
    CHECK(told ==
          "50% of the time for your duty has passed.\n您的职责期限已过去50%。\n"
          "50% of the time that cleo has for a duty has passed: Reports are answered\n"
          "cleo的一项职责期限已过去50%：报告须答复\n");
}

/// A process of one step under `of_process`, its step with `of_step`.
std::string filing(const std::string& of_process, const std::string& of_step) {
    return kDesk +
           "record paper\n  code : text unique\n"
           "action hand_in (paper) by leader\n  creates paper\n"
           "process filing \"Filing\" \"归档\"\n  owner office.head\n  when hand_in\n"
           "  within 30 days\n" +
           of_process + "  step store \"Store\" \"入库\"\n    owner clerk\n    within 4 days\n" +
           of_step + "    deliver shelf : text\n";
}

TEST_CASE("reminder: what a process says holds for its steps, unless they speak for themselves") {
    const std::string of_process = "  remind 50% and notify step.owner.supervisor\n";
    const auto started = [](const std::string& text) {
        Workspace office({text}, kPeople);
        office.submit("lena", "hand_in", R"({"paper": {"code": "P1"}})", "2025-07-01 09:00");
        return office;
    };
    SECTION("the step's owner and his supervisor; of the whole its owner alone") {
        Workspace office = started(filing(of_process, ""));
        CHECK(office.advance("2025-07-05 00:00") == "duty 2 reminded\nnotify cleo\nnotify lena\n");
        office.submit("cleo", "filing.store", R"({"paper": "P1", "shelf": "A"})",
                      "2025-07-05 09:00");
        Workspace late = started(filing(of_process, ""));
        const std::string all = late.advance("2025-07-20 00:00");
        CHECK(all.find("duty 1 reminded\nnotify boss\n") != std::string::npos);
        CHECK(all.find("duty 1 reminded\nnotify boss\nnotify") == std::string::npos);
    }
    SECTION("the step's own line takes its place") {
        Workspace office = started(filing(of_process, "    remind 25% and notify office.head\n"));
        CHECK(office.advance("2025-07-05 00:00") == "duty 2 reminded\nnotify cleo\nnotify boss\n");
    }
}

}  // namespace
}  // namespace onus::test
