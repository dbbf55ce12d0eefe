// SPDX-License-Identifier: Apache-2.0
//
// A checked set of rulebooks: every name resolved, every expression typed, upper-layer actions
// bound to the company's. Produced by check.h from syntax trees, read by the analyses, link.h and
// lower.h.
//
// Rulebooks that are in force together form one model. Declarations name each other by index.
// `id` is the qualified id "rulebook.name"; `name` is the id within its rulebook.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/run/code.h"
#include "engine/run/process_control.h"
#include "engine/time/deadline.h"
#include "grammar/base/civil.h"
#include "grammar/base/decimal.h"
#include "grammar/base/duration.h"
#include "grammar/base/language.h"
#include "grammar/base/source.h"

namespace onus::engine::model {

inline constexpr std::uint32_t kNone = UINT32_MAX;

// ---- types

enum class TypeKind : std::uint8_t {
    kUnknown,  ///< a mistake was reported; agrees with everything
    kYesNo,
    kNumber,
    kMoney,
    kPercent,
    kDuration,
    kDate,
    kTimestamp,
    kTimeOfDay,
    kText,
    kFile,
    kPerson,
    kRole,
    kUnit,
    kEnum,    ///< `ref`: index in Model::enums
    kRecord,  ///< `ref`: index in Model::records
    kList,    ///< `ref`: index in Model::list_elements
    kDuty,    ///< an instance of a duty; `ref`: index in Model::duties
};

struct Type {
    TypeKind kind = TypeKind::kUnknown;
    DurationKind duration{};  ///< for kDuration

    /// For kDuration: how a bare JSON number is read, e.g. a field of type `hours`.
    std::int64_t unit_amount = 1;
    std::uint32_t ref = kNone;

    friend bool operator==(const Type& a, const Type& b) {
        return a.kind == b.kind && a.ref == b.ref &&
               (a.kind != TypeKind::kDuration || a.duration == b.duration);
    }
};

/// Declared by `define X one of …` or inline at a field or parameter. The order of the values is
/// their rank. The first enums of a model are the built-in ones, see BuiltinEnum.
struct Enum {
    std::string id;
    std::vector<std::string> values;
    std::vector<std::string> values_zh{};  ///< Chinese spellings of `values`; empty: the same
};

enum class BuiltinEnum : std::uint32_t { kDutyState, kDecision, kDayKind, kWeekday, kCount };

struct Field {
    std::string name;
    Type type;
    bool key = false;
    bool optional = false;
    std::uint32_t record = kNone;
    Span span;
    std::string name_zh{};  ///< empty: the same as `name`
};

/// A record without a key field is a value: it is written inside another one or inside a payload.
struct Record {
    std::string id;
    std::string name;
    std::uint32_t rulebook = kNone;
    std::vector<std::uint32_t> fields;  ///< indices in Model::fields, in the order written
    std::uint32_t key_field = kNone;
    Span span;
    std::string name_zh{};  ///< empty: the same as `name`
};

// ---- expressions

using ExprId = std::uint32_t;

/// A constant. The alternative agrees with the type of the expression: number, money and percent
/// are Decimal (70 for 70%); enum is its ordinal; role, unit, person, text and file are strings. A
/// timestamp without an offset is a LocalTime in the zone of the rulebook's calendar.
using Constant = std::variant<bool, Decimal, Duration, CivilDate, Instant, TimeOfDay, std::string,
                              std::uint32_t, LocalTime>;

struct ConstantExpr {
    Constant value;
};
struct ParamExpr {
    std::uint32_t index = 0;  ///< of the action, definition or table that the context is about
};
struct VariableExpr {
    std::uint32_t slot = 0;  ///< of a quantifier; in a test also of its `given` values
};
struct SpecialExpr {
    Special special{};
};
struct FieldExpr {
    ExprId record = kNone;
    std::uint32_t field = kNone;
};
struct PersonExpr {
    ExprId of = kNone;
    PersonAttribute attribute{};
};
struct DatePartExpr {
    ExprId of = kNone;
    DatePart part{};
};
/// The single holder of a role; nobody if there are none or several.
struct HolderExpr {
    std::string role;
};
struct CallExpr {
    std::uint32_t definition = kNone;
    std::vector<ExprId> arguments;
};
struct TableExpr {
    std::uint32_t table = kNone;
    std::uint32_t column = 0;
    std::vector<ExprId> arguments;
};
struct ParameterExpr {
    std::uint32_t parameter = kNone;
};

enum class UnaryOp : std::uint8_t { kNegate, kNot, kGiven, kMissing };
enum class BinaryOp : std::uint8_t {
    kAdd,
    kSubtract,
    kMultiply,
    kDivide,
    kEqual,
    kNotEqual,
    kLess,
    kLessEqual,
    kGreater,
    kGreaterEqual,
    kAnd,
    kOr,
    kIn,  ///< right side is a list
    kNotIn,
    kHasRole,  ///< left side a person, right side a role: `actor is manager`
};
struct UnaryExpr {
    UnaryOp op{};
    ExprId operand = kNone;
};
struct BinaryExpr {
    BinaryOp op{};
    ExprId left = kNone;
    ExprId right = kNone;
};
struct ListExpr {
    std::vector<ExprId> items;
};
struct MaxExpr {
    std::vector<ExprId> items;
};
struct QuantifierExpr {
    bool every = true;
    std::uint32_t slot = 0;  ///< the variable's, unique within the declaration
    ExprId list = kNone;
    ExprId condition = kNone;
};

struct Window {
    WindowKind kind{};
    ExprId length = kNone;  ///< for kLast
};

enum class HistoryOp : std::uint8_t { kDone, kCount, kSum, kMax, kLatest };
enum class HistorySubject : std::uint8_t { kAction, kForced, kOverdue, kViolated };

/// One question to history. The key is a set of equalities; everything else is a filter on the past
/// action alone, so that an index can answer it.
struct HistoryExpr {
    HistoryOp op{};
    HistorySubject subject{};

