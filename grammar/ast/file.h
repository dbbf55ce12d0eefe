// SPDX-License-Identifier: Apache-2.0
//
// One rulebook file: headings with their clauses.

#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "grammar/ast/clause.h"
#include "grammar/base/language.h"

namespace onus::ast {

/// A type as written: `text`, `list of line`, `one of store, online`.
struct TypeExpr {
    enum class Form : std::uint8_t { kNamed, kListOf, kOneOf };
    Form form{};
    std::vector<Name> names;  ///< one name, or the values of `one of` in rank order
    Span span;
};

enum class FieldPresence : std::uint8_t { kRequired, kOptional, kKey };

struct Field {
    Name name;
    TypeExpr type;
    FieldPresence presence{};
    std::optional<Message> message;
    Span span;
};

/// `(order)` has no type: it is a record of its own name.
struct Parameter {
    Name name;
    std::optional<TypeExpr> type;
    bool optional = false;
    Span span;
};

struct RecordDecl {
    std::vector<Field> fields;
};

struct RoleDecl {
    std::optional<Name> reports_to;
};

struct ActionDecl {
    std::vector<Parameter> parameters;
    std::vector<Name> by;
};

/// `define category one of hotel, meal`
struct EnumDecl {
    std::vector<Name> values;
};

struct Exception {
    Name name;
    ExprId over = kNoExpr;
    ExprId condition = kNoExpr;
    ExprId value = kNoExpr;
    std::optional<Message> cite;
    Span span;
};

/// `define return_limit (order) : days is 3 days except …`
struct DefinitionDecl {
    std::vector<Parameter> parameters;
    TypeExpr type;
    ExprId value = kNoExpr;
    std::optional<Message> cite;
    std::vector<Exception> exceptions;
};

/// Declares a parameter (with a type), or sets that of a used rulebook (without).
struct ParameterDecl {
    std::optional<Name> rulebook;  ///< `consumer_law` in `parameter consumer_law.return_days is …`
    std::optional<TypeExpr> type;
    ExprId value = kNoExpr;
    std::vector<ExprId> ranges;  ///< `require`
};

struct TableColumn {
    std::optional<Name> name;  ///< required where there are several
    TypeExpr type;
};

struct TableDecl {
    std::vector<Parameter> parameters;
    std::vector<TableColumn> columns;
};

struct PermissionDecl {};
struct RuleDecl {};
struct DutyDecl {};
struct LiabilityDecl {};

struct Step {
    Name name;
    std::optional<Message> message;
    std::vector<Clause> clauses;
    struct Deliverable {
        Name name;
        TypeExpr type;
        Span span;
        Span keyword;  ///< the word that opens the line
    };
    std::vector<Deliverable> deliverables;
    Span span;
};

struct ProcessDecl {
    std::vector<Step> steps;
};

struct TestDecl {};

using DeclarationNode = std::variant<RecordDecl, RoleDecl, ActionDecl, EnumDecl, DefinitionDecl,
                                     ParameterDecl, TableDecl, PermissionDecl, RuleDecl, DutyDecl,
                                     ProcessDecl, LiabilityDecl, TestDecl>;

struct Declaration {
    DeclarationNode node;
    Name name;  ///< empty for a test, whose message is its title
    std::optional<Message> message;
    std::vector<Clause> clauses;
    Span span;
    Span keyword;

    /// The parser recovered from a mistake inside: later stages report nothing more about it.
    bool broken = false;
};

/// A comment, in the order of the text. `documentation`: written with two signs.
struct Comment {
    std::string text;
    Span span;
    bool documentation = false;
};

struct File {
    std::string source_name;
    Language language{};
    Name name;
    std::optional<Message> message;
    std::vector<Clause> header;
    Span header_span;            ///< from `rulebook` to its last clause; empty if there is none
    bool header_broken = false;  ///< like `Declaration::broken`
    std::vector<Declaration> declarations;

    /// Headings that were not read at all, in order: unknown ones, a second `rulebook`.
    std::vector<Span> unread;
    std::vector<Expr> expressions;
    std::vector<Comment> comments;

    /// Offset of the first byte of each line of the text.
    std::vector<std::uint32_t> line_starts;

    [[nodiscard]] const Expr& expr(ExprId id) const { return expressions[id]; }
};

}  // namespace onus::ast
