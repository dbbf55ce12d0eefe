// SPDX-License-Identifier: Apache-2.0
//
// The state: everything that earlier commands left behind and later verdicts may ask for. A fold
// over events; `apply` is the only thing that changes it, and runs no rule.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ledger/ledger_store.h"
#include "engine/run/rows.h"
#include "engine/run/sorted_table.h"
#include "engine/run/table.h"
#include "grammar/base/civil.h"

namespace onus::engine {

/// What fires by itself. Of the timers of one duty only the next one waits.
enum class TimerKind : std::uint8_t {
    kReminder = 0,
    kResume = 1,  ///< a suspension by absence ends
    kDuty = 2,    ///< a deadline passes
    kBan = 3,     ///< a `must not` ends
    kMatter = 4,  ///< an answer is due
    kClock = 5,   ///< `every day at …`
};

struct Timer {
    Instant due;
    TimerKind kind{};
    std::uint64_t number = 0;  ///< duty or matter
    std::uint32_t part = 0;    ///< percent of a reminder, trigger of a clock
    std::string name;          ///< declaration of a clock

    friend auto operator<=>(const Timer&, const Timer&) = default;
};

/// What fires next for one duty, or one matter.
[[nodiscard]] std::optional<Timer> next_timer(std::uint64_t number, const DutyRow& row);
[[nodiscard]] std::optional<Timer> next_timer(std::uint64_t number, const MatterRow& row);

/// Keys of tables. Numbers are written so that they sort.
[[nodiscard]] std::string number_key(std::uint64_t number);
[[nodiscard]] std::uint64_t number_of(std::string_view key);
[[nodiscard]] std::string instant_key(Instant instant);
[[nodiscard]] std::string joined_key(std::string_view a, std::string_view b);
[[nodiscard]] std::string joined_key(std::string_view a, std::string_view b, std::string_view c);

/// What an open duty waits for.
struct WatchHit {
    std::uint64_t duty = 0;
    WatchRole role{};
    std::uint32_t act = 0;
};

/// The end of a watch's key, of fixed length: `hit_of` is its inverse.
[[nodiscard]] std::string hit_key(const WatchHit& hit);
[[nodiscard]] WatchHit hit_of(std::string_view key);

/// Under what a duty is found when the chart changes; nothing if it would not pass on. A clock that
/// stands without an end may stand for want of a bearer, and whoever has what another left overdue
/// may keep it for whoever takes the post.
[[nodiscard]] std::vector<std::string> holder_keys(const DutyRow& row);

/// Under what an open duty or matter is found by the person for whom it waits: who bears or decides
/// it, his delegate, and for whom somebody stands in. Nothing if it is not open. `reviewed`: the
/// duty to decide the matter; null if there is none.
[[nodiscard]] std::vector<std::string> waiting_keys(const DutyRow& row);
[[nodiscard]] std::vector<std::string> waiting_keys(const MatterRow& row, const DutyRow* reviewed);

/// The canonical bytes of values, for keys of history and watches.
[[nodiscard]] std::string values_key(const std::vector<Stored>& values);

class State {
  public:
    State();
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    /// Lets rows be read from the image in `store` on demand. The store must outlive the state.
    void attach(const LedgerStore& store);

    /// Reads the part that is always in memory. Fails if the image was written by a newer version.
    [[nodiscard]] Status load(const LedgerStore& store);

    /// Changed rows since the last call, for the commit.
    [[nodiscard]] std::vector<RowChange> collect_changes();

    HeaderRow header;
    Table<RecordRow> records;              ///< (record type, key)
    SortedTable trails;                    ///< (record type, key, attempt): TrailEntry
    Table<HistoryRow> history;             ///< (index, key)
    Table<HistoryDaysRow> days;            ///< (index, key, block of days)
    SortedTable postings;                  ///< (index, key, day, at, ordinal): Posting
    Table<AttemptRow> attempts;            ///< number
    Table<CommandRow> commands;            ///< (source, id)
    Table<CommandRow> deeds;               ///< business keys of effective actions
    Table<DutyRow> duties;                 ///< number
    Table<LatestDutyRow> duty_by_start;    ///< (declaration, attempt)
    Table<LatestDutyRow> duty_by_subject;  ///< (declaration, subject value)
    SortedTable watches;             ///< (action, parameters, values), then duty, role and act
    Table<MatterRow> matters;        ///< number
    Table<ClockRow> clocks;          ///< (declaration, trigger)
    Table<StepRow> steps;            ///< (process, subject, step)
    Table<ProcessRow> runs;          ///< (process, subject)
    SortedTable dossiers;            ///< (person, sequence, place): what is held for or against him
    SortedTable holders;             ///< (holder_keys of an open duty), then its number
    SortedTable waiting;             ///< (waiting_keys of what is open), then its number
    SortedTable unsent;              ///< number of a message: UnsentRow
    Table<RedactionRow> redactions;  ///< sequence of an entry

