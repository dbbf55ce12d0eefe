// SPDX-License-Identifier: Apache-2.0
#include "engine/process/delay.h"

#include <algorithm>
#include <array>

#include "engine/duties/remaining.h"
#include "engine/process/occurrence.h"
#include "engine/process/schedule.h"
#include "engine/run/effects.h"
#include "engine/run/fold.h"

namespace onus::engine {

namespace {

class DelayFinder {
  public:
    DelayFinder(Draft& draft, Delay& delay)
        : draft_(draft),
          delay_(delay),
          course_(delay.course),
          steps_(course_.process->steps),
          scene_(start_scene(draft, *course_.program, course_.row, delay.as_of)),
          schedule_(draft, with_calendar(draft, scene_, *course_.process), *course_.process),
          progress_(steps_.size()),
          round_of_(steps_.size(), kNoIndex),
          stood_until_(course_.rounds.size(), Instant{INT64_MIN}) {}

    void run() {
        set_periods();
        set_passed();
        const std::vector<Span> plan = schedule_.forecast(progress_, course_.started);
        for (const Span& span : plan) {
            planned_begins_.push_back(span.begin.at);
        }
        delay_.planned_end = schedule_.end(progress_, course_.started);
        delay_.end = delay_.planned_end;
        for (const Occurrence& each : occurrences_of(course_, delay_.as_of)) {
            happen(each);
        }
        add_hand_overs();
        find_root();
    }

  private:
    static const Scene& with_calendar(Draft& draft, Scene& scene, const ProcessInfo& process) {
        use_calendar(draft, scene, process.rulebook);
        return scene;
    }

    [[nodiscard]] bool runs(std::uint32_t step) const { return steps_[step].action == kNoIndex; }

    /// What a step was given when it was first opened counts, whatever the rules say by now.
    void set_periods() {
        for (const Round& round : course_.rounds) {
            const DutyRow* duty = draft_.duty(round.duty);
            if (round.number == 1 && duty != nullptr && duty->opened.period) {
                schedule_.set_period(round.step, *duty->opened.period);
            }
        }
    }

    /// Ways that were not taken, with all that lies in them.
    void set_passed() {
        for (std::uint32_t step = 0; step < steps_.size(); ++step) {
            const StepRow* row =
                draft_.step(step_key(course_.process->id, course_.subject, steps_[step].name));
            const bool passed = row != nullptr && (row->status == StepStatus::kSkipped ||
                                                   row->status == StepStatus::kNotTaken);
            if (passed) {
                progress_[step].kind = Progress::Kind::kPassed;
            }
        }
        passed_.resize(steps_.size());
        for (std::uint32_t step = 0; step < steps_.size(); ++step) {
            for (std::uint32_t above = step; above != kNoIndex; above = steps_[above].parent) {
                passed_[step] = passed_[step] || progress_[above].kind == Progress::Kind::kPassed;
            }
        }
        for (std::uint32_t step = 0; step < steps_.size(); ++step) {
            progress_[step].kind = passed_[step] ? Progress::Kind::kPassed : Progress::Kind::kAhead;
        }
    }

    // ---- what happened

    void happen(const Occurrence& each) {
        using Kind = Occurrence::Kind;
        switch (each.kind) {
            case Kind::kBegin:
                begin(each);
                return;
            case Kind::kDeliver:
                if (is_open(each.number)) {
                    stand_for(each);
                    move_if_told(each.number, each.at);
                    end_step(DelayCause::kDelivered, each.number, each.at, each.attempt);
                }
                return;
            case Kind::kPassOn:
                pass_on(each);
                return;
            case Kind::kEnd:
                if (is_open(each.number)) {
                    stand_for(each);
                    late_until(each.number, each.at);
                }
                return;
            case Kind::kStop:
                each_standing(each.at, each.number,
                              [&](const Stop& stop) { stand(stop, each.at); });
                each_stopped(course_.stops[each.number],
                             [&](std::uint32_t round) { late_until(round, each.at); });
                return;
            case Kind::kGoOn:
                stand(course_.stops[each.number], each.at);
                return;
            case Kind::kStillOpen:
                if (is_open(each.number)) {
                    move_if_told(each.number, each.at);
                    late_until(each.number, each.at);
                }
                return;
        }
    }

    /// Whatever stops the clock of a round that comes to its end has stopped it until then.
    void stand_for(const Occurrence& end) {
        each_standing(end.at, kNoIndex, [&](const Stop& stop) {
            if (is_meant(stop, end.number)) {
                stand(stop, end.at);
            }
        });
    }

