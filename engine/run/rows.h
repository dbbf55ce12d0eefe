// SPDX-License-Identifier: Apache-2.0
//
// Rows of the state: what is remembered between commands, by table. Each describes its fields for
// the codec; the state image is made of these.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/code.h"
#include "engine/run/event.h"

namespace onus::engine {

/// What is known of one field of a record.
struct FieldMemory {
    std::string field;
    Instant at;  ///< of the action that wrote it
    Stored value;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("field", self.field);
        visit("at", self.at);
        visit("value", self.value);
    }
};

struct RecordRow {
    std::vector<FieldMemory> memory;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("memory", self.memory);
    }
};

/// An effective action on a record.
struct TrailEntry {
    std::string action;
    std::uint64_t attempt = 0;
    Instant at;
    std::string actor;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("action", self.action);
        visit("attempt", self.attempt);
        visit("at", self.at);
        visit("actor", self.actor);
    }
};

/// What happened on one local day under one key of a history index.
struct HistoryDay {
    std::int32_t day = 0;
    std::int64_t count = 0;
    Decimal sum;  ///< units of the measured value
    Decimal max;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("day", self.day);
        visit("count", self.count);
        visit("sum", self.sum);
        visit("max", self.max);
    }
};

/// Everything under one key of a history index.
struct HistoryRow {
    std::int64_t count = 0;
    Decimal sum;
    Decimal max;
    std::int32_t first_day = 0;  ///< earliest and latest local day with an event
    std::int32_t last_day = 0;
    Instant last_at;
    Stored last;  ///< measured value of the latest event
    bool overflow = false;
    std::uint64_t told = 0;  ///< events ever added; numbers the postings
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("count", self.count);
        visit("sum", self.sum);
        visit("max", self.max);
        visit("first_day", self.first_day);
        visit("last_day", self.last_day);
        visit("last_at", self.last_at);
        visit("last", self.last);
        visit("overflow", self.overflow);
        visit("told", self.told);
    }
};

/// Some neighbouring days under one key: as many as a row can hold and still be rewritten at each
/// event.
struct HistoryDaysRow {
    std::vector<HistoryDay> days;  ///< ascending
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("days", self.days);
    }
};

/// A single event, for windows that begin or end inside its day.
struct Posting {
    Instant at;
    Stored measured;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("at", self.at);
        visit("measured", self.measured);
    }
};

/// Where an event lies in the ledger.
struct EventPlace {
    std::uint64_t sequence = 0;
    std::uint32_t event = 0;  ///< place within the entry
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("sequence", self.sequence);
        visit("event", self.event);
    }
};

/// What a missed deadline brought about, and whom it is held against.
struct Consequence {
    static constexpr std::uint32_t kVersion = 2;
    std::uint64_t sequence = 0;
    std::uint32_t event = 0;
    std::string person;
    bool stands = false;  ///< whatever becomes of the duty: it has a new deadline since
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("sequence", self.sequence);
        visit("event", self.event);
        visit("person", self.person, Since{2});
        visit("stands", self.stands, Since{2});
    }
};

struct AttemptRow {
    static constexpr std::uint32_t kVersion = 2;
    Judged judged;
    std::vector<std::uint64_t> matters;
    std::vector<std::uint64_t> duties;
    Instant received;
    std::uint64_t sequence = 0;      ///< of the entry
    std::optional<Instant> settled;  ///< when it was released, refused or taken back, if it waited
    std::optional<Instant> forced;   ///< when its actor did, if that was later

    /// Whoever is warned has not done it before he says that he means it.
    [[nodiscard]] Instant done_at() const {
        return forced && judged.at < *forced ? *forced : judged.at;
    }

    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("judged", self.judged);
        visit("matters", self.matters);
        visit("duties", self.duties);
        visit("received", self.received);
        visit("sequence", self.sequence);
        visit("settled", self.settled, Since{2});
        visit("forced", self.forced, Since{2});
    }
};

/// What a command id stands for.
struct CommandRow {
    std::uint64_t sequence = 0;
    std::string digest;  ///< of the command without `received`
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("sequence", self.sequence);
        visit("digest", self.digest);
    }
};

/// How a due instant was counted: period after period, each from where the one before ended.
struct Counted {
    Instant from;
    std::vector<Duration> periods;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("from", self.from);
        visit("periods", self.periods);
    }
};

