// SPDX-License-Identifier: Apache-2.0
#include "engine/run/verdict.h"

#include <algorithm>
#include <array>

#include "engine/ledger/merkle.h"
#include "engine/process/process.h"
#include "engine/run/authority.h"
#include "engine/run/finding.h"
#include "engine/run/repeated.h"

namespace onus::engine {

namespace {

std::string_view cause_slug(UndeterminedCause cause) {
    static constexpr std::array<std::string_view, 12> kSlugs = {
        "overflow",           "division_by_zero",    "no_calendar",
        "uncovered_date",     "exceptions_conflict", "no_table_row",
        "several_table_rows", "unknown_record",      "missing_value",
        "step_limit",         "history_gap",         "redacted"};
    return kSlugs[static_cast<std::size_t>(cause)];
}

/// The stage in force on a date: nothing if the gate is not in force; a level to replace its own.
struct Stand {
    bool in_force = true;
    std::optional<Level> level;
};

Stand stand_of(const Gate& gate, CivilDate date) {
    if (gate.stages.empty()) {
        return {};
    }
    // The latest stage that has begun counts, so that a later date may leave its end out.
    const Stage* current = nullptr;
    for (const Stage& stage : gate.stages) {
        if (stage.from <= date && (!stage.until || date <= *stage.until) &&
            (current == nullptr || current->from < stage.from)) {
            current = &stage;
        }
    }
    return current == nullptr ? Stand{false, {}} : Stand{true, current->level};
}

class Assessor {
  public:
    Assessor(Draft& draft, const Scene& scene, const Judged& judged)
        : draft_(draft), program_(*scene.program), judged_(judged), scene_(scene) {}

    void gate(std::uint32_t index) {
        const Gate& gate = program_.gates[index];
        use_gate_calendar(gate);
        const Stand stand = stand_of(gate, local_date());
        if (!stand.in_force) {
            return;
        }
        atoms_.clear();
        const Value applies = applicability(gate);
        if (applies.undetermined()) {
            undetermined(index, gate, applies);
            return;
        }
        if (!applies.yes()) {
            return;
        }
        const std::size_t before = result_.findings.size();
        requirement(index, gate, stand);
        approval(gate, stand);
        (result_.findings.size() == before ? result_.satisfied : result_.violated).push_back(index);
    }

    Assessment take() { return std::move(result_); }

  private:
    void use_gate_calendar(const Gate& gate) {
        context_ = scene_.context;
        context_.calendar = draft_.world().calendar(program_.rulebooks[gate.rulebook].calendar);
    }

    Value evaluate_code(CodeId code) {
        Evaluator evaluator(draft_.world(), draft_.state(), program_, draft_.arena());
        return evaluator.evaluate(code, context_, &atoms_);
    }

    [[nodiscard]] CivilDate local_date() const {
        return context_.calendar != nullptr ? context_.calendar->to_local(judged_.at).date
                                            : to_local(judged_.at, 0).date;
    }

    Value applicability(const Gate& gate) {
        if (gate.condition != kNoCode) {
            const Value condition = evaluate_code(gate.condition);
            if (condition.undetermined() || !condition.yes()) {
                return condition;
            }
        }
        if (gate.repeated) {
            const Value enough = repeated_enough(draft_, scene_, *gate.repeated);
            if (!enough.yes()) {
                return enough;
            }
        }
        if (gate.unless != kNoCode) {
            const Value unless = evaluate_code(gate.unless);
            return unless.undetermined() ? unless : yes_no(!unless.yes());
        }
        return yes_no(true);
    }

    void undetermined(std::uint32_t index, const Gate& gate, const Value& value) {
        const std::string slug(cause_slug(static_cast<UndeterminedCause>(value.aux)));
        Finding finding =
            builtin_finding("undetermined", Level::kHold, {stored_text(slug), stored_text(slug)});
        finding.rule = gate.id;
        finding.decider = decider(kNoCode, gate);
        add(std::move(finding));
        result_.violated.push_back(index);
    }

    void requirement(std::uint32_t index, const Gate& gate, const Stand& stand) {
        if (gate.requires_all.empty() || !gate.outcome) {
            return;
        }
        Value met = yes_no(true);
        Value cause;
        for (const CodeId code : gate.requires_all) {
            const Value one = evaluate_code(code);
            if (!one.undetermined() && !one.yes()) {
                met = yes_no(false);
            } else if (one.undetermined() && met.yes()) {
                cause = one;
            }
        }
        if (met.yes() && cause.undetermined()) {
            undetermined(index, gate, cause);
            result_.violated.pop_back();
            return;
        }
        if (met.yes()) {
            return;
        }
        const OutcomeInfo& outcome = *gate.outcome;
        Finding finding;
        finding.rule = gate.id;
        finding.kind = "requirement";
        finding.level = stand.level.value_or(outcome.level);
        finding.text =
            outcome.message == kNoIndex ? builtin_text("requirement") : text(outcome.message);
        if (finding.level == Level::kHold) {
            finding.decider = decider(outcome.decider, gate);
        }
        add(std::move(finding));
    }

