// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include "grammar/antlr_tokens.h"

namespace onus::grammar {

void HeadingStream::assign(const std::vector<grammar::Token>& tokens) {
    tokens_.clear();
    tokens_.reserve(tokens.size() + 1);
    for (const grammar::Token& token : tokens) {
        tokens_.emplace_back(token, tokens_.size());
    }
    grammar::Token end;
    if (!tokens.empty()) {
        end.span = {tokens.back().span.end, tokens.back().span.end};
    }
    tokens_.emplace_back(end, tokens_.size());
    index_ = 0;
}

antlr4::Token* HeadingStream::LT(ssize_t distance) {
    if (distance < 0) {
        const auto back = static_cast<std::size_t>(-distance);
        return back > index_ ? nullptr : &tokens_[index_ - back];
    }
    const auto ahead = static_cast<std::size_t>(std::max<ssize_t>(distance, 1) - 1);
    return &tokens_[std::min(index_ + ahead, tokens_.size() - 1)];
}

antlr4::Token* HeadingStream::get(std::size_t index) const { return &tokens_[index]; }

void HeadingStream::consume() { index_ = std::min(index_ + 1, tokens_.size() - 1); }

std::string HeadingStream::getText(const antlr4::misc::Interval& interval) {
    static_cast<void>(interval);
    return {};
}

std::string HeadingStream::getText(antlr4::RuleContext* context) {
    static_cast<void>(context);
    return {};
}

std::string HeadingStream::getText(antlr4::Token* first, antlr4::Token* last) {
    static_cast<void>(first);
    static_cast<void>(last);
    return {};
}

}  // namespace onus::grammar
