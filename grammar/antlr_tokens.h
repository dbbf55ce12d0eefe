// SPDX-License-Identifier: Apache-2.0
//
// Internal to the parser: our tokens as the generated parser reads them.

#pragma once

#include <antlr4-runtime.h>

#include <cstddef>
#include <string>
#include <vector>

#include "grammar/token.h"

namespace onus::grammar {

/// One of our tokens, and its place in the stream.
class StreamToken : public antlr4::Token {
  public:
    StreamToken(const grammar::Token& token, std::size_t index) : token_(token), index_(index) {}

    [[nodiscard]] const grammar::Token& token() const { return token_; }

    std::size_t getType() const override {
        return token_.kind == TokenKind::kEnd ? antlr4::Token::EOF
                                              : static_cast<std::size_t>(token_.kind);
    }
    std::size_t getTokenIndex() const override { return index_; }
    std::size_t getStartIndex() const override { return token_.span.begin; }
    std::size_t getStopIndex() const override { return token_.span.end; }
    std::size_t getLine() const override { return 0; }
    std::size_t getCharPositionInLine() const override { return 0; }
    std::size_t getChannel() const override { return 0; }
    std::string getText() const override { return {}; }
    antlr4::TokenSource* getTokenSource() const override { return nullptr; }
    antlr4::CharStream* getInputStream() const override { return nullptr; }
    std::string toString() const override { return {}; }

  private:
    grammar::Token token_;
    std::size_t index_;
};

/// The tokens of one heading, closed by an end.
class HeadingStream : public antlr4::TokenStream {
  public:
    void assign(const std::vector<grammar::Token>& tokens);

    antlr4::Token* LT(ssize_t distance) override;
    antlr4::Token* get(std::size_t index) const override;
    std::size_t LA(ssize_t distance) override { return LT(distance)->getType(); }
    void consume() override;
    ssize_t mark() override { return 0; }
    void release(ssize_t marker) override { static_cast<void>(marker); }
    std::size_t index() override { return index_; }
    void seek(std::size_t index) override { index_ = index; }
    std::size_t size() override { return tokens_.size(); }
    antlr4::TokenSource* getTokenSource() const override { return nullptr; }
    std::string getSourceName() const override { return {}; }
    std::string getText(const antlr4::misc::Interval& interval) override;
    std::string getText() override { return {}; }
    std::string getText(antlr4::RuleContext* context) override;
    std::string getText(antlr4::Token* first, antlr4::Token* last) override;

  private:
    mutable std::vector<StreamToken> tokens_;
    std::size_t index_ = 0;
};

}  // namespace onus::grammar
