// SPDX-License-Identifier: Apache-2.0
//
// What is given and never looked at: points, and what the steps of a process deliver.

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/compile/analyse/analyses.h"
#include "engine/compile/declarations.h"
#include "engine/compile/expression_walk.h"
#include "engine/compile/process_plan.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::ExprId;
using model::HistorySubject;
using model::TypeKind;

/// What history can be asked for: how often a rule was broken or forced, a duty missed or breached,
/// an action done.
using Asked = std::pair<HistorySubject, std::string>;

/// Finds what is asked for within a window. A count without one is no reading of points: they would
/// never expire.
class Readings {
  public:
    explicit Readings(const model::Model& model) : model_(model) {
        for (const model::Expr& expr : model.exprs) {
            const auto* history = std::get_if<model::HistoryExpr>(&expr.node);
            if (history != nullptr && history->window) {
                asked_.emplace(history->subject, target_of(*history));
            }
        }
        for (const model::Rule& rule : model.rules) {
            if (rule.repeated) {
                asked_.emplace(HistorySubject::kAction, model.actions[rule.action].heading.id);
            }
        }
        for (const model::Duty& duty : model.duties) {
            for (const model::Event& event : duty.events) {
                if (duty.repeated) {
                    add(event);
                }
            }
        }
    }

    [[nodiscard]] bool contain(HistorySubject subject, const std::string& id) const {
        return asked_.contains({subject, id});
    }

    [[nodiscard]] bool contain_action(std::uint32_t action) const {
        return action != kNone &&
               contain(HistorySubject::kAction, model_.actions[action].heading.id);
    }

  private:
    [[nodiscard]] std::string target_of(const model::HistoryExpr& history) const {
        if (history.subject == HistorySubject::kAction) {
            return model_.actions[history.target].heading.id;
        }
        return history.subject_is_duty || history.subject == HistorySubject::kOverdue
                   ? model_.duties[history.target].heading.id
                   : model_.rules[history.target].heading.id;
    }

    void add(const model::Event& event) {
        const std::string id = event.duty != kNone   ? model_.duties[event.duty].heading.id
                               : event.rule != kNone ? model_.rules[event.rule].heading.id
                                                     : std::string();
        switch (event.kind) {
            case model::EventKind::kAction:
                asked_.emplace(HistorySubject::kAction, model_.actions[event.action].heading.id);
                return;
            case model::EventKind::kForced:
                asked_.emplace(HistorySubject::kForced, id);
                return;
            case model::EventKind::kOverdue:
                asked_.emplace(HistorySubject::kOverdue, id);
                return;
            case model::EventKind::kViolated:
                asked_.emplace(HistorySubject::kViolated, id);
                return;
            case model::EventKind::kFulfilled:
            case model::EventKind::kClock:
                return;
        }
    }

    const model::Model& model_;
    std::set<Asked> asked_;
};

class PointsReader {
  public:
    explicit PointsReader(Context& context) : context_(context), readings_(context.model) {}

    void run() {
        const model::Model& model = context_.model;
        for (const model::Rule& rule : model.rules) {
            const std::string& id = rule.heading.id;
            check(rule.heading, rule.then, readings_.contain_action(rule.action),
                  asked_as("count of ", "次数 ", model.actions[rule.action].heading));
            check(rule.heading, rule.violated,
                  readings_.contain(HistorySubject::kViolated, id) ||
                      readings_.contain(HistorySubject::kForced, id),
                  asked_as("count of violated ", "次数 违反 ", rule.heading));
        }
        for (const model::Duty& duty : model.duties) {
            const std::string& id = duty.heading.id;
            check(duty.heading, duty.overdue, readings_.contain(HistorySubject::kOverdue, id),
                  asked_as("count of overdue ", "次数 逾期 ", duty.heading));
            check(duty.heading, duty.violated, readings_.contain(HistorySubject::kViolated, id),
                  asked_as("count of violated ", "次数 违反 ", duty.heading));
            if (!duty.must.empty() && duty.must.front().action != kNone) {
                const std::uint32_t task = duty.must.front().action;
                check(duty.heading, duty.fulfilled, readings_.contain_action(task),
                      asked_as("count of ", "次数 ", model.actions[task].heading));
            }
        }
    }

  private:
    [[nodiscard]] static Shown asked_as(const char* en, const char* zh,
                                        const model::Heading& heading) {
        return {en + heading.name, zh + heading.name_zh};
    }

