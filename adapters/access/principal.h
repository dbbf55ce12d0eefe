// SPDX-License-Identifier: Apache-2.0
//
// Who asks, and what he may ask. Whatever is not granted here is refused.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace onus::adapters {

/// What a key or a token was given for. The words are those of the configuration.
enum class Role : std::uint8_t {
    kSystem,    ///< "system": a business system; says who acts, and reads what it needs to go on
    kEmployee,  ///< "employee": acts for himself, sees his own duties, matters and records
    kHr,        ///< "hr": rulebooks and organisation; sees everybody's records
    kAuditor,   ///< "auditor": sees everything and changes nothing
    kOperator,  ///< "operator": health, figures, backups; sees no case
};

[[nodiscard]] std::optional<Role> parse_role(std::string_view word);
[[nodiscard]] std::string_view word_of(Role role);

/// What an endpoint needs.
enum class Right : std::uint8_t {
    kNone,       ///< nobody is asked who he is
    kJudge,      ///< ask for a verdict
    kAct,        ///< send commands
    kReadOwn,    ///< one's own duties, matters, attempts, records; a supervisor's reports' too
    kReadAll,    ///< everybody's
    kReadRules,  ///< rulebooks in force
    kPublish,    ///< rulebooks, organisation
    kOperate,    ///< figures of the server
};

struct Principal {
    /// Of the key or token; the `source` of the commands that come with it.
    std::string id;
    Role role = Role::kEmployee;

    /// The person of the organisation; empty for a system.
    std::string person;

    /// Fields seen beside what the person's grants allow; see Eyes in viewer.h.
    std::vector<std::string> reads{};

    [[nodiscard]] bool may(Right right) const;

    /// A person acts for himself; a system says who acts.
    [[nodiscard]] bool may_act_as(std::string_view actor) const;
};

}  // namespace onus::adapters
