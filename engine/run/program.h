// SPDX-License-Identifier: Apache-2.0
//
// The compiled form of all rulebooks that are in force together. Immutable; made by
// engine/compile/lower.h and read by everything in engine/run.
//
// Names, fields, actions and rules are indices. Conditions are flat code (code.h). What people read
// is kept as templates in both languages and rendered later.

#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "engine/organisation/organisation.h"
#include "engine/run/code.h"
#include "engine/run/process_control.h"
#include "engine/run/value.h"
#include "engine/time/deadline.h"
#include "grammar/base/civil.h"
#include "grammar/base/decimal.h"
#include "grammar/base/duration.h"

namespace onus::engine {

inline constexpr std::uint32_t kNoIndex = UINT32_MAX;

/// A verdict's and a finding's level, in this order.
enum class Level : std::uint8_t { kPass, kShadow, kNote, kWarn, kHold, kBlock };

/// Text in both languages.
struct Bilingual {
    std::string en;
    std::string zh;
};

struct ValueType {
    ValueKind kind = ValueKind::kMissing;
    DurationKind duration{};
    std::int64_t unit_amount = 1;  ///< what a bare number means, e.g. 3,600,000 for `hours`
    std::uint32_t ref = kNoIndex;  ///< enum, record, or index in Program::list_elements
};

struct EnumInfo {
    std::string id;
    std::vector<std::string> values;
    std::vector<Bilingual> names;
};

struct FieldInfo {
    std::string name;
    Bilingual shown;
    ValueType type;
    bool key = false;
    bool optional = false;
    std::uint32_t record = kNoIndex;
    std::uint32_t slot = 0;  ///< place within the record
};

struct RecordInfo {
    std::string id;
    std::string name;
    Bilingual shown;
    std::vector<std::uint32_t> fields;
    std::uint32_t key_field = kNoIndex;  ///< index in Program::fields
};

struct ParameterInfo {
    std::string name;
    Bilingual shown;
    ValueType type;
    bool optional = false;
};

/// A text with places for values. `arguments` are the values' codes, shared by both languages.
struct MessageInfo {
    std::string id;
    using Piece = std::variant<std::string, std::uint32_t>;  ///< text, or index of an argument
    std::vector<Piece> en;
    std::vector<Piece> zh;
    std::vector<CodeId> arguments;
};

/// One comparison, as it is shown in an explanation.
struct ClauseInfo {
    Bilingual text;
    Bilingual left;
    Bilingual right;
    Comparison comparison{};

    /// The submitted values that the left and right side read directly: parameter and field slot.
    /// kNoIndex where a side is more than one value.
    std::uint32_t left_parameter = kNoIndex;
    std::uint32_t left_slot = kNoIndex;
    std::uint32_t right_parameter = kNoIndex;
    std::uint32_t right_slot = kNoIndex;
};

enum class HistorySubject : std::uint8_t { kAction, kForced, kOverdue, kViolated, kFulfilled };
enum class HistoryOp : std::uint8_t { kDone, kCount, kSum, kMax, kLatest };

/// One kept index over past events. Two questions with the same keys and filter share it.
///
/// Entries with equal `id` are one index that several actions feed, each with its own codes: an
/// upper-layer action is fed by the actions that are it. Questions name the first of them.
struct HistoryIndex {
    /// Canonical text of what is indexed; equal texts in two versions are one index.
    std::string id;
    HistorySubject subject{};

    /// Of the events that feed it; whose parameters the codes below read. kNoIndex: a clock's.
    std::uint32_t action = kNoIndex;
    std::string target;  ///< id of the rule or duty for the other subjects

