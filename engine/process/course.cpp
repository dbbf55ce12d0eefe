// SPDX-License-Identifier: Apache-2.0
#include "engine/process/course.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/duties/opening.h"
#include "engine/run/effects.h"
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

/// Calls `visit` for the matters that held an attempt.
template <class Visit>
void each_hold(const State& state, std::uint64_t attempt, const Visit& visit) {
    const AttemptRow* row = state.attempt(attempt);
    const std::vector<std::uint64_t> matters =
        row == nullptr ? std::vector<std::uint64_t>() : row->matters;
    for (const std::uint64_t number : matters) {
        const MatterRow* matter = state.matter(number);
        if (matter != nullptr && matter->opened.kind == MatterKind::kHold) {
            visit(*matter);
        }
    }
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
        course_.started = std::max(course_.row.started, effect_of(state_, start->judged.attempt));
        read_trail(*start);
        const std::vector<std::uint64_t> duties = start->duties;
        for (const std::uint64_t duty : duties) {
            add(duty);
        }
        add_suspensions();
        for (std::uint32_t round = 0; round < course_.rounds.size(); ++round) {
            add_waits(round);
            add_held(round);
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
        const auto found = duty == nullptr
                               ? course_.program->duty_by_id.end()
                               : course_.program->duty_by_id.find(duty->opened.declaration);
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
        set_due(round, duty);
        set_end(round, duty);
        course_.rounds.push_back(std::move(round));
    }

    /// A decision that came late took nothing of the time of whoever came next.
    void set_due(Round& round, const DutyRow& duty) {
        const DutyInfo& info = course_.program->duties[course_.process->steps[round.step].duty];
        const bool counts_from_begin = info.within_from == kNoCode;
        if (counts_from_begin && round.begin < duty.opened.start) {
            round.begin = duty.opened.start;
        }
        round.due = duty.opened.due.value_or(round.begin);
        if (counts_from_begin && duty.opened.start < round.begin && duty.opened.period) {
            Scene scene = start_scene(draft_, *course_.program, course_.row, round.begin);
            use_calendar(draft_, scene, course_.process->rulebook);
            if (const auto deadline = due_from(scene, round.begin, *duty.opened.period)) {
                round.due = deadline->due;
            }
        }
    }

    void set_end(Round& round, const DutyRow& duty) {
        if (!duty.closed_at) {
            return;
        }
        if (duty.state == DutyState::kVoid) {
            round.ended = std::max(round.begin, effect_of_end(duty));
            return;
        }
        round.deed = duty.state == DutyState::kExcused ? delivery_in_trail(round) : duty.deed;
        if (round.deed == 0) {
            return;
        }
        const AttemptRow* deed = state_.attempt(round.deed);
        round.delivered =
            std::max(round.begin, deed == nullptr ? *duty.closed_at : deed->judged.at);
        round.passed_on = std::max(*round.delivered, effect_of(state_, round.deed));
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
        const auto number =
            static_cast<std::uint32_t>(course_.process - course_.program->processes.data());
        for (const TrailEntry& entry : trail_) {
            const ActionInfo* action = action_named(entry.action);
            if (action == nullptr || action->process != number) {
                continue;
            }
            Stop* open = course_.stops.empty() || course_.stops.back().until
                             ? nullptr
                             : &course_.stops.back();
            const Instant at = effect_of(state_, entry.attempt);
            if (action->control == ProcessControl::kSuspend && open == nullptr) {
                course_.stops.push_back({StopCause::kSuspended, kNoIndex, at, std::nullopt,
                                         entry.actor, entry.attempt});
            } else if (action->control == ProcessControl::kResume && open != nullptr) {
                open->until = at;
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
            const Instant at = effect_of(state_, entry.attempt);
            if (at < round.begin || (round.delivered && *round.delivered < at)) {
                continue;
            }
            if (!open && entry.action == from) {
                open =
                    Stop{StopCause::kAwaited, number, at, std::nullopt, entry.actor, entry.attempt};
            } else if (open && entry.action == until) {
                open->until = at;
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
        if (!read_ || action == kNoIndex || duty == nullptr) {
            return;
        }
        for (const std::string& person : persons_of(*duty)) {
            for (const std::uint64_t attempt :
                 attempts_of(person, course_.program->actions[action].id, round)) {
                add_held(number, attempt);
            }
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
        if (row == nullptr || attempt == round.deed) {
            return;
        }
        const Judged& judged = row->judged;
        const std::string decider = decider_of(state_, attempt);
        // Whoever delivered anew meanwhile waits for nobody.
        if (judged.status == AttemptStatus::kHeld && !round.delivered && !round.ended) {
            course_.waiting.push_back({number, attempt, std::max(round.begin, judged.at), decider});
            return;
        }
        const bool answered = judged.status == AttemptStatus::kRejected ||
                              judged.status == AttemptStatus::kReturned ||
                              judged.status == AttemptStatus::kExpired;
        if (answered && !decider.empty()) {
            course_.stops.push_back({StopCause::kHeld, number, std::max(round.begin, judged.at),
                                     answer_to(attempt), decider, attempt});
        }
    }

    /// Silence is an answer when its time is over.
    [[nodiscard]] Instant answer_to(std::uint64_t attempt) const {
        Instant answer = effect_of(state_, attempt);
        each_hold(state_, attempt, [&](const MatterRow& matter) {
            answer = std::max(answer,
                              matter.decided_at ? *matter.decided_at : matter.due.value_or(answer));
        });
        return answer;
    }

    Draft& draft_;
    const State& state_;
    Course& course_;
    const ReadEntry& read_;
    std::uint32_t entries_left_;
    std::vector<TrailEntry> trail_;
    std::map<std::uint64_t, Events> entries_;
};

}  // namespace

Instant effect_of(const State& state, std::uint64_t attempt) {
    const AttemptRow* row = state.attempt(attempt);
    Instant effect = row == nullptr ? Instant{INT64_MIN} : row->judged.at;
    each_hold(state, attempt, [&](const MatterRow& matter) {
        effect = std::max(effect, matter.decided_at.value_or(effect));
    });
    return effect;
}

std::string decider_of(const State& state, std::uint64_t attempt) {
    std::string decider;
    std::optional<Instant> decided;
    each_hold(state, attempt, [&](const MatterRow& matter) {
        if (matter.open) {
            decider = matter.decider;
            decided = Instant{INT64_MAX};
            return;
        }
        // Whoever was silent until his time was over answered, too.
        const std::optional<Instant> at = matter.decided_at ? matter.decided_at : matter.due;
        if (at && (!decided || *decided <= *at)) {
            decider = matter.decided_by.empty() ? matter.decider : matter.decided_by;
            decided = at;
        }
    });
    return decider;
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
