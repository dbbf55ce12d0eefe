// SPDX-License-Identifier: Apache-2.0
#include "engine/compile/semantic_text.h"

#include <algorithm>

#include "engine/compile/semantic_words.h"
#include "engine/ledger/merkle.h"

namespace onus::engine {

using namespace model;

namespace {

/// Prints declarations, each into a line of its own.
class DeclarationPrinter {
  public:
    explicit DeclarationPrinter(const Model& model) : model_(model), printer_(model) {}

    [[nodiscard]] std::string text();

  private:
    using Parameters = std::vector<Parameter>;

    void open(std::string_view kind, const std::string& id) {
        lines_.emplace_back(kind);
        lines_.back() += ' ';
        lines_.back() += id;
    }
    std::string& out() { return lines_.back(); }

    void word(std::string_view text) {
        out() += ' ';
        out() += text;
    }
    void number(std::int64_t value) {
        out() += ' ';
        append_number(out(), value);
    }
    /// Nothing for an expression that was not written.
    void labelled(std::string_view label, ExprId id) {
        if (id != kNone) {
            word(label);
            out() += ' ';
            printer_.expression(id, parameters_, out());
        }
    }
    void labelled(std::string_view label, const std::vector<ExprId>& ids) {
        for (const ExprId id : ids) {
            labelled(label, id);
        }
    }
    void date(std::string_view label, const std::optional<CivilDate>& value) {
        if (value.has_value()) {
            word(label);
            word(to_string(*value));
        }
    }
    [[nodiscard]] const Parameters* parameters_of(std::uint32_t action) const {
        return action == kNone ? nullptr : &model_.actions[action].parameters;
    }

    void rulebook(const Rulebook& rulebook);
    void vocabulary();
    void action(const Action& action);
    void permission(const Permission& permission);
    void rule(const Rule& rule);
    void duty(const Duty& duty);
    void process(const Process& process);
    void liability(const Liability& liability);

    void event(std::string_view label, const Event& event);
    void repeated(const std::optional<Repeated>& repeated);
    void window(const Window& window);
    void outcome(const std::optional<Outcome>& outcome);
    void effects(std::string_view label, const std::vector<Effect>& effects);
    void acts(std::string_view label, const std::vector<Act>& acts);

