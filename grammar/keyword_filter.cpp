// SPDX-License-Identifier: Apache-2.0

#include "grammar/keyword_filter.h"

#include <cstddef>
#include <string>

#include "grammar/keywords.h"
#include "grammar/parser_expected.h"

namespace onus::grammar {
namespace {

/// Keywords that can open a value, so that they count after `is`, `:` and `level`.
bool opens_value(TokenKind keyword) {
    switch (keyword) {
        case TokenKind::kNot:
        case TokenKind::kDone:
        case TokenKind::kLatest:
        case TokenKind::kEvery:
        case TokenKind::kSome:
        case TokenKind::kCountOf:
        case TokenKind::kSumOf:
        case TokenKind::kMaxOf:
        case TokenKind::kDuty:
        case TokenKind::kYes:
        case TokenKind::kNo:
        case TokenKind::kListOf:
        case TokenKind::kOneOf:
        case TokenKind::kBearer:
        case TokenKind::kOwner:
        case TokenKind::kStep:
            return true;
        default:
            return false;
    }
}

bool wants_name_or_value(TokenKind kind) {
    return kind == TokenKind::kIs || kind == TokenKind::kIsNot || kind == TokenKind::kColon ||
           kind == TokenKind::kLevel;
}

class Filter {
  public:
    Filter(std::vector<Token>& tokens, std::string_view text, Language language)
        : tokens_(tokens), text_(text), language_(language) {}

    void run() {
        std::size_t out = 0;
        for (std::size_t in = 0; in < tokens_.size(); ++out) {
            Token token = tokens_[in];
            std::size_t taken = 1;
            if (token.kind == TokenKind::kWord && !is_listed_value()) {
                if (const Phrase* phrase = match(in)) {
                    taken = phrase->words.size();
                    token.kind = phrase->keyword;
                    token.span = cover(token.span, tokens_[in + taken - 1].span);
                }
            }
            in += taken;
            tokens_[out] = token;
            step(token.kind);
        }
        tokens_.resize(out);
    }

  private:
    /// Where the filter is in the list after `one of`.
    enum class List { kNone, kOpen, kAfterValue };

    [[nodiscard]] bool is_listed_value() const { return list_ == List::kOpen; }

    void step(TokenKind kind) {
        const bool continues = list_ != List::kNone &&
                               (kind == TokenKind::kComma ||
                                (kind == TokenKind::kLparen && previous_ == TokenKind::kOneOf));
        if (kind == TokenKind::kOneOf || continues) {
            list_ = List::kOpen;
        } else {
            list_ = list_ == List::kOpen && is_name(kind) ? List::kAfterValue : List::kNone;
        }
        previous_ = kind;
    }

    [[nodiscard]] bool fits(const Phrase& phrase, std::size_t at) const {
        if (is_unit_word(phrase.keyword) && previous_ != TokenKind::kNumber) {
            return false;
        }
        if (wants_name_or_value(previous_) && !opens_value(phrase.keyword)) {
            return false;
        }
        const std::size_t end = at + phrase.words.size();
        if (end > tokens_.size() ||
            (end < tokens_.size() && tokens_[end].kind == TokenKind::kColon)) {
            return false;
        }
        for (std::size_t i = 1; i < phrase.words.size(); ++i) {
            const Token& token = tokens_[at + i];
            if (token.kind != TokenKind::kWord || folded(token) != phrase.words[i] ||
                begins_clause(at + i)) {
                return false;
            }
        }
        return true;
    }

    /// `must answer` and `within 3 days` on the next line are not `answer within`.
    [[nodiscard]] bool begins_clause(std::size_t at) const {
        if (!tokens_[at].first_on_line) {
            return false;
        }
        const auto keyword = keyword_of(folded_text(tokens_[at], text_), language_);
        return keyword && opens_clause(*keyword);
    }

    const Phrase* match(std::size_t at) {
        if (previous_ == TokenKind::kDot || previous_ == TokenKind::kListOf) {
            return nullptr;
        }
        for (const Phrase& phrase : phrases_from(folded(tokens_[at]), language_)) {
            if (fits(phrase, at)) {
                return &phrase;
            }
        }
        return nullptr;
    }

    /// The word, without a copy where nothing has to be folded.
    [[nodiscard]] std::string_view folded(const Token& token) const {
        if (!token.needs_folding) {
            return slice(text_, token.span);
        }
        buffer_ = folded_text(token, text_);
        return buffer_;
    }

    std::vector<Token>& tokens_;
    std::string_view text_;
    Language language_;
    TokenKind previous_ = TokenKind::kEnd;
    List list_ = List::kNone;
    mutable std::string buffer_;
};

}  // namespace

void apply_keywords(std::vector<Token>& tokens, std::string_view text, Language language) {
    Filter(tokens, text, language).run();
}

bool opens_rulebook(const Token& token, std::string_view text, Language language) {
    return token.kind == TokenKind::kWord &&
           keyword_of(folded_text(token, text), language) == TokenKind::kRulebook;
}

}  // namespace onus::grammar
