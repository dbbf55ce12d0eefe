// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/history/history.h"
#include "engine/run/fold.h"
#include "engine/run/state.h"

namespace onus::engine {

namespace {

std::string watch_signature(const Watch& watch) {
    std::string signature = watch.action;
    signature.push_back('\0');
    for (const std::string& parameter : watch.parameters) {
        signature += parameter + ",";
    }
    return signature;
}

std::string watch_key(const Watch& watch, std::uint64_t duty) {
    return joined_key(watch_signature(watch), values_key(watch.values)) +
           hit_key({duty, watch.role, watch.act});
}

class Apply {
  public:
    Apply(State& state, std::uint64_t sequence, std::uint32_t place, Instant received)
        : state_(state), sequence_(sequence), place_(place), received_(received) {}

    void operator()(const Judged& judged) const {
        HeaderRow& header = state_.header;
        header.attempt_count = std::max(header.attempt_count, judged.attempt);
        AttemptRow row = open_row(judged);
        row.received = received_;
        row.sequence = sequence_;
        state_.attempts.edit(number_key(judged.attempt)) = std::move(row);
        file(judged.actor);
    }

    void operator()(const TookEffect& effect) const {
        for (const Written& written : effect.written) {
            write(written, effect.at);
        }
        for (const Remembered& remembered : effect.remembered) {
            remember(state_, remembered, effect.at);
        }
        for (const RecordName& record : effect.records) {
            state_.trails.put(
                joined_key(record.record, record.key, number_key(effect.attempt)),
                encode_struct(TrailEntry{effect.action, effect.attempt, effect.at, effect.actor}));
        }
        if (!effect.deed.empty()) {
            state_.deeds.edit(effect.deed).sequence = effect.attempt;
        }
    }

    void operator()(const AttemptChanged& changed) const {
        fold(state_.attempts.edit(number_key(changed.attempt)), changed, received_);
    }

    void operator()(const Violation& violation) const {
        // What somebody did counts from the deed, what he left undone from when that was found.
        const AttemptRow* deed = violation.duty == 0 ? state_.attempt(violation.attempt) : nullptr;
        const Instant at = deed == nullptr ? received_ : deed->judged.at;
        for (const Remembered& remembered : violation.remembered) {
            remember(state_, remembered, at);
        }
        if (violation.kind == ViolationKind::kNotPerformed) {
            state_.duties.edit(number_key(violation.duty)).remembered = violation.remembered;
        }
        file(violation.person);
        if (violation.kind != ViolationKind::kBreached) {
            note_consequence(violation.duty, violation.person);
        }
    }

    void operator()(const Logged& logged) const {
        file(logged.person);
        note_consequence(logged.duty, logged.person);
    }

    void operator()(const Notified& notified) const {
        state_.header.notice_count = std::max(state_.header.notice_count, notified.number);
        if (state_.keeps_unsent) {
            state_.unsent.put(number_key(notified.number),
                              encode_struct(UnsentRow{notified, received_, {sequence_, place_}}));
            note_telling(notified);
        }
        file(notified.person);
    }

    void operator()(const DutyOpened& opened) const {
        const std::string key = number_key(opened.duty);
        state_.header.duty_count = std::max(state_.header.duty_count, opened.duty);
        DutyRow row = open_row(opened);
        move(state_.holders, {}, holder_keys(row), key);
        move(state_.waiting, {}, waiting_keys(row), key);
        state_.duties.edit(key) = std::move(row);
        state_.duty_by_start.edit(joined_key(opened.declaration, number_key(opened.attempt))).duty =
            opened.duty;
        for (const Stored& subject : opened.subjects) {
            state_.duty_by_subject.edit(joined_key(opened.declaration, values_key({subject})))
                .duty = opened.duty;
        }
        for (const Watch& watch : opened.watches) {
            state_.watches.put(watch_key(watch, opened.duty));
            auto& watched = state_.header.watched;
            const std::string signature = watch_signature(watch);
            const auto at = std::lower_bound(watched.begin(), watched.end(), signature);
            if (at == watched.end() || *at != signature) {
                watched.insert(at, signature);
            }
        }
        if (opened.attempt != 0) {
            state_.attempts.edit(number_key(opened.attempt)).duties.push_back(opened.duty);
        }
        state_.refresh_duty(opened.duty);
        file(opened.bearer);
    }

