// SPDX-License-Identifier: Apache-2.0
//
// The scenarios of all packs that ship, played by the command line in both languages: each goes as
// expected, tells its story in five beats, and the process packs show a case on time, one that is
// late and one that breaks a rule.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/adapters/cli/command_line.h"
#include "tests/rows/packs.h"
#include "tests/support/temp_folder.h"

namespace onus::rows {
namespace {

namespace fs = std::filesystem;
using tests::Ran;
using tests::run_onus;

const std::string kPolicies = std::string(ONUS_SOURCE_DIR) + "/policies";

/// "retail/scenarios/on_leave.yaml", …, sorted.
std::vector<std::string> scenarios() {
    std::vector<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(kPolicies)) {
        const fs::path& path = entry.path();
        if (path.extension() == ".yaml" && path.parent_path().filename() == "scenarios") {
            found.push_back(fs::relative(path, kPolicies).generic_string());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

/// A copy of a pack whose Chinese rulebooks are put in force.
class ChinesePack {
  public:
    explicit ChinesePack(const std::string& pack) {
        fs::copy(kPolicies + "/" + pack, folder_.path() + "/pack", fs::copy_options::recursive);
        std::string manifest = file_text("policies/" + pack + "/onus.yaml");
        for (std::size_t at = manifest.find("../"); at != std::string::npos;
             at = manifest.find("../", at + kPolicies.size())) {
            manifest.replace(at, 3, kPolicies + "/");
        }
        std::ofstream(path() + "/onus.yaml") << manifest << "language: zh\n";
    }

    [[nodiscard]] std::string path() const { return folder_.path() + "/pack"; }

  private:
    tests::TempFolder folder_;
};

/// What playing a scenario gave; it goes as expected.
std::string played(const std::string& scenario, Language language) {
    const std::string pack = scenario.substr(0, scenario.find('/'));
    const std::string file = kPolicies + "/" + scenario;
    const auto play = [&](const std::string& folder) {
        return run_onus({"-C", folder, "play", file, "--no-color"}, "", language);
    };
    const Ran ran = language == Language::kEnglish ? play(kPolicies + "/" + pack)
                                                   : play(ChinesePack(pack).path());
    INFO(scenario << "\n" << ran.out << ran.err);
    CHECK(ran.code == 0);
    CHECK_FALSE(ran.says("✗"));
    return ran.out;
}

TEST_CASE("row 58: every scenario goes from the pain by rule, action and finding to the report",
          "[rows]") {
    for (const std::string& scenario : scenarios()) {
        const std::string english = played(scenario, Language::kEnglish);
        const std::string chinese = played(scenario, Language::kChinese);
        CAPTURE(scenario);
        std::size_t in_english = 0;
        for (const char* beat : {"[pain]", "[rule]", "[action]", "[finding]", "[report]"}) {
            CAPTURE(beat);
            CHECK(count(english, beat) == 1);
            CHECK(english.find(beat) > in_english);
            in_english = english.find(beat);
        }
        std::size_t in_chinese = 0;
        for (const char* beat : {"【痛点】", "【制度】", "【行为】", "【认定】", "【报告】"}) {
            CAPTURE(beat);
            CHECK(count(chinese, beat) == 1);
            CHECK(chinese.find(beat) > in_chinese);
            in_chinese = chinese.find(beat);
        }
    }
}

TEST_CASE("row 20: the process packs play a case on time, a late one and a violation", "[rows]") {
    const std::vector<std::string> shipped = scenarios();
    for (const char* pack :
         {"complaint_handling", "manufacturing", "order_approval", "product_launch"}) {
        for (const char* kind : {"on_time", "late", "violating"}) {
            const std::string scenario = std::string(pack) + "/scenarios/" + kind + ".yaml";
            CAPTURE(scenario);
            REQUIRE(std::count(shipped.begin(), shipped.end(), scenario) == 1);
            const std::string told = played(scenario, Language::kEnglish);
            // Late is whoever delivered late; on time nobody has anything recorded against him.
            CHECK((std::string(kind) != "late" || has(told, "late: ")));
            CHECK(has(told, "RECORD against") == (std::string(kind) != "on_time"));
        }
    }
}

TEST_CASE("row 89: the demonstration of how a delay is located passes", "[rows]") {
    const std::string told = played("product_launch/scenarios/late.yaml", Language::kEnglish);
    CHECK(has(told, "How a delay is located"));
    CHECK(has(told, "is fulfilled by Sun (sun) late: Report of requirements"));
    CHECK(has(told, "is fulfilled by Yang (yang) late: High-fidelity prototype"));
    CHECK(count(told, "LOG step_late") == 2);
}

TEST_CASE("row 90: the demonstration of how a defective product is traced to people passes",
          "[rows]") {
    const std::string told = played("manufacturing/scenarios/traced.yaml", Language::kEnglish);
    CHECK(has(told, "How a defective product is traced to people"));
    for (const char* share : {"40%  Zhang (zhang)", "10%  Wang (wang)", "25%  Li (li)",
                              "10%  Gao (gao)", "15%  Feng (feng)"}) {
        CHECK(has(told, share));
    }
    CHECK_FALSE(has(told, "GAP"));
    CHECK(has(played("manufacturing/scenarios/violating.yaml", Language::kEnglish),
              "GAP: no approve_inspection on record"));
}

}  // namespace
}  // namespace onus::rows
