// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/compile/semantic_text.h"
#include "grammar/format.h"
#include "tests/engine/compile/checked.h"

namespace onus::engine {
namespace {

namespace fs = std::filesystem;

std::string folder() { return std::string(ONUS_SOURCE_DIR) + "/tests/golden/check/"; }

std::vector<std::string> cases() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder())) {
        const std::string file = entry.path().filename().string();
        if (file.rfind("bad_", 0) == 0 && file.find(".used") == std::string::npos &&
            entry.path().extension() == ".onus") {
            names.push_back(entry.path().stem().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

void compare(const std::string& path, const std::string& actual) {
    if (std::getenv("ONUS_UPDATE_GOLDEN") != nullptr) {
        std::ofstream(path, std::ios::binary) << actual;
    }
    CHECK(testing::read_file(path).text == actual);
}

TEST_CASE("check: broken rulebooks are reported as the golden files say") {
    for (const std::string& name : cases()) {
        INFO(name);
        testing::Rulebooks books;
        for (const char* used : {".used.onus", ".used2.onus"}) {
            if (fs::exists(folder() + name + used)) {
                books.add(testing::read_file(folder() + name + used));
            }
        }
        books.add(testing::read_file(folder() + name + ".onus"));
        const Diagnostics diagnostics = books.check().diagnostics;
        compare(folder() + name + ".expected.en", books.report(diagnostics, Language::kEnglish));
        compare(folder() + name + ".expected.zh", books.report(diagnostics, Language::kChinese));
    }
}

TEST_CASE("check: every construct at once is clean") {
    testing::Rulebooks books;
    books.add(testing::read_file(folder() + "ok_constructs.used.onus"));
    books.add(testing::read_file(folder() + "ok_constructs.onus"));
    const CheckResult result = books.check();
    CHECK(books.report(result.diagnostics, Language::kEnglish) == "");

    testing::Rulebooks translated;
    for (const char* name : {"ok_constructs.used.onus", "ok_constructs.onus"}) {
        const Source source = testing::read_file(folder() + name);
        const grammar::NameTable names;
        const ast::File file = grammar::parse(source, names).file;
        translated.add({name, grammar::format(file, source, Language::kChinese, names)});
    }
    const CheckResult in_chinese = translated.check();
    CHECK(translated.report(in_chinese.diagnostics, Language::kEnglish) == "");
    CHECK(semantic_text(in_chinese.model) == semantic_text(result.model));
}

TEST_CASE("check: every code of the checker occurs in a golden file") {
    std::string all;
    for (const std::string& name : cases()) {
        all += testing::read_file(folder() + name + ".expected.en").text;
    }
    for (const std::string_view code : diagnostic_codes()) {
        if (code >= "N0200" && code < "N0600") {
            INFO(code);
            CHECK(all.find("[" + std::string(code) + "]") != std::string::npos);
        }
    }
}

}  // namespace
}  // namespace onus::engine
