// SPDX-License-Identifier: Apache-2.0

#include "adapters/bpmn/reader.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include <catch2/catch.hpp>

#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/diagnostic_text.h"
#include "tests/adapters/bpmn/models.h"

namespace onus::bpmn {
namespace {

std::vector<std::string> codes_of(const Diagnostics& diagnostics) {
    std::vector<std::string> codes;
    for (const Diagnostic& diagnostic : diagnostics) {
        codes.emplace_back(code_of(diagnostic.kind));
    }
    return codes;
}

using Codes = std::vector<std::string>;

TEST_CASE("bpmn reader: every mistake is told with its place, and nothing is half read") {
    const std::map<std::string, Codes> expected = {
        {"bad_empty", {"N1000"}},
        {"bad_blank", {"N1000"}},
        {"bad_malformed", {"N1001"}},
        {"bad_ampersand", {"N1001"}},
        {"bad_mismatch", {"N1002"}},
        {"bad_cut_off", {"N1003"}},
        {"bad_prefix", {"N1004"}},
        {"bad_attribute_twice", {"N1005"}},
        {"bad_doctype", {"N1006"}},
        {"bad_entity", {"N1006"}},
        {"bad_encoding_unknown", {"N1007"}},
        {"bad_encoding_broken", {"N1008"}},
        {"bad_other_file", {"N1012"}},
        {"bad_id_missing", {"N1013"}},
        {"bad_id_twice", {"N1014"}},
        {"bad_dangling", {"N1015", "N1015", "N1015", "N1015", "N1015", "N1015"}},
        {"bad_reference_kind", {"N1016"}},
        {"bad_nothing", {"N1017", "N1019"}},
        {"bad_number", {"N1024"}},
        {"ok_plain", {"N1019"}},
        {"ok_lanes_without_pool", {"N1018", "N1019"}},
        {"ok_vendor", {"N1019", "N1020"}},
        {"ok_unknown_element", {"N1021", "N1019"}},
        {"ok_four_stages", {"N1021", "N1019"}},
        {"ok_gb18030", {"N1019"}},
        {"ok_gbk", {"N1019"}},
        {"ok_utf16", {"N1019"}},
        {"ok_latin1", {"N1019"}},
    };
    std::size_t seen = 0;
    for (const std::string& path : tests::own_models()) {
        const std::string name = std::filesystem::path(path).stem().string();
        INFO(name);
        REQUIRE(expected.contains(name));
        ++seen;
        const ReadResult result = read(name, tests::bytes_of(path));
        CHECK(codes_of(result.diagnostics) == expected.at(name));
        CHECK(result.diagram.has_value() == name.starts_with("ok_"));
        const Source source{name, result.text};
        for (const Diagnostic& diagnostic : result.diagnostics) {
            CHECK(diagnostic.source_name == name);
            for (const Language language : {Language::kEnglish, Language::kChinese}) {
                const std::string told =
                    render(diagnostic, language, [&](std::string_view) { return &source; });
                CHECK(told.find(code_of(diagnostic.kind)) != std::string::npos);
                CHECK(told.find("{0}") == std::string::npos);
            }
        }
    }
    CHECK(seen == expected.size());
}

TEST_CASE("bpmn reader: mistakes stand where they are in the text") {
    const ReadResult result = read("f", tests::bytes_of(tests::own_model("bad_mismatch.bpmn")));
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(locate(result.text, result.diagnostics[0].span.begin).line == 9);
    const ReadResult wide =
        read("f", tests::bytes_of(tests::own_model("bad_attribute_twice.bpmn")));
    CHECK(locate(wide.text, wide.diagnostics[0].span.begin).line == 6);
}

TEST_CASE("bpmn reader: names are the same in every encoding") {
    for (const char* name : {"ok_gb18030.bpmn", "ok_gbk.bpmn", "ok_utf16.bpmn"}) {
        INFO(name);
        const ReadResult result = read(name, tests::bytes_of(tests::own_model(name)));
        REQUIRE(result.diagram);
        CHECK(result.diagram->processes[0].name == "订单处理");
        CHECK(result.diagram->nodes[1].name == "审核 订单");
    }
    const ReadResult latin = read("f", tests::bytes_of(tests::own_model("ok_latin1.bpmn")));
    REQUIRE(latin.diagram);
    CHECK(latin.diagram->nodes[1].name == "Prüfen the order");
}

TEST_CASE("bpmn reader: size, depth and number of elements are bounded") {
    const std::string plain = tests::bytes_of(tests::own_model("ok_plain.bpmn"));
    ReadOptions small;
    small.byte_count_max = 100;
    CHECK(codes_of(read("f", plain, small).diagnostics) == Codes{"N1009"});
    ReadOptions few;
    few.element_count_max = 3;
    CHECK(codes_of(read("f", plain, few).diagnostics) == Codes{"N1011"});
    std::string deep = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\">";
    for (int i = 0; i < 300; ++i) {
        deep += "<subProcess id=\"s" + std::to_string(i) + "\">";
    }
    CHECK(codes_of(read("f", deep).diagnostics) == Codes{"N1010"});
    const std::string huge((std::size_t{64} << 20U) + 1, ' ');
    CHECK(codes_of(read("f", huge).diagnostics) == Codes{"N1009"});
}

bool in_pool(const Diagram& diagram, std::uint32_t process) {
    return diagram.processes.size() == 1 ||
           std::any_of(diagram.participants.begin(), diagram.participants.end(),
                       [&](const Participant& each) { return each.process == process; });
}

TEST_CASE("bpmn reader: the reference models are read whole, with their pictures") {
    if (tests::reference_models().empty()) {
        WARN("skipped: ../shared/data/bpmn is not beside this checkout");
        return;
    }
    for (const std::string& path : tests::reference_models()) {
        INFO(path);
        const ReadResult result = read(path, tests::bytes_of(path));
        REQUIRE(result.diagram);
        CHECK_FALSE(has_errors(result.diagnostics));
        const Diagram& diagram = *result.diagram;
        // What lies in a collapsed sub-process, or is called, is drawn nowhere.
        for (const Node& node : diagram.nodes) {
            if (node.parent != kNone || !in_pool(diagram, node.process)) {
                continue;
            }
            CHECK(std::any_of(diagram.shapes.begin(), diagram.shapes.end(),
                              [&](const Shape& shape) { return shape.of == node.id; }));
        }
        for (const Flow& flow : diagram.flows) {
            const Node& from = diagram.nodes[flow.from];
            if (from.parent != kNone || !in_pool(diagram, from.process)) {
                continue;
            }
            CHECK(std::any_of(diagram.edges.begin(), diagram.edges.end(), [&](const Edge& edge) {
                return edge.of == flow.id && edge.points.size() >= 2;
            }));
        }
    }
}

}  // namespace
}  // namespace onus::bpmn
