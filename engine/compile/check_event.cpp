// SPDX-License-Identifier: Apache-2.0
//
// What starts rules and duties, and for which actions: one rule or duty for each.

#include <algorithm>
#include <map>
#include <utility>

#include "engine/compile/declarations.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

model::Clock clock_of(Context& context, const ast::Clock& written) {
    model::Clock clock;
    clock.time = written.time;
    switch (written.every) {
        case ast::Clock::Every::kDay:
            clock.every = model::Clock::Every::kDay;
            break;
        case ast::Clock::Every::kWeek:
            clock.every = model::Clock::Every::kWeek;
            break;
        case ast::Clock::Every::kMonth:
            clock.every = model::Clock::Every::kMonth;
            break;
    }
    if (written.weekday) {
        const auto& days = built_in_values(model::BuiltinEnum::kWeekday);
        const auto found = std::find(days.begin(), days.end(), written.weekday->id);
        if (found == days.end()) {
            context.report_unknown(DiagnosticKind::kClockWeekdayUnknown, *written.weekday, days);
        } else {
            clock.weekday = static_cast<int>(found - days.begin());
        }
    }
    clock.day_of_month = written.day_of_month.value_or(0);
    return clock;
}

void rule_occasions(Context& context, const Symbol& symbol, model::EventKind kind,
                    std::vector<Occasion>& out) {
    for (const std::uint32_t rule : symbol.instances) {
        Occasion occasion;
        occasion.event.kind = kind;
        occasion.event.rule = rule;
        occasion.event.action = context.model.rules[rule].action;
        occasion.action = context.rule_views[rule];
        out.push_back(std::move(occasion));
    }
}

void duty_occasions(Context& context, const Symbol& symbol, model::EventKind kind,
                    std::vector<Occasion>& out) {
    for (const std::uint32_t duty : symbol.instances) {
        Occasion occasion;
        occasion.event.kind = kind;
        occasion.event.duty = duty;
        occasion.action = context.duty_views[duty];
        occasion.event.action = occasion.action.action;
        out.push_back(std::move(occasion));
    }
}

std::vector<Occasion> finding_occasions(Context& context, const ast::EventPattern& pattern,
                                        const ast::Path& path) {
    std::size_t next = 1;
    const Symbol* symbol = context.find_finding(path, next);
    const bool rule = symbol != nullptr && symbol->kind == SymbolKind::kRule;
    const bool duty = symbol != nullptr && symbol->kind == SymbolKind::kDuty;
    std::vector<Occasion> out;
    switch (pattern.qualifier) {
        case ast::EventQualifier::kForced:
            if (rule) {
                rule_occasions(context, *symbol, model::EventKind::kForced, out);
                return out;
            }
            break;
        case ast::EventQualifier::kViolated:
            if (rule) {
                rule_occasions(context, *symbol, model::EventKind::kViolated, out);
                return out;
            }
            if (duty) {
                duty_occasions(context, *symbol, model::EventKind::kViolated, out);
                return out;
            }
            break;
        case ast::EventQualifier::kOverdue:
        case ast::EventQualifier::kFulfilled:
            if (duty) {
                const bool overdue = pattern.qualifier == ast::EventQualifier::kOverdue;
                duty_occasions(context, *symbol,
                               overdue ? model::EventKind::kOverdue : model::EventKind::kFulfilled,
                               out);
                return out;
            }
            break;
        case ast::EventQualifier::kNone:
            break;
    }
    const ast::Name& name = path.segments[std::min(next, path.segments.size()) - 1].name;
    const auto kind =
        pattern.qualifier == ast::EventQualifier::kForced     ? DiagnosticKind::kUnknownRule
        : pattern.qualifier == ast::EventQualifier::kViolated ? DiagnosticKind::kUnknownRuleOrDuty
                                                              : DiagnosticKind::kUnknownDuty;
    context.report_unknown(kind, name, context.visible(NameSpace::kFindings));
    return {};
}

/// Makes the instances of rules and duties. A duty waits for the duties that start it.
class Preparer {
  public:
    explicit Preparer(Context& context) : context_(context) {}

    void prepare_rule(const ast::Declaration& declaration) {
        Symbol& symbol = context_.symbol_of(declaration);
        const auto* when = ast::clause_of<ast::WhenClause>(declaration.clauses);
        if (when == nullptr) {
            if (!declaration.clauses.empty()) {
                context_.report(DiagnosticKind::kRuleWithoutEvent, declaration.name.span,
                                {declaration.name.text});
            }
            return;
        }
        if (when->event.clock || when->event.qualifier != ast::EventQualifier::kNone) {
            context_.report(DiagnosticKind::kRuleNeedsAction, when->event.span);
            return;
        }
        for (const Occasion& occasion : occasions_of(context_, when->event)) {
            model::Rule rule;
            rule.heading = context_.heading(declaration, declaration.name.id);
            rule.action = occasion.action.action;
            symbol.instances.push_back(static_cast<std::uint32_t>(context_.model.rules.size()));
            context_.model.rules.push_back(std::move(rule));
            context_.rule_views.push_back(occasion.action);
        }
    }

