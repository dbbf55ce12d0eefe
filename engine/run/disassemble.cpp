// SPDX-License-Identifier: Apache-2.0
#include "engine/run/disassemble.h"

#include <algorithm>

#include "engine/run/op_words.h"

namespace onus::engine {

namespace {

using Parameters = std::vector<ParameterInfo>;

/// Prints declarations. A code is a label and its instructions below.
class ProgramPrinter {
  public:
    explicit ProgramPrinter(const Program& program) : program_(program) {}

    [[nodiscard]] std::string run();

  private:
    void begin(const std::string& head) {
        texts_.push_back(head);
        texts_.back() += '\n';
    }
    void label(const std::string& text) { texts_.back() += "  " + text + '\n'; }
    void code(const std::string& name, CodeId id) {
        if (id != kNoCode) {
            label(name);
            texts_.back() += disassemble(program_, id, parameters_, 4);
        }
    }
    void codes(const std::string& name, const std::vector<CodeId>& ids) {
        for (const CodeId id : ids) {
            code(name, id);
        }
    }
    [[nodiscard]] const Parameters* parameters_of(std::uint32_t action) const {
        return action == kNoIndex ? nullptr : &program_.actions[action].parameters;
    }
    [[nodiscard]] std::string action_id(std::uint32_t action) const {
        return action == kNoIndex ? std::string("a clock") : program_.actions[action].id;
    }
    void repeated(const std::optional<RepeatedInfo>& repeated) {
        if (repeated.has_value()) {
            label("repeated " + std::to_string(repeated->count) + " times [" +
                  program_.indexes[repeated->question.index].id + "]");
            code("by", repeated->by);
            code("length", repeated->length);
        }
    }
    void outcome(const std::optional<OutcomeInfo>& outcome) {
        if (outcome.has_value()) {
            label("otherwise " + std::string(word_of(outcome->level)));
            code("decider", outcome->decider);
            code("answer within", outcome->answer_within);
            message("message", outcome->message);
        }
    }
    void message(const std::string& name, std::uint32_t index) {
        if (index != kNoIndex) {
            label(name + " " + program_.messages[index].id);
            codes("value", program_.messages[index].arguments);
        }
    }
    void effects(const std::string& name, const std::vector<EffectInfo>& effects);
    void trigger(const std::string& name, const TriggerInfo& trigger);
    void acts(const std::string& name, const std::vector<ActInfo>& acts);

    void definition(const DefinitionInfo& definition);
    void table(const TableInfo& table);
    void gate(const Gate& gate);
    void duty(const DutyInfo& duty);
    void action(const ActionInfo& action);
    void liability(const LiabilityInfo& liability);
    void index(const HistoryIndex& index);

