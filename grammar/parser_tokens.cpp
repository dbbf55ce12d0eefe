// SPDX-License-Identifier: Apache-2.0

#include "grammar/parser_tokens.h"

#include <antlr4-runtime.h>

#include <algorithm>
#include <string>

#include "OnusLexer.h"
#include "grammar/antlr_shapes.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"
#include "grammar/parser_characters.h"

namespace onus::grammar {
namespace {

/// No token reaches over a line break, so a text is read in pieces of whole lines.
constexpr std::size_t kPieceSize = 64U << 10U;

/// The kinds have the numbers of the generated lexer; spot checks at both ends of both parts.
constexpr bool same(TokenKind kind, std::size_t number) {
    return static_cast<std::size_t>(kind) == number;
}
using Generated = generated::OnusLexer;
static_assert(same(TokenKind::kRulebook, Generated::RULEBOOK));
static_assert(same(TokenKind::kPoints, Generated::POINTS));
static_assert(same(TokenKind::kTimestamp, Generated::TIMESTAMP));
static_assert(same(TokenKind::kQuoted, Generated::QUOTED));
static_assert(same(TokenKind::kBar, Generated::BAR));
static_assert(same(TokenKind::kDot, Generated::DOT));
static_assert(same(TokenKind::kBad, Generated::BAD));
static_assert(same(TokenKind::kInterpClose, Generated::INTERP_CLOSE));

/// Notes where tokens lie instead of building one object for each.
class CompactLexer : public generated::OnusLexer {
  public:
    explicit CompactLexer(ShapeStream* shapes) : OnusLexer(shapes), shapes_(shapes) {
        removeErrorListeners();
    }

    antlr4::Token* emit() override {
        kind_ = static_cast<TokenKind>(type);
        span_ = {shapes_->offset_of(tokenStartCharIndex), shapes_->offset_of(shapes_->index())};
        return nullptr;
    }
    antlr4::Token* emitEOF() override {
        kind_ = TokenKind::kEnd;
        return nullptr;
    }

    /// Moves to the next token; false at the end.
    bool advance() {
        nextToken();
        return kind_ != TokenKind::kEnd;
    }
    [[nodiscard]] TokenKind kind() const { return kind_; }
    [[nodiscard]] Span span() const { return span_; }

    void leave_text() {
        modeStack.clear();
        mode = DEFAULT_MODE;
    }

  private:
    ShapeStream* shapes_;
    TokenKind kind_{};
    Span span_;
};

/// Takes one `#` of either width off the beginning.
bool accept_hash(std::string_view& text) {
    std::size_t offset = 0;
    if (text.empty() || narrow_width(next_code_point(text, offset)) != U'#') {
        return false;
    }
    text.remove_prefix(offset);
    return true;
}

class Reader {
  public:
    explicit Reader(const Source& source) : source_(source), text_(source.text), lexer_(&shapes_) {}

    LexedText run() {
        out_.diagnostics = find_controls(source_);
        std::size_t begin = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        while (begin < text_.size()) {
            std::size_t end = std::min(text_.size(), begin + kPieceSize);
            end = end == text_.size() ? end : text_.find('\n', end);
            end = end == std::string_view::npos ? text_.size() : std::min(end + 1, text_.size());
            shapes_.assign(text_.substr(begin, end - begin), static_cast<std::uint32_t>(begin));
            lexer_.setInputStream(&shapes_);
            while (lexer_.advance()) {
                take(lexer_.kind(), lexer_.span());
            }
            begin = end;
        }
        close_text({end_of_text(), end_of_text()});
        return std::move(out_);
    }

  private:
    [[nodiscard]] std::uint32_t end_of_text() const {
        return static_cast<std::uint32_t>(text_.size());
    }

