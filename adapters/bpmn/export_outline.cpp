// SPDX-License-Identifier: Apache-2.0
//
// From the tree of a rulebook to the outline of its processes.

#include <algorithm>
#include <optional>
#include <variant>

#include "adapters/bpmn/export.h"
#include "adapters/bpmn/naming.h"
#include "adapters/bpmn/outline_text.h"
#include "adapters/bpmn/words_of_xml.h"

namespace onus::bpmn {
namespace {

class Reader {
  public:
    Reader(const ast::File& file, const Source& source) : file_(file), source_(source) {}

    [[nodiscard]] std::vector<Outline> run() const {
        std::vector<Outline> outlines;
        for (const ast::Declaration& declaration : file_.declarations) {
            if (const auto* process = std::get_if<ast::ProcessDecl>(&declaration.node)) {
                Outline outline;
                outline.language = file_.language;
                outline.name = file_.name.text;
                outline.title = file_.message ? text_of(file_.message->text) : file_.name.text;
                outline.preamble = preamble();
                outline.processes.push_back(read(declaration, *process));
                add_parts(outline);
                outlines.push_back(std::move(outline));
            }
        }
        return outlines;
    }

  private:
    /// Behind the process those that it runs, each once.
    void add_parts(Outline& outline) const {
        for (std::size_t at = 0; at < outline.processes.size(); ++at) {
            const std::vector<OutlineStep> steps = outline.processes[at].steps;
            for (const OutlineStep& step : steps) {
                const auto& all = outline.processes;
                const bool there = std::any_of(all.begin(), all.end(), [&](const auto& each) {
                    return each.name == step.runs;
                });
                const ast::Declaration* part = step.runs.empty() || there ? nullptr : find(step);
                if (part != nullptr) {
                    outline.processes.push_back(
                        read(*part, std::get<ast::ProcessDecl>(part->node)));
                }
            }
        }
    }
    [[nodiscard]] const ast::Declaration* find(const OutlineStep& step) const {
        const auto found = std::find_if(
            file_.declarations.begin(), file_.declarations.end(), [&](const auto& each) {
                return slice(each.name.span) == step.runs &&
                       std::holds_alternative<ast::ProcessDecl>(each.node);
            });
        return found == file_.declarations.end() ? nullptr : &*found;
    }

    [[nodiscard]] std::string slice(const Span& span) const {
        return std::string(
            trimmed(std::string_view(source_.text).substr(span.begin, span.end - span.begin)));
    }
    [[nodiscard]] std::string value_of(const ast::Clause& clause) const {
        return slice({clause.keyword.end, clause.span.end});
    }
    /// Without its quotation marks, as a person reads it.
    [[nodiscard]] std::string text_of(const ast::Text& text) const {
        std::string quoted = slice(text.span);
        const std::size_t mark = quoted.starts_with('"') ? 1 : std::string_view("“").size();
        return quoted.size() < 2 * mark ? quoted
                                        : unquoted(quoted.substr(mark, quoted.size() - 2 * mark));
    }

    /// Heading and vocabulary. What judges is left at home: it is no part of a process.
    [[nodiscard]] std::string preamble() const {
        std::string text = slice(file_.header_span) + "\n";
        std::uint32_t end = file_.header_span.end;
        for (const ast::Declaration& declaration : file_.declarations) {
            const bool vocabulary =
                std::visit([](const auto& node) { return is_vocabulary(node); }, declaration.node);
            if (!vocabulary) {
                continue;
            }
            const auto between = source_.text.substr(end, declaration.span.begin - end);
            const bool adjacent = std::count(between.begin(), between.end(), '\n') == 1;
            text += (adjacent ? "" : "\n") + slice(declaration.span) + "\n";
            end = declaration.span.end;
        }
        text.pop_back();
        return text;
    }

    template <class T>
    static bool is_vocabulary(const T& /*node*/) {
        return !std::is_same_v<T, ast::PermissionDecl> && !std::is_same_v<T, ast::RuleDecl> &&
               !std::is_same_v<T, ast::DutyDecl> && !std::is_same_v<T, ast::ProcessDecl> &&
               !std::is_same_v<T, ast::LiabilityDecl> && !std::is_same_v<T, ast::TestDecl>;
    }

