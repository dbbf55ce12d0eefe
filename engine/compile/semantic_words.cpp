// SPDX-License-Identifier: Apache-2.0
#include "engine/compile/semantic_words.h"

namespace onus::engine {

std::string_view word_of(model::TypeKind kind) {
    switch (kind) {
        case model::TypeKind::kUnknown:
            return "unknown";
        case model::TypeKind::kYesNo:
            return "yes_no";
        case model::TypeKind::kNumber:
            return "number";
        case model::TypeKind::kMoney:
            return "money";
        case model::TypeKind::kPercent:
            return "percent";
        case model::TypeKind::kDuration:
            return "duration";
        case model::TypeKind::kDate:
            return "date";
        case model::TypeKind::kTimestamp:
            return "timestamp";
        case model::TypeKind::kTimeOfDay:
            return "time";
        case model::TypeKind::kText:
            return "text";
        case model::TypeKind::kFile:
            return "file";
        case model::TypeKind::kPerson:
            return "person";
        case model::TypeKind::kRole:
            return "role";
        case model::TypeKind::kUnit:
            return "unit";
        case model::TypeKind::kEnum:
            return "one_of";
        case model::TypeKind::kRecord:
            return "record";
        case model::TypeKind::kList:
            return "list";
        case model::TypeKind::kDuty:
            return "duty";
    }
    return "";
}

std::string_view word_of(model::BinaryOp op) {
    switch (op) {
        case model::BinaryOp::kAdd:
            return "+";
        case model::BinaryOp::kSubtract:
            return "-";
        case model::BinaryOp::kMultiply:
            return "*";
        case model::BinaryOp::kDivide:
            return "/";
        case model::BinaryOp::kEqual:
            return "=";
        case model::BinaryOp::kNotEqual:
            return "!=";
        case model::BinaryOp::kLess:
            return "<";
        case model::BinaryOp::kLessEqual:
            return "<=";
        case model::BinaryOp::kGreater:
            return ">";
        case model::BinaryOp::kGreaterEqual:
            return ">=";
        case model::BinaryOp::kAnd:
            return "and";
        case model::BinaryOp::kOr:
            return "or";
        case model::BinaryOp::kIn:
            return "in";
        case model::BinaryOp::kNotIn:
            return "not_in";
        case model::BinaryOp::kHasRole:
            return "has_role";
    }
    return "";
}

std::string_view word_of(model::UnaryOp op) {
    switch (op) {
        case model::UnaryOp::kNegate:
            return "negate";
        case model::UnaryOp::kNot:
            return "not";
        case model::UnaryOp::kGiven:
            return "given";
        case model::UnaryOp::kMissing:
            return "missing";
    }
    return "";
}

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        if (c == '\n') {
            out += "\\n";
        } else {
            out += c;
        }
    }
    out += '"';
}

}  // namespace onus::engine
