// SPDX-License-Identifier: Apache-2.0
//
// Internal to the formatter: clauses, each as one or more lines without their indentation.

#pragma once

#include <string>
#include <vector>

#include "grammar/ast/file.h"
#include "grammar/format_expressions.h"

namespace onus::grammar {

using Lines = std::vector<std::string>;

class ClauseFormatter {
  public:
    ClauseFormatter(const FormatWords& words, const ExpressionFormatter& in)
        : words_(words), in_(in) {}

    [[nodiscard]] Lines lines(const ast::Clause& clause) const;

    /// The rows of a table, aligned by display width, one for each of `cases`.
    [[nodiscard]] Lines cases(const std::vector<const ast::CaseClause*>& cases) const;

  private:
    friend struct ClauseWriter;

    [[nodiscard]] Lines effects(TokenKind keyword, const std::vector<ast::Effect>& effects) const;
    [[nodiscard]] std::string effect(const ast::Effect& effect) const;
    [[nodiscard]] std::string event(const ast::EventPattern& event) const;
    [[nodiscard]] std::string clock(const ast::Clock& clock) const;
    [[nodiscard]] std::string acts(const std::vector<ast::Act>& acts) const;
    [[nodiscard]] std::string grant(const ast::Grant& grant, ast::ExprId condition) const;
    [[nodiscard]] std::string cell(const ast::Cell& cell) const;
    [[nodiscard]] std::string expected(const ast::ExpectClause& expect) const;

    const FormatWords& words_;
    const ExpressionFormatter& in_;
};

}  // namespace onus::grammar
