// SPDX-License-Identifier: Apache-2.0
//
// Rows of the requirements that the product launch pack shows.

#include <algorithm>

#include "engine/process/delay.h"
#include "engine/run/fold.h"
#include "tests/rows/packs.h"

namespace onus::rows {
namespace {

const std::string kProject = R"({"project": {"code": "P1", "manager": "zhao"}})";

std::string research(const std::string& report) {
    return R"({"project": "P1", "report": )" + report + "}";
}

TEST_CASE("row 22: the duty of a step is told in its own words", "[rows]") {
    Workspace works = launch();

    const auto reply = works.submit("zhao", "start_project", kProject, "2026-03-02 09:00");

    // The first duty is that of the project manager, for the whole.
    const auto step =
        std::find_if(reply.events.begin(), reply.events.end(), [](const engine::Event& event) {
            const auto* duty = std::get_if<engine::DutyOpened>(&event);
            return duty != nullptr && duty->declaration.ends_with(".research");
        });
    REQUIRE(step != reply.events.end());
    const auto& opened = std::get<engine::DutyOpened>(*step);
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

const std::string kOrganisation = "policies/product_launch/organisation.yaml";

Workspace launch_in(const std::string& organisation) {
    return {{file_text("policies/product_launch/product_launch.en.onus")}, organisation};
}

void deliver_research(Workspace& works, const std::string& when) {
    CHECK(has(outline(works.submit("sun", "launch.research",
                                   research(R"({"samples": 1000, "summary": "final"})"), when)),
              "duty receive yang"));
}

TEST_CASE("row 6: research that nobody acknowledges within eight hours is a finding", "[rows]") {
    Workspace works = launch();
    works.submit("zhao", "start_project", kProject, "2026-03-02 09:00");
    deliver_research(works, "2026-03-10 10:00");

    SECTION("acknowledged at +7 h: none") {
        CHECK(has(outline(works.submit("yang", "launch.research.receive", R"({"project": "P1"})",
                                       "2026-03-10 17:00")),
                  "effective pass"));
        CHECK_FALSE(has(works.advance("2026-03-12 09:00"), "violation"));
    }
    SECTION("not acknowledged at +8 h: the product department's") {
        CHECK_FALSE(has(works.advance("2026-03-10 18:00"), "violation"));
        const std::string fired = works.advance("2026-03-10 18:00:01");
        CHECK(has(fired, "violation not_performed receive yang"));
        CHECK_FALSE(has(fired, "sun"));
    }
}

TEST_CASE("row 7: a changed prototype that engineering does not hear of is a finding", "[rows]") {
    Workspace works = launch();
    works.submit("zhao", "start_project", kProject, "2026-03-02 09:00");
    CHECK(has(
        outline(works.submit("yang", "revise_prototype",
                             R"({"project": "P1", "remark": "version 2"})", "2026-03-02 10:00")),
        "duty tell_engineering yang due 2026-03-02 14:00"));

    SECTION("told at the last minute: none") {
        works.submit("yang", "notify_engineering", R"({"project": "P1"})", "2026-03-02 14:00");
        CHECK_FALSE(has(works.advance("2026-03-03 09:00"), "violation"));
    }
    SECTION("not told: on the product manager") {
        CHECK(has(works.advance("2026-03-02 14:00:01"),
                  "violation not_performed tell_engineering yang"));
    }
}

/// The receivers of red messages, in order.
std::vector<std::string> told_in_red(const Workspace& works) {
    std::vector<std::string> persons;
    for (const engine::Reply& reply : works.fired()) {
        for (const engine::Event& event : reply.events) {
            const auto* notified = std::get_if<engine::Notified>(&event);
            if (notified != nullptr && notified->level == "red") {
                persons.push_back(notified->person);
            }
        }
    }
    return persons;
}

/// What fired by the morning after the research was due, and who was told in red.
std::vector<std::string> alarm_of(Workspace& works, const std::string& manager = "zhao") {
    works.submit("zhao", "start_project", with(kProject, "zhao", manager), "2026-03-02 09:00");
    works.submit("zhao", "start_project", R"({"project": {"code": "P2", "manager": "zhao"}})",
                 "2026-03-24 00:00:00.001");
    return told_in_red(works);
}

TEST_CASE("row 27: assigned, reminded, told upwards and late: each once, across restarts",
          "[rows]") {
    // Somebody else heads the department, so that the owner of the step is not told twice over.
    Workspace works = launch_in(with(file_text(kOrganisation), "head: sun}", "head: deng}"));
    const std::string started =
        outline(works.submit("zhao", "start_project", kProject, "2026-03-02 09:00"));
    CHECK(count(started, "notify sun\n") == 1);

    std::string all;
    for (const char* when : {"2026-03-11 09:00", "2026-03-14 09:00", "2026-03-19 09:00",
                             "2026-03-23 24:00", "2026-03-24 00:00:01", "2026-03-30 09:00"}) {
        works.reopen();
        all += works.advance(when);
    }
    CHECK(count(all, "duty 2 reminded\nnotify sun\n") == 2);
    CHECK(count(all, "duty 2 reminded\nnotify sun\nnotify deng\nnotify zhao\n") == 1);
    CHECK(count(all, "notify deng\n") == 1);
    CHECK(count(all, "duty 2 overdue") == 1);
    CHECK(count(all, "notify deng red") == 1);
    CHECK(count(all, "notify zhao red") == 1);
}

TEST_CASE("row 30: the alarm goes to the department's head and the project's, once each",
          "[rows]") {
    Workspace works = launch();
    CHECK(alarm_of(works) == std::vector<std::string>{"sun", "zhao"});
    // In both roles one person: one message.
    Workspace other = launch();
    CHECK(alarm_of(other, "sun") == std::vector<std::string>{"sun"});
}

/// The first red message that fired, rendered.
std::string alarm_text(Workspace& works, Language language) {
    for (const engine::Reply& reply : works.fired()) {
        engine::RenderContext context;
        context.program = works.session().world().program_at(reply.received);
        context.organisation = works.session().world().organisation_at(reply.received);
        for (const engine::Event& event : reply.events) {
            const auto* notified = std::get_if<engine::Notified>(&event);
            if (notified != nullptr && notified->level == "red") {
                return engine::render(context, notified->text, language);
            }
        }
    }
    return {};
}

TEST_CASE("row 31: the alarm names department, person and clause", "[rows]") {
    Workspace works = launch();
    alarm_of(works);
    CHECK(alarm_text(works, Language::kEnglish) ==
          "P1, Launch Manual 2: Report of requirements is late. Sun of Marketing answers for it.");
    CHECK(alarm_text(works, Language::kChinese) ==
          "P1，《产品上市手册》2：需求报告已逾期，由市场部孙经理负责。");
}

TEST_CASE("row 31: where nobody heads the department, its alarm goes up and the gap is told",
          "[rows]") {
    Workspace works = launch_in(with(file_text(kOrganisation), ", head: sun}", "}"));
    CHECK(alarm_of(works) == std::vector<std::string>{"zhou", "zhao"});
    std::string fired;
    for (const engine::Reply& reply : works.fired()) {
        fired += outline(reply);
    }
    INFO(fired);
    CHECK(has(fired, "matter 1 vacancy research for qin"));
}

TEST_CASE("row 89: a delay is located: which step, whose, how much", "[rows]") {
    Workspace works = launch();
    works.submit("zhao", "start_project", kProject, "2026-03-02 09:00");
    deliver_research(works, "2026-03-26 17:00");
    works.submit("yang", "launch.research.receive", R"({"project": "P1"})", "2026-03-26 18:00");
    works.submit("yang", "launch.prototype", R"({"project": "P1", "sample": "prototype.fig"})",
                 "2026-04-27 17:00");
    works.submit("xie", "launch.development",
                 R"({"project": "P1", "results": {"pass_rate": "96%"}})", "2026-07-23 17:00");
    works.submit("fu", "launch.rollout", R"({"project": "P1", "plan": "plan.pdf"})",
                 "2026-08-06 17:00");

    const auto& state = works.session().state();
    const auto* run = state.runs.find(engine::process_key("product_launch.launch", "P1"));
    REQUIRE(run != nullptr);
    const auto delay =
        engine::delay_of(works.session().world(), state, *run, test::at("2026-08-06 18:00"));

    REQUIRE(delay);
    REQUIRE(delay->root);
    CHECK(delay->parts[*delay->root].person == "sun");
    CHECK(delay->parts[*delay->root].department == "marketing");
    std::int64_t sum = 0;
    std::string late;
    for (const engine::Contribution& part : delay->parts) {
        sum += part.added_ms;
        late += part.own_late_ms > 0 ? part.person + "\n" : "";
    }
    CHECK(sum == delay->total_ms());
    CHECK(delay->total_ms() > 0);
    CHECK(late == "sun\nyang\n");
}

}  // namespace
}  // namespace onus::rows
