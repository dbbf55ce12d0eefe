// SPDX-License-Identifier: Apache-2.0
//
// Events: what one command brought about. The state is a fold over them; the ledger keeps them.
// They name declarations by their ids, persons and records by theirs, so that they outlive every
// program.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/ledger/since.h"
#include "engine/run/command.h"
#include "engine/run/program.h"
#include "engine/run/value.h"
#include "grammar/base/civil.h"
#include "grammar/base/duration.h"

namespace onus::engine {

constexpr Level last_of(Level) { return Level::kBlock; }
constexpr ValueKind last_of(ValueKind) { return ValueKind::kDuty; }
constexpr DataKind last_of(DataKind) { return DataKind::kRedacted; }

/// A text of the program with the values that fill it: rendered on reading, in either language.
struct Text {
    std::string id;  ///< of a MessageInfo, or of a built-in text (run/texts.def)
    std::vector<Stored> arguments;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("id", self.id);
        visit("arguments", self.arguments);
    }
    friend bool operator==(const Text&, const Text&) = default;
};

/// One comparison that decided a finding.
struct Reason {
    std::uint32_t clause = 0;  ///< in the program whose hash the entry names
    Stored left;
    Stored right;
    bool holds = false;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("clause", self.clause);
        visit("left", self.left);
        visit("right", self.right);
        visit("holds", self.holds);
    }
    friend bool operator==(const Reason&, const Reason&) = default;
};

/// What freed a finding from stopping the attempt.
enum class Discharge : std::uint8_t { kNone = 0, kForce = 1, kDecision = 2, kObserved = 3 };
constexpr Discharge last_of(Discharge) { return Discharge::kObserved; }

/// The result of one rule in one verdict.
struct Finding {
    std::string rule;  ///< id of the rule, duty or permission; empty for the engine's own
    std::string kind;  ///< slug from findings.def: "requirement", "needs_approval", …
    Level level{};
    Text text;
    std::vector<Reason> reasons;
    std::string decider;  ///< for a hold: the person who must decide
    Discharge discharge{};

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("rule", self.rule);
        visit("kind", self.kind);
        visit("level", self.level);
        visit("text", self.text);
        visit("reasons", self.reasons);
        visit("decider", self.decider);
        visit("discharge", self.discharge);
    }
    friend bool operator==(const Finding&, const Finding&) = default;
};

enum class AttemptStatus : std::uint8_t {
    kRefused = 0,
    kEffective = 1,
    kHeld = 2,
    kReleased = 3,
    kRejected = 4,
    kReturned = 5,
    kExpired = 6,
    kWithdrawn = 7,
};
constexpr AttemptStatus last_of(AttemptStatus) { return AttemptStatus::kWithdrawn; }

/// Whether values beyond the one that was found pass as well.
enum class Beyond : std::uint8_t { kUnknown = 0, kOrLess = 1, kOrMore = 2 };
constexpr Beyond last_of(Beyond) { return Beyond::kOrMore; }

/// One value of the payload, and what it would have to be.
struct ChangedValue {
    std::string parameter;
    std::string field;  ///< of the record; empty where the parameter itself is the value
    Stored from;
    Stored to;

    /// Judged again too: the next value and one far beyond. Only where one value is changed.
    Beyond beyond{};

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("parameter", self.parameter);
        visit("field", self.field);
        visit("from", self.from);
        visit("to", self.to);
        visit("beyond", self.beyond);
    }
    friend bool operator==(const ChangedValue&, const ChangedValue&) = default;
};

/// What would make an attempt take effect (engine/run/explain.h), as its actor was told.
struct Remedy {
    /// The smallest change after which the verdict is a pass or a note: fewest values, then least
    /// distance. Empty if none was found.
    std::vector<ChangedValue> change;
    std::vector<std::string> acts;      ///< that the unmet duties ask for first, by action id
    std::vector<std::string> deciders;  ///< persons whose decision would free it

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("change", self.change);
        visit("acts", self.acts);
        visit("deciders", self.deciders);
    }
    friend bool operator==(const Remedy&, const Remedy&) = default;
};

/// The verdict on an attempt. Attempts have numbers of their own, from 1.
struct Judged {
    std::uint64_t attempt = 0;
    std::string action;
    std::string actor;
    std::string principal;
    Instant at;
    AttemptStatus status{};
    Level verdict{};
    std::vector<Finding> findings;
    std::string reason;  ///< of the force
    bool observed = false;
    Data payload;
    std::string program;  ///< hash of the version that judged
    std::string source;   ///< client that sent it

