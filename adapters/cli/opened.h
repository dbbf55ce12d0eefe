// SPDX-License-Identifier: Apache-2.0
//
// The workspace that a command works in, opened as the options say.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/app/workspace.h"
#include "adapters/cli/arguments.h"
#include "adapters/cli/console.h"
#include "adapters/text/narrator.h"

namespace onus::adapters {

enum class LedgerUse : std::uint8_t {
    kWrite,   ///< made if it is not there
    kRead,    ///< an empty one in memory if it is not there
    kMemory,  ///< always in memory
    kServe,   ///< for a server
};

struct Opened {
    std::unique_ptr<Workspace> workspace;  ///< null: it was said why
    std::vector<Source> sources;
    Exit exit = Exit::kEffective;

    /// Puts changed files in force from `at` on and says so. False: nothing is in force at all, and
    /// `exit` says what that means.
    [[nodiscard]] bool publish(const Console& console, Instant at);

    [[nodiscard]] Narrator narrator(const Console& console) const;

    /// Says what a command has just brought about, and what would make it pass if it does not take
    /// effect.
    void say(const Console& console, const engine::Reply& reply) const;
};

[[nodiscard]] WorkspaceOptions workspace_options(const Arguments& arguments);

[[nodiscard]] Opened open_workspace(const Console& console, const Arguments& arguments,
                                    LedgerUse use);

/// The words of a command's argument: JSON itself, a file, or standard input for "-".
[[nodiscard]] Result<Source> read_input(const Console& console, const std::string& word);

}  // namespace onus::adapters
