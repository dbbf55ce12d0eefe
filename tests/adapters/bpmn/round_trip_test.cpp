// SPDX-License-Identifier: Apache-2.0
//
// Every process of every rulebook beside this one, out as BPMN and in again: its text is the same.

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

#include <catch2/catch.hpp>

#include "adapters/bpmn/export.h"
#include "adapters/bpmn/import.h"
#include "engine/compile/check.h"
#include "grammar/base/diagnostic.h"
#include "grammar/format.h"
#include "grammar/name_table.h"
#include "grammar/parser.h"
#include "tests/adapters/bpmn/checks.h"
#include "tests/adapters/bpmn/models.h"

namespace onus::bpmn {
namespace {

const std::string kHeading =
    "rulebook demo \"Demo\"\n  level      company\n  effective  2026-01-01\n"
    "  owner      hr.head\n  calendar   cn_office\n\nrecord c\n  code : text  unique\n\n"
    "role boss\nrole clerk\n\naction go (c) by anyone\n  creates    c\n\n";

std::string canonical(const std::string& text) {
    const grammar::NameTable names;
    const Source source{"f.onus", text};
    const grammar::ParseResult parsed = grammar::parse(source, names);
    REQUIRE_FALSE(has_errors(parsed.diagnostics));
    return grammar::format(parsed.file, source, parsed.file.language, names);
}

bool is_good(const std::string& text) {
    const grammar::NameTable names;
    const grammar::ParseResult parsed = grammar::parse({"f.onus", text}, names);
    return !has_errors(parsed.diagnostics) &&
           !has_errors(engine::check({{&parsed.file, &names}}).diagnostics);
}

/// The text of each process, by its first line; remarks are for people.
std::map<std::string, std::string> processes_of(const std::string& text) {
    std::map<std::string, std::string> found;
    std::istringstream lines(canonical(text));
    std::string* open = nullptr;
    for (std::string line; std::getline(lines, line);) {
        const std::size_t begin = line.find_first_not_of(' ');
        if (begin == std::string::npos || line[begin] == '#') {
            continue;
        }
        if (begin == 0) {
            const bool process = line.starts_with("process ") || line.starts_with("流程 ");
            open = process ? &found[line] : nullptr;
        }
        if (open != nullptr) {
            *open += line + "\n";
        }
    }
    return found;
}

/// Number of processes that came back.
std::size_t check_all(const std::string& text) {
    const std::map<std::string, std::string> before = processes_of(text);
    std::size_t seen = 0;
    for (const Outline& outline : tests::processes_in(text)) {
        if (outline.processes.front().is_part) {
            continue;
        }
        const ImportResult again = import("again.bpmn", bpmn_text(diagram_of(outline)));
        REQUIRE(again.imported);
        CHECK(again.diagnostics.empty());
        CHECK(count(again.imported->inventory).listed() == 0);
        for (const auto& [heading, process] : processes_of(again.imported->rulebook)) {
            const auto original = before.find(heading);
            REQUIRE(original != before.end());
            CHECK(process == original->second);
            ++seen;
        }
    }
    return seen;
}

TEST_CASE("bpmn round trip: every rulebook of this checkout") {
    std::size_t seen = 0;
    for (const char* folder : {"/policies", "/tests", "/examples"}) {
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(std::string(ONUS_SOURCE_DIR) + folder)) {
            const std::string path = entry.path().string();
            if (entry.path().extension() != ".onus") {
                continue;
            }
            const std::string text = tests::bytes_of(path);
            const bool has_process = text.find("\nprocess ") != std::string::npos ||
                                     text.find("\n流程 ") != std::string::npos;
            if (has_process && is_good(text)) {
                INFO(path);
                seen += check_all(text);
            }
        }
    }
    CHECK(seen >= 5);
}

TEST_CASE("bpmn round trip: every clause that a step or a process may have") {
    const std::string text = kHeading + R"(process launch "Launch" "发布"
  cite       "Manual 3"
  owner      boss
  when       go
  within     30 days
  remind     50%, 75% and notify boss
  overdue    notify boss level red "{c.code}: {step} is late."

  step draft "Draft"
    owner      clerk
    within     5 days
    remind     50%
    suspended  from go until go
    may be delegated to clerk
    may be transferred to clerk
    deliver    wording : text
    deliver    size : number
    require    wording is not ""
    require    size more than 0
    otherwise  block "No." "不行。"
    handed to  clerk within 1 day
    overdue    notify clerk level red "{c.code}: {step} is late."

  step review "Review"
    after      draft
    owner      boss
    within     5 days
    deliver    verdict : one of good, poor, hopeless
    returns to draft at most 2 times if verdict is poor
    handed to  boss within 2 days

  step print "Print"
    after      review if verdict is good
    unless     c.code is "small"
    owner      clerk
    within     5 days
    run        printing

  step bury "Bury"
    after      review if verdict is hopeless
    owner      clerk
    within     5 days
    deliver    note : text

  step close "Close"
    after      print, bury
    owner      boss
    within     2 days
    deliver    report : file

process printing "Printing"

  step plates "Plates"
    owner      clerk
    within     1 day
    deliver    plate : file

  step copies "Copies"
    after      plates
    owner      clerk
    within     1 day
    deliver    copies : number
    returns to plates at most 1 time if copies is 0
)";
    CHECK(check_all(text) == 2);
}

