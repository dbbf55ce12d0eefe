// SPDX-License-Identifier: Apache-2.0
//
// The state: everything that earlier commands left behind and later verdicts may ask for. A fold
// over events; `apply` is the only thing that changes it, and runs no rule.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ledger/ledger_store.h"
#include "engine/run/rows.h"
#include "engine/run/table.h"
#include "grammar/base/civil.h"

namespace onus::engine {

/// What fires by itself. Ordered by (due, kind, number, part): the order in which timers fire.
enum class TimerKind : std::uint8_t {
    kReminder = 0,
    kResume = 1,   ///< a suspension by absence ends
    kDuty = 2,     ///< a deadline passes
    kBan = 3,      ///< a `must not` ends
    kMatter = 4,   ///< an answer is due
    kClock = 5,    ///< `every day at …`
};

struct Timer {
    Instant due;
    TimerKind kind{};
    std::uint64_t number = 0;  ///< duty or matter
    std::uint32_t part = 0;    ///< percent of a reminder, trigger of a clock
    std::string name;          ///< declaration of a clock

    friend auto operator<=>(const Timer&, const Timer&) = default;
};

/// Keys of tables. Numbers are written so that they sort.
[[nodiscard]] std::string number_key(std::uint64_t number);
[[nodiscard]] std::string joined_key(std::string_view a, std::string_view b);
[[nodiscard]] std::string joined_key(std::string_view a, std::string_view b, std::string_view c);

/// The canonical bytes of values, for keys of history and watches.
[[nodiscard]] std::string values_key(const std::vector<Stored>& values);

class State {
  public:
    State();
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    /// Reads the parts that are always in memory from the image in `store`, and lets the rest be
    /// read on demand. Fails if the image was written by a newer version.
    [[nodiscard]] Status load(const LedgerStore& store);

    /// Changed rows since the last call, for the commit.
    [[nodiscard]] std::vector<RowChange> collect_changes();

    HeaderRow header;
    Table<RecordRow> records;        ///< (record type, key)
    Table<TrailRow> trails;          ///< (record type, key): effective actions on it
    Table<HistoryRow> history;       ///< (index, key)
    Table<PostingsRow> postings;     ///< (index, key, day)
    Table<AttemptRow> attempts;      ///< number
    Table<CommandRow> commands;      ///< (source, id)
    Table<CommandRow> deeds;         ///< business keys of effective actions
    Table<DutyRow> duties;           ///< number
    Table<DutiesRow> duties_by_start;    ///< (declaration, attempt)
    Table<DutiesRow> duties_by_subject;  ///< (declaration, subject value)
    Table<WatchRow> watches;         ///< (action, parameters, values)
    Table<MatterRow> matters;        ///< number
    Table<ClockRow> clocks;          ///< (declaration, trigger)
    Table<StepRow> steps;            ///< (process, subject, step)
    Table<DossierRow> dossiers;      ///< person: everything against or for him

    /// Numbers of duties and matters that are open, ascending.
    [[nodiscard]] const std::set<std::uint64_t>& open_duties() const { return open_duties_; }
    [[nodiscard]] const std::set<std::uint64_t>& open_matters() const { return open_matters_; }
    [[nodiscard]] const std::set<Timer>& timers() const { return timers_; }

    [[nodiscard]] const DutyRow* duty(std::uint64_t number) const;
    [[nodiscard]] const MatterRow* matter(std::uint64_t number) const;
    [[nodiscard]] const AttemptRow* attempt(std::uint64_t number) const;

    /// Brings timers and the sets of open duties into line with one changed row. For `apply`.
    void refresh_duty(std::uint64_t number);
    void refresh_matter(std::uint64_t number);
    void set_clock(const ClockSet& clock);

  private:
    void forget_timers(TimerKind first, TimerKind last, std::uint64_t number);

    std::set<std::uint64_t> open_duties_;
    std::set<std::uint64_t> open_matters_;
    std::set<Timer> timers_;
    std::map<std::pair<bool, std::uint64_t>, std::vector<Timer>> timers_of_;
    std::vector<std::string> open_changes_;
};

/// Folds one event into the state. `sequence` and `place` say where the ledger keeps it, `received`
/// when the command of its entry came.
void apply(State& state, const Event& event, std::uint64_t sequence, std::uint32_t place,
           Instant received);

}  // namespace onus::engine
