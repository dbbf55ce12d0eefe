// SPDX-License-Identifier: Apache-2.0
//
// Broken rulebooks and what is said about them, in both languages. ONUS_UPDATE_GOLDEN=1 writes the
// expected files anew.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include <catch2/catch.hpp>

#include "grammar/base/diagnostic_text.h"
#include "tests/grammar/sample_files.h"

namespace onus::grammar {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> broken_files() {
    std::vector<fs::path> files;
    for (const auto& entry :
         fs::directory_iterator(std::string(ONUS_SOURCE_DIR) + "/tests/golden/parse")) {
        if (entry.path().extension() == ".onus") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string report_of(const Source& source, Language language) {
    std::string report;
    for (const Diagnostic& diagnostic : parse(source, NameTable()).diagnostics) {
        report += render(diagnostic, language, [&](std::string_view) { return &source; }) + "\n";
    }
    return report;
}

void check_golden(const fs::path& path, const std::string& report) {
    if (std::getenv("ONUS_UPDATE_GOLDEN") != nullptr) {
        std::ofstream(path, std::ios::binary) << report;
    }
    CHECK(report == testing::read_source(path.string()).text);
}

TEST_CASE("parser: broken rulebooks are reported as expected, in both languages") {
    for (const fs::path& path : broken_files()) {
        CAPTURE(path.filename().string());
        const Source source = testing::read_source(path.string());
        const std::string expected = (path.parent_path() / path.stem()).string() + ".expected";
        check_golden(expected + ".en", report_of(source, Language::kEnglish));
        check_golden(expected + ".zh", report_of(source, Language::kChinese));
    }
}

TEST_CASE("parser: five independent mistakes are five reports") {
    for (const char* name : {"bad_five.en.onus", "bad_five.zh.onus"}) {
        CAPTURE(name);
        const Source source =
            testing::read_source(std::string(ONUS_SOURCE_DIR) + "/tests/golden/parse/" + name);
        CHECK(parse(source, NameTable()).diagnostics.size() == 5);
    }
}

TEST_CASE("parser: no report speaks of the parser's machinery") {
    for (const fs::path& path : broken_files()) {
        CAPTURE(path.filename().string());
        const Source source = testing::read_source(path.string());
        for (const Language language : {Language::kEnglish, Language::kChinese}) {
            const std::string report = report_of(source, language);
            for (const char* word : {"viable", "extraneous", "mismatched", "token", "expecting",
                                     "EOF", "antlr", "ANTLR"}) {
                CAPTURE(word);
                CHECK(report.find(word) == std::string::npos);
            }
        }
    }
}

/// A fix makes its own report disappear, and no new one appear before it.
TEST_CASE("parser: a fix removes the mistake that it belongs to") {
    std::size_t fixes = 0;
    for (const fs::path& path : broken_files()) {
        CAPTURE(path.filename().string());
        const Source source = testing::read_source(path.string());
        const Diagnostics before = parse(source, NameTable()).diagnostics;
        for (const Diagnostic& diagnostic : before) {
            if (!diagnostic.fix) {
                continue;
            }
            Source fixed = source;
            const Fix& fix = *diagnostic.fix;
            fixed.text.replace(fix.span.begin, fix.span.end - fix.span.begin, fix.replacement);
            CAPTURE(diagnostic.span.begin, fix.replacement);
            CHECK(parse(fixed, NameTable()).diagnostics.size() < before.size());
            ++fixes;
        }
    }
    CHECK(fixes > 0);
}

TEST_CASE("parser: every kind of syntax mistake occurs in a broken rulebook") {
    std::set<std::string> seen;
    for (const fs::path& path : broken_files()) {
        for (const Diagnostic& diagnostic :
             parse(testing::read_source(path.string()), NameTable()).diagnostics) {
            seen.emplace(code_of(diagnostic.kind));
        }
    }
    // These need a file that is no text, is huge, or has hundreds of mistakes.
    const std::set<std::string> elsewhere = {"N0101", "N0103", "N0134", "N0180", "N0181"};
    for (const std::string_view code : diagnostic_codes()) {
        const bool ours = code < "N0110" || (code >= "N0130" && code < "N0200");
        if (ours && elsewhere.count(std::string(code)) == 0) {
            CAPTURE(code);
            CHECK(seen.count(std::string(code)) == 1);
        }
    }
}

}  // namespace
}  // namespace onus::grammar
