// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/compile/lowering.h"

namespace onus::engine {

void Lowering::lower_permissions() {
    for (std::uint32_t i = 0; i < model_.permissions.size(); ++i) {
        const model::Permission& permission = model_.permissions[i];
        PermissionInfo info;
        info.id = permission.heading.id;
        info.title = title(permission.heading);
        info.cite = cited(permission.heading.cites);
        info.roles = permission.roles;
        info.carries = permission.carries;
        info.carries_none_reason = cited(permission.carries_none_reason);
        info.place = place(permission.heading);
        Scope scope;
        scope.rulebook = permission.heading.rulebook;
        info.delegates = codes(permission.delegates, scope);
        for (const model::Grant& grant : permission.grants) {
            lower_grant(grant, i, info);
        }
        std::sort(info.actions.begin(), info.actions.end());
        info.actions.erase(std::unique(info.actions.begin(), info.actions.end()),
                           info.actions.end());
        program_->permissions.push_back(std::move(info));
    }
}

void Lowering::lower_grant(const model::Grant& grant, std::uint32_t permission,
                           PermissionInfo& info) {
    const model::Heading& heading = model_.permissions[permission].heading;
    for (std::size_t i = 0; i < grant.actions.size(); ++i) {
        const std::uint32_t action = grant.actions[i];
        Scope scope = action_scope(heading.rulebook, action);
        scope.submitted = true;
        GrantInfo lowered;
        lowered.allowed = grant.allowed;
        lowered.roles = info.roles;
        lowered.condition =
            i < grant.conditions.size() ? code(grant.conditions[i], scope) : kNoCode;
        lowered.permission = permission;
        program_->actions[action].grants.push_back(std::move(lowered));
        if (grant.allowed) {
            info.actions.push_back(action);
        }
    }
    for (const model::Grant::Target& target : grant.targets) {
        // The condition's only parameter is the record.
        FieldGrant lowered;
        lowered.allowed = grant.allowed;
        lowered.write = grant.right == model::Right::kWrite;
        lowered.record = target.record;
        lowered.field = target.field;
        lowered.roles = info.roles;
        if (!grant.conditions.empty()) {
            Scope scope;
            scope.rulebook = heading.rulebook;
            lowered.condition = code(grant.conditions.front(), scope);
        }
        lowered.permission = permission;
        program_->field_grants.push_back(std::move(lowered));
    }
}

}  // namespace onus::engine
