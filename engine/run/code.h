// SPDX-License-Identifier: Apache-2.0
//
// The flat code of expressions: a stack machine without loops over rules, strings or trees.

#pragma once

#include <cstdint>

namespace onus::engine {

/// Index in `Program::code_begin`.
using CodeId = std::uint32_t;
inline constexpr CodeId kNoCode = UINT32_MAX;

/// Stack effects are written "before -- after".
enum class Op : std::uint8_t {
    kReturn,      ///< x -- ; the value of the code
    kConstant,    ///< -- x ; c: index in Program::constants
    kParam,       ///< -- x ; c: parameter of the frame
    kParamField,  ///< -- x ; a: parameter that is a record, c: slot of its field
    kVariable,    ///< -- x ; c: slot of a quantifier
    kSpecial,     ///< -- x ; a: Special
    kTraced,      ///< -- x ; a: Special, c: link of the trace
    kField,       ///< record -- x ; c: field
    kPrevious,    ///< record -- x ; c: field, as it was before the present action
    kPerson,      ///< person or unit -- x ; a: PersonAttribute
    kDatePart,    ///< date or timestamp -- x ; a: DatePart
    kHolder,      ///< -- person ; c: index in Program::names of the role
    kCall,        ///< arguments -- x ; c: definition
    kTable,       ///< arguments -- x ; a: column, c: table
    kNegate,      ///< x -- y
    kNot,         ///< x -- y
    kGiven,       ///< x -- yes/no
    kMissing,     ///< x -- yes/no
    kAdd,         ///< x y -- z
    kSubtract,
    kMultiply,
    kDivide,
    kCompare,  ///< x y -- yes/no ; a: Comparison, c: clause
    kIn,       ///< x list -- yes/no ; a: 1 for `not in`, c: clause
    kHasRole,  ///< person role -- yes/no ; c: clause
    kAnd,      ///< x y -- yes/no, three-valued
    kOr,
    kSkipIfNo,   ///< x -- x ; passes over the next c instructions if x is no: the right side of
                 ///< `and`, and the kAnd itself, cannot matter
    kSkipIfYes,  ///< x -- x ; passes over the next c instructions if x is yes
    kList,       ///< x1 … xc -- list
    kHighest,    ///< x1 … xc -- x
    kQuantify,   ///< list -- yes/no ; a: 1 for `every`, b: slot, c: length of the condition behind,
                 ///< which leaves one value and has no kReturn
    kHistory,    ///< keys [length] -- x ; c: index in Program::questions
    kDuty,  ///< [subject] -- duty ; a: 1 if a subject is on the stack, b: subject parameter, c:
            ///< duty
    kDutyField,   ///< duty -- x ; a: DutyField
    kStruct,      ///< fields -- struct ; a: 0, b: count, c: record
    kMoneyRound,  ///< money -- money ; a: digits of the minor unit
    kLocalTime,  ///< timestamp as if in UTC -- timestamp ; c: name of the calendar whose zone it is
                 ///< in
};

enum class Comparison : std::uint8_t {
    kEqual,
    kNotEqual,
    kLess,
    kLessEqual,
    kGreater,
    kGreaterEqual,
};

/// Where a value comes from when an expression is evaluated.
enum class Special : std::uint8_t {
    kActor,      ///< who performs, or performed the action that the context is about
    kPrincipal,  ///< on whose behalf; nobody if for himself
    kNow,
    kToday,
    kAt,
    kReason,    ///< the reason of the force, or the opinion of the decision
    kBearer,    ///< of the duty that the context is about
    kOwner,     ///< of the process step
    kStep,      ///< title of the process step, as text
    kLateness,  ///< how late the duty was fulfilled
};

enum class PersonAttribute : std::uint8_t {
    kSupervisor,
    kSupervisors,  ///< list of persons
    kDepartment,   ///< unit
    kHead,         ///< of a unit, or of the unit of a person
    kDeputy,
    kService,  ///< duration in months (whole years)
    kHired,    ///< date
    kParent,   ///< of a unit
};

enum class DatePart : std::uint8_t {
    kYear,
    kMonth,  ///< 1 to 12
    kDay,
    kWeekday,
    kDate,
    kDayKind,
    kYearMonth,  ///< year * 100 + month: 202512
};

enum class DutyField : std::uint8_t { kState, kDue, kBearer };

/// Values of the built-in enum of duty states, in this order; the numbers are stored.
enum class DutyState : std::uint8_t {
    kOpen,
    kOverdue,
    kFulfilledInTime,
    kFulfilledLate,
    kApprovedInTime,
    kRejectedInTime,
    kBreached,
    kSuspended,
    kExcused,
    kVoid,
    kFulfilled,  ///< in time or late; only asked for, never stored
};
constexpr DutyState last_of(DutyState) { return DutyState::kFulfilled; }

struct Instruction {
    Op op{};
    std::uint8_t a = 0;
    std::uint16_t b = 0;
    std::uint32_t c = 0;
};
static_assert(sizeof(Instruction) == 8, "code is read sequentially; keep it dense");

}  // namespace onus::engine
