// SPDX-License-Identifier: Apache-2.0

#include "grammar/ast/print_expressions.h"

#include <array>
#include <string_view>

namespace onus::ast {
namespace {

constexpr auto kBinaryWords =
    std::to_array<std::string_view>({"mul", "div", "add", "sub", "at_most", "at_least", "more_than",
                                     "less_than", "is", "is_not", "in", "not_in", "and", "or"});
constexpr auto kHistoryWords = std::to_array<std::string_view>({"done", "count", "sum", "max"});
constexpr auto kQualifierWords =
    std::to_array<std::string_view>({"", " forced", " overdue", " violated"});
constexpr auto kUnitWords = std::to_array<std::string_view>(
    {"minutes", "hours", "working_hours", "days", "working_days", "weeks", "months", "years"});
constexpr auto kWindowWords = std::to_array<std::string_view>(
    {"last", "this_week", "this_month", "this_quarter", "this_year"});

template <class Enum>
constexpr std::size_t index(Enum value) {
    return static_cast<std::size_t>(value);
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\' || c == '{') {
            out += '\\';
        }
        out += c == '\n' ? ' ' : c;
    }
    return out + "\"";
}

struct Visitor {
    const ExpressionPrinter& printer;

    std::string operator()(const DurationLiteral& literal) const {
        return literal.amount.to_string() + " " + std::string(kUnitWords[index(literal.unit)]);
    }
    std::string operator()(const MoneyLiteral& literal) const {
        return (literal.sign.empty() ? "yuan" : literal.sign) + literal.amount.to_string() +
               (literal.in_ten_thousands ? "w" : "");
    }
    std::string operator()(const PercentLiteral& literal) const {
        return literal.percent.to_string() + "%";
    }
    std::string operator()(const NumberLiteral& literal) const { return literal.value.to_string(); }
    std::string operator()(const DateLiteral& literal) const { return to_string(literal.date); }
    std::string operator()(const TimestampLiteral& literal) const { return printed(literal); }
    std::string operator()(const TimeLiteral& literal) const { return to_string(literal.time); }
    std::string operator()(const TextLiteral& literal) const { return printer.text(literal.text); }
    std::string operator()(const YesNoLiteral& literal) const { return literal.yes ? "yes" : "no"; }
    std::string operator()(const Path& path) const {
        std::string out;
        for (const PathSegment& segment : path.segments) {
            out += (out.empty() ? "" : ".") + segment.name.id;
            out += segment.has_arguments ? printer.arguments(segment.arguments) : "";
        }
        return out;
    }
    std::string operator()(const Unary& unary) const {
        return (unary.op == UnaryOperator::kNot ? "(not " : "(minus ") +
               printer.expr(unary.operand) + ")";
    }
    std::string operator()(const Binary& binary) const {
        return "(" + std::string(kBinaryWords[index(binary.op)]) + " " + printer.expr(binary.left) +
               " " + printer.expr(binary.right) + ")";
    }
    std::string operator()(const Presence& presence) const {
        return (presence.given ? "(given " : "(missing ") + printer.expr(presence.operand) + ")";
    }
    std::string operator()(const Group& group) const {
        return "(group " + printer.exprs(group.items) + ")";
    }
    std::string operator()(const History& history) const {
        return "(" + std::string(kHistoryWords[index(history.op)]) +
               std::string(kQualifierWords[index(history.qualifier)]) + " " +
               printer.expr(history.path) + " by " + printer.expr(history.by) + " where " +
               printer.expr(history.where) + " " + printer.window(history.window) + ")";
    }
    std::string operator()(const Latest& latest) const {
        return "(latest " + printer.expr(latest.path) + " " + printer.expr(latest.condition) + ")";
    }
    std::string operator()(const MaxOf& max) const {
        return "(max_of " + printer.exprs(max.items) + ")";
    }
    std::string operator()(const Quantifier& quantifier) const {
        return (quantifier.every ? "(every " : "(some ") + quantifier.variable.id + " " +
               printer.expr(quantifier.list) + " " + printer.expr(quantifier.condition) + ")";
    }
    std::string operator()(const DutyReference& duty) const {
        return "(duty " + printer.expr(duty.path) + ")";
    }
    std::string operator()(const Broken&) const { return "broken"; }
};

}  // namespace

std::string ExpressionPrinter::expr(ExprId id) const {
    return id == kNoExpr ? "-" : std::visit(Visitor{*this}, file_.expr(id).node);
}

std::string ExpressionPrinter::exprs(const std::vector<ExprId>& ids) const {
    std::string out;
    for (const ExprId id : ids) {
        out += (out.empty() ? "" : ", ") + expr(id);
    }
    return out;
}

std::string ExpressionPrinter::arguments(const std::vector<Argument>& arguments) const {
    std::string out;
    for (const Argument& argument : arguments) {
        out += out.empty() ? "" : ", ";
        out += argument.name ? argument.name->id + ": " : "";
        out += expr(argument.value);
    }
    return "(" + out + ")";
}

std::string ExpressionPrinter::window(const std::optional<Window>& window) const {
    if (!window) {
        return "-";
    }
    return std::string(kWindowWords[index(window->kind)]) + " " + expr(window->length);
}

std::string ExpressionPrinter::text(const Text& text) const {
    if (texts_ == PrintTexts::kHidden) {
        return "text";
    }
    std::string out;
    for (const auto& piece : text.pieces) {
        const auto* words = std::get_if<std::string>(&piece);
        out += out.empty() ? "" : " ";
        out += words != nullptr ? quoted(*words) : "{" + expr(std::get<ExprId>(piece)) + "}";
    }
    return out.empty() ? "\"\"" : out;
}

std::string ExpressionPrinter::message(const Message& message) const {
    std::string first = text(message.text);
    if (!message.twin || texts_ == PrintTexts::kHidden) {
        return first;
    }
    const std::string second = text(*message.twin);
    return first < second ? first + " / " + second : second + " / " + first;
}

std::string ExpressionPrinter::message(const std::optional<Message>& optional) const {
    return optional ? message(*optional) : "-";
}

std::string ids_of(const std::vector<Name>& names) {
    std::string out;
    for (const Name& name : names) {
        out += (out.empty() ? "" : ", ") + name.id;
    }
    return out;
}

std::string printed(const TimestampLiteral& timestamp) {
    std::string out = to_string(timestamp.local.date) + " " + to_string(timestamp.local.time);
    if (timestamp.offset_minutes) {
        out += " offset " + std::to_string(*timestamp.offset_minutes);
    }
    return out;
}

}  // namespace onus::ast
