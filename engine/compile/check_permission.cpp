// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <utility>

#include "engine/compile/declarations.h"
#include "engine/compile/telling_names.h"
#include "engine/compile/types.h"
#include "engine/compile/words.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine::checking {
namespace {

using model::ExprId;
using model::TypeKind;

class PermissionChecker {
  public:
    PermissionChecker(Context& context, const ast::Declaration& declaration)
        : context_(context), declaration_(declaration) {}

    void run() {
        const std::uint32_t index = context_.symbol_of(declaration_).index;
        model::Permission permission = context_.model.permissions[index];
        fill_heading(context_, declaration_, permission.heading);
        Scope nothing;
        ExpressionChecker checker(context_, nothing);
        for (const auto* to : of<ast::GrantedToClause>()) {
            for (const ast::Name& role : to->roles) {
                (void)checker.named(TypeKind::kRole, role);
                permission.roles.push_back(role.id);
            }
        }
        for (const ast::Clause& clause : declaration_.clauses) {
            if (const auto* may = std::get_if<ast::MayClause>(&clause.node)) {
                permission.grants.push_back(
                    grant_of(may->grant, may->condition, true, clause.span));
            } else if (const auto* cannot = std::get_if<ast::CannotClause>(&clause.node)) {
                permission.grants.push_back(
                    grant_of(cannot->grant, cannot->condition, false, clause.span));
            }
        }
        for (const auto* delegated : of<ast::DelegatedClause>()) {
            for (const ast::ExprId path : delegated->paths) {
                permission.delegates.push_back(checker.person(path, true));
            }
        }
        check_duties(permission);
        check_shape(permission);
        context_.model.permissions[index] = std::move(permission);
    }

  private:
    template <class T>
    [[nodiscard]] std::vector<const T*> of() const {
        return ast::clauses_of<T>(declaration_.clauses);
    }

    void check_duties(model::Permission& permission) {
        for (const auto* carries : of<ast::CarriesClause>()) {
            for (const ast::Name& name : carries->duties) {
                const Symbol* symbol = context_.find(NameSpace::kFindings, name.id, name.span);
                if (symbol == nullptr || symbol->kind != SymbolKind::kDuty) {
                    context_.report_unknown(DiagnosticKind::kUnknownDuty, name,
                                            context_.visible(NameSpace::kFindings));
                    continue;
                }
                permission.carries.insert(permission.carries.end(), symbol->instances.begin(),
                                          symbol->instances.end());
            }
        }
        for (const auto* none : of<ast::CarriesNoneClause>()) {
            permission.carries_none = true;
            permission.carries_none_reason = cite_of(context_.language(), none->reason);
        }
    }

    /// S09: power comes with responsibility, or with the reason why it does not.
    void check_shape(const model::Permission& permission) {
        if (declaration_.clauses.empty()) {
            return;  // the parser said so
        }
        const Span span = declaration_.name.span;
        const std::string& name = declaration_.name.text;
        const bool carries = !of<ast::CarriesClause>().empty();
        const bool none = !of<ast::CarriesNoneClause>().empty();
        const bool grants = std::any_of(permission.grants.begin(), permission.grants.end(),
                                        [](const model::Grant& each) { return each.allowed; });
        if (!carries && !none && grants) {
            context_.report(DiagnosticKind::kPermissionWithoutDuty, span, {name});
        } else if (carries && none) {
            context_.report(DiagnosticKind::kPermissionCarriesBoth, span, {name});
        }
        if (permission.grants.empty()) {
            context_.report(DiagnosticKind::kPermissionEmpty, span, {name});
        }
        if (of<ast::GrantedToClause>().empty()) {
            context_.report(DiagnosticKind::kPermissionForNobody, span, {name});
        }
    }

    model::Grant grant_of(const ast::Grant& written, ast::ExprId condition, bool allowed,
                          Span span) {
        model::Grant grant;
        grant.allowed = allowed;
        grant.span = span;
        switch (written.right) {
            case ast::Right::kPerform:
                grant.right = model::Right::kPerform;
                add_actions(written, condition, grant);
                return grant;
            case ast::Right::kRead:
                grant.right = model::Right::kRead;
                break;
            case ast::Right::kWrite:
                grant.right = model::Right::kWrite;
                break;
        }
        add_targets(written, condition, grant);
        return grant;
    }

