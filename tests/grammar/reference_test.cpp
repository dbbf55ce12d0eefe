// SPDX-License-Identifier: Apache-2.0
//
// The examples of grammar/REFERENCE.md parse, in both languages, to the same trees.

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "grammar/ast/print.h"
#include "grammar/base/diagnostic_text.h"
#include "grammar/parser.h"
#include "tests/grammar/reference_examples.h"

namespace onus::grammar {
namespace {

std::string rendered(const Diagnostics& diagnostics, const Source& source) {
    std::string all;
    for (const Diagnostic& diagnostic : diagnostics) {
        all += render(diagnostic, Language::kEnglish, [&](std::string_view) { return &source; });
    }
    return all;
}

TEST_CASE("reference: every example parses to the same tree in both languages") {
    const testing::Reference reference = testing::read_reference();
    REQUIRE(reference.english.size() == 2);
    REQUIRE(reference.chinese.size() == 2);
    CHECK(reference.names.diagnostics.empty());
    for (std::size_t i = 0; i < reference.english.size(); ++i) {
        const auto english = parse(reference.english[i], reference.names.table);
        const auto chinese = parse(reference.chinese[i], reference.names.table);
        CHECK(rendered(english.diagnostics, reference.english[i]) == "");
        CHECK(rendered(chinese.diagnostics, reference.chinese[i]) == "");
        CHECK(english.file.language == Language::kEnglish);
        CHECK(chinese.file.language == Language::kChinese);
        CHECK(testing::first_difference(ast::print(english.file, ast::PrintTexts::kHidden),
                                        ast::print(chinese.file, ast::PrintTexts::kHidden)) == "");
    }
}

}  // namespace
}  // namespace onus::grammar
