// SPDX-License-Identifier: Apache-2.0

#include "grammar/parser.h"

#include <algorithm>
#include <map>
#include <utility>

#include "grammar/antlr_builder.h"
#include "grammar/antlr_heading_parser.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/text.h"
#include "grammar/clause_order.h"
#include "grammar/connectives.h"
#include "grammar/keyword_filter.h"
#include "grammar/parser_headings.h"
#include "grammar/parser_mend.h"
#include "grammar/parser_tokens.h"
#include "grammar/parser_units.h"

namespace onus::grammar {
namespace {

/// Tokens that are parsed again to find out what broken headings of a file were meant to be; a
/// second or two.
constexpr std::int64_t kMendingBudget = 1'000'000;

/// Byte offset of the first malformed character.
std::size_t first_bad_byte(std::string_view text) {
    for (std::size_t offset = 0; offset < text.size();) {
        const std::size_t begin = offset;
        // U+FFFD itself takes three bytes; of a malformed character one is skipped.
        if (next_code_point(text, offset) == U'\uFFFD' && offset == begin + 1) {
            return begin;
        }
    }
    return text.size();
}

std::vector<std::uint32_t> line_starts_of(std::string_view text) {
    std::vector<std::uint32_t> starts{0};
    for (std::size_t at = text.find('\n'); at != std::string_view::npos;
         at = text.find('\n', at + 1)) {
        starts.push_back(static_cast<std::uint32_t>(at + 1));
    }
    return starts;
}

/// The node of a declaration that could not be read, so that its name is known all the same.
ast::DeclarationNode empty_node(TokenKind keyword) {
    switch (keyword) {
        case TokenKind::kRecord:
            return ast::RecordDecl{};
        case TokenKind::kRole:
            return ast::RoleDecl{};
        case TokenKind::kAction:
            return ast::ActionDecl{};
        case TokenKind::kDefine:
            return ast::DefinitionDecl{};
        case TokenKind::kParameter:
            return ast::ParameterDecl{};
        case TokenKind::kTable:
            return ast::TableDecl{};
        case TokenKind::kPermission:
            return ast::PermissionDecl{};
        case TokenKind::kDuty:
            return ast::DutyDecl{};
        case TokenKind::kProcess:
            return ast::ProcessDecl{};
        case TokenKind::kLiability:
            return ast::LiabilityDecl{};
        case TokenKind::kTest:
            return ast::TestDecl{};
        default:
            return ast::RuleDecl{};
    }
}

class FileParser {
  public:
    FileParser(const Source& source, const NameTable& names, const ParseOptions& options)
        : source_(source),
          names_(names),
          options_(options),
          builder_(source, names, options, result_.file, result_.diagnostics) {}

    ParseResult run() {
        result_.file.source_name = source_.name;
        if (is_readable()) {
            result_.file.line_starts = line_starts_of(source_.text);
            read();
        }
        finish();
        return std::move(result_);
    }

  private:
    bool is_readable() {
        if (source_.text.size() > options_.byte_count_max) {
            report(DiagnosticKind::kTextTooLarge, {}, {std::to_string(options_.byte_count_max)});
            return false;
        }
        if (!is_utf8(source_.text)) {
            const std::size_t bad = first_bad_byte(source_.text);
            const auto at = static_cast<std::uint32_t>(bad);
            report(DiagnosticKind::kNotUtf8, {at, at + 1}, {std::to_string(bad + 1)});
            return false;
        }
        return true;
    }

