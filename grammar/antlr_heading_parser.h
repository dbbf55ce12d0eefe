// SPDX-License-Identifier: Apache-2.0
//
// Internal to the parser: runs the generated parser over one heading. No message of ANTLR is ever
// made: a failure is the place, the words that may stand there, and the clause it lies in.

#pragma once

#include <bitset>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "grammar/antlr_tree.h"
#include "grammar/parser_failure.h"

namespace onus::grammar {

class HeadingParser {
  public:
    HeadingParser();
    ~HeadingParser();
    HeadingParser(const HeadingParser&) = delete;
    HeadingParser& operator=(const HeadingParser&) = delete;

    /// The tree of a heading; nothing if it has a mistake. Valid until the next call.
    [[nodiscard]] std::optional<Node> parse(const std::vector<grammar::Token>& tokens,
                                            bool is_header);

    /// Where and why `parse` fails; nothing if it does not.
    [[nodiscard]] std::optional<ParseFailure> diagnose(const std::vector<grammar::Token>& tokens,
                                                       bool is_header);

  private:
    class Diagnosis;

    [[nodiscard]] antlr4::ParserRuleContext* run(bool is_header);

    HeadingStream stream_;
    generated::OnusParser parser_;
    std::shared_ptr<antlr4::ANTLRErrorStrategy> fast_;
    std::shared_ptr<Diagnosis> diagnosis_;
};

}  // namespace onus::grammar
