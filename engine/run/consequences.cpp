// SPDX-License-Identifier: Apache-2.0
#include "engine/run/consequences.h"

#include <algorithm>

#include "engine/duties/opening.h"
#include "engine/duties/transition.h"
#include "engine/liability/liability.h"
#include "engine/process/process.h"
#include "engine/run/effects.h"
#include "engine/run/remembering.h"

namespace onus::engine {

namespace {

constexpr std::string_view kUndetermined = "undetermined";

void append(std::vector<Remembered>& to, std::vector<Remembered> more) {
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

bool is_written(const ActionInfo& action, std::uint32_t parameter, std::uint32_t field) {
    return std::find(action.creates.begin(), action.creates.end(), parameter) !=
               action.creates.end() ||
           std::any_of(action.changes.begin(), action.changes.end(), [&](const auto& change) {
               return change.parameter == parameter && change.field == field;
           });
}

/// The fields that the action writes and the payload gave.
std::vector<Written> written_by(const Scene& scene) {
    std::vector<Written> written;
    for (std::uint32_t i = 0; i < scene.action->parameters.size(); ++i) {
        const RecordView& view = scene.bound.records[i];
        if (view.slots == nullptr) {
            continue;
        }
        const RecordInfo& record = scene.program->records[view.record];
        for (std::size_t slot = 0; slot < record.fields.size(); ++slot) {
            const std::uint32_t field = record.fields[slot];
            if (!scene.bound.given[i][slot] || !is_written(*scene.action, i, field)) {
                continue;
            }
            written.push_back({record.id, std::string(view.key), scene.program->fields[field].name,
                               store(view.before[slot]), store(view.slots[slot])});
        }
    }
    return written;
}

std::vector<RecordName> records_of(const Scene& scene) {
    std::vector<RecordName> records;
    for (std::size_t i = 0; i < scene.action->parameters.size(); ++i) {
        const RecordView& view = scene.bound.records[i];
        if (view.slots != nullptr) {
            records.push_back({scene.program->records[view.record].id, std::string(view.key)});
        }
    }
    return records;
}

Start start_of(EventKind kind, const std::string& target, const Deed& deed) {
    Start start;
    start.kind = kind;
    start.target = target;
    start.at = deed.effect();
    start.attempt = deed.attempt;
    return start;
}

/// A forced or observed finding is a violation of whoever acted.
void record_violation(Draft& draft, const Scene& scene, const Judged& judged,
                      const Finding& finding) {
    Violation violation;
    violation.kind = ViolationKind::kDirect;
    violation.rule = finding.rule;
    violation.person = judged.actor;
    violation.attempt = judged.attempt;
    violation.observed = finding.discharge == Discharge::kObserved;
    violation.department = department_of(draft, judged.actor, judged.at);
    violation.remembered =
        remembered_for(draft, scene, HistorySubject::kViolated, finding.rule, judged.at);
    draft.emit(std::move(violation));
}

void ask_about(Draft& draft, const Scene& scene, const Judged& judged, const Finding& finding) {
    MatterOpened matter;
    matter.kind = MatterKind::kConflict;
    matter.declaration = finding.rule;
    matter.attempt = judged.attempt;
    matter.text = finding.text;
    open_matter(draft, scene, std::move(matter), {finding.decider, {}}, kOneWorkingDay);
}

void follow_findings(Draft& draft, const Scene& scene, const Judged& judged,
                     const Assessment& assessment, const Deed& deed) {
    for (const Finding& finding : judged.findings) {
        const bool against =
            finding.discharge == Discharge::kForce || finding.discharge == Discharge::kObserved;
        if (finding.rule.empty() || finding.level < Level::kWarn || !against) {
            continue;
        }
        // Nobody knows whether the rule was broken: that is a question, and no violation.
        if (finding.kind == kUndetermined) {
            ask_about(draft, scene, judged, finding);
            continue;
        }
        record_violation(draft, scene, judged, finding);
        for (const std::uint32_t index : assessment.violated) {
            const Gate& gate = scene.program->gates[index];
            if (gate.id == finding.rule) {
                run_effects(draft, scene, gate.violated, occasion_of(gate, judged.attempt));
            }
        }
        open_duties(draft, scene, start_of(EventKind::kViolated, finding.rule, deed));
        if (finding.discharge == Discharge::kForce) {
            open_duties(draft, scene, start_of(EventKind::kForced, finding.rule, deed));
        }
    }
    for (const std::uint32_t index : assessment.satisfied) {
        const Gate& gate = scene.program->gates[index];
        run_effects(draft, scene, gate.then, occasion_of(gate, judged.attempt));
    }
}

}  // namespace

void take_effect(Draft& draft, const Scene& scene, const Judged& judged,
                 const Assessment& assessment, const Deed& deed, const std::string& key) {
    TookEffect effect;
    effect.attempt = judged.attempt;
    effect.action = scene.action->id;
    effect.actor = judged.actor;
    effect.at = judged.at;
    effect.written = written_by(scene);
    effect.records = records_of(scene);
    effect.deed = key;
    effect.remembered = remembered_for(draft, scene, HistorySubject::kAction, {}, judged.at);
    for (const Finding& finding : judged.findings) {
        if (finding.discharge == Discharge::kForce) {
            append(effect.remembered,
                   remembered_for(draft, scene, HistorySubject::kForced, finding.rule, judged.at));
        }
    }
    draft.emit(std::move(effect));
    follow_findings(draft, scene, judged, assessment, deed);
    touch_duties(draft, scene, deed);
    follow_process(draft, scene, judged, deed);
    open_duties(draft, scene, start_of(EventKind::kAction, {}, deed));
    start_processes(draft, scene, deed);
    propose_liabilities(draft, scene, judged);
}

}  // namespace onus::engine