    void approval(const Gate& gate, const Stand& stand) {
        std::vector<std::string> deciders;
        for (const CodeId approver : gate.approvers) {
            Finding finding;
            finding.rule = gate.id;
            finding.kind = "needs_approval";
            finding.level = stand.level.value_or(Level::kHold);
            finding.decider = decider(approver, gate);
            while (gate.different_persons &&
                   std::find(deciders.begin(), deciders.end(), finding.decider) != deciders.end()) {
                const std::string above =
                    supervisor_or_fallback(draft_, program_, finding.decider, judged_.at);
                if (above == finding.decider) {
                    break;
                }
                finding.decider = above;
            }
            deciders.push_back(finding.decider);
            finding.text = gate.approval_message == kNoIndex
                               ? builtin_text("needs_approval", {stored_person(finding.decider)})
                               : text(gate.approval_message);
            add(std::move(finding));
        }
    }

    Text text(std::uint32_t message) { return text_of(draft_, scene_, message); }

    /// The rulebook's owner if the rule names nobody.
    std::string decider(CodeId path, const Gate& gate) {
        std::string asked;
        if (path != kNoCode) {
            Evaluator evaluator(draft_.world(), draft_.state(), program_, draft_.arena());
            asked = person_of(draft_, scene_, evaluator.evaluate(path, context_));
            if (asked.empty()) {
                asked = person_above(draft_, scene_, path);
            }
        }
        if (asked.empty()) {
            asked = owner_of(draft_, scene_, gate.rulebook);
        }
        return decider_for(draft_, scene_, asked, judged_.actor, draft_.now()).person;
    }

    void add(Finding finding) {
        for (const Atom& atom : atoms_) {
            finding.reasons.push_back(
                {atom.clause, store(atom.left), store(atom.right), atom.holds});
        }
        result_.findings.push_back(std::move(finding));
    }

    Draft& draft_;
    const Program& program_;
    const Judged& judged_;
    const Scene& scene_;
    Context context_;
    std::vector<Atom> atoms_;
    Assessment result_;
};

/// Gates that can apply: the common ones, and of each branch those of the submitted value.
std::vector<std::uint32_t> candidates(const Scene& scene) {
    const ActionInfo& action = *scene.action;
    std::vector<std::uint32_t> gates = action.gates;
    for (const ActionInfo::Branch& branch : action.branches) {
        const RecordView& record = scene.bound.records[branch.parameter];
        const Value& value = branch.slot == kNoIndex ? scene.bound.parameters[branch.parameter]
                                                     : record.slots[branch.slot];
        if (value.undetermined()) {
            for (const auto& [id, some] : branch.gates) {
                gates.insert(gates.end(), some.begin(), some.end());
            }
            continue;
        }
        const auto found = branch.gates.find(value.text);
        if (found != branch.gates.end()) {
            gates.insert(gates.end(), found->second.begin(), found->second.end());
        }
    }
    std::sort(gates.begin(), gates.end());
    return gates;
}

}  // namespace

Assessment assess(Draft& draft, const Scene& scene, const Judged& judged, ReportTime report_time) {
    Assessment before;
    check_authority(draft, scene, judged, before.findings);
    check_step(draft, scene, judged, before.findings);
    before.findings.insert(before.findings.end(), scene.bound.findings.begin(),
                           scene.bound.findings.end());
    if (report_time == ReportTime::kJudged) {
        check_report_time(draft, scene, judged, before.findings);
    }
    // With values missing, rules would only repeat that; whoever fixes the payload is judged then.
    const bool payload_ok =
        std::none_of(scene.bound.findings.begin(), scene.bound.findings.end(),
                     [](const Finding& finding) { return finding.level == Level::kBlock; });
    if (!payload_ok) {
        return before;
    }
    Assessor assessor(draft, scene, judged);
    for (const std::uint32_t gate : candidates(scene)) {
        assessor.gate(gate);
    }
    Assessment result = assessor.take();
    result.findings.insert(result.findings.begin(), before.findings.begin(), before.findings.end());
    return result;
}

Level verdict_of(const std::vector<Finding>& findings) {
    Level level = Level::kPass;
    for (const Finding& finding : findings) {
        if (finding.discharge == Discharge::kNone) {
            level = std::max(level, finding.level);
        }
    }
    return level;
}

std::string digest_of(const Finding& finding) {
    Writer writer;
    for (const Reason& reason : finding.reasons) {
        write_value(writer, reason.left);
        write_value(writer, reason.right);
    }
    return to_hex(sha256(writer.take()));
}

}  // namespace onus::engine
