// SPDX-License-Identifier: Apache-2.0

#include "grammar/format.h"

#include <catch2/catch.hpp>

#include "grammar/ast/print.h"
#include "tests/grammar/sample_files.h"

namespace onus::grammar {
namespace {

std::string formatted(const Source& source, Language to, const NameTable& names) {
    return format(parse(source, names).file, source, to, names);
}

std::string formatted(const std::string& text, Language to = Language::kEnglish) {
    return formatted(Source{"x.onus", text}, to, NameTable());
}

std::string tree_of(const std::string& text, const NameTable& names) {
    const Source source{"x.onus", text};
    const ParseResult result = parse(source, names);
    CHECK(result.diagnostics.empty());
    return ast::print(result.file);
}

TEST_CASE("format: samples keep their tree, and formatting again changes nothing") {
    const auto* name = GENERATE(from_range(testing::kSampleNames));
    CAPTURE(name);
    const testing::Sample sample = testing::read_sample(name);
    for (const Source* source : {&sample.english, &sample.chinese}) {
        const Language language = parse(*source, sample.names).file.language;
        const std::string once = formatted(*source, language, sample.names);
        CHECK(tree_of(once, sample.names) == tree_of(source->text, sample.names));
        CHECK(formatted(Source{"x.onus", once}, language, sample.names) == once);
    }
}

TEST_CASE("format: translating there and back gives the formatted original") {
    const auto* name = GENERATE(from_range(testing::kSampleNames));
    CAPTURE(name);
    const testing::Sample sample = testing::read_sample(name);
    for (const Source* source : {&sample.english, &sample.chinese}) {
        const Language language = parse(*source, sample.names).file.language;
        const std::string original = formatted(*source, language, sample.names);
        const Source there{"x.onus", formatted(*source, other(language), sample.names)};
        CHECK(tree_of(there.text, sample.names) == tree_of(original, sample.names));
        CHECK(parse(there, sample.names).file.language == other(language));
        CHECK(formatted(there, language, sample.names) == original);
    }
}

TEST_CASE("format: the retail sample is written in the canonical look") {
    const testing::Sample sample = testing::read_sample("retail_returns");
    CHECK(formatted(sample.english, Language::kEnglish, sample.names) == sample.english.text);
}

TEST_CASE("format: comments stay with their owner") {
    const std::string text =
        "# About the file.\n"
        "\n"
        "# About the rulebook.\n"
        "rulebook comments  # behind the heading\n"
        "  # above the level\n"
        "  level      company  # behind the level\n"
        "  # below the level\n"
        "\n"
        "## About the rule.\n"
        "rule r\n"
        "  when       x\n"
        "  # above require\n"
        "  require    a is b\n"
        "  otherwise  block \"no.\"\n"
        "\n"
        "# The end.\n";
    CHECK(formatted(text) == text);
}

TEST_CASE("format: a comment inside a clause moves above it") {
    CHECK(formatted("rulebook c\nrule r\n  require a # why\n    is b\n") ==
          "rulebook c\n\nrule r\n  # why\n  require    a is b\n");
}

TEST_CASE("format: broken declarations are left as they are, the others are formatted") {
    const std::string text =
        "rulebook broken\n"
        "rule good\n when x\n require a is b\n"
        "rule   bad\n   require  a  at most\n  when   x\n"
        "frobnicate  thing \"what\"\n  when x\n"
        "rule last\n when x\n forbid a is b\n";
    CHECK(formatted(text) ==
          "rulebook broken\n\n"
          "rule good\n  when       x\n  require    a is b\n\n"
          "rule   bad\n   require  a  at most\n  when   x\n\n"
          "frobnicate  thing \"what\"\n  when x\n\n"
          "rule last\n  when       x\n  forbid     a is b\n");
}

TEST_CASE("format: names that would be read as keywords are quoted, others lose their quotes") {
    const std::string text =
        "rulebook q\n\nrecord `order`\n  `share` : list of `table`\n\n"
        "rule r\n  when       `log`\n  require    order.`share` is `given`\n"
        "  otherwise  block \"no {`log`.`log`}\"\n";
    CHECK(formatted(text) ==
          "rulebook q\n\nrecord order\n  share : list of table\n\n"
          "rule r\n  when       `log`\n  require    order.share is `given`\n"
          "  otherwise  block \"no {`log`.log}\"\n");
}

TEST_CASE("format: texts keep their characters") {
    const std::string text =
        "rulebook t\n\nrule r\n  when       x\n  forbid     a is \"\\\"\\\\\\{\\} “a” \\“ "
        "中\\n\"\n";
    CHECK(formatted(text) == text);
    const Source chinese{"x.onus", formatted(text, Language::kChinese)};
    CHECK(formatted(chinese, Language::kEnglish, NameTable()) == text);
}

/// Signs outside texts and comments in their full-width forms.
std::string widened(const std::string& text) {
    const std::string narrow = ",:()%|";
    const std::array<const char*, 6> wide = {"，", "：", "（", "）", "％", "｜"};
    std::string out;
    bool in_text = false;
    bool in_comment = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        in_comment = c != '\n' && (in_comment || (c == '#' && !in_text));
        if (c == '"' && !in_comment) {
            out += in_text ? "”" : "“";
            in_text = !in_text;
            continue;
        }
        in_text = in_text || text.compare(i, 3, "“") == 0;
        in_text = in_text && text.compare(i, 3, "”") != 0;
        const std::size_t sign = narrow.find(c);
        // The groups of an amount stay: a wide comma there separates a list.
        const bool group =
            c == ',' && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
        const bool plain = in_text || in_comment || group || sign == std::string::npos;
        out += plain ? std::string(1, c) : wide[sign];
    }
    return out;
}

TEST_CASE("parser: punctuation is width-blind") {
    const auto* name = GENERATE(from_range(testing::kSampleNames));
    CAPTURE(name);
    const testing::Sample sample = testing::read_sample(name);
    for (const Source* source : {&sample.english, &sample.chinese}) {
        CHECK(tree_of(widened(source->text), sample.names) == tree_of(source->text, sample.names));
    }
}

}  // namespace
}  // namespace onus::grammar