    /// Of a submission that did not take effect.
    std::optional<Remedy> remedy;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("attempt", self.attempt);
        visit("action", self.action);
        visit("actor", self.actor);
        visit("principal", self.principal);
        visit("at", self.at);
        visit("status", self.status);
        visit("verdict", self.verdict);
        visit("findings", self.findings);
        visit("reason", self.reason);
        visit("observed", self.observed);
        visit("payload", self.payload);
        visit("program", self.program);
        visit("source", self.source);
        visit("remedy", self.remedy);
    }
    friend bool operator==(const Judged&, const Judged&) = default;
};

/// One field of a record before and after.
struct Written {
    std::string record;  ///< id of the record type
    std::string key;
    std::string field;
    Stored before;
    Stored after;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("record", self.record);
        visit("key", self.key);
        visit("field", self.field);
        visit("before", self.before);
        visit("after", self.after);
    }
    friend bool operator==(const Written&, const Written&) = default;
};

/// One addition to a history index. `key` is its canonical bytes.
struct Remembered {
    /// In place of the day: whether, or under which key, this was to count could not be told any
    /// more, since a value was redacted.
    static constexpr std::int32_t kNoDay = INT32_MIN;

    std::string index;
    std::string key;
    std::int32_t day = 0;  ///< local date in the index's calendar
    Stored measured;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("index", self.index);
        visit("key", self.key);
        visit("day", self.day);
        visit("measured", self.measured);
    }
    friend bool operator==(const Remembered&, const Remembered&) = default;
};

/// A record by its type and key.
struct RecordName {
    std::string record;
    std::string key;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("record", self.record);
        visit("key", self.key);
    }
    friend bool operator==(const RecordName&, const RecordName&) = default;
};

/// The attempt became an action.
struct TookEffect {
    std::uint64_t attempt = 0;
    std::string action;
    std::string actor;
    Instant at;
    std::vector<Written> written;
    std::vector<Remembered> remembered;
    std::vector<RecordName> records;  ///< that the action is about
    std::string deed;  ///< source, action, business key and revision, if the command had a key

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("attempt", self.attempt);
        visit("action", self.action);
        visit("actor", self.actor);
        visit("at", self.at);
        visit("written", self.written);
        visit("remembered", self.remembered);
        visit("records", self.records);
        visit("deed", self.deed);
    }
    friend bool operator==(const TookEffect&, const TookEffect&) = default;
};

/// The attempt's state changed later: released, rejected, returned, expired, withdrawn, or one of
/// its findings was discharged.
struct AttemptChanged {
    std::uint64_t attempt = 0;
    AttemptStatus status{};
    std::vector<Finding> findings;
    std::string reason;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("attempt", self.attempt);
        visit("status", self.status);
        visit("findings", self.findings);
        visit("reason", self.reason);
    }
    friend bool operator==(const AttemptChanged&, const AttemptChanged&) = default;
};

/// How somebody came short. The numbers are part of the stored format.
enum class ViolationKind : std::uint8_t {
    kDirect = 0,             ///< did what a rule flags
    kNotPerformed = 1,       ///< a duty's deadline passed
    kBreached = 2,           ///< did what a duty forbids
    kApprovedKnowingly = 3,  ///< let a forced action stand
    kUnanswered = 4,         ///< left a matter undecided
};
constexpr ViolationKind last_of(ViolationKind) { return ViolationKind::kUnanswered; }

/// A ledger event against a person.
struct Violation {
    ViolationKind kind{};
    std::string rule;  ///< rule or duty
    std::string person;
    std::uint64_t attempt = 0;
    std::uint64_t duty = 0;
    std::uint64_t matter = 0;
    bool observed = false;
    std::string department;
    std::vector<Remembered> remembered;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("kind", self.kind);
        visit("rule", self.rule);
        visit("person", self.person);
        visit("attempt", self.attempt);
        visit("duty", self.duty);
        visit("matter", self.matter);
        visit("observed", self.observed);
        visit("department", self.department);
        visit("remembered", self.remembered);
    }
    friend bool operator==(const Violation&, const Violation&) = default;
};

