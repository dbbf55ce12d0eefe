// SPDX-License-Identifier: Apache-2.0

#include "tests/adapters/bpmn/checks.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "adapters/bpmn/export.h"
#include "engine/compile/check.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/diagnostic_text.h"
#include "grammar/format.h"
#include "grammar/name_table.h"
#include "grammar/parser.h"

namespace onus::bpmn::tests {
namespace {

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

}  // namespace

std::vector<Outline> processes_in(const std::string& text) {
    const grammar::NameTable names;
    const Source source{"f.onus", text};
    const grammar::ParseResult parsed = grammar::parse(source, names);
    REQUIRE_FALSE(has_errors(parsed.diagnostics));
    const Source canonical{"f.onus",
                           grammar::format(parsed.file, source, parsed.file.language, names)};
    return outlines_of(grammar::parse(canonical, names).file, canonical);
}

std::string flaws_of(const std::string& text, const std::string& table) {
    const Source source{"imported.onus", text};
    const grammar::NameTableResult read = grammar::parse_name_table({"imported.names.tsv", table});
    if (!read.diagnostics.empty()) {
        return "the table of names has clashes";
    }
    const grammar::NameTable& names = read.table;
    const grammar::ParseResult parsed = grammar::parse(source, names);
    Diagnostics diagnostics = parsed.diagnostics;
    if (!has_errors(diagnostics)) {
        const engine::CheckResult checked = engine::check({{&parsed.file, &names}});
        diagnostics.insert(diagnostics.end(), checked.diagnostics.begin(),
                           checked.diagnostics.end());
    }
    std::string flaws;
    for (const Diagnostic& diagnostic : diagnostics) {
        if (severity_of(diagnostic.kind) != Severity::kInfo) {
            flaws +=
                render(diagnostic, Language::kEnglish, [&](std::string_view) { return &source; });
        }
    }
    const std::string formatted = grammar::format(parsed.file, source, parsed.file.language, names);
    if (flaws.empty() && formatted != text) {
        const auto [left, right] =
            std::mismatch(text.begin(), text.end(), formatted.begin(), formatted.end());
        const auto at = static_cast<std::size_t>(left - text.begin());
        flaws = "fmt changes it at: " + text.substr(at > 80 ? at - 80 : 0, 200) + "\n---- to:\n" +
                formatted.substr(at > 80 ? at - 80 : 0, 200);
    }
    return flaws;
}

void check_tidy(const Diagram& diagram) {
    const std::size_t pools = diagram.participants.size();
    const std::size_t frames = pools + diagram.lanes.size();
    REQUIRE(diagram.shapes.size() == frames + diagram.nodes.size());
    REQUIRE(diagram.edges.size() == diagram.flows.size());
    for (std::size_t i = 0; i < diagram.nodes.size(); ++i) {
        const Box& box = diagram.shapes[frames + i].box;
        const Box& lane = diagram.shapes[pools + diagram.nodes[i].lane].box;
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

}  // namespace onus::bpmn::tests