    const Program& program_;
    std::vector<std::string> texts_;
    const Parameters* parameters_ = nullptr;
};

void ProgramPrinter::effects(const std::string& name, const std::vector<EffectInfo>& effects) {
    for (const EffectInfo& effect : effects) {
        if (const auto* log = std::get_if<LogEffect>(&effect)) {
            label(name + " log " + log->name +
                  (log->points.has_value() ? " points " + log->points->to_string() : ""));
            code("against", log->against);
            message("message", log->message);
        } else if (const auto* notify = std::get_if<NotifyEffect>(&effect)) {
            label(name + " notify " + notify->level);
            codes("to", notify->to);
            message("message", notify->message);
        } else if (const auto* escalate = std::get_if<EscalateEffect>(&effect)) {
            label(name + " escalate");
            code("to", escalate->to);
            code("answer within", escalate->answer_within);
        } else if (const auto* deem = std::get_if<DeemEffect>(&effect)) {
            label(name + " deem " + action_id(deem->action));
            for (const auto& [parameter, value] : deem->arguments) {
                code(program_.actions[deem->action].parameters[parameter].name, value);
            }
            code("from", deem->from);
        }
    }
}

void ProgramPrinter::trigger(const std::string& name, const TriggerInfo& trigger) {
    std::string text = name + " " + std::string(word_of(trigger.kind)) + " ";
    text += trigger.kind == EventKind::kAction ? action_id(trigger.action) : trigger.target;
    if (trigger.kind == EventKind::kClock) {
        text += "every " + std::to_string(static_cast<unsigned>(trigger.clock.every)) + " " +
                std::to_string(trigger.clock.weekday) + " " +
                std::to_string(trigger.clock.day_of_month) + " " + to_string(trigger.clock.time);
    }
    label(text);
    code("if", trigger.condition);
}

void ProgramPrinter::acts(const std::string& name, const std::vector<ActInfo>& acts) {
    const Parameters* context = parameters_;
    for (const ActInfo& act : acts) {
        label(name + " " + (act.decide ? "decide" : action_id(act.action)));
        for (const ActInfo::Match& match : act.matches) {
            code(program_.actions[act.action].parameters[match.parameter].name, match.value);
        }
        parameters_ = parameters_of(act.action);
        code("where", act.filter);
        parameters_ = context;
    }
}

void ProgramPrinter::definition(const DefinitionInfo& definition) {
    begin("define " + definition.id);
    code("value", definition.value);
    for (const DefinitionInfo::Exception& exception : definition.exceptions) {
        label("except " + exception.name +
              (exception.over == kNoIndex ? ""
                                          : " over " + definition.exceptions[exception.over].name));
        code("if", exception.condition);
        code("then", exception.value);
    }
}

void ProgramPrinter::table(const TableInfo& table) {
    begin("table " + table.id);
    codes("according to", table.inputs);
    for (const TableInfo::Row& row : table.rows) {
        label("case");
        for (const TableInfo::Cell& cell : row.cells) {
            label(cell.any ? "any" : "cell");
            for (const TableInfo::Limit& limit : cell.limits) {
                code(std::string(word_of(limit.comparison)), limit.value);
            }
            codes("value", cell.values);
        }
        codes("then", row.results);
    }
}

void ProgramPrinter::gate(const Gate& gate) {
    begin("gate " + gate.id + " on " + action_id(gate.action));
    parameters_ = parameters_of(gate.action);
    for (const Stage& stage : gate.stages) {
        label("effective " + to_string(stage.from) +
              (stage.until.has_value() ? " until " + to_string(*stage.until) : "") +
              (stage.level.has_value() ? " level " + std::string(word_of(*stage.level)) : ""));
    }
    if (gate.discriminator.has_value()) {
        label("only for " + gate.discriminator->value);
    }
    code("if", gate.condition);
    repeated(gate.repeated);
    codes("require", gate.requires_all);
    code("unless", gate.unless);
    codes(gate.different_persons ? "approval by different" : "approval by", gate.approvers);
    code("approval within", gate.approval_within);
    message("approval message", gate.approval_message);
    outcome(gate.outcome);
    effects("then", gate.then);
    effects("violated", gate.violated);
    parameters_ = nullptr;
}

void ProgramPrinter::duty(const DutyInfo& duty) {
    begin("duty " + duty.id);
    const auto on =
        std::find_if(program_.gates.begin(), program_.gates.end(),
                     [&](const Gate& gate) { return gate.is_duty && gate.id == duty.id; });
    if (!duty.triggers.empty()) {
        parameters_ = parameters_of(duty.triggers.front().action);
    } else if (duty.process != kNoIndex) {
        parameters_ = parameters_of(program_.processes[duty.process].trigger.action);
    } else if (on != program_.gates.end()) {
        parameters_ = parameters_of(on->action);
    }
    for (const TriggerInfo& started : duty.triggers) {
        trigger("when", started);
    }
    repeated(duty.repeated);
    code("unless", duty.unless);
    code(duty.every_holder ? "bearer every" : "bearer", duty.bearer);
    acts("must", duty.must);
    acts("must not", duty.must_not);
    code("within", duty.within);
    code("from", duty.within_from);
    code("until", duty.until);
    for (const ReminderInfo& reminder : duty.reminders) {
        label("remind " + std::to_string(reminder.percent) + "%");
        codes("and notify", reminder.also);
    }
    if (duty.suspended_from != kNoIndex) {
        label("suspended from " + action_id(duty.suspended_from) + " until " +
              action_id(duty.suspended_until));
    }
    if (duty.extended_when != kNoIndex) {
        label("extended when " + action_id(duty.extended_when));
    }
    code("extension", duty.extension);
    const Parameters* context = parameters_;
    for (const TriggerInfo& cancelled : duty.cancelled) {
        parameters_ = parameters_of(cancelled.action);
        trigger("cancelled when", cancelled);
    }
    parameters_ = context;
    codes("delegate", duty.delegates);
    codes("transferee", duty.transferees);
    code("excused by", duty.excused_by);
    code("stand-in", duty.stand_in);
    if (duty.absence_suspends) {
        label("absence suspends");
    }
    outcome(duty.outcome);
    effects("overdue", duty.overdue);
    effects("violated", duty.violated);
    effects("fulfilled", duty.fulfilled);
    parameters_ = nullptr;
}

void ProgramPrinter::action(const ActionInfo& action) {
    begin("dispatch " + action.id);
    const auto list = [&](const std::string& name, const std::vector<std::uint32_t>& gates) {
        std::string text = name;
        for (const std::uint32_t gate : gates) {
            text += " " + program_.gates[gate].id;
        }
        label(text);
    };
    list("gates", action.gates);
    for (const ActionInfo::Branch& branch : action.branches) {
        // A hash map has no order of its own.
        std::vector<std::string_view> values;
        for (const auto& [value, gates] : branch.gates) {
            values.push_back(value);
        }
        std::sort(values.begin(), values.end());
        for (const std::string_view value : values) {
            list("'" + std::string(value), branch.gates.at(value));
        }
    }
    parameters_ = &action.parameters;
    for (const GrantInfo& grant : action.grants) {
        label(std::string(grant.allowed ? "may " : "cannot ") +
              program_.permissions[grant.permission].id);
        code("if", grant.condition);
    }
    parameters_ = nullptr;
    for (const auto& [duty, trigger] : action.duties) {
        label("starts " + program_.duties[duty].id);
    }
    for (const std::uint32_t fed : action.history) {
        label("feeds [" + program_.indexes[fed].id + "]");
    }
}

void ProgramPrinter::liability(const LiabilityInfo& liability) {
    begin("liability " + liability.id);
    parameters_ = parameters_of(liability.trigger.action);
    trigger("when", liability.trigger);
    code("subject", liability.subject);
    for (const std::uint32_t traced : liability.trace) {
        label("trace " + action_id(traced));
    }
    for (const ShareInfo& share : liability.shares) {
        label("share " + share.percent.to_string());
        code("by", share.by);
        code("except if", share.except_if);
        code("then by", share.except_by);
    }
    effects("untraceable", liability.untraceable);
    parameters_ = nullptr;
}

void ProgramPrinter::index(const HistoryIndex& index) {
    begin("index [" + index.id + "] fed by " + action_id(index.action));
    parameters_ = parameters_of(index.action);
    codes("key", index.keys);
    code("where", index.filter);
    code("of", index.measured);
    parameters_ = nullptr;
}

std::string ProgramPrinter::run() {
    for (const DefinitionInfo& info : program_.definitions) {
        definition(info);
    }
    for (const TableInfo& info : program_.tables) {
        table(info);
    }
    for (const Gate& info : program_.gates) {
        gate(info);
    }
    for (const DutyInfo& info : program_.duties) {
        duty(info);
    }
    for (const ActionInfo& info : program_.actions) {
        action(info);
    }
    for (const LiabilityInfo& info : program_.liabilities) {
        liability(info);
    }
    for (const HistoryIndex& info : program_.indexes) {
        index(info);
    }
    std::sort(texts_.begin(), texts_.end());
    std::string text;
    for (const std::string& one : texts_) {
        text += one;
    }
    return text;
}

}  // namespace

std::string disassemble(const Program& program) { return ProgramPrinter(program).run(); }

}  // namespace onus::engine
