// SPDX-License-Identifier: Apache-2.0
//
// Holds a whole ledger against one proof that was kept outside of it, such as a receipt. Whoever
// rewrites a ledger with all its hashes is seen by any head that was kept; a proof also has the
// roots of the subtrees beside its entry, and so tells which part was rewritten.

#pragma once

#include <string>
#include <string_view>

#include "adapters/evidence/signing_key.h"
#include "engine/ledger/ledger_store.h"
#include "engine/ledger/verify.h"

namespace onus::adapters {

/// As `engine::verify` with the proof's head. The first of the proof's subtrees that differs is
/// told (one entry, or the entries among which it lies: kLedgerRangeChanged), unless the ledger by
/// itself shows an earlier or a narrower place. `text` and `name` are the proof's; with a key its
/// signature is checked. Errors: those of `check_evidence`; kProofMalformed for an export;
/// kCheckpointForeign.
[[nodiscard]] Result<engine::VerifyReport> verify_against(const engine::LedgerStore& store,
                                                          std::string_view text,
                                                          const std::string& name,
                                                          const SigningKey* key);

}  // namespace onus::adapters
