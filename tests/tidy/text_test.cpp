// SPDX-License-Identifier: Apache-2.0
//
// How files look: names at the root, licence lines, length, width, leftovers.

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "tests/tidy/tree.h"

namespace onus::tidy {
namespace {

constexpr std::size_t kLinesMax = 500;
constexpr std::size_t kColumnsMax = 100;

/// Longer files, each with the reason why it is one file.
const std::map<std::string, std::string>& long_files() {
    static const std::map<std::string, std::string> kFiles = {
        {"adapters/cli/help.cpp", "the help of every command in both languages, no code"},
        {"engine/compile/model.h", "the checked model: one type beside the next, no code"},
        {"engine/run/program.h", "the compiled program: one table beside the next, no code"},
    };
    return kFiles;
}

/// Columns on a terminal, roughly: East Asian characters take two.
std::size_t columns(const std::string& line) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < line.size();) {
        const auto byte = static_cast<unsigned char>(line[i]);
        const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        width += length >= 3 && byte >= 0xE3 ? 2 : 1;
        i += length;
    }
    return width;
}

bool is_program_text(const File& file) {
    return file.is_cpp() || file.ends_with(".def") || file.ends_with(".py") ||
           file.ends_with(".sh") || file.ends_with(".g4") ||
           (file.ends_with(".onus") && file.in("policies"));
}

TEST_CASE("tidy: the root holds the named folders, documents and dotfiles only") {
    static const std::set<std::string> kNames = {
        "CMakeLists.txt", "CMakePresets.json", "LICENSE", "grammar", "engine",
        "policies",       "adapters",          "tests",   "examples"};
    for (const std::string& name : top_level()) {
        INFO(name);
        const bool document = name.size() > 3 && name.substr(name.size() - 3) == ".md";
        CHECK((kNames.count(name) != 0 || document || name[0] == '.'));
    }
}

TEST_CASE("tidy: program texts begin with their licence") {
    CHECK(broken_files([](const File& file) -> std::string {
              if (!is_program_text(file) || file.lines.empty()) {
                  return {};
              }
              const std::size_t line =
                  file.lines.size() > 1 && file.lines[0].substr(0, 2) == "#!" ? 1 : 0;
              const bool found =
                  file.lines[line].find("SPDX-License-Identifier: Apache-2.0") != std::string::npos;
              return found ? "" : "the SPDX line is missing";
          }) == "");
}

TEST_CASE("tidy: files are short, or say why not") {
    CHECK(broken_files([](const File& file) -> std::string {
              const bool long_one = file.is_cpp() && file.lines.size() > kLinesMax;
              return long_one && long_files().count(file.path) == 0
                         ? std::to_string(file.lines.size()) + " lines"
                         : "";
          }) == "");
}

TEST_CASE("tidy: lines fit into 100 columns") {
    CHECK(broken([](const File& file, const std::string& line) -> std::string {
              const bool wide = file.is_cpp() && columns(line) > kColumnsMax;
              const bool include = !includes_of(line).empty();
              return wide && !include ? std::to_string(columns(line)) + " columns" : "";
          }) == "");
}

TEST_CASE("tidy: no leftovers, no tabs, no blanks at the end of a line") {
    static const std::string kToDo = std::string("TO") + "DO";
    static const std::string kFixMe = std::string("FIX") + "ME";
    CHECK(broken([](const File& file, const std::string& line) -> std::string {
              if (has_word(line, kToDo) || has_word(line, kFixMe)) {
                  return "a leftover";
              }
              const bool code = file.is_cpp() || file.ends_with(".onus");
              if (code && line.find('\t') != std::string::npos) {
                  return "a tab";
              }
              if (code && !line.empty() && (line.back() == ' ' || line.back() == '\r')) {
                  return "a blank at the end";
              }
              return {};
          }) == "");
}

TEST_CASE("tidy: headers guard themselves in one way") {
    CHECK(broken_files([](const File& file) -> std::string {
              const bool header = file.ends_with(".h") && !file.ends_with(".inc.h") &&
                                  !file.in("grammar/antlr_compat");
              const bool guarded = std::find(file.lines.begin(), file.lines.end(),
                                             "#pragma once") != file.lines.end();
              return header && !guarded ? "#pragma once is missing" : "";
          }) == "");
}

}  // namespace
}  // namespace onus::tidy
