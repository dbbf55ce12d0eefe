// SPDX-License-Identifier: Apache-2.0
//
// Internal to the parser: from the parse tree of one heading, which is complete, to the syntax
// tree.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/antlr_tree.h"
#include "grammar/ast/file.h"
#include "grammar/base/diagnostic.h"
#include "grammar/keywords.h"
#include "grammar/name_table.h"
#include "grammar/parser.h"

namespace onus::grammar {

/// Adds headings to a file. Literals that cannot be read, and expressions that are nested too
/// deeply, are reported; they become `ast::Broken` or zero.
class TreeBuilder {
  public:
    TreeBuilder(const Source& source, const NameTable& names, const ParseOptions& options,
                ast::File& file, Diagnostics& diagnostics)
        : source_(source),
          names_(names),
          options_(options),
          file_(file),
          diagnostics_(diagnostics) {}

    void header(Node node);
    [[nodiscard]] ast::Declaration declaration(Node node);

    /// The name of a declaration that has no tree.
    [[nodiscard]] ast::Name declared_name(const Token& token) {
        return name_of(token, NameSpace::kOrdinary);
    }

  private:
    // ---- parser_builder_names.cpp
    [[nodiscard]] ast::Name name(Node node, NameSpace space = NameSpace::kOrdinary);
    [[nodiscard]] ast::Name name_of(const Token& token, NameSpace space);
    [[nodiscard]] std::string id_of(const std::string& text, NameSpace space);
    [[nodiscard]] std::vector<ast::Name> names(Node node);
    [[nodiscard]] ast::TypeExpr type(Node node);
    [[nodiscard]] ast::Text text(Node node);
    [[nodiscard]] std::string unescaped(Span span);
    [[nodiscard]] ast::Message message(Node node);
    [[nodiscard]] std::optional<ast::Message> optional_message(Cursor& cursor);

    // ---- parser_builder_literals.cpp
    void report(Diagnostic diagnostic, Span span);
    void report(DiagnosticKind kind, Span span, std::vector<std::string> arguments = {});
    [[nodiscard]] std::string spelled(Span span) const;
    [[nodiscard]] CivilDate date(Node node);
    [[nodiscard]] TimeOfDay time(Node node);
    [[nodiscard]] ast::TimestampLiteral timestamp(Node node);
    [[nodiscard]] Decimal number(Node node);
    [[nodiscard]] Decimal percent(Node node);
    [[nodiscard]] int whole_number(Node node, int least, int most);
    [[nodiscard]] std::optional<ast::ExprNode> duration(Node node);
    [[nodiscard]] std::optional<ast::ExprNode> money(Node number, TokenKind unit, Span span);
    [[nodiscard]] std::optional<ast::ExprNode> literal(Node node);

    // ---- parser_builder_expressions.cpp
    ast::ExprId add(ast::ExprNode node, Span span);
    ast::ExprId broken(Span span) { return add(ast::Broken{}, span); }
    [[nodiscard]] ast::ExprId expr(Node node);
    [[nodiscard]] ast::ExprId expr_within_depth(Node node);
    [[nodiscard]] ast::ExprNode operation(Node node);
    [[nodiscard]] ast::ExprNode primary(Node node);
    [[nodiscard]] ast::ExprNode history(Node node);
    [[nodiscard]] ast::ExprNode quantifier(Node node);
    [[nodiscard]] ast::ExprId path(Node node);
    [[nodiscard]] std::vector<ast::ExprId> paths(Node node);
    [[nodiscard]] ast::ExprId traced(Node node);
    [[nodiscard]] ast::PathSegment segment(Node node);
    [[nodiscard]] std::vector<ast::Argument> arguments(Node node);
    [[nodiscard]] ast::ExprId literal_expr(Node node);
    [[nodiscard]] ast::ExprId value(Node node);
    [[nodiscard]] ast::ExprId span_expr(Node node);
    [[nodiscard]] ast::Window window(Node node);

    // ---- parser_builder_clauses.cpp
    [[nodiscard]] ast::Clause clause(Node node);
    [[nodiscard]] ast::ClauseNode clause_node(std::size_t rule, Cursor& cursor);
    [[nodiscard]] std::optional<ast::ClauseNode> header_clause(std::size_t rule, Cursor& cursor);
    [[nodiscard]] std::optional<ast::ClauseNode> rule_clause(std::size_t rule, Cursor& cursor);
    [[nodiscard]] std::optional<ast::ClauseNode> duty_clause(std::size_t rule, Cursor& cursor);
    [[nodiscard]] std::optional<ast::ClauseNode> step_clause(std::size_t rule, Cursor& cursor);
    [[nodiscard]] std::optional<ast::ClauseNode> effect_clause(std::size_t rule, Cursor& cursor);
    [[nodiscard]] std::optional<ast::ClauseNode> permission_clause(std::size_t rule,
                                                                   Cursor& cursor);
    [[nodiscard]] std::optional<ast::ClauseNode> test_clause(std::size_t rule, Cursor& cursor);

    // ---- parser_builder_parts.cpp
    [[nodiscard]] ast::EventPattern event(Node node);
    [[nodiscard]] ast::Clock clock(Node node);
    [[nodiscard]] ast::OtherwiseClause otherwise(Cursor& cursor);
    [[nodiscard]] ast::NeedsApprovalClause approval(Cursor& cursor);
    [[nodiscard]] std::vector<ast::Effect> effects(Cursor& cursor);
    [[nodiscard]] ast::Effect effect(Node node);
    [[nodiscard]] std::vector<ast::Act> acts(Node node);
    [[nodiscard]] ast::Act act(Node node);
    [[nodiscard]] ast::Grant grant(Node node);
    [[nodiscard]] ast::ExprId condition(Cursor& cursor);
    [[nodiscard]] ast::CaseClause table_case(Cursor& cursor);
    [[nodiscard]] ast::Cell cell(Node node);
    [[nodiscard]] ast::ExpectClause expect(Cursor& cursor);
    [[nodiscard]] ast::ShareClause share(Cursor& cursor);

    // ---- parser_builder_declarations.cpp
    [[nodiscard]] ast::DeclarationNode body(std::size_t rule, Cursor& cursor,
                                            ast::Declaration& declaration);
    [[nodiscard]] ast::DeclarationNode action(Cursor& cursor, ast::Declaration& declaration);
    [[nodiscard]] ast::DeclarationNode definition(Cursor& cursor, ast::Declaration& declaration);
    [[nodiscard]] ast::DeclarationNode parameter(Cursor& cursor, ast::Declaration& declaration);
    [[nodiscard]] ast::DeclarationNode table(Cursor& cursor, ast::Declaration& declaration);
    [[nodiscard]] ast::DeclarationNode process(Cursor& cursor, ast::Declaration& declaration);
    [[nodiscard]] ast::Step step(Node node);
    [[nodiscard]] ast::Field field(Node node);
    [[nodiscard]] ast::Exception exception(Node node);
    [[nodiscard]] std::vector<ast::Parameter> parameters(Node node);
    void clauses(Cursor& cursor, std::vector<ast::Clause>& out);

    const Source& source_;
    const NameTable& names_;
    const ParseOptions& options_;
    ast::File& file_;
    Diagnostics& diagnostics_;
    std::uint32_t depth_ = 0;
};

}  // namespace onus::grammar