/// `log NAME against PERSON +n points`
struct Logged {
    std::string name;
    std::string person;
    std::string declaration;
    std::optional<Decimal> points;
    Text text;
    std::uint64_t attempt = 0;
    std::uint64_t duty = 0;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("name", self.name);
        visit("person", self.person);
        visit("declaration", self.declaration);
        visit("points", self.points);
        visit("text", self.text);
        visit("attempt", self.attempt);
        visit("duty", self.duty);
    }
    friend bool operator==(const Logged&, const Logged&) = default;
};

/// A message to one person; the outbox reads these. `number` is its own.
struct Notified {
    std::uint64_t number = 0;
    std::string person;
    std::string level;  ///< "", "yellow", "orange", "red"
    std::string declaration;
    Text text;
    std::uint64_t attempt = 0;
    std::uint64_t duty = 0;
    std::uint64_t matter = 0;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("number", self.number);
        visit("person", self.person);
        visit("level", self.level);
        visit("declaration", self.declaration);
        visit("text", self.text);
        visit("attempt", self.attempt);
        visit("duty", self.duty);
        visit("matter", self.matter);
    }
    friend bool operator==(const Notified&, const Notified&) = default;
};

/// Where an open duty can be found: by an act that would fulfil, breach, suspend, extend or cancel
/// it.
enum class WatchRole : std::uint8_t {
    kFulfil = 0,
    kBreach = 1,
    kSuspend = 2,
    kResume = 3,
    kExtend = 4,
    kCancel = 5,
};
constexpr WatchRole last_of(WatchRole) { return WatchRole::kCancel; }

struct Watch {
    WatchRole role{};
    std::string action;
    std::uint32_t act = 0;                ///< which of the duty's acts or events
    std::vector<std::string> parameters;  ///< of the act, that must match
    std::vector<Stored> values;           ///< what they must equal, in order
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("role", self.role);
        visit("action", self.action);
        visit("act", self.act);
        visit("parameters", self.parameters);
        visit("values", self.values);
    }
    friend bool operator==(const Watch&, const Watch&) = default;
};

struct Reminder {
    std::uint32_t percent = 0;
    Instant due;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("percent", self.percent);
        visit("due", self.due);
    }
    friend bool operator==(const Reminder&, const Reminder&) = default;
};

struct DutyOpened {
    std::uint64_t duty = 0;
    std::string declaration;
    std::string program;        ///< hash of the version under which it lives
    std::uint64_t attempt = 0;  ///< that started it, 0 for a clock
    std::uint64_t parent = 0;   ///< the duty whose event started it
    std::string occasion;       ///< text that makes the start unique: clock instant, step, round
    std::string bearer;         ///< the person who answers
    std::string pool_role;      ///< set while nobody of the post has claimed it
    std::string stand_in_for;   ///< the absent person for whom the bearer stands in
    Instant opened;
    Instant start;
    std::optional<Duration> period;
    std::optional<Instant> due;
    bool provisional = false;
    std::optional<Instant> ban_ends;
    std::vector<Reminder> reminders;
    std::vector<Watch> watches;
    std::vector<Stored> subjects;  ///< one for each parameter of the trigger's action
    bool suspended = false;
    std::optional<Instant> resumes;  ///< when a suspension by absence ends

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("duty", self.duty);
        visit("declaration", self.declaration);
        visit("program", self.program);
        visit("attempt", self.attempt);
        visit("parent", self.parent);
        visit("occasion", self.occasion);
        visit("bearer", self.bearer);
        visit("pool_role", self.pool_role);
        visit("stand_in_for", self.stand_in_for);
        visit("opened", self.opened);
        visit("start", self.start);
        visit("period", self.period);
        visit("due", self.due);
        visit("provisional", self.provisional);
        visit("ban_ends", self.ban_ends);
        visit("reminders", self.reminders);
        visit("watches", self.watches);
        visit("subjects", self.subjects);
        visit("suspended", self.suspended);
        visit("resumes", self.resumes);
    }
    friend bool operator==(const DutyOpened&, const DutyOpened&) = default;
};

enum class DutyChange : std::uint8_t {
    kReminded = 0,
    kOverdue = 1,
    kFulfilled = 2,
    kBreached = 3,
    kExcused = 4,
    kVoid = 5,
    kSuspended = 6,
    kResumed = 7,
    kExtended = 8,
    kReassigned = 9,
    kClaimed = 10,
    kDelegated = 11,
    kSettled = 12,
    kReturned = 13,
    kReversed = 14,  ///< a late fact showed that it was done in time
    kBanEnded = 15,
    kMoved = 16,        ///< the deadline fell into a time in which the system did not run
    kTransferred = 17,  ///< whom the bearer asked has accepted
};
constexpr DutyChange last_of(DutyChange) { return DutyChange::kTransferred; }

