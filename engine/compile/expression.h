// SPDX-License-Identifier: Apache-2.0
//
// Checks expressions: resolves their names, types them, and adds them to the model. A mistake is
// reported once; what depends on it is of unknown type and says nothing more. Internal to
// engine/compile.

#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/compile/context.h"
#include "engine/compile/scope.h"

namespace onus::engine::checking {

/// Values for some of an action's parameters.
using Arguments = std::vector<std::pair<std::uint32_t, model::ExprId>>;

class ExpressionChecker {
  public:
    ExpressionChecker(Context& context, Scope& scope) : context_(context), scope_(scope) {}

    /// A value of any type. `hint` is the type that names are looked up for.
    model::ExprId infer(ast::ExprId id, const model::Type& hint = {});

    /// A value that agrees with `type`.
    model::ExprId value(ast::ExprId id, const model::Type& type);

    /// A place that is written, not read: it may be missing.
    model::ExprId place(ast::ExprId id);

    model::ExprId condition(ast::ExprId id);
    model::ExprId period(ast::ExprId id);
    /// A number, money, … that is ordered, of the given kind.
    model::ExprId moment(ast::ExprId id);  ///< date or timestamp

    /// Whoever is meant: a person, persons, or the holders of a role. `keep_role`: a role named
    /// alone stays a role instead of its one holder.
    model::ExprId person(ast::ExprId id, bool keep_role = false);

    model::Message message(const ast::Message& message);
    model::Window window(const ast::Window& window);

    /// The arguments of a call, one for each parameter, in order. Reports missing ones.
    Arguments arguments(const std::vector<ast::Argument>& written, Span span, const Shown& callee,
                        std::uint32_t rulebook, const std::vector<model::Parameter>& parameters);

    /// Arguments of a past or demanded action: those that are named, and the others by their type.
    Arguments matches(const std::vector<ast::Argument>& written, std::uint32_t action);

    /// Splits the condition on a past or demanded action: what concerns it alone, and equalities
    /// between it and the present.
    struct Split {
        model::ExprId filter = kNone;
        std::vector<model::HistoryExpr::PastMatch> equal;
    };
    Split split(ast::ExprId condition, std::uint32_t action);

    /// The action that a path names, and the index of the segment behind it. Reports.
    struct ActionReference {
        std::uint32_t action = kNone;
        std::size_t segment = 0;  ///< that carries the arguments
    };
    ActionReference action_of(const ast::Path& path);
    ActionReference action_of_process(const ast::Path& path, std::size_t at, std::uint32_t process);

    /// The constant of a role, unit or person that is named.
    model::ExprId named(model::TypeKind kind, const ast::Name& name);

    /// While these facts are known. Facts are added, never taken away, until `forget`.
    void learn(const std::set<std::string>& facts);

    [[nodiscard]] Scope& scope() { return scope_; }

  private:
    /// A value on its way through a path. `optional`: it may be missing and nobody asked yet.
    struct Place {
        model::ExprId id = kNone;
        bool optional = false;
    };
    struct Head {
        Place place;
        std::size_t next = 0;
    };

    [[nodiscard]] const ast::Expr& at(ast::ExprId id) const { return context_.file().expr(id); }
    [[nodiscard]] model::Type type_of(model::ExprId id) const { return context_.type_of(id); }
    [[nodiscard]] std::string type_name(model::ExprId id) const;
    model::ExprId mismatch(model::ExprId id, const std::string& expected);

    // expression_literal.cpp
    model::ExprId constant(model::Constant value, const model::Type& type, Span span);
    std::optional<model::ExprId> literal(const ast::Expr& expr);
    model::ExprId money(const ast::MoneyLiteral& literal, Span span);
    model::ExprId text(const ast::TextLiteral& literal, Span span);
    model::ExprId enum_value(std::uint32_t ref, std::uint32_t ordinal, Span span);

    // expression.cpp
    model::ExprId unary(const ast::Unary& unary, Span span);
    model::ExprId presence(const ast::Presence& presence, Span span);
    model::ExprId group(const ast::Group& group, Span span, const model::Type& hint);
    model::ExprId highest(const ast::MaxOf& highest, Span span, const model::Type& hint);
    model::ExprId quantifier(const ast::Quantifier& quantifier, Span span);
    model::ExprId logical(const ast::Binary& binary, Span span);

    // expression_compare.cpp
    model::ExprId arithmetic(const ast::Binary& binary, Span span);
    model::ExprId comparison(const ast::Binary& binary, Span span);
    model::ExprId membership(const ast::Binary& binary, Span span);
    std::optional<model::ExprId> state_or_role(const ast::Binary& binary, model::ExprId left,
                                               Span span);
    void check_comparable(const ast::Binary& binary, model::ExprId left, model::ExprId right,
                          Span span);
    model::ExprId binary(model::BinaryOp op, model::ExprId left, model::ExprId right,
                         const model::Type& type, Span span);

    // expression_path.cpp
    [[nodiscard]] const ast::Name* bare_name(ast::ExprId id) const;
    [[nodiscard]] bool is_known(const ast::Name& name);
    Place path(const ast::Path& path, Span span, const model::Type& hint);
    std::optional<Head> head_of(const ast::Path& path, std::size_t first, Span span,
                                const model::Type& hint);
    std::optional<Head> local(const ast::Path& path, std::size_t first);
    std::optional<Head> special(const ast::Path& path, std::size_t first);
    std::optional<Head> symbol(const ast::Path& path, std::size_t first, Span span);
    std::optional<Head> traced(const ast::Path& path, std::size_t first);
    std::optional<Head> organisation(const ast::Path& path, std::size_t first,
                                     const model::Type& hint);
    void warn_of_near_role(const ast::Name& name);
    void report_unknown_head(const ast::Name& name, const model::Type& hint);
    Place member(Place of, const ast::PathSegment& segment);
    Place field_of(Place of, const ast::Name& name);
    model::ExprId use(Place place, Span span);
    model::ExprId holder(const ast::Name& name, bool alone);

    // expression_call.cpp
    std::optional<Head> call(const Symbol& symbol, const ast::Path& path, std::size_t at,
                             Span span);
    std::optional<model::ExprId> key_reference(std::uint32_t record, const ast::Name& name);
    model::ExprId record(std::uint32_t record, const ast::PathSegment& segment, Span span);
    std::uint32_t parameter_for(const ast::Argument& argument, const model::Action& action,
                                const std::vector<bool>& taken, model::ExprId& value);

    // expression_history.cpp
    model::ExprId history(const ast::History& history, Span span);
    model::ExprId latest(const ast::Latest& latest, Span span);
    model::ExprId duty(const ast::DutyReference& reference, Span span);
    bool find_target(const ast::History& written, const ast::Path& path, model::HistoryExpr& out,
                     ActionReference& reference);
    [[nodiscard]] Scope past_scope(std::uint32_t action) const;
    void measure(const ast::Path& path, std::size_t next, Span span, model::HistoryExpr& out);
    [[nodiscard]] bool mentions_present(ast::ExprId id) const;
    Shown history_text(const ast::History& history, const model::HistoryExpr& expr,
                       const Shown& target) const;

    Context& context_;
    Scope& scope_;
    bool asking_presence_ = false;
    bool in_message_ = false;
    bool keep_role_ = false;
};

}  // namespace onus::engine::checking
