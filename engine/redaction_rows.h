// SPDX-License-Identifier: Apache-2.0
//
// What a redaction does to the state: it becomes what the entries that are left amount to.

#pragma once

#include <vector>

#include "engine/redaction.h"
#include "engine/session.h"

namespace onus::engine {

/// Two different persons of the organisation in force, the one who asks and the one who confirms.
/// Errors: kRedactionPerson, kRedactionAlone.
[[nodiscard]] Status check_authors(const World& world, const Authors& authors, Instant at);

/// The rows of the store that change when entry `sequence` carries out the plan. Folds the whole
/// ledger. Errors: kRedactionFixed if a row would still hold one of the texts; those of the store.
[[nodiscard]] Result<std::vector<RowChange>> rows_without(const LedgerStore& store,
                                                          const RedactionPlan& plan,
                                                          std::uint64_t sequence,
                                                          const EntryContent& content);

}  // namespace onus::engine