/// Whether somebody knows of what he has to do.
struct Telling {
    bool due = false;          ///< the next message to him about it is the one that tells him
    std::uint64_t notice = 0;  ///< that message; 0: he needs none
    bool missed = false;       ///< it could not be delivered
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("due", self.due);
        visit("notice", self.notice);
        visit("missed", self.missed);
    }
};

/// A time in which a duty had nobody to do it.
struct Unattended {
    Instant from;
    std::optional<Instant> until;  ///< nothing: it lasts
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("from", self.from);
        visit("until", self.until);
    }
};

struct DutyRow {
    static constexpr std::uint32_t kVersion = 6;
    DutyOpened opened;
    DutyState state{};
    bool done = false;      ///< the task is done, excused or void: nothing is due any more
    bool ban_open = false;  ///< the forbidden half still binds
    std::string bearer;     ///< who answers now
    std::string pool_role;
    std::string delegate;
    std::optional<Instant> delegate_until;
    std::optional<Instant> due;
    bool provisional = false;
    Counted counted;                      ///< behind `due`; no periods if it was not counted
    std::optional<Instant> suspended_at;  ///< since when the clock stands
    std::vector<Pause> pauses;            ///< why it does
    std::optional<Instant> resumes;
    std::vector<Reminder> reminders;  ///< still to come
    std::optional<Instant> overdue_at;
    std::string overdue_bearer;
    std::optional<Instant> closed_at;
    std::uint64_t deed = 0;
    std::uint64_t matter = 0;      ///< the review that the duty is to decide
    std::uint64_t escalation = 0;  ///< the last matter about the missed deadline
    std::uint64_t transfer = 0;    ///< the matter by which somebody is asked to take it over
    bool transferred = false;      ///< who bears it has taken it over
    std::uint64_t vacancy = 0;     ///< the matter by which somebody is asked who is to bear it
    std::uint32_t generation = 0;
    bool returned = false;  ///< an escalation gave a new deadline, which it may once
    Telling telling;        ///< of the bearer
    std::vector<Consequence> consequences;   ///< violations and log entries, for reversal
    std::vector<std::uint64_t> escalations;  ///< open matters about the missed deadline
    std::vector<Unattended> unattended;      ///< in order
    std::vector<Remembered> remembered;      ///< what history keeps of the overdue, for reversal
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("opened", self.opened);
        visit("state", self.state);
        visit("done", self.done);
        visit("ban_open", self.ban_open);
        visit("bearer", self.bearer);
        visit("pool_role", self.pool_role);
        visit("delegate", self.delegate);
        visit("delegate_until", self.delegate_until);
        visit("due", self.due);
        visit("provisional", self.provisional);
        visit("counted", self.counted);
        visit("suspended_at", self.suspended_at);
        visit("resumes", self.resumes);
        visit("reminders", self.reminders);
        visit("overdue_at", self.overdue_at);
        visit("overdue_bearer", self.overdue_bearer);
        visit("closed_at", self.closed_at);
        visit("deed", self.deed);
        visit("matter", self.matter);
        visit("escalation", self.escalation);
        visit("generation", self.generation);
        visit("returned", self.returned);
        visit("consequences", self.consequences);
        visit("remembered", self.remembered);
        visit("telling", self.telling, Since{2});
        visit("transfer", self.transfer, Since{3});
        visit("transferred", self.transferred, Since{3});
        visit("pauses", self.pauses, Since{4});
        visit("vacancy", self.vacancy, Since{5});
        visit("escalations", self.escalations, Since{6});
        visit("unattended", self.unattended, Since{6});
    }
};

/// The number of the latest duty under a key.
struct LatestDutyRow {
    std::uint64_t duty = 0;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("duty", self.duty);
    }
};

/// Who was to decide a matter, before it went on to somebody else.
struct EarlierDecider {
    std::string person;
    Instant until;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("person", self.person);
        visit("until", self.until);
    }
};

