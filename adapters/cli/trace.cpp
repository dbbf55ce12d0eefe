// SPDX-License-Identifier: Apache-2.0
//
// The case of a record: every action on it, what followed, and the proposed shares.

#include <ostream>
#include <set>

#include "adapters/cli/commands.h"
#include "adapters/cli/opened.h"
#include "adapters/json/event_json.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/digits.h"

namespace onus::adapters {
namespace {

/// Entries that are read to find what followed; more would keep a person waiting.
constexpr std::uint64_t kFollowedMax = 100'000;

class Case {
  public:
    Case(const Console& console, const Opened& opened)
        : console_(console),
          session_(opened.workspace->session()),
          narrator_(opened.narrator(console)) {}

    /// False: nothing is known of the record.
    [[nodiscard]] Result<bool> add_record(const std::string& record, const std::string& key);
    [[nodiscard]] Result<bool> add_records_of(std::uint64_t attempt);

    /// Adds what became of the duties and matters of the case: decisions, levels climbed, alarms.
    [[nodiscard]] Status follow();

    [[nodiscard]] Status print() const;

  private:
    [[nodiscard]] bool concerns(const engine::Event& event);
    [[nodiscard]] std::optional<std::string> record_id(const std::string& word) const;
    void add_attempt(std::uint64_t number);
    void add_duty(std::uint64_t number);

    const Console& console_;
    const engine::Session& session_;
    Narrator narrator_;
    std::set<std::uint64_t> entries_;  ///< of the ledger, in order
    std::set<std::uint64_t> attempts_;
    std::set<std::uint64_t> duties_;
    std::set<std::uint64_t> matters_;

