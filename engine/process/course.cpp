// SPDX-License-Identifier: Apache-2.0
#include "engine/process/course.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "grammar/base/digits.h"

namespace onus::engine {

namespace {

/// The attempt behind the round of a step: "draft#12", or the one that started the run.
std::uint64_t opener_of(const DutyOpened& opened) {
    const std::size_t mark = opened.occasion.rfind('#');
    const auto number = mark == std::string::npos
                            ? std::nullopt
                            : whole_number(std::string_view(opened.occasion).substr(mark + 1));
    return number.value_or(opened.attempt);
}

/// True if it needed no answer any more before anybody was late with one.
bool is_dropped(const MatterRow& matter) {
    const bool expired = matter.due && matter.ended && *matter.due <= *matter.ended;
    return !matter.open && !matter.decided_at && !expired;
}

/// When a matter needed no answer any more. Whoever was silent until his time was over answered,
/// too.
Instant end_of(const MatterRow& matter) {
    if (matter.open) {
        return Instant{INT64_MAX};
    }
    const std::optional<Instant> known = matter.decided_at ? matter.decided_at : matter.ended;
    return known.value_or(matter.due.value_or(matter.opened.opened));
}

/// True if the attempt may have waited for whoever made it: to confirm a warning, or to take it
/// back.
bool may_wait_for_actor(const AttemptRow& row) {
    switch (row.judged.status) {
        case AttemptStatus::kHeld:
        case AttemptStatus::kWithdrawn:
        case AttemptStatus::kOvertaken:
            return true;
        case AttemptStatus::kEffective:
        case AttemptStatus::kReleased:
            return row.forced.has_value();
        case AttemptStatus::kRefused:
        case AttemptStatus::kRejected:
        case AttemptStatus::kReturned:
        case AttemptStatus::kExpired:
            return false;
    }
    return false;
}

/// Adds who was asked in a matter, the last first, and returns since when it was open.
Instant add_asked(const MatterRow& matter, Instant until, std::vector<Asked>& asked) {
    const Instant opened = matter.opened.opened;
    std::string person = matter.decided_by.empty() ? matter.decider : matter.decided_by;
    const std::vector<EarlierDecider> backwards(matter.earlier.rbegin(), matter.earlier.rend());
    for (const EarlierDecider& earlier : backwards) {
        if (earlier.until < until) {
            asked.push_back({person, std::max(opened, earlier.until), until});
            until = earlier.until;
        }
        person = earlier.person;
    }
    if (opened < until) {
        asked.push_back({person, opened, until});
    }
    return std::min(opened, until);
}

class CourseReader {
  public:
    CourseReader(Draft& draft, Course& course, const ReadEntry& read, std::uint32_t entries_max)
        : draft_(draft),
          state_(draft.state()),
          course_(course),
          read_(read),
          entries_left_(entries_max) {}

    void run() {
        const AttemptRow* start = state_.attempt(course_.row.last.attempt);
        if (start == nullptr) {
            return;
        }
        course_.started = course_.row.started;
        read_trail(*start);
        const std::vector<std::uint64_t> duties = start->duties;
        for (const std::uint64_t duty : duties) {
            add(duty);
        }
        add_suspensions();
        for (std::uint32_t round = 0; round < course_.rounds.size(); ++round) {
            add_waits(round);
            add_held(round);
            add_unattended(round);
        }
    }

  private:
    /// What was done to the record since the run began.
    void read_trail(const AttemptRow& start) {
        const ActionInfo* action = action_named(start.judged.action);
        if (action == nullptr || course_.process->subject >= action->parameters.size()) {
            return;
        }
        const std::uint32_t record = action->parameters[course_.process->subject].type.ref;
        for (TrailEntry& entry :
             state_.trail(course_.program->records[record].id, course_.subject)) {
            if (entry.attempt > start.judged.attempt) {
                trail_.push_back(std::move(entry));
            }
        }
    }

    const ActionInfo* action_named(const std::string& id) const {
        const auto index = course_.program->find_action(id);
        return index ? &course_.program->actions[*index] : nullptr;
    }

