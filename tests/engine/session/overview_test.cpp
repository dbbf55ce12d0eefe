// SPDX-License-Identifier: Apache-2.0
//
// How a run stands: who has which step, to which standard, who comes before and next.
#include "engine/process/overview.h"

#include <catch2/catch.hpp>

#include "engine/process/runs.h"
#include "engine/run/fold.h"
#include "tests/engine/session/office_text.h"
#include "tests/support/workspace.h"

namespace onus::test {
namespace {

using engine::Overview;
using engine::StepOverview;
using engine::StepStatus;

const std::string kWorks = R"(
rulebook works "Works"
  level company
  effective 2025-01-01
  owner office.head
  calendar cn_office

role lead
role designer
role builder
role seller

define outcome one of good, bad

record item
  code : text unique
  size : number

action begin (item) by lead
  creates item

process launch "Launch" "上市"
  owner  lead
  when   begin

  step design "Design" "设计"
    owner     designer
    within    5 days
    deliver   pages : number
    deliver   memo  : text
    require   pages at least 3 and pages at most 9
    require   pages is not 5 or memo is "fine"
    otherwise block "Not so."
    handed    to builder within 1 day

  step build "Build" "制造"
    after    design
    unless   item.size is 0
    owner    builder
    within   20 days
    run      making

  step sell "Sell" "推广"
    after    build
    owner    seller
    within   2 days
    deliver  result : outcome
    returns  to design at most 2 times if result is bad

process making "Making"
  step cut "Cut" "切割"
    owner    builder
    within   4 days
    deliver  place : text
  step join "Join" "装配"
    after    cut
    owner    builder
    within   6 days
    deliver  place : text
)";

constexpr const char* kPeople = R"(
organisation: works
fallback: boss
persons: {boss: Boss, lena: Lena, dora: Dora, bill: Bill, sid: Sid, sue: Sue}
units: {office: {head: boss}, shop: {head: boss}}
posts:
  office: {lead: lena}
  shop: {designer: dora, builder: bill, seller: sid}
)";

class Works : public Workspace {
  public:
    explicit Works(const std::string& size = "1", const std::string& people = kPeople)
        : Workspace({kWorks}, people) {
        submit("lena", "begin", R"({"item": {"code": "P1", "size": )" + size + "}}",
               "2025-07-01 09:00");
    }
    void act(const std::string& actor, const std::string& step, const std::string& more,
             const std::string& when) {
        const std::string told =
            outline(submit(actor, "launch." + step, R"({"item": "P1")" + more + "}", when));
        INFO(told);
        CHECK(told.find(" effective ") != std::string::npos);
    }
    void design(const std::string& when) {
        act("dora", "design", R"(, "pages": 4, "memo": "n")", when);
    }
    void make(const std::string& day) {
        act("bill", "build.cut", R"(, "place": "p")", day + " 10:00");
        act("bill", "build.join", R"(, "place": "p")", day + " 11:00");
    }
    [[nodiscard]] Overview overview(const std::string& when) const {
        const auto* row = session().state().runs.find(engine::process_key("works.launch", "P1"));
        REQUIRE(row != nullptr);
        auto found = engine::overview_of(session().world(), session().state(), *row, at(when));
        REQUIRE(found.has_value());
        return *found;
    }
};

/// "design dora, →bill; build.cut bill": steps and persons; "→" for whoever takes over.
std::string parties(const Overview& overview, const std::vector<engine::Party>& all) {
    std::string line;
    for (const engine::Party& party : all) {
        line += line.empty() ? "" : "; ";
        line += party.receives ? "to "
                : party.step == engine::kNoIndex
                    ? "- "
                    : overview.course.process->steps[party.step].name + " ";
        line += party.person;
    }
    return line;
}

TEST_CASE("overview: who comes before and next, also into and out of another process") {
    Works works;
    const Overview overview = works.overview("2025-07-01 10:00");
    REQUIRE(overview.steps.size() == 5);
    CHECK(overview.place_count == 4);
    std::string lines;
    for (const StepOverview& step : overview.steps) {
        lines += overview.course.process->steps[step.step].name + " " + std::to_string(step.place) +
                 " " + step.person + " [" + parties(overview, step.before) + "] [" +
                 parties(overview, step.next) + "]\n";
    }
    CHECK(lines ==
          "design 1 dora [- lena] [to bill; build.cut bill]\n"
          "build 0 bill [design dora] [sell sid]\n"
          "build.cut 2 bill [design dora] [build.join bill]\n"
          "build.join 3 bill [build.cut bill] [sell sid]\n"
          "sell 4 sid [build.join bill] [- lena]\n");
    CHECK(engine::participants_of(works.session().state(), overview) ==
          std::set<std::string>{"bill", "dora", "lena", "sid"});
}