/// How a duty to decide was fulfilled.
struct DutyChanged {
    static constexpr std::uint32_t kVersion = 2;

    std::uint64_t duty = 0;
    DutyChange change{};
    Instant at;                 ///< of the deed
    std::string person;         ///< who did it; the new bearer
    std::uint64_t attempt = 0;  ///< the deed
    std::optional<Decision> decision;
    std::uint32_t percent = 0;  ///< of the reminder
    bool in_time = true;
    std::optional<Instant> due;
    bool provisional = false;
    std::vector<Reminder> reminders;
    std::string reason;

    /// How `due` was counted, where it is a new one: so that it can be settled when the calendar of
    /// its year is published.
    Instant counted_from;
    std::optional<Duration> period;

    std::vector<Remembered> remembered;  ///< of a duty that was fulfilled

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("duty", self.duty);
        visit("change", self.change);
        visit("at", self.at);
        visit("person", self.person);
        visit("attempt", self.attempt);
        visit("decision", self.decision);
        visit("percent", self.percent);
        visit("in_time", self.in_time);
        visit("due", self.due);
        visit("provisional", self.provisional);
        visit("reminders", self.reminders);
        visit("reason", self.reason);
        visit("counted_from", self.counted_from);
        visit("period", self.period);
        visit("remembered", self.remembered, Since{2});
    }
    friend bool operator==(const DutyChanged&, const DutyChanged&) = default;
};

enum class MatterKind : std::uint8_t {
    kHold = 0,        ///< an attempt waits
    kReview = 1,      ///< a forced action, decided by a duty's bearer
    kEscalation = 2,  ///< an overdue duty
    kConflict = 3,    ///< rules that cannot be evaluated
    kVacancy = 4,     ///< a consequence without a bearer
    kMisfit = 5,      ///< a rulebook does not fit the organisation or a calendar any more
    kLiability = 6,   ///< proposed shares, which nobody owes before they are confirmed
    kTransfer = 7,    ///< a duty that its bearer asks somebody to take over
};
constexpr MatterKind last_of(MatterKind) { return MatterKind::kTransfer; }

struct MatterOpened {
    static constexpr std::uint32_t kVersion = 2;

    std::uint64_t matter = 0;
    MatterKind kind{};
    std::string declaration;   ///< the rule or duty it is about
    std::string finding_kind;  ///< of the held finding
    std::uint64_t attempt = 0;
    std::uint64_t duty = 0;
    std::string decider;
    std::string asked;  ///< whom the rule named, if a stand-in decides for him
    Instant opened;
    std::optional<Duration> period;
    std::optional<Instant> due;
    std::uint32_t level = 0;
    Text text;
    std::string seen;                  ///< digest of the values that the held finding read
    bool provisional = false;          ///< `due` lies in a year whose calendar is not published
    std::vector<std::string> bearers;  ///< of the proposed shares: none of them decides

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("matter", self.matter);
        visit("kind", self.kind);
        visit("declaration", self.declaration);
        visit("finding_kind", self.finding_kind);
        visit("attempt", self.attempt);
        visit("duty", self.duty);
        visit("decider", self.decider);
        visit("asked", self.asked);
        visit("opened", self.opened);
        visit("period", self.period);
        visit("due", self.due);
        visit("level", self.level);
        visit("text", self.text);
        visit("seen", self.seen);
        visit("provisional", self.provisional);
        visit("bearers", self.bearers, Since{2});
    }
    friend bool operator==(const MatterOpened&, const MatterOpened&) = default;
};

enum class MatterChange : std::uint8_t {
    kDecided = 0,
    kClimbed = 1,
    kExpired = 2,
    kClosed = 3,
    kAlarm = 4,
    kSettled = 5,  ///< the calendar that its `due` waited for was published
    kMoved = 6,    ///< its `due` fell into a time in which the system did not run
    kRests = 7,    ///< nobody answered: it stays open, and nothing follows from that
};
constexpr MatterChange last_of(MatterChange) { return MatterChange::kRests; }

