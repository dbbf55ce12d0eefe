// SPDX-License-Identifier: Apache-2.0

#include "grammar/antlr_builder.h"
#include "grammar/base/text.h"

namespace onus::grammar {
namespace {

/// Path heads that are keywords too: their id is the English word.
std::optional<std::string_view> reserved_head(TokenKind kind) {
    switch (kind) {
        case TokenKind::kBearer:
        case TokenKind::kOwner:
        case TokenKind::kStep:
            return spelling(kind, Language::kEnglish);
        default:
            return std::nullopt;
    }
}

/// A keyword that was mended into a name stands for a quoted one and has no quotes.
std::string_view without_quotes(std::string_view text) {
    constexpr std::string_view kOpening = "「";
    const std::size_t mark = text.starts_with('`')        ? 1
                             : text.starts_with(kOpening) ? kOpening.size()
                                                          : 0;
    return text.substr(mark, text.size() - 2 * mark);
}

}  // namespace

ast::Name TreeBuilder::name_of(const Token& token, NameSpace space) {
    ast::Name name;
    name.span = token.span;
    name.quoted = token.kind == TokenKind::kQuoted;
    if (token.missing()) {
        return name;
    }
    name.text = folded_text(token, source_.text);
    if (name.quoted) {
        name.text = std::string(without_quotes(name.text));
    }
    const auto head = reserved_head(token.kind);
    name.id = head ? std::string(*head) : id_of(name.text, space);
    return name;
}

std::string TreeBuilder::id_of(const std::string& text, NameSpace space) {
    if (space == NameSpace::kType) {
        if (const auto id = built_in_id(text, space)) {
            return std::string(*id);
        }
    }
    if (const auto id = names_.id_of(text)) {
        return std::string(*id);
    }
    if (space == NameSpace::kOrdinary) {
        if (const auto id = built_in_id(text, space)) {
            return std::string(*id);
        }
    }
    return text;
}

ast::Name TreeBuilder::name(Node node, NameSpace space) {
    Node leaf = node;
    while (!leaf.is_token()) {
        leaf = leaf.child(0);
    }
    return name_of(leaf.token(), space);
}

std::vector<ast::Name> TreeBuilder::names(Node node) {
    std::vector<ast::Name> all;
    for (Cursor cursor(node); !cursor.done();) {
        all.push_back(name(cursor.take()));
        if (!cursor.done()) {
            cursor.skip();
        }
    }
    return all;
}

ast::TypeExpr TreeBuilder::type(Node node) {
    ast::TypeExpr type;
    type.span = node.span();
    Cursor cursor(node);
    if (cursor.accept(TokenKind::kListOf)) {
        type.form = ast::TypeExpr::Form::kListOf;
        type.names.push_back(name(cursor.take(), NameSpace::kType));
        return type;
    }
    if (!cursor.accept(TokenKind::kOneOf)) {
        type.names.push_back(name(cursor.take(), NameSpace::kType));
        return type;
    }
    type.form = ast::TypeExpr::Form::kOneOf;
    while (!cursor.done()) {
        const Node part = cursor.take();
        if (!part.is_token()) {
            type.names.push_back(name(part));
        }
    }
    return type;
}

std::string TreeBuilder::unescaped(Span span) {
    const std::string_view written = slice(source_.text, span);
    std::string out;
    out.reserve(written.size());
    for (std::size_t offset = 0; offset < written.size();) {
        std::size_t next = offset;
        if (narrow_width(next_code_point(written, next)) == U'\\' && next < written.size()) {
            const char32_t escaped = next_code_point(written, next);
            append_utf8(out, escaped == U'n' ? U'\n' : escaped);
        } else {
            out.append(written.substr(offset, next - offset));
        }
        offset = next;
    }
    return to_nfc(out);
}

ast::Text TreeBuilder::text(Node node) {
    ast::Text text;
    text.span = node.span();
    for (Cursor cursor(node); !cursor.done();) {
        const Node part = cursor.take();
        if (part.is_rule(Generated::RuleExpr)) {
            text.pieces.emplace_back(expr(part));
        } else if (part.kind() == TokenKind::kStrText) {
            text.pieces.emplace_back(unescaped(part.span()));
        }
    }
    return text;
}

ast::Message TreeBuilder::message(Node node) {
    ast::Message message;
    message.text = text(node.child(0));
    if (node.size() > 1) {
        message.twin = text(node.child(1));
    }
    return message;
}

std::optional<ast::Message> TreeBuilder::optional_message(Cursor& cursor) {
    if (!cursor.at_rule(Generated::RuleMessage)) {
        return std::nullopt;
    }
    return message(cursor.take());
}

}  // namespace onus::grammar
