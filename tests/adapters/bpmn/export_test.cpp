// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/export.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "adapters/bpmn/import.h"
#include "adapters/bpmn/outline_text.h"
#include "adapters/bpmn/svg.h"
#include "tests/adapters/bpmn/checks.h"
#include "tests/adapters/bpmn/models.h"

namespace onus::bpmn {
namespace {

/// Exported and imported again it is the same, word for word.
void check_round_trip(const Outline& outline) {
    const Diagram diagram = diagram_of(outline);
    tests::check_tidy(diagram);
    const std::string text = bpmn_text(diagram);
    CHECK(bpmn_text(diagram_of(outline)) == text);
    const ImportResult again = import("again.bpmn", text);
    REQUIRE(again.imported);
    CHECK(again.diagnostics.empty());
    CHECK(count(again.imported->inventory).listed() == 0);
    CHECK(again.imported->rulebook == rulebook_text(outline, {}));
    const std::string svg = svg_text(diagram, outline.language, {});
    CHECK(svg == svg_text(diagram_of(outline), outline.language, {}));
}

TEST_CASE("bpmn export: processes of the packs come back as they were") {
    std::size_t seen = 0;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(ONUS_SOURCE_DIR "/policies")) {
        if (entry.path().extension() != ".onus") {
            continue;
        }
        INFO(entry.path().string());
        for (const Outline& outline : tests::processes_in(tests::bytes_of(entry.path().string()))) {
            // What others run comes with them.
            if (!outline.processes.front().is_part) {
                check_round_trip(outline);
                ++seen;
            }
        }
    }
    CHECK(seen >= 2);
}

TEST_CASE("bpmn export: clauses that the picture does not show keep their place") {
    const std::string text = R"(rulebook office "Office"
  level company
  effective 2025-01-01
  owner office.head
  calendar cn_office
role clerk
record paper
  code : text unique
action start_paper (paper) by clerk
  creates paper
process issue "A paper is issued" "文件印发"
  owner clerk
  when start_paper
  remind 50%
  remind 75% and notify step.owner.supervisor
  step draft "Draft" "起草"
    owner clerk
    within 5 days
    remind 80%
    may be delegated to clerk
    may be transferred to clerk, office.head
    deliver wording : text
    require wording is not ""
    otherwise block "No."
    handed to clerk within 1 day
)";
    const std::vector<Outline> outlines = tests::processes_in(text);
    REQUIRE(outlines.size() == 1);
    check_round_trip(outlines.front());
    const ImportResult again = import("again.bpmn", bpmn_text(diagram_of(outlines.front())));
    REQUIRE(again.imported);
    CHECK(again.imported->rulebook.find("may be transferred to clerk, office.head\n    deliver") !=
          std::string::npos);
}

TEST_CASE("bpmn export: what was imported comes back as it was") {
    if (tests::reference_models().empty()) {
        WARN("skipped: ../shared/data/bpmn is not beside this checkout");
        return;
    }
    for (const std::string& path : tests::reference_models()) {
        const ImportResult result = import(path, tests::bytes_of(path));
        REQUIRE(result.imported);
        for (const Outline& outline : tests::processes_in(result.imported->rulebook)) {
            INFO(path << " " << outline.processes.front().name);
            if (!outline.processes.front().is_part) {
                check_round_trip(outline);
            }
        }
    }
}

const std::string kHeading =
    "rulebook `my demo` \"Demo\"\n  level      company\n  effective  2026-01-01\n"
    "  owner      hr.head\n  calendar   cn_office\n\nrecord c\n  code : text  unique\n\n"
    "role boss\n\naction go (c) by anyone\n  creates    c\n\n";

std::string step(const std::string& name, const std::string& after, const std::string& clauses,
                 const std::string& within = "2 days") {
    return "\n  step " + name + " \"S\"\n" +
           (after.empty() ? "" : "    after      " + after + "\n") +
           "    owner      boss\n    within     " + within + "\n" + clauses;
}

