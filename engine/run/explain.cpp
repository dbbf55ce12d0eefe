// SPDX-License-Identifier: Apache-2.0
#include "engine/run/explain.h"

#include <algorithm>

#include "engine/run/authority.h"
#include "engine/run/hearing.h"
#include "engine/run/render.h"

namespace onus::engine {

namespace {

constexpr std::int64_t kFar = 1'000'000;

/// Values changed at once, and how often an attempt is judged again for the sake of a remedy.
constexpr std::size_t kValuesMax = 3;
constexpr std::uint32_t kEvaluationsMax = 64;

/// A submitted value that may be changed, and what it may become.
struct Variable {
    std::uint32_t parameter = kNoIndex;
    std::uint32_t slot = kNoIndex;
    ValueType type;
    Stored from;
    std::vector<Stored> candidates;
};

struct Choice {
    std::size_t variable = 0;
    std::size_t candidate = 0;
};

/// How far two values are apart, in millionths of their size; kFar for what has no size.
std::int64_t distance(const Stored& a, const Stored& b) {
    const bool sized = a.kind == ValueKind::kNumber || a.kind == ValueKind::kMoney ||
                       a.kind == ValueKind::kPercent || a.kind == ValueKind::kDuration ||
                       a.kind == ValueKind::kDate || a.kind == ValueKind::kTimestamp;
    const auto size = [](Int128 number) { return number < 0 ? -number : number; };
    const Int128 span = size(a.number.units()) + size(b.number.units());
    if (!sized || span == 0) {
        return kFar;
    }
    const Int128 apart = size(a.number.units() - b.number.units());
    return static_cast<std::int64_t>(apart / (span / kFar + 1));
}

/// The smallest step of a type: a cent, a day, one of the unit that was declared.
Int128 step_of(const ValueType& type) {
    switch (type.kind) {
        case ValueKind::kMoney:
            return Decimal::kScale / 100;
        case ValueKind::kNumber:
        case ValueKind::kPercent:
            return Decimal::kScale;
        case ValueKind::kDuration:
            return type.unit_amount;
        default:
            return 1;
    }
}

class Search {
  public:
    Search(Draft& draft, const Scene& scene, const Command& command)
        : draft_(draft), scene_(scene), program_(*scene.program), command_(command) {}

    Remedy run(const Judged& judged) {
        note_people_and_acts(judged);
        find_variables(judged);
        for (std::size_t count = 1; count <= kValuesMax && best_.empty(); ++count) {
            std::vector<Choice> chosen;
            choose(count, 0, chosen);
        }
        report();
        if (remedy_.change.size() == 1) {
            look_beyond(remedy_.change.front());
        }
        return std::move(remedy_);
    }

  private:
    void note_people_and_acts(const Judged& judged) {
        for (const Finding& finding : judged.findings) {
            if (!finding.decider.empty() &&
                std::find(remedy_.deciders.begin(), remedy_.deciders.end(), finding.decider) ==
                    remedy_.deciders.end()) {
                remedy_.deciders.push_back(finding.decider);
            }
            const auto duty = program_.duty_by_id.find(finding.rule);
            if (duty == program_.duty_by_id.end() || !looks_back(finding.rule)) {
                continue;
            }
            for (const ActInfo& act : program_.duties[duty->second].must) {
                if (!act.decide && act.action != kNoIndex) {
                    remedy_.acts.push_back(program_.actions[act.action].id);
                }
            }
        }
    }

    /// True for a duty with `before`, which asks for a deed that must come first.
    [[nodiscard]] bool looks_back(const std::string& rule) const {
        const auto gate = program_.gate_by_id.find(rule);
        return gate != program_.gate_by_id.end() && program_.gates[gate->second].is_duty;
    }

    void find_variables(const Judged& judged) {
        for (const Finding& finding : judged.findings) {
            for (const Reason& reason : finding.reasons) {
                const ClauseInfo& clause = program_.clauses[reason.clause];
                if (may_read(clause.left_parameter, clause.left_slot)) {
                    offer(clause.left_parameter, clause.left_slot, reason.right);
                }
                if (may_read(clause.right_parameter, clause.right_slot)) {
                    offer(clause.right_parameter, clause.right_slot, reason.left);
                }
            }
        }
    }

