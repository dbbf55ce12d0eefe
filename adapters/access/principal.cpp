// SPDX-License-Identifier: Apache-2.0
#include "adapters/access/principal.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace onus::adapters {
namespace {

constexpr std::array<std::string_view, 5> kWords = {"system", "employee", "hr", "auditor",
                                                    "operator"};

bool one_of(Role role, std::initializer_list<Role> roles) {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

}  // namespace

std::optional<Role> parse_role(std::string_view word) {
    const auto* const found = std::find(kWords.begin(), kWords.end(), word);
    return found == kWords.end() ? std::nullopt
                                 : std::optional(static_cast<Role>(found - kWords.begin()));
}

std::string_view word_of(Role role) { return kWords[static_cast<std::size_t>(role)]; }

bool Principal::may(Right right) const {
    switch (right) {
        case Right::kNone:
            return true;
        case Right::kJudge:
        case Right::kAct:
            return one_of(role, {Role::kSystem, Role::kEmployee, Role::kHr});
        case Right::kReadOwn:
            return role != Role::kOperator;
        case Right::kReadAll:
            return one_of(role, {Role::kSystem, Role::kHr, Role::kAuditor});
        case Right::kReadRules:
            return true;
        case Right::kPublish:
            return role == Role::kHr;
        case Right::kOperate:
            return role == Role::kOperator;
    }
    return false;
}

bool Principal::may_act_as(std::string_view actor) const {
    return role == Role::kSystem ? person.empty() : !person.empty() && person == actor;
}

}  // namespace onus::adapters