TEST_CASE("bpmn export: what goes back to one of several side by side keeps its bound") {
    const std::string text = "    deliver    x : text\n";
    const std::vector<Outline> outlines = tests::processes_in(
        kHeading + "process launch \"Launch\"\n  owner      boss\n  when       go\n" +
        step("survey", "", text) + step("draft", "", text) +
        step("review", "survey, draft",
             "    deliver    good : yes_no\n    returns to draft at most 2 times if good is no\n") +
        step("print", "review if good is yes", text));
    REQUIRE(outlines.size() == 1);
    check_round_trip(outlines[0]);
}

TEST_CASE("bpmn export: a task that somebody drew into it takes the usual time") {
    const std::vector<Outline> outlines = tests::processes_in(
        kHeading + "process launch \"Launch\"\n  owner      boss\n  when       go\n" +
        step("survey", "", "    deliver    x : text\n"));
    std::string drawn = bpmn_text(diagram_of(outlines.at(0)));
    const std::string end = "</bpmn:process>";
    drawn.insert(drawn.find(end), "<bpmn:task id=\"new\" name=\"Archive\"/>");
    const ImportResult again = import("again.bpmn", drawn);
    REQUIRE(again.imported);
    CHECK(again.imported->rulebook.find("    within     5 working days\n") != std::string::npos);
    CHECK(tests::flaws_of(again.imported->rulebook) == "");
}

TEST_CASE("bpmn export: names with blanks refer to each other") {
    const std::vector<Outline> outlines = tests::processes_in(
        kHeading + "process `my launch` \"Launch\"\n  owner      boss\n  when       go\n" +
        step("`do it`", "", "    deliver    `the answer` : one of `go on`, stop\n") +
        step("second", "`do it` if `the answer` is `go on`", "    run        `small part`\n",
             "9 days") +
        "\nprocess `small part` \"Small\"\n" + step("inner", "", "    deliver    x : text\n") +
        step("inner2", "inner", "    deliver    y : text\n"));
    REQUIRE(outlines.size() == 2);
    REQUIRE(outlines[0].processes.size() == 2);
    CHECK(outlines[0].processes[0].name == "`my launch`");
    check_round_trip(outlines[0]);
}

TEST_CASE("bpmn export: the picture tells the state by colour, sign and word") {
    const std::vector<Outline> outlines = tests::processes_in(
        tests::bytes_of(ONUS_SOURCE_DIR "/policies/product_launch/product_launch.en.onus"));
    REQUIRE(outlines.size() == 1);
    const auto& steps = outlines[0].processes[0].steps;
    REQUIRE(steps.size() == 4);
    const std::map<std::string, StepView> states = {
        {steps[0].id, {StepState::kDoneLate, "2 d 9 h", 0}},
        {steps[1].id, {StepState::kLate, {}, 1}},
        {steps[2].id, {StepState::kActive, {}, 0}},
        {steps[3].id, {StepState::kNotTaken, {}, 0}}};
    const Diagram diagram = diagram_of(outlines[0]);
    const std::string en = svg_text(diagram, Language::kEnglish, states);
    const std::string zh = svg_text(diagram, Language::kChinese, states);
    for (const char* part : {">✓! done late<", ">2 d 9 h<", ">! late ↩1<", ">▶ in progress<",
                             ">– not taken<", "#fbe3d3", "stroke-dasharray=\"2 3\""}) {
        INFO(part);
        CHECK(en.find(part) != std::string::npos);
    }
    for (const char* part : {">✓! 逾期完成<", ">! 已逾期 ↩1<", ">▶ 进行中<", ">– 未经过<"}) {
        INFO(part);
        CHECK(zh.find(part) != std::string::npos);
    }
    for (const char* part :
         {"○ not begun 未开始", "▶ in progress 进行中", "! late 已逾期", "‖ suspended 已暂停",
          "✓ done 已完成", "✓! done late 逾期完成", "» skipped 已跳过", "– not taken 未经过",
          "✕ cancelled 已取消", "↩ to be done again 须重做"}) {
        INFO(part);
        CHECK(en.find(part) != std::string::npos);
    }
    CHECK(en.find("http://www.w3.org/2000/svg") == en.rfind("http://"));
}

}  // namespace
}  // namespace onus::bpmn