    /// What the actor may not read is not told to him as a remedy either.
    bool may_read(std::uint32_t parameter, std::uint32_t slot) {
        if (parameter == kNoIndex || slot == kNoIndex ||
            scene_.bound.records[parameter].record == kNoIndex) {
            return true;
        }
        const RecordInfo& record = program_.records[scene_.bound.records[parameter].record];
        return field_right(draft_, scene_, command_.actor, parameter, record.fields[slot],
                           Access::kRead)
            .allowed;
    }

    /// The other side of a comparison, and the values just beside it.
    void offer(std::uint32_t parameter, std::uint32_t slot, const Stored& other) {
        if (parameter == kNoIndex || !is_given(parameter, slot)) {
            return;
        }
        Variable& variable = variable_for(parameter, slot);
        if (other.kind != variable.type.kind) {
            return;
        }
        add_candidate(variable, other);
        const Int128 step = step_of(variable.type);
        const bool ordered = other.kind != ValueKind::kEnum && other.text.empty();
        for (const Int128 shift : {step, -step}) {
            if (ordered && other.kind != ValueKind::kYesNo) {
                Stored beside = other;
                beside.number = Decimal::from_units(other.number.units() + shift);
                add_candidate(variable, beside);
            }
        }
    }

    bool is_given(std::uint32_t parameter, std::uint32_t slot) const {
        if (slot == kNoIndex) {
            return scene_.action->parameters[parameter].type.kind != ValueKind::kRecord;
        }
        const auto& given = scene_.bound.given[parameter];
        const RecordView& view = scene_.bound.records[parameter];
        return slot < given.size() && given[slot] &&
               !program_.fields[program_.records[view.record].fields[slot]].key;
    }

    Variable& variable_for(std::uint32_t parameter, std::uint32_t slot) {
        for (Variable& variable : variables_) {
            if (variable.parameter == parameter && variable.slot == slot) {
                return variable;
            }
        }
        Variable variable;
        variable.parameter = parameter;
        variable.slot = slot;
        if (slot == kNoIndex) {
            variable.type = scene_.action->parameters[parameter].type;
            variable.from = store(scene_.bound.parameters[parameter]);
        } else {
            const RecordView& view = scene_.bound.records[parameter];
            variable.type = program_.fields[program_.records[view.record].fields[slot]].type;
            variable.from = store(view.slots[slot]);
        }
        variables_.push_back(std::move(variable));
        return variables_.back();
    }

    static void add_candidate(Variable& variable, const Stored& candidate) {
        if (!(candidate == variable.from) &&
            std::find(variable.candidates.begin(), variable.candidates.end(), candidate) ==
                variable.candidates.end()) {
            variable.candidates.push_back(candidate);
        }
    }

    /// Tries every choice of `count` variables from `first` on.
    void choose(std::size_t count, std::size_t first, std::vector<Choice>& chosen) {
        if (chosen.size() == count) {
            attempt(chosen);
            return;
        }
        for (std::size_t i = first; i < variables_.size(); ++i) {
            for (std::size_t k = 0; k < variables_[i].candidates.size(); ++k) {
                chosen.push_back({i, k});
                choose(count, i + 1, chosen);
                chosen.pop_back();
            }
        }
    }

    /// `changed` is a Submit. In a draft of its own, so that nothing of it stays.
    bool passes(const Command& changed) {
        ++evaluations_;
        const auto& submit = std::get<Submit>(changed.body);
        Draft draft(draft_.state(), draft_.world(), draft_.now());
        Judged judged = new_attempt(draft, changed, submit.action, submit.payload);
        static_cast<void>(hear(draft, judged, deed_key(changed, submit)));
        return judged.verdict <= Level::kNote;
    }

    /// True if the attempt passes with one variable set to `value`.
    bool passes_with(const Variable& variable, const Stored& value) {
        if (evaluations_ >= kEvaluationsMax) {
            return false;
        }
        Command changed = command_;
        set(std::get<Submit>(changed.body).payload, variable, value);
        return passes(changed);
    }

