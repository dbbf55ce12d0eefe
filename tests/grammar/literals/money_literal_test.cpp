// SPDX-License-Identifier: Apache-2.0

#include "grammar/literals/money_literal.h"

#include <random>

#include <catch2/catch.hpp>

#include "grammar/base/diagnostic_text.h"
#include "tests/grammar/literals/literal_checks.h"

namespace onus::grammar {
namespace {

std::string failed(std::string_view text) { return failure_of(parse_money, text); }

/// E.g. "¥ 50000".
std::string money(std::string_view text) {
    const Result<MoneyLiteral> result = parse_money(text);
    return result ? result->currency + " " + result->amount.to_string() : failed(text);
}

TEST_CASE("money literal: signs stand before the amount") {
    CHECK(money("¥50,000") == "¥ 50000");
    CHECK(money("￥50000.5") == "¥ 50000.5");
    CHECK(money("￥５０，０００") == "¥ 50000");
    CHECK(money("¥ 50") == "¥ 50");
    CHECK(money("$5") == "$ 5");
    CHECK(money("＄5") == "$ 5");
    CHECK(money("€5") == "€ 5");
    CHECK(money("£5.25") == "£ 5.25");
    CHECK(money("-¥5") == "¥ -5");
    CHECK(money("¥-5") == "¥ -5");
    CHECK(money("¥5万") == "¥ 50000");
}

TEST_CASE("money literal: yuan and codes") {
    CHECK(money("500 yuan") == "CNY 500");
    CHECK(money("500元") == "CNY 500");
    CHECK(money("500 元") == "CNY 500");
    CHECK(money("5 ten thousand yuan") == "CNY 50000");
    CHECK(money("5万元") == "CNY 50000");
    CHECK(money("1.5万元") == "CNY 15000");
    CHECK(money("0.0001万元") == "CNY 1");
    CHECK(money("CNY 100") == "CNY 100");
    CHECK(money("100 CNY") == "CNY 100");
    CHECK(money("100JPY") == "JPY 100");
    CHECK(money("50000") == " 50000");
    CHECK(money("-500元") == "CNY -500");
    CHECK(money(" 500 元 ") == "CNY 500");
}

TEST_CASE("money literal: commas separate thousands or are left out") {
    CHECK(money("¥1,000") == "¥ 1000");
    CHECK(money("¥999,999,999.99") == "¥ 999999999.99");
    CHECK(failed("50,00") == "N0119 [50,00]");
    CHECK(failed("¥50,00") == "N0119 [50,00]");
    CHECK(failed("1000,000") == "N0119 [1000,000]");
    CHECK(failed("1,0000元") == "N0119 [1,0000]");
    CHECK(failed("1,000,") == "N0119 [1,000,]");
    CHECK(failed("1,,000") == "N0119 [1,,000]");
    const Diagnostic diagnostic = parse_money("¥50,00").error();
    CHECK(message_of(diagnostic, Language::kEnglish) == "“50,00” is not divided into thousands");
    CHECK(message_of(diagnostic, Language::kChinese) == "“50,00”没有按千位分隔");
}

TEST_CASE("money literal: an unknown currency is pointed at") {
    CHECK(failed("500 bucks") == "N0115 [bucks]");
    CHECK(failed("cny 100") == "N0115 [cny] -> CNY");
    CHECK(failed("100 usd") == "N0115 [usd] -> USD");
    CHECK(failed("￠5") == "N0115 [￠]");
    CHECK(failed("500 yuan each") == "N0115 [yuan each]");
    CHECK(failed("500块") == "N0115 [块] -> 元");
    CHECK(failed("￥500元") == "N0116 [￥500元]");
    CHECK(failed("$500 CNY") == "N0116 [$500 CNY]");
}

TEST_CASE("money literal: other texts are refused") {
    CHECK(failed("") == "N0114 []");
    CHECK(failed("yuan") == "N0114 [yuan]");
    CHECK(failed("¥") == "N0114 [¥]");
    CHECK(failed("1.2.3元") == "N0114 [1.2.3元]");
    CHECK(failed("--5") == "N0114 [--5]");
    CHECK(failed("-¥-5") == "N0114 [-¥-5]");
    CHECK(failed("¥5-6") == "N0114 [¥5-6]");
    CHECK(failed("五百元") == "N0114 [五百元]");
    CHECK(failed("¥5.") == "N0118 [5.]");
    CHECK(failed("¥1.0000000001") == "N0120 [1.0000000001]");
}

TEST_CASE("money literal: 18 digits are the limit, ten thousands included") {
    CHECK(money("¥999999999999999999") == "¥ 999999999999999999");
    CHECK(failed("¥1000000000000000000") == "N0121 [1000000000000000000]");
    CHECK(money("99999999999999万元") == "CNY 999999999999990000");
    CHECK(failed("100000000000000万元") == "N0121 [100000000000000万元]");
    CHECK(failed("¥999,999,999,999,999,999,999") == "N0121 [999,999,999,999,999,999,999]");
}

TEST_CASE("money literal: what is printed in thousands reads back as the same amount") {
    std::mt19937_64 random(50'000);
    for (int i = 0; i < 5'000; ++i) {
        const auto units = static_cast<std::int64_t>(random() >> (random() % 60));
        const Decimal amount = Decimal::from_units(Int128{units} * 10'000'000);
        CHECK(parse_money("¥" + amount.to_grouped_string()) == MoneyLiteral{amount, "¥"});
        CHECK(parse_money(amount.to_string() + "元") == MoneyLiteral{amount, "CNY"});
    }
}

}  // namespace
}  // namespace onus::grammar
