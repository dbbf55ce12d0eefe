// SPDX-License-Identifier: Apache-2.0

#include "grammar/parser_mend.h"

#include <algorithm>
#include <limits>

#include "grammar/base/text.h"
#include "grammar/keyword_filter.h"
#include "grammar/keywords.h"
#include "grammar/parser_expected.h"

namespace onus::grammar {
namespace {

/// A heading with more mistakes than that is not mended any further.
constexpr int kMistakesMax = 40;

using Offset = std::ptrdiff_t;

}  // namespace

bool Mender::mend(std::vector<Token>& tokens, bool is_header) {
    tokens_ = &tokens;
    is_header_ = is_header;
    for (int mistake = 0; mistake < kMistakesMax; ++mistake) {
        const auto failure = parser_.diagnose(tokens, is_header_);
        if (!failure) {
            return true;
        }
        failure_ = *failure;
        if (!mend_one()) {
            return false;
        }
    }
    return false;
}

bool Mender::mend_one() {
    if (cut_at_ == failure_.at && failure_.at > 0 && cut_silently()) {
        return true;
    }
    cut_at_.reset();
    const bool small = budget_ > 0;
    const std::size_t at = failure_.at;
    if (small && (mend_colon(at) || mend_name_quotes() || mend_number_in_words())) {
        return true;
    }
    if (small && (mend_grouped_number() || mend_yes_for_is() || mend_negation() ||
                  mend_wrong_language(at) || mend_run_on(at) || mend_misspelt(at))) {
        return true;
    }
    if (report_foreign_clause()) {
        return true;
    }
    if (small && (mend_reserved_name(at) || mend_missing())) {
        return true;
    }
    // The last word of a heading may have been taken for the name of something more.
    if (small && at > 1 && at_end() && mend_misspelt(at - 1)) {
        return true;
    }
    // The mistake may be the word before, which was taken for a name.
    if (small && at > 1 && !at_end() &&
        (mend_wrong_language(at - 1) || mend_run_on(at - 1) || mend_reserved_name(at - 1) ||
         mend_misspelt(at - 1))) {
        return true;
    }
    if (small && mend_surplus()) {
        return true;
    }
    report_unexpected();
    if (at_end() || failure_.at == 0) {
        if (failure_.clause_begin == 0) {
            return false;
        }
        cut(failure_.clause_begin);
        return true;
    }
    const bool own_line = token().first_on_line && boundary_before();
    if (failure_.clause_begin == 0 && !boundary_before()) {
        return false;
    }
    cut(own_line || failure_.clause_begin == 0 ? failure_.at : failure_.clause_begin);
    return true;
}

/// What is left of a clause may be no clause; it is cut too, without another report.
bool Mender::cut_silently() {
    if (failure_.clause_begin == 0 || failure_.clause_begin >= failure_.at) {
        // A clause keyword that lost its only effect.
        const Token& before = (*tokens_)[failure_.at - 1];
        if (!is_keyword(before.kind) || !opens_clause(before.kind) || failure_.at < 2) {
            return false;
        }
        failure_.clause_begin = failure_.at - 1;
    }
    tokens_->erase(tokens_->begin() + static_cast<Offset>(failure_.clause_begin),
                   tokens_->begin() + static_cast<Offset>(failure_.at));
    cut_at_ = failure_.clause_begin;
    return true;
}

std::vector<Token> Mender::applied(const Edit& edit) const {
    std::vector<Token> changed = *tokens_;
    const auto begin = changed.begin() + static_cast<Offset>(edit.at);
    changed.erase(begin, begin + static_cast<Offset>(edit.removed));
    changed.insert(changed.begin() + static_cast<Offset>(edit.at), edit.inserted.begin(),
                   edit.inserted.end());
    if (edit.refilter) {
        apply_keywords(changed, source_.text, language_);
    }
    return changed;
}

/// How many tokens make no sense then; nothing if all do. Counted from the end, since a filter may
/// have joined tokens.
std::optional<std::size_t> Mender::left_after(const Edit& edit) {
    const std::vector<Token> changed = applied(edit);
    budget_ -= static_cast<std::int64_t>(changed.size());
    const auto failure = parser_.diagnose(changed, is_header_);
    if (!failure) {
        return std::nullopt;
    }
    return changed.size() - std::min(failure->at, changed.size());
}

/// How many of the old tokens behind the edit make sense then; a lot if all do.
std::size_t Mender::gain(const Edit& edit) {
    const auto left = left_after(edit);
    const std::size_t behind = tokens_->size() - edit.at - edit.removed;
    if (!left) {
        return std::numeric_limits<std::size_t>::max();
    }
    return *left >= behind ? 0 : behind - *left;
}

/// Applies an edit with which the parser gets further; of an insertion, further than the place.
bool Mender::try_edit(const Edit& edit, Diagnostic diagnostic) {
    const auto left = left_after(edit);
    const std::size_t left_before = tokens_->size() - failure_.at;
    const std::size_t behind = tokens_->size() - edit.at - edit.removed;
    if (left && (*left >= left_before || (edit.removed == 0 && *left >= behind))) {
        return false;
    }
    report(std::move(diagnostic));
    *tokens_ = applied(edit);
    return true;
}

void Mender::cut(std::size_t begin) {
    const std::size_t end = next_line_opener(std::max(begin + 1, failure_.at));
    tokens_->erase(tokens_->begin() + static_cast<Offset>(begin),
                   tokens_->begin() + static_cast<Offset>(end));
    cut_at_ = begin;
}

std::size_t Mender::next_line_opener(std::size_t from) const {
    for (std::size_t i = from; i < tokens_->size(); ++i) {
        const Token& token = (*tokens_)[i];
        const bool is_field = is_name(token.kind) && i + 1 < tokens_->size() &&
                              (*tokens_)[i + 1].kind == TokenKind::kColon &&
                              tokens_->front().kind == TokenKind::kRecord;
        if (token.first_on_line && (opens_clause(token.kind) || is_field)) {
            return i;
        }
    }
    return tokens_->size();
}

/// True if the clause before is complete, so that the failure begins something new.
bool Mender::boundary_before() const { return expects(TokenKind::kEnd); }

void Mender::report(Diagnostic diagnostic) { diagnostics_.push_back(std::move(diagnostic)); }

std::string Mender::text_of(const Token& token) const {
    std::string out;
    for (const char c : folded_text(token, source_.text)) {
        const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!space || out.empty() || out.back() != ' ') {
            out += space ? ' ' : c;
        }
    }
    return out;
}

std::string Mender::heading_name() const {
    for (std::size_t i = 1; i < tokens_->size() && i < 3; ++i) {
        const Token& token = (*tokens_)[i];
        if ((is_name(token.kind) || token.kind == TokenKind::kStrText) && !token.missing()) {
            return text_of(token);
        }
    }
    return text_of(tokens_->front());
}

Diagnostic Mender::diagnostic(DiagnosticKind kind, Span span,
                              std::vector<std::string> arguments) const {
    Diagnostic diagnostic;
    diagnostic.kind = kind;
    diagnostic.source_name = source_.name;
    diagnostic.span = span;
    diagnostic.arguments = std::move(arguments);
    return diagnostic;
}

}  // namespace onus::grammar
