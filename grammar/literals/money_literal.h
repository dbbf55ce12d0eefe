// SPDX-License-Identifier: Apache-2.0
//
// Amounts of money as people write them, the same in rulebooks, JSON and YAML.

#pragma once

#include <string>
#include <string_view>

#include "grammar/base/decimal.h"
#include "grammar/base/diagnostic.h"

namespace onus::grammar {

struct MoneyLiteral {
    Decimal amount;

    /// "¥", "$", "€" or "£" where a sign was written, which the declared currency explains; a code
    /// of three capitals, "CNY" for yuan; empty for a bare number. The code need not exist.
    std::string currency;

    friend bool operator==(const MoneyLiteral&, const MoneyLiteral&) = default;
};

/// Reads "¥50,000", "$5", "500 yuan", "5 ten thousand yuan", "5万元", "CNY 100", "100 CNY", "-¥5",
/// "50000". Thousands may be set apart with commas, then all of them. The diagnostic's spans are
/// offsets in `text`.
[[nodiscard]] Result<MoneyLiteral> parse_money(std::string_view text);

}  // namespace onus::grammar
