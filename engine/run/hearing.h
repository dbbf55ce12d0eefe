// SPDX-License-Identifier: Apache-2.0
//
// Hears an attempt: binds it, judges it, and does nothing about it. What follows is the life of the
// attempt (attempt.h); what would change the verdict is asked here again and again (explain.h).

#pragma once

#include <string>

#include "engine/run/command.h"
#include "engine/run/scene.h"
#include "engine/run/verdict.h"

namespace onus::engine {

struct Hearing {
    Scene scene;  ///< its action is null if no rules are in force, or none declare it
    Assessment assessment;
};

/// The attempt that a command asks for, with a number of its own.
[[nodiscard]] Judged new_attempt(Draft& draft, const Command& command, const std::string& action,
                                 const Data& payload);

/// What makes a deed the same deed again; empty if the command has no business key.
[[nodiscard]] std::string deed_key(const Command& command, const Submit& submit);
[[nodiscard]] std::string deed_key(const Command& command, const Observe& observe);

/// Sets the program, the findings and the verdict of `judged`, before anything is discharged.
[[nodiscard]] Hearing hear(Draft& draft, Judged& judged, const std::string& deed);

}  // namespace onus::engine
