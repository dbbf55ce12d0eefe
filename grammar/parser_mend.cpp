// SPDX-License-Identifier: Apache-2.0

#include "grammar/parser_mend.h"

namespace onus::grammar {

bool Mender::mend(std::vector<Token>& tokens, bool is_header) {
    const auto failure = parser_.diagnose(tokens, is_header);
    if (!failure) {
        return true;
    }
    Diagnostic diagnostic;
    diagnostic.kind = DiagnosticKind::kUnexpectedWord;
    diagnostic.source_name = source_.name;
    diagnostic.span = failure->at < tokens.size() ? tokens[failure->at].span : tokens.back().span;
    diagnostic.arguments = {std::string(slice(source_.text, diagnostic.span))};
    diagnostics_.push_back(std::move(diagnostic));
    return false;
}

}  // namespace onus::grammar
