// SPDX-License-Identifier: Apache-2.0
//
// The steps of a process as they run: behind a step that runs another process stand the steps of
// that one, under its name. Internal to engine/compile.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/compile/context.h"

namespace onus::engine::checking {

/// The action that acknowledges a hand-over, behind the name of the step.
inline constexpr std::string_view kReceive = "receive";
inline constexpr std::string_view kReceiveZh = "接收";

/// The record that a process is about: the first keyed one of the action that starts it.
[[nodiscard]] std::uint32_t subject_parameter(const model::Model& model, std::uint32_t action);

struct PlannedStep {
    const ast::Step* written = nullptr;
    const ast::Declaration* declaration = nullptr;  ///< the process that it stands in
    std::string name;                               ///< "research", "inspection.check"
    std::string name_zh;
    std::uint32_t parent = kNone;  ///< the step that runs that process

    [[nodiscard]] bool runs() const {
        return ast::clause_of<ast::RunClause>(written->clauses) != nullptr;
    }
};

/// Reports a process that is not known, runs itself, or starts by itself.
[[nodiscard]] std::vector<PlannedStep> plan_steps(Context& context,
                                                  const ast::Declaration& declaration);

/// True if a step of its rulebook runs the process.
[[nodiscard]] bool is_run(const Context& context, const ast::Declaration& declaration);

/// The step that a name means from inside `from`: one of the same process. kNone if there is none.
[[nodiscard]] std::uint32_t find_step(const std::vector<PlannedStep>& steps, std::uint32_t from,
                                      const std::string& id);

}  // namespace onus::engine::checking