    /// kAction: index in Model::actions. kForced, kViolated: a rule (or duty, kViolated). kOverdue:
    /// a duty. `subject_is_duty` tells rule from duty.
    std::uint32_t target = kNone;
    bool subject_is_duty = false;

    /// Parameter of the past action = value of the present context. For kForced, kOverdue and
    /// kViolated: parameter of the action that the rule or duty is about.
    struct Match {
        std::uint32_t parameter = kNone;
        ExprId value = kNone;
    };
    std::vector<Match> matches;

    /// `by actor`: who did it; kNone if not asked.
    ExprId by = kNone;

    /// Field or date part of the past action = value of the present one (`is` in `where`).
    struct PastMatch {
        ExprId past = kNone;   ///< in terms of the past action's parameters
        ExprId value = kNone;  ///< in terms of the present context
    };
    std::vector<PastMatch> past_matches;

    /// The rest of `where` (or of `latest … has`): only the past action and constants.
    ExprId filter = kNone;

    /// What is summed or maximised, in terms of the past action.
    ExprId measured = kNone;
    std::optional<Window> window;
};

/// An instance of a duty: the one that the context's action started, or that on a subject.
struct DutyExpr {
    std::uint32_t duty = kNone;
    ExprId subject = kNone;
    /// Parameter of the trigger that the subject is compared with.
    std::uint32_t subject_parameter = kNone;
};
struct DutyFieldExpr {
    ExprId duty = kNone;
    DutyField field{};
};

/// `submit_order.actor`, `submit_order.at` inside a liability: a property of a traced action.
struct TracedExpr {
    std::uint32_t link = 0;  ///< index in Liability::trace
    Special special{};
};

/// A record value written out: `order(number: "A1", …)`, in tests and deemed actions.
struct RecordExpr {
    std::uint32_t record = kNone;
    std::vector<std::pair<std::uint32_t, ExprId>> fields;
};

/// The value of a field before the present action changed it: `previous.order.amount`.
struct PreviousExpr {
    ExprId record = kNone;
    std::uint32_t field = kNone;
};

using ExprNode =
    std::variant<ConstantExpr, ParamExpr, VariableExpr, SpecialExpr, FieldExpr, PersonExpr,
                 DatePartExpr, HolderExpr, CallExpr, TableExpr, ParameterExpr, UnaryExpr,
                 BinaryExpr, ListExpr, MaxExpr, QuantifierExpr, HistoryExpr, DutyExpr,
                 DutyFieldExpr, TracedExpr, RecordExpr, PreviousExpr>;

struct Expr {
    ExprNode node;
    Type type;
    Span span;