    void add_actions(const ast::Grant& written, ast::ExprId condition, model::Grant& grant) {
        for (const ast::Name& name : written.actions) {
            ast::Path path;
            path.segments.push_back({name, false, {}});
            Scope nothing;
            const auto reference = ExpressionChecker(context_, nothing).action_of(path);
            if (reference.action == kNone) {
                continue;
            }
            grant.actions.push_back(reference.action);
            grant.conditions.push_back(kNone);
            if (condition != ast::kNoExpr) {
                Scope scope = scope_of(context_, {reference.action, reference.action});
                std::uint32_t slots = 0;
                scope.next_slot = &slots;
                grant.conditions.back() = ExpressionChecker(context_, scope).condition(condition);
            }
            check_destruction(name, reference.action, grant.allowed);
        }
    }

    /// S27: what is in the ledger should not be made to vanish by a permission.
    void check_destruction(const ast::Name& name, std::uint32_t action, bool allowed) {
        for (const model::Parameter& parameter : context_.model.actions[action].parameters) {
            const bool record = parameter.type.kind == TypeKind::kRecord &&
                                context_.model.records[parameter.type.ref].key_field != kNone;
            if (allowed && record && tells_destruction(context_.model.actions[action].heading)) {
                context_.report(DiagnosticKind::kDestructivePermission, name.span, {name.text});
                return;
            }
        }
    }

    void add_targets(const ast::Grant& written, ast::ExprId condition, model::Grant& grant) {
        for (const ast::ExprId id : written.paths) {
            const ast::Expr& expr = context_.file().expr(id);
            const auto* path = std::get_if<ast::Path>(&expr.node);
            if (path == nullptr || path->segments.empty()) {
                continue;
            }
            const ast::Name& name = path->segments.front().name;
            const Symbol* symbol = context_.find(NameSpace::kTypes, name.id, name.span);
            if (symbol == nullptr || symbol->kind != SymbolKind::kRecord) {
                context_.report_unknown(DiagnosticKind::kUnknownRecord, name,
                                        context_.visible(NameSpace::kTypes));
                continue;
            }
            model::Grant::Target target;
            target.record = symbol->index;
            if (path->segments.size() > 1 && !find_field(path->segments[1].name, target)) {
                continue;
            }
            if (path->segments.size() > 2) {
                context_.report(DiagnosticKind::kGrantTooDeep, expr.span);
            }
            grant.targets.push_back(target);
        }
        if (condition != ast::kNoExpr && !grant.targets.empty()) {
            grant.conditions.push_back(record_condition(grant.targets.front().record, condition));
        }
    }

    bool find_field(const ast::Name& name, model::Grant::Target& target) {
        const model::Record& record = context_.model.records[target.record];
        std::vector<std::string> names;
        for (const std::uint32_t field : record.fields) {
            if (context_.model.fields[field].name == name.id) {
                target.field = field;
                return true;
            }
            names.push_back(context_.model.fields[field].name);
        }
        context_.report_unknown(DiagnosticKind::kUnknownField, name, names,
                                {context_.written(record.rulebook, record.name)});
        return false;
    }

    ExprId record_condition(std::uint32_t record_index, ast::ExprId condition) {
        const model::Record& record = context_.model.records[record_index];
        model::Parameter parameter;
        parameter.name = record.name;
        parameter.type = referring(TypeKind::kRecord, record_index);
        Scope scope = scope_of(context_, record.rulebook, {parameter});
        scope.has_actor = true;
        std::uint32_t slots = 0;
        scope.next_slot = &slots;
        return ExpressionChecker(context_, scope).condition(condition);
    }

    Context& context_;
    const ast::Declaration& declaration_;
};

}  // namespace

void check_permissions(Context& context) {
    for_each<ast::PermissionDecl>(context, [&](const auto& declaration, const auto& /*node*/) {
        PermissionChecker(context, declaration).run();
    });
}

}  // namespace onus::engine::checking
