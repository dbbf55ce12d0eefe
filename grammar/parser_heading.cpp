// SPDX-License-Identifier: Apache-2.0

#include "grammar/antlr_heading_parser.h"

namespace onus::grammar {
namespace {

/// A rule that is one clause, or one line that stands like a clause.
bool is_clause_rule(std::size_t rule) {
    return (rule >= Generated::RuleLayerClause && rule <= Generated::RuleExpectClause) ||
           rule == Generated::RuleField || rule == Generated::RuleExceptClause ||
           rule == Generated::RuleEffect;
}

/// Asking what may stand somewhere parses the tokens before it once for each kind.
constexpr std::size_t kTrialTokensMax = 2'000;

std::size_t kind_index(std::size_t generated_type) {
    return generated_type == antlr4::Token::EOF ? 0 : generated_type;
}

/// The first stage: leaves at the first mistake, without asking what it is.
class Bail : public antlr4::ANTLRErrorStrategy {
  public:
    void reset(antlr4::Parser* parser) override { static_cast<void>(parser); }
    antlr4::Token* recoverInline(antlr4::Parser* parser) override {
        static_cast<void>(parser);
        throw antlr4::ParseCancellationException();
    }
    void recover(antlr4::Parser* parser, std::exception_ptr error) override {
        static_cast<void>(parser);
        static_cast<void>(error);
        throw antlr4::ParseCancellationException();
    }
    void sync(antlr4::Parser* parser) override { static_cast<void>(parser); }
    bool inErrorRecoveryMode(antlr4::Parser* parser) override {
        static_cast<void>(parser);
        return false;
    }
    void reportMatch(antlr4::Parser* parser) override { static_cast<void>(parser); }
    void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) override {
        static_cast<void>(parser);
        static_cast<void>(error);
    }
};

}  // namespace

/// The second stage, for headings with a mistake: looks before every decision, with the whole
/// context, so that the words of an inner loop are among the expected ones.
class HeadingParser::Diagnosis : public Bail {
  public:
    antlr4::Token* recoverInline(antlr4::Parser* parser) override {
        note(parser, parser->getInputStream()->index(), true);
        throw antlr4::ParseCancellationException();
    }

    void sync(antlr4::Parser* parser) override {
        const antlr4::atn::ATN& atn = parser->getATN();
        const std::size_t next = parser->getInputStream()->LA(1);
        const antlr4::misc::IntervalSet& local = atn.nextTokens(atn.states[parser->getState()]);
        if (local.contains(next)) {
            return;
        }
        if (local.contains(antlr4::Token::EPSILON) && parser->getExpectedTokens().contains(next)) {
            return;
        }
        note(parser, parser->getInputStream()->index(), true);
        throw antlr4::ParseCancellationException();
    }

    void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) override {
        const std::size_t at = error.getOffendingToken()->getTokenIndex();
        note(parser, at, at == parser->getInputStream()->index());
    }

    void clear() { failure_.reset(); }
    [[nodiscard]] const std::optional<ParseFailure>& failure() const { return failure_; }

    /// False if the mistake lies behind the place where the parser had to decide.
    [[nodiscard]] bool expected_is_known() const { return expected_is_known_; }

  private:
    void note(antlr4::Parser* parser, std::size_t at, bool decided_there) {
        if (failure_) {
            return;
        }
        ParseFailure failure;
        failure.at = at;
        expected_is_known_ = decided_there;
        for (const ssize_t type : parser->getExpectedTokens().toList()) {
            failure.expected.set(kind_index(static_cast<std::size_t>(type)));
        }
        for (antlr4::RuleContext* context = parser->getContext(); context != nullptr;
             context = static_cast<antlr4::RuleContext*>(context->parent)) {
            if (is_clause_rule(context->getRuleIndex())) {
                const auto* clause = static_cast<antlr4::ParserRuleContext*>(context);
                failure.clause_begin = clause->start->getTokenIndex();
                break;
            }
        }
        failure_ = failure;
    }

    std::optional<ParseFailure> failure_;
    bool expected_is_known_ = true;
};

HeadingParser::HeadingParser()
    : parser_(&stream_),
      fast_(std::make_shared<Bail>()),
      diagnosis_(std::make_shared<Diagnosis>()) {
    parser_.removeErrorListeners();
    parser_.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
        antlr4::atn::PredictionMode::SLL);
}

HeadingParser::~HeadingParser() = default;

antlr4::ParserRuleContext* HeadingParser::run(bool is_header) {
    try {
        if (is_header) {
            return parser_.headerUnit();
        }
        return parser_.declarationUnit();
    } catch (const antlr4::ParseCancellationException&) {
        return nullptr;
    }
}

std::optional<Node> HeadingParser::parse(const std::vector<grammar::Token>& tokens,
                                         bool is_header) {
    stream_.assign(tokens);
    parser_.setErrorHandler(fast_);
    parser_.reset();
    antlr4::ParserRuleContext* tree = run(is_header);
    return tree == nullptr ? std::nullopt : std::optional(Node(tree).child(0));
}

std::optional<ParseFailure> HeadingParser::diagnose(const std::vector<grammar::Token>& tokens,
                                                    bool is_header) {
    stream_.assign(tokens);
    parser_.setErrorHandler(diagnosis_);
    parser_.reset();
    diagnosis_->clear();
    if (run(is_header) != nullptr) {
        return std::nullopt;
    }
    ParseFailure failure = diagnosis_->failure().value_or(ParseFailure{});
    if (diagnosis_->expected_is_known() || failure.at > kTrialTokensMax) {
        return failure;
    }
    // Ask for each kind whether the parser would get past it.
    failure.expected.reset();
    std::vector<grammar::Token> prefix(tokens.begin(),
                                       tokens.begin() + static_cast<std::ptrdiff_t>(failure.at));
    prefix.emplace_back();
    for (std::size_t kind = 1; kind < kTokenKindCount; ++kind) {
        prefix.back().kind = static_cast<TokenKind>(kind);
        stream_.assign(prefix);
        parser_.reset();
        diagnosis_->clear();
        if (run(is_header) != nullptr || diagnosis_->failure()->at > failure.at) {
            failure.expected.set(kind);
        }
    }
    return failure;
}

}  // namespace onus::grammar
