// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include <catch2/catch.hpp>

#include "grammar/ast/print.h"
#include "grammar/base/diagnostic_kind.h"
#include "tests/grammar/sample_files.h"

namespace onus::grammar {
namespace {

const std::string kHead = "rulebook limits\n\nrule r\n  when x\n  require ";

ParseResult parse_text(const std::string& text, const ParseOptions& options = {}) {
    return parse(Source{"limits.onus", text}, NameTable(), options);
}

bool reports(const ParseResult& result, DiagnosticKind kind) {
    return std::any_of(result.diagnostics.begin(), result.diagnostics.end(),
                       [&](const Diagnostic& one) { return one.kind == kind; });
}

std::string repeated(const std::string& text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) {
        all += text;
    }
    return all;
}

TEST_CASE("parser: a text above the size limit is refused, one at the limit is read") {
    ParseOptions options;
    const std::string text = kHead + "a is b\n";
    options.byte_count_max = static_cast<std::uint32_t>(text.size());
    CHECK(parse_text(text, options).diagnostics.empty());
    options.byte_count_max -= 1;
    CHECK(reports(parse_text(text, options), DiagnosticKind::kTextTooLarge));
}

TEST_CASE("parser: a text that is not UTF-8 is refused at its first bad byte") {
    const ParseResult result = parse_text("rulebook x\n# 中文\xC3\x28");
    REQUIRE(result.diagnostics.size() == 1);
    CHECK(result.diagnostics[0].kind == DiagnosticKind::kNotUtf8);
    CHECK(result.diagnostics[0].span.begin == 19);
}

TEST_CASE("parser: brackets may nest up to the limit and not further") {
    const auto nested = [](int depth) {
        return kHead + repeated("(", depth) + "a" + repeated(")", depth) + "\n";
    };
    CHECK(parse_text(nested(90)).diagnostics.empty());
    CHECK(reports(parse_text(nested(101)), DiagnosticKind::kNestedTooDeeply));
    CHECK(reports(parse_text(nested(100'000)), DiagnosticKind::kNestedTooDeeply));
}

TEST_CASE("parser: no chain of operators or prefixes is too long to be refused") {
    for (const char* link : {"a + ", "not ", "- ", "a and ", "(", "f(", "a is given is given "}) {
        CAPTURE(link);
        const ParseResult result = parse_text(kHead + repeated(link, 50'000) + "a\n");
        CHECK(has_errors(result.diagnostics));
    }
    CHECK(parse_text(kHead + repeated("a + ", 90) + "a\n").diagnostics.empty());
}

TEST_CASE("parser: after the limit of reports one says that there are more") {
    std::string text = "rulebook many\n";
    for (int i = 0; i < 50; ++i) {
        text += "rule r" + std::to_string(i) + "\n  when\n  require a is b\n";
    }
    ParseOptions options;
    options.diagnostic_count_max = 10;
    const ParseResult result = parse_text(text, options);
    CHECK(result.diagnostics.size() == 11);
    CHECK(result.diagnostics.back().kind == DiagnosticKind::kTooManyMistakes);
}

TEST_CASE("parser: every piece of a sample can be read without harm") {
    const testing::Sample sample = testing::read_sample("constructs");
    for (const Source* source : {&sample.english, &sample.chinese}) {
        for (std::size_t cut = 0; cut < source->text.size(); cut += 97) {
            const ParseResult front = parse_text(source->text.substr(0, cut));
            const ParseResult back = parse_text(source->text.substr(cut));
            CHECK((front.file.declarations.size() + back.file.declarations.size()) < 100);
        }
    }
}

TEST_CASE("parser: samples with words removed, doubled or swapped are read without harm") {
    const testing::Sample sample = testing::read_sample("retail_returns");
    std::uint32_t state = 12345;
    const auto random = [&state](std::size_t below) {
        state = state * 1664525U + 1013904223U;
        return static_cast<std::size_t>(state >> 8U) % below;
    };
    for (int round = 0; round < 150; ++round) {
        std::string text = (round % 2 == 0 ? sample.english : sample.chinese).text;
        for (int change = 0; change < 3; ++change) {
            const std::size_t from = text.find(' ', random(text.size()));
            const std::size_t to = from == std::string::npos ? from : text.find(' ', from + 1);
            if (to == std::string::npos) {
                continue;
            }
            const std::string word = text.substr(from, to - from);
            if (random(2) == 0) {
                text.erase(from, to - from);
            } else {
                text.insert(random(2) == 0 ? from : text.find('\n', to), word);
            }
        }
        const ParseResult result = parse(Source{"mutant.onus", text}, sample.names);
        for (const Diagnostic& diagnostic : result.diagnostics) {
            CHECK(diagnostic.span.begin <= diagnostic.span.end);
            CHECK(diagnostic.span.end <= text.size());
        }
        CHECK(!ast::print(result.file).empty());
    }
}

}  // namespace
}  // namespace onus::grammar
