// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/engine/compile/checked.h"

namespace onus::engine {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> texts_below(const std::string& folder) {
    std::vector<std::string> texts;
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(std::string(ONUS_SOURCE_DIR) + folder)) {
        if (entry.path().extension() == ".onus") {
            paths.push_back(entry.path());
        }
    }
    std::sort(paths.begin(), paths.end());
    for (const fs::path& path : paths) {
        // Made to take as long as a check may.
        if (path.stem() != "bad_many_cases") {
            texts.push_back(testing::read_file(path.string()).text);
        }
    }
    return texts;
}

/// The text without what stands from `begin` to `end`.
std::string without(const std::string& text, std::size_t begin, std::size_t end) {
    return text.substr(0, begin) + text.substr(end);
}

std::vector<std::size_t> ends_of(const std::string& text, char mark) {
    std::vector<std::size_t> ends = {0};
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == mark) {
            ends.push_back(i + 1);
        }
    }
    ends.push_back(text.size());
    return ends;
}

void check_one(std::string text) {
    testing::Rulebooks books;
    books.add_text(std::move(text));
    const CheckResult result = books.check();
    for (const Diagnostic& diagnostic : result.diagnostics) {
        CHECK(diagnostic.span.begin <= diagnostic.span.end);
    }
}

TEST_CASE("check: any line of a rulebook may be missing") {
    for (const char* folder : {"/tests/grammar/samples", "/tests/golden/check"}) {
        for (const std::string& text : texts_below(folder)) {
            const std::vector<std::size_t> lines = ends_of(text, '\n');
            for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
                check_one(without(text, lines[i], lines[i + 1]));
            }
        }
    }
}

TEST_CASE("check: any few words of a rulebook may be missing") {
    for (const std::string& text : texts_below("/tests/golden/check")) {
        const std::vector<std::size_t> words = ends_of(text, ' ');
        for (std::size_t i = 0; i + 4 < words.size(); i += 7) {
            check_one(without(text, words[i], words[i + 1 + i % 3]));
        }
    }
}

}  // namespace
}  // namespace onus::engine
