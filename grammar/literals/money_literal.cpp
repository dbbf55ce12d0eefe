// SPDX-License-Identifier: Apache-2.0

#include "grammar/literals/money_literal.h"

#include <algorithm>

#include "grammar/base/diagnostic_kind.h"
#include "grammar/literals/literal_rules.inc.h"
#include "grammar/literals/literal_text.h"

namespace onus::grammar {
namespace {

/// What stands around the number, all views into the folded text.
struct Parts {
    std::string_view sign;  ///< "-" or empty
    std::string_view before;
    std::string_view number;
    std::string_view myriad;  ///< "ten thousand" or 万, or empty
    std::string_view after;
};

bool scan(std::string_view text, Parts& parts) {
    const auto word = +(x3::char_ - x3::char_("0-9.,_+ -"));
    const auto name = word >> *(x3::lit(' ') >> word);
    const auto myriad = x3::lit("ten thousand") | x3::lit("万");
    const auto number = number_shape(',');
    return matches(text, capture(-x3::lit('-'), parts.sign) >> capture(-word, parts.before) >>
                             kBlank >> capture(number, parts.number) >> kBlank >>
                             capture(-myriad, parts.myriad) >> kBlank >>
                             capture(-name, parts.after));
}

bool is_code(std::string_view name) {
    return name.size() == 3 &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_sign(std::string_view name) {
    return name == "¥" || name == "$" || name == "€" || name == "£";
}

/// Codes in small letters and the spoken yuan get the right spelling as their fix.
tl::unexpected<Diagnostic> unknown_currency(const LiteralText& literal, std::string_view name) {
    std::string capitals(name);
    std::transform(capitals.begin(), capitals.end(), capitals.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    if (is_code(capitals)) {
        return literal.error_with_fix(DiagnosticKind::kUnknownCurrency, name, capitals);
    }
    if (name == "块" || name == "圆") {
        return literal.error_with_fix(DiagnosticKind::kUnknownCurrency, name, "元");
    }
    return literal.error(DiagnosticKind::kUnknownCurrency, name);
}

Result<std::string> currency_of(const LiteralText& literal, const Parts& parts) {
    if (!parts.before.empty() && !parts.after.empty()) {
        return literal.error(DiagnosticKind::kCurrencyNamedTwice, literal.folded());
    }
    if (!parts.before.empty()) {
        if (is_sign(parts.before) || is_code(parts.before)) {
            return std::string(parts.before);
        }
        return unknown_currency(literal, parts.before);
    }
    if (parts.after == "yuan" || parts.after == "元") {
        return "CNY";
    }
    if (parts.after.empty() || is_code(parts.after)) {
        return std::string(parts.after);
    }
    return unknown_currency(literal, parts.after);
}

}  // namespace

Result<MoneyLiteral> parse_money(std::string_view text) {
    const LiteralText literal(text);
    const std::string_view whole = literal.folded();
    Parts parts;
    if (!scan(whole, parts) || (!parts.sign.empty() && parts.number.starts_with('-'))) {
        return literal.error(DiagnosticKind::kMalformedMoney, whole);
    }
    Result<std::string> currency = currency_of(literal, parts);
    if (!currency) {
        return tl::make_unexpected(std::move(currency.error()));
    }
    const Result<Decimal> number = decimal_of(literal, parts.number, ',');
    if (!number) {
        return tl::make_unexpected(number.error());
    }
    constexpr std::int64_t kMyriad = 10'000;
    const std::int64_t factor =
        (parts.myriad.empty() ? 1 : kMyriad) * (parts.sign.empty() ? 1 : -1);
    const std::optional<Decimal> amount = multiply(*number, Decimal(factor));
    if (!amount) {
        return literal.error(DiagnosticKind::kNumberTooLarge, whole);
    }
    return MoneyLiteral{*amount, std::move(*currency)};
}

}  // namespace onus::grammar
