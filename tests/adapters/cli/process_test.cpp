// SPDX-License-Identifier: Apache-2.0
//
// Processes as diagrams, by the command line.

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>

#include "tests/adapters/cli/command_line.h"
#include "tests/support/file_tree.h"
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
    CHECK(first.says(folder.file("ok_unknown_element.names.tsv")));
    CHECK(run_onus({"check", folder.file("ok_unknown_element.en.onus")}).code == 0);
    CHECK(run_onus({"fmt", "--check", folder.file("ok_unknown_element.en.onus")}).code == 0);
    const Ran again = run_onus({"process", "import", file, "--out", folder.path()});
    CHECK(again.code == 2);
    CHECK(again.says("N1027"));
}

TEST_CASE("process import: the rulebook can be read in the other language, by its table of names") {
    const TempFolder folder;
    REQUIRE(run_onus({"process", "import", kModels + "ok_gbk.bpmn", "--out", folder.path()}).code ==
            0);
    const std::string rulebook = folder.file("ok_gbk.zh.onus");
    CHECK(run_onus({"check", rulebook}).code == 0);
    CHECK(run_onus({"fmt", "--check", rulebook}).code == 0);
    const Ran english = run_onus({"fmt", "--to", "en", rulebook});
    INFO(english.out << english.err);
    CHECK(english.says("calendar   cn_office"));
    CHECK(english.says("within     default_step_time"));
    CHECK(english.says("deliver    result : text"));
    const TempFolder other;
    REQUIRE(
        run_onus({"process", "import", kModels + "ok_plain.bpmn", "--out", other.path()}).code ==
        0);
    CHECK(run_onus({"fmt", "--to", "zh", other.file("ok_plain.en.onus")}).says("默认环节时间"));
}

TEST_CASE("process export: the names go along, and a part is not exported alone") {
    const TempFolder folder;
    const Ran exported = run_onus({"process", "export", kPack + "/product_launch.zh.onus", "上市"});
    std::ofstream(folder.file("launch.bpmn")) << exported.out;
    REQUIRE(
        run_onus({"process", "import", folder.file("launch.bpmn"), "--out", folder.path()}).code ==
        0);
    std::ifstream pack(kPack + "/product_launch.names.tsv");
    std::ifstream back(folder.file("产品上市.names.tsv"));
    const std::string expected{std::istreambuf_iterator<char>(pack), {}};
    CHECK(std::string{std::istreambuf_iterator<char>(back), {}} == expected);
    const Ran part = run_onus({"process", "export", kModels + "rework.onus", "printing"});
    CHECK(part.code == 2);
    CHECK(part.says("N1035"));
    CHECK(part.says("it is a part of publication"));
    CHECK(run_onus({"process", "draw", kModels + "rework.onus", "printing"}).code == 0);
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
    for (const auto& entry : std::filesystem::directory_iterator(kModels)) {
        const std::string name = entry.path().filename().string();
        if (name.rfind("bad_", 0) != 0) {
            continue;
        }
        INFO(name);
        for (const char* const language : {"en", "zh"}) {
            const Ran ran = run_onus({"process", "import", entry.path().string(), "--out",
                                      folder.path(), "--lang", language});
            CHECK(ran.code == 2);
            CHECK(ran.says(std::string(language) == "en" ? "error[N10" : "错误[N10"));
            CHECK(ran.out.empty());
            CHECK(std::filesystem::is_empty(folder.path()));
        }
    }
    CHECK(run_onus({"process", "import", folder.path()}).code == 2);
    const std::string pipe = folder.file("pipe.bpmn");
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    for (const std::string& endless : {pipe, std::string("/dev/zero"), folder.path()}) {
        INFO(endless);
        CHECK(run_onus({"process", "import", endless}).says("error[N0904]"));
    }
    CHECK(run_onus({"process", "export", pipe, "x"}).says("error[N0904]"));
    CHECK(run_onus({"process", "import", folder.file("absent.bpmn")}).code == 2);
    CHECK(run_onus({"process", "invent", "x"}).says("import, export, draw"));
    CHECK(run_onus({"process", "export", "x"}).code == 2);
    CHECK(run_onus({"process", "import", "x", "y"}).code == 2);
}

TEST_CASE("process import: a file of more than 64 MiB is refused unread") {
    const TempFolder folder;
    std::ofstream(folder.file("large.bpmn")) << "<definitions>";
    std::filesystem::resize_file(folder.file("large.bpmn"), (std::uintmax_t{64} << 20U) + 1);
    CHECK(run_onus({"process", "import", folder.file("large.bpmn")})
              .says("error[N1009] the file has 67108865 bytes; at most 67108864 are read"));
    CHECK(run_onus({"process", "import", folder.file("large.bpmn"), "--lang", "zh"})
              .says("错误[N1009] 文件有67108865字节，最多读取67108864字节"));
}

TEST_CASE("process export and draw: by either name, and what is not there is told") {
    const std::string en = kPack + "/product_launch.en.onus";
    const std::string zh = kPack + "/product_launch.zh.onus";
    const Ran exported = run_onus({"process", "export", en, "launch"});
    CHECK(exported.code == 0);
    CHECK(count(exported.out, "<bpmn:userTask ") == 4);
    // A gateway sends work back to the research, and another lets it in again.
    CHECK(count(exported.out, "<bpmn:exclusiveGateway ") == 2);
    // Steps, lanes, the pool, both ends and the gateways.
    CHECK(count(exported.out, "<bpmndi:BPMNShape ") == 4 + 4 + 1 + 2 + 2);
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

TEST_CASE("command line play: a delay is shown and held against what was expected") {
    const FileTree files;
    const auto play = [&](const std::string& expected) {
        files.write("s.yaml",
                    "title: Late\n"
                    "steps:\n"
                    "  - at: 2026-03-02 09:00\n"
                    "    by: zhao\n"
                    "    action: start_project\n"
                    "    data: {project: {code: P1, manager: zhao}}\n"
                    "  - at: 2026-03-25 09:00\n"
                    "    expect: {delay: research, " +
                        expected + "}\n");
        return run_onus({"-C", kPack, "play", files.file("s.yaml")});
    };
    const Ran met = play("of: launch, key: P1, by: sun, adds: 4 d, root: yes");
    INFO(met.out << met.err);
    CHECK(met.code == 0);
    CHECK(met.says("P1 — From market research to rollout: late by 4 d"));
    CHECK(play("of: launch, key: P1, by: yang").says("✗ not as expected: {delay: research"));
    CHECK(play("of: launch, key: P1, adds: 3 d").code == 4);
    CHECK(play("of: launch, key: P1, root: no").code == 4);
    CHECK(play("of: launch, key: P1, by: yang, times: 0").code == 0);
    const Ran unknown = play("of: lunch, key: P1");
    INFO(unknown.out << unknown.err);
    CHECK(unknown.code == 4);
    CHECK(unknown.says("s.yaml:8"));
    CHECK(unknown.says("launch"));
}

}  // namespace
}  // namespace onus::tests
