// SPDX-License-Identifier: Apache-2.0
#include "engine/process/overview.h"

#include <algorithm>
#include <map>

#include "engine/duties/opening.h"
#include "engine/run/condition_words.h"
#include "engine/run/fold.h"

namespace onus::engine {

namespace {

class Overviewer {
  public:
    Overviewer(Draft& draft, Overview& overview)
        : draft_(draft),
          overview_(overview),
          course_(overview.course),
          steps_(course_.process->steps),
          scene_(start_scene(draft, *course_.program, course_.row, overview.as_of)) {
        use_calendar(draft, scene_, course_.process->rulebook);
    }

    void run() {
        for (std::uint32_t step = 0; step < steps_.size(); ++step) {
            overview_.steps.push_back(stand_of(step));
        }
        for (StepOverview& each : overview_.steps) {
            each.before = before(each.step);
            each.next = next(each);
        }
    }

  private:
    [[nodiscard]] bool runs(std::uint32_t step) const { return steps_[step].action == kNoIndex; }

    StepOverview stand_of(std::uint32_t step) {
        StepOverview each;
        each.step = step;
        if (!runs(step)) {
            each.place = ++overview_.place_count;
        }
        const StepRow* row =
            draft_.step(step_key(course_.process->id, course_.subject, steps_[step].name));
        each.status = row == nullptr ? StepStatus::kNone : row->status;
        const Round* round = nullptr;
        for (const Round& one : course_.rounds) {
            round = one.step == step ? &one : round;
        }
        const bool begun = each.status == StepStatus::kOpen ||
                           each.status == StepStatus::kDelivered ||
                           each.status == StepStatus::kCancelled;
        const DutyRow* duty = round == nullptr ? nullptr : draft_.duty(round->duty);
        if (!begun || duty == nullptr) {
            each.person = bearer_now(draft_, scene_, duty_of(step));
            each.department = department_of(draft_, each.person, overview_.as_of);
            return each;
        }
        fill(each, *round, *duty);
        return each;
    }

    void fill(StepOverview& each, const Round& round, const DutyRow& duty) {
        each.round = round.number;
        each.duty = round.duty;
        each.person = answerable_for(duty);
        each.opened = duty.opened.opened;
        each.due = duty.due;
        each.stands_since = duty.done ? std::nullopt : duty.suspended_at;
        each.delivered = round.delivered;
        if (runs(each.step) && each.status == StepStatus::kDelivered) {
            each.delivered = duty.closed_at;
        }
        const Instant end = each.delivered.value_or(
            duty.suspended_at.value_or(duty.closed_at.value_or(overview_.as_of)));
        each.excused = duty.state == DutyState::kExcused;
        if (each.due && !each.excused && !duty.provisional && *each.due < end) {
            each.late_ms = end.ms - each.due->ms;
        }
        each.department = department_of(draft_, each.person, each.late_ms > 0 ? *each.due : end);
        if (round.returned && !round.returned->withdrawn) {
            each.sent_back_by = round.returned->person;
        }
    }

    [[nodiscard]] const DutyInfo& duty_of(std::uint32_t step) const {
        return course_.program->duties[steps_[step].duty];
    }

    /// A step itself, or those of what it runs for which `is_outer` says so.
    template <class IsOuter>
    void add_outer(std::uint32_t step, const IsOuter& is_outer,
                   std::vector<std::uint32_t>& found) const {
        std::vector<std::uint32_t> open{step};
        while (!open.empty()) {
            const std::uint32_t each = open.back();
            open.pop_back();
            if (!runs(each)) {
                found.push_back(each);
                continue;
            }
            for (std::uint32_t child = 0; child < steps_.size(); ++child) {
                if (steps_[child].parent == each && is_outer(child)) {
                    open.push_back(child);
                }
            }
        }
    }

    /// The steps that deliver what a step delivers.
    void add_last(std::uint32_t step, std::vector<std::uint32_t>& found) const {
        add_outer(
            step, [&](std::uint32_t child) { return successors(child).empty(); }, found);
    }

