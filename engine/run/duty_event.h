// SPDX-License-Identifier: Apache-2.0
//
// Events of a duty, and where it can be found while it is open.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/ledger/since.h"
#include "engine/run/attempt_event.h"
#include "engine/run/command.h"
#include "engine/run/value.h"
#include "grammar/base/civil.h"
#include "grammar/base/duration.h"

namespace onus::engine {

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

/// Why the clock of a duty stands. The numbers are part of the stored format.
enum class PauseCause : std::uint8_t {
    kClause = 0,   ///< `suspended from … until …`
    kProcess = 1,  ///< the owner of the process suspended the run
    kHeld = 2,     ///< what would fulfil it waits for a decision; a clock that ran out goes on
    kNobody = 3,   ///< its bearer is absent, or its post is vacant
};
constexpr PauseCause last_of(PauseCause) { return PauseCause::kNobody; }

/// It runs again when each pause has ended.
struct Pause {
    PauseCause cause{};
    std::uint64_t attempt = 0;  ///< kHeld: the one that waits
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("cause", self.cause);
        visit("attempt", self.attempt);
    }
    friend bool operator==(const Pause&, const Pause&) = default;
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
    kPauseEnded = 18,   ///< one of several: the clock still stands
    kAwaited = 19,      ///< what would fulfil it waits for a decision, and its clock has run out
};
constexpr DutyChange last_of(DutyChange) { return DutyChange::kAwaited; }

/// How a duty to decide was fulfilled.
struct DutyChanged {
    static constexpr std::uint32_t kVersion = 3;

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
    std::optional<Pause> pause;          ///< that begins or ends

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
        visit("pause", self.pause, Since{3});
    }
    friend bool operator==(const DutyChanged&, const DutyChanged&) = default;
};

}  // namespace onus::engine
