// SPDX-License-Identifier: Apache-2.0
//
// Rules that add nothing, because whatever breaks them breaks a rule at least as strict.
//
// What breaks the weaker rule is described by the conditions that must hold for it; those that
// depend on more than the input (persons, history) are left out, which makes the description wider
// and the conclusion safe. The stricter rule must be known exactly.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/compile/analyse/analyses.h"
#include "engine/compile/analyse/rule_cases.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::ExprId;
using model::OutcomeLevel;
using model::Rule;

bool is_exact(const model::Model& model, ExprId id) {
    Cases cases(model);
    cases.add(id);
    return cases.exact();
}

/// Cases in which a rule may be broken: never fewer than there are.
class Breaches {
  public:
    Breaches(const model::Model& model, const Rule& rule) : model_(model) {
        need(rule.condition, true);
        need(rule.unless, false);
        const auto& all = rule.requires_all;
        if (all.size() == 1) {
            need(all.front(), false);
        } else if (std::all_of(all.begin(), all.end(),
                               [&](ExprId id) { return is_exact(model, id); })) {
            one_fails_ = all;
        }
    }

    void add_to(Cases& cases) const {
        for (const auto& [id, truth] : needed_) {
            cases.add(id);
        }
        for (const ExprId id : one_fails_) {
            cases.add(id);
        }
    }

    /// Nothing if it is not known.
    [[nodiscard]] std::optional<bool> possible(const CaseReader& reader) const {
        for (const auto& [id, truth] : needed_) {
            const auto holds = reader.condition(id);
            if (!holds || *holds != truth) {
                return holds ? std::optional(false) : std::nullopt;
            }
        }
        bool fails = one_fails_.empty();
        for (const ExprId id : one_fails_) {
            const auto holds = reader.condition(id);
            if (!holds) {
                return std::nullopt;
            }
            fails = fails || !*holds;
        }
        return fails;
    }

  private:
    /// Splits what must be `truth` into parts that must be so each.
    void need(ExprId id, bool truth) {
        if (id == kNone) {
            return;
        }
        const model::ExprNode& node = model_.exprs[id].node;
        const auto* binary = std::get_if<model::BinaryExpr>(&node);
        const auto splits = truth ? model::BinaryOp::kAnd : model::BinaryOp::kOr;
        if (binary != nullptr && binary->op == splits) {
            need(binary->left, truth);
            need(binary->right, truth);
            return;
        }
        const auto* unary = std::get_if<model::UnaryExpr>(&node);
        if (unary != nullptr && unary->op == model::UnaryOp::kNot) {
            need(unary->operand, !truth);
        } else if (is_exact(model_, id)) {
            needed_.emplace_back(id, truth);
        }
    }

    const model::Model& model_;
    std::vector<std::pair<ExprId, bool>> needed_;
    std::vector<ExprId> one_fails_;  ///< if there are some, at least one is false
};

std::optional<bool> broken(const CaseReader& reader, const Rule& rule) {
    const auto applied = applies(reader, rule);
    if (!applied || !*applied || rule.requires_all.empty()) {
        return applied;
    }
    const auto passed = satisfied(reader, rule);
    return passed ? std::optional(!*passed) : std::nullopt;
}

bool same_text(const model::Model& model, ExprId a, ExprId b) {
    return a == kNone || b == kNone ? a == b : model.exprs[a].text_en == model.exprs[b].text_en;
}

/// True if a finding of `strict` leaves nothing to do for one of `weak`. A warning beside a hold
/// still needs its reason, and another decider is another decision.
bool outranks(const model::Model& model, const model::Outcome& strict, const model::Outcome& weak) {
    switch (strict.level) {
        case OutcomeLevel::kBlock:
            return true;
        case OutcomeLevel::kHold:
            return weak.level == OutcomeLevel::kNote ||
                   (weak.level == OutcomeLevel::kHold &&
                    same_text(model, strict.decider, weak.decider) &&
                    same_text(model, strict.answer_within, weak.answer_within));
        default:
            return strict.level >= weak.level;
    }
}

/// Rules that something else speaks of: a duty that starts when they are forced, a count.
std::set<std::uint32_t> asked_for(const model::Model& model) {
    std::set<std::uint32_t> asked;
    for (const model::Expr& expr : model.exprs) {
        const auto* history = std::get_if<model::HistoryExpr>(&expr.node);
        if (history != nullptr && !history->subject_is_duty &&
            (history->subject == model::HistorySubject::kForced ||
             history->subject == model::HistorySubject::kViolated)) {
            asked.insert(history->target);
        }
    }
    for (const model::Duty& duty : model.duties) {
        for (const auto* events : {&duty.events, &duty.cancelled}) {
            for (const model::Event& event : *events) {
                asked.insert(event.rule);
            }
        }
    }
    for (const model::Liability& liability : model.liabilities) {
        asked.insert(liability.event.rule);
    }
    return asked;
}