    [[nodiscard]] OutlineProcess read(const ast::Declaration& declaration,
                                      const ast::ProcessDecl& node) const {
        OutlineProcess process;
        process.name = slice(declaration.name.span);  // with its quotes, as others refer to it
        process.title =
            declaration.message ? text_of(declaration.message->text) : declaration.name.text;
        process.twin = declaration.message && declaration.message->twin
                           ? text_of(*declaration.message->twin)
                           : std::string();
        process.is_part = true;
        for (const ast::Clause& clause : declaration.clauses) {
            process.is_part =
                process.is_part && !std::holds_alternative<ast::WhenClause>(clause.node);
            if (std::holds_alternative<ast::OwnerClause>(clause.node)) {
                process.owner = value_of(clause);
            } else if (std::holds_alternative<ast::WhenClause>(clause.node)) {
                process.clauses.push_back({"when", value_of(clause)});
            } else {
                const bool cite = std::holds_alternative<ast::CiteClause>(clause.node);
                process.clauses.push_back({cite ? "cite" : "clause", "  " + slice(clause.span)});
            }
        }
        for (const ast::Step& step : node.steps) {
            process.steps.push_back(read(step, node));
        }
        return process;
    }

    [[nodiscard]] OutlineStep read(const ast::Step& from, const ast::ProcessDecl& process) const {
        OutlineStep step;
        step.name = slice(from.name.span);
        step.id = from.name.id;
        step.title = from.message ? text_of(from.message->text) : from.name.text;
        step.twin = from.message && from.message->twin ? text_of(*from.message->twin) : "";
        for (const ast::Clause& clause : from.clauses) {
            if (const auto* after = std::get_if<ast::AfterClause>(&clause.node)) {
                for (const ast::Predecessor& before : after->predecessors) {
                    if (const auto found = find(before.step.id, process)) {
                        add_predecessor({*found, condition(before.condition)}, step);
                    }
                }
            } else if (std::holds_alternative<ast::OwnerClause>(clause.node)) {
                step.owner = value_of(clause);
            } else if (std::holds_alternative<ast::WithinClause>(clause.node)) {
                step.within = value_of(clause);
            } else if (const auto* run = std::get_if<ast::RunClause>(&clause.node)) {
                step.runs = slice(run->process.span);
            } else if (const auto* returns = std::get_if<ast::ReturnsClause>(&clause.node)) {
                if (const auto found = find(returns->step.id, process)) {
                    step.returns.push_back(
                        {*found, returns->count, condition(returns->condition), kNone});
                }
            } else {
                step.clauses.push_back({place_of(clause.node), "    " + slice(clause.span)});
            }
        }
        for (const ast::Step::Deliverable& deliverable : from.deliverables) {
            step.deliverables.push_back(
                {slice(deliverable.name.span), slice(deliverable.type.span)});
        }
        return step;
    }

    /// Of a step that is named twice, one condition that does not hold closes the way.
    void add_predecessor(Predecessor before, OutlineStep& step) const {
        const auto same =
            std::find_if(step.after.begin(), step.after.end(),
                         [&](const Predecessor& each) { return each.step == before.step; });
        if (same == step.after.end()) {
            step.after.push_back(std::move(before));
        } else if (same->condition.always() || before.condition.always()) {
            same->condition = same->condition.always() ? before.condition : same->condition;
        } else {
            same->condition.written = joined({same->condition.written, before.condition.written},
                                             Connective::kAnd, file_.language);
        }
    }

    /// Where a rulebook has such a clause among those that are written anew.
    static const char* place_of(const ast::ClauseNode& node) {
        if (std::holds_alternative<ast::UnlessClause>(node)) {
            return "before";
        }
        if (std::holds_alternative<ast::RemindClause>(node) ||
            std::holds_alternative<ast::SuspendedClause>(node) ||
            std::holds_alternative<ast::DelegatedClause>(node) ||
            std::holds_alternative<ast::TransferredClause>(node)) {
            return "timing";
        }
        if (std::holds_alternative<ast::HandedClause>(node)) {
            return "handed";
        }
        const bool judges = std::holds_alternative<ast::RequireClause>(node) ||
                            std::holds_alternative<ast::OtherwiseClause>(node);
        return judges ? "clause" : "behind";
    }

    static std::optional<std::uint32_t> find(const std::string& id,
                                             const ast::ProcessDecl& process) {
        for (std::uint32_t i = 0; i < process.steps.size(); ++i) {
            if (process.steps[i].name.id == id) {
                return i;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] Condition condition(ast::ExprId id) const {
        Condition condition;
        if (id != ast::kNoExpr) {
            condition.written = slice(file_.expr(id).span);
        }
        return condition;
    }

    const ast::File& file_;
    const Source& source_;
};

}  // namespace

std::vector<Outline> outlines_of(const ast::File& file, const Source& source) {
    return Reader(file, source).run();
}

}  // namespace onus::bpmn
