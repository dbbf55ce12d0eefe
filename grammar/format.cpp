// SPDX-License-Identifier: Apache-2.0

#include "grammar/format.h"

#include <algorithm>
#include <set>
#include <variant>
#include <vector>

#include "grammar/format_declarations.h"
#include "grammar/keyword_filter.h"
#include "grammar/parser_characters.h"
#include "grammar/parser_tokens.h"

namespace onus::grammar {
namespace {

constexpr std::size_t kIndent = 2;

/// Names that are misread are quoted; one try more than that needs is never made.
constexpr int kTriesMax = 4;

/// A heading with its lines, or text that is left as it is.
struct Block {
    Span span;
    const ast::Declaration* declaration = nullptr;
    bool raw = false;
};

/// Kinds of one line each, which stand in rows without blank lines between.
bool stands_in_rows(const ast::Declaration* declaration) {
    return declaration != nullptr &&
           (std::holds_alternative<ast::RoleDecl>(declaration->node) ||
            std::holds_alternative<ast::ActionDecl>(declaration->node) ||
            std::holds_alternative<ast::ParameterDecl>(declaration->node));
}

std::vector<Block> blocks_of(const ast::File& file) {
    std::vector<Block> blocks;
    if (file.header_span.end > 0) {
        blocks.push_back({file.header_span, nullptr, file.header_broken});
    }
    for (const ast::Declaration& declaration : file.declarations) {
        blocks.push_back({declaration.span, &declaration, declaration.broken});
    }
    for (const Span span : file.unread) {
        blocks.push_back({span, nullptr, true});
    }
    std::stable_sort(blocks.begin(), blocks.end(),
                     [](const Block& a, const Block& b) { return a.span.begin < b.span.begin; });
    return blocks;
}

class FileFormatter {
  public:
    FileFormatter(const ast::File& file, const Source& source, Language to, const NameTable& names,
                  const std::set<std::size_t>& quoted)
        : file_(file),
          text_(source.text),
          words_(file.language, to, names, quoted),
          declarations_(file, words_) {}

    std::string run() {
        const std::vector<Block> blocks = blocks_of(file_);
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            const std::size_t comments_before = next_comment_;
            leading_comments(blocks[i].span.begin, i > 0);
            const bool row =
                i > 0 && comments_before == next_comment_ && is_row(blocks[i - 1], blocks[i]);
            if (i > 0 && !row && comments_before == next_comment_) {
                out_ += "\n";
            }
            block(blocks, i);
            const std::uint32_t limit = i + 1 < blocks.size()
                                            ? blocks[i + 1].span.begin
                                            : static_cast<std::uint32_t>(text_.size());
            indented_comments(limit);
        }
        leading_comments(static_cast<std::uint32_t>(text_.size()), !blocks.empty());
        return std::move(out_);
    }

    [[nodiscard]] const std::vector<PlacedName>& names() const { return names_; }

  private:
    [[nodiscard]] static bool is_row(const Block& a, const Block& b) {
        return !a.raw && !b.raw && stands_in_rows(a.declaration) && stands_in_rows(b.declaration) &&
               a.declaration->node.index() == b.declaration->node.index();
    }

    // ---- headings

    void block(const std::vector<Block>& blocks, std::size_t at) {
        const Block& one = blocks[at];
        if (one.raw) {
            raw(one.span);
            return;
        }
        std::vector<Piece> pieces;
        if (one.declaration == nullptr) {
            pieces = declarations_.header();
        } else {
            pieces = declarations_.declaration(*one.declaration, role_width(blocks, at));
        }
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            // A piece ends where the code before the next one ends.
            const std::uint32_t next =
                i + 1 < pieces.size() ? pieces[i + 1].span.begin : one.span.end;
            pieces[i].span.end = std::max(pieces[i].span.end, code_end(next, pieces[i].span.end));
            piece(pieces[i]);
        }
    }

    void raw(Span span) {
        out_ += slice(text_, span);
        out_ += "\n";
        while (next_comment_ < file_.comments.size() && comment().span.begin < span.end) {
            ++next_comment_;
        }
        trailing_comment(span.end);
    }

    /// Names of roles in a row are aligned.
    std::size_t role_width(const std::vector<Block>& blocks, std::size_t at) {
        if (at >= role_row_end_) {
            role_width_ = 0;
            role_row_end_ = at;
            while (role_row_end_ < blocks.size() && !blocks[role_row_end_].raw &&
                   blocks[role_row_end_].declaration != nullptr &&
                   std::holds_alternative<ast::RoleDecl>(blocks[role_row_end_].declaration->node)) {
                role_width_ = std::max(
                    role_width_, declarations_.name_width(*blocks[role_row_end_].declaration));
                ++role_row_end_;
            }
        }
        return role_width_;
    }

