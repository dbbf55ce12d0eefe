// SPDX-License-Identifier: Apache-2.0

#include "grammar/format_declarations.h"

#include <algorithm>

#include "grammar/base/source.h"

namespace onus::grammar {
namespace {

constexpr std::size_t kIndent = 2;

Span span_of(const ast::Message& message) {
    return message.twin ? cover(message.text.span, message.twin->span) : message.text.span;
}

}  // namespace

struct DeclarationWriter {
    const DeclarationFormatter& out;
    const FormatWords& words;
    const ExpressionFormatter& in;
    const ast::Declaration& declaration;
    std::size_t role_name_width;
    std::vector<Piece>& pieces;

    /// The heading line. Its place is the keyword; it ends where the first piece below begins.
    void heading(TokenKind keyword, const std::vector<std::string>& parts) const {
        Piece piece;
        piece.span = declaration.keyword;
        piece.lines = {words.join(parts)};
        piece.lines.front().insert(0, words.word(keyword) + " ");
        pieces.push_back(std::move(piece));
    }
    [[nodiscard]] std::string name() const { return words.name(declaration.name); }
    [[nodiscard]] std::string message() const { return in.message(declaration.message); }
    [[nodiscard]] std::string colon() const { return words.english() ? " : " : "："; }
    [[nodiscard]] std::string parameters(const std::vector<ast::Parameter>& all) const {
        return (words.english() ? " " : "") + in.parameters(all);
    }
    void plain(TokenKind keyword) const {
        std::string named = name();
        heading(keyword, {std::move(named), message()});
        out.add_clauses(declaration.clauses, kIndent, pieces);
    }

    void operator()(const ast::RecordDecl& record) const {
        std::string named = name();
        heading(TokenKind::kRecord, {std::move(named), message()});
        struct Row {
            std::string name;
            std::string type;
            std::string rest;
        };
        std::vector<Row> rows;
        std::size_t name_width = 0;
        std::size_t type_width = 0;
        for (const ast::Field& field : record.fields) {
            Row row;
            row.name = words.name(field.name);
            row.type = in.type(field.type);
            std::string presence;
            if (field.presence != ast::FieldPresence::kRequired) {
                presence =
                    words.word(field.presence == ast::FieldPresence::kKey ? TokenKind::kKey
                                                                          : TokenKind::kOptional);
            }
            row.rest = words.join({std::move(presence), in.message(field.message)});
            name_width = std::max(name_width, width_of(row.name));
            type_width = row.rest.empty() ? type_width : std::max(type_width, width_of(row.type));
            rows.push_back(std::move(row));
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Row& row = rows[i];
            std::string line =
                padded(row.name, name_width) + (words.english() ? " : " : " ：") + row.type;
            if (!row.rest.empty()) {
                line += std::string(type_width - width_of(row.type) + 2, ' ') + row.rest;
            }
            pieces.push_back({record.fields[i].span, kIndent, {std::move(line)}});
        }
    }

    void operator()(const ast::RoleDecl& role) const {
        std::string named = name();
        if (!role.reports_to) {
            heading(TokenKind::kRole, {std::move(named), message()});
            return;
        }
        named = padded(named, role_name_width) + "  " + words.word(TokenKind::kReportsTo);
        std::string superior = words.name(*role.reports_to);
        heading(TokenKind::kRole, {std::move(named), std::move(superior), message()});
    }

    void operator()(const ast::ActionDecl& action) const {
        std::string call = name() + parameters(action.parameters);
        std::string by = words.word(TokenKind::kBy) + " " + words.names(action.by);
        heading(TokenKind::kAction, {std::move(call), std::move(by), message()});
        out.add_clauses(declaration.clauses, kIndent, pieces);
    }

    void operator()(const ast::EnumDecl& values) const {
        std::string named = name();
        std::string listed = words.word(TokenKind::kOneOf) + " " + words.names(values.values);
        heading(TokenKind::kDefine, {std::move(named), std::move(listed), message()});
    }

    void operator()(const ast::DefinitionDecl& definition) const {
        std::string head = name();
        head += definition.parameters.empty() ? "" : parameters(definition.parameters);
        head += colon() + in.type(definition.type);
        heading(TokenKind::kDefine, {std::move(head), in.with(TokenKind::kIs, definition.value)});
        if (definition.cite) {
            cite(*definition.cite, kIndent);
        }
        for (const ast::Exception& one : definition.exceptions) {
            std::string named = words.word(TokenKind::kExcept) + " " + words.name(one.name);
            std::string over = in.with(TokenKind::kOver, one.over);
            std::string condition = in.with(TokenKind::kIf, one.condition);
            std::string line = words.join({std::move(named), std::move(over), std::move(condition),
                                           in.with(TokenKind::kThen, one.value)});
            Span span = one.span;
            span.end = one.cite ? span_of(*one.cite).begin : span.end;
            pieces.push_back({span, kIndent, {std::move(line)}});
            if (one.cite) {
                cite(*one.cite, 2 * kIndent);
            }
        }
    }