TEST_CASE("bpmn round trip: titles that a name of BPMN cannot hold") {
    for (const char* title : {"\"From “research” to <b> & more\"", "\"Two  blanks\"",
                              "\"A \\\"mark\\\" and \\{c.code\\}\"", "\"A back\\\\slash\"",
                              "\"Lonely \\“ mark\"", "\"Line\\nbreak\""}) {
        INFO(title);
        const std::string text = kHeading + "process launch " + title + " " + title +
                                 "\n  owner      boss\n  when       go\n\n  step one " + title +
                                 " " + title +
                                 "\n    owner      boss\n    within     2 days\n    deliver    x : "
                                 "text\n";
        CHECK(check_all(text) == 1);
    }
}

TEST_CASE("bpmn round trip: a condition of a hundred and forty answers") {
    std::string answers = "v0";
    std::string groups;
    for (int i = 1; i <= 140; ++i) {
        answers += ", v" + std::to_string(i);
        groups += std::string(i == 1        ? "("
                              : i % 20 == 1 ? ") or ("
                                            : " or ") +
                  "x is v" + std::to_string(i);
    }
    const std::string text = kHeading +
                             "process launch \"Launch\"\n  owner      boss\n  when       go\n\n"
                             "  step one \"One\"\n    owner      boss\n    within     2 days\n"
                             "    deliver    x : one of " +
                             answers + "\n\n  step two \"Two\"\n    after      one if " + groups +
                             ")\n    owner      boss\n    within     2 days\n"
                             "    deliver    y : text\n";
    CHECK(check_all(text) == 1);
}

TEST_CASE("bpmn round trip: a lane that somebody drew into an export has its role") {
    const std::string text = kHeading +
                             "process launch \"Launch\"\n  owner      boss\n  when       go\n\n"
                             "  step one \"One\"\n    owner      boss\n    within     2 days\n"
                             "    deliver    x : text\n";
    std::string drawn = bpmn_text(diagram_of(tests::processes_in(text).at(0)));
    const auto insert = [&](const std::string& before, const std::string& what) {
        drawn.insert(drawn.find(before), what);
    };
    insert("</bpmn:laneSet>",
           "<bpmn:lane id=\"l\" name=\"Archive &amp; Co\"><bpmn:flowNodeRef>n</bpmn:flowNodeRef>"
           "</bpmn:lane><bpmn:lane id=\"k\" name=\"Clerk\"><bpmn:flowNodeRef>m</bpmn:flowNodeRef>"
           "</bpmn:lane><bpmn:lane id=\"o\" name=\"C\"><bpmn:flowNodeRef>q</bpmn:flowNodeRef>"
           "</bpmn:lane>");
    insert("</bpmn:process>",
           "<bpmn:task id=\"n\" name=\"Archive\"/><bpmn:task id=\"m\" name=\"Copy\"/>"
           "<bpmn:task id=\"q\" name=\"Ask\"/>");
    insert("<bpmndi:BPMNDiagram",
           "<bpmn:process id=\"new\" name=\"Other\"><bpmn:task id=\"r\" name=\"Rest\"/>"
           "</bpmn:process>");
    const ImportResult again = import("again.bpmn", drawn);
    REQUIRE(again.imported);
    const std::string& rulebook = again.imported->rulebook;
    INFO(rulebook);
    CHECK(tests::flaws_of(rulebook) == "");
    CHECK(rulebook.find("\nrole archive_co\n") != std::string::npos);
    CHECK(rulebook.find("\nrole c_2\n") != std::string::npos);
    CHECK(rulebook.find("\"Copy\"\n    owner      clerk\n") != std::string::npos);
    CHECK(rulebook.find("\naction start_other (other_case) by anyone\n") != std::string::npos);
    CHECK(count(again.imported->inventory).listed() == 0);
}

