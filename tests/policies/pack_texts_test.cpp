// SPDX-License-Identifier: Apache-2.0
//
// The texts of the packs that ship: both languages parse, and say the same.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include <catch2/catch.hpp>

#include "grammar/ast/print.h"
#include "grammar/base/diagnostic_text.h"
#include "grammar/format.h"
#include "grammar/name_table.h"
#include "grammar/parser.h"

namespace onus::policies {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnglishEnding = ".en.onus";

Source read(const fs::path& path) {
    const std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return {path.filename().string(), text.str()};
}

/// Paths of the rulebooks of all packs, without the endings, sorted.
std::vector<std::string> rulebooks() {
    std::vector<std::string> found;
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(ONUS_SOURCE_DIR) / "policies")) {
        const std::string path = entry.path().string();
        if (path.size() > kEnglishEnding.size() &&
            path.compare(path.size() - kEnglishEnding.size(), kEnglishEnding.size(),
                         kEnglishEnding) == 0) {
            found.push_back(path.substr(0, path.size() - kEnglishEnding.size()));
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::string rendered(const Diagnostics& diagnostics, const Source& source) {
    std::string all;
    for (const Diagnostic& diagnostic : diagnostics) {
        all += render(diagnostic, Language::kEnglish, [&](std::string_view) { return &source; });
    }
    return all;
}

/// The first line in which two texts differ, in both; empty if they are equal.
std::string first_difference(const std::string& one, const std::string& other) {
    std::istringstream left(one);
    std::istringstream right(other);
    std::string a;
    std::string b;
    while (true) {
        const bool more_left = static_cast<bool>(std::getline(left, a));
        const bool more_right = static_cast<bool>(std::getline(right, b));
        if (!more_left && !more_right) {
            return {};
        }
        if (!more_left || !more_right || a != b) {
            return (more_left ? a : "(end)") + " | " + (more_right ? b : "(end)");
        }
    }
}

TEST_CASE("pack texts: there are packs") { CHECK(rulebooks().size() >= 5); }

TEST_CASE("pack texts: both languages parse to the same tree under the name table") {
    for (const std::string& path : rulebooks()) {
        INFO(path);
        const Source table = read(path + ".names.tsv");
        const auto names = grammar::parse_name_table(table);
        CHECK(rendered(names.diagnostics, table).empty());

        const Source english = read(path + ".en.onus");
        const Source chinese = read(path + ".zh.onus");
        const auto parsed_english = grammar::parse(english, names.table);
        const auto parsed_chinese = grammar::parse(chinese, names.table);

        CHECK(rendered(parsed_english.diagnostics, english) == "");
        CHECK(rendered(parsed_chinese.diagnostics, chinese) == "");
        CHECK(parsed_english.file.language == Language::kEnglish);
        CHECK(parsed_chinese.file.language == Language::kChinese);
        CHECK(first_difference(ast::print(parsed_english.file, ast::PrintTexts::kHidden),
                               ast::print(parsed_chinese.file, ast::PrintTexts::kHidden)) == "");
    }
}

TEST_CASE("pack texts: translated there and back, a rulebook is its formatted self") {
    for (const std::string& path : rulebooks()) {
        INFO(path);
        const auto names = grammar::parse_name_table(read(path + ".names.tsv"));
        for (const auto& [ending, own, other] :
             {std::tuple(".en.onus", Language::kEnglish, Language::kChinese),
              std::tuple(".zh.onus", Language::kChinese, Language::kEnglish)}) {
            const Source source = read(path + ending);
            const auto parsed = grammar::parse(source, names.table);
            const std::string formatted = grammar::format(parsed.file, source, own, names.table);
            const Source there{"there.onus",
                               grammar::format(parsed.file, source, other, names.table)};
            const auto translated = grammar::parse(there, names.table);

            CHECK(rendered(translated.diagnostics, there) == "");
            CHECK(first_difference(
                      formatted, grammar::format(translated.file, there, own, names.table)) == "");
            CHECK(first_difference(source.text, formatted) == "");
        }
    }
}

}  // namespace
}  // namespace onus::policies
