// SPDX-License-Identifier: Apache-2.0

#include "grammar/format_expressions.h"

#include <array>

namespace onus::grammar {
namespace {

struct OperatorSpelling {
    TokenKind keyword;
    std::string_view sign;
};

/// Indexed by `ast::BinaryOperator`.
constexpr auto kOperators = std::to_array<OperatorSpelling>({{TokenKind::kTimes, "*"},
                                                             {TokenKind::kDiv, "/"},
                                                             {TokenKind::kPlus, "+"},
                                                             {TokenKind::kMinus, "-"},
                                                             {TokenKind::kAtMost, "<="},
                                                             {TokenKind::kAtLeast, ">="},
                                                             {TokenKind::kMoreThan, ">"},
                                                             {TokenKind::kLessThan, "<"},
                                                             {TokenKind::kIs, "="},
                                                             {TokenKind::kIsNot, "!="},
                                                             {TokenKind::kIn, ""},
                                                             {TokenKind::kNotIn, ""},
                                                             {TokenKind::kAnd, ""},
                                                             {TokenKind::kOr, ""}});

constexpr auto kHistoryWords = std::to_array<TokenKind>(
    {TokenKind::kDone, TokenKind::kCountOf, TokenKind::kSumOf, TokenKind::kMaxOf});
constexpr auto kQualifierWords = std::to_array<TokenKind>(
    {TokenKind::kEnd, TokenKind::kForced, TokenKind::kOverdue, TokenKind::kViolated});
constexpr auto kWindowWords =
    std::to_array<TokenKind>({TokenKind::kInLast, TokenKind::kThisWeek, TokenKind::kThisMonth,
                              TokenKind::kThisQuarter, TokenKind::kThisYear});

template <class Enum>
constexpr std::size_t index(Enum value) {
    return static_cast<std::size_t>(value);
}

std::string two_digits(std::int32_t value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
}

/// "+08:00"
std::string offset_of(std::int32_t minutes) {
    const std::int32_t size = minutes < 0 ? -minutes : minutes;
    return (minutes < 0 ? "-" : "+") + two_digits(size / 60) + ":" + two_digits(size % 60);
}

}  // namespace

struct ExpressionWriter {
    const ExpressionFormatter& out;
    const FormatWords& words;