    void take(TokenKind kind, Span span) {
        switch (kind) {
            case TokenKind::kComment:
                out_.comments.push_back(comment(span));
                return;
            case TokenKind::kBad:
            case TokenKind::kStrBad:
                refuse(span);
                return;
            case TokenKind::kStrEol:
                close_text({span.begin, span.begin});
                return;
            case TokenKind::kStrOpen:
                open_text_ = span;
                break;
            case TokenKind::kStrInterp:
                in_interpolation_ = true;
                break;
            case TokenKind::kInterpClose:
                in_interpolation_ = false;
                break;
            case TokenKind::kStrClose:
                if (in_interpolation_) {
                    close_text(span);
                    return;
                }
                open_text_ = {};
                break;
            default:
                break;
        }
        push(kind, span);
    }

    void push(TokenKind kind, Span span) {
        Token token;
        token.kind = kind;
        token.span = span;
        token.first_on_line = starts_line(text_, span.begin);
        if (is_name(kind)) {
            token.needs_folding = needs_folding(slice(text_, span));
            check_name(source_, token, out_.diagnostics);
        }
        out_.tokens.push_back(token);
    }

    /// Ends a text that has no end of its own, so that it does not swallow what follows.
    void close_text(Span at) {
        lexer_.leave_text();
        if (open_text_ == Span{}) {
            return;
        }
        Diagnostic diagnostic;
        diagnostic.kind = in_interpolation_ ? DiagnosticKind::kInterpolationNotClosed
                                            : DiagnosticKind::kTextNotClosed;
        diagnostic.source_name = source_.name;
        diagnostic.span = {open_text_.begin, std::max(at.begin, open_text_.end)};
        const std::string_view quote = slice(text_, open_text_) == "“" ? "”" : "\"";
        if (in_interpolation_) {
            const bool quote_stands = at.begin != at.end;
            diagnostic.fix =
                Fix{{at.begin, at.begin}, "}" + std::string(quote_stands ? "" : quote)};
            push(TokenKind::kInterpClose, at);
        } else {
            diagnostic.fix = Fix{{at.begin, at.begin}, std::string(quote)};
        }
        push(TokenKind::kStrClose, at);
        out_.diagnostics.push_back(std::move(diagnostic));
        open_text_ = {};
        in_interpolation_ = false;
    }

    /// One report for a run of characters that mean nothing.
    void refuse(Span span) {
        if (is_control(static_cast<unsigned char>(text_[span.begin]))) {
            return;  // Reported already.
        }
        Diagnostics& all = out_.diagnostics;
        if (!all.empty() && all.back().kind == DiagnosticKind::kStrayCharacter &&
            all.back().span.end == span.begin) {
            all.back().span.end = span.end;
        } else {
            Diagnostic diagnostic;
            diagnostic.kind = DiagnosticKind::kStrayCharacter;
            diagnostic.source_name = source_.name;
            diagnostic.span = span;
            diagnostic.arguments = {""};
            all.push_back(std::move(diagnostic));
        }
        all.back().arguments.front() = printable(slice(text_, all.back().span));
    }

    [[nodiscard]] ast::Comment comment(Span span) const {
        ast::Comment comment;
        comment.span = span;
        std::string_view text = slice(text_, span);
        static_cast<void>(accept_hash(text));
        comment.documentation = accept_hash(text);
        const std::size_t last = text.find_last_not_of(" \t");
        comment.text = text.substr(0, last == std::string_view::npos ? 0 : last + 1);
        comment.span.end = span.begin + static_cast<std::uint32_t>(
                                            text.data() - (text_.data() + span.begin) +
                                            static_cast<std::ptrdiff_t>(comment.text.size()));
        return comment;
    }

    const Source& source_;
    std::string_view text_;
    ShapeStream shapes_;
    CompactLexer lexer_;
    LexedText out_;
    Span open_text_;  ///< of the quotation mark; empty outside texts
    bool in_interpolation_ = false;
};

}  // namespace

LexedText lex(const Source& source) { return Reader(source).run(); }

}  // namespace onus::grammar