    void operator()(const DutyChanged& changed) const {
        const std::string key = number_key(changed.duty);
        DutyRow& row = state_.duties.edit(key);
        const std::vector<std::string> before = holder_keys(row);
        const std::vector<std::string> waited = waiting_keys(row);
        const MatterRow* const review = row.matter == 0 ? nullptr : state_.matter(row.matter);
        const std::vector<std::string> review_waited = waiting_of(review);
        const std::string bearer = row.bearer;
        if (changed.change == DutyChange::kReversed && row.overdue_at) {
            for (const Remembered& remembered : row.remembered) {
                forget(state_, remembered, *row.overdue_at);
            }
        }
        fold(row, changed);
        for (const Remembered& remembered : changed.remembered) {
            remember(state_, remembered, changed.at);
        }
        if (row.bearer != bearer) {
            pass_review(row);
        }
        move(state_.holders, before, holder_keys(row), key);
        move(state_.waiting, waited, waiting_keys(row), key);
        if (review != nullptr) {
            move(state_.waiting, review_waited, waiting_of(review), number_key(row.matter));
        }
        if (row.done && !row.ban_open) {
            for (const Watch& watch : row.opened.watches) {
                state_.watches.erase(watch_key(watch, changed.duty));
            }
        }
        state_.refresh_duty(changed.duty);
    }

    void operator()(const MatterOpened& opened) const {
        state_.header.matter_count = std::max(state_.header.matter_count, opened.matter);
        const std::string key = number_key(opened.matter);
        state_.matters.edit(key) = open_row(opened);
        move(state_.waiting, {}, waiting_of(state_.matter(opened.matter)), key);
        if (opened.attempt != 0) {
            state_.attempts.edit(number_key(opened.attempt)).matters.push_back(opened.matter);
        }
        if (opened.duty != 0) {
            fold(state_.duties.edit(number_key(opened.duty)), *state_.matter(opened.matter));
        }
        state_.refresh_matter(opened.matter);
    }

    void operator()(const MatterChanged& changed) const {
        const std::string key = number_key(changed.matter);
        MatterRow& row = state_.matters.edit(key);
        const std::vector<std::string> before = waiting_of(&row);
        fold(row, changed);
        if (row.opened.duty != 0 && !row.open) {
            fold(state_.duties.edit(number_key(row.opened.duty)), row);
        }
        move(state_.waiting, before, waiting_of(&row), key);
        if (changed.change == MatterChange::kDecided) {
            for (const std::string& bearer : row.opened.bearers) {
                file(bearer);
            }
        }
        state_.refresh_matter(changed.matter);
    }

    void operator()(const LiabilityProposed& proposed) const {
        for (const AssignedShare& share : proposed.shares) {
            file(share.person);
        }
    }

    void operator()(const Published& published) const {
        state_.header.published.push_back(published);
    }

    void operator()(const Declined&) const {}
    void operator()(const ClockSet& clock) const { state_.set_clock(clock); }
    void operator()(const GapNoted& gap) const { state_.header.gaps.push_back(gap); }

    void operator()(const StepChanged& changed) const {
        fold(state_.steps.edit(step_key(changed)), changed);
    }
    void operator()(const PathClosed& path) const { fold(state_.steps.edit(step_key(path)), path); }
    void operator()(const StepReturned& returned) const {
        fold(state_.steps.edit(step_key(returned)), returned);
    }
    void operator()(const ProcessChanged& changed) const {
        fold(state_.runs.edit(process_key(changed.process, changed.subject)), changed);
    }

    void operator()(const Reversed& reversed) const { file(reversed.person); }

    void operator()(const ClockDoubted& doubt) const {
        HeaderRow& header = state_.header;
        header.doubted_since.reset();
        if (doubt.suspect) {
            header.doubted_since = doubt.since;
        } else {
            header.doubts.push_back({doubt.since, received_});
        }
    }

    void operator()(const DeliveryChanged& changed) const {
        state_.header.delivers_since = changed.since;
    }

