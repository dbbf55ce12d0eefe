// SPDX-License-Identifier: Apache-2.0

#include "grammar/base/source.h"

#include <catch2/catch.hpp>

namespace onus {
namespace {

TEST_CASE("source: lines and columns count from one, columns in code points") {
    const std::string text = "ab\n要求 x\r\nlast";
    CHECK(locate(text, 0) == LineColumn{1, 1});
    CHECK(locate(text, 2) == LineColumn{1, 3});
    CHECK(locate(text, 3) == LineColumn{2, 1});
    CHECK(locate(text, 6) == LineColumn{2, 2});
    CHECK(locate(text, 10) == LineColumn{2, 4});
    CHECK(locate(text, 13) == LineColumn{3, 1});
    CHECK(locate(text, 17) == LineColumn{3, 5});
    CHECK(locate(text, 4000) == LineColumn{3, 5});
    CHECK(locate("", 0) == LineColumn{1, 1});
}

TEST_CASE("source: the line of an offset has no line break") {
    const std::string text = "ab\n要求 x\r\nlast";
    CHECK(line_at(text, 0) == "ab");
    CHECK(line_at(text, 2) == "ab");
    CHECK(line_at(text, 3) == "要求 x");
    CHECK(line_at(text, 12) == "要求 x");
    CHECK(line_at(text, 13) == "last");
    CHECK(line_at(text, 4000) == "last");
    CHECK(line_at("a\n", 2).empty());
    CHECK(line_at("", 0).empty());
}

TEST_CASE("source: Chinese takes two cells, combining marks none") {
    CHECK(display_width("abc") == 3);
    CHECK(display_width("要求3天") == 7);
    CHECK(display_width("：") == 2);
    CHECK(display_width("e\xCC\x81") == 1);
    CHECK(display_width("\xF0\x9F\x98\x80") == 2);
    CHECK(display_width("\t") == kTabWidth);
    CHECK(display_width("\xFF") == 1);
    CHECK(display_width("") == 0);
}

TEST_CASE("source: a cover reaches from the first to the last byte") {
    CHECK(cover({3, 5}, {1, 2}) == Span{1, 5});
    CHECK(cover({1, 9}, {2, 3}) == Span{1, 9});
}

}  // namespace
}  // namespace onus
