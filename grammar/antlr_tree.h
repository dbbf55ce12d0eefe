// SPDX-License-Identifier: Apache-2.0
//
// Internal to the parser: a uniform view of the generated parser's tree.

#pragma once

#include <antlr4-runtime.h>

#include <cstddef>
#include <typeinfo>
#include <vector>

#include "OnusParser.h"
#include "grammar/antlr_tokens.h"
#include "grammar/base/check.h"

namespace onus::grammar {

using Generated = generated::OnusParser;

/// A node of the parse tree: a token, or a rule with children.
class Node {
  public:
    explicit Node(antlr4::tree::ParseTree* tree) : tree_(tree) {}

    [[nodiscard]] bool is_token() const {
        return typeid(*tree_) == typeid(antlr4::tree::TerminalNodeImpl);
    }
    /// REQUIRES: a token.
    [[nodiscard]] const grammar::Token& token() const {
        auto* leaf = dynamic_cast<antlr4::tree::TerminalNode*>(tree_);
        return static_cast<const StreamToken*>(leaf->getSymbol())->token();
    }
    [[nodiscard]] TokenKind kind() const { return is_token() ? token().kind : TokenKind::kEnd; }

    /// REQUIRES: a rule.
    [[nodiscard]] std::size_t rule() const {
        return static_cast<const antlr4::RuleContext*>(tree_)->getRuleIndex();
    }
    [[nodiscard]] bool is_rule(std::size_t rule_index) const {
        return !is_token() && rule() == rule_index;
    }
    [[nodiscard]] std::size_t size() const { return tree_->children.size(); }
    [[nodiscard]] Node child(std::size_t i) const { return Node(tree_->children[i]); }

    [[nodiscard]] Span span() const {
        if (is_token()) {
            return token().span;
        }
        const auto* context = static_cast<const antlr4::ParserRuleContext*>(tree_);
        const auto begin = static_cast<std::uint32_t>(context->start->getStartIndex());
        if (context->stop == nullptr) {
            return {begin, begin};
        }
        const auto end = static_cast<std::uint32_t>(context->stop->getStopIndex());
        return {begin, end < begin ? begin : end};
    }

  private:
    antlr4::tree::ParseTree* tree_;
};

/// Walks over the children of a node in their order.
class Cursor {
  public:
    explicit Cursor(Node node) : node_(node) {}

    [[nodiscard]] bool done() const { return next_ == node_.size(); }
    [[nodiscard]] Node peek() const {
        ONUS_CHECK(!done(), "the builder follows the grammar");
        return node_.child(next_);
    }
    [[nodiscard]] bool at(TokenKind kind) const { return !done() && peek().kind() == kind; }
    [[nodiscard]] bool at_rule(std::size_t rule) const { return !done() && peek().is_rule(rule); }

    Node take() {
        const Node node = peek();
        ++next_;
        return node;
    }
    void skip() { ++next_; }
    bool accept(TokenKind kind) {
        const bool found = at(kind);
        next_ += found ? 1U : 0U;
        return found;
    }

  private:
    Node node_;
    std::size_t next_ = 0;
};

}  // namespace onus::grammar
