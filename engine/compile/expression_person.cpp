// SPDX-License-Identifier: Apache-2.0
//
// Names that the organisation knows: persons, units and the holders of roles.

#include <utility>

#include "engine/compile/built_in_members.h"
#include "engine/compile/expression.h"
#include "engine/compile/types.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {

using model::ExprId;
using model::Type;

/// A role may come from the organisation alone, unless it looks like a slip.
void ExpressionChecker::warn_of_near_role(const ast::Name& name) {
    std::vector<std::string> spelled;
    for (const std::string& id : context_.visible(NameSpace::kRoles)) {
        spelled.push_back(context_.written(context_.rulebook(), id));
    }
    if (std::string near = nearest(name.text, spelled); !near.empty()) {
        context_.report(DiagnosticKind::kRoleNotDeclared, name.span, {name.text, near}).fix =
            Fix{name.span, near};
    }
}

ExprId ExpressionChecker::named(TypeKind kind, const ast::Name& name) {
    using Kind = model::OrganisationName::Kind;
    const Symbol* role =
        kind == TypeKind::kRole ? context_.find(NameSpace::kRoles, name.id, name.span) : nullptr;
    const Shown shown =
        context_.shown(role != nullptr ? role->rulebook : context_.rulebook(), name.id);
    if (role == nullptr) {
        context_.name_of_organisation(name.id,
                                      kind == TypeKind::kRole   ? Kind::kRole
                                      : kind == TypeKind::kUnit ? Kind::kUnit
                                                                : Kind::kPerson,
                                      name.span);
        if (kind == TypeKind::kRole) {
            warn_of_near_role(name);
        }
    }
    return context_.add(model::ConstantExpr{name.id}, plain(kind), name.span, shown);
}

ExprId ExpressionChecker::holder(const ast::Name& name, bool alone) {
    const ExprId role = named(TypeKind::kRole, name);
    if (keep_role_ && alone) {
        return role;
    }
    return context_.add(model::HolderExpr{name.id}, plain(TypeKind::kPerson), name.span,
                        text_of(context_.model, role));
}

std::optional<ExpressionChecker::Head> ExpressionChecker::organisation(const ast::Path& path,
                                                                       std::size_t first,
                                                                       const Type& hint) {
    const ast::Name& name = path.segments[first].name;
    const ast::Name* next =
        path.segments.size() > first + 1 ? &path.segments[first + 1].name : nullptr;
    const bool is_role = context_.find(NameSpace::kRoles, name.id, name.span) != nullptr;
    if (next != nullptr && !is_role && find_by_id(kPersonAttributes, next->id) == nullptr &&
        find_by_id(kUnitAttributes, next->id) == nullptr) {
        return std::nullopt;
    }
    if (scope_.is_test && !is_role) {
        return Head{{named(TypeKind::kPerson, name), false}, first + 1};
    }
    const bool unit = next == nullptr ? hint.kind == TypeKind::kUnit
                                      : find_by_id(kUnitAttributes, next->id) != nullptr;
    // Departments and posts often share a name: only a unit has a head.
    const bool only_of_units =
        next != nullptr && find_by_id(kPersonAttributes, next->id) == nullptr;
    if (unit && (!is_role || only_of_units || (next != nullptr && next->id == "head"))) {
        return Head{{named(TypeKind::kUnit, name), false}, first + 1};
    }
    if (hint.kind == TypeKind::kRole && next == nullptr) {
        return Head{{named(TypeKind::kRole, name), false}, first + 1};
    }
    return Head{{holder(name, next == nullptr), false}, first + 1};
}

ExprId ExpressionChecker::person(ast::ExprId id, bool keep_role) {
    keep_role_ = keep_role;
    const ExprId found = infer(id, plain(TypeKind::kPerson));
    keep_role_ = false;
    const Type& type = type_of(found);
    const bool people = type.kind == TypeKind::kPerson || type.kind == TypeKind::kRole ||
                        type.kind == TypeKind::kUnknown ||
                        (type.kind == TypeKind::kList &&
                         context_.model.list_elements[type.ref].kind == TypeKind::kPerson);
    if (people) {
        return found;
    }
    Diagnostic& diagnostic = context_.report(DiagnosticKind::kPersonExpected,
                                             context_.model.exprs[found].span, {type_name(found)});
    if (type.kind == TypeKind::kUnit) {
        const bool english = context_.language() == Language::kEnglish;
        const Span span = context_.model.exprs[found].span;
        diagnostic.fix = Fix{{span.end, span.end}, english ? ".head" : ".负责人"};
    }
    return context_.unknown(context_.model.exprs[found].span);
}

}  // namespace onus::engine::checking
