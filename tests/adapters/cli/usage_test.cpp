// SPDX-License-Identifier: Apache-2.0

#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/cli/arguments.h"
#include "grammar/base/source.h"
#include "tests/adapters/cli/command_line.h"
#include "tests/support/file_tree.h"

namespace onus::tests {
namespace {

using Words = std::vector<std::string>;

TEST_CASE("command line: the help of every command fits a small terminal, with an example") {
    Words commands = adapters::command_names();
    commands.emplace_back("");
    for (const std::string& command : commands) {
        for (const bool chinese : {false, true}) {
            Words words = command.empty() ? Words{} : Words{command};
            words.insert(words.end(), {"--help", "--lang", chinese ? "zh" : "en"});
            const Ran ran = run_onus(words);
            INFO(command << (chinese ? " zh" : " en"));
            CHECK(ran.code == 0);
            CHECK(ran.err.empty());
            CHECK(ran.says("onus " + command));
            CHECK(ran.says(chinese ? "示例" : "Example"));
            CHECK(count(ran.out, "\n") <= 24);
            std::istringstream lines(ran.out);
            for (std::string line; std::getline(lines, line);) {
                INFO(line);
                CHECK(display_width(line) <= 80);
            }
        }
    }
}

TEST_CASE("command line: a mistake is told by its code, in either language, with exit code 2") {
    struct Case {
        Words words;
        std::string code;
        std::string english;
    };
    const std::vector<Case> cases = {
        {{}, "N0930", "onus needs a command"},
        {{"chekc"}, "N0931", "write `check` here"},
        {{"-C", ".", "nothing"}, "N0931", "“nothing” is not a command of onus"},
        {{"duties", "--off", "li"}, "N0932", "“--off” is not an option of onus duties"},
        {{"matters", "--of"}, "N0933", "the option --of needs a value"},
        {{"why"}, "N0934", "onus why needs ATTEMPT"},
        {{"advance"}, "N0934", "onus advance needs --to"},
        {{"why", "1", "2"}, "N0935", "“2” is one word too many for onus why"},
        {{"check", "--lang", "fr"}, "N0936", "“fr” is not possible for --lang"},
        {{"ledger", "tail"}, "N0936", "possible is: head, verify, rebuild, rejudge"},
        {{"why", "x"}, "N0937", "“x” is not the number of an attempt"},
        {{"explain", "N9999"}, "N0939", "there is no code “N9999”"},
        {{"submit", "nowhere.json"}, "N0903", "there is no file or folder “nowhere.json”"},
        {{"check", "-C", "nowhere"}, "N0901", "there is no folder “nowhere”"},
    };
    for (const Case& each : cases) {
        const Ran ran = run_onus(each.words);
        INFO(each.code << "\n" << ran.out << ran.err);
        CHECK(ran.code == 2);
        CHECK(ran.says(each.code));
        CHECK(ran.says(each.english));
        const Ran chinese = run_onus(each.words, "", Language::kChinese);
        CHECK(chinese.code == 2);
        CHECK(chinese.says("错误[" + each.code + "]"));
        for (const std::string word : {"CLI", "INI", "Exception", "required", "subcommand"}) {
            CHECK_FALSE(ran.says(word));
        }
    }
}

TEST_CASE("command line: mistakes are objects with --json") {
    const Ran ran = run_onus({"explain", "N9999", "--json"});
    CHECK(ran.code == 2);
    CHECK(ran.err.empty());
    CHECK(ran.out.starts_with(R"({"diagnostics":[{"code":"N0939","severity":"error","en":)"));
}

TEST_CASE("command line: a code has a page in both languages") {
    const Ran english = run_onus({"explain", "n0706"});
    CHECK(english.code == 0);
    CHECK(english.says("N0706"));
    CHECK(english.says("A JSON text is one value."));
    CHECK(run_onus({"explain", "N0706", "--lang", "zh"}).says("多条命令应每行写一条"));
}

TEST_CASE("command line: broken workspaces are told with file and line") {
    const FileTree files;
    files.write("onus.yaml", "rulebooks: [retail]\norganisation: nobody.yaml\n");
    files.write("retail.onus", "rulebook retail\n");
    const Ran ran = run_onus({"-C", files.path(), "check"});
    CHECK(ran.code == 2);
    CHECK(ran.says("onus.yaml:2:15"));
    CHECK(ran.says("there is no file or folder “nobody.yaml”"));
}

TEST_CASE("command line: what stands behind a command may bear the name of another") {
    const std::vector<std::pair<Words, Words>> cases = {
        {{"trace", "check", "1"}, {"trace", "check", "1"}},
        {{"trace", "trace", "1"}, {"trace", "trace", "1"}},
        {{"trace", "play", "ledger"}, {"trace", "play", "ledger"}},
        {{"--lang", "zh", "explain", "why", "-C", "serve"}, {"explain", "why"}},
        {{"-C", "check", "why", "1"}, {"why", "1"}},
        {{"--ledger=check", "why", "1", "--json"}, {"why", "1"}}};
    for (const auto& [words, expected] : cases) {
        const auto parsed = adapters::parse_arguments(words);
        REQUIRE(parsed.has_value());
        Words found{parsed->command};
        found.insert(found.end(), parsed->words.begin(), parsed->words.end());
        CHECK(found == expected);
    }
}

}  // namespace
}  // namespace onus::tests
