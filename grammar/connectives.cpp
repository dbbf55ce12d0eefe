// SPDX-License-Identifier: Apache-2.0

#include "grammar/connectives.h"

#include <string>

#include "grammar/base/diagnostic_kind.h"

namespace onus::grammar {
namespace {

bool connects(ast::BinaryOperator op) {
    return op == ast::BinaryOperator::kAnd || op == ast::BinaryOperator::kOr;
}

}  // namespace

void check_connectives(const Source& source, const ast::File& file, Diagnostics& diagnostics) {
    for (const ast::Expr& expr : file.expressions) {
        const auto* outer = std::get_if<ast::Binary>(&expr.node);
        if (outer == nullptr || !connects(outer->op)) {
            continue;
        }
        for (const ast::ExprId side : {outer->left, outer->right}) {
            const ast::Expr& part = file.expr(side);
            const auto* inner = std::get_if<ast::Binary>(&part.node);
            if (inner == nullptr || !connects(inner->op) || inner->op == outer->op) {
                continue;
            }
            const std::string_view written =
                std::string_view(source.text)
                    .substr(part.span.begin, part.span.end - part.span.begin);
            Diagnostic diagnostic;
            diagnostic.kind = DiagnosticKind::kMixedConnectives;
            diagnostic.source_name = source.name;
            diagnostic.span = expr.span;
            diagnostic.arguments = {"(" + std::string(written) + ")"};
            diagnostic.fix = Fix{part.span, "(" + std::string(written) + ")"};
            diagnostics.push_back(std::move(diagnostic));
            break;
        }
    }
}

}  // namespace onus::grammar
