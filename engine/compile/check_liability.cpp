// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/compile/declarations.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::TypeKind;

std::vector<std::string> split_at_dots(const std::string& text) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('.', begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

/// The delivery of a step may be written as one name in quotes: `` `making.production` ``.
ast::Path parted(const ast::Path& written) {
    if (written.segments.size() != 1 || !written.segments.front().name.quoted) {
        return written;
    }
    const ast::Name& name = written.segments.front().name;
    const std::vector<std::string> ids = split_at_dots(name.id);
    const std::vector<std::string> texts = split_at_dots(name.text);
    ast::Path path;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        ast::Name part = name;
        part.id = ids[i];
        part.text = texts.size() == ids.size() ? texts[i] : name.text;
        path.segments.push_back({std::move(part), false, {}});
    }
    return path;
}

/// As a person wrote it: "making.production".
std::string written_out(const ast::Path& path) {
    std::string all;
    for (const ast::PathSegment& segment : path.segments) {
        all += (all.empty() ? "" : ".") + segment.name.text;
    }
    return all;
}

class LiabilityChecker {
  public:
    LiabilityChecker(Context& context, const ast::Declaration& declaration)
        : context_(context), declaration_(declaration) {}

    void run() {
        check_shape();
        const std::uint32_t index = context_.symbol_of(declaration_).index;
        const auto* when = ast::clause_of<ast::WhenClause>(declaration_.clauses);
        if (when == nullptr) {
            return;
        }
        bool first = true;
        for (const Occasion& occasion : occasions_of(context_, when->event)) {
            if (occasion.action.action == kNone) {
                context_.report(DiagnosticKind::kLiabilityNeedsAction, when->event.span,
                                {declaration_.name.text});
                return;
            }
            model::Liability liability = checked(occasion, *when);
            if (first) {
                context_.model.liabilities[index] = std::move(liability);
            } else {
                context_.model.liabilities.push_back(std::move(liability));
            }
            first = false;
        }
    }

  private:
    void check_shape() {
        if (declaration_.clauses.empty()) {
            return;  // the parser said so
        }
        const Span span = declaration_.name.span;
        const std::string& name = declaration_.name.text;
        if (ast::clause_of<ast::WhenClause>(declaration_.clauses) == nullptr) {
            context_.report(DiagnosticKind::kLiabilityNeedsAction, span, {name});
        }
        if (ast::clause_of<ast::TraceClause>(declaration_.clauses) == nullptr) {
            context_.report(DiagnosticKind::kLiabilityWithoutTrace, span, {name});
        }
        Decimal total;
        const ast::Clause* last = nullptr;
        Decimal last_percent;
        for (const ast::Clause& clause : declaration_.clauses) {
            if (const auto* share = std::get_if<ast::ShareClause>(&clause.node)) {
                total = add(total, share->percent).value_or(total);
                last = &clause;
                last_percent = share->percent;
            }
        }
        if (last == nullptr) {
            context_.report(DiagnosticKind::kLiabilityWithoutShare, span, {name});
        } else if (total != Decimal(100)) {
            report_total(total, *last, last_percent);
        }
    }

    void report_total(Decimal total, const ast::Clause& last, Decimal last_percent) {
        Diagnostic& diagnostic =
            context_.report(DiagnosticKind::kSharesNotWhole, last.span, {total.to_string()});
        for (const ast::Clause& clause : declaration_.clauses) {
            if (std::holds_alternative<ast::ShareClause>(clause.node) && &clause != &last) {
                diagnostic.related.push_back({context_.file().source_name, clause.span});
            }
        }
        const auto missing = subtract(Decimal(100), total);
        const auto wanted = missing ? add(last_percent, *missing) : std::nullopt;
        if (wanted && *wanted > Decimal()) {
            diagnostic.arguments.push_back(wanted->to_string());
        } else {
            diagnostic.arguments.emplace_back("…");
        }
    }

    void check_trace(ExpressionChecker& checker, const ast::TraceClause& trace,
                     model::Liability& liability) {
        liability.subject = checker.infer(trace.subject);
        const model::Type subject = context_.type_of(liability.subject);
        const bool keyed = subject.kind == TypeKind::kRecord &&
                           context_.model.records[subject.ref].key_field != kNone;
        if (!keyed && subject.kind != TypeKind::kUnknown) {
            context_.report(DiagnosticKind::kTraceNeedsRecord,
                            context_.file().expr(trace.subject).span);
        }
        for (const ast::ExprId id : trace.actions) {
            const ast::Expr& written = context_.file().expr(id);
            const auto* path = std::get_if<ast::Path>(&written.node);
            if (path == nullptr) {
                continue;  // the parser said so
            }
            const ast::Path named = parted(*path);
            const auto reference = checker.action_of(named);
            if (reference.action == kNone) {
                continue;
            }
            if (reference.segment + 1 < named.segments.size()) {
                context_.report_unknown(DiagnosticKind::kUnknownAction,
                                        named.segments[reference.segment + 1].name, {});
                continue;
            }
            std::vector<std::uint32_t> fitting;
            const auto& parameters = context_.model.actions[reference.action].parameters;
            for (std::uint32_t i = 0; i < parameters.size(); ++i) {
                if (parameters[i].type == subject) {
                    fitting.push_back(i);
                }
            }
            if (keyed && fitting.empty()) {
                context_.report(
                    DiagnosticKind::kTraceNotAbout, written.span,
                    {written_out(*path),
                     text_of(context_.model, liability.subject).in(context_.language())});
            }
            liability.trace.push_back(reference.action);
            liability.subject_parameters.push_back(fitting.empty() ? 0 : fitting.front());
        }
    }

    model::Liability checked(const Occasion& occasion, const ast::WhenClause& when) {
        model::Liability liability;
        liability.heading = context_.heading(declaration_, declaration_.name.id);
        fill_heading(context_, declaration_, liability.heading);
        Scope scope = scope_of(context_, occasion.action);
        std::uint32_t slots = 0;
        scope.next_slot = &slots;
        ExpressionChecker checker(context_, scope);
        liability.event = occasion.event;
        if (when.event.condition != ast::kNoExpr) {
            liability.event.condition = checker.condition(when.event.condition);
            checker.learn(facts_if(context_.model, liability.event.condition, true));
        }
        if (const auto* trace = ast::clause_of<ast::TraceClause>(declaration_.clauses)) {
            check_trace(checker, *trace, liability);
        }
        scope.trace = &liability.trace;
        scope.subject = liability.subject;
        for (const ast::Clause& clause : declaration_.clauses) {
            const auto* written = std::get_if<ast::ShareClause>(&clause.node);
            if (written == nullptr) {
                continue;
            }
            model::Share share;
            share.percent = written->percent;
            share.span = clause.span;
            share.by = checker.person(written->by);
            if (written->except_if != ast::kNoExpr) {
                share.except_if = checker.condition(written->except_if);
                share.except_by = checker.person(written->except_by);
            }
            liability.shares.push_back(share);
        }
        if (const auto* lost = ast::clause_of<ast::UntraceableClause>(declaration_.clauses)) {
            liability.untraceable = effects_of(context_, checker, lost->effects, true);
        }
        return liability;
    }

    Context& context_;
    const ast::Declaration& declaration_;
};

}  // namespace

void check_liabilities(Context& context) {
    for_each<ast::LiabilityDecl>(context, [&](const auto& declaration, const auto& /*node*/) {
        LiabilityChecker(context, declaration).run();
    });
}

}  // namespace onus::engine::checking
