// SPDX-License-Identifier: Apache-2.0
#include "engine/run/state.h"

#include "engine/ledger/codec.h"

namespace onus::engine {

namespace {

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
constexpr TableId kDutiesByStart = 10;
constexpr TableId kDutiesBySubject = 11;
constexpr TableId kWatches = 12;
constexpr TableId kMatters = 13;
constexpr TableId kClocks = 14;
constexpr TableId kSteps = 15;
constexpr TableId kDossiers = 16;

// Which duties ('d') and matters ('m') are open, and which clocks ('c') run: small tables that are
// read whole, so that opening a ledger does not read every duty there ever was.
constexpr TableId kOpen = 17;

constexpr std::string_view kHeaderKey = "header";

std::uint64_t number_of(std::string_view key) {
    std::uint64_t number = 0;
    for (const char byte : key) {
        number = (number << 8U) | static_cast<unsigned char>(byte);
    }
    return number;
}

}  // namespace

std::string number_key(std::uint64_t number) {
    std::string key(8, '\0');
    for (std::size_t i = 0; i < 8; ++i) {
        key[7 - i] = static_cast<char>((number >> (8 * i)) & 0xffU);
    }
    return key;
}

std::string joined_key(std::string_view a, std::string_view b) {
    std::string key;
    key.reserve(a.size() + b.size() + 1);
    key.append(a).push_back('\0');
    key.append(b);
    return key;
}

std::string joined_key(std::string_view a, std::string_view b, std::string_view c) {
    return joined_key(joined_key(a, b), c);
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
      postings(kPostings),
      attempts(kAttempts),
      commands(kCommands),
      deeds(kDeeds),
      duties(kDuties),
      duties_by_start(kDutiesByStart),
      duties_by_subject(kDutiesBySubject),
      watches(kWatches),
      matters(kMatters),
      clocks(kClocks),
      steps(kSteps),
      dossiers(kDossiers) {}

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
    const auto attach = [&](auto&... tables) { (tables.attach(&store), ...); };
    attach(records, trails, history, postings, attempts, commands, deeds, duties, duties_by_start,
           duties_by_subject, watches, matters, clocks, steps, dossiers);
    std::vector<std::string> open;
    if (auto read = store.each_row(kOpen, [&](std::string_view key, std::string_view) {
            open.emplace_back(key);
        });
        !read) {
        return read;
    }
    for (const std::string& key : open) {
        const std::string_view rest = std::string_view(key).substr(1);
        if (key[0] == 'd') {
            refresh_duty(number_of(rest));
        } else if (key[0] == 'm') {
            refresh_matter(number_of(rest));
        } else {
            const std::size_t cut = rest.rfind('\0');
            const auto* row = clocks.find(rest);
            ONUS_CHECK(row != nullptr && cut != std::string_view::npos, "open clocks have a row");
            ClockSet clock;
            clock.declaration = std::string(rest.substr(0, cut));
            clock.trigger = static_cast<std::uint32_t>(std::stoul(std::string(rest.substr(cut + 1))));
            clock.next = row->next;
            set_clock(clock);
        }
    }
    open_changes_.clear();
    return {};
}

std::vector<RowChange> State::collect_changes() {
    std::vector<RowChange> changes;
    changes.push_back({kHeader, std::string(kHeaderKey), encode_struct(header)});
    const auto collect = [&](auto&... tables) { (tables.collect(changes), ...); };
    collect(records, trails, history, postings, attempts, commands, deeds, duties, duties_by_start,
            duties_by_subject, watches, matters, clocks, steps, dossiers);
    for (const std::string& key : open_changes_) {
        const std::string_view rest = std::string_view(key).substr(1);
        const bool open = key[0] == 'c' ? clocks.find(rest) != nullptr
                          : (key[0] == 'd' ? open_duties_.contains(number_of(rest))
                                                          : open_matters_.contains(number_of(rest)));
        changes.push_back({kOpen, key, open ? std::optional<std::string>(std::string())
                                            : std::nullopt});
    }
    open_changes_.clear();
    return changes;
}

const DutyRow* State::duty(std::uint64_t number) const { return duties.find(number_key(number)); }
const MatterRow* State::matter(std::uint64_t number) const {
    return matters.find(number_key(number));
}
const AttemptRow* State::attempt(std::uint64_t number) const {
    return attempts.find(number_key(number));
}

void State::forget_timers(TimerKind first, TimerKind, std::uint64_t number) {
    const auto found = timers_of_.find({first == TimerKind::kMatter, number});
    if (found != timers_of_.end()) {
        for (const Timer& timer : found->second) {
            timers_.erase(timer);
        }
        timers_of_.erase(found);
    }
}

void State::refresh_duty(std::uint64_t number) {
    forget_timers(TimerKind::kReminder, TimerKind::kBan, number);
    const DutyRow* row = duty(number);
    const bool open = row != nullptr && (!row->done || row->ban_open);
    if (open == open_duties_.contains(number) && !open) {
        return;
    }
    if (open ? open_duties_.insert(number).second : open_duties_.erase(number) > 0) {
        open_changes_.push_back("d" + number_key(number));
    }
    if (!open) {
        return;
    }
    std::vector<Timer> timers;
    if (!row->done && !row->suspended_at) {
        for (const Reminder& reminder : row->reminders) {
            timers.push_back({reminder.due, TimerKind::kReminder, number, reminder.percent, {}});
        }
        if (row->due && !row->overdue_at && !row->provisional) {
            timers.push_back({*row->due, TimerKind::kDuty, number, 0, {}});
        }
    }
    if (row->resumes) {
        timers.push_back({*row->resumes, TimerKind::kResume, number, 0, {}});
    }
    if (row->ban_open && row->opened.ban_ends) {
        timers.push_back({*row->opened.ban_ends, TimerKind::kBan, number, 0, {}});
    }
    timers_.insert(timers.begin(), timers.end());
    timers_of_[{false, number}] = std::move(timers);
}

void State::refresh_matter(std::uint64_t number) {
    forget_timers(TimerKind::kMatter, TimerKind::kMatter, number);
    const MatterRow* row = matter(number);
    const bool open = row != nullptr && row->open;
    if (open ? open_matters_.insert(number).second : open_matters_.erase(number) > 0) {
        open_changes_.push_back("m" + number_key(number));
    }
    if (open && row->due && !row->provisional && !row->alarm) {
        const Timer timer{*row->due, TimerKind::kMatter, number, 0, {}};
        timers_.insert(timer);
        timers_of_[{true, number}] = {timer};
    }
}

void State::set_clock(const ClockSet& clock) {
    const std::string key = joined_key(clock.declaration, std::to_string(clock.trigger));
    if (const ClockRow* row = clocks.find(key)) {
        timers_.erase({row->next, TimerKind::kClock, 0, clock.trigger, clock.declaration});
    }
    open_changes_.push_back("c" + key);
    if (!clock.next) {
        clocks.erase(key);
        return;
    }
    clocks.edit(key).next = *clock.next;
    timers_.insert({*clock.next, TimerKind::kClock, 0, clock.trigger, clock.declaration});
}

}  // namespace onus::engine
