// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"
#include "grammar/keywords.h"
#include "grammar/misspelling.h"
#include "grammar/parser_expected.h"
#include "grammar/parser_headings.h"
#include "grammar/parser_mend.h"

namespace onus::grammar {
namespace {

constexpr std::size_t kPhraseWordsMax = 5;

bool is_wordlike(const Token& token) {
    return token.kind == TokenKind::kWord || is_keyword(token.kind);
}

/// The token of a keyword in the place of what was written.
Token keyword_token(TokenKind keyword, const Token& first, Span span) {
    Token token = first;
    token.kind = keyword;
    token.span = span;
    return token;
}

}  // namespace

/// `words` words from `at` on, with one space between, and the number of tokens they take.
std::pair<std::string, std::size_t> Mender::phrase_at(std::size_t at, std::size_t words) const {
    std::string phrase;
    std::size_t taken = 0;
    for (std::size_t count = 0; count < words && at + taken < tokens_->size(); ++taken) {
        const Token& next = (*tokens_)[at + taken];
        if (!is_wordlike(next) || next.missing()) {
            break;
        }
        const std::string text = text_of(next);
        phrase += (phrase.empty() ? "" : " ") + text;
        count += 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), ' '));
    }
    return {phrase, taken};
}

/// `50，000元`: the comma of a list between two halves of a number.
bool Mender::mend_grouped_number() {
    if (failure_.at == 0 || failure_.at + 1 >= tokens_->size()) {
        return false;
    }
    // The parser may fail at the comma or at what follows a list of two numbers.
    for (std::size_t comma = failure_.at; comma + 2 > failure_.at && comma > 0; --comma) {
        if (comma + 1 >= tokens_->size()) {
            continue;
        }
        const Token& left = (*tokens_)[comma - 1];
        const Token& middle = (*tokens_)[comma];
        const Token& right = (*tokens_)[comma + 1];
        const bool adjacent =
            left.span.end == middle.span.begin && middle.span.end == right.span.begin;
        const bool amount = left.kind == TokenKind::kNumber || left.kind == TokenKind::kMoney;
        if (!amount || middle.kind != TokenKind::kComma || right.kind != TokenKind::kNumber ||
            !adjacent || text_of(right).size() != 3) {
            continue;
        }
        const Span whole = cover(left.span, right.span);
        Diagnostic mistake = diagnostic(DiagnosticKind::kGroupedNumber, whole,
                                        {std::string(slice(source_.text, whole)),
                                         text_of(left) + text_of(right), heading_name()});
        mistake.fix = Fix{whole, text_of(left) + text_of(right)};
        if (try_edit({comma, 2, {}, true}, std::move(mistake))) {
            return true;
        }
    }
    return false;
}

/// 是 is the value *yes*; *is* is 为.
bool Mender::mend_yes_for_is() {
    if (at_end() || token().kind != TokenKind::kYes || !expects(TokenKind::kIs) ||
        language_ != Language::kChinese) {
        return false;
    }
    Diagnostic mistake = diagnostic(DiagnosticKind::kYesForIs, token().span, {heading_name()});
    mistake.fix = Fix{token().span, std::string(spelling(TokenKind::kIs, language_))};
    Edit edit{failure_.at, 1, {keyword_token(TokenKind::kIs, token(), token().span)}};
    // Behind 为 a word is a name.
    const std::size_t next = failure_.at + 1;
    if (next < tokens_->size() && is_keyword((*tokens_)[next].kind) &&
        !has(failure_.expected, (*tokens_)[next].kind)) {
        Token name = (*tokens_)[next];
        if (name.kind != TokenKind::kYes && name.kind != TokenKind::kNo) {
            name.kind = TokenKind::kQuoted;
            edit.removed = 2;
            edit.inserted.push_back(name);
        }
    }
    return try_edit(edit, std::move(mistake));
}

/// `x is not at most y`: the negation of a comparison needs parentheses. Behind `is not` words are
/// names, so that the parser fails at the second word of the comparison.
bool Mender::mend_negation() {
    for (std::size_t at = failure_.at; at > 0 && at + 2 > failure_.at; --at) {
        if (at >= tokens_->size() || (*tokens_)[at - 1].kind != TokenKind::kIsNot) {
            continue;
        }
        for (std::size_t words = kPhraseWordsMax; words > 0; --words) {
            const auto [phrase, taken] = phrase_at(at, words);
            const auto keyword = keyword_of(phrase, language_);
            if (!keyword || *keyword < TokenKind::kAtMost || *keyword > TokenKind::kNotIn) {
                continue;
            }
            const Token& first = (*tokens_)[at];
            const Span span = cover(first.span, (*tokens_)[at + taken - 1].span);
            const Token& negation = (*tokens_)[at - 1];
            return try_edit(
                {at - 1, taken + 1, {keyword_token(*keyword, first, span)}},
                diagnostic(DiagnosticKind::kNegatedComparison, cover(negation.span, span),
                           {text_of(negation), phrase, heading_name()}));
        }
    }
    return false;
}