    /// Those that begin with a step.
    void add_first(std::uint32_t step, std::vector<std::uint32_t>& found) const {
        add_outer(
            step, [&](std::uint32_t child) { return steps_[child].after.empty(); }, found);
    }

    [[nodiscard]] std::vector<std::uint32_t> successors(std::uint32_t step) const {
        std::vector<std::uint32_t> found;
        for (std::uint32_t each = 0; each < steps_.size(); ++each) {
            const auto& after = steps_[each].after;
            if (std::any_of(after.begin(), after.end(),
                            [&](const StepInfo::After& edge) { return edge.step == step; })) {
                found.push_back(each);
            }
        }
        return found;
    }

    [[nodiscard]] bool is_passed(std::uint32_t step) const {
        const StepStatus status = overview_.steps[step].status;
        return status == StepStatus::kSkipped || status == StepStatus::kNotTaken;
    }

    /// Whoever started the run where nothing comes before.
    std::vector<Party> before(std::uint32_t step) const {
        std::vector<std::uint32_t> found;
        std::uint32_t from = step;
        while (from != kNoIndex && steps_[from].after.empty()) {
            from = steps_[from].parent;
        }
        std::vector<std::uint32_t> open{from};
        while (!open.empty()) {
            const std::uint32_t each = open.back();
            open.pop_back();
            if (each == kNoIndex) {
                continue;
            }
            for (const StepInfo::After& edge : steps_[each].after) {
                if (is_passed(edge.step)) {
                    open.push_back(edge.step);
                } else {
                    add_last(edge.step, found);
                }
            }
        }
        std::vector<Party> parties;
        for (const std::uint32_t each : sorted(std::move(found))) {
            parties.push_back({each, overview_.steps[each].person, false});
        }
        if (parties.empty()) {
            const AttemptRow* start = draft_.attempt(course_.row.last.attempt);
            parties.push_back(
                {kNoIndex, start == nullptr ? std::string() : start->judged.actor, false});
        }
        return parties;
    }

    static std::vector<std::uint32_t> sorted(std::vector<std::uint32_t> steps) {
        std::sort(steps.begin(), steps.end());
        steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
        return steps;
    }

    /// What is skipped by now is passed through; the owner of the process comes behind the last.
    std::vector<Party> next(const StepOverview& of) {
        std::vector<Party> parties;
        if (steps_[of.step].receipt != kNoIndex) {
            const DutyInfo& receipt = course_.program->duties[steps_[of.step].receipt];
            parties.push_back({of.step, bearer_now(draft_, scene_, receipt), true});
        }
        std::vector<std::uint32_t> found;
        bool ends = false;
        std::vector<std::uint32_t> open{of.step};
        while (!open.empty()) {
            std::uint32_t each = open.back();
            open.pop_back();
            while (each != kNoIndex && successors(each).empty()) {
                each = steps_[each].parent;
            }
            if (each == kNoIndex) {
                ends = true;
                continue;
            }
            for (const std::uint32_t behind : successors(each)) {
                if (is_passed(behind)) {
                    open.push_back(behind);
                } else {
                    add_first(behind, found);
                }
            }
        }
        for (const std::uint32_t each : sorted(std::move(found))) {
            parties.push_back({each, overview_.steps[each].person, false});
        }
        if (ends && found_none(parties)) {
            parties.push_back({kNoIndex, overview_.owner, false});
        }
        return parties;
    }

    static bool found_none(const std::vector<Party>& parties) {
        return std::all_of(parties.begin(), parties.end(),
                           [](const Party& party) { return party.receives; });
    }