TEST_CASE("overview: a step that was skipped is passed through") {
    Works works("0");
    works.design("2025-07-02 10:00");
    const Overview overview = works.overview("2025-07-02 11:00");
    CHECK(overview.steps[1].status == StepStatus::kSkipped);
    CHECK(parties(overview, overview.steps[0].next) == "to bill; sell sid");
    CHECK(parties(overview, overview.steps[4].before) == "design dora");
    CHECK(overview.steps[4].status == StepStatus::kOpen);
}

TEST_CASE("overview: rounds, lateness, and who sent work back") {
    Works works;
    works.design("2025-07-08 10:00");  // due 07-06
    works.make("2025-07-09");
    works.act("sid", "sell", R"(, "result": "bad")", "2025-07-10 10:00");
    const Overview overview = works.overview("2025-07-10 11:00");
    const StepOverview& design = overview.steps[0];
    CHECK(design.round == 2);
    CHECK(design.sent_back_by == "sid");
    CHECK(design.late_ms == 0);
    CHECK(design.status == StepStatus::kOpen);
    CHECK(overview.steps[4].status == StepStatus::kNone);
    CHECK(works.overview("2025-07-16 01:00").steps[0].late_ms == 3'600'000);

    const auto step =
        engine::step_of(works.session().world(), works.session().state(), design.duty);
    REQUIRE(step.has_value());
    CHECK(step->step == 0);
    CHECK(step->run->last.subject == "P1");
    CHECK_FALSE(step->receipt);
    CHECK_FALSE(engine::step_of(works.session().world(), works.session().state(), 999));
}

TEST_CASE("overview: whoever gets the post is who comes next") {
    Works works;
    std::string changed = kPeople;
    changed.replace(changed.find("seller: sid"), 11, "seller: sue");
    works.publish_organisation(changed, "2025-07-02 09:00");
    const Overview overview = works.overview("2025-07-02 10:00");
    CHECK(overview.steps[4].person == "sue");
    CHECK(parties(overview, overview.steps[3].next) == "sell sue");
}

TEST_CASE("overview: a standard is told in the rulebook's words") {
    const Works works;
    const Overview overview = works.overview("2025-07-01 10:00");
    const engine::StepInfo& design = overview.course.process->steps[0];
    const auto standard = engine::standard_of(*overview.course.program, design);
    REQUIRE(standard.size() == 2);
    CHECK(standard[0].en == "pages at least 3 and pages at most 9");
    CHECK(standard[1].en == "pages is not 5 or memo is \"fine\"");
    CHECK(standard[0].zh.find("，且") != std::string::npos);
    const auto deliverables = engine::deliverables_of(*overview.course.program, design);
    REQUIRE(deliverables.size() == 2);
    CHECK(deliverables[1].en == "memo");
}

TEST_CASE("overview: runs are read from the store in order, from any place on") {
    Works works;
    for (const char* const code : {"P3", "P2"}) {
        works.submit("lena", "begin",
                     std::string(R"({"item": {"code": ")") + code + R"(", "size": 1}})",
                     "2025-07-01 10:00");
    }
    const auto keys = [&](std::string_view process, std::uint64_t skipped, std::size_t most) {
        std::string found;
        const Status read =
            engine::each_run(works.store(), process, skipped, [&](const engine::ProcessRow& row) {
                found += row.last.subject + " ";
                return found.size() < 3 * most;
            });
        CHECK(read.has_value());
        return found;
    };
    CHECK(keys("", 0, 9) == "P1 P2 P3 ");
    CHECK(keys("works.launch", 1, 9) == "P2 P3 ");
    CHECK(keys("works.launch", 0, 2) == "P1 P2 ");
    CHECK(keys("works.lunch", 0, 9).empty());
}

TEST_CASE("overview: a step whose post is vacant is kept, and its clock stands") {
    Works works("1", replaced(kPeople, "designer: dora", "designer: vacant"));
    const StepOverview design = works.overview("2025-07-03 09:00").steps[0];
    CHECK(design.person == "boss");
    REQUIRE(design.stands_since);
    CHECK(local(*design.stands_since) == "2025-07-01 09:00");

    works.publish_organisation(kPeople, "2025-07-03 09:00");
    const StepOverview again = works.overview("2025-07-03 10:00").steps[0];
    CHECK(again.person == "dora");
    CHECK_FALSE(again.stands_since);
    CHECK(local(*again.due) == "2025-07-09 00:00");
}

}  // namespace
}  // namespace onus::test
