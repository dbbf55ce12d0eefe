// SPDX-License-Identifier: Apache-2.0
//
// What the parts of the link stage share: whom an expression denotes whatever happens, and how
// findings are reported. Internal to engine/compile.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/compile/link.h"

namespace onus::engine::linking {

using model::ExprId;
using model::kNone;
using People = std::vector<PersonIndex>;

class Linker {
  public:
    Linker(const model::Model& the_model, const LinkWorld& the_world);

    const model::Model& model;
    const LinkWorld& world;
    const Organisation* organisation;
    ReportingLines lines;
    Diagnostics diagnostics;

    /// The reference is good until the next report.
    Diagnostic& report(DiagnosticKind kind, std::uint32_t rulebook, Span span,
                       std::vector<std::string> arguments);

    /// As the people of the rulebook write it.
    [[nodiscard]] std::string written(const model::Heading& heading) const;
    [[nodiscard]] std::string written(std::uint32_t rulebook, ExprId id) const;

    [[nodiscard]] bool declares_role(std::string_view role) const;

    /// Whom an expression of persons denotes, at the instant of the link or, if nobody, at the
    /// first later one at which the chart changes and it is somebody. Nothing if that depends on
    /// what happens, or if the organisation does not know a name in it. REQUIRES: an organisation.
    [[nodiscard]] std::optional<People> people(ExprId id) const;

    /// Id of a person.
    [[nodiscard]] const std::string& id_of(PersonIndex person) const {
        return organisation->person(person).id;
    }

  private:
    [[nodiscard]] std::optional<People> people_at(ExprId id, Instant at) const;
    [[nodiscard]] std::optional<People> related_at(const model::PersonExpr& node, Instant at) const;
    [[nodiscard]] std::optional<People> related_to(PersonIndex person,
                                                   const model::PersonExpr& node, Instant at) const;
    [[nodiscard]] std::optional<People> holders_at(std::string_view role, Instant at) const;

    /// Nothing: not known. An empty list: there is no such unit.
    [[nodiscard]] std::optional<std::vector<UnitIndex>> unit_at(ExprId id, Instant at) const;

    std::vector<Instant> moments_;  ///< of the link, and later changes of the chart
};

/// A name that could have been meant, and what to write for it.
struct Known {
    std::string name;
    std::string shown;
};

/// At most three of the names, the nearest first; those that look like a slip alone, if there are.
/// `slip` receives the nearest of these; empty if there is none.
[[nodiscard]] std::string nearest_names(std::string_view wanted, const std::vector<Known>& names,
                                        std::string& slip);

/// Units, roles, persons and calendars that a rulebook names and nobody knows.
void link_names(Linker& linker);

/// S10, S12: every duty has a bearer, and the bearer may do what it asks for.
void link_bearers(Linker& linker);

/// S11: an escalation reaches somebody else, and ends.
void link_escalations(Linker& linker);

/// S13: somebody decides, and not about himself.
void link_deciders(Linker& linker);

/// S15: the calendar reaches as far as the deadlines.
void link_deadlines(Linker& linker);

}  // namespace onus::engine::linking
