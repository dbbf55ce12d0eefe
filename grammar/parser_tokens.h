// SPDX-License-Identifier: Apache-2.0
//
// Internal to the parser: a text to words and signs.

#pragma once

#include <vector>

#include "grammar/ast/file.h"
#include "grammar/base/diagnostic.h"
#include "grammar/token.h"

namespace onus::grammar {

struct LexedText {
    /// Without white space and comments; no keywords yet. Every text that was opened is closed.
    std::vector<Token> tokens;
    std::vector<ast::Comment> comments;

    /// Characters that cannot be read, texts without an end, names of mixed scripts.
    Diagnostics diagnostics;
};

/// REQUIRES: the text is UTF-8.
[[nodiscard]] LexedText lex(const Source& source);

}  // namespace onus::grammar
