// SPDX-License-Identifier: Apache-2.0
#include "engine/compile/semantic_words.h"

namespace onus::engine {

using namespace model;

std::string_view word_of(TypeKind kind) {
    switch (kind) {
        case TypeKind::kUnknown:
            return "unknown";
        case TypeKind::kYesNo:
            return "yes_no";
        case TypeKind::kNumber:
            return "number";
        case TypeKind::kMoney:
            return "money";
        case TypeKind::kPercent:
            return "percent";
        case TypeKind::kDuration:
            return "duration";
        case TypeKind::kDate:
            return "date";
        case TypeKind::kTimestamp:
            return "timestamp";
        case TypeKind::kTimeOfDay:
            return "time";
        case TypeKind::kText:
            return "text";
        case TypeKind::kFile:
            return "file";
        case TypeKind::kPerson:
            return "person";
        case TypeKind::kRole:
            return "role";
        case TypeKind::kUnit:
            return "unit";
        case TypeKind::kEnum:
            return "one_of";
        case TypeKind::kRecord:
            return "record";
        case TypeKind::kList:
            return "list";
        case TypeKind::kDuty:
            return "duty";
    }
    return "";
}

std::string_view word_of(BinaryOp op) {
    switch (op) {
        case BinaryOp::kAdd:
            return "+";
        case BinaryOp::kSubtract:
            return "-";
        case BinaryOp::kMultiply:
            return "*";
        case BinaryOp::kDivide:
            return "/";
        case BinaryOp::kEqual:
            return "=";
        case BinaryOp::kNotEqual:
            return "!=";
        case BinaryOp::kLess:
            return "<";
        case BinaryOp::kLessEqual:
            return "<=";
        case BinaryOp::kGreater:
            return ">";
        case BinaryOp::kGreaterEqual:
            return ">=";
        case BinaryOp::kAnd:
            return "and";
        case BinaryOp::kOr:
            return "or";
        case BinaryOp::kIn:
            return "in";
        case BinaryOp::kNotIn:
            return "not_in";
        case BinaryOp::kHasRole:
            return "has_role";
    }
    return "";
}

std::string_view word_of(UnaryOp op) {
    switch (op) {
        case UnaryOp::kNegate:
            return "negate";
        case UnaryOp::kNot:
            return "not";
        case UnaryOp::kGiven:
            return "given";
        case UnaryOp::kMissing:
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
