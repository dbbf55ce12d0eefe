// SPDX-License-Identifier: Apache-2.0
//
// Clauses: the labelled lines under a heading, in the order in which they were written.

#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "grammar/ast/expression.h"

namespace onus::ast {

// ---- shared

struct CiteClause {
    Message message;
};

/// `effective 2026-01-01 until 2026-12-31 level shadow`; `until` is the last day it holds.
struct EffectiveClause {
    CivilDate from;
    std::optional<CivilDate> until;
    std::optional<Name> level;
};

/// `when`: an action, a qualified declaration, or a clock.
enum class EventQualifier : std::uint8_t { kNone, kForced, kOverdue, kViolated, kFulfilled };

struct Clock {
    enum class Every : std::uint8_t { kDay, kWeek, kMonth };
    Every every{};
    std::optional<Name> weekday;      ///< kWeek
    std::optional<int> day_of_month;  ///< kMonth, 1 to 31; a short month has it on its last day
    TimeOfDay time;
};

struct EventPattern {
    EventQualifier qualifier{};
    ExprId path = kNoExpr;  ///< kNoExpr if `clock` is set
    std::optional<Clock> clock;
    ExprId condition = kNoExpr;
    Span span;
};

struct WhenClause {
    EventPattern event;
};

/// `repeated 3 times in the last 30 days by employee`
struct RepeatedClause {
    int count = 0;
    Window window;
    ExprId by = kNoExpr;
};

struct UnlessClause {
    ExprId condition = kNoExpr;
};

struct RequireClause {
    ExprId condition = kNoExpr;
};

enum class OutcomeLevel : std::uint8_t { kNote, kWarn, kHold, kBlock };

struct OtherwiseClause {
    OutcomeLevel level{};
    ExprId decider = kNoExpr;  ///< `hold for PATH`
    ExprId answer_within = kNoExpr;
    Message message;
};

/// A period, or a path that denotes one; for actions the tolerance of late reports.
struct WithinClause {
    ExprId period = kNoExpr;
    ExprId from = kNoExpr;
};

struct OwnerClause {
    ExprId path = kNoExpr;
};

/// `may be delegated to …`
struct DelegatedClause {
    std::vector<ExprId> paths;
};

/// `may be transferred to …`
struct TransferredClause {
    std::vector<ExprId> paths;
};

// ---- effects

struct LogEffect {
    Name name;
    ExprId against = kNoExpr;
    std::optional<Decimal> points;
    std::optional<Message> message;
};

struct NotifyEffect {
    std::vector<ExprId> paths;
    std::optional<Name> level;
    std::optional<Message> message;
};

struct EscalateEffect {
    ExprId path = kNoExpr;
    ExprId answer_within = kNoExpr;
};

struct DeemEffect {
    ExprId path = kNoExpr;
    ExprId from = kNoExpr;
};

struct Effect {
    std::variant<LogEffect, NotifyEffect, EscalateEffect, DeemEffect> node;
    Span span;
};

struct OverdueClause {
    std::vector<Effect> effects;
};
struct ViolatedClause {
    std::vector<Effect> effects;
};
struct FulfilledClause {
    std::vector<Effect> effects;
};
struct ThenClause {
    std::vector<Effect> effects;
};
struct UntraceableClause {
    std::vector<Effect> effects;
};

// ---- header

struct LayerClause {
    Name layer;
};
struct CalendarClause {
    Name calendar;
};
struct CurrencyClause {
    Name currency;
};
struct UseClause {
    std::vector<Name> names;
};

// ---- actions

struct CreatesClause {
    std::vector<ExprId> paths;
};
struct ChangesClause {
    std::vector<ExprId> paths;
};
/// `is consumer_sale`
struct IsClause {
    Name action;
};

// ---- tables

struct AccordingToClause {
    std::vector<ExprId> inputs;
};

/// One cell of a table: `any`, a range, or alternatives.
struct CellLimit {
    BinaryOperator op{};  ///< kAtMost, kAtLeast, kMoreThan, kLessThan
    bool symbolic = false;
    ExprId value = kNoExpr;
};
struct Cell {
    bool any = false;
    std::vector<CellLimit> limits;  ///< and-ed
    std::vector<ExprId> values;     ///< or-ed
    Span span;
};
struct CaseClause {
    std::vector<Cell> cells;
    std::vector<ExprId> results;  ///< one for each result column
};

// ---- permissions

struct GrantedToClause {
    std::vector<Name> roles;
};
enum class Right : std::uint8_t { kPerform, kRead, kWrite };
struct Grant {
    Right right{};
    std::vector<Name> actions;  ///< kPerform
    std::vector<ExprId> paths;  ///< kRead, kWrite
};
struct MayClause {
    Grant grant;
    ExprId condition = kNoExpr;
};
struct CannotClause {
    Grant grant;
    ExprId condition = kNoExpr;
};
struct CarriesClause {
    std::vector<Name> duties;
};
struct CarriesNoneClause {
    Message reason;
};

// ---- rules

struct ForbidClause {
    ExprId condition = kNoExpr;
};
struct GuaranteeClause {
    ExprId condition = kNoExpr;
};
struct NeedsApprovalClause {
    std::vector<ExprId> approvers;
    bool as_different_persons = false;
    ExprId within = kNoExpr;
    std::optional<Message> message;
};

// ---- duties

struct BearerClause {
    bool every = false;
    ExprId path = kNoExpr;
};
struct BeforeClause {
    ExprId action = kNoExpr;
};
/// `view_certificate(supplier) where (…) in the last 30 days`; `decide` is an act without
/// arguments.
struct Act {
    Name action;
    bool has_arguments = false;
    std::vector<Argument> arguments;
    ExprId where = kNoExpr;
    std::optional<Window> window;
    Span span;
};
struct MustClause {
    std::vector<Act> acts;  ///< either fulfils
};
struct MustNotClause {
    std::vector<Act> acts;
};
struct UntilClause {
    ExprId moment = kNoExpr;
};
/// `remind 75% and notify bearer.supervisor`
struct RemindClause {
    std::vector<Decimal> percents;
    std::vector<ExprId> also;  ///< who is told beside the bearer
};
struct SuspendedClause {
    ExprId from = kNoExpr;
    ExprId until = kNoExpr;
};
struct ExtendedClause {
    ExprId period = kNoExpr;
    ExprId when = kNoExpr;
};
struct CancelledClause {
    EventPattern event;
};
struct ExcusedClause {
    ExprId by = kNoExpr;
};
/// `in absence PATH`; without a path: `in absence suspended`.
struct AbsenceClause {
    ExprId stand_in = kNoExpr;
};

// ---- process steps

/// `after review if verdict is accepted`: only if the step before came out so.
struct Predecessor {
    Name step;
    ExprId condition = kNoExpr;
};
struct AfterClause {
    std::vector<Predecessor> predecessors;
};
/// `returns to draft at most 2 times if verdict is rejected`
struct ReturnsClause {
    Name step;
    int count = 0;
    ExprId condition = kNoExpr;
};
/// `handed to product_manager within 8 hours`
struct HandedClause {
    ExprId to = kNoExpr;
    ExprId within = kNoExpr;
};
/// `run inspection`: the steps of another process.
struct RunClause {
    Name process;
};

// ---- liability

struct TraceClause {
    ExprId subject = kNoExpr;
    std::vector<ExprId> actions;  ///< paths: `checkin`, `making.inspection`
};
struct ShareClause {
    Decimal percent;
    ExprId by = kNoExpr;
    ExprId except_if = kNoExpr;
    ExprId except_by = kNoExpr;
};

// ---- tests

/// `given li.service is 12 years`, `given o1 is order(…)`
struct GivenIsClause {
    ExprId path = kNoExpr;
    ExprId value = kNoExpr;
};
/// `given done request_overtime(li, …) by li at 2025-07-01 10:00`
struct GivenDoneClause {
    ExprId action = kNoExpr;
    ExprId by = kNoExpr;
    TimestampLiteral at;
};
struct PerformClause {
    ExprId actor = kNoExpr;
    bool forces = false;
    ExprId action = kNoExpr;
    std::optional<Text> reason;
    TimestampLiteral at;
};
struct AtClause {
    TimestampLiteral at;
};
struct ExpectedOutcome {
    OutcomeLevel level{};
    ExprId from = kNoExpr;
};
struct ExpectedLog {
    Name name;
    ExprId against = kNoExpr;
};
struct ExpectedShare {
    Decimal percent;
    ExprId by = kNoExpr;
};
struct ExpectedNotice {
    ExprId to = kNoExpr;
};
struct ExpectClause {
    bool negated = false;
    std::variant<ExpectedOutcome, ExpectedLog, ExpectedShare, ExpectedNotice, ExprId> expected;
};

using ClauseNode = std::variant<
    CiteClause, EffectiveClause, WhenClause, RepeatedClause, UnlessClause, RequireClause,
    OtherwiseClause, WithinClause, OwnerClause, DelegatedClause, TransferredClause, OverdueClause,
    ViolatedClause, FulfilledClause, ThenClause, UntraceableClause, LayerClause, CalendarClause,
    CurrencyClause, UseClause, CreatesClause, ChangesClause, IsClause, AccordingToClause,
    CaseClause, GrantedToClause, MayClause, CannotClause, CarriesClause, CarriesNoneClause,
    ForbidClause, GuaranteeClause, NeedsApprovalClause, BearerClause, BeforeClause, MustClause,
    MustNotClause, UntilClause, RemindClause, SuspendedClause, ExtendedClause, CancelledClause,
    ExcusedClause, AbsenceClause, AfterClause, ReturnsClause, HandedClause, RunClause, TraceClause,
    ShareClause, GivenIsClause, GivenDoneClause, PerformClause, AtClause, ExpectClause>;

struct Clause {
    ClauseNode node;
    Span span;
    Span keyword;  ///< the word that opens the clause
};

/// All clauses of one type, in the order of the text.
template <class T>
[[nodiscard]] std::vector<const T*> clauses_of(const std::vector<Clause>& clauses) {
    std::vector<const T*> found;
    for (const Clause& clause : clauses) {
        if (const T* node = std::get_if<T>(&clause.node)) {
            found.push_back(node);
        }
    }
    return found;
}

/// The first clause of one type; null if there is none.
template <class T>
[[nodiscard]] const T* clause_of(const std::vector<Clause>& clauses) {
    for (const Clause& clause : clauses) {
        if (const T* node = std::get_if<T>(&clause.node)) {
            return node;
        }
    }
    return nullptr;
}

}  // namespace onus::ast
