// SPDX-License-Identifier: Apache-2.0
//
// An outline as the text of a rulebook. The only file that knows how a process is written: when the
// language learns to say more, this is where it is said.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "adapters/bpmn/inventory.h"
#include "adapters/bpmn/outline.h"

namespace onus::bpmn {

/// In the canonical form of `fmt`. `not_carried` stands as remarks at its end.
[[nodiscard]] std::string rulebook_text(const Outline& outline,
                                        const std::vector<InventoryEntry>& inventory);

/// Its names in both languages, as NAME.names.tsv has them. What the diagram says in one language
/// only stands there as it is; empty for a diagram whose rulebook had no table.
[[nodiscard]] std::string names_text(const Outline& outline);

/// A condition in the words of a rulebook.
[[nodiscard]] std::string condition_text(const Condition& condition, Language language);

/// Does not hold where `condition` does.
[[nodiscard]] std::string negated(const std::string& condition, Language language);

enum class Connective : std::uint8_t { kAnd, kOr };

/// Conditions as one. Parentheses stand around those that hold the other connective.
[[nodiscard]] std::string joined(const std::vector<std::string>& conditions, Connective connective,
                                 Language language);

/// The type of the deliverable that answers a question.
[[nodiscard]] std::string type_of(const Question& question, Language language);

}  // namespace onus::bpmn