    /// The round is the last of its step, and the step is open.
    [[nodiscard]] bool is_open(std::uint32_t number) const {
        const std::uint32_t step = course_.rounds[number].step;
        return round_of_[step] == number && progress_[step].kind == Progress::Kind::kOpen;
    }

    void begin(const Occurrence& each) {
        const Round& round = course_.rounds[each.number];
        const std::uint32_t step = round.step;
        Contribution part = part_of(DelayCause::kBegun, each.number, each.at);
        part.attempt = round.opener;
        const AttemptRow* opener = draft_.attempt(round.opener);
        set_person(part, opener == nullptr ? std::string() : opener->judged.actor);
        if (round.returned) {
            tell_return(part, round);
            const std::vector<bool> reached = reached_from(*course_.process, step);
            for (std::uint32_t again = 0; again < steps_.size(); ++again) {
                if (reached[again] && !passed_[again]) {
                    progress_[again] = Progress{};
                    round_of_[again] = kNoIndex;
                }
            }
        }
        if (!passed_[step]) {
            progress_[step] = {Progress::Kind::kOpen, round.begin, {round.due, true}};
            round_of_[step] = each.number;
        }
        measure(std::move(part));
    }

    /// It counts for whoever did the work that has to be done again.
    void tell_return(Contribution& part, const Round& round) {
        part.cause = round.returned->withdrawn ? DelayCause::kWithdrawn : DelayCause::kReturned;
        part.sent_back_by = round.returned->withdrawn ? std::string() : round.returned->person;
        part.sent_back_from = round.returned->from;
        for (const Round& each : course_.rounds) {
            const DutyRow* duty = draft_.duty(each.duty);
            if (each.step == round.step && each.number + 1 == round.number && duty != nullptr) {
                part.person = answerable_for(*duty);
                part.department = department_of(draft_, part.person, part.at);
            }
        }
    }

    void pass_on(const Occurrence& each) {
        const std::uint32_t step = course_.rounds[each.number].step;
        Progress& progress = progress_[step];
        if (round_of_[step] != each.number || progress.kind != Progress::Kind::kDone ||
            each.at <= progress.end.at) {
            return;
        }
        Contribution part = part_of(DelayCause::kHeld, each.number, each.at);
        part.attempt = each.attempt;
        part.begin = progress.end.at;
        part.own_late_ms = 0;
        part.allowed.reset();
        part.taken.reset();
        set_person(part, asked_at(each.attempt, each.at));
        progress.end = {each.at, false};
        measure(std::move(part));
    }

    /// Who was to decide in the time up to `at`.
    [[nodiscard]] std::string asked_at(std::uint64_t attempt, Instant at) const {
        for (const Asked& each : asked_about(draft_.state(), attempt)) {
            if (each.from < at && at <= each.until) {
                return each.person;
            }
        }
        return {};
    }

    /// The step did not end by itself; nobody else is to answer for what was late by then.
    void late_until(std::uint32_t round, Instant at) {
        if (progress_[course_.rounds[round].step].end.at < at) {
            end_step(DelayCause::kOpen, round, at, 0);
            progress_[course_.rounds[round].step].kind = Progress::Kind::kOpen;
        }
    }

    void end_step(DelayCause cause, std::uint32_t number, Instant at, std::uint64_t attempt) {
        const Round& round = course_.rounds[number];
        Progress& progress = progress_[round.step];
        Contribution part = part_of(cause, number, at);
        part.attempt = attempt;
        part.own_late_ms = at.ms - progress.end.at.ms;
        progress = {Progress::Kind::kDone, round.begin, {at, false}};
        measure(std::move(part));
    }

    [[nodiscard]] static bool is_meant(const Stop& stop, std::uint32_t round) {
        return stop.round == kNoIndex || stop.round == round;
    }

    template <class Visit>
    void each_stopped(const Stop& stop, const Visit& visit) {
        for (std::uint32_t step = 0; step < steps_.size(); ++step) {
            const std::uint32_t round = round_of_[step];
            if (round != kNoIndex && is_meant(stop, round) && !runs(step) && is_open(round)) {
                visit(round);
            }
        }
    }

    /// The stops at an instant, but for one of them.
    template <class Visit>
    void each_standing(Instant at, std::uint32_t except, const Visit& visit) {
        for (std::uint32_t i = 0; i < course_.stops.size(); ++i) {
            const Stop& stop = course_.stops[i];
            if (i != except && stop.from < at && (!stop.until || at < *stop.until)) {
                visit(stop);
            }
        }
    }