struct MatterRow {
    static constexpr std::uint32_t kVersion = 3;
    MatterOpened opened;
    bool open = true;
    std::string decider;
    std::optional<Instant> due;
    bool provisional = false;
    Instant counted_from;  ///< where the period before `due` began
    std::uint32_t level = 0;
    std::optional<Decision> decision;
    std::string opinion;
    std::string decided_by;
    std::optional<Instant> decided_at;
    bool in_time = true;
    bool alarm = false;
    std::string seen;
    Telling telling;  ///< of the decider
    std::vector<EarlierDecider> earlier;
    std::optional<Instant> ended;  ///< when it was closed, or expired
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("opened", self.opened);
        visit("open", self.open);
        visit("decider", self.decider);
        visit("due", self.due);
        visit("provisional", self.provisional);
        visit("counted_from", self.counted_from);
        visit("level", self.level);
        visit("decision", self.decision);
        visit("opinion", self.opinion);
        visit("decided_by", self.decided_by);
        visit("decided_at", self.decided_at);
        visit("in_time", self.in_time);
        visit("alarm", self.alarm);
        visit("seen", self.seen);
        visit("telling", self.telling, Since{2});
        visit("earlier", self.earlier, Since{3});
        visit("ended", self.ended, Since{3});
    }
};

/// A message that nobody knows to have come to its receiver yet.
struct UnsentRow {
    Notified notified;
    Instant received;  ///< of its entry
    EventPlace place;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("notified", self.notified);
        visit("received", self.received);
        visit("place", self.place);
    }
};

/// What is read of an entry in place of the fields that were taken out.
struct RedactionRow {
    struct Field {
        std::string name;
        std::string value;
        template <class Self, class V>
        static void fields(Self& self, V& visit) {
            visit("name", self.name);
            visit("value", self.value);
        }
    };
    std::vector<Field> replaced;  ///< by name
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("replaced", self.replaced);
    }
};

struct ClockRow {
    Instant next;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("next", self.next);
    }
};

struct StepRow {
    static constexpr std::uint32_t kVersion = 2;
    StepStatus status{};
    std::uint64_t duty = 0;
    std::uint64_t attempt = 0;
    std::vector<std::string> closed;     ///< steps before it from which the way here is not taken
    std::uint32_t returned = 0;          ///< how often work went back from here in this run
    std::vector<std::uint64_t> earlier;  ///< its duties of earlier rounds and runs
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("status", self.status);
        visit("duty", self.duty);
        visit("attempt", self.attempt);
        visit("closed", self.closed, Since{2});
        visit("returned", self.returned, Since{2});
        visit("earlier", self.earlier, Since{2});
    }
};

/// A run of a process; of several about one record the last.
struct ProcessRow {
    ProcessChanged last;
    Instant started;
    std::optional<Instant> ended;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("last", self.last);
        visit("started", self.started);
        visit("ended", self.ended);
    }
};

/// A time in which the clock of the service was in doubt.
struct DoubtRow {
    Instant from;
    Instant until;
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("from", self.from);
        visit("until", self.until);
    }
};

/// The parts of the state that are always in memory.
struct HeaderRow {
    static constexpr std::uint32_t kVersion = 3;

    Instant now;
    std::uint64_t sequence = 0;
    std::uint64_t attempt_count = 0;
    std::uint64_t duty_count = 0;
    std::uint64_t matter_count = 0;
    std::uint64_t notice_count = 0;
    bool unused = false;  ///< of an earlier version
    std::vector<Published> published;
    std::vector<GapNoted> gaps;
    std::vector<std::string> indexes;  ///< ids of the history indexes that are kept, ascending
    std::vector<std::string> watched;  ///< "action\0parameter,…": signatures of watches in use
    std::optional<Instant> doubted_since;   ///< the clock is in doubt since then
    std::vector<DoubtRow> doubts;           ///< over by now
    std::optional<Instant> delivers_since;  ///< messages since then are delivered
    template <class Self, class V>
    static void fields(Self& self, V& visit) {
        visit("now", self.now);
        visit("sequence", self.sequence);
        visit("attempt_count", self.attempt_count);
        visit("duty_count", self.duty_count);
        visit("matter_count", self.matter_count);
        visit("notice_count", self.notice_count);
        visit("unused", self.unused);
        visit("published", self.published);
        visit("gaps", self.gaps);
        visit("indexes", self.indexes);
        visit("watched", self.watched);
        visit("doubted_since", self.doubted_since, Since{2});
        visit("doubts", self.doubts, Since{2});
        visit("delivers_since", self.delivers_since, Since{3});
    }
};

}  // namespace onus::engine
