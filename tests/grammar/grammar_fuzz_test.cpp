// SPDX-License-Identifier: Apache-2.0
//
// Random sentences of the grammar, spelled in both languages: they lex back to the same tokens, are
// read without a complaint, and keep their tree when formatted and translated.

#include <cstdlib>

#include <catch2/catch.hpp>

#include "grammar/ast/print.h"
#include "grammar/base/diagnostic_kind.h"
#include "grammar/base/diagnostic_text.h"
#include "grammar/format.h"
#include "grammar/keyword_filter.h"
#include "grammar/keywords.h"
#include "grammar/parser_tokens.h"
#include "tests/grammar/grammar_reader.h"
#include "tests/grammar/sample_files.h"

namespace onus::grammar {
namespace {

using testing::Element;

constexpr int kRulebooksDefault = 1'000;
constexpr int kDepthMax = 9;

/// Token names of the grammar, in the order of `TokenKind`.
const std::map<std::string, TokenKind>& kinds() {
    static const std::map<std::string, TokenKind> kKinds = {
#define ONUS_KEYWORD(kind, token, english, chinese) {#token, TokenKind::kind},
#include "grammar/generated/keywords.inc"
#undef ONUS_KEYWORD
        {"TIMESTAMP", TokenKind::kTimestamp},
        {"DATE", TokenKind::kDate},
        {"TIME", TokenKind::kTime},
        {"MONEY", TokenKind::kMoney},
        {"PERCENT", TokenKind::kPercent},
        {"NUMBER", TokenKind::kNumber},
        {"WORD", TokenKind::kWord},
        {"QUOTED", TokenKind::kQuoted},
        {"STR_OPEN", TokenKind::kStrOpen},
        {"LE", TokenKind::kLe},
        {"GE", TokenKind::kGe},
        {"NE", TokenKind::kNe},
        {"LT", TokenKind::kLt},
        {"GT", TokenKind::kGt},
        {"EQ", TokenKind::kEq},
        {"PLUS", TokenKind::kPlus},
        {"MINUS", TokenKind::kMinus},
        {"TIMES", TokenKind::kTimes},
        {"DIV", TokenKind::kDiv},
        {"BAR", TokenKind::kBar},
        {"LPAREN", TokenKind::kLparen},
        {"RPAREN", TokenKind::kRparen},
        {"COMMA", TokenKind::kComma},
        {"COLON", TokenKind::kColon},
        {"DOT", TokenKind::kDot},
        {"STR_TEXT", TokenKind::kStrText},
        {"STR_INTERP", TokenKind::kStrInterp},
        {"STR_CLOSE", TokenKind::kStrClose},
        {"INTERP_CLOSE", TokenKind::kInterpClose}};
    return kKinds;
}

class Random {
  public:
    explicit Random(std::uint32_t seed) : state_(seed * 2654435761U + 1) {}
    std::size_t below(std::size_t limit) {
        state_ = state_ * 1664525U + 1013904223U;
        return static_cast<std::size_t>(state_ >> 8U) % limit;
    }

  private:
    std::uint32_t state_;
};

/// Writes a sentence as kinds of tokens.
class Deriver {
  public:
    Deriver(const testing::Grammar& grammar, Random& random) : grammar_(grammar), random_(random) {}

    std::vector<TokenKind> rulebook() {
        derive_rule("header", 0);
        for (std::size_t i = 1 + random_.below(4); i > 0; --i) {
            derive_rule("declaration", 0);
        }
        return std::move(out_);
    }

  private:
    void derive_rule(const std::string& name, int depth) {
        if (name == "text") {
            text();
        } else {
            derive(grammar_.rule(name), depth + 1);
        }
    }

    /// In a text only a path is interpolated: other expressions need signs that texts keep.
    void text() {
        out_.push_back(TokenKind::kStrOpen);
        out_.push_back(TokenKind::kStrText);
        if (random_.below(3) == 0) {
            out_.insert(out_.end(), {TokenKind::kStrInterp, TokenKind::kWord, TokenKind::kDot,
                                     TokenKind::kWord, TokenKind::kInterpClose});
        }
        out_.push_back(TokenKind::kStrClose);
    }

    void derive(const Element& element, int depth) {
        switch (element.kind) {
            case Element::Kind::kToken:
                out_.push_back(kinds().at(element.name));
                return;
            case Element::Kind::kRule:
                derive_rule(element.name, depth);
                return;
            case Element::Kind::kSequence:
                for (const Element& part : element.parts) {
                    derive(part, depth);
                }
                return;
            case Element::Kind::kChoice:
                derive(chosen(element, depth), depth);
                return;
            default:
                break;
        }
        std::size_t count = element.kind == Element::Kind::kPlus ? 1 : 0;
        if (depth < kDepthMax) {
            count += random_.below(element.kind == Element::Kind::kOptional ? 2 : 3);
        }
        for (; count > 0; --count) {
            derive(element.parts.front(), depth);
        }
    }

    /// Deep inside one of the alternatives that end soonest.
    const Element& chosen(const Element& choice, int depth) {
        int least = grammar_.height(choice.parts.front());
        for (const Element& part : choice.parts) {
            least = std::min(least, grammar_.height(part));
        }
        std::vector<const Element*> allowed;
        for (const Element& part : choice.parts) {
            if (depth < kDepthMax || grammar_.height(part) <= least) {
                allowed.push_back(&part);
            }
        }
        return *allowed[random_.below(allowed.size())];
    }