    /// The first entry that was left out for its distance; 0: none.
    std::uint64_t unread_from_ = 0;
};

/// "order" and "订单" both mean "retail_returns.order".
std::optional<std::string> Case::record_id(const std::string& word) const {
    for (const auto& epoch : session_.world().epochs()) {
        if (epoch.program == nullptr) {
            continue;
        }
        for (const engine::RecordInfo& record : epoch.program->records) {
            if (word == record.id || word == record.name || word == record.shown.zh) {
                return record.id;
            }
        }
    }
    return std::nullopt;
}

void Case::add_duty(std::uint64_t number) {
    const engine::DutyRow* const duty = session_.state().duty(number);
    if (duty == nullptr) {
        return;
    }
    duties_.insert(number);
    for (const engine::EventPlace& entry : duty->consequences) {
        entries_.insert(entry.sequence);
    }
}

void Case::add_attempt(std::uint64_t number) {
    const engine::AttemptRow* const attempt = session_.state().attempt(number);
    if (attempt == nullptr || !attempts_.insert(number).second) {
        return;
    }
    entries_.insert(attempt->sequence);
    matters_.insert(attempt->matters.begin(), attempt->matters.end());
    for (const std::uint64_t duty : attempt->duties) {
        add_duty(duty);
    }
}

Result<bool> Case::add_record(const std::string& record, const std::string& key) {
    const std::optional<std::string> id = record_id(record);
    if (!id) {
        return false;
    }
    const std::vector<engine::TrailEntry> trail = session_.state().trail(*id, key);
    if (trail.empty()) {
        return false;
    }
    for (const engine::TrailEntry& entry : trail) {
        add_attempt(entry.attempt);
    }
    return true;
}

Result<bool> Case::add_records_of(std::uint64_t attempt) {
    const engine::AttemptRow* const row = session_.state().attempt(attempt);
    if (row == nullptr) {
        return false;
    }
    add_attempt(attempt);
    const Result<engine::Reply> reply = session_.reply_of(row->sequence);
    if (!reply) {
        return tl::make_unexpected(reply.error());
    }
    for (const engine::Event& event : reply->events) {
        const auto* const effect = std::get_if<engine::TookEffect>(&event);
        if (effect == nullptr) {
            continue;
        }
        for (const engine::RecordName& record : effect->records) {
            if (Result<bool> added = add_record(record.record, record.key); !added) {
                return added;
            }
        }
    }
    return true;
}

/// Matters come one from the other: those of the case's attempts and duties belong to it.
bool Case::concerns(const engine::Event& event) {
    if (const auto* const opened = std::get_if<engine::MatterOpened>(&event)) {
        const bool ours = matters_.contains(opened->matter) ||
                          (opened->duty != 0 && duties_.contains(opened->duty)) ||
                          (opened->attempt != 0 && attempts_.contains(opened->attempt));
        if (ours) {
            matters_.insert(opened->matter);
        }
        return ours;
    }
    if (const auto* const changed = std::get_if<engine::MatterChanged>(&event)) {
        return matters_.contains(changed->matter);
    }
    const auto* const changed = std::get_if<engine::DutyChanged>(&event);
    return changed != nullptr && changed->change != engine::DutyChange::kReminded &&
           duties_.contains(changed->duty);
}

Status Case::follow() {
    if (entries_.empty() || (duties_.empty() && matters_.empty())) {
        return {};
    }
    const std::uint64_t last = session_.state().header.sequence;
    const std::uint64_t first = *entries_.begin();
    for (std::uint64_t sequence = first; sequence <= last; ++sequence) {
        if (sequence - first >= kFollowedMax) {
            unread_from_ = sequence;
            return {};
        }
        const Result<engine::Reply> reply = session_.reply_of(sequence);
        if (!reply) {
            return tl::make_unexpected(reply.error());
        }
        for (const engine::Event& event : reply->events) {
            if (concerns(event)) {
                entries_.insert(sequence);
            }
        }
    }
    return {};
}

Status Case::print() const {
    for (const std::uint64_t sequence : entries_) {
        const Result<engine::Reply> reply = session_.reply_of(sequence);
        if (!reply) {
            return tl::make_unexpected(reply.error());
        }
        if (console_.json) {
            const engine::Program* const program = session_.world().program_at(reply->received);
            console_.print(to_data(*reply, narrator_.context(program, reply->received)));
        } else {
            console_.out << narrator_.reply(*reply);
        }
    }
    if (unread_from_ != 0 && !console_.json) {
        console_.out << console_.say("What followed was read up to entry ",
                                     "后续情况只读取到台账第")
                     << unread_from_ - 1 << console_.say(" of the ledger.\n", "条记录。\n");
    }
    const engine::State& state = session_.state();
    for (const std::uint64_t number : attempts_) {
        for (const std::uint64_t duty_number : state.attempt(number)->duties) {
            const engine::DutyRow* const duty = state.duty(duty_number);
            if (duty != nullptr && !console_.json) {
                console_.out << narrator_.duty_in_the_end(*duty);
            }
        }
    }
    return {};
}

}  // namespace

Exit run_trace(const Console& console, const Arguments& arguments) {
    const bool by_attempt = arguments.words.size() == 1;
    const std::optional<std::uint64_t> attempt = whole_number(arguments.words[0]);
    if (by_attempt && !attempt) {
        return console.fail(failure(DiagnosticKind::kUsageWordMissing, {"trace", "KEY"}).value());
    }
    const Opened opened = open_workspace(console, arguments, LedgerUse::kRead);
    if (opened.workspace == nullptr) {
        return opened.exit;
    }
    Case found(console, opened);
    const Result<bool> known = by_attempt
                                   ? found.add_records_of(*attempt)
                                   : found.add_record(arguments.words[0], arguments.words[1]);
    if (!known) {
        return console.fail(known.error());
    }
    if (!*known) {
        return console.fail(
            failure(by_attempt ? DiagnosticKind::kAttemptUnknown : DiagnosticKind::kRecordUnknown,
                    arguments.words)
                .value());
    }
    Status printed = found.follow();
    if (printed) {
        printed = found.print();
    }
    return printed ? Exit::kEffective : console.fail(printed.error());
}

}  // namespace onus::adapters