    /// What was left of a step's time when its clock stopped is left when it runs again. Where
    /// several things stop it, each time counts once, for what began last.
    void stand(const Stop& stop, Instant at) {
        std::vector<std::uint32_t> moved;
        each_stopped(stop, [&](std::uint32_t round) {
            if (course_.rounds[round].begin <= stop.from && stood_until_[round] < at) {
                moved.push_back(round);
            }
        });
        if (moved.empty()) {
            return;
        }
        for (const std::uint32_t round : moved) {
            Moment& end = progress_[course_.rounds[round].step].end;
            const Instant from = std::max(stop.from, stood_until_[round]);
            end = after_stop(stop, course_.rounds[round].step, end.at, from, at);
            stood_until_[round] = at;
        }
        constexpr auto kCauses = std::to_array({DelayCause::kSuspended, DelayCause::kHeld,
                                                DelayCause::kAwaited, DelayCause::kUnattended});
        const DelayCause cause = kCauses[static_cast<std::size_t>(stop.cause)];
        Contribution part =
            stop.round == kNoIndex ? Contribution{} : part_of(cause, stop.round, at);
        part.cause = cause;
        part.at = at;
        part.begin = stop.from;
        part.attempt = stop.attempt;
        part.allowed.reset();
        part.taken.reset();
        set_person(part, stop.cause == StopCause::kAwaited ? std::string() : stop.person);
        measure(std::move(part));
    }

    [[nodiscard]] Moment after_stop(const Stop& stop, std::uint32_t step, Instant end, Instant from,
                                    Instant at) const {
        // A clock that has run out does not stop for a decision.
        if (stop.cause == StopCause::kHeld && end <= from) {
            return {at, false};
        }
        const Calendar* calendar = scene_.context.calendar;
        const std::optional<Duration>& period = schedule_.period(step);
        if (calendar == nullptr || !period) {
            return {Instant{end.ms + (at.ms - from.ms)}, true};
        }
        const auto deadline =
            due_from(scene_, at, remaining_period(*calendar, from, end, period->kind));
        return deadline ? Moment{deadline->due, true} : Moment{at, false};
    }

    /// The duty says that its deadline is later than all that is known explains.
    void move_if_told(std::uint32_t number, Instant at) {
        const Round& round = course_.rounds[number];
        const DutyRow* duty = draft_.duty(round.duty);
        Moment& end = progress_[round.step].end;
        // For a decision the clock stood, too; that is told by itself.
        const bool decided = round.delivered && *round.delivered < *round.passed_on;
        if (duty == nullptr || !duty->due || duty->suspended_at || decided ||
            *duty->due <= end.at) {
            return;
        }
        Contribution part = part_of(DelayCause::kMoved, number, at);
        set_person(part, {});
        end = {*duty->due, true};
        measure(std::move(part));
    }

    // ---- what is told of it

    void set_person(Contribution& part, const std::string& person) {
        part.person = person;
        part.department = department_of(draft_, person, part.at);
    }

    Contribution part_of(DelayCause cause, std::uint32_t number, Instant at) {
        const Round& round = course_.rounds[number];
        Contribution part;
        part.cause = cause;
        part.at = at;
        part.step = round.step;
        part.round = round.number;
        part.duty = round.duty;
        part.begin = round.begin;
        part.inherited_ms = round.begin.ms - planned_begins_[round.step].ms;
        if (const DutyRow* duty = draft_.duty(round.duty)) {
            // Whoever was excused is charged with nothing.
            part.person =
                duty->state == DutyState::kExcused ? std::string() : answerable_for(*duty);
            part.due = duty->due;
            const Instant owed = duty->due && *duty->due < at ? *duty->due : at;
            part.department = department_of(draft_, part.person, owed);
            part.allowed = duty->opened.period;
            if (part.allowed && scene_.context.calendar != nullptr) {
                part.taken = taken(number, at, part.allowed->kind);
            }
        }
        return part;
    }

    /// The time of a round until `at`, without the times that its clock stood.
    [[nodiscard]] Duration taken(std::uint32_t number, Instant at, DurationKind kind) const {
        const Calendar& calendar = *scene_.context.calendar;
        Instant from = course_.rounds[number].begin;
        Duration all = remaining_period(calendar, from, at, kind);
        for (const Stop& stop : course_.stops) {
            const bool meant = stop.round == kNoIndex || stop.round == number;
            const Instant begin = std::max(from, stop.from);
            const Instant end = std::min(at, stop.until.value_or(at));
            if (meant && begin < end) {
                all.amount -= remaining_period(calendar, begin, end, kind).amount;
                from = end;
            }
        }
        all.amount = std::max<std::int64_t>(0, all.amount);
        return all;
    }

