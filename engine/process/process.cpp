// SPDX-License-Identifier: Apache-2.0
#include "engine/process/process.h"

#include <optional>

#include "engine/duties/change.h"
#include "engine/process/run.h"
#include "engine/run/authority.h"
#include "engine/run/finding.h"

namespace onus::engine {

namespace {

/// Names in both languages, one behind the other.
Bilingual joined(const std::vector<Bilingual>& names) {
    Bilingual joined;
    for (const Bilingual& name : names) {
        joined.en += (joined.en.empty() ? "" : ", ") + name.en;
        joined.zh += (joined.zh.empty() ? "" : "、") + name.zh;
    }
    return joined;
}

class Check {
  public:
    Check(Draft& draft, const Scene& scene, const Judged& judged, std::vector<Finding>& findings)
        : draft_(draft), scene_(scene), judged_(judged), findings_(findings) {}

    void run() {
        const ProcessInfo& info = scene_.program->processes[scene_.action->process];
        const auto found = Run::find(draft_, info, subject_of(scene_));
        if (scene_.action->control != ProcessControl::kNoControl) {
            control(found);
        } else if (scene_.action->is_receipt) {
            receipt();
        } else {
            delivery(found, info);
        }
    }

    static std::string subject_of(const Scene& scene) {
        return std::string(scene.context.parameters[0].text);
    }

  private:
    void refuse(std::string_view kind, std::vector<Stored> arguments = {}) {
        Finding finding = builtin_finding(kind, Level::kBlock, std::move(arguments));
        finding.rule = scene_.action->id;
        findings_.push_back(std::move(finding));
    }

    void control(const std::optional<Run>& run) {
        if (!run || run->is_over()) {
            refuse("process_not_running");
            return;
        }
        if (scene_.action->control == ProcessControl::kWithdraw) {
            withdrawal(*run);
            return;
        }
        const std::string owner = run->owner();
        if (judged_.actor != owner) {
            refuse("not_process_owner", {stored_person(owner)});
        }
        const bool stands = run->status() == ProcessStatus::kSuspended;
        const ProcessControl control = scene_.action->control;
        if (control == ProcessControl::kSuspend && stands) {
            refuse("process_suspended");
        } else if (control == ProcessControl::kResume && !stands) {
            refuse("process_not_suspended");
        } else if (control == ProcessControl::kSendBack && !named_step(*run, scene_)) {
            refuse("step_not_done", {store(scene_.context.parameters[1])});
        }
    }

    /// Whoever delivered a step takes it back while nobody has built on it and its time lasts.
    void withdrawal(const Run& run) {
        const auto step = named_step(run, scene_);
        const Stored named = store(scene_.context.parameters[1]);
        if (!step) {
            refuse("step_not_done", {named});
            return;
        }
        if (run.status() == ProcessStatus::kSuspended) {
            refuse("process_suspended");
        }
        const DutyRow& duty = *draft_.duty(run.row(*step)->duty);
        if (!acts_for_bearer(draft_, duty, judged_.actor, judged_.at)) {
            refuse("not_step_owner", {stored_person(duty.bearer)});
        } else if (run.is_built_on(*step)) {
            refuse("step_went_on", {named, stored_person(run.owner())});
        } else if (duty.due && !duty.provisional && judged_.at > *duty.due) {
            refuse("withdrawn_too_late", {named, stored_person(run.owner())});
        }
    }

    void receipt() {
        const auto& latest = draft_.state().duty_by_subject;
        const StepInfo& step =
            scene_.program->processes[scene_.action->process].steps[scene_.action->step];
        const std::string& id = scene_.program->duties[step.receipt].id;
        const LatestDutyRow* number =
            latest.find(joined_key(id, values_key({store(scene_.context.parameters[0])})));
        const DutyRow* duty = number == nullptr ? nullptr : draft_.duty(number->duty);
        if (duty == nullptr || duty->done) {
            refuse("nothing_to_receive");
        } else if (!acts_for_bearer(draft_, *duty, judged_.actor, judged_.at)) {
            refuse("not_step_owner", {stored_person(duty->bearer)});
        }
    }

    void delivery(const std::optional<Run>& run, const ProcessInfo& info) {
        const auto step = run ? run->find_step(info.steps[scene_.action->step].name) : std::nullopt;
        if (!step || run->status(*step) != StepStatus::kOpen) {
            refuse_closed_step(run, info, step);
            return;
        }
        if (run->stood(judged_.at)) {
            refuse("process_suspended");
        }
        const DutyRow* duty = draft_.duty(run->row(*step)->duty);
        if (duty != nullptr && !acts_for_bearer(draft_, *duty, judged_.actor, judged_.at)) {
            refuse("not_step_owner", {stored_person(duty->bearer)});
        }
        if (run->is_returned_too_often(*step, scene_)) {
            Finding finding = builtin_finding("returned_too_often", Level::kHold);
            finding.rule = scene_.action->id;
            finding.decider = run->owner();
            findings_.push_back(std::move(finding));
        }
    }

