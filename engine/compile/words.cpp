// SPDX-License-Identifier: Apache-2.0

#include "engine/compile/words.h"

#include <array>
#include <utility>

#include "grammar/base/civil.h"
#include "grammar/keywords.h"

namespace onus::engine::checking {
namespace {

using model::BinaryOp;
using model::TypeKind;
using model::UnaryOp;

struct Pair {
    std::string_view en;
    std::string_view zh;
};

constexpr int kOrLevel = 1;
constexpr int kAndLevel = 2;
constexpr int kNotLevel = 3;
constexpr int kComparisonLevel = 4;
constexpr int kSumLevel = 5;
constexpr int kProductLevel = 6;
constexpr int kPrimaryLevel = 7;

/// How tightly an operator binds; an operand that binds less is put in parentheses.
int level_of(BinaryOp op) {
    switch (op) {
        case BinaryOp::kOr:
            return kOrLevel;
        case BinaryOp::kAnd:
            return kAndLevel;
        case BinaryOp::kAdd:
        case BinaryOp::kSubtract:
            return kSumLevel;
        case BinaryOp::kMultiply:
        case BinaryOp::kDivide:
            return kProductLevel;
        default:
            return kComparisonLevel;
    }
}

int level_of(const model::Expr& expr) {
    if (const auto* binary = std::get_if<model::BinaryExpr>(&expr.node)) {
        return level_of(binary->op);
    }
    if (const auto* unary = std::get_if<model::UnaryExpr>(&expr.node)) {
        return unary->op == UnaryOp::kNot ? kNotLevel : kComparisonLevel;
    }
    return kPrimaryLevel;
}

Pair word_of(BinaryOp op) {
    switch (op) {
        case BinaryOp::kAdd:
            return {"+", "+"};
        case BinaryOp::kSubtract:
            return {"-", "-"};
        case BinaryOp::kMultiply:
            return {"*", "*"};
        case BinaryOp::kDivide:
            return {"/", "/"};
        case BinaryOp::kEqual:
        case BinaryOp::kHasRole:
            return {"is", "为"};
        case BinaryOp::kNotEqual:
            return {"is not", "不为"};
        case BinaryOp::kLess:
            return {"less than", "少于"};
        case BinaryOp::kLessEqual:
            return {"at most", "不超过"};
        case BinaryOp::kGreater:
            return {"more than", "超过"};
        case BinaryOp::kGreaterEqual:
            return {"at least", "不少于"};
        case BinaryOp::kAnd:
            return {"and", "且"};
        case BinaryOp::kOr:
            return {"or", "或"};
        case BinaryOp::kIn:
            return {"in", "属于"};
        case BinaryOp::kNotIn:
            return {"not in", "不属于"};
    }
    return {};
}

Shown operand_text(const model::Model& model, model::ExprId id, int level) {
    Shown text = text_of(model, id);
    if (level_of(model.exprs[id]) < level) {
        text.en = "(" + text.en + ")";
        text.zh = "（" + text.zh + "）";
    }
    return text;
}

Pair type_word(const model::Type& type) {
    switch (type.kind) {
        case TypeKind::kYesNo:
            return {"yes_no", "是否"};
        case TypeKind::kNumber:
            return {"number", "数字"};
        case TypeKind::kMoney:
            return {"money", "金额"};
        case TypeKind::kPercent:
            return {"percent", "百分比"};
        case TypeKind::kDuration:
            switch (type.duration) {
                case DurationKind::kExact:
                    return {"hours", "小时数"};
                case DurationKind::kDays:
                    return {"days", "天数"};
                case DurationKind::kMonths:
                    return {"months", "月数"};
                case DurationKind::kWorkingHours:
                    return {"working_hours", "工作小时数"};
                case DurationKind::kWorkingDays:
                    return {"working_days", "工作日数"};
            }
            return {};
        case TypeKind::kDate:
            return {"date", "日期"};
        case TypeKind::kTimestamp:
            return {"timestamp", "时刻"};
        case TypeKind::kTimeOfDay:
            return {"time of day", "时间"};
        case TypeKind::kText:
            return {"text", "文本"};
        case TypeKind::kFile:
            return {"file", "文件"};
        case TypeKind::kPerson:
            return {"person", "人员"};
        case TypeKind::kRole:
            return {"role", "岗位"};
        case TypeKind::kUnit:
            return {"unit", "单位"};
        case TypeKind::kDuty:
            return {"duty", "职责"};
        default:
            return {"?", "？"};
    }
}

std::string sign_of(std::string_view currency) {
    if (currency == "CNY" || currency == "JPY") {
        return "¥";
    }
    if (currency == "USD") {
        return "$";
    }
    if (currency == "EUR") {
        return "€";
    }
    if (currency == "GBP") {
        return "£";
    }
    return std::string(currency) + (currency.empty() ? "" : " ");
}

}  // namespace

std::optional<std::string_view> built_in_chinese(std::string_view id) {
    return grammar::built_in_chinese(id, grammar::NameSpace::kOrdinary);
}

const std::vector<std::string>& built_in_values(model::BuiltinEnum which) {
    static const std::array<std::vector<std::string>, 4> kValues = {{
        {"open", "overdue", "fulfilled_in_time", "fulfilled_late", "approved_in_time",
         "rejected_in_time", "breached", "suspended", "excused", "void", "fulfilled"},
        {"approve", "reject", "return"},
        {"working_day", "rest_day", "public_holiday"},
        {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
    }};
    return kValues[static_cast<std::size_t>(which)];
}

std::string type_text(const Context& context, const model::Type& type) {
    const model::Model& model = context.model;
    const bool english = context.language() == Language::kEnglish;
    switch (type.kind) {
        case TypeKind::kEnum: {
            const model::Enum& one = model.enums[type.ref];
            const auto& values = english ? one.values : one.values_zh;
            std::string text = english ? "one of " : "选项 ";
            for (std::size_t i = 0; i < values.size(); ++i) {
                text += (i == 0 ? "" : english ? ", " : "、") + values[i];
            }
            return text;
        }
        case TypeKind::kRecord: {
            const model::Record& record = model.records[type.ref];
            return english ? record.name : record.name_zh;
        }
        case TypeKind::kList: {
            const std::string element = type_text(context, model.list_elements[type.ref]);
            return english ? "list of " + element : "列表 " + element;
        }
        default: {
            const Pair word = type_word(type);
            return std::string(english ? word.en : word.zh);
        }
    }
}

Shown constant_text(const model::Model& model, const model::Type& type,
                    const model::Constant& value, std::string_view currency) {
    const auto same = [](const std::string& text) { return Shown{text, text}; };
    if (const auto* yes = std::get_if<bool>(&value)) {
        return *yes ? Shown{"yes", "是"} : Shown{"no", "否"};
    }
    if (const auto* decimal = std::get_if<Decimal>(&value)) {
        if (type.kind == TypeKind::kMoney) {
            return same(sign_of(currency) + decimal->to_grouped_string());
        }
        return same(decimal->to_string() + (type.kind == TypeKind::kPercent ? "%" : ""));
    }
    if (const auto* duration = std::get_if<Duration>(&value)) {
        return {to_string(*duration, Language::kEnglish), to_string(*duration, Language::kChinese)};
    }
    if (const auto* date = std::get_if<CivilDate>(&value)) {
        return same(to_string(*date));
    }
    if (const auto* instant = std::get_if<Instant>(&value)) {
        return same(to_string(*instant, 0));
    }
    if (const auto* local = std::get_if<LocalTime>(&value)) {
        return same(to_string(local->date) + " " + to_string(local->time));
    }
    if (const auto* time = std::get_if<TimeOfDay>(&value)) {
        return same(to_string(*time));
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
        return {"\"" + *text + "\"", "“" + *text + "”"};
    }
    const std::uint32_t ordinal = std::get<std::uint32_t>(value);
    const model::Enum& one = model.enums[type.ref];
    return {one.values[ordinal], one.values_zh[ordinal]};
}

Shown unary_text(const model::Model& model, UnaryOp op, model::ExprId operand) {
    switch (op) {
        case UnaryOp::kNegate: {
            const Shown inner = operand_text(model, operand, kPrimaryLevel);
            return {"-" + inner.en, "-" + inner.zh};
        }
        case UnaryOp::kNot: {
            const Shown inner = operand_text(model, operand, kPrimaryLevel);
            return {"not " + inner.en, "非 " + inner.zh};
        }
        default: {
            const Shown inner = operand_text(model, operand, kSumLevel);
            const bool given = op == UnaryOp::kGiven;
            return {inner.en + (given ? " is given" : " is missing"),
                    inner.zh + (given ? " 已填" : " 未填")};
        }
    }
}

Shown binary_text(const model::Model& model, BinaryOp op, model::ExprId left, model::ExprId right) {
    const int level = level_of(op);
    const bool chains = op == BinaryOp::kAnd || op == BinaryOp::kOr || level >= kSumLevel;
    const Shown a = operand_text(model, left, chains ? level : level + 1);
    const Shown b = operand_text(model, right, level + 1);
    const Pair word = word_of(op);
    return {a.en + " " + std::string(word.en) + " " + b.en,
            a.zh + " " + std::string(word.zh) + " " + b.zh};
}

Shown call_text(const Shown& head, const std::vector<Shown>& arguments) {
    Shown text{head.en + "(", head.zh + "（"};
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        text.en += (i == 0 ? "" : ", ") + arguments[i].en;
        text.zh += (i == 0 ? "" : "，") + arguments[i].zh;
    }
    return {text.en + ")", text.zh + "）"};
}

Shown dotted(const Shown& head, const Shown& tail) {
    return {head.en + "." + tail.en, head.zh + "." + tail.zh};
}

Shown window_text(const model::Model& model, const model::Window& window) {
    switch (window.kind) {
        case WindowKind::kLast: {
            const Shown length = text_of(model, window.length);
            return {"in the last " + length.en, "近 " + length.zh};
        }
        case WindowKind::kThisWeek:
            return {"in this week", "本周"};
        case WindowKind::kThisMonth:
            return {"in this month", "本月"};
        case WindowKind::kThisQuarter:
            return {"in this quarter", "本季度"};
        case WindowKind::kThisYear:
            return {"in this year", "本年"};
    }
    return {};
}

}  // namespace onus::engine::checking