    void add(std::uint64_t number) {
        const DutyRow* duty = state_.duty(number);
        if (duty == nullptr) {
            return;
        }
        const auto found = course_.program->duty_by_id.find(duty->opened.declaration);
        if (found == course_.program->duty_by_id.end()) {
            return;
        }
        const std::uint32_t index = found->second;
        const auto& steps = course_.process->steps;
        for (std::uint32_t step = 0; step < steps.size(); ++step) {
            if (steps[step].duty == index) {
                add_round(step, number, *duty);
            } else if (steps[step].receipt == index) {
                course_.hand_overs.push_back({step, number});
            }
        }
    }

    void add_round(std::uint32_t step, std::uint64_t number, const DutyRow& duty) {
        Round round;
        round.step = step;
        round.duty = number;
        round.number = static_cast<std::uint32_t>(
            1 + std::count_if(course_.rounds.begin(), course_.rounds.end(),
                              [&](const Round& each) { return each.step == step; }));
        round.opener = opener_of(duty.opened);
        round.begin = std::max(course_.started, effect_of(state_, round.opener));
        round.due = duty.opened.due.value_or(round.begin);
        round.returned = return_to(round);
        set_end(round, duty);
        course_.rounds.push_back(std::move(round));
    }

    /// A later round of a step begins with work that goes back to it, or behind such a step.
    [[nodiscard]] std::optional<Return> return_to(const Round& round) const {
        const AttemptRow* opener = round.number == 1 ? nullptr : state_.attempt(round.opener);
        const ActionInfo* action = opener == nullptr ? nullptr : own_action(opener->judged.action);
        if (action == nullptr) {
            return std::nullopt;
        }
        const bool withdrawn = action->control == ProcessControl::kWithdraw;
        if (withdrawn || action->control == ProcessControl::kSendBack) {
            return is_first_of(round.opener)
                       ? std::optional(Return{opener->judged.actor, kNoIndex, withdrawn})
                       : std::nullopt;
        }
        if (action->step == kNoIndex || action->is_receipt) {
            return std::nullopt;
        }
        const auto& returns = course_.process->steps[action->step].returns;
        return returns && returns->step == round.step
                   ? std::optional(Return{opener->judged.actor, action->step, false})
                   : std::nullopt;
    }

    /// Of the rounds that one deed opens, the first is the one that it was about.
    [[nodiscard]] bool is_first_of(std::uint64_t opener) const {
        return std::none_of(course_.rounds.begin(), course_.rounds.end(),
                            [&](const Round& each) { return each.opener == opener; });
    }

    /// An action of this process; null if it is none.
    const ActionInfo* own_action(const std::string& id) const {
        const ActionInfo* action = action_named(id);
        const bool own = action != nullptr && action->process != kNoIndex &&
                         &course_.program->processes[action->process] == course_.process;
        return own ? action : nullptr;
    }

    void set_end(Round& round, const DutyRow& duty) {
        if (!duty.closed_at) {
            return;
        }
        if (duty.state == DutyState::kVoid) {
            round.ended = std::max(round.begin, effect_of_end(duty));
            round.ended_by = duty.deed;
            return;
        }
        round.deed = duty.state == DutyState::kExcused ? delivery_in_trail(round) : duty.deed;
        if (round.deed == 0) {
            return;
        }
        const AttemptRow* deed = state_.attempt(round.deed);
        round.delivered =
            std::max(round.begin, deed == nullptr ? *duty.closed_at : deed->done_at());
        round.passed_on = std::max(*round.delivered, effect_of(state_, round.deed));
        if (*round.delivered < *round.passed_on) {
            round.asked = asked_about(state_, round.deed);
        }
    }

    Instant effect_of_end(const DutyRow& duty) const {
        return duty.deed == 0 ? *duty.closed_at
                              : std::max(*duty.closed_at, effect_of(state_, duty.deed));
    }

    /// Whoever was excused owed nothing any more, and may have delivered all the same.
    std::uint64_t delivery_in_trail(const Round& round) const {
        const std::uint32_t action = course_.process->steps[round.step].action;
        if (action == kNoIndex) {
            return 0;
        }
        const auto found = std::find_if(trail_.begin(), trail_.end(), [&](const auto& entry) {
            return entry.attempt > round.opener &&
                   entry.action == course_.program->actions[action].id;
        });
        return found == trail_.end() ? 0 : found->attempt;
    }