    void piece(const Piece& piece) {
        if (piece.blank_line_before) {
            out_ += "\n";
        }
        while (next_comment_ < file_.comments.size() && comment().span.begin < piece.span.end) {
            write_comment(piece.indent);
        }
        for (const std::string& line : piece.lines) {
            out_ += std::string(piece.indent, ' ');
            const std::size_t known = names_.size();
            const auto base = static_cast<std::uint32_t>(out_.size());
            out_ += without_marks(line, names_);
            for (std::size_t i = known; i < names_.size(); ++i) {
                names_[i].span.begin += base;
                names_[i].span.end += base;
            }
            out_ += "\n";
        }
        trailing_comment(piece.span.end);
    }

    // ---- comments

    [[nodiscard]] const ast::Comment& comment() const { return file_.comments[next_comment_]; }

    [[nodiscard]] std::string comment_text() const {
        const ast::Comment& one = comment();
        const bool needs_space = !one.text.empty() && one.text.front() != ' ';
        return std::string(one.documentation ? "##" : "#") + (needs_space ? " " : "") + one.text;
    }

    void write_comment(std::size_t indent) {
        out_ += std::string(indent, ' ') + comment_text() + "\n";
        ++next_comment_;
    }

    /// A comment behind code on its line stays there.
    void trailing_comment(std::uint32_t end) {
        if (next_comment_ >= file_.comments.size() || comment().span.begin < end ||
            slice(text_, {end, comment().span.begin}).find_first_of("\r\n") !=
                std::string_view::npos) {
            return;
        }
        out_.pop_back();
        out_ += "  " + comment_text() + "\n";
        ++next_comment_;
    }

    /// Comments below a heading that are indented belong to it.
    void indented_comments(std::uint32_t limit) {
        while (next_comment_ < file_.comments.size() && comment().span.begin < limit &&
               comment().span.begin > 0 && text_[comment().span.begin - 1] != '\n') {
            write_comment(kIndent);
        }
    }

    /// Comments above a heading; a blank line between stays.
    void leading_comments(std::uint32_t limit, bool separated) {
        bool first = true;
        while (next_comment_ < file_.comments.size() && comment().span.begin < limit) {
            if (first && separated) {
                out_ += "\n";
            }
            first = false;
            const std::uint32_t end = comment().span.end;
            write_comment(0);
            const bool more = next_comment_ < file_.comments.size() && comment().span.begin < limit;
            const std::uint32_t next = more ? comment().span.begin : limit;
            const std::string_view gap = slice(text_, {end, next});
            const bool at_end = !more && limit == text_.size();
            if (std::count(gap.begin(), gap.end(), '\n') > 1 && !at_end) {
                out_ += "\n";
            }
        }
    }

    /// Where the code before `next` ends: without white space and comments.
    [[nodiscard]] std::uint32_t code_end(std::uint32_t next, std::uint32_t at_least) const {
        std::uint32_t end = next;
        auto comment = std::lower_bound(
            file_.comments.begin(), file_.comments.end(), next,
            [](const ast::Comment& one, std::uint32_t at) { return one.span.begin < at; });
        while (end > at_least) {
            const std::size_t last = text_.substr(0, end).find_last_not_of(" \t\r\n");
            end = last == std::string_view::npos ? 0 : static_cast<std::uint32_t>(last + 1);
            if (comment == file_.comments.begin() || (comment - 1)->span.end < end ||
                (comment - 1)->span.begin < at_least) {
                break;
            }
            --comment;
            end = comment->span.begin;
        }
        return std::max(end, at_least);
    }

    const ast::File& file_;
    std::string_view text_;
    FormatWords words_;
    DeclarationFormatter declarations_;
    std::string out_;
    std::vector<PlacedName> names_;
    std::size_t next_comment_ = 0;
    std::size_t role_row_end_ = 0;
    std::size_t role_width_ = 0;
};

/// Numbers of the names that would be read as something else.
std::vector<std::size_t> misread(const std::string& text, const std::vector<PlacedName>& names,
                                 Language language) {
    const Source source{"", text};
    std::vector<Token> tokens = lex(source).tokens;
    apply_keywords(tokens, source.text, language);
    std::vector<std::size_t> numbers;
    for (const PlacedName& name : names) {
        const auto found = std::lower_bound(
            tokens.begin(), tokens.end(), name.span.begin,
            [](const Token& token, std::uint32_t at) { return token.span.begin < at; });
        if (found == tokens.end() || found->span != name.span || found->kind != TokenKind::kWord) {
            numbers.push_back(name.number);
        }
    }
    return numbers;
}

}  // namespace

std::string format(const ast::File& file, const Source& source, Language to,
                   const NameTable& names) {
    std::set<std::size_t> quoted;
    for (int attempt = 1;; ++attempt) {
        FileFormatter formatter(file, source, to, names, quoted);
        std::string text = formatter.run();
        const std::vector<std::size_t> wrong = misread(text, formatter.names(), to);
        if (wrong.empty() || attempt == kTriesMax) {
            return text;
        }
        quoted.insert(wrong.begin(), wrong.end());
    }
}

}  // namespace onus::grammar
