// SPDX-License-Identifier: Apache-2.0
#include "engine/process/process.h"

#include <algorithm>

#include "engine/duties/opening.h"
#include "engine/run/authority.h"
#include "engine/run/effects.h"
#include "engine/run/finding.h"
#include "engine/run/fold.h"

namespace onus::engine {

namespace {

/// The record that the instance is about: the first one of the starting action.
std::string subject_of(const Scene& scene) {
    for (std::size_t i = 0; i < scene.action->parameters.size(); ++i) {
        if (scene.action->parameters[i].type.kind == ValueKind::kRecord) {
            return std::string(scene.context.parameters[i].text);
        }
    }
    return {};
}

Occasion occasion_of(const Program& program, const ProcessInfo& process, std::uint64_t attempt) {
    Occasion occasion;
    occasion.declaration = process.id;
    occasion.title = process.title;
    occasion.rulebook =
        process.steps.empty() ? 0 : program.duties[process.steps.front().duty].rulebook;
    occasion.attempt = attempt;
    return occasion;
}

class Instance {
  public:
    Instance(Draft& draft, const Scene& scene, std::uint32_t process, std::uint64_t attempt)
        : draft_(draft),
          scene_(scene),
          process_(scene.program->processes[process]),
          subject_(subject_of(scene)),
          attempt_(attempt) {}

    [[nodiscard]] StepStatus status(std::uint32_t step) const {
        const StepRow* row = draft_.step(key(step));
        return row == nullptr ? StepStatus::kNone : row->status;
    }

    [[nodiscard]] const StepRow* row(std::uint32_t step) const { return draft_.step(key(step)); }

    void set(std::uint32_t step, StepStatus status, std::uint64_t duty) {
        draft_.emit(
            StepChanged{process_.id, subject_, process_.steps[step].name, status, duty, attempt_});
    }

    /// Opens every step whose predecessors are all delivered or skipped.
    void open_ready() {
        for (bool changed = true; changed;) {
            changed = false;
            for (std::uint32_t step = 0; step < process_.steps.size(); ++step) {
                if (status(step) == StepStatus::kNone && ready(step)) {
                    open(step);
                    changed = true;
                }
            }
        }
    }

    [[nodiscard]] const ProcessInfo& info() const { return process_; }

  private:
    [[nodiscard]] std::string key(std::uint32_t step) const {
        return step_key(process_.id, subject_, process_.steps[step].name);
    }

    [[nodiscard]] bool ready(std::uint32_t step) const {
        const auto& after = process_.steps[step].after;
        return std::all_of(after.begin(), after.end(), [&](std::uint32_t before) {
            return status(before) == StepStatus::kDelivered ||
                   status(before) == StepStatus::kSkipped;
        });
    }

    void open(std::uint32_t step) {
        const StepInfo& info = process_.steps[step];
        if (info.unless != kNoCode &&
            holds(draft_, scene_, info.unless, occasion_of(*scene_.program, process_, attempt_))) {
            set(step, StepStatus::kSkipped, 0);
            return;
        }
        Start start;
        start.kind = EventKind::kAction;
        start.at = scene_.context.at;
        start.attempt = attempt_;
        start.occasion = info.name;
        const std::uint64_t duty = open_duty(draft_, scene_, info.duty, kNoCode, start);
        set(step, StepStatus::kOpen, duty);
    }

    Draft& draft_;
    const Scene& scene_;
    const ProcessInfo& process_;
    std::string subject_;
    std::uint64_t attempt_;
};

Bilingual join(const std::vector<Bilingual>& names) {
    Bilingual joined;
    for (const Bilingual& name : names) {
        joined.en += (joined.en.empty() ? "" : ", ") + name.en;
        joined.zh += (joined.zh.empty() ? "" : "、") + name.zh;
    }
    return joined;
}

void refuse_closed_step(Draft& draft, const Instance& instance, const ActionInfo& action,
                        std::vector<Finding>& findings) {
    const auto& steps = instance.info().steps;
    for (const std::uint32_t before : steps[action.step].after) {
        const StepRow* row = instance.row(before);
        if (row != nullptr && row->status == StepStatus::kOpen) {
            const DutyRow* duty = draft.duty(row->duty);
            Finding finding = builtin_finding(
                "precondition_missing", Level::kBlock,
                {stored_text(steps[before].title.en), stored_text(steps[before].title.zh),
                 stored_person(duty == nullptr ? std::string() : duty->bearer)});
            finding.rule = action.id;
            findings.push_back(std::move(finding));
            return;
        }
    }
    std::vector<Bilingual> open;
    for (std::uint32_t step = 0; step < steps.size(); ++step) {
        if (instance.status(step) == StepStatus::kOpen) {
            const DutyRow* duty = draft.duty(instance.row(step)->duty);
            const std::string owner = duty == nullptr ? "?" : duty->bearer;
            open.push_back({steps[step].title.en + " (" + owner + ")",
                            steps[step].title.zh + "（" + owner + "）"});
        }
    }
    const Bilingual names = open.empty() ? Bilingual{"none", "无"} : join(open);
    Finding finding = builtin_finding("step_not_open", Level::kBlock,
                                      {stored_text(names.en), stored_text(names.zh)});
    finding.rule = action.id;
    findings.push_back(std::move(finding));
}

}  // namespace

void check_step(Draft& draft, const Scene& scene, const Judged& judged,
                std::vector<Finding>& findings) {
    const ActionInfo& action = *scene.action;
    if (action.process == kNoIndex) {
        return;
    }
    const Instance instance(draft, scene, action.process, judged.attempt);
    if (instance.status(action.step) != StepStatus::kOpen) {
        refuse_closed_step(draft, instance, action, findings);
        return;
    }
    const DutyRow* duty = draft.duty(instance.row(action.step)->duty);
    if (duty != nullptr && !acts_for_bearer(draft, *duty, judged.actor, judged.at)) {
        Finding finding =
            builtin_finding("not_step_owner", Level::kBlock, {stored_person(duty->bearer)});
        finding.rule = action.id;
        findings.push_back(std::move(finding));
    }
}

void deliver_step(Draft& draft, const Scene& scene, const Judged& judged) {
    const ActionInfo& action = *scene.action;
    if (action.process == kNoIndex) {
        return;
    }
    Instance instance(draft, scene, action.process, judged.attempt);
    const StepRow* row = instance.row(action.step);
    instance.set(action.step, StepStatus::kDelivered, row == nullptr ? 0 : row->duty);
    instance.open_ready();
}

void start_processes(Draft& draft, const Scene& scene, const Judged& judged) {
    for (const std::uint32_t process : scene.action->processes) {
        const ProcessInfo& info = scene.program->processes[process];
        if (holds(draft, scene, info.trigger.condition,
                  occasion_of(*scene.program, info, judged.attempt))) {
            Instance(draft, scene, process, judged.attempt).open_ready();
        }
    }
}

}  // namespace onus::engine
