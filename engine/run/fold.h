// SPDX-License-Identifier: Apache-2.0
//
// How one event changes one row. Used by `apply` on the state and by the draft of a command on its
// copies, so that both see the same.

#pragma once

#include "engine/run/rows.h"

namespace onus::engine {

[[nodiscard]] DutyRow open_row(const DutyOpened& opened);
void fold(DutyRow& row, const DutyChanged& changed);

/// A matter about the duty was opened, or is open no more.
void fold(DutyRow& row, const MatterRow& matter);

[[nodiscard]] MatterRow open_row(const MatterOpened& opened);
void fold(MatterRow& row, const MatterChanged& changed);

[[nodiscard]] AttemptRow open_row(const Judged& judged);
void fold(AttemptRow& row, const AttemptChanged& changed, Instant received);

void fold(StepRow& row, const StepChanged& changed);
void fold(StepRow& row, const PathClosed& path);
void fold(StepRow& row, const StepReturned& returned);
[[nodiscard]] std::string step_key(std::string_view process, std::string_view subject,
                                   std::string_view step);

/// The row that an event about a step changes.
template <class Change>
[[nodiscard]] std::string step_key(const Change& change) {
    return step_key(change.process, change.subject, change.step);
}

void fold(ProcessRow& row, const ProcessChanged& changed);
[[nodiscard]] std::string process_key(std::string_view process, std::string_view subject);

}  // namespace onus::engine