    const testing::Grammar& grammar_;
    Random& random_;
    std::vector<TokenKind> out_;
};

std::string spelled(TokenKind kind, Language language, Random& random) {
    if (is_keyword(kind)) {
        const auto forms = spellings(kind, language);
        return std::string(forms[random.below(forms.size())]);
    }
    static const std::map<TokenKind, std::string> kFixed = {
        {TokenKind::kTimestamp, "2025-07-10 09:05:01"},
        {TokenKind::kDate, "2025-07-01"},
        {TokenKind::kTime, "22:00"},
        {TokenKind::kMoney, "¥50,000"},
        {TokenKind::kPercent, "70%"},
        {TokenKind::kNumber, "3"},
        {TokenKind::kQuoted, "`two words`"},
        {TokenKind::kStrOpen, "\""},
        {TokenKind::kLe, "<="},
        {TokenKind::kGe, ">="},
        {TokenKind::kNe, "!="},
        {TokenKind::kLt, "<"},
        {TokenKind::kGt, ">"},
        {TokenKind::kEq, "="},
        {TokenKind::kPlus, "+"},
        {TokenKind::kMinus, "-"},
        {TokenKind::kTimes, "*"},
        {TokenKind::kDiv, "/"},
        {TokenKind::kBar, "|"},
        {TokenKind::kLparen, "("},
        {TokenKind::kRparen, ")"},
        {TokenKind::kComma, ","},
        {TokenKind::kColon, ":"},
        {TokenKind::kDot, "."},
        {TokenKind::kStrText, "Words, (signs) = 7. “x”"},
        {TokenKind::kStrInterp, "{"},
        {TokenKind::kStrClose, "\""},
        {TokenKind::kInterpClose, "}"}};
    const auto found = kFixed.find(kind);
    return found != kFixed.end() ? found->second : "name" + std::to_string(random.below(20));
}

std::string spelled(const std::vector<TokenKind>& tokens, Language language, Random& random) {
    std::string text;
    bool in_text = false;
    for (const TokenKind kind : tokens) {
        // At the beginning of a line `duty D` with a clause behind it is a heading, even where a
        // value is missing before it; as that value it would have no sense.
        const bool break_line = random.below(8) == 0 && kind != TokenKind::kDuty;
        text += in_text || text.empty() ? "" : break_line ? "\n" : " ";
        text += spelled(kind, language, random);
        in_text = (in_text || kind == TokenKind::kStrOpen) && kind != TokenKind::kStrClose;
    }
    return text + "\n";
}

std::vector<TokenKind> lexed(const std::string& text, Language language) {
    const Source source{"x.onus", text};
    std::vector<Token> tokens = lex(source).tokens;
    apply_keywords(tokens, source.text, language);
    std::vector<TokenKind> kinds;
    kinds.reserve(tokens.size());
    for (const Token& token : tokens) {
        kinds.push_back(token.kind);
    }
    return kinds;
}

/// `x is (not y)` without its parentheses reads as `x is not y` in English; nothing else may
/// differ.
bool has_is_before_not(const std::vector<TokenKind>& tokens) {
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (tokens[i] == TokenKind::kIs && tokens[i + 1] == TokenKind::kNot) {
            return true;
        }
    }
    return false;
}

/// Complaints of the checks that follow parsing; a random sentence cannot know them.
bool is_about_style(DiagnosticKind kind) {
    return kind == DiagnosticKind::kMixedConnectives || kind == DiagnosticKind::kRepeatedClause ||
           kind == DiagnosticKind::kClauseOutOfOrder || kind == DiagnosticKind::kEmptyHeading;
}

void check_sentence(const std::string& text, Language language) {
    CAPTURE(text);
    const Source source{"x.onus", text};
    const NameTable names;
    const ParseResult result = parse(source, names);
    for (const Diagnostic& diagnostic : result.diagnostics) {
        if (!is_about_style(diagnostic.kind)) {
            FAIL(render(diagnostic, Language::kEnglish, [&](std::string_view) { return &source; }));
        }
    }
    const std::string tree = ast::print(result.file);
    const Source once{"x.onus", format(result.file, source, language, names)};
    const ParseResult again = parse(once, names);
    CHECK(ast::print(again.file) == tree);
    CHECK(format(again.file, once, language, names) == once.text);

    const Source there{"x.onus", format(result.file, source, other(language), names)};
    const ParseResult translated = parse(there, names);
    CHECK(ast::print(translated.file) == tree);
    CHECK(format(translated.file, there, language, names) == once.text);
}

TEST_CASE("grammar: random rulebooks are read, formatted and translated without loss") {
    const char* wanted = std::getenv("ONUS_FUZZ_RULEBOOKS");
    const int count = wanted == nullptr ? kRulebooksDefault : std::atoi(wanted);
    const testing::Grammar grammar(
        testing::read_source(std::string(ONUS_SOURCE_DIR) + "/grammar/OnusParser.g4").text);
    int read = 0;
    for (int round = 0; round < count; ++round) {
        Random random(static_cast<std::uint32_t>(round));
        const std::vector<TokenKind> tokens = Deriver(grammar, random).rulebook();
        if (has_is_before_not(tokens)) {
            continue;
        }
        for (const Language language : {Language::kEnglish, Language::kChinese}) {
            const std::string text = spelled(tokens, language, random);
            CAPTURE(round, text);
            REQUIRE(lexed(text, language) == tokens);
            check_sentence(text, language);
            ++read;
        }
    }
    CHECK(read > count);
}

}  // namespace
}  // namespace onus::grammar