    /// The run as a whole stood while its owner had suspended it.
    void add_suspensions() {
        for (const TrailEntry& entry : trail_) {
            const ActionInfo* action = own_action(entry.action);
            if (action == nullptr) {
                continue;
            }
            Stop* open = course_.stops.empty() || course_.stops.back().until
                             ? nullptr
                             : &course_.stops.back();
            if (action->control == ProcessControl::kSuspend && open == nullptr) {
                course_.stops.push_back({StopCause::kSuspended, kNoIndex, entry.at, std::nullopt,
                                         entry.actor, entry.attempt});
            } else if (action->control == ProcessControl::kResume && open != nullptr) {
                open->until = effect_of(state_, entry.attempt);
            }
        }
    }

    /// `suspended from … until …` of a step: both are actions on the record.
    void add_waits(std::uint32_t number) {
        const Round& round = course_.rounds[number];
        const DutyInfo& info = course_.program->duties[course_.process->steps[round.step].duty];
        if (info.suspended_from == kNoIndex || info.suspended_until == kNoIndex) {
            return;
        }
        const std::string& from = course_.program->actions[info.suspended_from].id;
        const std::string& until = course_.program->actions[info.suspended_until].id;
        std::optional<Stop> open;
        for (const TrailEntry& entry : trail_) {
            if (entry.at < round.begin || (round.delivered && *round.delivered < entry.at)) {
                continue;
            }
            if (!open && entry.action == from) {
                open = Stop{StopCause::kAwaited, number,      entry.at,
                            std::nullopt,        entry.actor, entry.attempt};
            } else if (open && entry.action == until) {
                open->until = effect_of(state_, entry.attempt);
                course_.stops.push_back(*std::exchange(open, std::nullopt));
            }
        }
        if (open) {
            course_.stops.push_back(*open);
        }
    }

    /// Deliveries of the round that were held and did not take effect, or not yet.
    void add_held(std::uint32_t number) {
        const Round& round = course_.rounds[number];
        const std::uint32_t action = course_.process->steps[round.step].action;
        const DutyRow* duty = state_.duty(round.duty);
        if (action == kNoIndex || duty == nullptr) {
            return;
        }
        for (const Pause& pause : duty->pauses) {
            if (pause.cause == PauseCause::kHeld) {
                add_held(number, pause.attempt);
            }
        }
        if (!read_) {
            return;
        }
        for (const std::string& person : persons_of(*duty)) {
            for (const std::uint64_t attempt :
                 attempts_of(person, course_.program->actions[action].id, round)) {
                add_held(number, attempt);
            }
        }
    }

    /// Times in which nobody was there to do it.
    void add_unattended(std::uint32_t number) {
        const Round& round = course_.rounds[number];
        for (const Unattended& each : state_.duty(round.duty)->unattended) {
            course_.stops.push_back({StopCause::kUnattended, number,
                                     std::max(round.begin, each.from), each.until, std::string(),
                                     0});
        }
    }

    static std::set<std::string> persons_of(const DutyRow& duty) {
        std::set<std::string> persons{duty.bearer, duty.opened.bearer, duty.overdue_bearer,
                                      duty.delegate};
        persons.erase(std::string());
        return persons;
    }

    /// Of what is kept on a person, the attempts to deliver in the time of the round.
    std::vector<std::uint64_t> attempts_of(const std::string& person, const std::string& action,
                                           const Round& round) {
        const AttemptRow* opener = state_.attempt(round.opener);
        const AttemptRow* deed = round.deed == 0 ? nullptr : state_.attempt(round.deed);
        std::vector<std::uint64_t> sequences;
        state_.each_in_dossier(
            person, opener == nullptr ? 0 : opener->sequence, [&](EventPlace place) {
                const bool over = deed != nullptr && place.sequence > deed->sequence;
                if (!over && (sequences.empty() || sequences.back() != place.sequence)) {
                    sequences.push_back(place.sequence);
                }
                return !over && sequences.size() < entries_left_;
            });
        std::vector<std::uint64_t> attempts;
        for (const std::uint64_t sequence : sequences) {
            for (const Event& event : entry(sequence)) {
                const auto* judged = std::get_if<Judged>(&event);
                if (judged != nullptr && judged->action == action && is_about_subject(*judged)) {
                    attempts.push_back(judged->attempt);
                }
            }
        }
        return attempts;
    }

