// SPDX-License-Identifier: Apache-2.0
//
// Internal to the formatter: words, names and signs of the language that is written.

#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/ast/file.h"
#include "grammar/keywords.h"
#include "grammar/name_table.h"

namespace onus::grammar {

/// A bare name may turn out to be read as a keyword where it stands. So names are written between
/// marks with a number, and the ones that were misread are quoted in the next try.
class FormatWords {
  public:
    FormatWords(Language from, Language to, const NameTable& names,
                const std::set<std::size_t>& quoted)
        : from_(from), to_(to), names_(names), quoted_(quoted) {}

    [[nodiscard]] bool english() const { return to_ == Language::kEnglish; }
    [[nodiscard]] bool translates() const { return from_ != to_; }

    [[nodiscard]] std::string word(TokenKind keyword) const {
        return std::string(spelling(keyword, to_));
    }
    /// The keyword that opens a line, padded to the column where contents begin.
    [[nodiscard]] std::string label(TokenKind keyword, std::size_t less = 0) const;

    [[nodiscard]] std::string name(const ast::Name& name,
                                   NameSpace space = NameSpace::kOrdinary) const;
    [[nodiscard]] std::string names(const std::vector<ast::Name>& names) const;

    [[nodiscard]] std::string_view comma() const { return english() ? ", " : "，"; }
    [[nodiscard]] std::string_view list_comma() const { return english() ? ", " : "、"; }
    [[nodiscard]] std::string_view colon() const { return english() ? ": " : "："; }
    [[nodiscard]] std::string in_parentheses(const std::string& inner) const {
        return english() ? "(" + inner + ")" : "（" + inner + "）";
    }

    /// Parts with a space between, but none between a Chinese bracket or text and a word. Empty
    /// parts are left out.
    [[nodiscard]] std::string join(const std::vector<std::string>& parts) const;

    /// The characters of a text that stand between quotation marks.
    [[nodiscard]] std::string escaped(std::string_view text) const;
    [[nodiscard]] std::string_view opening_quote() const { return english() ? "\"" : "“"; }
    [[nodiscard]] std::string_view closing_quote() const { return english() ? "\"" : "”"; }

  private:
    [[nodiscard]] std::string spelled(const ast::Name& name, NameSpace space) const;

    Language from_;
    Language to_;
    const NameTable& names_;
    const std::set<std::size_t>& quoted_;
    mutable std::size_t next_name_ = 0;
};

/// Display width without the marks of names.
[[nodiscard]] std::size_t width_of(std::string_view marked);

/// `text` and spaces up to `width`.
[[nodiscard]] std::string padded(const std::string& text, std::size_t width);

/// A bare name in the finished text.
struct PlacedName {
    std::size_t number = 0;
    Span span;
};

/// Takes the marks out and says where the names are.
[[nodiscard]] std::string without_marks(std::string_view marked, std::vector<PlacedName>& names);

}  // namespace onus::grammar
