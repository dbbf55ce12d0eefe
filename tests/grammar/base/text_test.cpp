// SPDX-License-Identifier: Apache-2.0

#include "grammar/base/text.h"

#include <catch2/catch.hpp>

namespace onus {
namespace {

TEST_CASE("text: malformed UTF-8 is recognised") {
    CHECK(is_utf8(""));
    CHECK(is_utf8("abc 要求 \xF0\x9F\x98\x80"));
    CHECK_FALSE(is_utf8("\xFF"));
    CHECK_FALSE(is_utf8("\xE8\xA6"));
    CHECK_FALSE(is_utf8("\xC0\xAF"));
    CHECK_FALSE(is_utf8("\xED\xA0\x80"));
    CHECK_FALSE(is_utf8("\xF4\x90\x80\x80"));
    CHECK(is_utf8(std::string_view("a\0b", 3)));
}

TEST_CASE("text: composed and decomposed letters are one") {
    CHECK(to_nfc("e\xCC\x81") == "\xC3\xA9");
    CHECK(to_nfc("要求") == "要求");
    CHECK(to_nfc("７") == "７");
}

TEST_CASE("text: full-width letters, digits and signs become ASCII") {
    CHECK(fold_width("７天") == "7天");
    CHECK(fold_width("ＡＢｃ：（１，０００．５％）") == "ABc:(1,000.5%)");
    CHECK(fold_width("￥５　￡") == "¥5 £");
    CHECK(fold_width("！～") == "!~");
    CHECK(fold_width("。、") == "。、");
}

TEST_CASE("text: code points are read one after the other, malformed bytes one at a time") {
    const std::string text = "a要\xFFz";
    std::size_t offset = 0;
    CHECK(next_code_point(text, offset) == U'a');
    CHECK(next_code_point(text, offset) == U'要');
    CHECK(offset == 4);
    CHECK(next_code_point(text, offset) == U'\uFFFD');
    CHECK(next_code_point(text, offset) == U'z');
    CHECK(offset == text.size());
}

TEST_CASE("text: what cannot be encoded becomes the replacement character") {
    std::string out;
    append_utf8(out, U'a');
    append_utf8(out, U'要');
    append_utf8(out, char32_t{0x110000});
    CHECK(out == "a要\xEF\xBF\xBD");
}

TEST_CASE("text: edit distance counts code points up to the limit") {
    CHECK(edit_distance("order", "order", 3) == 0);
    CHECK(edit_distance("order", "ordre", 3) == 2);
    CHECK(edit_distance("order", "orders", 3) == 1);
    CHECK(edit_distance("退货期限", "退货期", 3) == 1);
    CHECK(edit_distance("退货", "换货", 3) == 1);
    CHECK(edit_distance("", "ab", 3) == 2);
    CHECK(edit_distance("abc", "xyz", 3) == 3);
    CHECK(edit_distance("abc", "xyzw", 3) == 3);
    CHECK(edit_distance("a", "abcdefgh", 3) == 3);
    CHECK(edit_distance("a", "b", 0) == 0);
    CHECK(edit_distance("kitten", "sitting", 9) == 3);
}

}  // namespace
}  // namespace onus
