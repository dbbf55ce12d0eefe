// SPDX-License-Identifier: Apache-2.0

#include "grammar/parser_headings.h"

#include <algorithm>
#include <array>
#include <string>

#include "grammar/base/diagnostic_kind.h"
#include "grammar/keyword_filter.h"
#include "grammar/keywords.h"
#include "grammar/misspelling.h"
#include "grammar/parser_expected.h"
#include "grammar/parser_units.h"

namespace onus::grammar {
namespace {

bool is_heading_word(TokenKind keyword, bool first) {
    return opens_declaration(keyword) || (first && keyword == TokenKind::kRulebook);
}

bool is_outcome(TokenKind kind) {
    return kind == TokenKind::kBlock || kind == TokenKind::kWarn || kind == TokenKind::kNote ||
           kind == TokenKind::kHold;
}

class HeadingMender {
  public:
    HeadingMender(std::vector<Token>& tokens, const Source& source, Language language,
                  Diagnostics& diagnostics)
        : tokens_(tokens), source_(source), language_(language), diagnostics_(diagnostics) {}

    void run() {
        for (std::size_t at = 0; at < tokens_.size(); ++at) {
            if (mend_colon(at)) {
                continue;
            }
            if (may_be_heading(at)) {
                mend(at);
            }
        }
    }

  private:
    /// A word at the beginning of a line where no name can stand: behind something complete, or
    /// behind an outcome whose text was forgotten. Not a field.
    [[nodiscard]] bool may_be_heading(std::size_t at) const {
        const Token& token = tokens_[at];
        return token.kind == TokenKind::kWord && token.first_on_line &&
               (at == 0 || can_end_clause(tokens_[at - 1].kind) ||
                is_outcome(tokens_[at - 1].kind)) &&
               (at + 1 == tokens_.size() || tokens_[at + 1].kind != TokenKind::kColon);
    }

    /// 流程：请假 at the beginning of a line. Fields of records, which have a colon, are indented.
    bool mend_colon(std::size_t at) {
        if (tokens_[at].kind != TokenKind::kWord || !tokens_[at].first_on_line ||
            is_indented(tokens_[at]) || at + 2 >= tokens_.size() ||
            tokens_[at + 1].kind != TokenKind::kColon || !is_followed_by_name(at + 1)) {
            return false;
        }
        const std::string word = folded_text(tokens_[at], source_.text);
        const auto keyword = keyword_of(word, language_);
        if (!keyword || !is_heading_word(*keyword, at == 0)) {
            return false;
        }
        const Span mark = tokens_[at + 1].span;
        tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(at) + 1);
        report(DiagnosticKind::kColonAfterKeyword, cover(tokens_[at].span, mark),
               {word, name_behind(at)});
        const char next = mark.end < source_.text.size() ? source_.text[mark.end] : ' ';
        diagnostics_.back().fix = Fix{mark, next == ' ' || next == '\t' ? "" : " "};
        tokens_[at].kind = *keyword;
        return true;
    }

    [[nodiscard]] bool is_followed_by_name(std::size_t at) const {
        return at + 1 < tokens_.size() && !tokens_[at + 1].first_on_line &&
               (is_name(tokens_[at + 1].kind) || tokens_[at + 1].kind == TokenKind::kStrOpen);
    }

    [[nodiscard]] bool is_indented(const Token& token) const {
        const std::uint32_t begin = token.span.begin;
        return begin > 0 && source_.text[begin - 1] != '\n' && source_.text[begin - 1] != '\r';
    }

