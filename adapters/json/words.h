// SPDX-License-Identifier: Apache-2.0
//
// The stable words by which JSON names what the engine counts: levels, states, kinds of matters.

#pragma once

#include <string_view>

#include "engine/run/event.h"

namespace onus::adapters {

[[nodiscard]] std::string_view word_of(engine::Level level);
[[nodiscard]] std::string_view word_of(engine::AttemptStatus status);
[[nodiscard]] std::string_view word_of(engine::Discharge discharge);
[[nodiscard]] std::string_view word_of(engine::Decision decision);
[[nodiscard]] std::string_view word_of(engine::ViolationKind kind);
[[nodiscard]] std::string_view word_of(engine::PauseCause cause);
[[nodiscard]] std::string_view word_of(engine::DutyChange change);
[[nodiscard]] std::string_view word_of(engine::MatterKind kind);
[[nodiscard]] std::string_view word_of(engine::MatterChange change);
[[nodiscard]] std::string_view word_of(engine::PublishedKind kind);
[[nodiscard]] std::string_view word_of(engine::StepStatus status);
[[nodiscard]] std::string_view word_of(engine::ProcessStatus status);
[[nodiscard]] std::string_view word_of(engine::WatchRole role);
[[nodiscard]] std::string_view word_of(engine::ValueKind kind);
[[nodiscard]] std::string_view word_of(engine::DutyState state);

}  // namespace onus::adapters
