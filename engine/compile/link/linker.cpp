// SPDX-License-Identifier: Apache-2.0

#include "engine/compile/link/linker.h"

#include <algorithm>
#include <set>
#include <utility>

namespace onus::engine::linking {
namespace {

/// A chart may say more of the future than anybody wants to try.
constexpr std::size_t kMomentsMax = 32;

std::vector<Instant> moments_of(const Organisation* organisation, Instant as_of) {
    std::set<Instant> changes;
    if (organisation != nullptr) {
        const OrganisationData& data = organisation->data();
        for (const PersonData& person : data.persons) {
            changes.insert(person.employed.from);
        }
        for (const PostData& post : data.posts) {
            changes.insert(post.held.from);
        }
        for (const HeadData& head : data.heads) {
            changes.insert(head.held.from);
        }
    }
    std::vector<Instant> moments = {as_of};
    for (const Instant change : changes) {
        if (as_of < change && moments.size() < kMomentsMax) {
            moments.push_back(change);
        }
    }
    return moments;
}

People as_people(std::optional<PersonIndex> person) { return person ? People{*person} : People{}; }

std::vector<UnitIndex> as_units(std::optional<UnitIndex> unit) {
    return unit ? std::vector<UnitIndex>{*unit} : std::vector<UnitIndex>{};
}

const std::string* text_in(const model::Expr& expr) {
    const auto* constant = std::get_if<model::ConstantExpr>(&expr.node);
    return constant == nullptr ? nullptr : std::get_if<std::string>(&constant->value);
}

}  // namespace

Linker::Linker(const model::Model& the_model, const LinkWorld& the_world)
    : model(the_model),
      world(the_world),
      organisation(the_world.organisation),
      moments_(moments_of(organisation, the_world.as_of)) {
    for (const model::Role& role : model.roles) {
        if (!role.reports_to.empty()) {
            lines.emplace(role.heading.name, role.reports_to);
        }
    }
}

Diagnostic& Linker::report(DiagnosticKind kind, std::uint32_t rulebook, Span span,
                           std::vector<std::string> arguments) {
    Diagnostic diagnostic;
    diagnostic.kind = kind;
    diagnostic.source_name = model.rulebooks[rulebook].source_name;
    diagnostic.span = span;
    diagnostic.arguments = std::move(arguments);
    diagnostics.push_back(std::move(diagnostic));
    return diagnostics.back();
}

std::string Linker::written(const model::Heading& heading) const {
    const bool english = model.rulebooks[heading.rulebook].language == Language::kEnglish;
    return english || heading.name_zh.empty() ? heading.name : heading.name_zh;
}

std::string Linker::written(std::uint32_t rulebook, ExprId id) const {
    const model::Expr& expr = model.expr(id);
    return model.rulebooks[rulebook].language == Language::kEnglish ? expr.text_en : expr.text_zh;
}

bool Linker::declares_role(std::string_view role) const {
    return std::any_of(model.roles.begin(), model.roles.end(),
                       [&](const model::Role& each) { return each.heading.name == role; });
}

std::optional<People> Linker::people(ExprId id) const {
    for (const Instant moment : moments_) {
        std::optional<People> found = people_at(id, moment);
        if (!found || !found->empty()) {
            return found;
        }
    }
    return People{};
}

std::optional<People> Linker::holders_at(std::string_view role, Instant at) const {
    if (!declares_role(role) && !organisation->knows_role(role)) {
        return std::nullopt;
    }
    return organisation->holders(role, at);
}

std::optional<People> Linker::people_at(ExprId id, Instant at) const {
    const model::Expr& expr = model.expr(id);
    if (const std::string* name = text_in(expr)) {
        if (expr.type.kind == model::TypeKind::kRole) {
            return holders_at(*name, at);
        }
        const auto person = expr.type.kind == model::TypeKind::kPerson
                                ? organisation->find_person(*name)
                                : std::nullopt;
        return person ? std::optional(People{*person}) : std::nullopt;
    }
    if (const auto* holder = std::get_if<model::HolderExpr>(&expr.node)) {
        std::optional<People> found = holders_at(holder->role, at);
        return found && found->size() > 1 ? People{} : found;
    }
    if (const auto* parameter = std::get_if<model::ParameterExpr>(&expr.node)) {
        return people_at(model.parameters[parameter->parameter].value, at);
    }
    if (const auto* list = std::get_if<model::ListExpr>(&expr.node)) {
        People all;
        for (const ExprId item : list->items) {
            const std::optional<People> some = people_at(item, at);
            if (!some) {
                return std::nullopt;
            }
            all.insert(all.end(), some->begin(), some->end());
        }
        return all;
    }
    const auto* related = std::get_if<model::PersonExpr>(&expr.node);
    return related == nullptr ? std::nullopt : related_at(*related, at);
}

std::optional<People> Linker::related_at(const model::PersonExpr& node, Instant at) const {
    if (const auto unit = unit_at(node.of, at)) {
        const bool head = node.attribute == PersonAttribute::kHead && !unit->empty();
        return head ? as_people(organisation->head_of(unit->front(), at)) : People{};
    }
    const std::optional<People> of = people_at(node.of, at);
    if (!of || of->size() != 1) {
        return of ? std::optional(People{}) : std::nullopt;
    }
    return related_to(of->front(), node, at);
}

std::optional<People> Linker::related_to(PersonIndex person, const model::PersonExpr& node,
                                         Instant at) const {
    switch (node.attribute) {
        case PersonAttribute::kSupervisor:
            return as_people(organisation->supervisor_of(person, at, lines));
        case PersonAttribute::kSupervisors:
            return organisation->supervisors_of(person, at, lines);
        case PersonAttribute::kDeputy:
            return as_people(organisation->deputy_of(person, at));
        case PersonAttribute::kHead: {
            const auto unit = organisation->unit_of(person, at);
            return unit ? as_people(organisation->head_of(*unit, at)) : People{};
        }
        case PersonAttribute::kDepartment:
        case PersonAttribute::kService:
        case PersonAttribute::kHired:
        case PersonAttribute::kParent:
            break;
    }
    return std::nullopt;
}

std::optional<std::vector<UnitIndex>> Linker::unit_at(ExprId id, Instant at) const {
    const model::Expr& expr = model.expr(id);
    if (expr.type.kind != model::TypeKind::kUnit) {
        return std::nullopt;
    }
    if (const std::string* name = text_in(expr)) {
        const auto unit = organisation->find_unit(*name);
        return unit ? std::optional(as_units(unit)) : std::nullopt;
    }
    const auto* related = std::get_if<model::PersonExpr>(&expr.node);
    if (related == nullptr) {
        return std::nullopt;
    }
    if (related->attribute == PersonAttribute::kParent) {
        const auto unit = unit_at(related->of, at);
        return !unit || unit->empty()
                   ? unit
                   : std::optional(as_units(organisation->parent_of(unit->front())));
    }
    const std::optional<People> of = people_at(related->of, at);
    if (!of || related->attribute != PersonAttribute::kDepartment) {
        return std::nullopt;
    }
    return of->size() == 1 ? as_units(organisation->unit_of(of->front(), at))
                           : std::vector<UnitIndex>{};
}

}  // namespace onus::engine::linking