    void operator()(const Redacted& redacted) const {
        auto& replaced = state_.redactions.edit(number_key(redacted.entry)).replaced;
        const auto at = std::lower_bound(replaced.begin(), replaced.end(), redacted.field,
                                         [](const RedactionRow::Field& have,
                                            const std::string& name) { return have.name < name; });
        if (at != replaced.end() && at->name == redacted.field) {
            at->value = redacted.instead;
        } else {
            replaced.insert(at, {redacted.field, redacted.instead});
        }
    }

    void operator()(const NoticeClosed& closed) const {
        if (!closed.reached) {
            note_missed(closed.notice);
        }
        state_.unsent.erase(number_key(closed.notice));
        file(closed.person);
    }

  private:
    void note_telling(const Notified& notified) const {
        const DutyRow* duty = notified.duty == 0 ? nullptr : state_.duty(notified.duty);
        if (duty != nullptr && duty->telling.due && duty->bearer == notified.person) {
            state_.duties.edit(number_key(notified.duty)).telling = {false, notified.number, false};
        }
        const MatterRow* matter = notified.matter == 0 ? nullptr : state_.matter(notified.matter);
        if (matter != nullptr && matter->telling.due && matter->decider == notified.person) {
            state_.matters.edit(number_key(notified.matter)).telling = {false, notified.number,
                                                                        false};
        }
    }

    void note_missed(std::uint64_t notice) const {
        const std::optional<UnsentRow> row = state_.unsent_notice(notice);
        const std::uint64_t duty = row ? row->notified.duty : 0;
        const std::uint64_t matter = row ? row->notified.matter : 0;
        if (duty != 0 && state_.duty(duty)->telling.notice == notice) {
            state_.duties.edit(number_key(duty)).telling.missed = true;
        }
        if (matter != 0 && state_.matter(matter)->telling.notice == notice) {
            state_.matters.edit(number_key(matter)).telling.missed = true;
        }
    }

    void file(const std::string& person) const {
        if (person.empty()) {
            return;
        }
        state_.dossiers.put(joined_key(person, number_key(sequence_) + number_key(place_)));
    }

    /// `number` is found under other keys now.
    static void move(SortedTable& table, const std::vector<std::string>& before,
                     const std::vector<std::string>& after, const std::string& number) {
        if (before == after) {
            return;
        }
        for (const std::string& key : before) {
            table.erase(key + number);
        }
        for (const std::string& key : after) {
            table.put(key + number);
        }
    }

    [[nodiscard]] std::vector<std::string> waiting_of(const MatterRow* matter) const {
        return matter == nullptr ? std::vector<std::string>()
                                 : waiting_keys(*matter, state_.duty_reviewed_by(*matter));
    }

    /// Whoever bears the duty to decide decides.
    void pass_review(const DutyRow& duty) const {
        if (duty.matter != 0 && !duty.done) {
            state_.matters.edit(number_key(duty.matter)).decider = duty.bearer;
        }
    }

    /// What an overdue duty brought about is reversed with it.
    void note_consequence(std::uint64_t duty, const std::string& person) const {
        const DutyRow* row = duty == 0 ? nullptr : state_.duty(duty);
        if (row != nullptr && row->overdue_at) {
            state_.duties.edit(number_key(duty))
                .consequences.push_back({sequence_, place_, person});
        }
    }

    /// Memory takes a value only if it is not older than what it knows.
    void write(const Written& written, Instant at) const {
        RecordRow& row = state_.records.edit(joined_key(written.record, written.key));
        const auto found =
            std::find_if(row.memory.begin(), row.memory.end(),
                         [&](const FieldMemory& memory) { return memory.field == written.field; });
        if (found == row.memory.end()) {
            row.memory.push_back({written.field, at, written.after});
        } else if (found->at <= at) {
            found->at = at;
            found->value = written.after;
        }
    }

    State& state_;
    std::uint64_t sequence_;
    std::uint32_t place_;
    Instant received_;
};

}  // namespace

void apply(State& state, const Event& event, std::uint64_t sequence, std::uint32_t place,
           Instant received) {
    std::visit(Apply(state, sequence, place, received), event);
}

}  // namespace onus::engine