    /// What people read, e.g. "order.promised" / "订单.承诺退货期".
    std::string text_en;
    std::string text_zh;
};

/// A text with interpolations in one language.
struct Template {
    std::vector<std::variant<std::string, ExprId>> pieces;
};

/// Both languages; a missing twin is the other text.
struct Message {
    Template en;
    Template zh;
    [[nodiscard]] bool empty() const { return en.pieces.empty() && zh.pieces.empty(); }
};

struct Cite {
    std::string en;
    std::string zh;
};

// ---- declarations

enum class Layer : std::uint8_t { kLaw, kIndustry, kCompany, kDepartment };

struct Rulebook {
    std::string name;
    std::string source_name;
    Language language{};
    Message title;
    Layer layer = Layer::kCompany;
    CivilDate effective_from;
    std::optional<CivilDate> effective_until;  ///< last day in force
    ExprId owner = kNone;                      ///< a person or a role
    std::string calendar;                      ///< id; empty if none
    std::string currency;                      ///< "CNY"; empty if none
    std::vector<std::string> uses;
    std::vector<Cite> cites;

    /// Offset of each line of the text, so that a place can be shown as a line; empty if unknown.
    std::vector<std::uint32_t> line_starts{};
    Span calendar_span{};
};

/// What every declaration has.
struct Heading {
    std::string id;
    std::string name;
    std::string name_zh;  ///< the Chinese spelling; falls back to `name`
    std::uint32_t rulebook = kNone;
    Message title;
    std::vector<Cite> cites;
    Span span;  ///< of the whole declaration
    Span name_span;
};

struct Role {
    Heading heading;
    std::string reports_to;  ///< a role; empty at the top
};

struct Parameter {
    std::string name;
    Type type;
    bool optional = false;
    std::string name_zh{};  ///< empty: the same as `name`
};

struct Action {
    Heading heading;
    std::vector<Parameter> parameters;
    std::vector<std::string> roles;  ///< `by`
    bool by_anyone = false;
    bool by_system = false;

    /// Parameters whose record comes into being.
    std::vector<std::uint32_t> creates;

    /// Fields that the action writes: of a record parameter.
    struct Change {
        std::uint32_t parameter = kNone;
        std::uint32_t field = kNone;
    };
    std::vector<Change> changes;

    /// The upper layer's actions that this one is, with the place of each of their parameters: a
    /// parameter here, or a field of a record parameter.
    struct Binding {
        std::uint32_t action = kNone;
        struct Place {
            std::uint32_t parameter = kNone;
            std::uint32_t field = kNone;  ///< kNone: the parameter itself
        };
        std::vector<Place> places;
    };
    std::vector<Binding> is;

    Duration tolerance{DurationKind::kExact, 5 * kMsPerMinute};

    /// Set for the actions of a process: one delivers a step, or acknowledges it (`is_receipt`);
    /// one that has no step controls the whole.
    std::uint32_t process = kNone;
    std::uint32_t step = kNone;
    bool is_receipt = false;
    ProcessControl control = ProcessControl::kNoControl;
};

struct Exception {
    std::string name;
    std::uint32_t over = kNone;  ///< index of the exception it beats
    ExprId condition = kNone;
    ExprId value = kNone;
    Cite cite;
    Span span;
};

struct Definition {
    Heading heading;
    std::vector<Parameter> parameters;
    Type type;
    ExprId value = kNone;
    std::vector<Exception> exceptions;
};

/// A parameter of a rulebook, after all settings are applied.
struct ParameterDeclaration {
    Heading heading;
    Type type;
    ExprId value = kNone;
    std::vector<ExprId> ranges;
    std::uint32_t set_by = kNone;  ///< rulebook that set it, kNone for the default
};

struct CellLimit {
    BinaryOp op{};  ///< kLess, kLessEqual, kGreater, kGreaterEqual
    ExprId value = kNone;
};
struct Cell {
    bool any = false;
    std::vector<CellLimit> limits;
    std::vector<ExprId> values;
    Span span;
};
struct TableRow {
    std::vector<Cell> cells;
    std::vector<ExprId> results;
    Span span;
};
struct TableColumn {
    std::string name;
    Type type;
    std::string name_zh{};  ///< empty: the same as `name`
};
struct Table {
    Heading heading;
    std::vector<Parameter> parameters;
    std::vector<TableColumn> columns;
    std::vector<ExprId> inputs;
    std::vector<TableRow> rows;
};

enum class Right : std::uint8_t { kPerform, kRead, kWrite };
struct Grant {
    bool allowed = true;  ///< false: `cannot`
    Right right{};
    std::vector<std::uint32_t> actions;  ///< kPerform

