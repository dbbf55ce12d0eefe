// SPDX-License-Identifier: Apache-2.0
//
// What a process brings with it, before its clauses are read: an action that delivers each step,
// one that acknowledges what was handed over, those that control the whole, and their duties.

#include <algorithm>
#include <array>
#include <utility>

#include "engine/compile/declarations.h"
#include "engine/compile/process_plan.h"
#include "engine/compile/types.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::TypeKind;

struct Control {
    ProcessControl kind{};
    std::string_view name;
    std::string_view name_zh;
    bool names_step = false;
};
constexpr std::array<Control, 5> kControls = {{
    {ProcessControl::kCancel, "cancel", "取消", false},
    {ProcessControl::kSuspend, "suspend", "暂停", false},
    {ProcessControl::kResume, "resume", "恢复", false},
    {ProcessControl::kSendBack, "send_back", "退回", true},
    {ProcessControl::kWithdraw, "withdraw", "撤回", true},
}};

class ProcessPreparer {
  public:
    ProcessPreparer(Context& context, const ast::Declaration& declaration)
        : context_(context),
          declaration_(declaration),
          index_(context.symbol_of(declaration).index) {}

    void run() {
        if (ast::clause_of<ast::WhenClause>(declaration_.clauses) == nullptr) {
            if (!is_run(context_, declaration_)) {
                context_.report(DiagnosticKind::kProcessWithoutEvent, declaration_.name.span,
                                {declaration_.name.text});
            }
            return;
        }
        find_event();
        const std::vector<PlannedStep> steps = plan_steps(context_, declaration_);
        for (const PlannedStep& step : steps) {
            add(step);
        }
        if (ast::clause_of<ast::WithinClause>(declaration_.clauses) != nullptr) {
            process().duty = add_duty(heading({}, {}, declaration_.name.span), kNone);
        }
        for (const Control& control : kControls) {
            add(control);
        }
    }

  private:
    [[nodiscard]] model::Process& process() { return context_.model.processes[index_]; }

    void find_event() {
        const auto* when = ast::clause_of<ast::WhenClause>(declaration_.clauses);
        const std::vector<Occasion> occasions = occasions_of(context_, when->event);
        if (occasions.empty()) {
            return;
        }
        const std::uint32_t action = occasions.front().event.action;
        if (occasions.front().event.kind != model::EventKind::kAction ||
            subject_parameter(context_.model, action) == kNone) {
            context_.report(DiagnosticKind::kProcessWithoutRecord, when->event.span,
                            {declaration_.name.text});
            return;
        }
        if (occasions.size() > 1) {
            report_choice(when->event.span, occasions);
            return;
        }
        process().event = occasions.front().event;
    }

    void report_choice(const Span& span, const std::vector<Occasion>& occasions) {
        std::string actions;
        for (const Occasion& occasion : occasions) {
            const model::Action& action = context_.model.actions[occasion.event.action];
            actions += (actions.empty() ? "" : ", ") + action.heading.name;
        }
        context_.report(DiagnosticKind::kProcessStartsTwice, span,
                        {declaration_.name.text, std::move(actions)});
    }

    /// `name`: within the process; empty for the process itself.
    model::Heading heading(const std::string& name, const std::string& name_zh, const Span& span) {
        const std::string dot = name.empty() ? "" : ".";
        model::Heading heading = context_.heading(declaration_, declaration_.name.id + dot + name);
        heading.name_zh =
            context_.shown(context_.rulebook(), declaration_.name.id).zh + dot + name_zh;
        heading.span = span;
        heading.name_span = span;
        return heading;
    }

    /// An action of the process about its record. Who may do it, the engine asks.
    model::Action action_of(const model::Heading& heading) {
        model::Action action;
        action.heading = heading;
        action.by_anyone = true;
        action.process = index_;
        const std::uint32_t start = process().event.action;
        if (start != kNone) {
            const std::uint32_t subject = subject_parameter(context_.model, start);
            action.parameters.push_back(context_.model.actions[start].parameters[subject]);
        }
        return action;
    }

    std::uint32_t add_action(model::Action action) {
        context_.model.actions.push_back(std::move(action));
        return static_cast<std::uint32_t>(context_.model.actions.size() - 1);
    }