    void cite(const ast::Message& message, std::size_t indent) const {
        const std::string label = words.label(TokenKind::kCite, indent - kIndent);
        pieces.push_back({span_of(message), indent, {label + in.message(message)}});
    }

    void operator()(const ast::ParameterDecl& parameter) const {
        std::string head = parameter.rulebook ? words.name(*parameter.rulebook) + "." : "";
        head += name();
        head += parameter.type ? colon() + in.type(*parameter.type) : "";
        std::string value = in.with(TokenKind::kIs, parameter.value);
        heading(TokenKind::kParameter, {std::move(head), std::move(value), message()});
        for (const ast::ExprId range : parameter.ranges) {
            pieces.push_back({out.file_.expr(range).span,
                              kIndent,
                              {words.label(TokenKind::kRequire) + in.expr(range)}});
        }
    }

    void operator()(const ast::TableDecl& table) const {
        std::string head = name() + parameters(table.parameters);
        std::string columns;
        for (const ast::TableColumn& column : table.columns) {
            columns += columns.empty() ? "" : " | ";
            if (column.name) {
                columns += words.name(*column.name);
                columns += words.colon();
            }
            columns += in.type(column.type);
        }
        head += colon() + columns;
        heading(TokenKind::kTable, {std::move(head), message()});

        std::vector<const ast::CaseClause*> cases;
        for (const ast::Clause& clause : declaration.clauses) {
            if (const auto* one = std::get_if<ast::CaseClause>(&clause.node)) {
                cases.push_back(one);
            }
        }
        Lines rows = out.clauses_.cases(cases);
        std::size_t next = 0;
        for (const ast::Clause& clause : declaration.clauses) {
            const bool is_case = std::holds_alternative<ast::CaseClause>(clause.node);
            pieces.push_back(
                {clause.span, kIndent,
                 is_case ? Lines{std::move(rows[next++])} : out.clauses_.lines(clause)});
        }
    }

    void operator()(const ast::PermissionDecl&) const { plain(TokenKind::kPermission); }
    void operator()(const ast::RuleDecl&) const { plain(TokenKind::kRule); }
    void operator()(const ast::DutyDecl&) const { plain(TokenKind::kDuty); }
    void operator()(const ast::LiabilityDecl&) const { plain(TokenKind::kLiability); }
    void operator()(const ast::TestDecl&) const {
        heading(TokenKind::kTest, {message()});
        out.add_clauses(declaration.clauses, kIndent, pieces);
    }

    void operator()(const ast::ProcessDecl& process) const {
        plain(TokenKind::kProcess);
        for (const ast::Step& step : process.steps) {
            Piece piece;
            piece.span = {step.span.begin, step.name.span.end};
            piece.indent = kIndent;
            piece.blank_line_before = true;
            std::string named = words.word(TokenKind::kStep) + " " + words.name(step.name);
            piece.lines = {words.join({std::move(named), in.message(step.message)})};
            pieces.push_back(std::move(piece));

            std::vector<Piece> below;
            out.add_clauses(step.clauses, 2 * kIndent, below);
            for (const ast::Step::Deliverable& one : step.deliverables) {
                std::string line = words.label(TokenKind::kDeliver) + words.name(one.name);
                line += colon() + in.type(one.type);
                below.push_back({one.span, 2 * kIndent, {std::move(line)}});
            }
            std::stable_sort(below.begin(), below.end(), [](const Piece& a, const Piece& b) {
                return a.span.begin < b.span.begin;
            });
            std::move(below.begin(), below.end(), std::back_inserter(pieces));
        }
    }
};

void DeclarationFormatter::add_clauses(const std::vector<ast::Clause>& clauses, std::size_t indent,
                                       std::vector<Piece>& out) const {
    for (const ast::Clause& clause : clauses) {
        out.push_back({clause.span, indent, clauses_.lines(clause)});
    }
}

std::vector<Piece> DeclarationFormatter::header() const {
    std::vector<Piece> pieces;
    Piece piece;
    piece.span = {file_.header_span.begin, file_.name.span.end};
    std::string named = words_.word(TokenKind::kRulebook) + " " + words_.name(file_.name);
    piece.lines = {words_.join({std::move(named), in_.message(file_.message)})};
    pieces.push_back(std::move(piece));
    add_clauses(file_.header, kIndent, pieces);
    return pieces;
}

std::vector<Piece> DeclarationFormatter::declaration(const ast::Declaration& declaration,
                                                     std::size_t name_width) const {
    std::vector<Piece> pieces;
    std::visit(DeclarationWriter{*this, words_, in_, declaration, name_width, pieces},
               declaration.node);
    return pieces;
}

std::size_t DeclarationFormatter::name_width(const ast::Declaration& declaration) const {
    return width_of(words_.name(declaration.name));
}

}  // namespace onus::grammar
