// SPDX-License-Identifier: Apache-2.0
//
// What people bring along from other forms: a colon behind the first word of a line, the wrong
// quotation marks, numbers in words.

#include "grammar/base/diagnostic_kind.h"
#include "grammar/keywords.h"
#include "grammar/number_words.h"
#include "grammar/parser_mend.h"

namespace onus::grammar {
namespace {

constexpr std::size_t kPhraseWordsMax = 4;

Token missing_token(TokenKind kind, const Token& before) {
    Token token = before;
    token.kind = kind;
    token.span = {before.span.begin, before.span.begin};
    return token;
}

}  // namespace

/// 主责人：职员. Before a colon a word is a name, so that the parser does not know it.
bool Mender::mend_colon(std::size_t at) {
    if (at >= tokens_->size() || (*tokens_)[at].kind != TokenKind::kWord) {
        return false;
    }
    for (std::size_t words = kPhraseWordsMax; words > 0; --words) {
        const auto [phrase, taken] = phrase_at(at, words);
        const std::size_t colon = at + taken;
        if (taken == 0 || colon >= tokens_->size() || (*tokens_)[colon].kind != TokenKind::kColon ||
            !keyword_of(phrase, language_)) {
            continue;
        }
        const Span mark = (*tokens_)[colon].span;
        const char next = mark.end < source_.text.size() ? source_.text[mark.end] : ' ';
        Diagnostic mistake = diagnostic(DiagnosticKind::kColonAfterKeyword,
                                        cover((*tokens_)[at].span, mark), {phrase, heading_name()});
        mistake.fix = Fix{mark, next == ' ' || next == '\t' ? "" : " "};
        return try_edit({colon, 1, {}, true}, std::move(mistake));
    }
    return false;
}

/// 「…」 where a text belongs.
bool Mender::mend_name_quotes() {
    if (at_end() || token().kind != TokenKind::kQuoted || token().missing() ||
        !expects(TokenKind::kStrOpen)) {
        return false;
    }
    constexpr std::string_view kOpening = "「";
    const std::string_view written = slice(source_.text, token().span);
    const std::size_t mark = written.starts_with(kOpening) ? kOpening.size() : 1;
    const std::string inner(written.substr(mark, written.size() - 2 * mark));
    const bool english = language_ == Language::kEnglish;
    Diagnostic mistake = diagnostic(DiagnosticKind::kNameQuotesAroundText, token().span,
                                    {std::string(written), heading_name()});
    mistake.fix = Fix{token().span, english ? "\"" + inner + "\"" : "“" + inner + "”"};
    return try_edit({failure_.at,
                     1,
                     {missing_token(TokenKind::kStrOpen, token()),
                      missing_token(TokenKind::kStrClose, token())}},
                    std::move(mistake));
}

/// 三 天, three working days: the number was taken for a name. Or 百分之五十 for a share.
bool Mender::mend_number_in_words() {
    if (at_end() || failure_.at == 0) {
        return false;
    }
    const auto report_number = [&](Span span, const std::string& right) {
        Diagnostic mistake = diagnostic(DiagnosticKind::kNumberInWords, span,
                                        {std::string(slice(source_.text, span)), heading_name()});
        mistake.fix = Fix{span, right};
        return mistake;
    };
    if (expects(TokenKind::kPercent) && token().kind == TokenKind::kWord) {
        const auto right = in_digits(text_of(token()), language_);
        if (right && failure_.clause_begin > 0) {
            report(report_number(token().span, *right));
            cut(failure_.clause_begin);
            return true;
        }
    }
    const Token& before = (*tokens_)[failure_.at - 1];
    if (before.kind != TokenKind::kWord || before.missing()) {
        return false;
    }
    const auto digits = in_digits(text_of(before), language_);
    for (std::size_t words = digits ? kPhraseWordsMax : 0; words > 0; --words) {
        const auto [phrase, taken] = phrase_at(failure_.at, words);
        const auto unit = keyword_of(phrase, language_);
        if (taken == 0 || !unit || !is_unit_word(*unit)) {
            continue;
        }
        const Token& last = (*tokens_)[failure_.at + taken - 1];
        const bool english = language_ == Language::kEnglish;
        return try_edit(
            {failure_.at - 1, taken + 1, {missing_token(TokenKind::kWord, before)}},
            report_number(cover(before.span, last.span), *digits + (english ? " " : "") + phrase));
    }
    return false;
}

}  // namespace onus::grammar
