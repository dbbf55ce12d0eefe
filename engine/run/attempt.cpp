// SPDX-License-Identifier: Apache-2.0
#include "engine/run/attempt.h"

#include <algorithm>

#include "engine/duties/transition.h"
#include "engine/matters/matter.h"
#include "engine/process/process.h"
#include "engine/run/consequences.h"
#include "engine/run/effects.h"
#include "engine/run/explain.h"
#include "engine/run/finding.h"
#include "engine/run/hearing.h"
#include "engine/run/notice.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {

namespace {

constexpr std::string_view kEngineActor = "onus";

void discharge(std::vector<Finding>& findings, Level up_to, Discharge by) {
    for (Finding& finding : findings) {
        const bool one = by == Discharge::kObserved || finding.level == up_to;
        if (finding.discharge == Discharge::kNone && finding.level >= Level::kWarn && one) {
            finding.discharge = by;
        }
    }
}

AttemptStatus status_of(const std::vector<Finding>& findings) {
    switch (verdict_of(findings)) {
        case Level::kPass:
        case Level::kShadow:
        case Level::kNote:
            return AttemptStatus::kEffective;
        case Level::kHold:
            return AttemptStatus::kHeld;
        case Level::kWarn:
        case Level::kBlock:
            break;
    }
    return AttemptStatus::kRefused;
}

/// One matter for each hold that nobody has answered and that none is open for.
void open_holds(Draft& draft, const Scene& scene, std::uint64_t attempt,
                const std::vector<Finding>& findings) {
    for (const Finding& finding : findings) {
        if (finding.level == Level::kHold && finding.discharge == Discharge::kNone &&
            !has_open_hold(draft, attempt, finding)) {
            open_hold(draft, scene, attempt, finding);
        }
    }
}

/// What a finding of the new verdict keeps from the answered one. An approval holds only for the
/// values it saw.
void carry_over(Draft& draft, std::uint64_t attempt, const std::vector<Finding>& answered,
                std::vector<Finding>& now) {
    for (Finding& finding : now) {
        const auto old = std::find_if(answered.begin(), answered.end(), [&](const Finding& other) {
            return other.rule == finding.rule && other.kind == finding.kind &&
                   (finding.kind != "needs_approval" || other.decider == finding.decider);
        });
        // Whom the rule names now has decided in place of somebody who has left.
        if (old == answered.end() && finding.kind == "needs_approval" &&
            decided_digest(draft, attempt, finding) == digest_of(finding)) {
            finding.discharge = Discharge::kDecision;
            continue;
        }
        if (old == answered.end() || old->discharge == Discharge::kNone ||
            old->level < finding.level) {
            continue;
        }
        if (old->discharge == Discharge::kDecision &&
            decided_digest(draft, attempt, finding) != digest_of(finding)) {
            finding.text = builtin_text("approval_void");
            continue;
        }
        finding.discharge = old->discharge;
    }
}

void change(Draft& draft, std::uint64_t attempt, AttemptStatus status,
            std::vector<Finding> findings, const std::string& reason) {
    AttemptChanged changed;
    changed.attempt = attempt;
    changed.status = status;
    changed.findings = std::move(findings);
    changed.reason = reason;
    draft.emit(std::move(changed));
}

const Program* program_of(Draft& draft, const Judged& judged) {
    const Program* program = draft.world().program_by_hash(judged.program);
    return program != nullptr ? program : draft.world().program_at(judged.at);
}

/// Only a submission can be changed and sent again.
bool wants_remedy(const Command& command, const Judged& judged) {
    return std::holds_alternative<Submit>(command.body) && judged.verdict > Level::kNote &&
           (judged.status == AttemptStatus::kRefused || judged.status == AttemptStatus::kHeld);
}

Deed deed_of(const Judged& judged) { return {judged.actor, judged.at, judged.attempt, {}, {}, {}}; }

void judge_new(Draft& draft, const Command& command, Judged judged, const std::string& deed,
               bool force) {
    const Hearing hearing = hear(draft, judged, deed);
    if (judged.observed) {
        discharge(judged.findings, Level::kBlock, Discharge::kObserved);
    } else if (force && judged.reason.empty()) {
        judged.findings.push_back(builtin_finding("force_needs_reason", Level::kBlock));
    } else if (force) {
        discharge(judged.findings, Level::kWarn, Discharge::kForce);
    }
    const bool declared = hearing.scene.action != nullptr;
    judged.status = declared ? status_of(judged.findings) : AttemptStatus::kRefused;
    if (declared && wants_remedy(command, judged)) {
        judged.remedy = remedy_for(draft, hearing.scene, command, judged);
    }
    const std::uint64_t number = judged.attempt;
    draft.emit(std::move(judged));
    const Judged& kept = draft.attempt(number)->judged;
    if (kept.status == AttemptStatus::kHeld) {
        open_holds(draft, hearing.scene, kept.attempt, kept.findings);
        stop_clocks(draft, hearing.scene, kept.actor, kept.attempt);
        await_decision(draft, hearing.scene, kept);
    } else if (kept.status == AttemptStatus::kEffective) {
        take_effect(draft, hearing.scene, kept, hearing.assessment, deed_of(kept), deed);
    }
}

}  // namespace

void decline(Draft& draft, DiagnosticKind kind, std::vector<std::string> arguments) {
    draft.emit(Declined{std::string(code_of(kind)), std::move(arguments)});
}