    const Events& entry(std::uint64_t sequence) {
        const auto [found, is_new] = entries_.try_emplace(sequence);
        if (is_new && entries_left_ > 0) {
            --entries_left_;
            found->second = read_(sequence).value_or(Events{});
        }
        return found->second;
    }

    bool is_about_subject(const Judged& judged) {
        const Scene scene = scene_of(draft_, *course_.program, judged, true);
        return scene.action != nullptr && !scene.action->parameters.empty() &&
               scene.context.parameters[0].text == course_.subject;
    }

    void add_held(std::uint32_t number, std::uint64_t attempt) {
        const Round& round = course_.rounds[number];
        const AttemptRow* row = state_.attempt(attempt);
        if (row == nullptr || attempt == round.deed || !seen_.insert(attempt).second) {
            return;
        }
        const Judged& judged = row->judged;
        std::vector<Asked> asked = asked_about(state_, attempt);
        // Whoever delivered anew meanwhile waits for nobody.
        if (judged.status == AttemptStatus::kHeld && !round.delivered && !round.ended) {
            course_.waiting.push_back(
                {number, attempt, std::max(round.begin, judged.at), std::move(asked)});
            return;
        }
        const bool answered = judged.status == AttemptStatus::kRejected ||
                              judged.status == AttemptStatus::kReturned ||
                              judged.status == AttemptStatus::kExpired ||
                              judged.status == AttemptStatus::kWithdrawn ||
                              judged.status == AttemptStatus::kOvertaken;
        if (!answered || asked.empty()) {
            return;
        }
        asked.front().from = std::max(round.begin, judged.at);
        for (const Asked& each : asked) {
            course_.stops.push_back(
                {StopCause::kHeld, number, each.from, each.until, each.person, attempt});
        }
    }

    Draft& draft_;
    const State& state_;
    Course& course_;
    const ReadEntry& read_;
    std::uint32_t entries_left_;
    std::vector<TrailEntry> trail_;
    std::map<std::uint64_t, Events> entries_;
    std::set<std::uint64_t> seen_;  ///< deliveries that were held
};

}  // namespace

Instant effect_of(const State& state, std::uint64_t attempt) {
    const AttemptRow* row = state.attempt(attempt);
    return row == nullptr ? Instant{INT64_MIN} : row->settled.value_or(row->judged.at);
}

std::vector<Asked> asked_about(const State& state, std::uint64_t attempt) {
    const AttemptRow* row = state.attempt(attempt);
    if (row == nullptr) {
        return {};
    }
    std::vector<const MatterRow*> holds;
    for (const std::uint64_t number : row->matters) {
        const MatterRow* matter = state.matter(number);
        if (matter != nullptr && matter->opened.kind == MatterKind::kHold) {
            holds.push_back(matter);
        }
    }
    std::stable_sort(holds.begin(), holds.end(), [](const MatterRow* a, const MatterRow* b) {
        return std::pair(is_dropped(*b), end_of(*a)) > std::pair(is_dropped(*a), end_of(*b));
    });
    std::vector<Asked> asked;
    Instant until = row->settled.value_or(Instant{INT64_MAX});
    const Instant decided = holds.empty() ? until : end_of(*holds.front());
    if (decided < until && may_wait_for_actor(*row)) {
        asked.push_back({row->judged.actor, decided, until});
        until = decided;
    }
    for (const MatterRow* matter : holds) {
        until = add_asked(*matter, until, asked);
    }
    std::reverse(asked.begin(), asked.end());
    return asked;
}

std::optional<Course> course_of(Draft& draft, const ProcessRow& row, const ReadEntry& read,
                                std::uint32_t entries_max) {
    Course course;
    course.program = draft.world().program_by_hash(row.last.program);
    course.process =
        course.program == nullptr ? nullptr : course.program->find_process(row.last.process);
    if (course.process == nullptr) {
        return std::nullopt;
    }
    course.subject = row.last.subject;
    course.row = row;
    CourseReader(draft, course, read, entries_max).run();
    return course;
}

}  // namespace onus::engine
