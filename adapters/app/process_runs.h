// SPDX-License-Identifier: Apache-2.0
//
// Runs of processes as people ask for them: by name and key, or all that are under way.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/app/workspace.h"
#include "engine/process/delay.h"
#include "engine/process/overview.h"

namespace onus::adapters {

/// The id of a process that is or was in force, by its id, its name in either language or its
/// title. Errors: kProcessUnknown with the nearest names.
[[nodiscard]] Result<std::string> find_process_id(const engine::World& world,
                                                  const std::string& word);

/// The last run about a record. Errors: those of find_process_id; kBpmnInstanceUnknown with the
/// nearest key as what was perhaps meant.
[[nodiscard]] Result<const engine::ProcessRow*> find_run(Workspace& workspace,
                                                         const std::string& process,
                                                         const std::string& key);

/// A run as it stands at an instant.
struct RunAt {
    engine::Overview overview;
    engine::Delay delay;  ///< held deliveries are not looked for

    /// Under way, and late as a whole or at a step.
    [[nodiscard]] bool is_late() const;
};

/// Nothing if the version that the run goes by does not know the process.
[[nodiscard]] std::optional<RunAt> run_at(const engine::Session& session,
                                          const engine::ProcessRow& row, Instant as_of);

/// With what decisions took.
[[nodiscard]] std::optional<engine::Delay> delay_at(const engine::Session& session,
                                                    const engine::ProcessRow& row, Instant as_of);

/// Where a duty stands in its process.
struct Position {
    engine::Overview overview;
    std::uint32_t step = engine::kNoIndex;
    bool receives = false;  ///< it is the duty to acknowledge what the step handed over
};

/// Nothing if the duty is none of a step, or of an earlier round or run.
[[nodiscard]] std::optional<Position> position_of(const engine::Session& session,
                                                  std::uint64_t duty, Instant as_of);

/// Which runs are asked for.
enum class RunFilter : std::uint8_t { kAll, kActive, kLate, kEnded };

/// "active", "late", "ended"; empty: all. Nothing for any other word.
[[nodiscard]] std::optional<RunFilter> parse_run_filter(std::string_view word);

/// Whether the row alone says that it is not asked for.
[[nodiscard]] bool rules_out(RunFilter filter, const engine::ProcessRow& row);

}  // namespace onus::adapters