    /// kRead, kWrite: a record, or one field of it.
    struct Target {
        std::uint32_t record = kNone;
        std::uint32_t field = kNone;
    };
    std::vector<Target> targets;

    /// One for each action (kPerform), in terms of its parameters; kNone where there is no `if`.
    /// For kRead and kWrite at most one, whose parameter 0 is the record.
    std::vector<ExprId> conditions;
    Span span;
};
struct Permission {
    Heading heading;
    std::vector<std::string> roles;
    std::vector<Grant> grants;
    std::vector<std::uint32_t> carries;  ///< duties
    bool carries_none = false;
    Cite carries_none_reason;
    std::vector<ExprId> delegates;  ///< persons or roles; a role means any of its holders
};

enum class OutcomeLevel : std::uint8_t { kShadow, kNote, kWarn, kHold, kBlock };

struct Outcome {
    OutcomeLevel level{};
    ExprId decider = kNone;        ///< for kHold; kNone: the rulebook's owner
    ExprId answer_within = kNone;  ///< kNone: 1 working day
    Message message;
};

enum class EventKind : std::uint8_t { kAction, kForced, kOverdue, kViolated, kFulfilled, kClock };
struct Clock {
    enum class Every : std::uint8_t { kDay, kWeek, kMonth };
    Every every{};
    int weekday = 0;       ///< 0 Monday to 6 Sunday
    int day_of_month = 0;  ///< 1 to 31
    TimeOfDay time;
};

/// What starts a rule's or a duty's work. The parameters of the context are those of `action`,
/// which is kNone where a clock started everything. A duty about an upper-layer action, or about a
/// rule that became several, becomes one duty for each action, with the same `heading.id`.
struct Event {
    EventKind kind{};
    std::uint32_t action =
        kNone;                   ///< kAction; for the others: the action whose context is inherited
    std::uint32_t rule = kNone;  ///< kForced, kViolated
    std::uint32_t duty = kNone;  ///< kOverdue, kViolated, kFulfilled
    Clock clock;
    ExprId condition = kNone;
};

struct Repeated {
    int count = 0;
    Window window;
    ExprId by = kNone;  ///< in terms of the event's context
};

struct LogEffect {
    std::string name;
    std::string name_zh;
    ExprId against = kNone;
    std::optional<Decimal> points;
    Message message;
};
struct NotifyEffect {
    std::vector<ExprId> to;
    std::string level;  ///< "", "yellow", "orange", "red"
    Message message;
};
struct EscalateEffect {
    ExprId to = kNone;
    ExprId answer_within = kNone;  ///< kNone: the duty's own period
};
struct DeemEffect {
    std::uint32_t action = kNone;
    std::vector<std::pair<std::uint32_t, ExprId>> arguments;  ///< parameter, value
    ExprId from = kNone;
};
struct Effect {
    std::variant<LogEffect, NotifyEffect, EscalateEffect, DeemEffect> node;
    Span span;
};

struct EffectivePeriod {
    CivilDate from;
    std::optional<CivilDate> until;
    std::optional<OutcomeLevel> level;  ///< the stage; nothing: the rule's own level
};

struct Approval {
    std::vector<ExprId> approvers;
    bool different_persons = false;
    ExprId within = kNone;
    Message message;
};

/// A rule judges one action; a rule about an upper-layer action becomes one rule for each action
/// that is it, with the expressions rebound. `heading.id` stays the same; `action` differs.
struct Rule {
    Heading heading;
    std::vector<EffectivePeriod> effective;
    std::uint32_t action = kNone;
    ExprId condition = kNone;  ///< `if`
    std::optional<Repeated> repeated;
    std::vector<ExprId> requires_all;  ///< `require`, and `forbid` negated
    bool guarantee = false;
    ExprId unless = kNone;
    std::optional<Approval> approval;
    std::optional<Outcome> outcome;  ///< nothing: the rule only has `then`
    std::vector<Effect> then;
    std::vector<Effect> violated;
};

/// An act that a duty speaks of. `decide`: the built-in decision on the matter of the trigger.
struct Act {
    bool decide = false;
    std::uint32_t action = kNone;
    struct Match {
        std::uint32_t parameter = kNone;
        ExprId value = kNone;  ///< in terms of the duty's context
    };
    std::vector<Match> matches;
    ExprId filter = kNone;  ///< `where`, in terms of the act's parameters
    std::optional<Window> window;
};

/// At a share of the time the bearer is told, and so are others.
struct Reminder {
    int percent = 0;
    std::vector<ExprId> also;
};

/// Persons (`bearer`, `delegates`, `stand_in`, `to`, `against`, …) are expressions of type person,
/// a list of persons, or a role: a role means its holders. In a gate the bearer is the actor.
struct Duty {
    Heading heading;
    std::vector<Event> events;          ///< `when`; empty for a gate and for the duty of a step
    std::uint32_t gate_action = kNone;  ///< `before`
    std::optional<Repeated> repeated;
    ExprId unless = kNone;
    bool every_holder = false;
    ExprId bearer = kNone;    ///< person or role; kNone for a gate (the actor)
    std::string bearer_role;  ///< set if the bearer is a post
    std::vector<Act> must;
    std::vector<Act> must_not;
    ExprId within = kNone;
    ExprId within_from = kNone;
    ExprId until = kNone;
    std::vector<Reminder> reminders;        ///< each share once
    std::uint32_t suspended_from = kNone;   ///< action
    std::uint32_t suspended_until = kNone;  ///< action
    ExprId extension = kNone;
    std::uint32_t extended_when = kNone;  ///< action
    std::vector<Event> cancelled;
    std::vector<ExprId> delegates;
    std::vector<ExprId> transferees;  ///< as `delegates`; whoever accepts bears it
    ExprId excused_by = kNone;
    ExprId stand_in = kNone;
    bool absence_suspends = false;
    std::optional<Outcome> outcome;  ///< `otherwise`
    std::vector<Effect> overdue;
    std::vector<Effect> violated;
    std::vector<Effect> fulfilled;