/// A keyword of the other language.
bool Mender::mend_wrong_language(std::size_t at) {
    if (at >= tokens_->size() || (*tokens_)[at].kind != TokenKind::kWord) {
        return false;
    }
    for (std::size_t words = kPhraseWordsMax; words > 0; --words) {
        const auto [phrase, taken] = phrase_at(at, words);
        const auto keyword = keyword_of(phrase, other(language_));
        if (taken == 0 || !keyword) {
            continue;
        }
        const Token& first = (*tokens_)[at];
        const Span span = cover(first.span, (*tokens_)[at + taken - 1].span);
        const std::string right(spelling(*keyword, language_));
        Diagnostic mistake =
            diagnostic(DiagnosticKind::kWrongLanguageWord, span, {phrase, right, heading_name()});
        mistake.fix = Fix{span, right};
        if (try_edit({at, taken, {keyword_token(*keyword, first, span)}}, std::move(mistake))) {
            return true;
        }
    }
    return false;
}

/// Chinese words without the spaces between them.
bool Mender::mend_run_on(std::size_t at) {
    if (language_ != Language::kChinese || at >= tokens_->size() ||
        (*tokens_)[at].kind != TokenKind::kWord) {
        return false;
    }
    const Token& token = (*tokens_)[at];
    if (token.needs_folding) {
        return false;
    }
    const std::string_view word = slice(source_.text, token.span);
    const auto parts = split_run_on(word, is_known_name_);
    if (parts.empty()) {
        return false;
    }
    const Edit edit{at, 1, tokens_of_parts(token, source_.text, parts), true};
    Diagnostic mistake = diagnostic(DiagnosticKind::kRunOnWords, token.span,
                                    {std::string(word), spaced(parts), heading_name()});
    mistake.fix = Fix{token.span, spaced(parts)};
    return try_edit(edit, std::move(mistake));
}

/// A keyword with a slip of the pen.
bool Mender::mend_misspelt(std::size_t at) {
    if (at >= tokens_->size() || (*tokens_)[at].kind == TokenKind::kQuoted) {
        return false;
    }
    const Token& written = (*tokens_)[at];
    if (written.first_on_line && is_keyword(written.kind) && opens_clause(written.kind)) {
        return false;  // it opens a line as it should; what is wrong stands behind it
    }
    // The expected words are known for the failing token only.
    const bool known = at == failure_.at;
    const bool generous = known && (*tokens_)[at].first_on_line && boundary_before();
    for (std::size_t words = kPhraseWordsMax; words > 0; --words) {
        const auto [phrase, taken] = phrase_at(at, words);
        if (taken == 0) {
            return false;
        }
        const auto keyword = nearest_keyword(phrase, language_, generous, [&](TokenKind candidate) {
            return known ? expects(candidate) : !is_unit_word(candidate);
        });
        if (!keyword) {
            continue;
        }
        const Token& first = (*tokens_)[at];
        const Span span = cover(first.span, (*tokens_)[at + taken - 1].span);
        const std::string right(nearest_spelling(phrase, *keyword, language_));
        Diagnostic mistake =
            diagnostic(DiagnosticKind::kMisspeltWord, span, {phrase, right, heading_name()});
        mistake.fix = Fix{span, right};
        if (try_edit({at, taken, {keyword_token(*keyword, first, span)}}, std::move(mistake))) {
            return true;
        }
    }
    return false;
}

/// A word of the language where a name should stand.
bool Mender::mend_reserved_name(std::size_t at) {
    if (at >= tokens_->size()) {
        return false;
    }
    const Token& word = (*tokens_)[at];
    const bool fits = at != failure_.at || expects(TokenKind::kWord);
    if (!is_keyword(word.kind) || !fits || (word.first_on_line && opens_clause(word.kind))) {
        return false;
    }
    const std::string text = text_of(word);
    Token name = word;
    name.kind = TokenKind::kQuoted;
    const bool english = language_ == Language::kEnglish;
    const std::string quoted = english ? "`" + text + "`" : "「" + text + "」";
    Diagnostic mistake =
        diagnostic(DiagnosticKind::kReservedName, word.span, {text, quoted, heading_name()});
    mistake.fix = Fix{word.span, quoted};
    const Edit edit{at, 1, {name}};
    return gain(edit) > 0 && try_edit(edit, std::move(mistake));
}

}  // namespace onus::grammar