    /// How often a value was asked for that has been taken out of the ledger. Not stored.
    mutable std::uint64_t redacted_reads = 0;

    /// Messages wait in `unsent` until they were delivered. Off in a simulation: there everybody
    /// knows at once.
    bool keeps_unsent = false;

    /// Numbers of duties and matters that are open, ascending. Reads them all: not for every
    /// command.
    [[nodiscard]] std::vector<std::uint64_t> open_duties() const;
    [[nodiscard]] std::vector<std::uint64_t> open_matters() const;
    [[nodiscard]] bool is_open_duty(std::uint64_t number) const;
    [[nodiscard]] bool is_open_matter(std::uint64_t number) const;

    /// The numbers behind `after` of what waits for a person, or of all without one, ascending,
    /// until `visit` returns false.
    using VisitNumber = std::function<bool(std::uint64_t number)>;
    void each_open_duty(std::optional<std::string_view> person, std::uint64_t after,
                        const VisitNumber& visit) const;
    void each_open_matter(std::optional<std::string_view> person, std::uint64_t after,
                          const VisitNumber& visit) const;

    /// Open matters that nobody may decide as things are.
    [[nodiscard]] std::vector<std::uint64_t> matters_of_nobody() const;

    /// Open duties that a person bears or bore first, that the pool of a role bears, and those
    /// whose clock stands without an end: see holder_keys. By number.
    [[nodiscard]] std::vector<std::uint64_t> duties_of(std::string_view person) const;
    [[nodiscard]] std::vector<std::uint64_t> duties_of_pool(std::string_view role) const;
    [[nodiscard]] std::vector<std::uint64_t> stopped_duties() const;

    /// What fires next.
    [[nodiscard]] std::optional<Timer> first_timer() const;

    /// Effective actions on a record, by number of the attempt.
    [[nodiscard]] std::vector<TrailEntry> trail(std::string_view record,
                                                std::string_view key) const;

    /// What is held for or against a person, oldest first, in entries after `after`, until `visit`
    /// returns false.
    void each_in_dossier(std::string_view person, std::uint64_t after,
                         const std::function<bool(EventPlace)>& visit) const;

    /// Messages that wait, by number, from the one after `after` on, until `visit` returns false.
    void each_unsent(std::uint64_t after, const std::function<bool(const UnsentRow&)>& visit) const;

    /// Nothing if it was delivered, or given up, or there never was one.
    [[nodiscard]] std::optional<UnsentRow> unsent_notice(std::uint64_t number) const;

    [[nodiscard]] const DutyRow* duty(std::uint64_t number) const;
    [[nodiscard]] const MatterRow* matter(std::uint64_t number) const;

    /// The duty whose performance is the decision of the matter; null if there is none.
    [[nodiscard]] const DutyRow* duty_reviewed_by(const MatterRow& row) const;
    [[nodiscard]] const AttemptRow* attempt(std::uint64_t number) const;

    /// Whether a history index may lack an event between two instants, both included, because a
    /// value was redacted before it could be counted. No `from`: since ever.
    [[nodiscard]] bool has_hole(std::string_view index, std::optional<Instant> from,
                                Instant until) const;
    void add_hole(std::string_view index, Instant at);

    /// Brings timers and the lists of what is open into line with one changed row. For `apply`.
    void refresh_duty(std::uint64_t number);
    void refresh_matter(std::uint64_t number);
    void set_clock(const ClockSet& clock);

  private:
    template <class Visit>
    void each_table(const Visit& visit);

    [[nodiscard]] std::vector<std::uint64_t> numbers_in(const SortedTable& table,
                                                        std::string_view prefix) const;
    void each_open(std::string_view kind, std::optional<std::string_view> person,
                   std::uint64_t after, const VisitNumber& visit) const;

    /// Of a store that was written before `waiting` was kept.
    void fill_waiting();

    /// Lists `key` as open with its next timer, or takes it from the list.
    void set_open(const std::string& key, bool open, const std::optional<Timer>& next);
    void start_timer(const Timer& timer);
    void stop_timer(std::string_view key);

    SortedTable open_;    ///< duty ('d') or matter ('m'): key of its next timer, if any
    SortedTable timers_;  ///< by the order in which they fire
    SortedTable holes_;   ///< (index, at)
    mutable std::optional<bool> any_hole_;  ///< nearly always none: asked of the store once
    mutable std::optional<std::optional<Timer>> first_timer_;  ///< unknown after a change
};

/// Folds one event into the state. `sequence` and `place` say where the ledger keeps it, `received`
/// when the command of its entry came.
void apply(State& state, const Event& event, std::uint64_t sequence, std::uint32_t place,
           Instant received);

}  // namespace onus::engine