    void prepare_duty(std::uint32_t rulebook, const ast::Declaration& declaration) {
        State& state = states_[&declaration];
        if (state == State::kDone) {
            return;
        }
        context_.enter(rulebook, &declaration);
        if (state == State::kOpen) {
            context_.report(DiagnosticKind::kDutyCycle, declaration.name.span,
                            {declaration.name.text});
            return;
        }
        state = State::kOpen;
        const auto* when = ast::clause_of<ast::WhenClause>(declaration.clauses);
        const auto* before = ast::clause_of<ast::BeforeClause>(declaration.clauses);
        if (when != nullptr) {
            prepare_cause(when->event);
            context_.enter(rulebook, &declaration);
            for (const Occasion& occasion : occasions_of(context_, when->event)) {
                add(declaration, occasion, false);
            }
        } else if (before != nullptr) {
            ast::EventPattern pattern;
            pattern.path = before->action;
            pattern.span = context_.file().expr(before->action).span;
            for (const Occasion& occasion : occasions_of(context_, pattern)) {
                add(declaration, occasion, true);
            }
        } else if (!declaration.clauses.empty()) {
            context_.report(DiagnosticKind::kDutyWithoutEvent, declaration.name.span,
                            {declaration.name.text});
        }
        states_[&declaration] = State::kDone;
    }

  private:
    enum class State : std::uint8_t { kNew, kOpen, kDone };

    void prepare_cause(const ast::EventPattern& pattern) {
        if (pattern.clock || pattern.qualifier == ast::EventQualifier::kNone ||
            pattern.path == ast::kNoExpr) {
            return;
        }
        const auto* path = std::get_if<ast::Path>(&context_.file().expr(pattern.path).node);
        std::size_t next = 1;
        const Symbol* cause = path == nullptr ? nullptr : context_.find_finding(*path, next);
        if (cause != nullptr && cause->kind == SymbolKind::kDuty &&
            std::holds_alternative<ast::DutyDecl>(cause->declaration->node)) {
            prepare_duty(cause->rulebook, *cause->declaration);
        }
    }

    void add(const ast::Declaration& declaration, const Occasion& occasion, bool gate) {
        model::Duty duty;
        duty.heading = context_.heading(declaration, declaration.name.id);
        if (gate) {
            duty.gate_action = occasion.action.action;
        } else {
            duty.events.push_back(occasion.event);
        }
        Symbol& symbol = context_.symbol_of(declaration);
        symbol.instances.push_back(static_cast<std::uint32_t>(context_.model.duties.size()));
        context_.model.duties.push_back(std::move(duty));
        context_.duty_views.push_back(occasion.action);
    }

    Context& context_;
    std::map<const ast::Declaration*, State> states_;
};

}  // namespace

std::vector<Occasion> occasions_of(Context& context, const ast::EventPattern& pattern) {
    if (pattern.clock) {
        Occasion occasion;
        occasion.event.kind = model::EventKind::kClock;
        occasion.event.clock = clock_of(context, *pattern.clock);
        return {occasion};
    }
    const auto* path = pattern.path == ast::kNoExpr
                           ? nullptr
                           : std::get_if<ast::Path>(&context.file().expr(pattern.path).node);
    if (path == nullptr || path->segments.empty()) {
        return {};
    }
    if (pattern.qualifier != ast::EventQualifier::kNone) {
        return finding_occasions(context, pattern, *path);
    }
    Scope nothing;
    const auto reference = ExpressionChecker(context, nothing).action_of(*path);
    std::vector<Occasion> out;
    if (reference.action == kNone) {
        return out;
    }
    for (const ActionView& view : context.views_of(reference.action)) {
        Occasion occasion;
        occasion.event.kind = model::EventKind::kAction;
        occasion.event.action = view.action;
        occasion.action = view;
        out.push_back(std::move(occasion));
    }
    return out;
}

void prepare_findings(Context& context) {
    Preparer preparer(context);
    for_each<ast::RuleDecl>(context, [&](const auto& declaration, const auto& /*node*/) {
        preparer.prepare_rule(declaration);
    });
    for_each<ast::DutyDecl>(context, [&](const auto& declaration, const auto& /*node*/) {
        preparer.prepare_duty(context.rulebook(), declaration);
    });
}

}  // namespace onus::engine::checking
