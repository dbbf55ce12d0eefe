// SPDX-License-Identifier: Apache-2.0

#include "grammar/name_table.h"

#include <catch2/catch.hpp>

#include "grammar/base/diagnostic_kind.h"

namespace onus::grammar {
namespace {

NameTableResult read(const std::string& text) {
    return parse_name_table(Source{"x.names.tsv", text});
}

TEST_CASE("name table: leads from ids to Chinese names and back") {
    const NameTableResult result = read("# id\tChinese\norder\t订单\n\nseller\t经办人\r\n");
    CHECK(result.diagnostics.empty());
    CHECK(result.table.chinese_of("order") == "订单");
    CHECK(result.table.id_of("经办人") == "seller");
    CHECK(!result.table.chinese_of("buyer").has_value());
}

TEST_CASE("name table: a second partner is an error at both lines, the same pair is none") {
    const NameTableResult result = read("order\t订单\norder\t单子\nsale\t订单\norder\t订单\n");
    REQUIRE(result.diagnostics.size() == 2);
    CHECK(result.diagnostics[0].kind == DiagnosticKind::kNameTableClash);
    CHECK(result.diagnostics[0].arguments[0] == "order");
    REQUIRE(result.diagnostics[0].related.size() == 1);
    CHECK(result.diagnostics[0].related[0].span.begin == 0);
    CHECK(result.diagnostics[1].arguments[0] == "订单");
}

TEST_CASE("name table: a line without two cells is an error") {
    CHECK(read("order\n").diagnostics.at(0).kind == DiagnosticKind::kNameTableLine);
    CHECK(read("order\t订单\tx\n").diagnostics.at(0).kind == DiagnosticKind::kNameTableLine);
    CHECK(read("\xFF\n").diagnostics.at(0).kind == DiagnosticKind::kNotUtf8);
}

}  // namespace
}  // namespace onus::grammar
