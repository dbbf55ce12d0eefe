// SPDX-License-Identifier: Apache-2.0

#include "adapters/json/json.h"

#include <string>

#include <catch2/catch.hpp>

#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/source.h"

namespace onus::adapters {
namespace {

struct Broken {
    std::string text;
    DiagnosticKind kind;
    std::uint32_t line;
    std::uint32_t column;
};

TEST_CASE("json: what is written is what was read") {
    for (const std::string text :
         {R"({"a":1,"b":[true,false,null],"c":{"d":"e"}})", R"([])", R"({})", R"("a\"b\\c\nd")",
          R"({"订单":"承诺７天","a b":"\u0001\u007f"})",
          R"([0.10,-3,123456789012345678.123456789])"}) {
        const Result<engine::Data> data = parse_json(text);
        REQUIRE(data);
        CHECK(to_json(*data) == text);
    }
}

TEST_CASE("json: a number keeps its digits") {
    const Result<engine::Data> data = parse_json("[ 1.50 ,\t-0, 12345678901234567890123 , 1E3 ]");
    REQUIRE(data);
    REQUIRE(data->items.size() == 4);
    CHECK(data->items[0].text == "1.50");
    CHECK(data->items[1].text == "-0");
    CHECK(data->items[2].text == "12345678901234567890123");
    CHECK(data->items[3].text == "1E3");
}

TEST_CASE("json: places of values and names are known") {
    const Source source{"x", "{ \"a\" : [ 17 , \"b\" ] }"};
    const Result<LocatedData> data = parse_json(source);
    REQUIRE(data);
    CHECK(data->span == Span{0, 22});
    CHECK(data->name_spans.at(0) == Span{2, 5});
    const LocatedData* const list = data->member("a");
    REQUIRE(list != nullptr);
    CHECK(list->span == Span{8, 20});
    CHECK(list->items.at(0).span == Span{10, 12});
    CHECK(list->items.at(1).span == Span{15, 18});
}

TEST_CASE("json: texts are brought to normal form C") {
    const Result<engine::Data> data = parse_json("{\"e\xCC\x81\":\"\\u0065\\u0301\"}");
    REQUIRE(data);
    CHECK(data->names.at(0) == "\xC3\xA9");
    CHECK(data->items.at(0).text == "\xC3\xA9");
}

TEST_CASE("json: a byte order mark before the value is passed over") {
    const Result<LocatedData> data = parse_json(Source{"x", "\xEF\xBB\xBF[12]"});
    REQUIRE(data);
    CHECK(data->items.at(0).text == "12");
}

TEST_CASE("json: a broken text is said with line, column and what was expected") {
    const Broken cases[] = {
        {"", DiagnosticKind::kJsonEndsEarly, 1, 1},
        {"{", DiagnosticKind::kJsonEndsEarly, 1, 2},
        {"{\"a\"", DiagnosticKind::kJsonEndsEarly, 1, 5},
        {"{\"a\":", DiagnosticKind::kJsonEndsEarly, 1, 6},
        {"{\"a\":1", DiagnosticKind::kJsonEndsEarly, 1, 7},
        {"{\"a\":1,", DiagnosticKind::kJsonEndsEarly, 1, 8},
        {"[1,", DiagnosticKind::kJsonEndsEarly, 1, 4},
        {"{\"a\" 1}", DiagnosticKind::kJsonColonExpected, 1, 6},
        {"{\"a\":1 \"b\":2}", DiagnosticKind::kJsonSeparatorExpected, 1, 8},
        {"{\"a\":1]", DiagnosticKind::kJsonSeparatorExpected, 1, 7},
        {"[1 2]", DiagnosticKind::kJsonSeparatorExpected, 1, 4},
        {"[01]", DiagnosticKind::kJsonSeparatorExpected, 1, 3},
        {"{a:1}", DiagnosticKind::kJsonKeyExpected, 1, 2},
        {"{\"a\":1,}", DiagnosticKind::kJsonKeyExpected, 1, 8},
        {"{\"a\":'b'}", DiagnosticKind::kJsonValueExpected, 1, 6},
        {"{\"a\":nul}", DiagnosticKind::kJsonValueExpected, 1, 6},
        {"[1,]", DiagnosticKind::kJsonValueExpected, 1, 4},
        {"# comment", DiagnosticKind::kJsonValueExpected, 1, 1},
        {"{\n  \"a\": 1.\n}", DiagnosticKind::kJsonMalformedNumber, 2, 8},
        {"[+1]", DiagnosticKind::kJsonMalformedNumber, 1, 2},
        {"{} {}", DiagnosticKind::kJsonTextAfterEnd, 1, 4},
        {"1 x", DiagnosticKind::kJsonTextAfterEnd, 1, 3},
        {"{\"a\":1,\"a\":2}", DiagnosticKind::kJsonKeyTwice, 1, 8},
        {"[\"a\nb\"]", DiagnosticKind::kJsonMalformedText, 1, 4},
        {"[\"a\\q\"]", DiagnosticKind::kJsonMalformedText, 1, 5},
        {"[\"\\ud800\"]", DiagnosticKind::kJsonMalformedText, 1, 9},
        {"[1e999]", DiagnosticKind::kJsonNumberTooLarge, 1, 2},
        {"[\"\xFF\"]", DiagnosticKind::kNotUtf8, 1, 3},
    };
    for (const Broken& broken : cases) {
        INFO(broken.text);
        const Source source{"line", broken.text};
        const Result<LocatedData> data = parse_json(source);
        REQUIRE_FALSE(data);
        CHECK(code_of(data.error().kind) == code_of(broken.kind));
        const auto [line, column] = locate(source.text, data.error().span.begin);
        CHECK(line == broken.line);
        CHECK(column == broken.column);
        CHECK(data.error().source_name == "line");
    }
}

TEST_CASE("json: limits are kept on both sides") {
    JsonLimits limits;
    limits.depth_max = 3;
    CHECK(parse_json("[[[1]]]", limits));
    CHECK(parse_json("[[[[1]]]]", limits).error().kind == DiagnosticKind::kJsonTooDeep);
    limits.values_max = 3;
    CHECK(parse_json("[1,2]", limits));
    CHECK(parse_json("[1,2,3]", limits).error().kind == DiagnosticKind::kJsonTooManyValues);
    limits.bytes_max = 5;
    CHECK(parse_json("[1,2]", limits));
    CHECK(parse_json("[1,22]", limits).error().kind == DiagnosticKind::kJsonTooLarge);
}

TEST_CASE("json: a very deep text is refused without effort") {
    const std::string deep(1'000'000, '[');
    CHECK(parse_json(deep).error().kind == DiagnosticKind::kJsonTooDeep);
}

}  // namespace
}  // namespace onus::adapters