    /// What must be equal. Who did it is the special kActor; kBearer where a duty is the subject.
    std::vector<CodeId> keys;
    CodeId filter = kNoCode;
    CodeId measured = kNoCode;
    std::string calendar;
};

struct HistoryQuestion {
    std::uint32_t index = kNoIndex;
    HistoryOp op{};
    bool has_window = false;
    WindowKind window{};
    bool has_length = false;  ///< the length of a kLast window lies on the stack
    std::uint32_t key_count = 0;
    ValueType result;
};

struct DefinitionInfo {
    std::string id;
    Bilingual shown;
    std::uint32_t parameter_count = 0;
    CodeId value = kNoCode;
    struct Exception {
        std::string name;
        CodeId condition = kNoCode;
        CodeId value = kNoCode;
        std::uint32_t over = kNoIndex;
        Bilingual cite;
    };
    std::vector<Exception> exceptions;
    ValueType type;
};

struct TableInfo {
    std::string id;
    Bilingual shown;
    std::uint32_t parameter_count = 0;
    std::vector<CodeId> inputs;
    struct Limit {
        Comparison comparison{};
        CodeId value = kNoCode;
    };
    struct Cell {
        bool any = false;
        std::vector<Limit> limits;
        std::vector<CodeId> values;
    };
    struct Row {
        std::vector<Cell> cells;
        std::vector<CodeId> results;
    };
    std::vector<Row> rows;
};

struct OutcomeInfo {
    Level level{};
    CodeId decider = kNoCode;
    CodeId answer_within = kNoCode;
    std::uint32_t message = kNoIndex;
};

struct Stage {
    CivilDate from;
    std::optional<CivilDate> until;  ///< last day
    std::optional<Level> level;
};

struct RepeatedInfo {
    std::int64_t count = 0;
    HistoryQuestion question;  ///< counts earlier events
    CodeId by = kNoCode;
    CodeId length = kNoCode;
};

struct LogEffect {
    std::string name;
    Bilingual shown;
    CodeId against = kNoCode;
    std::optional<Decimal> points;
    std::uint32_t message = kNoIndex;
};
struct NotifyEffect {
    std::vector<CodeId> to;
    std::string level;
    std::uint32_t message = kNoIndex;
};
struct EscalateEffect {
    CodeId to = kNoCode;
    CodeId answer_within = kNoCode;
};
struct DeemEffect {
    std::uint32_t action = kNoIndex;
    std::vector<std::pair<std::uint32_t, CodeId>> arguments;
    CodeId from = kNoCode;
};
using EffectInfo = std::variant<LogEffect, NotifyEffect, EscalateEffect, DeemEffect>;

/// Equality that must hold for a rule to apply at all: lets whole groups of rules be passed over.
struct Discriminator {
    std::uint32_t parameter = kNoIndex;
    std::uint32_t slot = kNoIndex;  ///< field of a record parameter; kNoIndex: the parameter itself
    std::string value;              ///< id of the enum value
};

/// What is judged when an action is attempted: a rule, or a duty with `before`.
struct Gate {
    std::string id;
    Bilingual title;
    Bilingual cite;
    std::uint32_t rulebook = kNoIndex;
    std::uint32_t action = kNoIndex;
    bool is_duty = false;
    std::vector<Stage> stages;
    CodeId condition = kNoCode;
    CodeId unless = kNoCode;
    std::optional<RepeatedInfo> repeated;
    std::vector<CodeId> requires_all;
    std::optional<OutcomeInfo> outcome;
    std::vector<CodeId> approvers;
    bool different_persons = false;
    CodeId approval_within = kNoCode;
    std::uint32_t approval_message = kNoIndex;
    std::vector<EffectInfo> then;
    std::vector<EffectInfo> violated;
    std::optional<Discriminator> discriminator;
    std::string place;  ///< "retail.onus:30", where a person finds the text
};

enum class EventKind : std::uint8_t { kAction, kForced, kOverdue, kViolated, kFulfilled, kClock };

struct ClockInfo {
    enum class Every : std::uint8_t { kDay, kWeek, kMonth };
    Every every{};
    int weekday = 0;
    int day_of_month = 0;
    TimeOfDay time;
};

struct TriggerInfo {
    EventKind kind{};
    std::uint32_t action = kNoIndex;  ///< whose parameters the context has
    std::string target;               ///< id of the rule or duty
    ClockInfo clock;
    CodeId condition = kNoCode;
};

struct ActInfo {
    bool decide = false;
    std::uint32_t action = kNoIndex;
    struct Match {
        std::uint32_t parameter = kNoIndex;
        CodeId value = kNoCode;
    };
    std::vector<Match> matches;
    CodeId filter = kNoCode;
};

/// At a share of the time the bearer is told, and so are others.
struct ReminderInfo {
    int percent = 0;
    std::vector<CodeId> also;
};

struct DutyInfo {
    std::string id;
    std::string name;
    Bilingual title;
    Bilingual shown;
    Bilingual cite;
    std::uint32_t rulebook = kNoIndex;
    std::vector<TriggerInfo> triggers;
    std::optional<RepeatedInfo> repeated;
    CodeId unless = kNoCode;
    bool every_holder = false;
    CodeId bearer = kNoCode;
    std::string bearer_role;
    std::vector<ActInfo> must;
    std::vector<ActInfo> must_not;
    CodeId within = kNoCode;
    CodeId within_from = kNoCode;
    CodeId until = kNoCode;
    std::vector<ReminderInfo> reminders;  ///< each share once
    std::uint32_t suspended_from = kNoIndex;
    std::uint32_t suspended_until = kNoIndex;
    CodeId extension = kNoCode;
    std::uint32_t extended_when = kNoIndex;
    std::vector<TriggerInfo> cancelled;
    std::vector<CodeId> delegates;
    std::vector<CodeId> transferees;
    CodeId excused_by = kNoCode;
    CodeId stand_in = kNoCode;
    bool absence_suspends = false;
    std::optional<OutcomeInfo> outcome;
    std::vector<EffectInfo> overdue;
    std::vector<EffectInfo> violated;
    std::vector<EffectInfo> fulfilled;
    std::uint32_t process = kNoIndex;
    std::uint32_t step = kNoIndex;
    std::string place;
};

struct GrantInfo {
    bool allowed = true;
    std::vector<std::string> roles;
    CodeId condition = kNoCode;  ///< in terms of the action's parameters
    std::uint32_t permission = kNoIndex;
};

struct FieldGrant {
    bool allowed = true;
    bool write = false;
    std::uint32_t record = kNoIndex;
    std::uint32_t field = kNoIndex;  ///< kNoIndex: every field
    std::vector<std::string> roles;
    CodeId condition = kNoCode;
    std::uint32_t permission = kNoIndex;
};

struct PermissionInfo {
    std::string id;
    Bilingual title;
    Bilingual cite;
    std::vector<std::string> roles;
    std::vector<std::uint32_t> actions;
    std::vector<std::uint32_t> carries;
    Bilingual carries_none_reason;
    std::vector<CodeId> delegates;  ///< who may act for a holder: persons, or roles
    std::string place;
};

/// What the passing of time alone does to a verdict.
enum class TimeReach : std::uint8_t {
    kNone,     ///< nothing
    kDays,     ///< `today`, windows in days, stages of a rule: it may turn with the day
    kMoments,  ///< `now`, windows in hours: it may turn at any moment
};

struct ActionInfo {
    std::string id;
    std::string name;
    Bilingual shown;
    std::uint32_t rulebook = kNoIndex;
    std::vector<ParameterInfo> parameters;
    std::vector<std::string> roles;
    bool by_anyone = false;
    bool by_system = false;
    std::vector<std::uint32_t> creates;
    struct Change {
        std::uint32_t parameter = kNoIndex;
        std::uint32_t field = kNoIndex;
    };
    std::vector<Change> changes;
    Duration tolerance;

