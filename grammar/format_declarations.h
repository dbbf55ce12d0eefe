// SPDX-License-Identifier: Apache-2.0
//
// Internal to the formatter: declarations as pieces, each with the place in the source that it
// comes from, so that comments find their owner.

#pragma once

#include <vector>

#include "grammar/ast/file.h"
#include "grammar/format_clauses.h"

namespace onus::grammar {

struct Piece {
    Span span;
    std::size_t indent = 0;
    Lines lines;  ///< without the indentation
    bool blank_line_before = false;
};

class DeclarationFormatter {
  public:
    DeclarationFormatter(const ast::File& file, const FormatWords& words)
        : file_(file), words_(words), in_(file, words), clauses_(words, in_) {}

    [[nodiscard]] std::vector<Piece> header() const;

    /// `name_width`: of the names of a row of roles, which are aligned; 0 otherwise.
    [[nodiscard]] std::vector<Piece> declaration(const ast::Declaration& declaration,
                                                 std::size_t name_width) const;

    /// Width of a role's name.
    [[nodiscard]] std::size_t name_width(const ast::Declaration& declaration) const;

  private:
    friend struct DeclarationWriter;

    void add_clauses(const std::vector<ast::Clause>& clauses, std::size_t indent,
                     std::vector<Piece>& out) const;

    const ast::File& file_;
    const FormatWords& words_;
    ExpressionFormatter in_;
    ClauseFormatter clauses_;
};

}  // namespace onus::grammar
