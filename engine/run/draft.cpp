// SPDX-License-Identifier: Apache-2.0
#include "engine/run/draft.h"

#include "engine/run/fold.h"
#include "grammar/base/check.h"

namespace onus::engine {

namespace {

bool same_occasion(const Notified& a, const Notified& b) {
    return a.person == b.person && a.declaration == b.declaration && a.text.id == b.text.id &&
           a.level == b.level && a.duty == b.duty && a.attempt == b.attempt && a.matter == b.matter;
}
bool same_occasion(const Logged& a, const Logged& b) {
    return a.person == b.person && a.declaration == b.declaration && a.name == b.name &&
           a.duty == b.duty && a.attempt == b.attempt;
}
bool same_occasion(const Violation& a, const Violation& b) {
    return a.kind == b.kind && a.person == b.person && a.rule == b.rule && a.duty == b.duty &&
           a.attempt == b.attempt && a.matter == b.matter;
}

using Numbers = std::array<std::uint64_t, 3>;

Numbers numbers_of(const Notified& event) { return {event.attempt, event.duty, event.matter}; }
Numbers numbers_of(const Logged& event) { return {event.attempt, event.duty, 0}; }
Numbers numbers_of(const Violation& event) { return {event.attempt, event.duty, event.matter}; }

}  // namespace

template <class T>
bool Draft::is_new(const T& event) {
    const auto [first, last] = occasions_.equal_range(numbers_of(event));
    for (auto found = first; found != last; ++found) {
        const T* same = std::get_if<T>(&events_[found->second]);
        if (same != nullptr && same_occasion(*same, event)) {
            return false;
        }
    }
    occasions_.emplace(numbers_of(event), events_.size());
    return true;
}

Draft::Draft(const State& state, const World& world, Instant now)
    : state_(state),
      world_(world),
      now_(now),
      attempt_count_(state.header.attempt_count),
      duty_count_(state.header.duty_count),
      matter_count_(state.header.matter_count),
      notice_count_(state.header.notice_count) {}

void Draft::emit(Event event) {
    if (auto* notified = std::get_if<Notified>(&event)) {
        if (notified->person.empty() || !is_new(*notified)) {
            return;
        }
        notified->number = next_notice();
    } else if (const auto* logged = std::get_if<Logged>(&event)) {
        if (!is_new(*logged)) {
            return;
        }
    } else if (const auto* violation = std::get_if<Violation>(&event)) {
        if (!is_new(*violation)) {
            return;
        }
    } else if (const auto* opened = std::get_if<DutyOpened>(&event)) {
        duties_[opened->duty] = open_row(*opened);
    } else if (const auto* changed = std::get_if<DutyChanged>(&event)) {
        const DutyRow* row = duty(changed->duty);
        ONUS_CHECK(row != nullptr, "only duties that exist change");
        fold(duties_.try_emplace(changed->duty, *row).first->second, *changed);
    } else if (const auto* matter_opened = std::get_if<MatterOpened>(&event)) {
        note(matters_[matter_opened->matter] = open_row(*matter_opened));
    } else if (const auto* matter_changed = std::get_if<MatterChanged>(&event)) {
        const MatterRow* row = matter(matter_changed->matter);
        ONUS_CHECK(row != nullptr, "only matters that exist change");
        MatterRow& changed_row = matters_.try_emplace(matter_changed->matter, *row).first->second;
        fold(changed_row, *matter_changed);
        if (!changed_row.open) {
            note(changed_row);
        }
    } else if (const auto* judged = std::get_if<Judged>(&event)) {
        attempts_[judged->attempt] = open_row(*judged);
    } else if (const auto* attempt_changed = std::get_if<AttemptChanged>(&event)) {
        const AttemptRow* row = attempt(attempt_changed->attempt);
        ONUS_CHECK(row != nullptr, "only attempts that exist change");
        fold(attempts_.try_emplace(attempt_changed->attempt, *row).first->second, *attempt_changed,
             now_);
    } else if (const auto* step_changed = std::get_if<StepChanged>(&event)) {
        fold(step_for_change(step_key(*step_changed)), *step_changed);
    } else if (const auto* path = std::get_if<PathClosed>(&event)) {
        fold(step_for_change(step_key(*path)), *path);
    } else if (const auto* returned = std::get_if<StepReturned>(&event)) {
        fold(step_for_change(step_key(*returned)), *returned);
    } else if (const auto* process = std::get_if<ProcessChanged>(&event)) {
        const std::string key = process_key(process->process, process->subject);
        const ProcessRow* row = run(key);
        fold(runs_.try_emplace(key, row == nullptr ? ProcessRow{} : *row).first->second, *process);
    }
    events_.push_back(std::move(event));
}

void Draft::note(const MatterRow& matter) {
    if (const DutyRow* row = matter.opened.duty == 0 ? nullptr : duty(matter.opened.duty)) {
        fold(duties_.try_emplace(matter.opened.duty, *row).first->second, matter);
    }
}

const DutyRow* Draft::duty(std::uint64_t number) const {
    const auto found = duties_.find(number);
    return found == duties_.end() ? state_.duty(number) : &found->second;
}

const MatterRow* Draft::matter(std::uint64_t number) const {
    const auto found = matters_.find(number);
    return found == matters_.end() ? state_.matter(number) : &found->second;
}

const AttemptRow* Draft::attempt(std::uint64_t number) const {
    const auto found = attempts_.find(number);
    return found == attempts_.end() ? state_.attempt(number) : &found->second;
}

const StepRow* Draft::step(const std::string& key) const {
    const auto found = steps_.find(key);
    return found == steps_.end() ? state_.steps.find(key) : &found->second;
}

StepRow& Draft::step_for_change(const std::string& key) {
    const StepRow* row = step(key);
    return steps_.try_emplace(key, row == nullptr ? StepRow{} : *row).first->second;
}

const ProcessRow* Draft::run(const std::string& key) const {
    const auto found = runs_.find(key);
    return found == runs_.end() ? state_.runs.find(key) : &found->second;
}

}  // namespace onus::engine