    /// Set for the actions of a process: one delivers a step, or acknowledges it; one that has no
    /// step controls the whole.
    std::uint32_t process = kNoIndex;
    std::uint32_t step = kNoIndex;
    bool is_receipt = false;
    ProcessControl control = ProcessControl::kNoControl;

    // ---- dispatch, filled by the lowering
    std::vector<std::uint32_t> gates;  ///< without a discriminator
    /// Gates by the value of one shared equality test: (parameter, slot) and value id to gates.
    struct Branch {
        std::uint32_t parameter = kNoIndex;
        std::uint32_t slot = kNoIndex;
        std::unordered_map<std::string_view, std::vector<std::uint32_t>> gates;
    };
    std::vector<Branch> branches;
    std::vector<GrantInfo> grants;       ///< permissions that mention the action
    std::vector<std::uint32_t> history;  ///< indexes that its events feed
    std::vector<std::pair<std::uint32_t, std::uint32_t>> duties;  ///< duty, trigger
    std::vector<std::uint32_t> liabilities;
    std::vector<std::uint32_t> processes;  ///< that it starts
    TimeReach time_reach = TimeReach::kNone;
};

/// Steps are indices into their process.
struct StepInfo {
    struct After {
        std::uint32_t step = kNoIndex;
        CodeId condition = kNoCode;  ///< in terms of the action that delivers the step before
    };
    struct Return {
        std::uint32_t step = kNoIndex;
        std::uint32_t most = 0;
        CodeId condition = kNoCode;  ///< in terms of the action that delivers this step
    };
    std::string name;
    Bilingual title;
    std::vector<After> after;
    std::optional<Return> returns;
    CodeId unless = kNoCode;
    std::uint32_t parent = kNoIndex;  ///< the step that runs the process of this one
    std::uint32_t action = kNoIndex;  ///< kNoIndex: it runs a process
    std::uint32_t duty = kNoIndex;
    std::uint32_t receipt = kNoIndex;  ///< the duty to acknowledge what was handed over
    CodeId owner = kNoCode;
};
struct ProcessInfo {
    std::string id;
    Bilingual title;
    std::uint32_t rulebook = kNoIndex;
    CodeId owner = kNoCode;
    TriggerInfo trigger;
    std::uint32_t duty = kNoIndex;     ///< to bring the whole to its end
    std::uint32_t subject = kNoIndex;  ///< parameter of the starting action
    std::vector<StepInfo> steps;
};

struct ShareInfo {
    Decimal percent;
    CodeId by = kNoCode;
    CodeId except_if = kNoCode;
    CodeId except_by = kNoCode;
    Bilingual text;  ///< the path, as people read it
};
struct LiabilityInfo {
    std::string id;
    Bilingual title;
    Bilingual cite;
    std::uint32_t rulebook = kNoIndex;
    TriggerInfo trigger;
    CodeId subject = kNoCode;
    std::vector<std::uint32_t> trace;
    std::vector<std::uint32_t> subject_parameters;
    std::vector<ShareInfo> shares;
    std::vector<EffectInfo> untraceable;
    std::string place;
};

struct RulebookInfo {
    std::string name;
    Bilingual title;
    std::uint8_t layer = 2;  ///< 0 law, 1 industry, 2 company, 3 department
    CivilDate effective_from;
    std::optional<CivilDate> effective_until;
    CodeId owner = kNoCode;
    std::string calendar;
    std::string currency;
};

struct Program {
    Program() = default;
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    /// SHA-256 of the semantics, hexadecimal: no positions, no texts, declarations sorted by id.
    std::string hash;

