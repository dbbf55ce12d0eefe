// SPDX-License-Identifier: Apache-2.0
//
// Who may include whom. A folder sees itself and the folders to its left:
// grammar <- engine <- policies <- adapters; inside them the finer edges below.

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/tidy/tree.h"

namespace onus::tidy {
namespace {

struct Edges {
    /// The longest prefix of a file's folder decides.
    std::string folder;

    /// Prefixes of what its files may include.
    std::vector<std::string> may_include;
};

const std::vector<Edges>& edges() {
    static const std::vector<std::string> kRunTime = {
        "grammar/base",   "grammar/literals", "engine/run",         "engine/duties",
        "engine/matters", "engine/process",   "engine/history",     "engine/liability",
        "engine/ledger",  "engine/time",      "engine/organisation"};
    static const std::vector<Edges> kEdges = {
        {"grammar", {"grammar"}},
        {"grammar/base", {"grammar/base"}},
        {"grammar/literals", {"grammar/base", "grammar/literals"}},
        {"grammar/ast", {"grammar/base", "grammar/ast"}},

        // The session compiles what is published.
        {"engine", {"grammar", "engine"}},
        {"engine/compile", {"grammar", "engine"}},
        {"engine/ledger", {"grammar/base", "engine/ledger"}},
        {"engine/time", {"grammar/base", "engine/time"}},
        {"engine/organisation", {"grammar/base", "engine/time", "engine/organisation"}},
        // The half that runs never sees a tree. One reader of literals serves rulebooks and
        // payloads.
        {"engine/run", kRunTime},
        {"engine/duties", kRunTime},
        {"engine/matters", kRunTime},
        {"engine/process", kRunTime},
        {"engine/liability", kRunTime},
        {"engine/history", kRunTime},
        {"policies", {"grammar", "engine", "policies"}},

        // json <- leaf adapters <- app <- http, cli
        {"adapters", {"grammar", "engine", "policies", "adapters"}},
        {"adapters/json", {"grammar", "engine", "policies", "adapters/json"}},
        // Where the tests let the process end.
        {"adapters/crash", {"adapters/crash"}},
        {"adapters/storage",
         {"grammar", "engine", "adapters/json", "adapters/crash", "adapters/storage"}},
        {"adapters/evidence", {"grammar", "engine", "adapters/json", "adapters/evidence"}},
        {"adapters/bpmn", {"grammar", "engine", "policies", "adapters/json", "adapters/bpmn"}},
        {"adapters/clock", {"grammar/base", "adapters/clock"}},
        {"adapters/logging", {"grammar/base", "adapters/logging"}},
        {"adapters/delivery",
         {"grammar/base", "engine/ledger", "adapters/json", "adapters/clock", "adapters/evidence",
          "adapters/delivery"}},
        {"adapters/app",
         {"grammar", "engine", "policies", "adapters/json", "adapters/storage", "adapters/clock",
          "adapters/logging", "adapters/text", "adapters/delivery", "adapters/access",
          "adapters/crash", "adapters/app"}},
        {"adapters/access",
         {"grammar/base", "engine", "adapters/json", "adapters/clock", "adapters/access"}},
        {"adapters/config",
         {"grammar", "engine", "policies", "adapters/access", "adapters/delivery",
          "adapters/config"}},
        {"adapters/http",
         {"grammar", "engine", "policies", "adapters/json", "adapters/text", "adapters/clock",
          "adapters/access", "adapters/config", "adapters/delivery", "adapters/app",
          "adapters/crash", "adapters/evidence", "adapters/http"}},
        {"adapters/cli", {"grammar", "engine", "policies", "adapters"}},
    };
    return kEdges;
}

bool lies_in(const std::string& folder, const std::string& prefix) {
    return folder == prefix || folder.compare(0, prefix.size() + 1, prefix + "/") == 0;
}

const Edges* edges_of(const std::string& folder) {
    const Edges* best = nullptr;
    for (const Edges& each : edges()) {
        if (lies_in(folder, each.folder) &&
            (best == nullptr || each.folder.size() > best->folder.size())) {
            best = &each;
        }
    }
    return best;
}

/// The umbrella header of ANTLR includes that library's headers by their own names, and generated
/// files lie in the build folder.
bool is_antlr(const File& file, const std::string& include) {
    return file.in("grammar/antlr_compat") || include == "OnusLexer.h" || include == "OnusParser.h";
}

TEST_CASE("tidy: includes follow the layers, left to right") {
    CHECK(broken([](const File& file, const std::string& line) -> std::string {
              const Edges* const allowed = file.is_cpp() ? edges_of(file.folder()) : nullptr;
              if (allowed == nullptr) {
                  return {};
              }
              for (const Include& include : includes_of(line)) {
                  if (!include.quoted || is_antlr(file, include.path)) {
                      continue;
                  }
                  const std::string target = include.path.substr(0, include.path.rfind('/'));
                  const auto& prefixes = allowed->may_include;
                  if (std::none_of(prefixes.begin(), prefixes.end(), [&](const std::string& each) {
                          return lies_in(target, each);
                      })) {
                      return allowed->folder + " may not include " + include.path;
                  }
              }
              return {};
          }) == "");
}

TEST_CASE("tidy: the command line is included by nobody else") {
    CHECK(broken([](const File& file, const std::string& line) -> std::string {
              for (const Include& include : includes_of(line)) {
                  const bool cli = include.path.compare(0, 13, "adapters/cli/") == 0;
                  if (cli && !file.in("adapters/cli") && !file.in("tests")) {
                      return "only adapters/cli may include " + include.path;
                  }
              }
              return {};
          }) == "");
}

TEST_CASE("tidy: headers of the project are included by their path from the root") {
    CHECK(broken([](const File& file, const std::string& line) -> std::string {
              for (const Include& include : includes_of(line)) {
                  const bool relative =
                      include.quoted &&
                      (include.path.find('/') == std::string::npos || include.path[0] == '.');
                  if (file.is_cpp() && relative && !is_antlr(file, include.path)) {
                      return "write the path from the root: " + include.path;
                  }
              }
              return {};
          }) == "");
}

}  // namespace
}  // namespace onus::tidy