struct MatterChanged {
    std::uint64_t matter = 0;
    MatterChange change{};
    Instant at;
    std::string person;  ///< who decided, or who must decide now
    std::string principal;
    std::optional<Decision> decision;
    std::string opinion;
    bool in_time = true;
    std::uint32_t level = 0;
    std::optional<Instant> due;
    bool provisional = false;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("matter", self.matter);
        visit("change", self.change);
        visit("at", self.at);
        visit("person", self.person);
        visit("principal", self.principal);
        visit("decision", self.decision);
        visit("opinion", self.opinion);
        visit("in_time", self.in_time);
        visit("level", self.level);
        visit("due", self.due);
        visit("provisional", self.provisional);
    }
    friend bool operator==(const MatterChanged&, const MatterChanged&) = default;
};

struct ChainLink {
    std::string action;
    std::uint64_t attempt = 0;  ///< 0: there is none
    std::string actor;
    Instant at;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("action", self.action);
        visit("attempt", self.attempt);
        visit("actor", self.actor);
        visit("at", self.at);
    }
    friend bool operator==(const ChainLink&, const ChainLink&) = default;
};

struct AssignedShare {
    Decimal percent;
    std::string person;                ///< empty: unassigned, never redistributed
    std::vector<std::uint32_t> lines;  ///< which `share` lines it is made of
    std::vector<std::uint32_t> moved;  ///< those among them moved by their `except`
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("percent", self.percent);
        visit("person", self.person);
        visit("lines", self.lines);
        visit("moved", self.moved);
    }
    friend bool operator==(const AssignedShare&, const AssignedShare&) = default;
};

/// A proposal, until a person confirms it.
struct LiabilityProposed {
    std::string declaration;
    std::uint64_t attempt = 0;  ///< what set it off
    std::string subject;
    std::vector<ChainLink> chain;
    std::vector<std::uint64_t> duties;  ///< that the shares asked about
    std::vector<AssignedShare> shares;
    bool untraceable = false;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("declaration", self.declaration);
        visit("attempt", self.attempt);
        visit("subject", self.subject);
        visit("chain", self.chain);
        visit("duties", self.duties);
        visit("shares", self.shares);
        visit("untraceable", self.untraceable);
    }
    friend bool operator==(const LiabilityProposed&, const LiabilityProposed&) = default;
};

struct Published {
    PublishedKind kind{};
    std::string id;  ///< rulebook set, organisation or calendar
    std::array<std::uint8_t, 32> hash{};
    Instant from;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("kind", self.kind);
        visit("id", self.id);
        visit("hash", self.hash);
        visit("from", self.from);
    }
    friend bool operator==(const Published&, const Published&) = default;
};

/// The command could not be carried out; nothing else happened. `code` is a diagnostic's.
struct Declined {
    std::string code;
    std::vector<std::string> arguments;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("code", self.code);
        visit("arguments", self.arguments);
    }
    friend bool operator==(const Declined&, const Declined&) = default;
};

/// The next occurrence of a clock that starts duties; nothing if its duty is no longer in force.
struct ClockSet {
    std::string declaration;
    std::uint32_t trigger = 0;
    std::optional<Instant> next;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("declaration", self.declaration);
        visit("trigger", self.trigger);
        visit("next", self.next);
    }
    friend bool operator==(const ClockSet&, const ClockSet&) = default;
};

/// A time in which the system, or a source, did not run.
struct GapNoted {
    Instant from;
    Instant until;
    std::string source;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("from", self.from);
        visit("until", self.until);
        visit("source", self.source);
    }
    friend bool operator==(const GapNoted&, const GapNoted&) = default;
};

/// `kNotTaken`: the process went another way. `kCancelled`: it was open when the run was cancelled.
enum class StepStatus : std::uint8_t {
    kNone = 0,
    kOpen = 1,
    kDelivered = 2,
    kSkipped = 3,
    kNotTaken = 4,
    kCancelled = 5,
};
constexpr StepStatus last_of(StepStatus) { return StepStatus::kCancelled; }

/// A step of a running process was opened, delivered, skipped, passed by, or is to be done again.
struct StepChanged {
    std::string process;
    std::string subject;  ///< key of the record that the instance is about
    std::string step;
    StepStatus status{};
    std::uint64_t duty = 0;
    std::uint64_t attempt = 0;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("process", self.process);
        visit("subject", self.subject);
        visit("step", self.step);
        visit("status", self.status);
        visit("duty", self.duty);
        visit("attempt", self.attempt);
    }
    friend bool operator==(const StepChanged&, const StepChanged&) = default;
};