    void read() {
        LexedText lexed = lex(source_);
        result_.diagnostics = std::move(lexed.diagnostics);
        result_.file.comments = std::move(lexed.comments);
        std::vector<Token>& tokens = lexed.tokens;
        result_.file.language = language_of(tokens);
        apply_keywords(tokens, source_.text, result_.file.language);
        mend_headings(tokens, source_, result_.file.language, result_.diagnostics);
        tokens_ = &tokens;
        if (result_.file.language == Language::kChinese) {
            const IsKnownName is_known = [this](std::string_view w) { return is_known_name(w); };
            mend_run_on_words(tokens, source_, is_known, result_.diagnostics);
        }

        lexical_count_ = result_.diagnostics.size();

        const std::vector<Unit> units = split_at_headings(tokens);
        result_.file.declarations.reserve(units.size());
        for (const Unit& unit : units) {
            if (result_.diagnostics.size() > options_.diagnostic_count_max) {
                result_.file.unread.push_back(
                    cover(tokens[unit.begin].span, tokens[unit.end - 1].span));
                continue;
            }
            const auto begin = tokens.begin();
            heading({begin + static_cast<std::ptrdiff_t>(unit.begin),
                     begin + static_cast<std::ptrdiff_t>(unit.end)});
        }
        if (!has_header_) {
            report(DiagnosticKind::kNoRulebookHeading, first_word(tokens));
        }
        check_connectives(source_, result_.file, result_.diagnostics);
        check_clause_order(source_, result_.file, result_.diagnostics);
    }

    [[nodiscard]] Language language_of(const std::vector<Token>& tokens) const {
        for (const Language language : {Language::kEnglish, Language::kChinese}) {
            if (!tokens.empty() && opens_rulebook(tokens.front(), source_.text, language)) {
                return language;
            }
        }
        return guess_language(tokens, source_);
    }

    static Span first_word(const std::vector<Token>& tokens) {
        return tokens.empty() ? Span{} : tokens.front().span;
    }

    void heading(std::vector<Token> tokens) {
        const TokenKind keyword = tokens.front().kind;
        const bool is_header = keyword == TokenKind::kRulebook;
        const Span whole = cover(tokens.front().span, tokens.back().span);
        if (is_header && has_header_) {
            report(DiagnosticKind::kSecondRulebook, tokens.front().span);
        }
        if (is_header ? has_header_ : !opens_declaration(keyword)) {
            result_.file.unread.push_back(whole);
            return;
        }
        has_header_ = has_header_ || is_header;
        const std::size_t diagnostics_before = result_.diagnostics.size();
        std::optional<Node> tree;
        if (!is_nested_too_deeply(tokens)) {
            tree = parser_.parse(tokens, is_header);
            tree = tree ? tree : mended(tokens, is_header);
        }
        if (is_header) {
            if (tree) {
                builder_.header(*tree);
            }
            result_.file.header_span = whole;
            result_.file.header_broken =
                !tree || has_errors_since(diagnostics_before) || has_lexical_error(whole);
            return;
        }
        ast::Declaration declaration = tree ? builder_.declaration(*tree) : unreadable(tokens);
        declaration.span = whole;
        declaration.broken =
            !tree || has_errors_since(diagnostics_before) || has_lexical_error(whole);
        result_.file.declarations.push_back(std::move(declaration));
    }

    /// Mistakes that were found before the headings were parsed.
    [[nodiscard]] bool has_lexical_error(Span span) const {
        const auto end = result_.diagnostics.begin() + static_cast<std::ptrdiff_t>(lexical_count_);
        return std::any_of(result_.diagnostics.begin(), end, [&](const Diagnostic& diagnostic) {
            return severity_of(diagnostic.kind) == Severity::kError &&
                   diagnostic.span.begin <= span.end && diagnostic.span.end >= span.begin;
        });
    }

    [[nodiscard]] bool has_errors_since(std::size_t count) const {
        return std::any_of(result_.diagnostics.begin() + static_cast<std::ptrdiff_t>(count),
                           result_.diagnostics.end(), [](const Diagnostic& diagnostic) {
                               return severity_of(diagnostic.kind) == Severity::kError;
                           });
    }

