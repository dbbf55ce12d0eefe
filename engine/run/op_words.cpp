// SPDX-License-Identifier: Apache-2.0
#include "engine/run/op_words.h"

namespace onus::engine {

std::string_view word_of(Op op) {
    switch (op) {
        case Op::kReturn:
            return "return";
        case Op::kConstant:
            return "constant";
        case Op::kParam:
            return "param";
        case Op::kParamField:
            return "param_field";
        case Op::kVariable:
            return "variable";
        case Op::kSpecial:
            return "special";
        case Op::kTraced:
            return "traced";
        case Op::kField:
            return "field";
        case Op::kPrevious:
            return "previous";
        case Op::kPerson:
            return "person";
        case Op::kDatePart:
            return "date_part";
        case Op::kHolder:
            return "holder";
        case Op::kCall:
            return "call";
        case Op::kTable:
            return "table";
        case Op::kNegate:
            return "negate";
        case Op::kNot:
            return "not";
        case Op::kGiven:
            return "given";
        case Op::kMissing:
            return "missing";
        case Op::kAdd:
            return "add";
        case Op::kSubtract:
            return "subtract";
        case Op::kMultiply:
            return "multiply";
        case Op::kDivide:
            return "divide";
        case Op::kCompare:
            return "compare";
        case Op::kIn:
            return "in";
        case Op::kHasRole:
            return "has_role";
        case Op::kAnd:
            return "and";
        case Op::kOr:
            return "or";
        case Op::kSkipIfNo:
            return "skip_if_no";
        case Op::kSkipIfYes:
            return "skip_if_yes";
        case Op::kList:
            return "list";
        case Op::kHighest:
            return "highest";
        case Op::kQuantify:
            return "quantify";
        case Op::kHistory:
            return "history";
        case Op::kDuty:
            return "duty";
        case Op::kDutyField:
            return "duty_field";
        case Op::kStruct:
            return "struct";
        case Op::kMoneyRound:
            return "money_round";
        case Op::kLocalTime:
            return "local_time";
    }
    return "";
}

std::string_view word_of(Comparison comparison) {
    switch (comparison) {
        case Comparison::kEqual:
            return "is";
        case Comparison::kNotEqual:
            return "is not";
        case Comparison::kLess:
            return "less than";
        case Comparison::kLessEqual:
            return "at most";
        case Comparison::kGreater:
            return "more than";
        case Comparison::kGreaterEqual:
            return "at least";
    }
    return "";
}

std::string_view word_of(Special special) {
    switch (special) {
        case Special::kActor:
            return "actor";
        case Special::kPrincipal:
            return "principal";
        case Special::kNow:
            return "now";
        case Special::kToday:
            return "today";
        case Special::kAt:
            return "at";
        case Special::kReason:
            return "reason";
        case Special::kBearer:
            return "bearer";
        case Special::kOwner:
            return "owner";
        case Special::kStep:
            return "step";
        case Special::kLateness:
            return "lateness";
    }
    return "";
}

std::string_view word_of(PersonAttribute attribute) {
    switch (attribute) {
        case PersonAttribute::kSupervisor:
            return "supervisor";
        case PersonAttribute::kSupervisors:
            return "supervisors";
        case PersonAttribute::kDepartment:
            return "department";
        case PersonAttribute::kHead:
            return "head";
        case PersonAttribute::kDeputy:
            return "deputy";
        case PersonAttribute::kService:
            return "service";
        case PersonAttribute::kHired:
            return "hired";
        case PersonAttribute::kParent:
            return "parent";
    }
    return "";
}

std::string_view word_of(DatePart part) {
    switch (part) {
        case DatePart::kYear:
            return "year";
        case DatePart::kMonth:
            return "month";
        case DatePart::kDay:
            return "day";
        case DatePart::kWeekday:
            return "weekday";
        case DatePart::kDate:
            return "date";
        case DatePart::kDayKind:
            return "day_kind";
        case DatePart::kYearMonth:
            return "year_month";
    }
    return "";
}

std::string_view word_of(DutyField field) {
    switch (field) {
        case DutyField::kState:
            return "state";
        case DutyField::kDue:
            return "due";
        case DutyField::kBearer:
            return "bearer";
    }
    return "";
}

std::string_view word_of(HistoryOp op) {
    switch (op) {
        case HistoryOp::kDone:
            return "done";
        case HistoryOp::kCount:
            return "count";
        case HistoryOp::kSum:
            return "sum";
        case HistoryOp::kMax:
            return "max";
        case HistoryOp::kLatest:
            return "latest";
    }
    return "";
}

std::string_view word_of(EventKind kind) {
    switch (kind) {
        case EventKind::kAction:
            return "action";
        case EventKind::kForced:
            return "forced";
        case EventKind::kOverdue:
            return "overdue";
        case EventKind::kViolated:
            return "violated";
        case EventKind::kFulfilled:
            return "fulfilled";
        case EventKind::kClock:
            return "clock";
    }
    return "";
}

std::string_view word_of(Level level) {
    switch (level) {
        case Level::kPass:
            return "pass";
        case Level::kShadow:
            return "shadow";
        case Level::kNote:
            return "note";
        case Level::kWarn:
            return "warn";
        case Level::kHold:
            return "hold";
        case Level::kBlock:
            return "block";
    }
    return "";
}

std::string_view word_of(WindowKind window) {
    switch (window) {
        case WindowKind::kLast:
            return "last";
        case WindowKind::kThisWeek:
            return "this week";
        case WindowKind::kThisMonth:
            return "this month";
        case WindowKind::kThisQuarter:
            return "this quarter";
        case WindowKind::kThisYear:
            return "this year";
    }
    return "";
}

}  // namespace onus::engine
