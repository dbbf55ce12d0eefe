// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/export.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "adapters/bpmn/import.h"
#include "adapters/bpmn/outline_text.h"
#include "adapters/bpmn/svg.h"
#include "grammar/format.h"
#include "grammar/parser.h"
#include "tests/adapters/bpmn/models.h"

namespace onus::bpmn {
namespace {

std::vector<Outline> processes_in(const std::string& text) {
    const grammar::NameTable names;
    const Source source{"f.onus", text};
    const grammar::ParseResult parsed = grammar::parse(source, names);
    REQUIRE_FALSE(has_errors(parsed.diagnostics));
    const Source canonical{"f.onus",
                           grammar::format(parsed.file, source, parsed.file.language, names)};
    return outlines_of(grammar::parse(canonical, names).file, canonical);
}

bool inside(const Point& point, const Box& box) {
    return point.x > box.x && point.x < box.x + box.width && point.y > box.y &&
           point.y < box.y + box.height;
}

/// True if a horizontal or vertical line runs through the inner part of a box.
bool crosses(const Point& a, const Point& b, const Box& box) {
    const int low_x = std::min(a.x, b.x);
    const int high_x = std::max(a.x, b.x);
    const int low_y = std::min(a.y, b.y);
    const int high_y = std::max(a.y, b.y);
    return low_x < box.x + box.width && high_x > box.x && low_y < box.y + box.height &&
           high_y > box.y;
}

/// What a person would find untidy: slanted edges, edges through nodes, nodes out of their lane.
void check_tidy(const Diagram& diagram) {
    const std::size_t frames = 1 + diagram.lanes.size();
    REQUIRE(diagram.shapes.size() == frames + diagram.nodes.size());
    REQUIRE(diagram.edges.size() == diagram.flows.size());
    for (std::size_t i = 0; i < diagram.nodes.size(); ++i) {
        const Box& box = diagram.shapes[frames + i].box;
        const Box& lane = diagram.shapes[1 + diagram.nodes[i].lane].box;
        CHECK(inside({box.x, box.y}, lane));
        CHECK(inside({box.x + box.width, box.y + box.height}, lane));
        for (std::size_t other = 0; other < i; ++other) {
            const Box& beside = diagram.shapes[frames + other].box;
            CHECK_FALSE(crosses({box.x, box.y}, {box.x + box.width, box.y + box.height}, beside));
        }
        for (const Edge& edge : diagram.edges) {
            for (std::size_t at = 1; at < edge.points.size(); ++at) {
                const Point& a = edge.points[at - 1];
                const Point& b = edge.points[at];
                CHECK((a.x == b.x || a.y == b.y));
                CHECK_FALSE(crosses(a, b, box));
            }
        }
    }
}

/// Exported and imported again it is the same, word for word.
void check_round_trip(const Outline& outline) {
    const Diagram diagram = diagram_of(outline);
    check_tidy(diagram);
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
        for (const Outline& outline : processes_in(tests::bytes_of(entry.path().string()))) {
            check_round_trip(outline);
            ++seen;
        }
    }
    CHECK(seen >= 2);
}

TEST_CASE("bpmn export: what was imported comes back as it was") {
    if (tests::reference_models().empty()) {
        WARN("skipped: ../shared/data/bpmn is not beside this checkout");
        return;
    }
    for (const std::string& path : tests::reference_models()) {
        const ImportResult result = import(path, tests::bytes_of(path));
        REQUIRE(result.imported);
        for (const Outline& outline : processes_in(result.imported->rulebook)) {
            INFO(path << " " << outline.processes.front().name);
            check_round_trip(outline);
        }
    }
}

TEST_CASE("bpmn export: the picture tells the state by colour, sign and word") {
    const std::vector<Outline> outlines = processes_in(
        tests::bytes_of(ONUS_SOURCE_DIR "/policies/product_launch/product_launch.en.onus"));
    REQUIRE(outlines.size() == 1);
    const auto& steps = outlines[0].processes[0].steps;
    REQUIRE(steps.size() == 4);
    const std::map<std::string, StepState> states = {{steps[0].name, StepState::kDoneLate},
                                                     {steps[1].name, StepState::kLate},
                                                     {steps[2].name, StepState::kActive},
                                                     {steps[3].name, StepState::kSkipped}};
    const Diagram diagram = diagram_of(outlines[0]);
    const std::string en = svg_text(diagram, Language::kEnglish, states);
    const std::string zh = svg_text(diagram, Language::kChinese, states);
    for (const char* part : {"✓! done late", "! late", "▶ in progress", "– not taken", "#fde6e4"}) {
        CHECK(en.find(part) != std::string::npos);
    }
    for (const char* part : {"✓! 逾期完成", "! 已逾期", "▶ 进行中", "– 未经过"}) {
        CHECK(zh.find(part) != std::string::npos);
    }
    CHECK(en.find("http://www.w3.org/2000/svg") == en.rfind("http://"));
}

}  // namespace
}  // namespace onus::bpmn