    std::string operator()(const ast::DurationLiteral& literal) const {
        const auto unit = static_cast<TokenKind>(index(TokenKind::kMinutes) + index(literal.unit));
        return out.amount(literal.amount, unit);
    }
    std::string operator()(const ast::MoneyLiteral& literal) const {
        if (!literal.sign.empty()) {
            return literal.sign + literal.amount.to_grouped_string();
        }
        if (!literal.in_ten_thousands) {
            return out.amount(literal.amount, TokenKind::kYuan);
        }
        const auto in_ten_thousands = divide(literal.amount, Decimal(10'000));
        return out.amount(in_ten_thousands.value_or(literal.amount), TokenKind::kWanYuan);
    }
    std::string operator()(const ast::PercentLiteral& literal) const {
        return out.percent(literal.percent);
    }
    std::string operator()(const ast::NumberLiteral& literal) const {
        return literal.value.to_string();
    }
    std::string operator()(const ast::DateLiteral& literal) const {
        return to_string(literal.date);
    }
    std::string operator()(const ast::TimestampLiteral& literal) const {
        return out.timestamp(literal);
    }
    std::string operator()(const ast::TimeLiteral& literal) const {
        return to_string(literal.time);
    }
    std::string operator()(const ast::TextLiteral& literal) const { return out.text(literal.text); }
    std::string operator()(const ast::YesNoLiteral& literal) const {
        return words.word(literal.yes ? TokenKind::kYes : TokenKind::kNo);
    }
    std::string operator()(const ast::Path& path) const {
        std::string all;
        for (const ast::PathSegment& segment : path.segments) {
            all += all.empty() ? head(segment.name) : "." + words.name(segment.name);
            all += segment.has_arguments ? out.arguments(segment.arguments) : "";
        }
        return all;
    }
    std::string operator()(const ast::Unary& unary) const {
        if (unary.op == ast::UnaryOperator::kMinus) {
            return "-" + out.expr(unary.operand);
        }
        return words.word(TokenKind::kNot) + " " + out.expr(unary.operand);
    }
    std::string operator()(const ast::Binary& binary) const {
        const OperatorSpelling& spelled = kOperators[index(binary.op)];
        std::string left = out.expr(binary.left);
        const std::string op =
            is_keyword(spelled.keyword) && !(binary.symbolic && !spelled.sign.empty())
                ? words.word(spelled.keyword)
                : std::string(spelled.sign);
        const std::string right = out.expr(binary.right);
        return words.join({std::move(left), op}) + " " + right;
    }
    std::string operator()(const ast::Presence& presence) const {
        return words.join(
            {out.expr(presence.operand),
             words.word(presence.given ? TokenKind::kIsGiven : TokenKind::kIsMissing)});
    }
    std::string operator()(const ast::Group& group) const {
        return words.in_parentheses(items(group.items));
    }
    std::string operator()(const ast::History& history) const {
        const bool qualified = history.qualifier != ast::HistoryQualifier::kNone;
        std::vector<std::string> parts = {words.word(kHistoryWords[index(history.op)])};
        parts.push_back(qualified ? words.word(kQualifierWords[index(history.qualifier)]) : "");
        parts.push_back(out.expr(history.path));
        parts.push_back(out.with(TokenKind::kBy, history.by));
        parts.push_back(out.where(history.where));
        parts.push_back(out.window(history.window));
        return words.join(parts);
    }
    std::string operator()(const ast::Latest& latest) const {
        std::string path = out.expr(latest.path);
        return words.join({words.word(TokenKind::kLatest), std::move(path),
                           words.word(TokenKind::kHas),
                           words.in_parentheses(out.expr(latest.condition))});
    }
    std::string operator()(const ast::MaxOf& max) const {
        return words.join({words.word(TokenKind::kMaxOf), words.in_parentheses(items(max.items))});
    }
    std::string operator()(const ast::Quantifier& quantifier) const {
        std::vector<std::string> parts = {
            words.word(quantifier.every ? TokenKind::kEvery : TokenKind::kSome)};
        parts.push_back(words.name(quantifier.variable));
        parts.push_back(words.word(TokenKind::kIn));
        parts.push_back(out.expr(quantifier.list));
        parts.push_back(words.word(TokenKind::kHas));
        parts.push_back(words.in_parentheses(out.expr(quantifier.condition)));
        return words.join(parts);
    }
    std::string operator()(const ast::DutyReference& duty) const {
        return words.word(TokenKind::kDuty) + " " + out.expr(duty.path);
    }
    std::string operator()(const ast::Broken&) const { return ""; }

    /// `bearer`, `owner` and `step` are keywords that may head a path.
    [[nodiscard]] std::string head(const ast::Name& name) const {
        for (const TokenKind kind : {TokenKind::kBearer, TokenKind::kOwner, TokenKind::kStep}) {
            if (!name.quoted && name.id == spelling(kind, Language::kEnglish)) {
                return words.word(kind);
            }
        }
        return words.name(name);
    }

    [[nodiscard]] std::string items(const std::vector<ast::ExprId>& ids) const {
        std::string all;
        for (const ast::ExprId id : ids) {
            all += all.empty() ? "" : words.comma();
            all += out.expr(id);
        }
        return all;
    }
};

std::string ExpressionFormatter::expr(ast::ExprId id) const {
    return id == ast::kNoExpr ? ""
                              : std::visit(ExpressionWriter{*this, words_}, file_.expr(id).node);
}

std::string ExpressionFormatter::with(TokenKind keyword, ast::ExprId id) const {
    return id == ast::kNoExpr ? "" : words_.word(keyword) + " " + expr(id);
}

std::string ExpressionFormatter::paths(const std::vector<ast::ExprId>& ids) const {
    std::string all;
    for (const ast::ExprId id : ids) {
        all += all.empty() ? "" : words_.list_comma();
        all += expr(id);
    }
    return all;
}

std::string ExpressionFormatter::arguments(const std::vector<ast::Argument>& arguments) const {
    std::string all;
    for (const ast::Argument& argument : arguments) {
        all += all.empty() ? "" : words_.comma();
        if (argument.name) {
            all += words_.name(*argument.name);
            all += words_.colon();
        }
        all += expr(argument.value);
    }
    return words_.in_parentheses(all);
}

std::string ExpressionFormatter::where(ast::ExprId condition) const {
    if (condition == ast::kNoExpr) {
        return "";
    }
    return words_.join({words_.word(TokenKind::kWhere), words_.in_parentheses(expr(condition))});
}

std::string ExpressionFormatter::window(const std::optional<ast::Window>& window) const {
    if (!window) {
        return "";
    }
    const std::string word = words_.word(kWindowWords[index(window->kind)]);
    return window->length == ast::kNoExpr ? word : word + " " + expr(window->length);
}

std::string ExpressionFormatter::text(const ast::Text& text) const {
    std::string all(words_.opening_quote());
    for (const auto& piece : text.pieces) {
        const auto* characters = std::get_if<std::string>(&piece);
        all += characters != nullptr ? words_.escaped(*characters)
                                     : "{" + expr(std::get<ast::ExprId>(piece)) + "}";
    }
    return all.append(words_.closing_quote());
}

std::string ExpressionFormatter::message(const ast::Message& message) const {
    if (!message.twin) {
        return text(message.text);
    }
    const bool swapped = words_.translates();
    const std::string first = text(swapped ? *message.twin : message.text);
    return first + " " + text(swapped ? message.text : *message.twin);
}

std::string ExpressionFormatter::message(const std::optional<ast::Message>& optional) const {
    return optional ? message(*optional) : "";
}

std::string ExpressionFormatter::type(const ast::TypeExpr& type) const {
    switch (type.form) {
        case ast::TypeExpr::Form::kListOf:
            return words_.word(TokenKind::kListOf) + " " +
                   words_.name(type.names.front(), NameSpace::kType);
        case ast::TypeExpr::Form::kOneOf:
            return words_.word(TokenKind::kOneOf) + " " + words_.names(type.names);
        default:
            return words_.name(type.names.front(), NameSpace::kType);
    }
}

std::string ExpressionFormatter::parameter_type(const ast::TypeExpr& type_expr) const {
    if (type_expr.form != ast::TypeExpr::Form::kOneOf) {
        return type(type_expr);
    }
    return words_.join(
        {words_.word(TokenKind::kOneOf), words_.in_parentheses(words_.names(type_expr.names))});
}

std::string ExpressionFormatter::parameters(const std::vector<ast::Parameter>& parameters) const {
    std::string all;
    for (const ast::Parameter& parameter : parameters) {
        all += all.empty() ? "" : words_.comma();
        all += words_.name(parameter.name);
        if (parameter.type) {
            all += words_.colon();
            all += parameter_type(*parameter.type);
            all += parameter.optional ? " " + words_.word(TokenKind::kOptional) : "";
        }
    }
    return words_.in_parentheses(all);
}

std::string ExpressionFormatter::timestamp(const ast::TimestampLiteral& timestamp) const {
    std::string time = to_string(timestamp.local.time);
    if (timestamp.with_seconds && time.size() == std::string_view("09:05").size()) {
        time += ":00";
    }
    const std::string date = to_string(timestamp.local.date);
    return timestamp.offset_minutes ? date + "T" + time + offset_of(*timestamp.offset_minutes)
                                    : date + " " + time;
}

std::string ExpressionFormatter::amount(const Decimal& amount, TokenKind unit) const {
    if (!words_.english()) {
        return amount.to_string() + words_.word(unit);
    }
    const auto forms = spellings(unit, Language::kEnglish);
    const bool singular = amount == Decimal(1) && forms.size() > 1;
    return amount.to_string() + " " + std::string(forms[singular ? 1 : 0]);
}

}  // namespace onus::grammar
