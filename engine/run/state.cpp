// SPDX-License-Identifier: Apache-2.0
#include "engine/run/state.h"

#include "engine/ledger/codec.h"
#include "engine/process/runs.h"

namespace onus::engine {

namespace {

/// Turned, negative numbers sort before positive ones.
constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63U;

// Table numbers are part of the stored image and never reused.
constexpr TableId kHeader = 1;
constexpr TableId kRecords = 2;
constexpr TableId kTrails = 3;
constexpr TableId kHistory = 4;
constexpr TableId kPostings = 5;
constexpr TableId kAttempts = 6;
constexpr TableId kCommands = 7;
constexpr TableId kDeeds = 8;
constexpr TableId kDuties = 9;
constexpr TableId kDutyByStart = 10;
constexpr TableId kDutyBySubject = 11;
constexpr TableId kWatches = 12;
constexpr TableId kMatters = 13;
constexpr TableId kClocks = 14;
constexpr TableId kSteps = 15;
constexpr TableId kDossiers = 16;

constexpr TableId kOpen = 17;
constexpr TableId kTimers = 18;
constexpr TableId kDays = 19;
constexpr TableId kHolders = 20;
constexpr TableId kUnsent = 21;
constexpr TableId kRedactions = 22;
constexpr TableId kHoles = 23;
constexpr TableId kRuns = kRunsTable;
constexpr TableId kWaiting = 25;

constexpr std::string_view kHeaderKey = "header";

/// Says that `waiting` is kept.
constexpr std::string_view kKept = "kept";

constexpr std::size_t kNumberSize = 8;

const std::string kDutyPrefix = "d";
const std::string kMatterPrefix = "m";

// Of the holders of a duty.
constexpr std::string_view kPersonPrefix = "p";
constexpr std::string_view kPoolPrefix = "r";
constexpr std::string_view kStoppedPrefix = "s";

std::string holder_key(std::string_view kind, std::string_view id) {
    return std::string(kind) + joined_key(id, {});
}

/// Bytes that sort as timers fire: by (due, kind, number, part, name).
std::string timer_key(const Timer& timer) {
    return instant_key(timer.due) + static_cast<char>(timer.kind) + number_key(timer.number) +
           number_key(timer.part) + timer.name;
}

Timer timer_of(std::string_view key) {
    const auto number_at = [&](std::size_t at) { return number_of(key.substr(at, kNumberSize)); };
    Timer timer;
    timer.due = Instant{static_cast<std::int64_t>(number_at(0) ^ kSignBit)};
    timer.kind = static_cast<TimerKind>(key[kNumberSize]);
    timer.number = number_at(kNumberSize + 1);
    timer.part = static_cast<std::uint32_t>(number_at(2 * kNumberSize + 1));
    timer.name = key.substr(3 * kNumberSize + 1);
    return timer;
}

void consider(std::optional<Timer>& next, Timer timer) {
    if (!next || timer < *next) {
        next = std::move(timer);
    }
}

}  // namespace

std::optional<Timer> next_timer(std::uint64_t number, const DutyRow& row) {
    std::optional<Timer> next;
    if (!row.done && !row.suspended_at) {
        for (const Reminder& reminder : row.reminders) {
            consider(next, {reminder.due, TimerKind::kReminder, number, reminder.percent, {}});
        }
        if (row.due && !row.overdue_at && !row.provisional) {
            consider(next, {*row.due, TimerKind::kDuty, number, 0, {}});
        }
    }
    if (row.resumes) {
        consider(next, {*row.resumes, TimerKind::kResume, number, 0, {}});
    }
    if (row.ban_open && row.opened.ban_ends) {
        consider(next, {*row.opened.ban_ends, TimerKind::kBan, number, 0, {}});
    }
    return next;
}

std::optional<Timer> next_timer(std::uint64_t number, const MatterRow& row) {
    const bool runs = row.open && row.due && !row.provisional && !row.alarm;
    return runs ? std::optional(Timer{*row.due, TimerKind::kMatter, number, 0, {}}) : std::nullopt;
}

std::uint64_t number_of(std::string_view key) {
    std::uint64_t number = 0;
    for (const char byte : key) {
        number = (number << 8U) | static_cast<unsigned char>(byte);
    }
    return number;
}

std::string number_key(std::uint64_t number) {
    std::string key(8, '\0');
    for (std::size_t i = 0; i < 8; ++i) {
        key[7 - i] = static_cast<char>((number >> (8 * i)) & 0xffU);
    }
    return key;
}

std::string instant_key(Instant instant) {
    return number_key(static_cast<std::uint64_t>(instant.ms) ^ kSignBit);
}

std::string joined_key(std::string_view a, std::string_view b) {
    std::string key;
    key.reserve(a.size() + b.size() + 1);
    key.append(a).push_back('\0');
    key.append(b);
    return key;
}

std::string joined_key(std::string_view a, std::string_view b, std::string_view c) {
    std::string key;
    key.reserve(a.size() + b.size() + c.size() + 2);
    key.append(a).push_back('\0');
    key.append(b).push_back('\0');
    key.append(c);
    return key;
}

std::vector<std::string> holder_keys(const DutyRow& row) {
    if (row.done) {
        return {};
    }
    std::vector<std::string> keys{holder_key(kPersonPrefix, row.bearer)};
    // A stand-in stands in for one person only.
    if (!row.opened.stand_in_for.empty()) {
        return keys;
    }
    if (row.opened.bearer != row.bearer) {
        keys.push_back(holder_key(kPersonPrefix, row.opened.bearer));
    }
    if (!row.pool_role.empty()) {
        keys.push_back(holder_key(kPoolPrefix, row.pool_role));
    }
    const bool kept_for_another = row.overdue_at && row.bearer != row.overdue_bearer;
    if ((row.suspended_at && !row.resumes) || kept_for_another) {
        keys.push_back(holder_key(kStoppedPrefix, {}));
    }
    return keys;
}

std::string hit_key(const WatchHit& hit) {
    return number_key(hit.duty) + static_cast<char>(hit.role) + number_key(hit.act);
}

WatchHit hit_of(std::string_view key) {
    return {number_of(key.substr(0, kNumberSize)), static_cast<WatchRole>(key[kNumberSize]),
            static_cast<std::uint32_t>(number_of(key.substr(kNumberSize + 1)))};
}

std::string values_key(const std::vector<Stored>& values) {
    Writer writer;
    for (const Stored& value : values) {
        writer.unsigned_number(static_cast<std::uint64_t>(value.kind));
        // The rank of an enum value may change between versions; its id does not.
        const Int128 units = value.kind == ValueKind::kEnum ? Int128{0} : value.number.units();
        writer.signed_number(static_cast<std::int64_t>(units / Decimal::kScale));
        writer.signed_number(static_cast<std::int64_t>(units % Decimal::kScale));
        writer.bytes(value.text);
    }
    return writer.take();
}

State::State()
    : records(kRecords),
      trails(kTrails),
      history(kHistory),
      days(kDays),
      postings(kPostings),
      attempts(kAttempts),
      commands(kCommands),
      deeds(kDeeds),
      duties(kDuties),
      duty_by_start(kDutyByStart),
      duty_by_subject(kDutyBySubject),
      watches(kWatches),
      matters(kMatters),
      clocks(kClocks),
      steps(kSteps),
      runs(kRuns),
      dossiers(kDossiers),
      holders(kHolders),
      waiting(kWaiting),
      unsent(kUnsent),
      redactions(kRedactions),
      open_(kOpen),
      timers_(kTimers),
      holes_(kHoles) {
    waiting.put(std::string(kKept));
}

template <class Visit>
void State::each_table(const Visit& visit) {
    visit(records);
    visit(trails);
    visit(history);
    visit(days);
    visit(postings);
    visit(attempts);
    visit(commands);
    visit(deeds);
    visit(duties);
    visit(duty_by_start);
    visit(duty_by_subject);
    visit(watches);
    visit(matters);
    visit(clocks);
    visit(steps);
    visit(runs);
    visit(dossiers);
    visit(holders);
    visit(waiting);
    visit(unsent);
    visit(redactions);
    visit(open_);
    visit(timers_);
    visit(holes_);
}

void State::attach(const LedgerStore& store) {
    each_table([&](auto& table) { table.attach(&store); });
}

Status State::load(const LedgerStore& store) {
    const auto bytes = store.row(kHeader, kHeaderKey);
    if (!bytes) {
        return tl::make_unexpected(bytes.error());
    }
    if (bytes->has_value()) {
        auto row = decode_struct<HeaderRow>(**bytes);
        if (!row) {
            return tl::make_unexpected(row.error());
        }
        header = std::move(*row);
    }
    attach(store);
    const auto kept = store.row(kWaiting, kKept);
    if (!kept) {
        return tl::make_unexpected(kept.error());
    }
    if (!kept->has_value()) {
        fill_waiting();
    }
    return {};
}

std::vector<RowChange> State::collect_changes() {
    std::vector<RowChange> changes;
    changes.push_back({kHeader, std::string(kHeaderKey), encode_struct(header)});
    each_table([&](auto& table) { table.collect(changes); });
    return changes;
}

const DutyRow* State::duty(std::uint64_t number) const { return duties.find(number_key(number)); }
const MatterRow* State::matter(std::uint64_t number) const {
    return matters.find(number_key(number));
}
const AttemptRow* State::attempt(std::uint64_t number) const {
    return attempts.find(number_key(number));
}

std::vector<TrailEntry> State::trail(std::string_view record, std::string_view key) const {
    std::vector<TrailEntry> entries;
    trails.each(joined_key(record, key, {}), [&](std::string_view, std::string_view bytes) {
        entries.push_back(decode_row<TrailEntry>(bytes));
        return true;
    });
    return entries;
}

void State::each_in_dossier(std::string_view person, std::uint64_t after,
                            const std::function<bool(EventPlace)>& visit) const {
    const std::string prefix = joined_key(person, {});
    dossiers.each(prefix, [&](std::string_view key, std::string_view) {
        const std::string_view place = key.substr(prefix.size());
        const std::uint64_t sequence = number_of(place.substr(0, kNumberSize));
        const auto event = static_cast<std::uint32_t>(number_of(place.substr(kNumberSize)));
        return sequence <= after || visit({sequence, event});
    });
}

void State::each_unsent(std::uint64_t after,
                        const std::function<bool(const UnsentRow&)>& visit) const {
    unsent.each({}, [&](std::string_view key, std::string_view bytes) {
        return number_of(key) <= after || visit(decode_row<UnsentRow>(bytes));
    });
}

std::optional<UnsentRow> State::unsent_notice(std::uint64_t number) const {
    const auto bytes = unsent.find(number_key(number));
    return bytes ? std::optional(decode_row<UnsentRow>(*bytes)) : std::nullopt;
}

std::vector<std::uint64_t> State::numbers_in(const SortedTable& table,
                                             std::string_view prefix) const {
    std::vector<std::uint64_t> numbers;
    table.each(prefix, [&](std::string_view key, std::string_view) {
        numbers.push_back(number_of(key.substr(prefix.size())));
        return true;
    });
    return numbers;
}

std::vector<std::uint64_t> State::open_duties() const { return numbers_in(open_, kDutyPrefix); }
std::vector<std::uint64_t> State::open_matters() const { return numbers_in(open_, kMatterPrefix); }

std::vector<std::uint64_t> State::duties_of(std::string_view person) const {
    return numbers_in(holders, holder_key(kPersonPrefix, person));
}
std::vector<std::uint64_t> State::duties_of_pool(std::string_view role) const {
    return numbers_in(holders, holder_key(kPoolPrefix, role));
}
std::vector<std::uint64_t> State::stopped_duties() const {
    return numbers_in(holders, holder_key(kStoppedPrefix, {}));
}

bool State::is_open_duty(std::uint64_t number) const {
    return open_.find(kDutyPrefix + number_key(number)).has_value();
}
bool State::is_open_matter(std::uint64_t number) const {
    return open_.find(kMatterPrefix + number_key(number)).has_value();
}

bool State::has_hole(std::string_view index, std::optional<Instant> from, Instant until) const {
    if (!any_hole_) {
        any_hole_ = false;
        holes_.each({}, [this](std::string_view, std::string_view) {
            any_hole_ = true;
            return false;
        });
    }
    if (!*any_hole_) {
        return false;
    }
    const std::string prefix = joined_key(index, {});
    const std::string first = from ? prefix + instant_key(*from) : prefix;
    const std::string last = prefix + instant_key(until);
    bool found = false;
    holes_.each(prefix, [&](std::string_view key, std::string_view) {
        found = first <= key && key <= last;
        return !found && key <= last;
    });
    return found;
}

void State::add_hole(std::string_view index, Instant at) {
    holes_.put(joined_key(index, instant_key(at)));
    any_hole_ = true;
}

std::optional<Timer> State::first_timer() const {
    if (!first_timer_) {
        first_timer_.emplace();
        timers_.each({}, [&](std::string_view key, std::string_view) {
            *first_timer_ = timer_of(key);
            return false;
        });
    }
    return *first_timer_;
}

void State::start_timer(const Timer& timer) {
    timers_.put(timer_key(timer));
    first_timer_.reset();
}

void State::stop_timer(std::string_view key) {
    timers_.erase(key);
    first_timer_.reset();
}

void State::set_open(const std::string& key, bool open, const std::optional<Timer>& next) {
    const std::string next_key = next ? timer_key(*next) : std::string();
    const std::optional<std::string> before = open_.find(key);
    if (before && !before->empty() && *before != next_key) {
        stop_timer(*before);
    }
    if (next && before != next_key) {
        start_timer(*next);
    }
    if (open && before != next_key) {
        open_.put(key, next_key);
    } else if (!open && before) {
        open_.erase(key);
    }
}

void State::refresh_duty(std::uint64_t number) {
    const DutyRow* row = duty(number);
    const bool open = row != nullptr && (!row->done || row->ban_open);
    set_open(kDutyPrefix + number_key(number), open,
             open ? next_timer(number, *row) : std::nullopt);
}

void State::refresh_matter(std::uint64_t number) {
    const MatterRow* row = matter(number);
    const bool open = row != nullptr && row->open;
    set_open(kMatterPrefix + number_key(number), open,
             open ? next_timer(number, *row) : std::nullopt);
}

void State::set_clock(const ClockSet& clock) {
    const std::string key = joined_key(clock.declaration, std::to_string(clock.trigger));
    if (const ClockRow* row = clocks.find(key)) {
        stop_timer(timer_key({row->next, TimerKind::kClock, 0, clock.trigger, clock.declaration}));
    }
    if (!clock.next) {
        clocks.erase(key);
        return;
    }
    clocks.edit(key).next = *clock.next;
    start_timer({*clock.next, TimerKind::kClock, 0, clock.trigger, clock.declaration});
}

}  // namespace onus::engine