class ShadowFinder {
  public:
    explicit ShadowFinder(Context& context)
        : context_(context), model_(context.model), asked_(asked_for(context.model)) {}

    void run() {
        std::map<std::uint32_t, std::vector<std::uint32_t>> by_action;
        for (std::uint32_t i = 0; i < model_.rules.size(); ++i) {
            by_action[model_.rules[i].action].push_back(i);
        }
        for (const auto& [action, about] : by_action) {
            for (const std::uint32_t weak : about) {
                if (could_be_dropped(weak)) {
                    (void)std::any_of(about.begin(), about.end(), [&](std::uint32_t strict) {
                        return strict != weak && shadows(strict, weak);
                    });
                    if (effort_.spent()) {
                        report_uncompared(context_, model_.rules[weak],
                                          DiagnosticKind::kShadowsNotSought);
                        return;
                    }
                }
            }
        }
    }

  private:
    /// A rule that only finds, whose finding nobody asks for.
    [[nodiscard]] bool could_be_dropped(std::uint32_t index) const {
        const Rule& rule = model_.rules[index];
        const ActionView view = context_.rule_views[index];
        const bool staged = std::any_of(rule.effective.begin(), rule.effective.end(),
                                        [](const auto& period) { return period.level; });
        return rule.outcome && rule.outcome->level != OutcomeLevel::kShadow && !rule.guarantee &&
               !rule.approval && rule.then.empty() && rule.violated.empty() && !staged &&
               view.view == view.action && !asked_.contains(index);
    }

    /// True if `strict` is judged whenever `weak` is, under the same owner, and cites its ground.
    [[nodiscard]] bool stands_above(const Rule& strict, const Rule& weak) const {
        const model::Rulebook& upper = model_.rulebooks[strict.heading.rulebook];
        const model::Rulebook& lower = model_.rulebooks[weak.heading.rulebook];
        const bool in_time =
            upper.effective_from <= lower.effective_from &&
            (!upper.effective_until ||
             (lower.effective_until && *lower.effective_until <= *upper.effective_until));
        const auto cited = [&](const model::Cite& cite) {
            return std::any_of(strict.heading.cites.begin(), strict.heading.cites.end(),
                               [&](const model::Cite& other) { return other.en == cite.en; });
        };
        return strict.outcome && strict.effective.empty() && !strict.repeated &&
               upper.layer <= lower.layer && in_time &&
               (&upper == &lower || same_text(model_, upper.owner, lower.owner)) &&
               outranks(model_, *strict.outcome, *weak.outcome) &&
               std::all_of(weak.heading.cites.begin(), weak.heading.cites.end(), cited);
    }

    bool shadows(std::uint32_t strict_index, std::uint32_t weak_index) {
        const Rule& strict = model_.rules[strict_index];
        const Rule& weak = model_.rules[weak_index];
        if (!stands_above(strict, weak) || !effort_.spend(Effort::kPair)) {
            return false;
        }
        Cases cases(model_);
        add_all(cases, strict);
        const Breaches breaches(model_, weak);
        breaches.add_to(cases);
        if (!cases.exact()) {
            return false;
        }
        std::optional<Case> example;
        bool wider = strict.outcome->level > weak.outcome->level;
        bool proved = true;
        const bool tried = cases.try_all(cases.places(), {}, [&](const Case& one) {
            if (!effort_.spend(1)) {
                proved = false;
                return false;
            }
            const CaseReader reader(model_, one);
            const auto outer = broken(reader, strict);
            const auto inner = breaches.possible(reader);
            proved = outer && inner && (*outer || !*inner);
            if (proved && *inner && !example) {
                example = one;
            }
            wider = wider || (proved && *outer && !*inner);
            return proved;
        });
        // Of two rules that say the same the later one is reported.
        if (!tried || !proved || !example || (!wider && weak_index < strict_index)) {
            return false;
        }
        report(strict, weak, cases.text_of_case(*example));
        return true;
    }

    void report(const Rule& strict, const Rule& weak, const Shown& example) {
        const std::uint32_t rulebook = weak.heading.rulebook;
        context_.enter(rulebook, nullptr);
        context_
            .report(DiagnosticKind::kRuleShadowed, weak.heading.name_span,
                    {context_.written(rulebook, weak.heading.name),
                     context_.written(strict.heading.rulebook, strict.heading.name),
                     example.in(context_.language())})
            .related.push_back(
                {context_.file_of(strict.heading.rulebook).source_name, strict.heading.name_span});
    }

    Context& context_;
    const model::Model& model_;
    std::set<std::uint32_t> asked_;
    Effort effort_;
};

}  // namespace

void analyse_shadows(Context& context) { ShadowFinder(context).run(); }

}  // namespace onus::engine::checking