    Draft& draft_;
    Overview& overview_;
    const Course& course_;
    const std::vector<StepInfo>& steps_;
    Scene scene_;
};

}  // namespace

std::optional<Overview> overview_of(const World& world, const State& state, const ProcessRow& row,
                                    Instant as_of) {
    Draft draft(state, world, as_of);
    auto course = course_of(draft, row, nullptr);
    return course ? std::optional(overview_of(world, state, std::move(*course), as_of))
                  : std::nullopt;
}

Overview overview_of(const World& world, const State& state, Course course, Instant as_of) {
    Draft draft(state, world, as_of);
    Overview overview;
    overview.course = std::move(course);
    overview.as_of = as_of;
    if (const auto run = Run::find(draft, *overview.course.process, overview.course.subject)) {
        overview.owner = run->owner();
    }
    Overviewer(draft, overview).run();
    return overview;
}

std::optional<StepOfRun> step_of(const World& world, const State& state, std::uint64_t number) {
    const DutyRow* duty = state.duty(number);
    const Program* program =
        duty == nullptr ? nullptr : world.program_by_hash(duty->opened.program);
    const AttemptRow* start = program == nullptr ? nullptr : state.attempt(duty->opened.attempt);
    const auto found = program == nullptr ? std::map<std::string, std::uint32_t>::const_iterator{}
                                          : program->duty_by_id.find(duty->opened.declaration);
    if (start == nullptr || found == program->duty_by_id.end()) {
        return std::nullopt;
    }
    const DutyInfo& info = program->duties[found->second];
    if (info.process == kNoIndex) {
        return std::nullopt;
    }
    const ProcessInfo& process = program->processes[info.process];
    Draft draft(state, world, duty->opened.opened);
    const Scene scene = scene_of(draft, *program, start->judged, true);
    if (scene.action == nullptr || process.subject >= scene.action->parameters.size()) {
        return std::nullopt;
    }
    const std::string subject(scene.context.parameters[process.subject].text);
    StepOfRun step;
    step.run = state.runs.find(process_key(process.id, subject));
    if (step.run == nullptr || step.run->last.attempt != duty->opened.attempt) {
        return std::nullopt;
    }
    for (std::uint32_t i = 0; i < process.steps.size(); ++i) {
        if (process.steps[i].duty == found->second || process.steps[i].receipt == found->second) {
            step.step = i;
            step.receipt = process.steps[i].receipt == found->second;
        }
    }
    return step;
}

std::vector<Bilingual> standard_of(const Program& program, const StepInfo& step) {
    std::vector<Bilingual> all;
    for (const Gate& gate : program.gates) {
        if (gate.is_duty || step.action == kNoIndex || gate.action != step.action) {
            continue;
        }
        for (const CodeId required : gate.requires_all) {
            Bilingual words =
                words_of_condition(program, required, program.actions[gate.action].parameters);
            if (!words.en.empty()) {
                all.push_back(std::move(words));
            }
        }
    }
    return all;
}

std::vector<Bilingual> deliverables_of(const Program& program, const StepInfo& step) {
    std::vector<Bilingual> all;
    if (step.action == kNoIndex) {
        return all;
    }
    const auto& parameters = program.actions[step.action].parameters;
    // The first one is the record that the run is about.
    for (std::size_t i = 1; i < parameters.size(); ++i) {
        all.push_back(parameters[i].shown);
    }
    return all;
}

std::set<std::string> participants_of(const State& state, const Overview& overview) {
    std::set<std::string> persons{overview.owner};
    for (const StepOverview& step : overview.steps) {
        persons.insert(step.person);
        for (const Party& party : step.next) {
            persons.insert(party.person);
        }
    }
    const auto add = [&](std::uint64_t number) {
        const AttemptRow* attempt = state.attempt(number);
        if (attempt == nullptr) {
            return;
        }
        persons.insert(attempt->judged.actor);
        for (const std::uint64_t each : attempt->matters) {
            const MatterRow* matter = state.matter(each);
            persons.insert(matter == nullptr ? std::string() : matter->decider);
        }
    };
    add(overview.course.row.last.attempt);
    for (const Round& round : overview.course.rounds) {
        const DutyRow* duty = state.duty(round.duty);
        if (duty != nullptr) {
            persons.insert({duty->opened.bearer, duty->bearer, duty->overdue_bearer, duty->delegate,
                            duty->opened.stand_in_for});
        }
        add(round.deed);
    }
    for (const HandOver& each : overview.course.hand_overs) {
        const DutyRow* duty = state.duty(each.duty);
        persons.insert(duty == nullptr ? std::string() : duty->bearer);
    }
    persons.erase(std::string());
    return persons;
}

}  // namespace onus::engine