void judge_attempt(Draft& draft, const Command& command, const Submit& submit) {
    Judged judged = new_attempt(draft, command, submit.action, submit.payload);
    judged.reason = submit.reason;
    judge_new(draft, command, std::move(judged), deed_key(command, submit), submit.force);
}

void judge_attempt(Draft& draft, const Command& command, const Observe& observe) {
    Judged judged = new_attempt(draft, command, observe.action, observe.payload);
    judged.observed = true;
    judge_new(draft, command, std::move(judged), deed_key(command, observe), false);
}

void judge_force(Draft& draft, const Command& command, const Force& force) {
    const AttemptRow* row = draft.attempt(force.attempt);
    const std::string number = std::to_string(force.attempt);
    if (row == nullptr) {
        decline(draft, DiagnosticKind::kAttemptUnknown, {number});
        return;
    }
    if (row->judged.actor != command.actor) {
        decline(draft, DiagnosticKind::kAttemptNotYours, {number, row->judged.actor});
        return;
    }
    const bool waits = row->judged.status == AttemptStatus::kHeld ||
                       (row->judged.status == AttemptStatus::kRefused &&
                        verdict_of(row->judged.findings) == Level::kWarn);
    if (!waits) {
        decline(draft, DiagnosticKind::kAttemptNotWaiting, {number});
        return;
    }
    if (force.reason.empty()) {
        decline(draft, DiagnosticKind::kReasonMissing);
        return;
    }
    std::vector<Finding> findings = row->judged.findings;
    discharge(findings, Level::kWarn, Discharge::kForce);
    change(draft, force.attempt, AttemptStatus::kHeld, findings, force.reason);
    release_if_free(draft, force.attempt, std::move(findings));
}

void judge_withdrawal(Draft& draft, const Command& command, const Withdraw& withdraw) {
    const AttemptRow* row = draft.attempt(withdraw.attempt);
    const std::string number = std::to_string(withdraw.attempt);
    if (row == nullptr) {
        decline(draft, DiagnosticKind::kAttemptUnknown, {number});
    } else if (row->judged.actor != command.actor) {
        decline(draft, DiagnosticKind::kAttemptNotYours, {number, row->judged.actor});
    } else if (row->judged.status != AttemptStatus::kHeld) {
        decline(draft, DiagnosticKind::kAttemptNotWaiting, {number});
    } else {
        end_attempt(draft, withdraw.attempt, AttemptStatus::kWithdrawn);
    }
}

void release_if_free(Draft& draft, std::uint64_t attempt, std::vector<Finding> findings) {
    if (verdict_of(findings) >= Level::kWarn) {
        change(draft, attempt, AttemptStatus::kHeld, std::move(findings), {});
        return;
    }
    const AttemptRow row = *draft.attempt(attempt);
    Judged judged = row.judged;
    const Program* program = program_of(draft, judged);
    const Scene scene = scene_of(draft, *program, judged, true);
    Assessment assessment = assess(draft, scene, judged, ReportTime::kIgnored);
    carry_over(draft, attempt, findings, assessment.findings);
    judged.findings = assessment.findings;
    const Level verdict = verdict_of(judged.findings);
    if (verdict == Level::kBlock) {
        end_attempt(draft, attempt, AttemptStatus::kRejected);
        tell(draft, judged.actor, builtin_text("notice.stopped"), {{}, attempt, 0, 0});
        return;
    }
    if (verdict >= Level::kWarn) {
        change(draft, attempt, AttemptStatus::kHeld, judged.findings, {});
        open_holds(draft, scene, attempt, judged.findings);
        return;
    }
    const bool decided = std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
        return finding.discharge == Discharge::kDecision;
    });
    change(draft, attempt, decided ? AttemptStatus::kReleased : AttemptStatus::kEffective,
           judged.findings, {});
    restart_clocks(draft, scene, attempt);
    Deed done = deed_of(judged);
    done.at = row.done_at();
    done.released = draft.now();
    take_effect(draft, scene, judged, assessment, done, {});
}

void end_attempt(Draft& draft, std::uint64_t attempt, AttemptStatus status) {
    const AttemptRow row = *draft.attempt(attempt);
    change(draft, attempt, status, {}, {});
    close_holds(draft, attempt);
    const Program* program = program_of(draft, row.judged);
    const Scene scene = scene_of(draft, *program, row.judged, true);
    if (scene.action != nullptr) {
        restart_clocks(draft, scene, attempt);
    }
}

void deem(Draft& draft, const Program& program, std::uint32_t action,
          const std::vector<std::pair<std::uint32_t, Value>>& arguments, Instant at) {
    const ActionInfo& info = program.actions[action];
    Judged judged;
    judged.attempt = draft.next_attempt();
    judged.action = info.id;
    judged.actor = std::string(kEngineActor);
    judged.source = std::string(kEngineActor);
    judged.at = at;
    judged.status = AttemptStatus::kEffective;
    judged.observed = true;
    judged.program = program.hash;
    judged.payload = object_data();
    for (const auto& [parameter, value] : arguments) {
        set_member(judged.payload, info.parameters[parameter].name, text_data(value.text));
    }
    const Scene scene = scene_of(draft, program, judged, true);
    const Judged kept = judged;
    draft.emit(std::move(judged));
    take_effect(draft, scene, kept, {}, deed_of(kept), {});
}

}  // namespace onus::engine