    /// Whoever is told "3 days or less" may choose any of them, so the next value and a far one are
    /// judged too.
    void look_beyond(ChangedValue& change) {
        const Variable& variable = variables_[best_.front().variable];
        const Int128 from = change.from.number.units();
        const Int128 to = change.to.number.units();
        const bool sized = distance(change.from, change.to) != kFar;
        const bool is_size =
            variable.type.kind == ValueKind::kNumber || variable.type.kind == ValueKind::kMoney ||
            variable.type.kind == ValueKind::kPercent || variable.type.kind == ValueKind::kDuration;
        if (!sized || !is_size || from == to) {
            return;
        }
        const Int128 step = to < from ? -step_of(variable.type) : step_of(variable.type);
        // Nothing is smaller than nothing; upwards, a thousandfold stands for any size.
        const Int128 far = step < 0 ? (to > 0 ? 0 : to + 1000 * step) : 1000 * (to + step);
        for (const Int128 units : {to + step, far}) {
            Stored other = change.to;
            other.number = Decimal::from_units(units);
            if (!passes_with(variable, other)) {
                return;
            }
        }
        change.beyond = step < 0 ? Beyond::kOrLess : Beyond::kOrMore;
    }

    void attempt(const std::vector<Choice>& chosen) {
        std::int64_t far = 0;
        for (const Choice& choice : chosen) {
            const Variable& variable = variables_[choice.variable];
            far += distance(variable.from, variable.candidates[choice.candidate]);
        }
        if ((!best_.empty() && best_distance_ <= far) || evaluations_ >= kEvaluationsMax) {
            return;
        }
        Command changed = command_;
        for (const Choice& choice : chosen) {
            set(std::get<Submit>(changed.body).payload, variables_[choice.variable],
                variables_[choice.variable].candidates[choice.candidate]);
        }
        if (passes(changed)) {
            best_ = chosen;
            best_distance_ = far;
        }
    }

    void set(Data& payload, const Variable& variable, const Stored& value) const {
        const std::string& name = scene_.action->parameters[variable.parameter].name;
        if (variable.slot == kNoIndex) {
            set_member(payload, name, data_of(value));
            return;
        }
        const Data* found = payload.member(name);
        Data record = found == nullptr ? object_data() : *found;
        set_member(record, field_of(variable).name, data_of(value));
        set_member(payload, name, std::move(record));
    }

    [[nodiscard]] const FieldInfo& field_of(const Variable& variable) const {
        const ParameterInfo& parameter = scene_.action->parameters[variable.parameter];
        return program_.fields[program_.records[parameter.type.ref].fields[variable.slot]];
    }

    void report() {
        for (const Choice& choice : best_) {
            const Variable& variable = variables_[choice.variable];
            ChangedValue change;
            change.parameter = scene_.action->parameters[variable.parameter].name;
            if (variable.slot != kNoIndex) {
                change.field = field_of(variable).name;
            }
            change.from = variable.from;
            change.to = variable.candidates[choice.candidate];
            remedy_.change.push_back(std::move(change));
        }
    }

    Draft& draft_;
    const Scene& scene_;
    const Program& program_;
    const Command& command_;
    std::vector<Variable> variables_;
    std::vector<Choice> best_;
    std::int64_t best_distance_ = 0;
    std::uint32_t evaluations_ = 0;
    Remedy remedy_;
};

}  // namespace

Remedy remedy_for(Draft& draft, const Scene& scene, const Command& command, const Judged& judged) {
    return Search(draft, scene, command).run(judged);
}

Bilingual name_of(const Program* program, const std::string& action, const ChangedValue& change) {
    const std::string path =
        change.parameter + (change.field.empty() ? std::string() : "." + change.field);
    const auto index = program == nullptr ? std::nullopt : program->find_action(action);
    if (!index) {
        return {path, path};
    }
    for (const ParameterInfo& parameter : program->actions[*index].parameters) {
        if (parameter.name != change.parameter) {
            continue;
        }
        Bilingual name{path, parameter.shown.zh};
        if (!change.field.empty()) {
            for (const std::uint32_t field : program->records[parameter.type.ref].fields) {
                if (program->fields[field].name == change.field) {
                    name.zh += "." + program->fields[field].shown.zh;
                }
            }
        }
        return name;
    }
    return {path, path};
}

}  // namespace onus::engine