    void measure(Contribution part) {
        const Instant end = schedule_.end(progress_, course_.started);
        part.added_ms = end.ms - delay_.end.ms;
        delay_.end = end;
        const bool tells = part.added_ms != 0 || part.cause == DelayCause::kDelivered ||
                           part.cause == DelayCause::kOpen || part.cause == DelayCause::kReturned ||
                           part.cause == DelayCause::kWithdrawn;
        if (tells) {
            delay_.parts.push_back(std::move(part));
        }
    }

    /// Nothing waits for it, so it adds nothing; but whether it came in time is told.
    void add_hand_overs() {
        for (const HandOver& each : course_.hand_overs) {
            const DutyRow* duty = draft_.duty(each.duty);
            if (duty == nullptr || duty->state == DutyState::kVoid) {
                continue;
            }
            const Instant at = std::min(duty->closed_at.value_or(delay_.as_of), delay_.as_of);
            const bool owed =
                duty->closed_at || (!duty->suspended_at && duty->due && *duty->due < at);
            if (at < duty->opened.start || !owed) {
                continue;
            }
            Contribution part;
            part.cause = DelayCause::kHandOver;
            part.at = at;
            part.step = each.step;
            part.duty = each.duty;
            part.attempt = duty->deed;
            part.begin = duty->opened.start;
            part.due = duty->due;
            part.allowed = duty->opened.period;
            part.own_late_ms = duty->due ? at.ms - duty->due->ms : 0;
            if (part.allowed && scene_.context.calendar != nullptr) {
                part.taken =
                    remaining_period(*scene_.context.calendar, part.begin, at, part.allowed->kind);
            }
            set_person(part, answerable_for(*duty));
            delay_.parts.push_back(std::move(part));
        }
        std::stable_sort(delay_.parts.begin(), delay_.parts.end(),
                         [](const auto& a, const auto& b) { return a.at < b.at; });
    }

    /// Work that goes back is planned with all its time once more; what is done again faster than
    /// that was not lost by whoever has to do it again.
    void find_root() {
        std::vector<std::int64_t> lost;
        std::optional<std::size_t> back;
        for (const Contribution& part : delay_.parts) {
            lost.push_back(part.added_ms);
            if (part.cause == DelayCause::kReturned || part.cause == DelayCause::kWithdrawn) {
                back = lost.size() - 1;
            } else if (back && part.round > 1 && part.added_ms < 0) {
                lost[*back] += part.added_ms;
            }
        }
        for (std::size_t i = 0; i < lost.size(); ++i) {
            if ((delay_.root ? lost[*delay_.root] : 0) < lost[i]) {
                delay_.root = i;
            }
        }
    }

    Draft& draft_;
    Delay& delay_;
    const Course& course_;
    const std::vector<StepInfo>& steps_;
    Scene scene_;
    Schedule schedule_;
    std::vector<Progress> progress_;
    std::vector<std::uint32_t> round_of_;  ///< the last round that began, by step
    std::vector<bool> passed_;
    std::vector<Instant> planned_begins_;
    std::vector<Instant> stood_until_;  ///< by round: the time that its clock stood is counted
};

}  // namespace

std::optional<Delay> delay_of(const World& world, const State& state, const ProcessRow& row,
                              Instant as_of, const ReadEntry& read) {
    Draft draft(state, world, as_of);
    auto course = course_of(draft, row, read);
    if (!course) {
        return std::nullopt;
    }
    Delay delay;
    delay.course = std::move(*course);
    delay.over = row.ended && *row.ended <= as_of;
    delay.as_of = as_of;
    if (delay.over && row.last.status == ProcessStatus::kCancelled) {
        delay.as_of = *row.ended;
    }
    delay.as_of = std::max(delay.as_of, delay.course.started);
    if (const DutyRow* whole = row.last.duty == 0 ? nullptr : state.duty(row.last.duty)) {
        delay.within = whole->opened.period;
        delay.due = whole->due;
        delay.owner = whole->bearer;
    }
    if (const auto run = Run::find(draft, *delay.course.process, row.last.subject);
        run && delay.owner.empty()) {
        delay.owner = run->owner();
    }
    DelayFinder(draft, delay).run();
    return delay;
}

}  // namespace onus::engine
