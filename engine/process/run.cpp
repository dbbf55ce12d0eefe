// SPDX-License-Identifier: Apache-2.0
#include "engine/process/run.h"

#include <algorithm>

#include "engine/duties/opening.h"
#include "engine/duties/transition.h"
#include "engine/run/effects.h"
#include "engine/run/fold.h"
#include "grammar/base/check.h"

namespace onus::engine {

namespace {

bool is_done(StepStatus status) {
    return status == StepStatus::kDelivered || status == StepStatus::kSkipped;
}

}  // namespace

Scene start_scene(Draft& draft, const Program& program, const ProcessRow& run, Instant at) {
    const AttemptRow* attempt = draft.attempt(run.last.attempt);
    ONUS_CHECK(attempt != nullptr, "an attempt starts every run");
    Scene scene = scene_of(draft, program, attempt->judged, true);
    scene.context.as_of = at;
    return scene;
}

std::vector<bool> reached_from(const ProcessInfo& process, std::uint32_t step) {
    std::vector<bool> reached(process.steps.size(), false);
    reached[step] = true;
    for (bool changed = true; changed;) {
        changed = false;
        for (std::uint32_t next = 0; next < process.steps.size(); ++next) {
            const StepInfo& info = process.steps[next];
            const bool below = info.parent != kNoIndex && reached[info.parent];
            const bool behind =
                std::any_of(info.after.begin(), info.after.end(),
                            [&](const StepInfo::After& edge) { return reached[edge.step]; });
            if (!reached[next] && (below || behind)) {
                reached[next] = changed = true;
            }
        }
    }
    return reached;
}

Run::Run(Draft& draft, const ProcessInfo& process, std::string subject, const ProcessRow& run)
    : draft_(&draft),
      program_(draft.world().program_by_hash(run.last.program)),
      process_(&process),
      subject_(std::move(subject)),
      run_(run) {
    ONUS_CHECK(program_ != nullptr, "versions under which processes run stay in the world");
    process_ = program_->find_process(process.id);
    ONUS_CHECK(process_ != nullptr, "the version of a run has its process");
}

std::optional<Run> Run::find(Draft& draft, const ProcessInfo& process, const std::string& subject) {
    const ProcessRow* row = draft.run(process_key(process.id, subject));
    return row == nullptr ? std::nullopt : std::optional(Run(draft, process, subject, *row));
}

void Run::start(Draft& draft, const Scene& scene, std::uint32_t process, const Deed& deed) {
    const ProcessInfo& info = scene.program->processes[process];
    const std::string subject(scene.context.parameters[info.subject].text);
    const ProcessRow* before = draft.run(process_key(info.id, subject));
    if (before != nullptr && before->last.status < ProcessStatus::kEnded) {
        return;
    }
    ProcessChanged started;
    started.process = info.id;
    started.subject = subject;
    started.program = scene.program->hash;
    started.attempt = deed.attempt;
    started.at = deed.effect();
    Run run(draft, info, subject, ProcessRow{started, started.at, {}});
    for (std::uint32_t step = 0; step < info.steps.size(); ++step) {
        if (const StepRow* row = run.row(step)) {
            if (row->returned > 0) {
                draft.emit(StepReturned{info.id, subject, info.steps[step].name, 0, deed.attempt});
            }
            run.set(step, StepStatus::kNone, 0);
        }
    }
    if (info.duty != kNoIndex) {
        run.run_.last.duty = run.open_duty_of(info.duty, {}, deed, deed.effect());
    }
    run.change(ProcessStatus::kRunning, deed.effect());
    run.go_on(deed);
}

// ---- what is asked of it

std::string Run::key(std::uint32_t step) const {
    return step_key(process_->id, subject_, process_->steps[step].name);
}

const StepRow* Run::row(std::uint32_t step) const { return draft_->step(key(step)); }

StepStatus Run::status(std::uint32_t step) const {
    const StepRow* found = row(step);
    return found == nullptr ? StepStatus::kNone : found->status;
}

std::optional<std::uint32_t> Run::find_step(std::string_view name) const {
    for (std::uint32_t step = 0; step < process_->steps.size(); ++step) {
        if (process_->steps[step].name == name) {
            return step;
        }
    }
    return std::nullopt;
}

std::string Run::owner() const {
    const Scene scene = start_scene(*draft_, *program_, run_, draft_->now());
    const std::string named =
        process_->owner == kNoCode
            ? std::string()
            : person_there(*draft_, scene, person_of(*draft_, scene, process_->owner));
    return named.empty() ? owner_of(*draft_, scene, process_->rulebook) : named;
}

bool Run::is_yes(const Scene& scene, CodeId condition) const {
    return holds(*draft_, scene, condition, occasion_of(*process_, run_.last.attempt));
}

bool Run::is_returned_too_often(std::uint32_t step, const Scene& delivery) const {
    const auto& returns = process_->steps[step].returns;
    const StepRow* found = row(step);
    // What cannot be told is told to the owner when it is delivered.
    return returns && found != nullptr && found->returned >= returns->most &&
           evaluate(*draft_, delivery, returns->condition).yes();
}

// ---- what happens to it

void Run::change(ProcessStatus status, Instant at) {
    ProcessChanged changed = run_.last;
    changed.status = status;
    changed.at = at;
    fold(run_, changed);
    draft_->emit(std::move(changed));
}

void Run::set(std::uint32_t step, StepStatus status, std::uint64_t duty) {
    const StepRow* before = row(step);
    if (before != nullptr && before->status == StepStatus::kOpen && status != StepStatus::kOpen) {
        end_overtaken(*draft_, before->duty);
    }
    draft_->emit(StepChanged{process_->id, subject_, process_->steps[step].name, status, duty,
                             run_.last.attempt});
}

void Run::deliver(std::uint32_t step, const Scene& delivery, const Deed& deed) {
    const StepInfo& info = process_->steps[step];
    const StepRow before = *row(step);
    set(step, StepStatus::kDelivered, before.duty);
    if (info.returns && before.returned < info.returns->most &&
        is_yes(delivery, info.returns->condition)) {
        draft_->emit(StepReturned{process_->id, subject_, info.name, before.returned + 1,
                                  run_.last.attempt});
        undo(info.returns->step, deed);
        go_on(deed);
        return;
    }
    for (const StepInfo& next : process_->steps) {
        for (const StepInfo::After& edge : next.after) {
            if (edge.step == step && edge.condition != kNoCode &&
                !is_yes(delivery, edge.condition)) {
                draft_->emit(
                    PathClosed{process_->id, subject_, next.name, info.name, run_.last.attempt});
            }
        }
    }
    const std::uint64_t receipt =
        info.receipt == kNoIndex ? 0 : open_duty_of(info.receipt, info.name, deed, deed.effect());
    go_on(deed);
    stop_if_suspended(receipt);
}

Run::Way Run::way(std::uint32_t step, const StepInfo::After& edge) const {
    const StepStatus before = status(edge.step);
    if (before == StepStatus::kNotTaken) {
        return Way::kClosed;
    }
    if (!is_done(before)) {
        return Way::kUnknown;
    }
    const StepRow* found = row(step);
    const bool closed =
        found != nullptr && std::find(found->closed.begin(), found->closed.end(),
                                      process_->steps[edge.step].name) != found->closed.end();
    return closed ? Way::kClosed : Way::kTaken;
}

/// Taken once all ways to the step are decided and one of them is.
Run::Way Run::ways(std::uint32_t step) const {
    const StepInfo& info = process_->steps[step];
    if (info.parent != kNoIndex && status(info.parent) != StepStatus::kOpen) {
        return Way::kUnknown;
    }
    bool taken = info.after.empty();
    for (const StepInfo::After& edge : info.after) {
        const Way one = way(step, edge);
        if (one == Way::kUnknown) {
            return one;
        }
        taken = taken || one == Way::kTaken;
    }
    return taken ? Way::kTaken : Way::kClosed;
}

void Run::go_on(const Deed& deed) {
    for (bool changed = true; changed;) {
        changed = false;
        for (std::uint32_t step = 0; step < process_->steps.size(); ++step) {
            changed = go_on(step, deed) || changed;
        }
    }
    if (is_decided(kNoIndex)) {
        finish(run_.last.duty, deed);
        // What is left to acknowledge would stand for good.
        for (const std::uint64_t duty : open_duties()) {
            onus::engine::resume(*draft_, duty, deed.effect(), {PauseCause::kProcess, 0});
        }
        change(ProcessStatus::kEnded, deed.effect());
    }
}

bool Run::go_on(std::uint32_t step, const Deed& deed) {
    const StepStatus before = status(step);
    if (before == StepStatus::kNone) {
        const Way reached = ways(step);
        if (reached == Way::kClosed) {
            set(step, StepStatus::kNotTaken, 0);
        } else if (reached == Way::kTaken) {
            open(step, deed, deed.effect());
        }
        return reached != Way::kUnknown;
    }
    const bool runs = process_->steps[step].action == kNoIndex;
    if (runs && before == StepStatus::kOpen && is_decided(step)) {
        const std::uint64_t duty = row(step)->duty;
        finish(duty, deed);
        set(step, StepStatus::kDelivered, duty);
        return true;
    }
    return false;
}

bool Run::is_decided(std::uint32_t parent) const {
    for (std::uint32_t step = 0; step < process_->steps.size(); ++step) {
        if (process_->steps[step].parent != parent) {
            continue;
        }
        const StepStatus now = status(step);
        if (now == StepStatus::kNone || now == StepStatus::kOpen) {
            return false;
        }
    }
    return true;
}

void Run::open(std::uint32_t step, const Deed& deed, Instant from) {
    const StepInfo& info = process_->steps[step];
    if (info.unless != kNoCode &&
        is_yes(start_scene(*draft_, *program_, run_, deed.effect()), info.unless)) {
        set(step, StepStatus::kSkipped, 0);
        return;
    }
    const std::uint64_t duty = open_duty_of(info.duty, info.name, deed, from);
    set(step, StepStatus::kOpen, duty);
    stop_if_suspended(duty);
}

/// What was delivered before the run was suspended may be approved, or told, meanwhile.
void Run::stop_if_suspended(std::uint64_t duty) {
    if (status() == ProcessStatus::kSuspended && duty != 0) {
        onus::engine::suspend(*draft_, duty,
                              std::max(draft_->duty(duty)->opened.start, run_.last.at),
                              {PauseCause::kProcess, 0});
    }
}

/// Each round of rework is a duty of its own.
std::uint64_t Run::open_duty_of(std::uint32_t duty, const std::string& occasion, const Deed& deed,
                                Instant from) {
    Start start;
    start.kind = EventKind::kAction;
    start.at = from;
    start.attempt = run_.last.attempt;
    start.occasion = occasion;
    if (deed.attempt != run_.last.attempt) {
        start.occasion += "#" + std::to_string(deed.attempt);
    }
    return open_duty(*draft_, start_scene(*draft_, *program_, run_, deed.effect()), duty, kNoCode,
                     start);
}

void Run::finish(std::uint64_t duty, const Deed& deed) {
    if (duty != 0 && !draft_->duty(duty)->done) {
        fulfil(*draft_, duty, deed);
    }
}

/// Of those to acknowledge what a step handed over, the last; 0 if there was none.
std::uint64_t Run::receipt_of(std::uint32_t step) const {
    const std::uint32_t receipt = process_->steps[step].receipt;
    if (receipt == kNoIndex) {
        return 0;
    }
    const Scene scene = start_scene(*draft_, *program_, run_, draft_->now());
    const Stored subject = store(scene.context.parameters[process_->subject]);
    const LatestDutyRow* latest = draft_->state().duty_by_subject.find(
        joined_key(program_->duties[receipt].id, values_key({subject})));
    return latest == nullptr ? 0 : latest->duty;
}

void Run::void_duty(std::uint64_t duty, const Deed& deed, std::string_view text) {
    if (duty != 0 && !draft_->duty(duty)->done) {
        onus::engine::void_duty(*draft_, duty, deed, text);
    }
}

std::vector<bool> Run::reached_from(std::uint32_t step) const {
    const auto& steps = process_->steps;
    std::vector<bool> reached(steps.size(), false);
    // Of a step that is done because those it runs were, the others stay done.
    std::vector<bool> whole(steps.size(), false);
    reached[step] = whole[step] = true;
    for (bool changed = true; changed;) {
        changed = false;
        const auto add = [&](std::uint32_t each, bool is_whole) {
            if (!reached[each] || (is_whole && !whole[each])) {
                reached[each] = changed = true;
                whole[each] = whole[each] || is_whole;
            }
        };
        for (std::uint32_t each = 0; each < steps.size(); ++each) {
            const StepInfo& info = steps[each];
            if (std::any_of(info.after.begin(), info.after.end(),
                            [&](const StepInfo::After& edge) { return reached[edge.step]; }) ||
                (info.parent != kNoIndex && whole[info.parent])) {
                add(each, true);
            }
            if (reached[each] && info.parent != kNoIndex &&
                status(info.parent) == StepStatus::kDelivered) {
                add(info.parent, false);
            }
        }
    }
    return reached;
}

bool Run::is_built_on(std::uint32_t step) const {
    const std::vector<bool> reached = reached_from(step);
    const auto is_received = [&](std::uint32_t each) {
        const std::uint64_t receipt = receipt_of(each);
        return receipt != 0 && draft_->duty(receipt)->state != DutyState::kVoid &&
               draft_->duty(receipt)->done;
    };
    for (std::uint32_t each = 0; each < process_->steps.size(); ++each) {
        const bool by_itself = process_->steps[each].action == kNoIndex;
        if (reached[each] &&
            ((each != step && !by_itself && status(each) == StepStatus::kDelivered) ||
             is_received(each))) {
            return true;
        }
    }
    return false;
}

void Run::undo(std::uint32_t step, const Deed& deed) {
    const std::vector<bool> reached = reached_from(step);
    for (std::uint32_t each = 0; each < process_->steps.size(); ++each) {
        const StepRow* found = reached[each] ? row(each) : nullptr;
        if (found == nullptr) {
            continue;
        }
        const StepRow before = *found;
        void_duty(before.duty, deed, "notice.sent_back");
        const std::uint64_t receipt = receipt_of(each);
        void_duty(receipt, deed, "notice.sent_back");
        end_overtaken(*draft_, receipt);
        set(each, StepStatus::kNone, 0);
        for (const std::string& from : before.closed) {
            // What was decided elsewhere stays decided.
            if (!reached[*find_step(from)]) {
                draft_->emit(PathClosed{process_->id, subject_, process_->steps[each].name, from,
                                        run_.last.attempt});
            }
        }
    }
}

void Run::send_back(std::uint32_t step, const Deed& deed) {
    undo(step, deed);
    go_on(deed);
}

/// What a delivery set off beside the run is not to be done, since it is as if it had not been.
void Run::take_back(std::uint64_t delivery, const Deed& deed) {
    const AttemptRow* attempt = delivery == 0 ? nullptr : draft_->attempt(delivery);
    const std::vector<std::uint64_t> duties =
        attempt == nullptr ? std::vector<std::uint64_t>() : attempt->duties;
    for (const std::uint64_t duty : duties) {
        const DutyRow& row = *draft_->duty(duty);
        const bool binds = !row.done || row.ban_open;
        // A run that it started is for its owner to cancel.
        if (binds && duty_info(onus::engine::program_of(*draft_, row), row).process == kNoIndex) {
            onus::engine::void_duty(*draft_, duty, deed);
        }
    }
}

void Run::withdraw(std::uint32_t step, const Deed& deed) {
    const DutyRow before = *draft_->duty(row(step)->duty);
    take_back(before.deed, deed);
    undo(step, deed);
    open(step, deed, before.opened.start);
    const std::uint64_t duty = row(step)->duty;
    // Pauses had moved the deadline.
    if (duty != 0 && draft_->duty(duty)->due != before.due) {
        const Term term{
            before.opened.start, {}, before.due, before.provisional, draft_->duty(duty)->reminders};
        change_duty(*draft_, duty, DutyChange::kExtended, deed, &term);
    }
    go_on(deed);
}

std::vector<std::uint64_t> Run::open_duties() const {
    std::vector<std::uint64_t> duties;
    for (std::uint32_t step = 0; step < process_->steps.size(); ++step) {
        const StepRow* found = row(step);
        if (found != nullptr && found->status == StepStatus::kOpen && found->duty != 0) {
            duties.push_back(found->duty);
        }
        if (const std::uint64_t receipt = receipt_of(step); receipt != 0) {
            duties.push_back(receipt);
        }
    }
    if (run_.last.duty != 0) {
        duties.push_back(run_.last.duty);
    }
    return duties;
}

void Run::cancel(const Deed& deed) {
    for (const std::uint64_t duty : open_duties()) {
        void_duty(duty, deed, "notice.void");
    }
    for (std::uint32_t step = 0; step < process_->steps.size(); ++step) {
        end_overtaken(*draft_, receipt_of(step));
        if (status(step) == StepStatus::kOpen) {
            set(step, StepStatus::kCancelled, row(step)->duty);
        }
    }
    change(ProcessStatus::kCancelled, deed.effect());
}

void Run::suspend(const Deed& deed) {
    for (const std::uint64_t duty : open_duties()) {
        onus::engine::suspend(*draft_, duty, deed.at, {PauseCause::kProcess, 0});
    }
    change(ProcessStatus::kSuspended, deed.at);
}

void Run::resume(const Deed& deed) {
    for (const std::uint64_t duty : open_duties()) {
        onus::engine::resume(*draft_, duty, deed.effect(), {PauseCause::kProcess, 0});
    }
    change(ProcessStatus::kRunning, deed.effect());
}

}  // namespace onus::engine
