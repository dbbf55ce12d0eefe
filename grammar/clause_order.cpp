// SPDX-License-Identifier: Apache-2.0

#include "grammar/clause_order.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"

namespace onus::grammar {
namespace {

/// Place of a clause in its heading's order.
struct Rank {
    int place = 0;
    bool repeats = false;
};

constexpr Rank once(int place) { return {place, false}; }
constexpr Rank often(int place) { return {place, true}; }

template <class... Clauses>
bool is_one_of(const ast::ClauseNode& node) {
    return (std::holds_alternative<Clauses>(node) || ...);
}

/// The first place that is the clause's.
template <std::size_t kCount>
int place_in(const bool (&in_order)[kCount]) {
    return static_cast<int>(std::find(std::begin(in_order), std::end(in_order), true) -
                            std::begin(in_order));
}

/// The one clause beside `cite` and the like that may stand several times in these headings.
Rank ranked(int place, const ast::ClauseNode& node) {
    return is_one_of<ast::RemindClause>(node) ? often(place) : once(place);
}

/// cite · effective · when · repeated · require/forbid/guarantee · unless · needs approval ·
/// otherwise · then · violated
Rank rule_rank(const ast::ClauseNode& node) {
    if (is_one_of<ast::CiteClause>(node)) {
        return often(0);
    }
    if (is_one_of<ast::EffectiveClause>(node)) {
        return often(1);
    }
    if (is_one_of<ast::WhenClause>(node)) {
        return once(2);
    }
    if (is_one_of<ast::RepeatedClause>(node)) {
        return once(3);
    }
    if (is_one_of<ast::RequireClause, ast::ForbidClause, ast::GuaranteeClause>(node)) {
        return often(4);
    }
    if (is_one_of<ast::UnlessClause>(node)) {
        return once(5);
    }
    if (is_one_of<ast::NeedsApprovalClause>(node)) {
        return once(6);
    }
    if (is_one_of<ast::OtherwiseClause>(node)) {
        return once(7);
    }
    return once(is_one_of<ast::ThenClause>(node) ? 8 : 9);
}

/// cite · when/before · repeated · unless · bearer · must · must not · within/until · remind ·
/// suspended · extended · cancelled · may be delegated to · may be transferred to · may be excused
/// by · in absence · otherwise · overdue · violated · fulfilled
Rank duty_rank(const ast::ClauseNode& node) {
    if (is_one_of<ast::CiteClause>(node)) {
        return often(0);
    }
    const bool in_order[] = {
        is_one_of<ast::WhenClause, ast::BeforeClause>(node),
        is_one_of<ast::RepeatedClause>(node),
        is_one_of<ast::UnlessClause>(node),
        is_one_of<ast::BearerClause>(node),
        is_one_of<ast::MustClause>(node),
        is_one_of<ast::MustNotClause>(node),
        is_one_of<ast::WithinClause, ast::UntilClause>(node),
        is_one_of<ast::RemindClause>(node),
        is_one_of<ast::SuspendedClause>(node),
        is_one_of<ast::ExtendedClause>(node),
        is_one_of<ast::CancelledClause>(node),
        is_one_of<ast::DelegatedClause>(node),
        is_one_of<ast::TransferredClause>(node),
        is_one_of<ast::ExcusedClause>(node),
        is_one_of<ast::AbsenceClause>(node),
        is_one_of<ast::OtherwiseClause>(node),
        is_one_of<ast::OverdueClause>(node),
        is_one_of<ast::ViolatedClause>(node),
        is_one_of<ast::FulfilledClause>(node),
    };
    return ranked(1 + place_in(in_order), node);
}

/// cite · granted to · may/cannot · carries · may be delegated to
Rank permission_rank(const ast::ClauseNode& node) {
    if (is_one_of<ast::CiteClause>(node)) {
        return often(0);
    }
    if (is_one_of<ast::GrantedToClause>(node)) {
        return once(1);
    }
    if (is_one_of<ast::MayClause, ast::CannotClause>(node)) {
        return often(2);
    }
    return once(is_one_of<ast::CarriesClause, ast::CarriesNoneClause>(node) ? 3 : 4);
}

/// cite · when · trace · share · untraceable
Rank liability_rank(const ast::ClauseNode& node) {
    if (is_one_of<ast::CiteClause>(node)) {
        return often(0);
    }
    if (is_one_of<ast::WhenClause>(node)) {
        return once(1);
    }
    if (is_one_of<ast::TraceClause>(node)) {
        return once(2);
    }
    return is_one_of<ast::ShareClause>(node) ? often(3) : once(4);
}

/// cite · according to · case
Rank table_rank(const ast::ClauseNode& node) {
    if (is_one_of<ast::CiteClause>(node)) {
        return often(0);
    }
    return is_one_of<ast::AccordingToClause>(node) ? once(1) : often(2);
}

/// creates · changes · is · within
Rank action_rank(const ast::ClauseNode& node) {
    if (is_one_of<ast::CreatesClause>(node)) {
        return once(0);
    }
    if (is_one_of<ast::ChangesClause>(node)) {
        return once(1);
    }
    return once(is_one_of<ast::IsClause>(node) ? 2 : 3);
}

/// cite · owner · when · within · remind · overdue
Rank process_rank(const ast::ClauseNode& node) {
    if (is_one_of<ast::CiteClause>(node)) {
        return often(0);
    }
    const bool in_order[] = {
        false,
        is_one_of<ast::OwnerClause>(node),
        is_one_of<ast::WhenClause>(node),
        is_one_of<ast::WithinClause>(node),
        is_one_of<ast::RemindClause>(node),
        is_one_of<ast::OverdueClause>(node),
    };
    return ranked(place_in(in_order), node);
}

constexpr Rank kDeliverRank = often(8);

/// after · unless · owner · within · remind · suspended · may be delegated to · may be transferred
/// to · deliver · require · otherwise · returns to · handed to · run · overdue
Rank step_rank(const ast::ClauseNode& node) {
    constexpr int kRequire = kDeliverRank.place + 1;
    if (is_one_of<ast::RequireClause>(node)) {
        return often(kRequire);
    }
    const bool in_order[] = {
        is_one_of<ast::AfterClause>(node),
        is_one_of<ast::UnlessClause>(node),
        is_one_of<ast::OwnerClause>(node),
        is_one_of<ast::WithinClause>(node),
        is_one_of<ast::RemindClause>(node),
        is_one_of<ast::SuspendedClause>(node),
        is_one_of<ast::DelegatedClause>(node),
        is_one_of<ast::TransferredClause>(node),
        false,  // deliver
        false,  // require
        is_one_of<ast::OtherwiseClause>(node),
        is_one_of<ast::ReturnsClause>(node),
        is_one_of<ast::HandedClause>(node),
        is_one_of<ast::RunClause>(node),
        is_one_of<ast::OverdueClause>(node),
    };
    return ranked(place_in(in_order), node);
}

/// In a file's header the order is free: a cite often comes last.
Rank header_rank(const ast::ClauseNode& node) {
    return is_one_of<ast::CiteClause, ast::UseClause>(node) ? often(0) : once(0);
}

using RankOf = Rank (*)(const ast::ClauseNode&);

class Checker {
  public:
    Checker(const Source& source, const ast::File& file, Diagnostics& diagnostics)
        : source_(source), file_(file), diagnostics_(diagnostics) {}

