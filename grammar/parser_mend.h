// SPDX-License-Identifier: Apache-2.0
//
// Internal to the parser: the error strategy. Finds what a person most likely meant, reports it
// with the fix, applies the fix to the tokens and goes on, so that one mistake causes one report.

#pragma once

#include <vector>

#include "grammar/antlr_heading_parser.h"
#include "grammar/base/diagnostic.h"
#include "grammar/base/language.h"
#include "grammar/token.h"

namespace onus::grammar {

class Mender {
  public:
    Mender(HeadingParser& parser, const Source& source, Language language, Diagnostics& diagnostics)
        : parser_(parser), source_(source), language_(language), diagnostics_(diagnostics) {}

    /// Reports the mistakes of one heading and changes its tokens until they can be parsed. False
    /// if nothing of the heading can be saved.
    [[nodiscard]] bool mend(std::vector<Token>& tokens, bool is_header);

  private:
    HeadingParser& parser_;
    const Source& source_;
    Language language_;
    Diagnostics& diagnostics_;
};

}  // namespace onus::grammar
