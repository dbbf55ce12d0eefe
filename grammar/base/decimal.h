// SPDX-License-Identifier: Apache-2.0
//
// Exact decimal numbers: 18 digits before and 9 after the point.
//
// No floating point anywhere. An operation whose result does not fit says so by returning nothing;
// the rule that needed it is then undetermined.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace onus {

// NOLINTNEXTLINE(modernize-use-using): __extension__ is not allowed before an alias.
__extension__ typedef __int128 Int128;

class Decimal {
  public:
    static constexpr std::int64_t kScale = 1'000'000'000;

    constexpr Decimal() = default;
    constexpr explicit Decimal(std::int64_t whole) : units_(Int128{whole} * kScale) {}

    /// From billionths. REQUIRES: |units| < 10^27.
    [[nodiscard]] static constexpr Decimal from_units(Int128 units) {
        Decimal result;
        result.units_ = units;
        return result;
    }

    /// Reads "-12.5". Nothing if it is not a number, has more than 9 digits after the point (other
    /// than zeros), or is too large. Accepts no exponent.
    [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);

    [[nodiscard]] constexpr Int128 units() const { return units_; }
    [[nodiscard]] bool is_whole() const { return units_ % kScale == 0; }

    /// The whole number, if it is one and fits.
    [[nodiscard]] std::optional<std::int64_t> to_int64() const;

    /// Shortest spelling, e.g. "12.5", "-3".
    [[nodiscard]] std::string to_string() const;

    /// Like `to_string` but with commas between thousands: "50,000".
    [[nodiscard]] std::string to_grouped_string() const;

    friend bool operator==(const Decimal&, const Decimal&) = default;
    friend auto operator<=>(const Decimal& a, const Decimal& b) { return a.units_ <=> b.units_; }

  private:
    Int128 units_ = 0;
};

[[nodiscard]] std::optional<Decimal> add(Decimal a, Decimal b);
[[nodiscard]] std::optional<Decimal> subtract(Decimal a, Decimal b);

/// Rounded half-even to 9 digits after the point.
[[nodiscard]] std::optional<Decimal> multiply(Decimal a, Decimal b);

/// Rounded half-even to 9 digits after the point. Nothing for a zero divisor.
[[nodiscard]] std::optional<Decimal> divide(Decimal a, Decimal b);

/// Rounded half-up (away from zero) to `digits` digits after the point; for money. 0 <= digits
/// <= 9.
[[nodiscard]] Decimal round_half_up(Decimal value, int digits);

}  // namespace onus
