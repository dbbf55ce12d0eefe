// SPDX-License-Identifier: Apache-2.0
//
// Events of an attempt: how it was judged, what it changed, whether it broke a rule.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/ledger/since.h"
#include "engine/run/data.h"
#include "engine/run/message_event.h"
#include "engine/run/program.h"
#include "engine/run/value.h"

namespace onus::engine {

constexpr Level last_of(Level) { return Level::kBlock; }
constexpr DataKind last_of(DataKind) { return DataKind::kRedacted; }

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
    kOvertaken = 8,  ///< what it would have done was done, or is not to be done any more
};
constexpr AttemptStatus last_of(AttemptStatus) { return AttemptStatus::kOvertaken; }

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

}  // namespace onus::engine