    void run() {
        check(file_.header, header_rank, file_.name.text);
        for (const ast::Declaration& declaration : file_.declarations) {
            if (!declaration.broken) {
                std::visit([&](const auto& node) { check(node, declaration); }, declaration.node);
            }
        }
    }

  private:
    void check(const ast::RuleDecl&, const ast::Declaration& declaration) {
        check(declaration.clauses, rule_rank, declaration.name.text);
        const bool acts = std::any_of(
            declaration.clauses.begin(), declaration.clauses.end(), [](const ast::Clause& clause) {
                return is_one_of<ast::RequireClause, ast::ForbidClause, ast::GuaranteeClause,
                                 ast::NeedsApprovalClause, ast::ThenClause>(clause.node);
            });
        refuse_empty(!acts, declaration);
    }
    void check(const ast::DutyDecl&, const ast::Declaration& declaration) {
        check(declaration.clauses, duty_rank, declaration.name.text);
        refuse_empty(declaration.clauses.empty(), declaration);
    }
    void check(const ast::PermissionDecl&, const ast::Declaration& declaration) {
        check(declaration.clauses, permission_rank, declaration.name.text);
        refuse_empty(declaration.clauses.empty(), declaration);
    }
    void check(const ast::LiabilityDecl&, const ast::Declaration& declaration) {
        check(declaration.clauses, liability_rank, declaration.name.text);
        refuse_empty(declaration.clauses.empty(), declaration);
    }
    void check(const ast::TableDecl&, const ast::Declaration& declaration) {
        check(declaration.clauses, table_rank, declaration.name.text);
        refuse_empty(ast::clause_of<ast::CaseClause>(declaration.clauses) == nullptr, declaration);
    }
    void check(const ast::ActionDecl&, const ast::Declaration& declaration) {
        check(declaration.clauses, action_rank, declaration.name.text);
    }
    void check(const ast::ProcessDecl& process, const ast::Declaration& declaration) {
        check(declaration.clauses, process_rank, declaration.name.text);
        refuse_empty(process.steps.empty(), declaration);
        for (const ast::Step& step : process.steps) {
            check(lines_of(step), step.name.text);
        }
    }
    void check(const ast::RecordDecl& record, const ast::Declaration& declaration) {
        refuse_empty(record.fields.empty(), declaration);
    }
    void check(const ast::TestDecl&, const ast::Declaration& declaration) {
        refuse_empty(declaration.clauses.empty(), declaration);
    }
    void check(const ast::RoleDecl&, const ast::Declaration&) {}
    void check(const ast::EnumDecl&, const ast::Declaration&) {}
    void check(const ast::DefinitionDecl&, const ast::Declaration&) {}
    void check(const ast::ParameterDecl&, const ast::Declaration&) {}