    std::uint32_t add_duty(const model::Heading& heading, std::uint32_t step) {
        model::Duty duty;
        duty.heading = heading;
        duty.process = index_;
        duty.step = step;
        const auto number = static_cast<std::uint32_t>(context_.model.duties.size());
        Symbol symbol;
        symbol.kind = SymbolKind::kDuty;
        symbol.id = heading.name;
        symbol.rulebook = context_.rulebook();
        symbol.instances = {number};
        symbol.declaration = &declaration_;
        context_.model.duties.push_back(std::move(duty));
        context_.duty_views.push_back({process().event.action, process().event.action});
        context_.declare(NameSpace::kFindings, symbol);
        return number;
    }

    void add(const PlannedStep& planned) {
        const ast::Step& written = *planned.written;
        const auto number = static_cast<std::uint32_t>(process().steps.size());
        model::Heading named = heading(planned.name, planned.name_zh, written.name.span);
        named.span = written.span;
        model::Step step;
        step.name = planned.name;
        step.name_zh = planned.name_zh;
        step.parent = planned.parent;
        step.span = written.span;
        if (!planned.runs()) {
            step.action = add_action(delivery(written, named, number));
        }
        step.duty = add_duty(named, number);
        if (ast::clause_of<ast::HandedClause>(written.clauses) != nullptr) {
            const model::Heading receipt =
                heading(planned.name + "." + std::string(kReceive),
                        planned.name_zh + "." + std::string(kReceiveZh), written.name.span);
            model::Action action = action_of(receipt);
            action.step = number;
            action.is_receipt = true;
            add_action(std::move(action));
            step.receipt = add_duty(receipt, number);
        }
        process().steps.push_back(std::move(step));
    }

    model::Action delivery(const ast::Step& written, const model::Heading& named,
                           std::uint32_t number) {
        model::Action action = action_of(named);
        action.step = number;
        for (const ast::Step::Deliverable& deliverable : written.deliverables) {
            const auto& all = written.deliverables;
            const auto first = std::find_if(all.begin(), all.end(), [&](const auto& each) {
                return each.name.id == deliverable.name.id;
            });
            if (&*first != &deliverable) {
                context_
                    .report(DiagnosticKind::kDeliverableTwice, deliverable.name.span,
                            {deliverable.name.text, written.name.text})
                    .related.push_back({context_.file().source_name, first->name.span});
                continue;
            }
            model::Parameter parameter;
            parameter.name = deliverable.name.id;
            parameter.name_zh = context_.shown(context_.rulebook(), deliverable.name.id).zh;
            parameter.type =
                resolve_type(context_, deliverable.type, named.id + "." + deliverable.name.id);
            action.parameters.push_back(std::move(parameter));
        }
        return action;
    }

    void add(const Control& control) {
        model::Action action = action_of(heading(
            std::string(control.name), std::string(control.name_zh), declaration_.name.span));
        action.control = control.kind;
        if (control.names_step) {
            action.parameters.push_back(text_parameter("step", "环节"));
        }
        action.parameters.push_back(text_parameter("reason", "理由"));
        const std::string& name = action.heading.name;
        const auto& actions = context_.model.actions;
        const auto same = std::find_if(actions.begin(), actions.end(), [&](const auto& each) {
            return each.process == index_ && each.heading.name == name;
        });
        if (same != actions.end()) {
            context_.report(
                DiagnosticKind::kStepNamedLikeControl, same->heading.name_span,
                {std::string(context_.language() == Language::kEnglish ? control.name
                                                                       : control.name_zh)});
            return;
        }
        add_action(std::move(action));
    }

    static model::Parameter text_parameter(std::string name, std::string name_zh) {
        model::Parameter parameter;
        parameter.name = std::move(name);
        parameter.name_zh = std::move(name_zh);
        parameter.type.kind = TypeKind::kText;
        return parameter;
    }

    Context& context_;
    const ast::Declaration& declaration_;
    std::uint32_t index_;
};

}  // namespace

std::uint32_t subject_parameter(const model::Model& model, std::uint32_t action) {
    const auto& parameters = model.actions[action].parameters;
    for (std::uint32_t i = 0; i < parameters.size(); ++i) {
        const model::Type& type = parameters[i].type;
        if (type.kind == TypeKind::kRecord && model.records[type.ref].key_field != kNone) {
            return i;
        }
    }
    return kNone;
}

void prepare_processes(Context& context) {
    for_each<ast::ProcessDecl>(context, [&](const auto& declaration, const auto&) {
        ProcessPreparer(context, declaration).run();
    });
}

}  // namespace onus::engine::checking