    void check(const model::Heading& heading, const std::vector<model::Effect>& effects, bool read,
               const Shown& question) {
        for (const model::Effect& effect : effects) {
            const auto* log = std::get_if<model::LogEffect>(&effect.node);
            if (log == nullptr || !log->points || read) {
                continue;
            }
            context_.enter(heading.rulebook, nullptr);
            context_.report(DiagnosticKind::kPointsNeverRead, effect.span,
                            {Shown{log->name, log->name_zh.empty() ? log->name : log->name_zh}.in(
                                 context_.language()),
                             question.in(context_.language())});
        }
    }

    Context& context_;
    Readings readings_;
};

/// A file is looked at by people; no condition can be written about it.
bool can_be_checked(const model::Model& model, const model::Type& type) {
    switch (type.kind) {
        case TypeKind::kFile:
            return false;
        case TypeKind::kList:
            return can_be_checked(model, model.list_elements[type.ref]);
        case TypeKind::kRecord: {
            const auto& fields = model.records[type.ref].fields;
            return std::any_of(fields.begin(), fields.end(), [&](std::uint32_t field) {
                return model.fields[field].type.kind != TypeKind::kFile;
            });
        }
        default:
            return true;
    }
}

bool reads_parameter(const model::Model& model, ExprId root, std::uint32_t parameter) {
    bool reads = false;
    for_each_inside(model, root, [&](ExprId id) {
        const auto* param = std::get_if<model::ParamExpr>(&model.exprs[id].node);
        reads = reads || (param != nullptr && param->index == parameter);
    });
    return reads;
}

/// True if a branch or a return depends on what the action delivers.
bool decides_the_way(const model::Model& model, const model::Process& process, std::uint32_t action,
                     std::uint32_t parameter) {
    for (const model::Step& step : process.steps) {
        if (step.returns && step.action == action &&
            reads_parameter(model, step.returns->condition, parameter)) {
            return true;
        }
        for (const model::Step::After& edge : step.after) {
            if (process.steps[edge.step].action == action &&
                reads_parameter(model, edge.condition, parameter)) {
                return true;
            }
        }
    }
    return false;
}

/// True if somebody looks at the deliverable: a rule on the delivery, an approval of it, or a
/// question to history elsewhere.
bool is_checked(const model::Model& model, std::uint32_t action, std::uint32_t parameter) {
    const bool judged =
        std::any_of(model.rules.begin(), model.rules.end(), [&](const model::Rule& rule) {
            if (rule.action != action) {
                return false;
            }
            const auto& all = rule.requires_all;
            return rule.approval || reads_parameter(model, rule.condition, parameter) ||
                   std::any_of(all.begin(), all.end(),
                               [&](ExprId id) { return reads_parameter(model, id, parameter); });
        });
    const bool decides = std::any_of(model.processes.begin(), model.processes.end(),
                                     [&](const model::Process& process) {
                                         return decides_the_way(model, process, action, parameter);
                                     });
    return judged || decides ||
           std::any_of(model.exprs.begin(), model.exprs.end(), [&](const auto& expr) {
               const auto* history = std::get_if<model::HistoryExpr>(&expr.node);
               return history != nullptr && history->subject == HistorySubject::kAction &&
                      history->target == action;
           });
}

std::uint32_t parameter_of(const model::Action& action, const std::string& name) {
    const auto& all = action.parameters;
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const auto& parameter) { return parameter.name == name; });
    return found == all.end() ? kNone : static_cast<std::uint32_t>(found - all.begin());
}

}  // namespace

void analyse_points(Context& context) { PointsReader(context).run(); }

void analyse_deliverables(Context& context) {
    for_each<ast::ProcessDecl>(context, [&](const auto& declaration, const auto&) {
        const model::Process& process =
            context.model.processes[context.symbol_of(declaration).index];
        const std::vector<PlannedStep> steps = plan_steps(context, declaration);
        for (std::size_t i = 0; i < steps.size() && i < process.steps.size(); ++i) {
            const std::uint32_t index = process.steps[i].action;
            if (index == kNone) {
                continue;
            }
            const model::Action& action = context.model.actions[index];
            for (const ast::Step::Deliverable& written : steps[i].written->deliverables) {
                const std::uint32_t parameter = parameter_of(action, written.name.id);
                if (parameter != kNone &&
                    can_be_checked(context.model, action.parameters[parameter].type) &&
                    !is_checked(context.model, index, parameter)) {
                    context.report(DiagnosticKind::kDeliverableNeverChecked, written.name.span,
                                   {written.name.text, steps[i].written->name.text});
                }
            }
        }
    });
}

}  // namespace onus::engine::checking
