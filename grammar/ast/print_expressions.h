// SPDX-License-Identifier: Apache-2.0
//
// Internal to print.cpp: expressions as text.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grammar/ast/print.h"

namespace onus::ast {

class ExpressionPrinter {
  public:
    ExpressionPrinter(const File& file, PrintTexts texts) : file_(file), texts_(texts) {}

    /// "(at_most order.promised 3d)"; "-" for `kNoExpr`.
    [[nodiscard]] std::string expr(ExprId id) const;
    [[nodiscard]] std::string exprs(const std::vector<ExprId>& ids) const;
    [[nodiscard]] std::string arguments(const std::vector<Argument>& arguments) const;
    [[nodiscard]] std::string window(const std::optional<Window>& window) const;
    [[nodiscard]] std::string text(const Text& text) const;
    [[nodiscard]] std::string message(const Message& message) const;
    [[nodiscard]] std::string message(const std::optional<Message>& message) const;

  private:
    const File& file_;
    PrintTexts texts_;
};

/// `ids` with commas between.
[[nodiscard]] std::string ids_of(const std::vector<Name>& names);

[[nodiscard]] std::string printed(const TimestampLiteral& timestamp);

}  // namespace onus::ast
