// SPDX-License-Identifier: Apache-2.0
//
// Which names mean something at a place, and which optional values are known to be given there.
// Internal to engine/compile.

#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/compile/context.h"

namespace onus::engine::checking {

struct Scope {
    struct Entry {
        enum class Kind : std::uint8_t { kParameter, kField, kVariable };
        std::string name;
        Kind kind{};
        model::Type type;
        bool optional = false;
        std::uint32_t index = kNone;  ///< parameter or slot
        std::uint32_t field = kNone;  ///< kField: of the record that the parameter is
        Shown shown;
        Shown record_shown;  ///< kField: how the record is written
    };
    std::vector<Entry> entries;

    /// Whose parameters the entries are; kNone in definitions, tables, clock duties and tests.
    ActionView action;

    bool has_actor = false;  ///< actor, principal, reason
    bool has_time = true;    ///< now, today, at
    bool has_bearer = false;
    bool bearer_is_actor = false;  ///< in a gate
    bool has_step = false;         ///< step, owner
    bool is_test = false;          ///< unknown heads are persons

    /// In a `where`: the entries are the past action's, the present is behind `this`.
    const Scope* present = nullptr;

    /// In a liability: its index-to-be, the traced actions and the subject.
    const std::vector<std::uint32_t>* trace = nullptr;
    model::ExprId subject = kNone;

    /// Keys of optional values that are given here, see key_of.
    std::set<std::string> given;

    /// Next free variable slot of the declaration; shared by nested scopes.
    std::uint32_t* next_slot = nullptr;

    [[nodiscard]] const Entry* find(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> names() const;

    /// Built-in names that mean something here.
    [[nodiscard]] std::vector<std::string> specials() const;
};

/// The scope of an action's parameters as the view names them.
[[nodiscard]] Scope scope_of(const Context& context, ActionView action);

/// The scope of a definition's or table's parameters.
[[nodiscard]] Scope scope_of(const Context& context, std::uint32_t rulebook,
                             const std::vector<model::Parameter>& parameters);

/// The action whose parameters a duty's expressions read; kNone if a clock started it.
[[nodiscard]] std::uint32_t trigger_of(const model::Model& model, const model::Duty& duty);

/// Names one readable place, "p0.f3"; empty for what is computed.
[[nodiscard]] std::string key_of(const model::Model& model, model::ExprId id);

/// Keys that are given wherever the condition is `value`.
[[nodiscard]] std::set<std::string> facts_if(const model::Model& model, model::ExprId condition,
                                             bool value);

}  // namespace onus::engine::checking
