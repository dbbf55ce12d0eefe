// SPDX-License-Identifier: Apache-2.0

#include "policies/yaml_node.h"

#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "grammar/base/diagnostic_text.h"
#include "tests/support/diagnostics.h"

namespace onus::policies {
namespace {

using Lines = std::vector<std::string>;

Lines mistakes(std::string text, const ReadLimits& limits = {}) {
    const Source source{"file.yaml", std::move(text)};
    Diagnostics diagnostics;
    static_cast<void>(parse_yaml(source, limits, diagnostics));
    return test::summary(diagnostics, source);
}

YamlNodePtr tree(const Source& source) {
    Diagnostics diagnostics;
    const YamlNodePtr root = parse_yaml(source, {}, diagnostics);
    INFO(source.text);
    REQUIRE(root);
    REQUIRE(diagnostics.empty());
    return root;
}

std::string text_at(const Source& source, Span span) {
    return source.text.substr(span.begin, span.end - span.begin);
}

std::string repeated(const std::string& text, int count) {
    std::string result;
    for (int i = 0; i < count; ++i) {
        result += text;
    }
    return result;
}

TEST_CASE("yaml: values keep the places where they stand") {
    const Source source{"file.yaml",
                        "# 说明\n姓名: 小李  # 店员\nlist: [a, \"b c\", 08:30-17:30]\n"};
    const YamlNodePtr root = tree(source);

    REQUIRE(root->entries.size() == 2);
    CHECK(root->entries[0].key == "姓名");
    CHECK(text_at(source, root->entries[0].key_span) == "姓名");
    CHECK(text_at(source, root->entries[0].value->span) == "小李");
    const YamlNode* list = root->find("list");
    REQUIRE(list);
    REQUIRE(list->items.size() == 3);
    CHECK(list->items[1]->text == "b c");
    CHECK(text_at(source, list->items[1]->span) == "\"b c\"");
    CHECK(list->items[2]->text == "08:30-17:30");
}

TEST_CASE("yaml: a byte order mark and Windows line ends move no place") {
    const Source source{"file.yaml",
                        "\xEF\xBB\xBF"
                        "a: 1\r\nb: two\r\n"};
    const YamlNodePtr root = tree(source);

    REQUIRE(root->find("b"));
    CHECK(text_at(source, root->find("b")->span) == "two");
}

TEST_CASE("yaml: every escape of a character becomes that character") {
    const auto text_of = [](const std::string& text) {
        return tree(Source{"file.yaml", "a: " + text + "\n"})->find("a")->text;
    };
    CHECK(text_of(R"("a\_b\Nc")") == "a\u00A0b\u0085c");
    CHECK(text_of("\"\u5E97\\_\uFFFD\\L\"") == "\u5E97\u00A0\uFFFD\u2028");
}

TEST_CASE("yaml: an alias stands for what it names") {
    const Source source{"file.yaml", "a: &x [1, 2]\nb: *x\nc:\n"};
    const YamlNodePtr root = tree(source);

    REQUIRE(root->find("b"));
    CHECK(root->find("b")->items.size() == 2);
    REQUIRE(root->find("c"));
    CHECK(root->find("c")->kind == YamlNode::Kind::kNothing);
    CHECK(root->find("d") == nullptr);
}

TEST_CASE("yaml: what cannot be read is told with its line") {
    CHECK(mistakes("") == Lines{"N0603 line 1"});
    CHECK(mistakes("# only a remark\n") == Lines{"N0603 line 1"});
    CHECK(mistakes("a: b: c\n") == Lines{"N0601 line 1"});
    CHECK(mistakes("a: 1\nb: [1, 2\nc: 3\n") == Lines{"N0601 line 3"});
    CHECK(mistakes("a: 1\n b: 2\n") == Lines{"N0601 line 2"});
    CHECK(mistakes("a:\n\tb: 2\n") == Lines{"N0602 line 2"});
    CHECK(mistakes("a: *b\n") == Lines{"N0601 line 1"});
    CHECK(mistakes("a: &a [*a]\n") == Lines{"N0601 line 1"});
    CHECK(mistakes("? [x]\n: 5\n") == Lines{"N0601 line 1"});
    CHECK(mistakes("a: 1\n---\nb: 1\n") == Lines{"N0609 line 2"});
    CHECK(mistakes("a: !money 5\n") == Lines{"N0610 line 1 !money"});
    CHECK(mistakes("a: 1\nb: \xC3(\n") == Lines{"N0101 line 2 9"});
    CHECK(mistakes("a: 1\nb: \x04\n") == Lines{"N0608 line 2 U+0004"});
    CHECK(mistakes(std::string("a\0b: 1", 6)) == Lines{"N0608 line 1 U+0000"});
}

TEST_CASE("yaml: every key that is written twice is told") {
    CHECK(mistakes("a: 1\nb: 1\na: 2\nc: {d: 1, d: 2}\n") ==
          Lines{"N0611 line 3 a", "N0611 line 4 d"});
}

TEST_CASE("yaml: nesting is limited") {
    ReadLimits limits;
    limits.depth_max = 3;
    CHECK(mistakes("a: [[1]]\n", limits).empty());
    CHECK(mistakes("a:\n  - [[1]]\n", limits) == Lines{"N0605 line 2 3"});
    CHECK(mistakes(repeated("[", 31) + repeated("]", 31)).empty());
    CHECK(mistakes(repeated("[", 100'000)) == Lines{"N0605 line 1 32"});
    CHECK(mistakes(repeated("- ", 100'000)) == Lines{"N0605 line 1 32"});
}

TEST_CASE("yaml: anchors and aliases are limited") {
    ReadLimits limits;
    limits.aliases_max = 3;
    CHECK(mistakes("a: &x 1\nb: [*x, *x]\n", limits).empty());
    CHECK(mistakes("a: &x 1\nb: [*x, *x, *x]\n", limits) == Lines{"N0606 line 2 3"});
}

// Nine anchors of nine aliases each would be 387 million values.
TEST_CASE("yaml: aliases of aliases do not multiply without end") {
    std::string text = "a0: &a0 [" + repeated("x, ", 9) + "]\n";
    for (int i = 1; i < 9; ++i) {
        const std::string name = "a" + std::to_string(i);
        text +=
            name + ": &" + name + " [" + repeated("*a" + std::to_string(i - 1) + ", ", 9) + "]\n";
    }
    CHECK(mistakes(text) == Lines{"N0607 line 7 1000000"});
}

TEST_CASE("yaml: size is limited") {
    ReadLimits limits;
    limits.bytes_max = 10;
    CHECK(mistakes("a: 1234567", limits).empty());
    CHECK(mistakes("a: 12345678", limits) == Lines{"N0604 line 1 11"});
}

TEST_CASE("yaml: no word of the library reaches a user") {
    const Source source{"file.yaml", "a: 1\nb: [1, 2\nc: 3\n"};
    Diagnostics diagnostics;
    static_cast<void>(parse_yaml(source, {}, diagnostics));

    REQUIRE(diagnostics.size() == 1);
    CHECK(message_of(diagnostics[0], Language::kEnglish) == "this line cannot be read as YAML");
    CHECK(message_of(diagnostics[0], Language::kChinese) == "这一行不符合YAML格式");
}

}  // namespace
}  // namespace onus::policies
