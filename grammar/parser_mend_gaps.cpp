// SPDX-License-Identifier: Apache-2.0

#include <array>

#include "grammar/base/diagnostic_kind.h"
#include "grammar/keywords.h"
#include "grammar/parser_expected.h"
#include "grammar/parser_mend.h"

namespace onus::grammar {
namespace {

/// Small words and signs that are forgotten between two others.
constexpr auto kForgettable = std::to_array<TokenKind>(
    {TokenKind::kBy,      TokenKind::kIs,        TokenKind::kThen,   TokenKind::kAgainst,
     TokenKind::kFrom,    TokenKind::kAt,        TokenKind::kIf,     TokenKind::kUntil,
     TokenKind::kThrough, TokenKind::kIn,        TokenKind::kHas,    TokenKind::kOn,
     TokenKind::kPerform, TokenKind::kOccasions, TokenKind::kPoints, TokenKind::kColon,
     TokenKind::kRparen,  TokenKind::kLparen,    TokenKind::kComma,  TokenKind::kInterpClose});

Token missing_token(TokenKind kind, std::uint32_t at) {
    Token token;
    token.kind = kind;
    token.span = {at, at};
    return token;
}

}  // namespace

bool Mender::mend_missing() {
    // At the beginning of a line, behind something complete, nothing is missing.
    if (failure_.at == 0 || (!at_end() && token().first_on_line && boundary_before())) {
        return false;
    }
    const Token& before = (*tokens_)[failure_.at - 1];
    const std::uint32_t place = before.span.end;
    const std::string next = at_end() ? "" : text_of(token());
    std::size_t best_gain = 0;
    TokenKind best = TokenKind::kEnd;
    for (const TokenKind kind : kForgettable) {
        // Where a clause could end, or any operator could stand, no one word is missing.
        const bool is_operator = kind == TokenKind::kIs || kind == TokenKind::kIn;
        if (!expects(kind) || (boundary_before() && kind != TokenKind::kComma) ||
            (is_operator && expects(TokenKind::kAtMost))) {
            continue;
        }
        const std::size_t reached = gain({failure_.at, 0, {missing_token(kind, place)}});
        if (reached > best_gain) {
            best_gain = reached;
            best = kind;
        }
    }
    // A missing text, or a missing value or name, only counts if what follows makes sense then.
    const Edit text{
        failure_.at,
        0,
        {missing_token(TokenKind::kStrOpen, place), missing_token(TokenKind::kStrClose, place)}};
    if (expects(TokenKind::kStrOpen) && !expects_value(failure_.expected) &&
        !expects(TokenKind::kEnd) && gain(text) > best_gain) {
        return try_edit(text, diagnostic(DiagnosticKind::kTextMissing, before.span,
                                         {text_of(before), heading_name()}));
    }
    const Edit name{failure_.at, 0, {missing_token(TokenKind::kWord, place)}};
    if (expects(TokenKind::kWord) && !is_name(before.kind) && gain(name) > best_gain) {
        const DiagnosticKind kind = expects_value(failure_.expected) ? DiagnosticKind::kValueMissing
                                                                     : DiagnosticKind::kNameMissing;
        return try_edit(name, diagnostic(kind, before.span, {text_of(before), heading_name()}));
    }
    const Edit time{
        failure_.at,
        0,
        {missing_token(TokenKind::kWithin, place), missing_token(TokenKind::kWord, place)}};
    if (expects(TokenKind::kWithin) && !boundary_before() && gain(time) > best_gain) {
        const bool english = language_ == Language::kEnglish;
        return try_edit(time,
                        diagnostic(DiagnosticKind::kTimeMissing, before.span,
                                   {text_of((*tokens_)[failure_.clause_begin]), heading_name(),
                                    std::string(spelling(TokenKind::kWithin, language_)) +
                                        (english ? " 1 working day" : " 1个工作日")}));
    }
    if (best == TokenKind::kEnd) {
        return false;
    }
    const std::string word(is_keyword(best) ? spelling(best, language_) : sign_of(best));
    Diagnostic mistake =
        diagnostic(DiagnosticKind::kWordMissing, at_end() ? before.span : token().span,
                   {word, at_end() ? text_of(before) : next, heading_name()});
    mistake.fix = Fix{{place, place}, is_keyword(best) ? " " + word : word};
    return try_edit({failure_.at, 0, {missing_token(best, place)}}, std::move(mistake));
}

bool Mender::mend_surplus() {
    if (at_end() || failure_.at == 0 || is_name(token().kind) ||
        (token().first_on_line && opens_clause(token().kind))) {
        return false;
    }
    const Edit edit{failure_.at, 1, {}};
    const std::size_t behind = tokens_->size() - failure_.at - 1;
    if (gain(edit) < std::min<std::size_t>(2, behind)) {
        return false;
    }
    Diagnostic mistake =
        diagnostic(DiagnosticKind::kWordTooMuch, token().span, {text_of(token()), heading_name()});
    mistake.fix = Fix{token().span, ""};
    return try_edit(edit, std::move(mistake));
}

/// A line that belongs under another heading.
bool Mender::report_foreign_clause() {
    if (at_end() || failure_.at == 0 || !token().first_on_line || !opens_clause(token().kind) ||
        expects(token().kind) || !boundary_before()) {
        return false;
    }
    if (!has_foreign_clause_) {
        report(diagnostic(DiagnosticKind::kForeignClause, token().span,
                          {text_of(token()), text_of(tokens_->front()), heading_name(),
                           expected_words(failure_.expected, true, language_)}));
        has_foreign_clause_ = true;
    }
    cut(failure_.at);
    return true;
}

void Mender::report_unexpected() {
    const bool end = at_end();
    const Span span = end ? tokens_->back().span : token().span;
    const bool line_start = !end && token().first_on_line && boundary_before();
    std::string expected = expected_words(failure_.expected, line_start, language_);
    if (end) {
        report(diagnostic(DiagnosticKind::kEndsTooEarly, span,
                          {text_of(tokens_->back()), heading_name(), std::move(expected)}));
        return;
    }
    report(diagnostic(DiagnosticKind::kUnexpectedWord, span,
                      {text_of(token()), heading_name(), std::move(expected)}));
}

}  // namespace onus::grammar