    /// Set for the duty of a process step. The process opens it; its expressions are in terms of
    /// the action that started the process.
    std::uint32_t process = kNone;
    std::uint32_t step = kNone;
};

/// Steps are indices into the process.
struct Step {
    struct After {
        std::uint32_t step = kNone;
        ExprId condition = kNone;  ///< in terms of the action that delivers the step before
    };
    struct Return {
        std::uint32_t step = kNone;
        std::uint32_t most = 0;
        ExprId condition = kNone;  ///< in terms of the action that delivers this step
    };
    std::string name;  ///< within the process: "research", "inspection.check"
    std::string name_zh;
    Message title;
    std::vector<After> after;
    ExprId unless = kNone;
    std::uint32_t parent = kNone;  ///< the step that runs the process to which this one belongs
    std::uint32_t action = kNone;  ///< the generated action that delivers; kNone: it runs a process
    std::uint32_t duty = kNone;    ///< the generated duty
    std::uint32_t receipt = kNone;  ///< the duty to acknowledge what was handed over
    std::optional<Return> returns;
    ExprId owner = kNone;
    Span span;
};
struct Process {
    Heading heading;
    ExprId owner = kNone;
    Event event;
    std::uint32_t duty = kNone;  ///< to bring the whole to its end, where it has a deadline
    std::vector<Step> steps;
};

struct Share {
    Decimal percent;
    ExprId by = kNone;
    ExprId except_if = kNone;
    ExprId except_by = kNone;
    Span span;
};
struct Liability {
    Heading heading;
    Event event;
    ExprId subject = kNone;                         ///< a record
    std::vector<std::uint32_t> trace;               ///< actions
    std::vector<std::uint32_t> subject_parameters;  ///< of each traced action
    std::vector<Share> shares;
    std::vector<Effect> untraceable;
};

/// A name of a person, unit or role that no rulebook declares: the organisation has to know it.
struct OrganisationName {
    enum class Kind : std::uint8_t {
        kPerson,
        kActor,  ///< a person or a client system
        kUnit,
        kRole,
    };
    std::string id;
    Kind kind{};
    std::uint32_t rulebook = kNone;
    Span span;
};

// ---- tests in the language. Expressions are constants, calls of definitions, and `VariableExpr`s
// that stand for the test's records.

/// Read in the zone of the rulebook's calendar if there is no offset.
struct TestTime {
    LocalTime local;
    std::optional<std::int32_t> offset_minutes;
};

/// `given o1 is order(…)`. `slot` is what `VariableExpr`s say.
struct TestVariable {
    std::string name;
    std::string name_zh;
    std::uint32_t slot = 0;
    ExprId value = kNone;
};

/// `given li.service is 12 years`, `given li.supervisor is wang`.
struct TestAttribute {
    std::string person;
    PersonAttribute attribute{};
    ExprId value = kNone;
};

/// `given li is store_manager`
struct TestRole {
    std::string person;
    std::string role;
};

/// Whose verdict, matter or duty is meant.
struct TestTarget {
    enum class Kind : std::uint8_t { kNothing, kRule, kDuty, kAction, kPermission };
    Kind kind{};
    std::uint32_t index = kNone;  ///< in Model::rules, duties, actions or permissions
    std::string id;               ///< of the declaration
};

/// One attempt or built-in command; also `given done …`, which is an observed action.
struct TestCommand {
    enum class Kind : std::uint8_t {
        kSubmit,
        kForce,  ///< the attempt and its `force` with `reason`
        kObserve,
        kDecide,
        kClaim,
        kDelegate,
        kTransfer,
        kWithdraw,
    };
    Kind kind{};
    std::string actor;  ///< id of a person or of a client system, or "system"

