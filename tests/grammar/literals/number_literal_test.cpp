// SPDX-License-Identifier: Apache-2.0

#include "grammar/literals/number_literal.h"

#include <random>

#include <catch2/catch.hpp>

#include "grammar/base/diagnostic_text.h"
#include "grammar/literals/percent_literal.h"
#include "grammar/literals/placed_at.h"
#include "tests/grammar/literals/literal_checks.h"

namespace onus::grammar {
namespace {

std::string number(std::string_view text) {
    const Result<Decimal> result = parse_number(text);
    return result ? result->to_string() : failure_of(parse_number, text);
}

std::string percent(std::string_view text) {
    const Result<Decimal> result = parse_percent(text);
    return result ? result->to_string() : failure_of(parse_percent, text);
}

TEST_CASE("number literal: digits, underscores, a point and a sign") {
    CHECK(number("1000") == "1000");
    CHECK(number("1_000") == "1000");
    CHECK(number("1_000_000.25") == "1000000.25");
    CHECK(number("-2.5") == "-2.5");
    CHECK(number("１２．５") == "12.5");
    CHECK(number("0") == "0");
    CHECK(number("-0") == "0");
    CHECK(number("000123") == "123");
    CHECK(number(" 5 ") == "5");
}

TEST_CASE("number literal: limits on both sides of the point") {
    CHECK(number("999999999999999999.999999999") == "999999999999999999.999999999");
    CHECK(number("1000000000000000000") == "N0121 [1000000000000000000]");
    CHECK(number("-1000000000000000000") == "N0121 [-1000000000000000000]");
    CHECK(number("0000000000000000000000001") == "1");
    CHECK(number("0.000000001") == "0.000000001");
    CHECK(number("0.0000000001") == "N0120 [0.0000000001]");
    CHECK(number("0.50000000000000") == "0.5");
}

TEST_CASE("number literal: other texts are refused") {
    for (const char* text :
         {"", "-", ".5", "1e3", "+1", "1,000", "1 000", "0x10", "1.2.3", "一", "NaN"}) {
        INFO(text);
        CHECK(number(text) == "N0118 [" + std::string(text) + "]");
    }
    CHECK(number("5.") == "N0118 [5.]");
    CHECK(number("1_00") == "N0119 [1_00]");
    CHECK(number("1000_000") == "N0119 [1000_000]");
    CHECK(number("1_") == "N0119 [1_]");
}

TEST_CASE("number literal: what is printed reads back as the same number") {
    std::mt19937_64 random(3);
    for (int i = 0; i < 5'000; ++i) {
        const Int128 wide = Int128{static_cast<std::int64_t>(random())} * 100'000'000;
        const Decimal value = Decimal::from_units(wide >> (random() % 90));
        CHECK(parse_number(value.to_string()) == value);
    }
}

TEST_CASE("percent literal: the number before the sign") {
    CHECK(percent("70%") == "70");
    CHECK(percent("７０％") == "70");
    CHECK(percent("12.5%") == "12.5");
    CHECK(percent("70 %") == "70");
    CHECK(percent("0%") == "0");
    CHECK(percent("150%") == "150");
    CHECK(percent("-5%") == "-5");
}

TEST_CASE("percent literal: other texts are refused") {
    CHECK(percent("70") == "N0117 [70] -> 70%");
    CHECK(percent("%") == "N0117 [%]");
    CHECK(percent("") == "N0117 []");
    CHECK(percent("70%%") == "N0117 [70%%]");
    CHECK(percent("5.%") == "N0118 [5.]");
    CHECK(percent("1.0000000001%") == "N0120 [1.0000000001]");
    CHECK(percent("1000000000000000000%") == "N0121 [1000000000000000000]");
}

TEST_CASE("literals: a failure can be placed in the text around it") {
    const Source source{"order.yaml", "share:  ７０\n"};
    const Diagnostic diagnostic =
        placed_at(parse_percent(source.text.substr(8, 6)).error(), source.name, 8);
    CHECK(render(diagnostic, Language::kEnglish, [&](std::string_view) { return &source; }) ==
          "error[N0117] “７０” is not a percentage\n"
          "  ┌─ order.yaml:1:9\n"
          " 1│ share:  ７０\n"
          "  │         ^^^^\n"
          "  = help: write a number and %, such as 70%\n"
          "  = help: write `70%` here\n");
}

}  // namespace
}  // namespace onus::grammar