TEST_CASE("bpmn round trip: who moves a step to another lane, or renames a lane, is heard") {
    const std::string text = kHeading +
                             "process launch \"Launch\"\n  owner      boss\n  when       go\n\n"
                             "  step one \"One\"\n    owner      boss\n    within     2 days\n"
                             "    deliver    x : text\n\n"
                             "  step two \"Two\"\n    after      one\n    owner      clerk\n"
                             "    within     2 days\n    deliver    y : text\n";
    const std::string drawn = bpmn_text(diagram_of(tests::processes_in(text).at(0)));
    const auto owner_after = [&](const std::string& from, const std::string& to) {
        std::string changed = drawn;
        REQUIRE(changed.find(from) != std::string::npos);
        changed.replace(changed.find(from), from.size(), to);
        const ImportResult again = import("again.bpmn", changed);
        REQUIRE(again.imported);
        CHECK(tests::flaws_of(again.imported->rulebook) == "");
        return again.imported->outline.processes.at(0).steps.at(0).owner;
    };
    const std::string place = "        <bpmn:flowNodeRef>Step_1</bpmn:flowNodeRef>\n";
    std::string moved = drawn;
    moved.erase(moved.find(place), place.size());
    moved.insert(moved.find("        <bpmn:flowNodeRef>Step_2"), place);
    const ImportResult again = import("again.bpmn", moved);
    REQUIRE(again.imported);
    CHECK(again.imported->outline.processes.at(0).steps.at(0).owner == "clerk");
    CHECK(owner_after("name=\"boss\"", "name=\"Head of sales\"") == "head_of_sales");
    CHECK(owner_after("name=\"boss\"", "name=\"boss\" ") == "boss");
}

TEST_CASE("bpmn round trip: a step that is named twice keeps both conditions") {
    const std::string text = kHeading +
                             "process launch \"Launch\"\n  owner      boss\n  when       go\n\n"
                             "  step one \"One\"\n    owner      boss\n    within     2 days\n"
                             "    deliver    x : yes_no\n    deliver    y : yes_no\n\n"
                             "  step two \"Two\"\n    after      one if x is yes, one if y is yes\n"
                             "    owner      clerk\n    within     2 days\n"
                             "    deliver    z : text\n";
    const ImportResult again =
        import("again.bpmn", bpmn_text(diagram_of(tests::processes_in(text).at(0))));
    REQUIRE(again.imported);
    CHECK(again.imported->rulebook.find("    after      one if x is yes and y is yes\n") !=
          std::string::npos);
}

TEST_CASE("bpmn round trip: a timer that somebody drew onto a step with a deadline is listed") {
    const std::string text = kHeading +
                             "process launch \"Launch\"\n  owner      boss\n  when       go\n\n"
                             "  step one \"One\"\n    owner      boss\n    within     2 days\n"
                             "    deliver    x : text\n";
    std::string drawn = bpmn_text(diagram_of(tests::processes_in(text).at(0)));
    drawn.insert(drawn.find("</bpmn:process>"),
                 "<bpmn:boundaryEvent id=\"t\" attachedToRef=\"Step_1\"><bpmn:timerEventDefinition>"
                 "<bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>"
                 "</bpmn:boundaryEvent>");
    const ImportResult again = import("again.bpmn", drawn);
    REQUIRE(again.imported);
    const auto& inventory = again.imported->inventory;
    const auto timer = std::find_if(inventory.begin(), inventory.end(),
                                    [](const InventoryEntry& each) { return each.id == "t"; });
    REQUIRE(timer != inventory.end());
    CHECK(timer->reason == Reason::kTimerWritten);
    CHECK(again.imported->rulebook.find("    within     2 days\n") != std::string::npos);
}

TEST_CASE("bpmn export: steps each after all the others are drawn tidily") {
    std::string text = kHeading + "process launch \"Launch\"\n  owner      boss\n  when       go\n";
    std::string after;
    for (int i = 0; i < 24; ++i) {
        const std::string name = "s" + std::to_string(i);
        text += "\n  step " + name + " \"S\"\n" +
                (after.empty() ? "" : "    after      " + after + "\n") + "    owner      " +
                (i % 3 == 0 ? "boss" : "clerk") +
                "\n    within     1 day\n    deliver    x : text\n";
        after += (after.empty() ? "" : ", ") + name;
    }
    tests::check_tidy(diagram_of(tests::processes_in(text).at(0)));
}

}  // namespace
}  // namespace onus::bpmn