/// What a step delivered decided that the way from it to another is not taken.
struct PathClosed {
    std::string process;
    std::string subject;
    std::string step;  ///< that is not reached this way
    std::string from;
    std::uint64_t attempt = 0;  ///< that started the run
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("process", self.process);
        visit("subject", self.subject);
        visit("step", self.step);
        visit("from", self.from);
        visit("attempt", self.attempt);
    }
    friend bool operator==(const PathClosed&, const PathClosed&) = default;
};

/// Work goes back from a step to one before it, for the `count`th time; 0 when a run begins.
struct StepReturned {
    std::string process;
    std::string subject;
    std::string step;
    std::uint32_t count = 0;
    std::uint64_t attempt = 0;  ///< that started the run
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("process", self.process);
        visit("subject", self.subject);
        visit("step", self.step);
        visit("count", self.count);
        visit("attempt", self.attempt);
    }
    friend bool operator==(const StepReturned&, const StepReturned&) = default;
};

enum class ProcessStatus : std::uint8_t {
    kRunning = 0,
    kSuspended = 1,
    kEnded = 2,
    kCancelled = 3
};
constexpr ProcessStatus last_of(ProcessStatus) { return ProcessStatus::kCancelled; }

/// A run of a process began, was suspended or resumed, came to its end or was cancelled.
struct ProcessChanged {
    std::string process;
    std::string subject;  ///< key of the record that it is about
    ProcessStatus status{};
    std::string program;        ///< hash of the version under which it runs
    std::uint64_t attempt = 0;  ///< that started it
    std::uint64_t duty = 0;     ///< its owner's, to bring it to its end
    Instant at;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("process", self.process);
        visit("subject", self.subject);
        visit("status", self.status);
        visit("program", self.program);
        visit("attempt", self.attempt);
        visit("duty", self.duty);
        visit("at", self.at);
    }
    friend bool operator==(const ProcessChanged&, const ProcessChanged&) = default;
};

/// An earlier event against a person does not hold: a late fact, or a decision. The entry stays.
struct Reversed {
    std::uint64_t sequence = 0;
    std::uint32_t place = 0;
    std::string person;
    std::uint64_t duty = 0;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("sequence", self.sequence);
        visit("place", self.place);
        visit("person", self.person);
        visit("duty", self.duty);
    }
    friend bool operator==(const Reversed&, const Reversed&) = default;
};

/// A message came to its receiver, or could not. Nothing more is tried.
struct NoticeClosed {
    std::uint64_t notice = 0;
    bool reached = false;
    std::string person;  ///< its receiver
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("notice", self.notice);
        visit("reached", self.reached);
        visit("person", self.person);
    }
    friend bool operator==(const NoticeClosed&, const NoticeClosed&) = default;
};

/// The clock of the service is in doubt from now on, or is trusted again.
struct ClockDoubted {
    bool suspect = false;
    Instant since;  ///< when the doubt began
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("suspect", self.suspect);
        visit("since", self.since);
    }
    friend bool operator==(const ClockDoubted&, const ClockDoubted&) = default;
};

/// Messages are delivered from now on, those since an instant; or none are any more.
struct DeliveryChanged {
    std::optional<Instant> since;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("since", self.since);
    }
    friend bool operator==(const DeliveryChanged&, const DeliveryChanged&) = default;
};

/// A field of an earlier entry was taken out: only its commitment is left there.
struct Redacted {
    std::uint64_t entry = 0;
    std::string field;  ///< its whole name

    /// What is read in its place: the value's bytes, without what was taken out. Empty: nothing.
    std::string instead;

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("entry", self.entry);
        visit("field", self.field);
        visit("instead", self.instead);
    }
    friend bool operator==(const Redacted&, const Redacted&) = default;
};

/// The order is part of the stored format; new alternatives go to the end.
using Event =
    std::variant<Judged, TookEffect, AttemptChanged, Violation, Logged, Notified, DutyOpened,
                 DutyChanged, MatterOpened, MatterChanged, LiabilityProposed, Published, Declined,
                 ClockSet, GapNoted, StepChanged, Reversed, NoticeClosed, ClockDoubted,
                 DeliveryChanged, Redacted, PathClosed, StepReturned, ProcessChanged>;

using Events = std::vector<Event>;

}  // namespace onus::engine