    void mend(std::size_t at) {
        const std::string word = folded_text(tokens_[at], source_.text);
        const bool first = at == 0;
        const auto foreign = keyword_of(word, other(language_));
        if (foreign && is_heading_word(*foreign, first) && is_followed_by_name(at)) {
            replace(at, *foreign, DiagnosticKind::kWrongLanguageWord, word,
                    spelling(*foreign, language_));
            return;
        }
        if (is_indented(tokens_[at])) {
            return;
        }
        if (language_ == Language::kChinese && split_heading(at, word)) {
            return;
        }
        if (!is_followed_by_name(at)) {
            return;
        }
        const auto near = nearest_keyword(word, language_, false, [&](TokenKind keyword) {
            return is_heading_word(keyword, first) || opens_clause(keyword);
        });
        if (near && is_heading_word(*near, first)) {
            replace(at, *near, DiagnosticKind::kMisspeltWord, word,
                    nearest_spelling(word, *near, language_));
        } else if (!near && looks_like_heading(at)) {
            report(DiagnosticKind::kUnknownHeading, tokens_[at].span, {word, heading_words()});
            tokens_[at].kind = TokenKind::kBad;
        }
    }

    /// 规则退货期限: the heading word and the name without a space.
    bool split_heading(std::size_t at, const std::string& word) {
        if (tokens_[at].needs_folding) {
            return false;
        }
        for (std::size_t length = 6; length < word.size(); length += 3) {
            const auto keyword = keyword_of(std::string_view(word).substr(0, length), language_);
            if (!keyword || !is_heading_word(*keyword, at == 0)) {
                continue;
            }
            const Token whole = tokens_[at];
            const std::string fixed = word.substr(0, length) + " " + word.substr(length);
            report(DiagnosticKind::kRunOnWords, whole.span, {word, fixed, word.substr(length)});
            diagnostics_.back().fix = Fix{whole.span, fixed};
            Token name = whole;
            name.first_on_line = false;
            name.span.begin += static_cast<std::uint32_t>(length);
            tokens_[at].kind = *keyword;
            tokens_[at].span.end = name.span.begin;
            tokens_.insert(tokens_.begin() + static_cast<std::ptrdiff_t>(at) + 1, name);
            return true;
        }
        return false;
    }

    /// `word name` alone on its line, or with a text.
    [[nodiscard]] bool looks_like_heading(std::size_t at) const {
        return at + 2 >= tokens_.size() || tokens_[at + 2].first_on_line ||
               tokens_[at + 2].kind == TokenKind::kStrOpen;
    }

    [[nodiscard]] std::string heading_words() const {
        std::string words;
        for (std::size_t i = 1; i <= kKeywordCount; ++i) {
            const auto keyword = static_cast<TokenKind>(i);
            if (opens_declaration(keyword)) {
                words += words.empty() ? "" : language_ == Language::kEnglish ? ", " : "、";
                words += spelling(keyword, language_);
            }
        }
        return words;
    }

    void replace(std::size_t at, TokenKind keyword, DiagnosticKind kind, const std::string& word,
                 std::string_view right) {
        report(kind, tokens_[at].span, {word, std::string(right), name_behind(at)});
        diagnostics_.back().fix = Fix{tokens_[at].span, std::string(right)};
        tokens_[at].kind = keyword;
    }

    [[nodiscard]] std::string name_behind(std::size_t at) const {
        return folded_text(tokens_[at + 1], source_.text);
    }

    void report(DiagnosticKind kind, Span span, std::vector<std::string> arguments) {
        Diagnostic diagnostic;
        diagnostic.kind = kind;
        diagnostic.source_name = source_.name;
        diagnostic.span = span;
        diagnostic.arguments = std::move(arguments);
        diagnostics_.push_back(std::move(diagnostic));
    }

