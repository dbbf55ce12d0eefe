// SPDX-License-Identifier: Apache-2.0
//
// How one event changes one row. Used by `apply` on the state and by the draft of a command on its
// copies, so that both see the same.

#pragma once

#include "engine/run/rows.h"

namespace onus::engine {

[[nodiscard]] DutyRow open_row(const DutyOpened& opened);
void fold(DutyRow& row, const DutyChanged& changed);

[[nodiscard]] MatterRow open_row(const MatterOpened& opened);
void fold(MatterRow& row, const MatterChanged& changed);

[[nodiscard]] AttemptRow open_row(const Judged& judged);
void fold(AttemptRow& row, const AttemptChanged& changed);

[[nodiscard]] StepRow step_row(const StepChanged& changed);
[[nodiscard]] std::string step_key(const StepChanged& changed);
[[nodiscard]] std::string step_key(std::string_view process, std::string_view subject,
                                   std::string_view step);

}  // namespace onus::engine