    /// A line under a heading; what is delivered is no clause of the tree.
    struct Line {
        std::size_t kind = 0;
        Rank rank;
        Span keyword;
    };
    using Lines = std::vector<Line>;

    static Lines lines_of(const std::vector<ast::Clause>& clauses, RankOf rank_of) {
        Lines lines;
        for (const ast::Clause& clause : clauses) {
            lines.push_back({clause.node.index(), rank_of(clause.node), clause.keyword});
        }
        return lines;
    }

    static Lines lines_of(const ast::Step& step) {
        Lines lines = lines_of(step.clauses, step_rank);
        for (const ast::Step::Deliverable& each : step.deliverables) {
            lines.push_back({std::variant_size_v<ast::ClauseNode>, kDeliverRank, each.keyword});
        }
        std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
            return a.keyword.begin < b.keyword.begin;
        });
        return lines;
    }

    void check(const std::vector<ast::Clause>& clauses, RankOf rank_of, const std::string& name) {
        check(lines_of(clauses, rank_of), name);
    }

    /// One report a heading: what follows a forgotten heading is all out of place.
    void check(const Lines& lines, const std::string& name) {
        for (auto line = lines.begin(); line != lines.end(); ++line) {
            const auto same = std::find_if(
                lines.begin(), line, [&](const Line& each) { return each.kind == line->kind; });
            if (same != line && !line->rank.repeats) {
                report(DiagnosticKind::kRepeatedClause, *line, {word_at(line->keyword), name},
                       *same);
                return;
            }
            if (line != lines.begin() && line->rank.place < (line - 1)->rank.place) {
                const auto below = std::find_if(lines.begin(), line, [&](const Line& each) {
                    return each.rank.place > line->rank.place;
                });
                report(DiagnosticKind::kClauseOutOfOrder, *line,
                       {word_at(line->keyword), word_at((line - 1)->keyword), name,
                        word_at(below->keyword)},
                       *(line - 1));
                return;
            }
        }
    }

    void refuse_empty(bool empty, const ast::Declaration& declaration) {
        if (empty) {
            Diagnostic diagnostic;
            diagnostic.kind = DiagnosticKind::kEmptyHeading;
            diagnostic.source_name = source_.name;
            diagnostic.span =
                declaration.name.text.empty() ? declaration.keyword : declaration.name.span;
            diagnostic.arguments = {declaration.name.text.empty() ? word_at(declaration.keyword)
                                                                  : declaration.name.text};
            diagnostics_.push_back(std::move(diagnostic));
        }
    }

    void report(DiagnosticKind kind, const Line& line, std::vector<std::string> arguments,
                const Line& other) {
        Diagnostic diagnostic;
        diagnostic.kind = kind;
        diagnostic.source_name = source_.name;
        diagnostic.span = line.keyword;
        diagnostic.arguments = std::move(arguments);
        diagnostic.related = {{source_.name, other.keyword}};
        diagnostics_.push_back(std::move(diagnostic));
    }

    [[nodiscard]] std::string word_at(Span span) const {
        return fold_width(std::string_view(source_.text).substr(span.begin, span.end - span.begin));
    }

    const Source& source_;
    const ast::File& file_;
    Diagnostics& diagnostics_;
};

}  // namespace

void check_clause_order(const Source& source, const ast::File& file, Diagnostics& diagnostics) {
    Checker(source, file, diagnostics).run();
}

}  // namespace onus::grammar
