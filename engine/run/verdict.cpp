// SPDX-License-Identifier: Apache-2.0
#include "engine/run/verdict.h"

#include <algorithm>

#include "engine/ledger/merkle.h"
#include "engine/process/process.h"
#include "engine/run/authority.h"
#include "engine/run/finding.h"
#include "engine/run/repeated.h"
#include "engine/run/unknown.h"

namespace onus::engine {

namespace {

constexpr std::string_view kRequirement = "requirement";

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
        const std::size_t before = result_.findings.size();
        const Value cause = judge(index, gate, stand);
        if (cause.undetermined() && !clear_as_seen(index, gate, stand, cause, before)) {
            undetermined(index, gate, stand, cause);
        }
    }

    Assessment take() { return std::move(result_); }

  private:
    /// Adds what the gate finds. Undetermined, and nothing said about the gate as a whole, if it
    /// could not be evaluated.
    Value judge(std::uint32_t index, const Gate& gate, const Stand& stand) {
        atoms_.clear();
        const Value applies = applicability(gate);
        if (applies.undetermined() || !applies.yes()) {
            return applies;
        }
        const std::size_t before = result_.findings.size();
        const Value met = requirement(gate, stand);
        approval(gate, stand);
        if (!met.undetermined()) {
            auto& gates = result_.findings.size() == before ? result_.satisfied : result_.violated;
            gates.push_back(index);
        }
        return met;
    }

    /// Totals that gaps in the records may have made too small: if the requirement is met by what
    /// was seen, nothing is held against anybody for what was not. `before`: findings of other
    /// gates.
    bool clear_as_seen(std::uint32_t index, const Gate& gate, const Stand& stand,
                       const Value& cause, std::size_t before) {
        if (!is_unknown(cause)) {
            return false;
        }
        const auto own = result_.findings.begin() + static_cast<std::ptrdiff_t>(before);
        const std::vector<Finding> asked(own, result_.findings.end());
        const std::vector<Atom> atoms = atoms_;
        const std::size_t violated = result_.violated.size();
        result_.findings.resize(before);
        as_seen_ = true;
        const bool known = !judge(index, gate, stand).undetermined();
        as_seen_ = false;
        const bool clear =
            known && std::none_of(result_.findings.begin() + static_cast<std::ptrdiff_t>(before),
                                  result_.findings.end(), [](const Finding& finding) {
                                      return finding.kind == kRequirement;
                                  });
        if (!clear) {
            result_.violated.resize(violated);
            result_.findings.resize(before);
            result_.findings.insert(result_.findings.end(), asked.begin(), asked.end());
            atoms_ = atoms;
        }
        return clear;
    }

    void use_gate_calendar(const Gate& gate) {
        context_ = scene_.context;
        context_.calendar = draft_.world().calendar(program_.rulebooks[gate.rulebook].calendar);
    }

    Value evaluate_code(CodeId code) {
        Evaluator evaluator(draft_.world(), draft_.state(), program_, draft_.arena());
        evaluator.as_seen = as_seen_;
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

    void undetermined(std::uint32_t index, const Gate& gate, const Stand& stand,
                      const Value& value) {
        // A rule that is only tried out stops nobody.
        const bool tried = stand.level == Level::kShadow;
        Finding finding = builtin_finding("undetermined", tried ? Level::kShadow : Level::kHold);
        finding.text = undetermined_text("undetermined", value);
        finding.rule = gate.id;
        finding.decider = decider(kNoCode, gate);
        add(std::move(finding));
        result_.violated.push_back(index);
    }

    /// Whether everything that is required is there; adds the finding if something is not.
    Value requirement(const Gate& gate, const Stand& stand) {
        Value met = yes_no(true);
        if (gate.requires_all.empty() || !gate.outcome) {
            return met;
        }
        Value cause;
        for (const CodeId code : gate.requires_all) {
            const Value one = evaluate_code(code);
            if (!one.undetermined() && !one.yes()) {
                met = yes_no(false);
            } else if (one.undetermined() && met.yes()) {
                cause = one;
            }
        }
        if (met.yes()) {
            return cause.undetermined() ? cause : met;
        }
        const OutcomeInfo& outcome = *gate.outcome;
        Finding finding;
        finding.rule = gate.id;
        finding.kind = kRequirement;
        finding.level = stand.level.value_or(outcome.level);
        finding.text =
            outcome.message == kNoIndex ? builtin_text("requirement") : text(outcome.message);
        if (finding.level == Level::kHold) {
            finding.decider = decider(outcome.decider, gate);
        }
        add(std::move(finding));
        return met;
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
    bool as_seen_ = false;
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
    check_process(draft, scene, judged, before.findings);
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
