// SPDX-License-Identifier: Apache-2.0
//
// Expressions as written. Nodes live in the arena of their file and name each other by index, so
// that later stages can keep what they find out beside the tree.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "grammar/base/civil.h"
#include "grammar/base/decimal.h"
#include "grammar/base/duration.h"
#include "grammar/base/source.h"

namespace onus::ast {

/// Index of an expression in `File::expressions`.
using ExprId = std::uint32_t;
inline constexpr ExprId kNoExpr = UINT32_MAX;

/// A name as written, and its id: the English spelling that the file's name table or the list of
/// built-in names gives it, else the spelling itself. Everything behind the parser uses the id.
struct Name {
    std::string text;
    std::string id;
    Span span;
    bool quoted = false;
};

/// Text with interpolated expressions. Empty pieces do not occur.
struct Text {
    std::vector<std::variant<std::string, ExprId>> pieces;
    Span span;
};

/// A text and its twin in the other language.
struct Message {
    Text text;
    std::optional<Text> twin;
};

enum class Unit : std::uint8_t {
    kMinutes,
    kHours,
    kWorkingHours,
    kDays,
    kWorkingDays,
    kWeeks,
    kMonths,
    kYears,
};

struct DurationLiteral {
    Decimal amount;
    Unit unit{};
    Duration value;
};

/// `sign` is the currency sign ("¥", "$", "€", "£"), or empty for "500 yuan" and "5 ten thousand
/// yuan"; `amount` is in whole currency units, so 5万元 has 50000 and `in_ten_thousands`.
struct MoneyLiteral {
    std::string sign;
    Decimal amount;
    bool in_ten_thousands = false;
};

struct PercentLiteral {
    Decimal percent;  ///< 70 for 70%
};

struct NumberLiteral {
    Decimal value;
};

struct DateLiteral {
    CivilDate date;
};

/// Without an offset the time is read in the zone of the rulebook's calendar.
struct TimestampLiteral {
    LocalTime local;
    std::optional<std::int32_t> offset_minutes;
    bool with_seconds = false;
};

struct TimeLiteral {
    TimeOfDay time;
};

struct TextLiteral {
    Text text;
};

struct YesNoLiteral {
    bool yes = false;
};

/// One argument of a call: `promised: 7 days`, or a value in order.
struct Argument {
    std::optional<Name> name;
    ExprId value = kNoExpr;
};

/// `order.seller`, `return_limit(order)`, `launch.research(p1, report: r)`, `bearer.supervisor`.
struct PathSegment {
    Name name;
    bool has_arguments = false;
    std::vector<Argument> arguments;
};

/// INVARIANT: at least one segment. The reserved heads `bearer`, `owner`, `step` are names with
/// these ids like any other.
struct Path {
    std::vector<PathSegment> segments;
};

enum class UnaryOperator : std::uint8_t { kMinus, kNot };

enum class BinaryOperator : std::uint8_t {
    kMultiply,
    kDivide,
    kAdd,
    kSubtract,
    kAtMost,
    kAtLeast,
    kMoreThan,
    kLessThan,
    kIs,
    kIsNot,
    kIn,
    kNotIn,
    kAnd,
    kOr,
};

struct Unary {
    UnaryOperator op{};
    ExprId operand = kNoExpr;
};

struct Binary {
    BinaryOperator op{};
    Span op_span;
    /// Written as a sign (`<=`, `=`) and not in words; kept for the formatter.
    bool symbolic = false;
    ExprId left = kNoExpr;
    ExprId right = kNoExpr;
};

/// `x is given` (given) or `x is missing`.
struct Presence {
    bool given = true;
    ExprId operand = kNoExpr;
};

/// Parentheses: one item groups, several are a list.
struct Group {
    std::vector<ExprId> items;
};

enum class WindowKind : std::uint8_t { kLast, kThisWeek, kThisMonth, kThisQuarter, kThisYear };

struct Window {
    WindowKind kind{};
    ExprId length = kNoExpr;  ///< for `in the last` only
    Span span;
};

enum class HistoryOperator : std::uint8_t { kDone, kCount, kSum, kMax };
enum class HistoryQualifier : std::uint8_t { kNone, kForced, kOverdue, kViolated };

/// `count of forced return_window by actor where (…) in the last 90 days`
struct History {
    HistoryOperator op{};
    HistoryQualifier qualifier{};
    ExprId path = kNoExpr;
    ExprId by = kNoExpr;
    ExprId where = kNoExpr;
    std::optional<Window> window;
};

/// `latest inspect(batch) has (result is pass)`
struct Latest {
    ExprId path = kNoExpr;
    ExprId condition = kNoExpr;
};

/// `highest of (a, b)`
struct MaxOf {
    std::vector<ExprId> items;
};

/// `every line in order.lines has (line.amount at most 5 yuan)`
struct Quantifier {
    bool every = true;
    Name variable;
    ExprId list = kNoExpr;
    ExprId condition = kNoExpr;
};

/// `duty decide_forced_order(order)`, a field may follow: `.due`
struct DutyReference {
    ExprId path = kNoExpr;
};

/// A place where the parser recovered from a mistake that it reported.
struct Broken {};

using ExprNode =
    std::variant<DurationLiteral, MoneyLiteral, PercentLiteral, NumberLiteral, DateLiteral,
                 TimestampLiteral, TimeLiteral, TextLiteral, YesNoLiteral, Path, Unary, Binary,
                 Presence, Group, History, Latest, MaxOf, Quantifier, DutyReference, Broken>;

struct Expr {
    ExprNode node;
    Span span;
};

}  // namespace onus::ast
