// SPDX-License-Identifier: Apache-2.0

#include "grammar/base/decimal.h"

#include <limits>
#include <random>

#include <catch2/catch.hpp>

namespace onus {
namespace {

Decimal number(std::string_view text) { return Decimal::parse(text).value(); }

std::string print(std::optional<Decimal> value) { return value ? value->to_string() : "nothing"; }

TEST_CASE("decimal: reads and prints the shortest spelling") {
    CHECK(number("12.50").to_string() == "12.5");
    CHECK(number("-0.000000001").to_string() == "-0.000000001");
    CHECK(number("007").to_string() == "7");
    CHECK(number("-0").to_string() == "0");
    CHECK(number("1.0000000000000").to_string() == "1");
    CHECK(Decimal(-3).to_string() == "-3");
    CHECK(number("999999999999999999.999999999").to_string() == "999999999999999999.999999999");
}

TEST_CASE("decimal: what is not a number is refused") {
    for (const char* text : {"", "-", ".5", "5.", "1e3", "+1", "1,000", " 1", "1 ", "1.2.3", "--1",
                             "1.0000000001", "1000000000000000000", "-1000000000000000000", "abc",
                             "99999999999999999999999999999999999999999999999999"}) {
        INFO(text);
        CHECK_FALSE(Decimal::parse(text));
    }
}

TEST_CASE("decimal: commas stand between thousands") {
    CHECK(number("50000").to_grouped_string() == "50,000");
    CHECK(number("999").to_grouped_string() == "999");
    CHECK(number("1000").to_grouped_string() == "1,000");
    CHECK(number("-1234567.125").to_grouped_string() == "-1,234,567.125");
}

TEST_CASE("decimal: whole numbers are recognised") {
    CHECK(number("5").to_int64() == 5);
    CHECK(number("-5.0").to_int64() == -5);
    CHECK_FALSE(number("5.5").to_int64());
    CHECK_FALSE(number("5.000000001").is_whole());
}

TEST_CASE("decimal: sums that do not fit give nothing") {
    const Decimal most = number("999999999999999999.999999999");
    const Decimal least = number("0.000000001");
    CHECK(print(add(number("0.1"), number("0.2"))) == "0.3");
    CHECK(print(add(most, least)) == "nothing");
    CHECK(print(add(most, Decimal(0))) == most.to_string());
    CHECK(print(subtract(Decimal::from_units(-most.units()), least)) == "nothing");
    CHECK(print(subtract(most, most)) == "0");
}

TEST_CASE("decimal: products round half to even in the ninth digit") {
    CHECK(print(multiply(number("1.5"), number("-2"))) == "-3");
    CHECK(print(multiply(number("0.000000005"), number("0.1"))) == "0");
    CHECK(print(multiply(number("0.000000015"), number("0.1"))) == "0.000000002");
    CHECK(print(multiply(number("-0.000000015"), number("0.1"))) == "-0.000000002");
    CHECK(print(multiply(number("0.000000025"), number("0.1"))) == "0.000000002");
    CHECK(print(multiply(number("0.000000026"), number("0.1"))) == "0.000000003");
    CHECK(print(multiply(Decimal(999'999'999), Decimal(1'000'000'000))) == "999999999000000000");
    CHECK(print(multiply(Decimal(1'000'000'000), Decimal(1'000'000'000))) == "nothing");
    CHECK(print(multiply(number("999999999999999999"), number("999999999999999999"))) == "nothing");
}

TEST_CASE("decimal: quotients round half to even, and nothing is divided by zero") {
    CHECK(print(divide(Decimal(1), Decimal(3))) == "0.333333333");
    CHECK(print(divide(Decimal(2), Decimal(3))) == "0.666666667");
    CHECK(print(divide(Decimal(-2), Decimal(3))) == "-0.666666667");
    CHECK(print(divide(number("0.000000001"), Decimal(2))) == "0");
    CHECK(print(divide(number("0.000000003"), Decimal(2))) == "0.000000002");
    CHECK(print(divide(number("0.000000003"), Decimal(-2))) == "-0.000000002");
    CHECK(print(divide(Decimal(1), Decimal(0))) == "nothing");
    CHECK(print(divide(number("999999999999999999"), number("0.5"))) == "nothing");
    CHECK(print(divide(number("999999999999999999"), Decimal(1))) == "999999999999999999");
}

TEST_CASE("decimal: money rounds half away from zero") {
    CHECK(round_half_up(number("2.345"), 2).to_string() == "2.35");
    CHECK(round_half_up(number("2.344999999"), 2).to_string() == "2.34");
    CHECK(round_half_up(number("-2.345"), 2).to_string() == "-2.35");
    CHECK(round_half_up(number("0.5"), 0).to_string() == "1");
    CHECK(round_half_up(number("0.499999999"), 0).to_string() == "0");
    CHECK(round_half_up(number("1.123456789"), 9).to_string() == "1.123456789");
}

TEST_CASE("decimal: numbers are ordered by value") {
    CHECK(number("1.5") == number("1.50"));
    CHECK(number("-2") < number("-1.999999999"));
    CHECK(number("0.1") > Decimal(0));
}

TEST_CASE("decimal: what is printed reads back as the same number") {
    std::mt19937_64 random(20'250'701);
    for (int i = 0; i < 20'000; ++i) {
        const Int128 wide = Int128{static_cast<std::int64_t>(random())} * 100'000'000 +
                            static_cast<std::int64_t>(random() % 100'000'000);
        const Decimal value = Decimal::from_units(wide >> (random() % 90));
        CHECK(Decimal::parse(value.to_string()) == value);
    }
}

TEST_CASE("decimal: a product divided by one factor gives the other") {
    std::mt19937_64 random(7);
    for (int i = 0; i < 20'000; ++i) {
        const Decimal a(static_cast<std::int64_t>(random() % 100'000'000));
        const Decimal b(static_cast<std::int64_t>(random() % 100'000'000) + 1);
        const auto product = multiply(a, b);
        REQUIRE(product);
        CHECK(divide(*product, b) == a);
    }
}

}  // namespace
}  // namespace onus
