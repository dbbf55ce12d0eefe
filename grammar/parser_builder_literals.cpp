// SPDX-License-Identifier: Apache-2.0

#include <array>

#include "grammar/antlr_builder.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"
#include "grammar/literals/date_literal.h"
#include "grammar/literals/duration_literal.h"
#include "grammar/literals/money_literal.h"
#include "grammar/literals/number_literal.h"
#include "grammar/literals/percent_literal.h"

namespace onus::grammar {
namespace {

/// INVARIANT: `ast::Unit` has the order of the keywords.
ast::Unit unit_of(TokenKind keyword) {
    return static_cast<ast::Unit>(static_cast<int>(keyword) -
                                  static_cast<int>(TokenKind::kMinutes));
}
static_assert(static_cast<int>(TokenKind::kYears) - static_cast<int>(TokenKind::kMinutes) ==
              static_cast<int>(ast::Unit::kYears));

}  // namespace

void TreeBuilder::report(Diagnostic diagnostic, Span span) {
    diagnostic.source_name = source_.name;
    diagnostic.span = span;
    diagnostics_.push_back(std::move(diagnostic));
}

void TreeBuilder::report(DiagnosticKind kind, Span span, std::vector<std::string> arguments) {
    Diagnostic diagnostic;
    diagnostic.kind = kind;
    diagnostic.arguments = std::move(arguments);
    report(std::move(diagnostic), span);
}

std::string TreeBuilder::spelled(Span span) const { return fold_width(slice(source_.text, span)); }

CivilDate TreeBuilder::date(Node node) {
    const auto read = parse_date(spelled(node.span()));
    if (!read) {
        report(read.error(), node.span());
    }
    return read.value_or(CivilDate{});
}

TimeOfDay TreeBuilder::time(Node node) {
    const auto read = parse_time(spelled(node.span()));
    if (!read) {
        report(read.error(), node.span());
    }
    return read.value_or(TimeOfDay{});
}

ast::TimestampLiteral TreeBuilder::timestamp(Node node) {
    const std::string written = spelled(node.span());
    const auto read = parse_timestamp(written);
    ast::TimestampLiteral literal;
    if (!read) {
        report(read.error(), node.span());
        return literal;
    }
    literal.local = read->local;
    literal.offset_minutes = read->offset_minutes;
    const std::size_t first_colon = written.find(':');
    const std::size_t second_colon = written.find(':', first_colon + 1);
    literal.with_seconds = second_colon != std::string::npos && second_colon == first_colon + 3;
    return literal;
}

Decimal TreeBuilder::number(Node node) {
    const auto read = parse_number(spelled(node.span()));
    if (!read) {
        report(read.error(), node.span());
    }
    return read.value_or(Decimal{});
}

Decimal TreeBuilder::percent(Node node) {
    const auto read = parse_percent(spelled(node.span()));
    if (!read) {
        report(read.error(), node.span());
    }
    return read.value_or(Decimal{});
}

int TreeBuilder::whole_number(Node node, int least, int most) {
    const auto whole = number(node).to_int64();
    if (!whole || *whole < least || *whole > most) {
        report(DiagnosticKind::kCountOutOfRange, node.span(),
               {spelled(node.span()), std::to_string(least), std::to_string(most)});
        return least;
    }
    return static_cast<int>(*whole);
}

std::optional<ast::ExprNode> TreeBuilder::duration(Node node) {
    const Node amount = node.child(0);
    const TokenKind unit = node.child(1).child(0).kind();
    const std::string written = spelled(amount.span());
    const auto value =
        parse_duration(written + " " + std::string(spelling(unit, Language::kEnglish)));
    if (!value) {
        report(value.error(), node.span());
        return std::nullopt;
    }
    ast::DurationLiteral literal;
    literal.amount = number(amount);
    literal.unit = unit_of(unit);
    literal.value = *value;
    return literal;
}

std::optional<ast::ExprNode> TreeBuilder::money(Node number, TokenKind unit, Span span) {
    std::string written = spelled(number.span());
    if (is_keyword(unit)) {
        written += " " + std::string(spelling(unit, Language::kEnglish));
    }
    const auto value = parse_money(written);
    if (!value) {
        report(value.error(), span);
        return std::nullopt;
    }
    ast::MoneyLiteral literal;
    literal.amount = value->amount;
    literal.sign = is_keyword(unit) ? "" : value->currency;
    literal.in_ten_thousands = unit == TokenKind::kWanYuan;
    return literal;
}

std::optional<ast::ExprNode> TreeBuilder::literal(Node node) {
    const Node first = node.child(0);
    switch (first.kind()) {
        case TokenKind::kMoney:
            return money(first, TokenKind::kEnd, node.span());
        case TokenKind::kPercent:
            return ast::PercentLiteral{percent(first)};
        case TokenKind::kNumber:
            if (node.size() > 1) {
                return money(first, node.child(1).kind(), node.span());
            }
            return ast::NumberLiteral{number(first)};
        case TokenKind::kDate:
            return ast::DateLiteral{date(first)};
        case TokenKind::kTimestamp:
            return timestamp(first);
        case TokenKind::kTime:
            return ast::TimeLiteral{time(first)};
        case TokenKind::kYes:
        case TokenKind::kNo:
            return ast::YesNoLiteral{first.kind() == TokenKind::kYes};
        default:
            return first.is_rule(Generated::RuleText) ? ast::TextLiteral{text(first)}
                                                      : duration(first);
    }
}

}  // namespace onus::grammar
