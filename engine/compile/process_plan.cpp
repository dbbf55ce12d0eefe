// SPDX-License-Identifier: Apache-2.0
#include "engine/compile/process_plan.h"

#include <algorithm>
#include <utility>

#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

class Planner {
  public:
    explicit Planner(Context& context) : context_(context) {}

    std::vector<PlannedStep> run(const ast::Declaration& declaration) {
        add(declaration, kNone);
        return std::move(steps_);
    }

  private:
    void add(const ast::Declaration& declaration, std::uint32_t parent) {
        within_.push_back(&declaration);
        std::vector<std::string> seen;
        for (const ast::Step& step : std::get<ast::ProcessDecl>(declaration.node).steps) {
            if (std::find(seen.begin(), seen.end(), step.name.id) != seen.end()) {
                context_.report(DiagnosticKind::kNameDeclaredTwice, step.name.span,
                                {step.name.text});
                continue;
            }
            seen.push_back(step.name.id);
            add(declaration, step, parent);
        }
        within_.pop_back();
    }

    void add(const ast::Declaration& declaration, const ast::Step& step, std::uint32_t parent) {
        PlannedStep planned;
        planned.written = &step;
        planned.declaration = &declaration;
        planned.parent = parent;
        planned.name = step.name.id;
        planned.name_zh = context_.shown(context_.rulebook(), step.name.id).zh;
        if (parent != kNone) {
            planned.name = steps_[parent].name + "." + planned.name;
            planned.name_zh = steps_[parent].name_zh + "." + planned.name_zh;
        }
        const auto number = static_cast<std::uint32_t>(steps_.size());
        steps_.push_back(std::move(planned));
        if (const auto* run = ast::clause_of<ast::RunClause>(step.clauses)) {
            if (const ast::Declaration* called = find(*run)) {
                add(*called, number);
            }
        }
    }

    const ast::Declaration* find(const ast::RunClause& run) {
        std::vector<std::string> names;
        for (const ast::Declaration& each : context_.file().declarations) {
            if (!std::holds_alternative<ast::ProcessDecl>(each.node)) {
                continue;
            }
            if (each.name.id == run.process.id) {
                return allowed(each, run.process) ? &each : nullptr;
            }
            names.push_back(each.name.id);
        }
        context_.report_unknown(DiagnosticKind::kUnknownProcess, run.process, names);
        return nullptr;
    }

    bool allowed(const ast::Declaration& called, const ast::Name& name) {
        if (std::find(within_.begin(), within_.end(), &called) != within_.end()) {
            context_.report(DiagnosticKind::kProcessRunsItself, name.span, {name.text});
            return false;
        }
        if (ast::clause_of<ast::WhenClause>(called.clauses) != nullptr) {
            context_.report(DiagnosticKind::kRunProcessStarts, name.span, {name.text});
            return false;
        }
        return true;
    }

    Context& context_;
    std::vector<PlannedStep> steps_;
    std::vector<const ast::Declaration*> within_;
};

}  // namespace

std::vector<PlannedStep> plan_steps(Context& context, const ast::Declaration& declaration) {
    return Planner(context).run(declaration);
}

bool is_run(const Context& context, const ast::Declaration& declaration) {
    const auto runs = [&](const ast::Step& step) {
        const auto* run = ast::clause_of<ast::RunClause>(step.clauses);
        return run != nullptr && run->process.id == declaration.name.id;
    };
    const auto& declarations = context.file().declarations;
    return std::any_of(declarations.begin(), declarations.end(), [&](const ast::Declaration& each) {
        const auto* process = std::get_if<ast::ProcessDecl>(&each.node);
        return process != nullptr &&
               std::any_of(process->steps.begin(), process->steps.end(), runs);
    });
}

std::uint32_t find_step(const std::vector<PlannedStep>& steps, std::uint32_t from,
                        const std::string& id) {
    for (std::uint32_t each = 0; each < steps.size(); ++each) {
        if (steps[each].parent == steps[from].parent && steps[each].written->name.id == id) {
            return each;
        }
    }
    return kNone;
}

}  // namespace onus::engine::checking