    /// Brackets and prefixes, for which the generated parser recurses.
    bool is_nested_too_deeply(const std::vector<Token>& tokens) {
        std::uint32_t depth = 0;
        std::uint32_t prefixes = 0;
        for (const Token& token : tokens) {
            const bool opens =
                token.kind == TokenKind::kLparen || token.kind == TokenKind::kStrInterp;
            const bool closes =
                token.kind == TokenKind::kRparen || token.kind == TokenKind::kInterpClose;
            const bool prefix =
                token.kind == TokenKind::kNot || token.kind == TokenKind::kMinus || opens;
            depth += opens ? 1U : 0U;
            depth -= closes && depth > 0 ? 1U : 0U;
            prefixes = prefix ? prefixes + 1 : 0;
            if (std::max(depth, prefixes) > options_.depth_max) {
                report(DiagnosticKind::kNestedTooDeeply, token.span,
                       {std::to_string(options_.depth_max)});
                return true;
            }
        }
        return false;
    }

    std::optional<Node> mended(std::vector<Token>& tokens, bool is_header) {
        const IsKnownName is_known = [this](std::string_view word) { return is_known_name(word); };
        Mender mender(parser_, source_, result_.file.language, is_known, mending_budget_,
                      result_.diagnostics);
        if (!mender.mend(tokens, is_header)) {
            return std::nullopt;
        }
        return parser_.parse(tokens, is_header);
    }

    [[nodiscard]] ast::Declaration unreadable(const std::vector<Token>& tokens) {
        ast::Declaration declaration;
        declaration.node = empty_node(tokens.front().kind);
        declaration.keyword = tokens.front().span;
        declaration.span = cover(tokens.front().span, tokens.back().span);
        if (tokens.size() > 1 && is_name(tokens[1].kind)) {
            declaration.name = builder_.declared_name(tokens[1]);
        }
        return declaration;
    }

    /// A name of the table, a built-in one, or one that occurs more than once in the file.
    bool is_known_name(std::string_view word) {
        if (name_counts_.empty()) {
            for (const Token& token : *tokens_) {
                if (token.kind == TokenKind::kWord) {
                    ++name_counts_[folded_text(token, source_.text)];
                }
            }
        }
        const auto count = name_counts_.find(word);
        return names_.id_of(word).has_value() ||
               built_in_id(word, NameSpace::kOrdinary).has_value() ||
               (count != name_counts_.end() && count->second > 1);
    }

    void report(DiagnosticKind kind, Span span, std::vector<std::string> arguments = {}) {
        Diagnostic diagnostic;
        diagnostic.kind = kind;
        diagnostic.source_name = source_.name;
        diagnostic.span = span;
        diagnostic.arguments = std::move(arguments);
        result_.diagnostics.push_back(std::move(diagnostic));
    }

    /// In the order of the text, cut after the limit.
    void finish() {
        Diagnostics& all = result_.diagnostics;
        std::stable_sort(all.begin(), all.end(), [](const Diagnostic& a, const Diagnostic& b) {
            return a.span.begin < b.span.begin;
        });
        if (all.size() > options_.diagnostic_count_max) {
            const Span last = all[options_.diagnostic_count_max].span;
            all.resize(options_.diagnostic_count_max);
            report(DiagnosticKind::kTooManyMistakes, last,
                   {std::to_string(options_.diagnostic_count_max)});
        }
    }

    const Source& source_;
    const NameTable& names_;
    const ParseOptions& options_;
    ParseResult result_;
    TreeBuilder builder_;
    HeadingParser parser_;
    bool has_header_ = false;
    std::int64_t mending_budget_ = kMendingBudget;
    std::size_t lexical_count_ = 0;  ///< diagnostics before the first heading was parsed
    const std::vector<Token>* tokens_ = nullptr;           ///< of the whole file
    std::map<std::string, int, std::less<>> name_counts_;  ///< filled at the first mistake
};

}  // namespace

ParseResult parse(const Source& source, const NameTable& names, const ParseOptions& options) {
    return FileParser(source, names, options).run();
}

}  // namespace onus::grammar
