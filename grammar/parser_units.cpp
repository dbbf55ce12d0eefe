// SPDX-License-Identifier: Apache-2.0

#include "grammar/parser_units.h"

namespace onus::grammar {
namespace {

/// The first clauses a duty can have behind its name; no expression goes on like this.
bool follows_duty_name(TokenKind kind) {
    switch (kind) {
        case TokenKind::kStrOpen:
        case TokenKind::kCite:
        case TokenKind::kOn:
        case TokenKind::kBefore:
        case TokenKind::kBearer:
        case TokenKind::kMust:
            return true;
        default:
            return false;
    }
}

bool starts_heading(const std::vector<Token>& tokens, std::size_t at) {
    const Token& token = tokens[at];
    if (token.kind == TokenKind::kBad) {
        return true;
    }
    if (token.kind == TokenKind::kRulebook) {
        return at == 0 || token.first_on_line;
    }
    if (!opens_declaration(token.kind)) {
        return false;
    }
    if (at == 0 || can_end_clause(tokens[at - 1].kind)) {
        return true;
    }
    // Something is missing before. `duty D` may be a value there; the other words may not.
    if (token.kind != TokenKind::kDuty) {
        return token.first_on_line;
    }
    return token.first_on_line && at + 2 < tokens.size() && is_name(tokens[at + 1].kind) &&
           follows_duty_name(tokens[at + 2].kind);
}

}  // namespace

bool opens_declaration(TokenKind keyword) {
    return keyword >= TokenKind::kRecord && keyword <= TokenKind::kTest &&
           keyword != TokenKind::kStep;
}

bool can_end_clause(TokenKind kind) {
    if (kind >= TokenKind::kTimestamp && kind <= TokenKind::kQuoted) {
        return true;
    }
    if (kind >= TokenKind::kThisWeek && kind <= TokenKind::kPoints) {
        return true;
    }
    switch (kind) {
        case TokenKind::kRparen:
        case TokenKind::kStrClose:
        case TokenKind::kYes:
        case TokenKind::kNo:
        case TokenKind::kKey:
        case TokenKind::kOptional:
        case TokenKind::kIsGiven:
        case TokenKind::kIsMissing:
        case TokenKind::kAsDifferent:
        case TokenKind::kSuspended:
        case TokenKind::kBearer:
        case TokenKind::kOwner:
        case TokenKind::kStep:
            return true;
        default:
            return false;
    }
}

std::vector<Unit> split_at_headings(const std::vector<Token>& tokens) {
    std::vector<Unit> units;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        if (at == 0 || starts_heading(tokens, at)) {
            units.push_back({at, at});
        }
        units.back().end = at + 1;
    }
    return units;
}

}  // namespace onus::grammar
