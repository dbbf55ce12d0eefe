// SPDX-License-Identifier: Apache-2.0
//
// Internal to the parser: the error strategy. Finds what a person most likely meant, reports it
// with the fix, applies the fix to the tokens and goes on, so that one mistake causes one report.
//
// Every guess is tried: it counts only if the generated parser then gets further.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "grammar/antlr_heading_parser.h"
#include "grammar/base/diagnostic.h"
#include "grammar/base/language.h"
#include "grammar/run_on.h"
#include "grammar/token.h"

namespace onus::grammar {

class Mender {
  public:
    Mender(HeadingParser& parser, const Source& source, Language language,
           const IsKnownName& is_known_name, std::int64_t& budget, Diagnostics& diagnostics)
        : parser_(parser),
          source_(source),
          language_(language),
          is_known_name_(is_known_name),
          budget_(budget),
          diagnostics_(diagnostics) {}

    /// Reports the mistakes of one heading and changes its tokens until they can be parsed. False
    /// if nothing of the heading can be saved.
    [[nodiscard]] bool mend(std::vector<Token>& tokens, bool is_header);

  private:
    /// Replaces `removed` tokens at `at` by others.
    struct Edit {
        std::size_t at = 0;
        std::size_t removed = 0;
        std::vector<Token> inserted;
        bool refilter = false;  ///< the neighbours' keywords depend on it
    };

    // ---- parser_mend.cpp
    [[nodiscard]] bool mend_one();
    [[nodiscard]] bool cut_silently();
    [[nodiscard]] std::vector<Token> applied(const Edit& edit) const;
    [[nodiscard]] std::optional<std::size_t> left_after(const Edit& edit);
    [[nodiscard]] std::size_t gain(const Edit& edit);
    [[nodiscard]] bool try_edit(const Edit& edit, Diagnostic diagnostic);
    void cut(std::size_t begin);
    [[nodiscard]] std::size_t next_line_opener(std::size_t from) const;
    [[nodiscard]] bool boundary_before() const;
    void report(Diagnostic diagnostic);

    // ---- parser_mend_words.cpp: words that are not what they should be
    [[nodiscard]] bool mend_grouped_number();
    [[nodiscard]] bool mend_yes_for_is();
    [[nodiscard]] bool mend_negation();
    [[nodiscard]] bool mend_wrong_language(std::size_t at);
    [[nodiscard]] bool mend_run_on(std::size_t at);
    [[nodiscard]] bool mend_misspelt(std::size_t at);
    [[nodiscard]] bool mend_reserved_name(std::size_t at);
    [[nodiscard]] std::pair<std::string, std::size_t> phrase_at(std::size_t at,
                                                                std::size_t words) const;

    // ---- parser_mend_marks.cpp: habits from other forms
    [[nodiscard]] bool mend_colon(std::size_t at);
    [[nodiscard]] bool mend_name_quotes();
    [[nodiscard]] bool mend_number_in_words();

    // ---- parser_mend_gaps.cpp: what is missing or too much
    [[nodiscard]] bool mend_missing();
    [[nodiscard]] bool mend_surplus();
    [[nodiscard]] bool report_foreign_clause();
    void report_unexpected();

    // ---- small questions
    [[nodiscard]] bool at_end() const { return failure_.at >= tokens_->size(); }
    [[nodiscard]] const Token& token() const { return (*tokens_)[failure_.at]; }
    [[nodiscard]] bool expects(TokenKind kind) const {
        return failure_.expected.test(static_cast<std::size_t>(kind));
    }
    /// As it is written, with one space for a line break within a phrase.
    [[nodiscard]] std::string text_of(const Token& token) const;
    [[nodiscard]] std::string heading_name() const;
    [[nodiscard]] Diagnostic diagnostic(DiagnosticKind kind, Span span,
                                        std::vector<std::string> arguments) const;

    HeadingParser& parser_;
    const Source& source_;
    Language language_;
    const IsKnownName& is_known_name_;

    /// Tokens that may still be parsed to try guesses; without any left mistakes are only reported.
    std::int64_t& budget_;
    Diagnostics& diagnostics_;

    std::vector<Token>* tokens_ = nullptr;
    bool is_header_ = false;
    ParseFailure failure_;
    std::optional<std::size_t> cut_at_;  ///< where the last cut was made
    bool has_foreign_clause_ = false;    ///< one report of them is enough
};

}  // namespace onus::grammar
