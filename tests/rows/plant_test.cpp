// SPDX-License-Identifier: Apache-2.0
//
// Rows of the requirements that the manufacturing and product launch packs show.

#include "tests/rows/packs.h"

namespace onus::rows {
namespace {

const std::string kProject = R"({"project": {"code": "P1", "manager": "zhao"}})";

std::string research(const std::string& report) {
    return R"({"project": "P1", "report": )" + report + "}";
}

TEST_CASE("row 59: a production record is complete, counted and not of tomorrow", "[rows]") {
    Workspace works = plant();
    register_line(works);

    const auto incomplete =
        works.submit("zhang", "finish_production",
                     R"({"batch": {"number": "B1", "line": "L1", "produced": 500,
                      "produced_on": "2026-05-11"}})",
                     "2026-05-11 20:00");
    CHECK(has(outline(incomplete), "block field_missing"));
    INFO(messages(works, incomplete, Language::kEnglish));
    CHECK(has(messages(works, incomplete, Language::kEnglish), "operator is missing"));
    CHECK(has(
        outline(works.submit("zhang", "finish_production", batch("B1", "-1"), "2026-05-11 20:01")),
        "produced_counts block"));
    CHECK(has(outline(works.submit("zhang", "finish_production", batch("B1", "500", "2026-05-12"),
                                   "2026-05-11 20:02")),
              "not_in_the_future block"));
    CHECK(has(
        outline(works.submit("zhang", "finish_production", batch("B1", "0"), "2026-05-11 20:03")),
        "effective pass"));
}

TEST_CASE("row 60: four working hours on shifts and by day", "[rows]") {
    Workspace works = plant();
    register_line(works);
    CHECK(has(
        outline(works.submit("zhang", "finish_production", batch("B1", "500"), "2026-05-11 22:00")),
        "duty inspect_in_time li due 2026-05-12 02:00"));

    Workspace by_day{{with(plant_text(), "calendar   plant_shifts", "calendar   plant_days")},
                     file_text("policies/manufacturing/organisation.yaml")};
    register_line(by_day);
    CHECK(has(outline(by_day.submit("zhang", "finish_production", batch("B1", "500"),
                                    "2026-05-11 22:00")),
              "duty inspect_in_time li due 2026-05-12 12:00"));
}

TEST_CASE("row 61: the inspector's figures add up and rejects have a cause", "[rows]") {
    Workspace works = plant();
    register_line(works);
    works.submit("zhang", "finish_production", batch("B1", "500"), "2026-05-11 20:00");

    CHECK(has(
        outline(works.submit("li", "inspect",
                             R"({"batch": "B1", "result": "fail", "qualified": 480, "rejected": 19,
                      "cause": "cracks"})",
                             "2026-05-11 21:00")),
        "sum_adds_up block"));
    CHECK(has(outline(works.submit(
                  "li", "inspect",
                  R"({"batch": "B1", "result": "fail", "qualified": 480, "rejected": 20})",
                  "2026-05-11 21:01")),
              "rejects_have_a_cause block"));
    CHECK(has(
        outline(works.submit("li", "inspect",
                             R"({"batch": "B1", "result": "fail", "qualified": 480, "rejected": 20,
                      "cause": "cracks"})",
                             "2026-05-11 21:02")),
        "effective pass"));
}

TEST_CASE("row 22: the duty of a step is told in its own words", "[rows]") {
    Workspace works = launch();

    const auto reply = works.submit("zhao", "start_project", kProject, "2026-03-02 09:00");

    const auto& opened = first<engine::DutyOpened>(reply.events);
    engine::RenderContext context;
    context.program = works.session().world().program_at(reply.received);
    CHECK(has(engine::render_name(context, opened.declaration, Language::kEnglish),
              "Report of requirements"));
    CHECK(has(engine::render_name(context, opened.declaration, Language::kChinese), "需求报告"));
}

TEST_CASE("row 24: 999 samples are too few, 1000 are enough, none is another matter", "[rows]") {
    Workspace works = launch();
    works.submit("zhao", "start_project", kProject, "2026-03-02 09:00");

    CHECK(has(outline(works.submit("sun", "launch.research", research(R"({"summary": "draft"})"),
                                   "2026-03-09 09:00")),
              "block field_missing"));
    const auto held =
        works.submit("sun", "launch.research", research(R"({"samples": 999, "summary": "draft"})"),
                     "2026-03-10 09:00");
    CHECK(has(outline(held), "held hold | research hold by qin"));
    CHECK(messages(works, held, Language::kEnglish) ==
          "The report has 999 user samples; 1000 are needed.\n");
    CHECK(has(outline(works.submit("sun", "launch.research",
                                   research(R"({"samples": 1000, "summary": "final"})"),
                                   "2026-03-11 09:00")),
              "effective pass"));
}

TEST_CASE("row 25: each of the four steps has its owner and its output", "[rows]") {
    Workspace works = launch();
    std::string all = outline(works.submit("zhao", "start_project", kProject, "2026-03-02 09:00"));
    all += outline(works.submit("sun", "launch.research",
                                research(R"({"samples": 1000, "summary": "final"})"),
                                "2026-03-10 09:00"));
    all += outline(works.submit("yang", "launch.prototype",
                                R"({"project": "P1", "sample": "prototype.fig"})",
                                "2026-03-20 09:00"));
    all += outline(works.submit("xie", "launch.development",
                                R"({"project": "P1", "results": {"pass_rate": "96%"}})",
                                "2026-05-20 09:00"));
    all += outline(works.submit("fu", "launch.rollout", R"({"project": "P1", "plan": "plan.pdf"})",
                                "2026-05-25 09:00"));

    CHECK(has(all, "duty research sun"));
    CHECK(has(all, "duty prototype yang"));
    CHECK(has(all, "duty development xie"));
    CHECK(has(all, "duty rollout fu"));
    CHECK(has(all, "step rollout delivered"));
}

TEST_CASE("row 26: development needs the prototype, and says whose it is", "[rows]") {
    Workspace works = launch();
    works.submit("zhao", "start_project", kProject, "2026-03-02 09:00");
    works.submit("sun", "launch.research", research(R"({"samples": 1000, "summary": "final"})"),
                 "2026-03-10 09:00");

    const auto reply =
        works.submit("xie", "launch.development",
                     R"({"project": "P1", "results": {"pass_rate": "96%"}})", "2026-03-11 09:00");

    INFO(messages(works, reply, Language::kEnglish));
    CHECK(has(outline(reply), "block precondition_missing"));
    CHECK(has(messages(works, reply, Language::kEnglish), "prototype"));
    CHECK(has(messages(works, reply, Language::kEnglish), "yang"));
}

TEST_CASE("row 48: marketing sees the research and leaves the prototype alone", "[rows]") {
    Workspace works = launch();
    works.submit("zhao", "start_project", kProject, "2026-03-02 09:00");

    CHECK(has(
        outline(works.submit("deng", "view_research", R"({"project": "P1"})", "2026-03-02 10:00")),
        "effective pass"));
    CHECK(has(outline(works.submit("deng", "revise_prototype",
                                   R"({"project": "P1", "remark": "bigger"})", "2026-03-02 10:01")),
              "block out_of_boundary"));
}

}  // namespace
}  // namespace onus::rows
