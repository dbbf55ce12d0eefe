// SPDX-License-Identifier: Apache-2.0
//
// Rows of the requirements that diagrams show: out of a file, and of a run.

#include <catch2/catch.hpp>

#include "tests/adapters/cli/command_line.h"
#include "tests/support/temp_folder.h"

namespace onus::tests {
namespace {

const std::string kSource = ONUS_SOURCE_DIR;

TEST_CASE("row 18: a diagram of four stages becomes four steps with their owners", "[rows]") {
    const Ran ran =
        run_onus({"process", "import", kSource + "/tests/golden/bpmn/ok_four_stages.bpmn"});
    INFO(ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK(count(ran.out, "\n  step ") == 4);
    for (const char* step :
         {"  step market_research \"Market research\"\n    owner      marketing\n",
          "  step prototype_design \"Prototype design\"\n"
          "    after      market_research\n    owner      product\n",
          "  step development \"Development\"\n"
          "    after      prototype_design\n    owner      engineering\n",
          "  step rollout \"Rollout\"\n"
          "    after      development\n    owner      operations\n"}) {
        INFO(step);
        CHECK(ran.out.find(step) != std::string::npos);
    }
    CHECK(ran.says("warning[N1021] BPMN 2.0 has no <teaBreak id=\"tea_7\">; it is left out"));
    CHECK(ran.says("not carried: teaBreak tea_7 “Tea”"));
    CHECK(ran.out.find("# teaBreak tea_7 (Tea): ") != std::string::npos);
}

TEST_CASE("row 19: an instance at stage 2 is drawn with stage 1 done late and stage 2 under way",
          "[rows]") {
    const TempFolder folder;
    const std::string pack = kSource + "/policies/product_launch";
    const auto onus = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"-C", pack, "--ledger", folder.file("ledger.sqlite")});
        return run_onus(words);
    };
    REQUIRE(onus({"play", pack + "/scenarios/late_research.yaml"}).code == 0);
    const Ran drawn =
        onus({"process", "draw", pack + "/product_launch.en.onus", "launch", "--of", "P1"});
    INFO(drawn.out << drawn.err);
    CHECK(count(drawn.out, ">✓! done late<") == 1);
    CHECK(count(drawn.out, ">2 d 9 h<") == 1);  // due at the end of the 23rd, handed in on the 26th
    CHECK(count(drawn.out, ">▶ in progress<") == 1);
    CHECK(count(drawn.out, ">○ not begun<") == 2);
    const std::size_t research = drawn.out.find(">requirements<");
    const std::size_t prototype = drawn.out.find(">prototype<");
    CHECK(research < drawn.out.find(">✓! done late<"));
    CHECK(drawn.out.find(">✓! done late<") < prototype);
    CHECK(prototype < drawn.out.find(">▶ in progress<"));
    CHECK(onus({"process", "draw", pack + "/product_launch.zh.onus", "上市", "--of", "P1", "--lang",
                "zh"})
              .says(">2天9小时<"));
}

}  // namespace
}  // namespace onus::tests
