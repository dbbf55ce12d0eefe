// SPDX-License-Identifier: Apache-2.0
//
// Processes as diagrams, by the command line.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>

#include "tests/adapters/cli/command_line.h"
#include "tests/support/temp_folder.h"

namespace onus::tests {
namespace {

const std::string kPack = std::string(ONUS_SOURCE_DIR) + "/policies/product_launch";
const std::string kModels = std::string(ONUS_SOURCE_DIR) + "/tests/golden/bpmn/";

TEST_CASE("process import: a rulebook is written once, with an account") {
    const TempFolder folder;
    const std::string file = kModels + "ok_unknown_element.bpmn";
    const Ran first = run_onus({"process", "import", file, "--out", folder.path()});
    INFO(first.out << first.err);
    CHECK(first.code == 0);
    CHECK(first.says("ok_unknown_element.en.onus"));
    CHECK(first.says("N1021"));
    CHECK(first.says("1 not carried"));
    CHECK(first.says("teaBreak tea"));
    CHECK(run_onus({"check", folder.file("ok_unknown_element.en.onus")}).code == 0);
    CHECK(run_onus({"fmt", "--check", folder.file("ok_unknown_element.en.onus")}).code == 0);
    const Ran again = run_onus({"process", "import", file, "--out", folder.path()});
    CHECK(again.code == 2);
    CHECK(again.says("N1027"));
}

TEST_CASE("process import: a file with mistakes leaves nothing behind") {
    const TempFolder folder;
    for (const char* const language : {"en", "zh"}) {
        const Ran ran = run_onus({"process", "import", kModels + "bad_dangling.bpmn", "--out",
                                  folder.path(), "--lang", language});
        CHECK(ran.code == 2);
        CHECK(count(ran.err, "N1015") == 6);
        CHECK(std::filesystem::is_empty(folder.path()));
    }
    CHECK(run_onus({"process", "import", folder.path()}).code == 2);
    CHECK(run_onus({"process", "import", folder.file("absent.bpmn")}).code == 2);
    CHECK(run_onus({"process", "invent", "x"}).says("import, export, draw"));
    CHECK(run_onus({"process", "export", "x"}).code == 2);
    CHECK(run_onus({"process", "import", "x", "y"}).code == 2);
}

TEST_CASE("process export and draw: by either name, and what is not there is told") {
    const std::string en = kPack + "/product_launch.en.onus";
    const std::string zh = kPack + "/product_launch.zh.onus";
    const Ran exported = run_onus({"process", "export", en, "launch"});
    CHECK(exported.code == 0);
    CHECK(count(exported.out, "<bpmn:userTask ") == 4);
    CHECK(count(exported.out, "<bpmndi:BPMNShape ") == 4 + 4 + 1 + 2);
    CHECK(run_onus({"process", "export", zh, "上市"}).out ==
          run_onus({"process", "export", zh, "launch"}).out);
    CHECK(run_onus({"process", "draw", zh, "launch", "--json"}).says("{\"svg\":"));
    CHECK(run_onus({"process", "draw", en, "landing"}).says("N1025"));
    CHECK(run_onus({"process", "draw",
                    std::string(ONUS_SOURCE_DIR) + "/policies/retail/retail_law.en.onus", "x"})
              .code != 0);
}

TEST_CASE("process draw: an instance shows what was late, from the ledger") {
    const TempFolder folder;
    const auto onus = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"-C", kPack, "--ledger", folder.file("ledger.sqlite")});
        return run_onus(words);
    };
    REQUIRE(onus({"play", kPack + "/scenarios/late_research.yaml"}).code == 0);
    const std::string rulebook = kPack + "/product_launch.en.onus";
    const Ran drawn = onus({"process", "draw", rulebook, "launch", "--of", "P1"});
    INFO(drawn.out << drawn.err);
    CHECK(drawn.code == 0);
    CHECK(count(drawn.out, "✓! done late") == 2);  // the step, and the key below
    CHECK(onus({"process", "draw", rulebook, "launch", "--of", "P1", "--lang", "zh"})
              .says("✓! 逾期完成"));
    const Ran nobody = onus({"process", "draw", rulebook, "launch", "--of", "P9"});
    CHECK(nobody.code == 1);
    CHECK(nobody.says("N1028"));
}

}  // namespace
}  // namespace onus::tests