    std::vector<Instruction> code;
    std::vector<std::uint32_t> code_begin;  ///< by CodeId
    std::vector<Value> constants;
    std::deque<std::string> texts;  ///< what constants point to
    std::vector<std::string> names;

    std::vector<EnumInfo> enums;
    std::vector<FieldInfo> fields;
    std::vector<RecordInfo> records;
    std::vector<ValueType> list_elements;
    std::vector<MessageInfo> messages;
    std::vector<ClauseInfo> clauses;
    std::vector<HistoryIndex> indexes;
    std::vector<HistoryQuestion> questions;
    std::vector<DefinitionInfo> definitions;
    std::vector<TableInfo> tables;
    std::vector<RulebookInfo> rulebooks;
    std::vector<ActionInfo> actions;
    std::vector<Gate> gates;
    std::vector<DutyInfo> duties;
    std::vector<PermissionInfo> permissions;
    std::vector<FieldGrant> field_grants;
    std::vector<ProcessInfo> processes;
    std::vector<LiabilityInfo> liabilities;
    ReportingLines lines;

    /// By id of a rule or duty: the indexes that forcing, violating or missing it feeds.
    std::map<std::string, std::vector<std::uint32_t>, std::less<>> history_of;

    /// Duties that a clock starts.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> clock_duties;

    std::map<std::string, std::uint32_t, std::less<>> action_by_name;  ///< by name and by id
    std::map<std::string, std::uint32_t, std::less<>> duty_by_id;      ///< by name and by id
    std::map<std::string, std::uint32_t, std::less<>> gate_by_id;      ///< the first of an id
    std::map<std::string, std::uint32_t, std::less<>> record_by_id;
    std::map<std::string, std::uint32_t, std::less<>> message_by_id;
    std::map<std::string, Bilingual, std::less<>> shown_by_id;  ///< any declaration

    [[nodiscard]] std::optional<std::uint32_t> find_action(std::string_view name) const;

    /// By id; null if there is none.
    [[nodiscard]] const ProcessInfo* find_process(std::string_view id) const;
};

}  // namespace onus::engine