    const Model& model_;
    SemanticPrinter printer_;
    std::vector<std::string> lines_;
    const Parameters* parameters_ = nullptr;  ///< of the declaration at hand
};

void DeclarationPrinter::rulebook(const Rulebook& rulebook) {
    open("rulebook", rulebook.name);
    append_ordinal(out(), rulebook.layer);
    date("from", rulebook.effective_from);
    date("until", rulebook.effective_until);
    labelled("owner", rulebook.owner);
    word("calendar " + rulebook.calendar + " currency " + rulebook.currency);
    std::vector<std::string> uses = rulebook.uses;
    std::sort(uses.begin(), uses.end());
    for (const std::string& used : uses) {
        word("use " + used);
    }
}

void DeclarationPrinter::vocabulary() {
    for (const Enum& declared : model_.enums) {
        open("enum", declared.id);
        for (const std::string& value : declared.values) {
            word(value);
        }
    }
    for (const Record& record : model_.records) {
        open("record", record.id);
        for (const std::uint32_t index : record.fields) {
            const Field& field = model_.fields[index];
            word(field.name);
            out() += ' ';
            printer_.type(field.type, out());
            out() += field.key ? " key," : (field.optional ? " optional," : ",");
        }
    }
    for (const Role& role : model_.roles) {
        open("role", role.heading.id);
        word(role.reports_to);
    }
    for (const ParameterDeclaration& parameter : model_.parameters) {
        open("parameter", parameter.heading.id);
        out() += ' ';
        printer_.parameter(parameter, out());
        labelled("require", parameter.ranges);
    }
    for (const Definition& definition : model_.definitions) {
        open("define", definition.heading.id);
        printer_.definition(definition, out());
    }
    for (const Table& table : model_.tables) {
        open("table", table.heading.id);
        printer_.table(table, out());
    }
}

void DeclarationPrinter::action(const Action& action) {
    open("action", action.heading.id);
    printer_.parameter_list(action.parameters, out());
    word("by");
    for (const std::string& role : action.roles) {
        word(role);
    }
    word(action.by_anyone ? "anyone" : "");
    word(action.by_system ? "system" : "");
    for (const std::uint32_t created : action.creates) {
        word("creates " + action.parameters[created].name);
    }
    for (const Action::Change& change : action.changes) {
        word("changes " + action.parameters[change.parameter].name + '.' +
             model_.fields[change.field].name);
    }
    for (const Action::Binding& binding : action.is) {
        word("is " + model_.actions[binding.action].heading.id);
        for (const Action::Binding::Place& place : binding.places) {
            number(place.parameter == kNone ? -1 : std::int64_t{place.parameter});
            if (place.field != kNone) {
                out() += '.' + model_.fields[place.field].name;
            }
        }
    }
    word("within");
    number(static_cast<std::int64_t>(action.tolerance.kind));
    number(action.tolerance.amount);
}

void DeclarationPrinter::permission(const Permission& permission) {
    open("permission", permission.heading.id);
    for (const std::string& role : permission.roles) {
        word(role);
    }
    for (const Grant& grant : permission.grants) {
        word(grant.allowed ? "may" : "cannot");
        append_ordinal(out(), grant.right);
        for (std::size_t i = 0; i < grant.actions.size(); ++i) {
            word(model_.actions[grant.actions[i]].heading.id);
            parameters_ = parameters_of(grant.actions[i]);
            labelled("if", i < grant.conditions.size() ? grant.conditions[i] : kNone);
        }
        parameters_ = nullptr;
        for (const Grant::Target& target : grant.targets) {
            word(model_.records[target.record].id);
            if (target.field != kNone) {
                out() += '.' + model_.fields[target.field].name;
            }
        }
        if (!grant.targets.empty()) {
            labelled("if", grant.conditions);
        }
    }
    for (const std::uint32_t duty : permission.carries) {
        word("carries " + model_.duties[duty].heading.id);
    }
    labelled("delegate", permission.delegates);
}

void DeclarationPrinter::window(const Window& window) {
    word("window");
    append_ordinal(out(), window.kind);
    labelled("last", window.length);
}

void DeclarationPrinter::repeated(const std::optional<Repeated>& repeated) {
    if (repeated.has_value()) {
        word("repeated");
        number(repeated->count);
        window(repeated->window);
        labelled("by", repeated->by);
    }
}

void DeclarationPrinter::outcome(const std::optional<Outcome>& outcome) {
    if (outcome.has_value()) {
        word("otherwise");
        append_ordinal(out(), outcome->level);
        labelled("for", outcome->decider);
        labelled("answer", outcome->answer_within);
    }
}

void DeclarationPrinter::event(std::string_view label, const Event& event) {
    word(label);
    append_ordinal(out(), event.kind);
    if (event.action != kNone) {
        word(model_.actions[event.action].heading.id);
    }
    if (event.rule != kNone) {
        word("rule " + model_.rules[event.rule].heading.id);
    }
    if (event.duty != kNone) {
        word("duty " + model_.duties[event.duty].heading.id);
    }
    if (event.kind == EventKind::kClock) {
        word("every");
        append_ordinal(out(), event.clock.every);
        number(event.clock.weekday);
        number(event.clock.day_of_month);
        number(event.clock.time.ms);
    }
    parameters_ = parameters_of(event.action);
    labelled("if", event.condition);
}

void DeclarationPrinter::effects(std::string_view label, const std::vector<Effect>& effects) {
    for (const Effect& effect : effects) {
        word(label);
        if (const auto* log = std::get_if<LogEffect>(&effect.node)) {
            word("log " + log->name);
            labelled("against", log->against);
            if (log->points.has_value()) {
                word("points " + log->points->to_string());
            }
        } else if (const auto* notify = std::get_if<NotifyEffect>(&effect.node)) {
            word("notify " + notify->level);
            labelled("to", notify->to);
        } else if (const auto* escalate = std::get_if<EscalateEffect>(&effect.node)) {
            labelled("escalate", escalate->to);
            labelled("answer", escalate->answer_within);
        } else if (const auto* deem = std::get_if<DeemEffect>(&effect.node)) {
            word("deem " + model_.actions[deem->action].heading.id);
            for (const auto& [parameter, value] : deem->arguments) {
                labelled(model_.actions[deem->action].parameters[parameter].name, value);
            }
            labelled("from", deem->from);
        }
    }
}

void DeclarationPrinter::acts(std::string_view label, const std::vector<Act>& acts) {
    const Parameters* context = parameters_;
    for (const Act& act : acts) {
        word(label);
        if (act.decide) {
            word("decide");
            continue;
        }
        word(model_.actions[act.action].heading.id);
        for (const Act::Match& match : act.matches) {
            labelled(model_.actions[act.action].parameters[match.parameter].name, match.value);
        }
        if (act.window.has_value()) {
            window(*act.window);
        }
        parameters_ = parameters_of(act.action);
        labelled("where", act.filter);
        parameters_ = context;
    }
}

void DeclarationPrinter::rule(const Rule& rule) {
    open("rule", rule.heading.id + " on " + model_.actions[rule.action].heading.id);
    parameters_ = parameters_of(rule.action);
    for (const EffectivePeriod& period : rule.effective) {
        date("from", period.from);
        date("until", period.until);
        if (period.level.has_value()) {
            word("level");
            append_ordinal(out(), *period.level);
        }
    }
    labelled("if", rule.condition);
    repeated(rule.repeated);
    labelled(rule.guarantee ? "guarantee" : "require", rule.requires_all);
    labelled("unless", rule.unless);
    if (rule.approval.has_value()) {
        labelled("approval", rule.approval->approvers);
        word(rule.approval->different_persons ? "different" : "");
        labelled("within", rule.approval->within);
    }
    outcome(rule.outcome);
    effects("then", rule.then);
    effects("violated", rule.violated);
    parameters_ = nullptr;
}

void DeclarationPrinter::duty(const Duty& duty) {
    open("duty", duty.heading.id);
    for (const Event& started : duty.events) {
        event("when", started);
    }
    if (duty.gate_action != kNone) {
        word("before " + model_.actions[duty.gate_action].heading.id);
        parameters_ = parameters_of(duty.gate_action);
    } else if (duty.events.empty() && duty.process != kNone) {
        parameters_ = parameters_of(model_.processes[duty.process].event.action);
    }
    repeated(duty.repeated);
    labelled("unless", duty.unless);
    labelled(duty.every_holder ? "every" : "bearer", duty.bearer);
    acts("must", duty.must);
    acts("must_not", duty.must_not);
    labelled("within", duty.within);
    labelled("from", duty.within_from);
    labelled("until", duty.until);
    for (const int percent : duty.remind_percent) {
        word("remind");
        number(percent);
    }
    const std::pair<std::string_view, std::uint32_t> actions[] = {
        {"suspended", duty.suspended_from},
        {"resumed", duty.suspended_until},
        {"extended", duty.extended_when}};
    for (const auto& [label, action] : actions) {
        if (action != kNone) {
            word(label);
            word(model_.actions[action].heading.id);
        }
    }
    labelled("extension", duty.extension);
    const Parameters* context = parameters_;
    for (const Event& cancelled : duty.cancelled) {
        event("cancelled", cancelled);
    }
    parameters_ = context;
    labelled("delegate", duty.delegates);
    labelled("excused_by", duty.excused_by);
    labelled("stand_in", duty.stand_in);
    word(duty.absence_suspends ? "absence_suspends" : "");
    outcome(duty.outcome);
    effects("overdue", duty.overdue);
    effects("violated", duty.violated);
    effects("fulfilled", duty.fulfilled);
    parameters_ = nullptr;
}

void DeclarationPrinter::process(const Process& process) {
    open("process", process.heading.id);
    event("when", process.event);
    labelled("owner", process.owner);
    for (const Step& step : process.steps) {
        word("step " + step.name);
        for (const std::uint32_t before : step.after) {
            word("after " + process.steps[before].name);
        }
        labelled("unless", step.unless);
        labelled("owner", step.owner);
    }
    parameters_ = nullptr;
}

void DeclarationPrinter::liability(const Liability& liability) {
    open("liability", liability.heading.id);
    event("when", liability.event);
    labelled("subject", liability.subject);
    for (std::size_t i = 0; i < liability.trace.size(); ++i) {
        word("trace " + model_.actions[liability.trace[i]].heading.id);
        number(liability.subject_parameters[i]);
    }
    for (const Share& share : liability.shares) {
        word("share " + share.percent.to_string());
        labelled("by", share.by);
        labelled("except", share.except_if);
        labelled("then", share.except_by);
    }
    effects("untraceable", liability.untraceable);
    parameters_ = nullptr;
}

std::string DeclarationPrinter::text() {
    for (const Rulebook& declared : model_.rulebooks) {
        rulebook(declared);
    }
    vocabulary();
    for (const Action& declared : model_.actions) {
        action(declared);
    }
    for (const Permission& declared : model_.permissions) {
        permission(declared);
    }
    for (const Rule& declared : model_.rules) {
        rule(declared);
    }
    for (const Duty& declared : model_.duties) {
        duty(declared);
    }
    for (const Process& declared : model_.processes) {
        process(declared);
    }
    for (const Liability& declared : model_.liabilities) {
        liability(declared);
    }
    std::sort(lines_.begin(), lines_.end());
    std::string text;
    for (const std::string& line : lines_) {
        text += line;
        text += '\n';
    }
    return text;
}

}  // namespace

std::string semantic_text(const Model& model) { return DeclarationPrinter(model).text(); }

std::string semantic_hash(const Model& model) { return to_hex(sha256(semantic_text(model))); }

}  // namespace onus::engine
