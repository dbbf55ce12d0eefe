// SPDX-License-Identifier: Apache-2.0

#include <utility>

#include "engine/compile/expression.h"
#include "engine/compile/types.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {

using model::ExprId;
using model::Type;
using model::TypeKind;

namespace {

/// True if the sign of a money literal may stand for the rulebook's currency.
bool sign_fits(const std::string& sign, const std::string& currency) {
    if (sign == "¥" || sign == "￥") {
        return currency == "CNY" || currency == "JPY";
    }
    if (sign == "$") {
        return currency == "USD" || currency == "CAD" || currency == "AUD" || currency == "HKD" ||
               currency == "SGD";
    }
    if (sign == "€") {
        return currency == "EUR";
    }
    if (sign == "£") {
        return currency == "GBP";
    }
    return currency == "CNY";
}

}  // namespace

ExprId ExpressionChecker::constant(model::Constant value, const Type& type, Span span) {
    Shown text = constant_text(context_.model, type, value,
                               context_.model.rulebooks[context_.rulebook()].currency);
    return context_.add(model::ConstantExpr{std::move(value)}, type, span, std::move(text));
}

ExprId ExpressionChecker::enum_value(std::uint32_t ref, std::uint32_t ordinal, Span span) {
    return constant(ordinal, referring(TypeKind::kEnum, ref), span);
}

ExprId ExpressionChecker::money(const ast::MoneyLiteral& literal, Span span) {
    const std::string& currency = context_.model.rulebooks[context_.rulebook()].currency;
    const std::string sign = !literal.sign.empty()
                                 ? literal.sign
                                 : (context_.language() == Language::kEnglish ? "yuan" : "元");
    if (currency.empty()) {
        context_.report(DiagnosticKind::kCurrencyMissing, span, {sign});
    } else if (!sign_fits(literal.sign, currency)) {
        context_.report(DiagnosticKind::kCurrencyDiffers, span, {sign, currency});
    }
    return constant(literal.amount, plain(TypeKind::kMoney), span);
}

ExprId ExpressionChecker::text(const ast::TextLiteral& literal, Span span) {
    std::string content;
    for (const auto& piece : literal.text.pieces) {
        if (const auto* words = std::get_if<std::string>(&piece)) {
            content += *words;
        } else {
            context_.report(DiagnosticKind::kTextWithValue, at(std::get<ast::ExprId>(piece)).span);
            return context_.unknown(span);
        }
    }
    return constant(std::move(content), plain(TypeKind::kText), span);
}

std::optional<ExprId> ExpressionChecker::literal(const ast::Expr& expr) {
    const Span span = expr.span;
    if (const auto* duration = std::get_if<ast::DurationLiteral>(&expr.node)) {
        return constant(duration->value, duration_type(duration->value.kind), span);
    }
    if (const auto* amount = std::get_if<ast::MoneyLiteral>(&expr.node)) {
        return money(*amount, span);
    }
    if (const auto* percent = std::get_if<ast::PercentLiteral>(&expr.node)) {
        return constant(percent->percent, plain(TypeKind::kPercent), span);
    }
    if (const auto* number = std::get_if<ast::NumberLiteral>(&expr.node)) {
        return constant(number->value, plain(TypeKind::kNumber), span);
    }
    if (const auto* date = std::get_if<ast::DateLiteral>(&expr.node)) {
        return constant(date->date, plain(TypeKind::kDate), span);
    }
    if (const auto* moment = std::get_if<ast::TimestampLiteral>(&expr.node)) {
        const Type type = plain(TypeKind::kTimestamp);
        if (moment->offset_minutes) {
            return constant(to_instant(moment->local, *moment->offset_minutes), type, span);
        }
        return constant(moment->local, type, span);
    }
    if (const auto* time = std::get_if<ast::TimeLiteral>(&expr.node)) {
        return constant(time->time, plain(TypeKind::kTimeOfDay), span);
    }
    if (const auto* words = std::get_if<ast::TextLiteral>(&expr.node)) {
        return text(*words, span);
    }
    if (const auto* yes_no = std::get_if<ast::YesNoLiteral>(&expr.node)) {
        return constant(yes_no->yes, plain(TypeKind::kYesNo), span);
    }
    return std::nullopt;
}

}  // namespace onus::engine::checking
