// SPDX-License-Identifier: Apache-2.0

#include "grammar/base/decimal.h"

#include <algorithm>
#include <array>
#include <limits>

#include "grammar/base/check.h"

namespace onus {
namespace {

constexpr int kFractionDigits = 9;

// 10^27: the first amount of billionths that is too large.
constexpr Int128 kLimit = Int128{Decimal::kScale} * Decimal::kScale * Decimal::kScale;

constexpr std::array<std::int64_t, kFractionDigits + 1> kPowersOfTen = {
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

constexpr bool fits(Int128 units) { return units < kLimit && units > -kLimit; }

constexpr std::optional<Decimal> checked(Int128 units) {
    return fits(units) ? std::optional(Decimal::from_units(units)) : std::nullopt;
}

/// REQUIRES: |divisor| < 2^126.
constexpr Int128 divide_half_even(Int128 dividend, Int128 divisor) {
    const Int128 quotient = dividend / divisor;
    const Int128 rest = dividend - quotient * divisor;
    if (rest == 0) {
        return quotient;
    }
    const Int128 twice = 2 * (rest < 0 ? -rest : rest);
    const Int128 whole = divisor < 0 ? -divisor : divisor;
    const bool away = twice > whole || (twice == whole && quotient % 2 != 0);
    return quotient + (away ? ((dividend < 0) == (divisor < 0) ? 1 : -1) : 0);
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string print(Decimal value, bool grouped) {
    const bool negative = value.units() < 0;
    Int128 rest = negative ? -value.units() : value.units();
    Int128 whole = rest / Decimal::kScale;
    auto fraction = static_cast<std::int64_t>(rest % Decimal::kScale);

    std::string reversed;
    if (fraction != 0) {
        int digits = kFractionDigits;
        for (; fraction % 10 == 0; fraction /= 10) {
            --digits;
        }
        for (; digits > 0; --digits, fraction /= 10) {
            reversed += static_cast<char>('0' + fraction % 10);
        }
        reversed += '.';
    }
    int count = 0;
    do {
        if (grouped && count != 0 && count % 3 == 0) {
            reversed += ',';
        }
        reversed += static_cast<char>('0' + static_cast<int>(whole % 10));
        whole /= 10;
        ++count;
    } while (whole != 0);
    if (negative) {
        reversed += '-';
    }
    std::reverse(reversed.begin(), reversed.end());
    return reversed;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) {
        text.remove_prefix(1);
    }
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    if (whole.empty() || (point != std::string_view::npos && point + 1 == text.size())) {
        return std::nullopt;
    }
    Int128 units = 0;
    for (const char c : whole) {
        if (!is_digit(c)) {
            return std::nullopt;
        }
        units = units * 10 + (c - '0');
        if (units >= kLimit / kScale) {
            return std::nullopt;
        }
    }
    units *= kScale;
    if (point != std::string_view::npos) {
        std::int64_t weight = kScale;
        for (const char c : text.substr(point + 1)) {
            weight /= 10;
            if (!is_digit(c) || (weight == 0 && c != '0')) {
                return std::nullopt;
            }
            units += Int128{c - '0'} * weight;
        }
    }
    return from_units(negative ? -units : units);
}

std::optional<std::int64_t> Decimal::to_int64() const {
    const Int128 whole = units_ / kScale;
    if (!is_whole() || whole > std::numeric_limits<std::int64_t>::max() ||
        whole < std::numeric_limits<std::int64_t>::min()) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(whole);
}

std::string Decimal::to_string() const { return print(*this, false); }

std::string Decimal::to_grouped_string() const { return print(*this, true); }

std::optional<Decimal> add(Decimal a, Decimal b) { return checked(a.units() + b.units()); }

std::optional<Decimal> subtract(Decimal a, Decimal b) { return checked(a.units() - b.units()); }

std::optional<Decimal> multiply(Decimal a, Decimal b) {
    // A product that overflows 127 bits would be above 10^29 after the division: too large anyway.
    Int128 product = 0;
    if (__builtin_mul_overflow(a.units(), b.units(), &product)) {
        return std::nullopt;
    }
    return checked(divide_half_even(product, Decimal::kScale));
}

std::optional<Decimal> divide(Decimal a, Decimal b) {
    Int128 dividend = 0;
    if (b.units() == 0 || __builtin_mul_overflow(a.units(), Int128{Decimal::kScale}, &dividend)) {
        return std::nullopt;
    }
    return checked(divide_half_even(dividend, b.units()));
}

Decimal round_half_up(Decimal value, int digits) {
    ONUS_CHECK(digits >= 0 && digits <= kFractionDigits, "rounding to 0 to 9 digits");
    const std::int64_t step = kPowersOfTen[static_cast<std::size_t>(kFractionDigits - digits)];
    const Int128 units = value.units();
    const Int128 rest = units % step;
    const Int128 distance = rest < 0 ? -rest : rest;
    const Int128 down = units - rest;
    if (2 * distance < step) {
        return Decimal::from_units(down);
    }
    return Decimal::from_units(units < 0 ? down - step : down + step);
}

}  // namespace onus
