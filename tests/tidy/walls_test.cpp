// SPDX-License-Identifier: Apache-2.0
//
// Which files may see a library, a clock, a file or a rounding error.

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/tidy/tree.h"

namespace onus::tidy {
namespace {

struct Wall {
    /// Beginning of what is included.
    std::string header;

    /// Beginnings of the paths that may.
    std::vector<std::string> inside;
    std::string why;
};

const std::vector<Wall>& walls() {
    static const std::vector<Wall> kWalls = {
        {"antlr4-", {"grammar/parser", "grammar/antlr_"}, "its types must not leak"},
        {"OnusParser.h", {"grammar/antlr_", "grammar/parser"}, "generated"},
        {"OnusLexer.h", {"grammar/antlr_", "grammar/parser"}, "generated"},
        {"grammar/antlr_", {"grammar/antlr_", "grammar/parser"}, "ANTLR ends there"},
        {"boost/spirit", {"grammar/literals/"}, "two seconds a file"},
        {"boost/",
         {"grammar/literals/", "adapters/http/connection", "adapters/http/server"},
         "replaceable, and seconds a file"},
        {"yaml-cpp/", {"policies/yaml_"}, "replaceable"},
        {"nlohmann/", {"adapters/json/"}, "replaceable"},
        {"sqlite3.h",
         {"adapters/storage/", "tests/support/raw_sqlite", "tests/support/failing_disk"},
         "replaceable"},
        {"spdlog/", {"adapters/logging"}, "no logs elsewhere"},
        {"openssl/",
         {"engine/ledger/hash.cpp", "adapters/evidence/signing_key.cpp", "adapters/access/token",
          "adapters/delivery/feishu_envelope.cpp", "adapters/http/peer_certificate.cpp",
          "tests/support/token_maker.cpp"},
         "replaceable"},
        {"expat.h", {"adapters/bpmn/xml.cpp"}, "replaceable"},
        {"curl/", {"adapters/delivery/net_client"}, "replaceable"},
        {"CLI/", {"adapters/cli/"}, "replaceable"},
        {"utf8proc.h", {"grammar/"}, "replaceable"},
        {"filesystem",
         {"policies/pack_loader.cpp", "policies/zone_loader.cpp", "adapters/", "tests/"},
         "only loaders open files"},
        {"fstream",
         {"policies/pack_loader.cpp", "policies/zone_loader.cpp", "adapters/", "tests/"},
         "only loaders open files"},
        {"chrono", {"adapters/", "tests/"}, "time is a field of a command"},
        {"random", {"adapters/", "tests/"}, "the same commands give the same ledger"},
        {"locale", {"adapters/", "tests/"}, "the same everywhere"},
        {"thread", {"adapters/", "tests/"}, "one thread judges"},
        {"mutex", {"adapters/", "tests/"}, "one thread judges"},
    };
    return kWalls;
}

bool begins(const std::string& text, const std::string& beginning) {
    return text.compare(0, beginning.size(), beginning) == 0;
}

bool is_pure(const File& file) {
    return file.is_cpp() && (file.in("grammar") || file.in("engine") || file.in("policies"));
}

TEST_CASE("tidy: libraries stay behind their walls") {
    CHECK(broken([](const File& file, const std::string& line) -> std::string {
              for (const Include& include : includes_of(line)) {
                  for (const Wall& wall : walls()) {
                      const bool named =
                          wall.header.find('/') != std::string::npos || wall.header.back() == '-'
                              ? begins(include.path, wall.header)
                              : include.path == wall.header;
                      if (!file.is_cpp() || !named) {
                          continue;
                      }
                      if (std::none_of(
                              wall.inside.begin(), wall.inside.end(),
                              [&](const std::string& each) { return begins(file.path, each); })) {
                          return "includes " + include.path + " (" + wall.why + ")";
                      }
                  }
              }
              return {};
          }) == "");
}

TEST_CASE("tidy: library headers are included by sources, not by headers") {
    static const std::vector<std::string> kHeavy = {
        "yaml-cpp/", "nlohmann/", "sqlite3.h", "spdlog/", "openssl/", "CLI/", "expat.h"};
    CHECK(broken([](const File& file, const std::string& line) -> std::string {
              for (const Include& include : includes_of(line)) {
                  for (const std::string& heavy : kHeavy) {
                      if (file.ends_with(".h") && !file.in("tests") &&
                          begins(include.path, heavy)) {
                          return "a header includes " + include.path;
                      }
                  }
              }
              return {};
          }) == "");
}

TEST_CASE("tidy: nothing pure knows the time, the environment or floating point") {
    static const std::vector<std::string> kWords = {
        "system_clock", "steady_clock", "high_resolution_clock",
        "float",        "double",       "getenv",
        "rand",         "srand",        "time_t",
        "localtime",    "gettimeofday", "stod",
        "strtod"};
    CHECK(broken([](const File& file, const std::string& line) -> std::string {
              if (!is_pure(file)) {
                  return {};
              }
              const std::string code = code_of(line);
              for (const std::string& word : kWords) {
                  if (has_word(code, word)) {
                      return word;
                  }
              }
              return {};
          }) == "");
}

TEST_CASE("tidy: the wall clock is read in adapters/clock") {
    CHECK(broken([](const File& file, const std::string& line) -> std::string {
              const bool reads =
                  file.is_cpp() && code_of(line).find("system_clock::now") != std::string::npos;
              return reads && !begins(file.path, "adapters/clock") && !file.in("tests")
                         ? "reads the wall clock"
                         : "";
          }) == "");
}

}  // namespace
}  // namespace onus::tidy
