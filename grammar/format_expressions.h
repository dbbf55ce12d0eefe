// SPDX-License-Identifier: Apache-2.0
//
// Internal to the formatter: expressions, types and texts.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grammar/ast/file.h"
#include "grammar/format_words.h"

namespace onus::grammar {

class ExpressionFormatter {
  public:
    ExpressionFormatter(const ast::File& file, const FormatWords& words)
        : file_(file), words_(words) {}

    [[nodiscard]] std::string expr(ast::ExprId id) const;
    /// A keyword and an expression; empty for `kNoExpr`.
    [[nodiscard]] std::string with(TokenKind keyword, ast::ExprId id) const;
    [[nodiscard]] std::string paths(const std::vector<ast::ExprId>& ids) const;
    [[nodiscard]] std::string arguments(const std::vector<ast::Argument>& arguments) const;
    [[nodiscard]] std::string where(ast::ExprId condition) const;
    [[nodiscard]] std::string window(const std::optional<ast::Window>& window) const;
    [[nodiscard]] std::string text(const ast::Text& text) const;

    /// When translating, the twin comes first.
    [[nodiscard]] std::string message(const ast::Message& message) const;
    [[nodiscard]] std::string message(const std::optional<ast::Message>& message) const;

    [[nodiscard]] std::string type(const ast::TypeExpr& type) const;
    /// `one of` in parentheses, since the commas of parameters follow.
    [[nodiscard]] std::string parameter_type(const ast::TypeExpr& type) const;
    [[nodiscard]] std::string parameters(const std::vector<ast::Parameter>& parameters) const;
    [[nodiscard]] std::string timestamp(const ast::TimestampLiteral& timestamp) const;
    [[nodiscard]] std::string percent(const Decimal& percent) const {
        return percent.to_string() + "%";
    }
    /// An amount and its unit, in the singular where English has one.
    [[nodiscard]] std::string amount(const Decimal& amount, TokenKind unit) const;

  private:
    friend struct ExpressionWriter;

    const ast::File& file_;
    const FormatWords& words_;
};

}  // namespace onus::grammar
