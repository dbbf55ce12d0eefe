// SPDX-License-Identifier: Apache-2.0
//
// Effects, outcomes and acts: parts of rules, duties and processes.

#include <algorithm>
#include <utility>

#include "engine/compile/declarations.h"
#include "engine/compile/telling_names.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

const std::vector<std::string>& alarm_levels() {
    static const std::vector<std::string> kLevels = {"yellow", "orange", "red"};
    return kLevels;
}

class EffectChecker {
  public:
    EffectChecker(Context& context, ExpressionChecker& checker, bool cited)
        : context_(context), checker_(checker), cited_(cited) {}

    model::Effect check(const ast::Effect& written) {
        model::Effect effect;
        effect.span = written.span;
        std::visit([&](const auto& node) { effect.node = checked(node, written.span); },
                   written.node);
        return effect;
    }

  private:
    using Node = decltype(model::Effect::node);

    Node checked(const ast::LogEffect& written, Span /*span*/) {
        model::LogEffect effect;
        effect.name = written.name.id;
        effect.name_zh = context_.shown(context_.rulebook(), written.name.id).zh;
        effect.against = checker_.person(written.against);
        effect.points = written.points;
        if (written.message) {
            effect.message = checker_.message(*written.message);
        }
        return effect;
    }

    Node checked(const ast::NotifyEffect& written, Span /*span*/) {
        model::NotifyEffect effect;
        for (const ast::ExprId path : written.paths) {
            effect.to.push_back(checker_.person(path, true));
        }
        if (written.level) {
            effect.level = written.level->id;
            const auto& levels = alarm_levels();
            if (std::find(levels.begin(), levels.end(), effect.level) == levels.end()) {
                context_.report_unknown(DiagnosticKind::kUnknownAlarm, *written.level, levels);
            }
        }
        if (written.message) {
            effect.message = checker_.message(*written.message);
        }
        return effect;
    }

    Node checked(const ast::EscalateEffect& written, Span /*span*/) {
        model::EscalateEffect effect;
        effect.to = checker_.person(written.path);
        if (written.answer_within != ast::kNoExpr) {
            effect.answer_within = checker_.period(written.answer_within);
        }
        return effect;
    }

    Node checked(const ast::DeemEffect& written, Span span) {
        model::DeemEffect effect;
        const auto* path = std::get_if<ast::Path>(&context_.file().expr(written.path).node);
        if (path == nullptr) {
            return effect;
        }
        const auto reference = checker_.action_of(*path);
        if (reference.action == kNone) {
            return effect;
        }
        effect.action = reference.action;
        effect.arguments =
            checker_.matches(path->segments[reference.segment].arguments, reference.action);
        if (written.from != ast::kNoExpr) {
            effect.from = checker_.moment(written.from);
        }
        const model::Action& action = context_.model.actions[reference.action];
        for (std::uint32_t i = 0; i < action.parameters.size(); ++i) {
            const bool has = std::any_of(effect.arguments.begin(), effect.arguments.end(),
                                         [&](const auto& each) { return each.first == i; });
            if (!has && !action.parameters[i].optional) {
                context_.report(
                    DiagnosticKind::kArgumentMissing, span,
                    {context_.written(action.heading.rulebook, action.heading.name),
                     context_.written(action.heading.rulebook, action.parameters[i].name)});
            }
        }
        const bool law = context_.model.rulebooks[context_.rulebook()].layer == model::Layer::kLaw;
        if (!law && !cited_ && tells_approval(action.heading)) {
            context_.report(DiagnosticKind::kDeemsApproval, span,
                            {context_.written(action.heading.rulebook, action.heading.name)});
        }
        return effect;
    }

    Context& context_;
    ExpressionChecker& checker_;
    bool cited_;
};

}  // namespace

std::vector<model::Effect> effects_of(Context& context, ExpressionChecker& checker,
                                      const std::vector<ast::Effect>& effects, bool cited) {
    EffectChecker effect_checker(context, checker, cited);
    std::vector<model::Effect> result;
    result.reserve(effects.size());
    for (const ast::Effect& effect : effects) {
        result.push_back(effect_checker.check(effect));
    }
    return result;
}

model::OutcomeLevel level_of(ast::OutcomeLevel level) {
    switch (level) {
        case ast::OutcomeLevel::kNote:
            return model::OutcomeLevel::kNote;
        case ast::OutcomeLevel::kWarn:
            return model::OutcomeLevel::kWarn;
        case ast::OutcomeLevel::kHold:
            return model::OutcomeLevel::kHold;
        case ast::OutcomeLevel::kBlock:
            return model::OutcomeLevel::kBlock;
    }
    return model::OutcomeLevel::kNote;
}

model::Outcome outcome_of(ExpressionChecker& checker, const ast::OtherwiseClause& clause) {
    model::Outcome outcome;
    outcome.level = level_of(clause.level);
    if (clause.decider != ast::kNoExpr) {
        outcome.decider = checker.person(clause.decider);
    }
    if (clause.answer_within != ast::kNoExpr) {
        outcome.answer_within = checker.period(clause.answer_within);
    }
    outcome.message = checker.message(clause.message);
    return outcome;
}

std::optional<model::OutcomeLevel> stage_of(Context& context, const ast::Name& name) {
    static const std::vector<std::string> kStages = {"shadow", "note", "warn", "hold", "block"};
    const auto found = std::find(kStages.begin(), kStages.end(), name.id);
    if (found == kStages.end()) {
        context.report_unknown(DiagnosticKind::kUnknownStage, name, kStages);
        return std::nullopt;
    }
    return static_cast<model::OutcomeLevel>(found - kStages.begin());
}

std::optional<model::Repeated> repeated_of(ExpressionChecker& checker,
                                           const std::vector<ast::Clause>& clauses) {
    const auto* written = ast::clause_of<ast::RepeatedClause>(clauses);
    if (written == nullptr) {
        return std::nullopt;
    }
    model::Repeated repeated;
    repeated.count = written->count;
    repeated.window = checker.window(written->window);
    repeated.by = checker.infer(written->by);
    return repeated;
}

std::vector<model::Act> acts_of(Context& context, ExpressionChecker& checker,
                                const std::vector<ast::Act>& acts) {
    std::vector<model::Act> result;
    for (const ast::Act& written : acts) {
        model::Act act;
        const Symbol* symbol =
            context.find(NameSpace::kValues, written.action.id, written.action.span);
        if (symbol == nullptr && written.action.id == "decide") {
            act.decide = true;
            result.push_back(std::move(act));
            continue;
        }
        ast::Path path;
        path.segments.push_back({written.action, written.has_arguments, written.arguments});
        const auto reference = checker.action_of(path);
        if (reference.action == kNone) {
            continue;
        }
        act.action = reference.action;
        for (const auto& [parameter, value] : checker.matches(written.arguments, act.action)) {
            act.matches.push_back({parameter, value});
        }
        if (written.where != ast::kNoExpr) {
            const ExpressionChecker::Split parts = checker.split(written.where, act.action);
            act.filter = parts.filter;
            for (const auto& equal : parts.equal) {
                const auto* parameter =
                    std::get_if<model::ParamExpr>(&context.model.exprs[equal.past].node);
                if (parameter != nullptr) {
                    act.matches.push_back({parameter->index, equal.value});
                } else {
                    context.report(DiagnosticKind::kPastComparedWithPresent,
                                   context.model.exprs[equal.past].span);
                }
            }
        }
        if (written.window) {
            act.window = checker.window(*written.window);
        }
        result.push_back(std::move(act));
    }
    return result;
}

}  // namespace onus::engine::checking