    std::uint32_t action = kNone;  ///< kSubmit, kForce, kObserve, kWithdraw
    std::vector<std::pair<std::uint32_t, ExprId>> arguments;  ///< parameter, value

    TestTarget target;           ///< kDecide, kClaim, kDelegate, kTransfer: the matter or duty
    ExprId subject = kNone;      ///< of the target, if several are open
    std::uint32_t decision = 0;  ///< kDecide: ordinal in BuiltinEnum::kDecision
    std::string reason;          ///< of a force; the opinion of a decision
    std::string to;              ///< kDelegate, kTransfer: a person
    ExprId until = kNone;        ///< kDelegate: a date or timestamp
    bool given_done = false;
    TestTime at;
};

/// `at 2025-07-11 09:05`
struct TestClock {
    TestTime at;
};

struct TestFinding {
    OutcomeLevel level{};
    TestTarget from;
};
struct TestLog {
    std::string name;
    ExprId against = kNone;
};
struct TestShare {
    Decimal percent;
    ExprId by = kNone;
};
struct TestNotice {
    ExprId to = kNone;
};
struct TestCondition {
    ExprId condition = kNone;
};
struct TestExpectation {
    bool negated = false;
    std::variant<TestFinding, TestLog, TestShare, TestNotice, TestCondition> expected;
};

struct TestStep {
    std::variant<TestVariable, TestAttribute, TestRole, TestCommand, TestClock, TestExpectation>
        node;
    Span span;
};
struct Test {
    Heading heading;  ///< `title` is the test's name
    std::vector<TestStep> steps;
};

struct Model {
    std::vector<Rulebook> rulebooks;
    std::vector<Enum> enums;
    std::vector<Type> list_elements;
    std::vector<Field> fields;
    std::vector<Record> records;
    std::vector<Role> roles;
    std::vector<Action> actions;
    std::vector<ParameterDeclaration> parameters;
    std::vector<Definition> definitions;  ///< in an order in which callees come first
    std::vector<Table> tables;
    std::vector<Permission> permissions;
    std::vector<Rule> rules;
    std::vector<Duty> duties;
    std::vector<Process> processes;
    std::vector<Liability> liabilities;
    std::vector<Test> tests;
    std::vector<OrganisationName> organisation_names;
    std::vector<Expr> exprs;

    [[nodiscard]] const Expr& expr(ExprId id) const { return exprs[id]; }
};

}  // namespace onus::engine::model