    std::vector<Token>& tokens_;
    const Source& source_;
    Language language_;
    Diagnostics& diagnostics_;
};

/// The name of the heading that `at` stands under.
std::string heading_before(const std::vector<Token>& tokens, std::size_t at, const Source& source) {
    while (at > 0) {
        --at;
        if (opens_declaration(tokens[at].kind) && is_name(tokens[at + 1].kind)) {
            return folded_text(tokens[at + 1], source.text);
        }
    }
    return folded_text(tokens.front(), source.text);
}

constexpr auto kComparisons = std::to_array<TokenKind>(
    {TokenKind::kAtMost, TokenKind::kAtLeast, TokenKind::kMoreThan, TokenKind::kLessThan});

/// A quick look, since it is taken at every word.
bool holds_comparison(std::string_view word) {
    for (const TokenKind keyword : kComparisons) {
        for (const std::string_view spelled : spellings(keyword, Language::kChinese)) {
            if (word.find(spelled) != std::string_view::npos) {
                return true;
            }
        }
    }
    return false;
}

/// Something, a comparison, and a number or known names on both sides.
bool is_comparison(const std::vector<std::string_view>& parts, const IsKnownName& is_known_name) {
    if (parts.size() < 3) {
        return false;
    }
    bool compares = false;
    bool has_number = false;
    bool all_known = true;
    for (const std::string_view part : parts) {
        const auto keyword = keyword_of(part, Language::kChinese);
        const bool number = part.front() >= '0' && part.front() <= '9';
        compares = compares ||
                   (keyword && std::count(kComparisons.begin(), kComparisons.end(), *keyword) > 0);
        has_number = has_number || number;
        all_known = all_known && (keyword || number || is_known_name(part));
    }
    return compares && (has_number || all_known);
}

}  // namespace

Language guess_language(const std::vector<Token>& tokens, const Source& source) {
    std::array<std::size_t, 2> seen{};
    for (const Token& token : tokens) {
        if (token.kind != TokenKind::kWord || !token.first_on_line) {
            continue;
        }
        for (const Language language : {Language::kEnglish, Language::kChinese}) {
            const auto keyword = keyword_of(folded_text(token, source.text), language);
            if (keyword && (opens_declaration(*keyword) || *keyword == TokenKind::kRulebook)) {
                ++seen[static_cast<std::size_t>(language)];
            }
        }
    }
    return seen[1] > seen[0] ? Language::kChinese : Language::kEnglish;
}

void mend_headings(std::vector<Token>& tokens, const Source& source, Language language,
                   Diagnostics& diagnostics) {
    HeadingMender(tokens, source, language, diagnostics).run();
}

std::vector<Token> tokens_of_parts(const Token& word, std::string_view text,
                                   const std::vector<std::string_view>& parts) {
    std::vector<Token> pieces;
    for (const std::string_view part : parts) {
        Token piece = word;
        piece.first_on_line = word.first_on_line && pieces.empty();
        const bool number = part.front() >= '0' && part.front() <= '9';
        piece.kind = number ? TokenKind::kNumber : TokenKind::kWord;
        piece.span.begin = static_cast<std::uint32_t>(part.data() - text.data());
        piece.span.end = piece.span.begin + static_cast<std::uint32_t>(part.size());
        pieces.push_back(piece);
    }
    return pieces;
}

void mend_run_on_words(std::vector<Token>& tokens, const Source& source,
                       const IsKnownName& is_known_name, Diagnostics& diagnostics) {
    bool changed = false;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        const Token token = tokens[at];
        const std::string_view word = slice(source.text, token.span);
        if (token.kind != TokenKind::kWord || token.needs_folding || !holds_comparison(word) ||
            is_known_name(word)) {
            continue;
        }
        const auto parts = split_run_on(word, is_known_name);
        if (!is_comparison(parts, is_known_name)) {
            continue;
        }
        Diagnostic mistake;
        mistake.kind = DiagnosticKind::kRunOnWords;
        mistake.source_name = source.name;
        mistake.span = token.span;
        mistake.arguments = {std::string(word), spaced(parts), heading_before(tokens, at, source)};
        mistake.fix = Fix{token.span, spaced(parts)};
        diagnostics.push_back(std::move(mistake));
        const std::vector<Token> pieces = tokens_of_parts(token, source.text, parts);
        tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(at));
        tokens.insert(tokens.begin() + static_cast<std::ptrdiff_t>(at), pieces.begin(),
                      pieces.end());
        at += pieces.size() - 1;
        changed = true;
    }
    if (changed) {
        apply_keywords(tokens, source.text, Language::kChinese);
    }
}

}  // namespace onus::grammar