    /// What is missing and who owes it, or why the step waits for nothing.
    void refuse_closed_step(const std::optional<Run>& run, const ProcessInfo& info,
                            std::optional<std::uint32_t> step) {
        if (!run || run->is_over() || !step) {
            refuse("process_not_under_way", {stored_text(info.title.en), stored_text(info.title.zh),
                                             store(scene_.context.parameters[0])});
            return;
        }
        const auto& steps = run->info().steps;
        for (const StepInfo::After& edge : steps[*step].after) {
            if (run->status(*step) == StepStatus::kNone &&
                run->status(edge.step) == StepStatus::kOpen) {
                refuse("precondition_missing", {stored_text(steps[edge.step].title.en),
                                                stored_text(steps[edge.step].title.zh),
                                                stored_person(owner_of_step(*run, edge.step))});
                return;
            }
        }
        std::vector<Bilingual> open;
        for (std::uint32_t each = 0; each < steps.size(); ++each) {
            if (run->status(each) == StepStatus::kOpen) {
                const Bilingual owner = name_of(owner_of_step(*run, each));
                open.push_back({steps[each].title.en + " (" + owner.en + ")",
                                steps[each].title.zh + "（" + owner.zh + "）"});
            }
        }
        const Bilingual names = open.empty() ? Bilingual{"none", "无"} : joined(open);
        std::vector<Stored> words = {stored_text(names.en), stored_text(names.zh)};
        switch (run->status(*step)) {
            case StepStatus::kDelivered:
                words.push_back(stored_person(owner_of_step(*run, *step)));
                refuse("step_delivered", std::move(words));
                return;
            case StepStatus::kSkipped:
            case StepStatus::kNotTaken:
            case StepStatus::kCancelled:
                refuse("step_left_out", std::move(words));
                return;
            default:
                refuse("step_not_open", std::move(words));
        }
    }

    /// As people call him, with the id behind it.
    Bilingual name_of(const std::string& person) const {
        const Organisation* organisation = draft_.world().organisation_at(judged_.at);
        const auto found = organisation ? organisation->find_person(person) : std::nullopt;
        if (!found) {
            return {person, person};
        }
        const PersonData& data = organisation->person(*found);
        return {data.name_en.empty() ? person : data.name_en,
                data.name_zh.empty() ? person : data.name_zh};
    }

    std::string owner_of_step(const Run& run, std::uint32_t step) {
        const DutyRow* duty = draft_.duty(run.row(step)->duty);
        return duty == nullptr ? "?" : duty->bearer;
    }

  public:
    /// The step that `send_back` or `withdraw` names, if it was done.
    static std::optional<std::uint32_t> named_step(const Run& run, const Scene& scene) {
        const auto step = run.find_step(scene.context.parameters[1].text);
        return step && run.status(*step) == StepStatus::kDelivered ? step : std::nullopt;
    }

  private:
    Draft& draft_;
    const Scene& scene_;
    const Judged& judged_;
    std::vector<Finding>& findings_;
};

void control(Run& run, const Scene& scene, const Deed& deed) {
    switch (scene.action->control) {
        case ProcessControl::kNoControl:
            return;
        case ProcessControl::kCancel:
            run.cancel(deed);
            return;
        case ProcessControl::kSuspend:
            run.suspend(deed);
            return;
        case ProcessControl::kResume:
            run.resume(deed);
            return;
        case ProcessControl::kSendBack:
            if (const auto step = Check::named_step(run, scene)) {
                run.send_back(*step, deed);
            }
            return;
        case ProcessControl::kWithdraw:
            if (const auto step = Check::named_step(run, scene)) {
                run.withdraw(*step, deed);
            }
            return;
    }
}

}  // namespace

void check_process(Draft& draft, const Scene& scene, const Judged& judged,
                   std::vector<Finding>& findings) {
    if (scene.action->process != kNoIndex) {
        Check(draft, scene, judged, findings).run();
    }
}

void follow_process(Draft& draft, const Scene& scene, const Judged& judged, const Deed& deed) {
    const ActionInfo& action = *scene.action;
    if (action.process == kNoIndex || action.is_receipt) {
        return;
    }
    const ProcessInfo& info = scene.program->processes[action.process];
    auto run = Run::find(draft, info, Check::subject_of(scene));
    // Observed, it may have happened to a run that is over, or that never was.
    if (!run || run->is_over()) {
        return;
    }
    if (action.control != ProcessControl::kNoControl) {
        control(*run, scene, deed);
        return;
    }
    const auto step = run->find_step(info.steps[action.step].name);
    if (step && run->status(*step) == StepStatus::kOpen) {
        // The version of the run says where it goes from there.
        run->deliver(*step, scene_of(draft, run->program(), judged, true), deed);
    }
}

void await_decision(Draft& draft, const Scene& scene, const Judged& judged) {
    const ActionInfo& action = *scene.action;
    if (action.process == kNoIndex || action.step == kNoIndex || action.is_receipt) {
        return;
    }
    const ProcessInfo& info = scene.program->processes[action.process];
    const auto run = Run::find(draft, info, Check::subject_of(scene));
    const auto step = run ? run->find_step(info.steps[action.step].name) : std::nullopt;
    const StepRow* row = step ? run->row(*step) : nullptr;
    const DutyRow* duty = row == nullptr || row->duty == 0 ? nullptr : draft.duty(row->duty);
    // Nobody owes it any more, so no clock stands for it; the step may be closed meanwhile.
    if (duty != nullptr && duty->done && row->status == StepStatus::kOpen) {
        change_duty(draft, row->duty, DutyChange::kAwaited,
                    {judged.actor, judged.at, judged.attempt, {}, {}}, nullptr,
                    Pause{PauseCause::kHeld, judged.attempt});
    }
}

void start_processes(Draft& draft, const Scene& scene, const Deed& deed) {
    for (const std::uint32_t process : scene.action->processes) {
        const ProcessInfo& info = scene.program->processes[process];
        if (holds(draft, scene, info.trigger.condition, occasion_of(info, deed.attempt))) {
            Run::start(draft, scene, process, deed);
        }
    }
}

}  // namespace onus::engine
