// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch.hpp>

#include "grammar/ast/print.h"
#include "grammar/base/diagnostic_text.h"
#include "tests/grammar/sample_files.h"

namespace onus::grammar {
namespace {

std::string rendered(const ParseResult& result, const Source& source) {
    std::string all;
    for (const Diagnostic& diagnostic : result.diagnostics) {
        all += render(diagnostic, Language::kEnglish, [&](std::string_view) { return &source; });
    }
    return all;
}

TEST_CASE("parser: every sample parses in both languages to the same tree") {
    const auto* name = GENERATE(from_range(testing::kSampleNames));
    CAPTURE(name);
    const testing::Sample sample = testing::read_sample(name);

    const ParseResult english = parse(sample.english, sample.names);
    const ParseResult chinese = parse(sample.chinese, sample.names);

    CHECK(rendered(english, sample.english).empty());
    CHECK(rendered(chinese, sample.chinese).empty());
    CHECK(english.file.language == Language::kEnglish);
    CHECK(chinese.file.language == Language::kChinese);
    CHECK(!english.file.declarations.empty());
    CHECK(ast::print(english.file, ast::PrintTexts::kHidden) ==
          ast::print(chinese.file, ast::PrintTexts::kHidden));
}

}  // namespace
}  // namespace onus::grammar
