// SPDX-License-Identifier: Apache-2.0
//
// Evidence that outlives the ledger's file and program: the proof of one entry, and the export of a
// range of entries with the texts that they published. Both are checked with nothing but
// themselves and, for the signature, a public key. README.md gives the format.

#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "adapters/evidence/checkpoint.h"
#include "engine/ledger/ledger_store.h"
#include "engine/run/data.h"

namespace onus::adapters {

/// The proof of one entry at the ledger's present size; signed if there is a key.
/// Errors: kLedgerRangeImpossible, kLedgerNodeChanged, those of reading the entry.
[[nodiscard]] Result<engine::Data> prove_entry(const engine::LedgerStore& store,
                                               std::uint64_t sequence, const SigningKey* key);

/// The same under a checkpoint that was made before, so that one signature serves many receipts.
/// `head` is what the text `checkpoint` names. Errors: as above; kLedgerHeadMismatch if the ledger
/// never had that head.
[[nodiscard]] Result<engine::Data> prove_entry(const engine::LedgerStore& store,
                                               std::uint64_t sequence, const engine::Head& head,
                                               const std::string& checkpoint);

/// The same with only those fields of the entry clear whose names `keep` takes; of the others the
/// commitment stands, and the proof holds.
[[nodiscard]] Result<engine::Data> prove_entry(
    const engine::LedgerStore& store, std::uint64_t sequence, const SigningKey* key,
    const std::function<bool(std::string_view name)>& keep);

/// Gives the lines of an export of entries `from` to `to`, one after the other.
/// Errors: as above; kBlobMissing.
[[nodiscard]] Status export_entries(const engine::LedgerStore& store, std::uint64_t from,
                                    std::uint64_t to, const SigningKey* key,
                                    const std::function<void(const engine::Data&)>& line);

/// What a file proves.
struct Evidence {
    bool whole_export = false;  ///< an export; otherwise a proof
    std::uint64_t from = 0;
    std::uint64_t to = 0;
    std::uint64_t texts = 0;
    Checkpoint checkpoint;
};

/// Checks a proof or an export by itself; with a key also the signature.
/// Errors: kProofMalformed, kProofFails with `name` and line; kCheckpointMalformed,
/// kCheckpointUnsigned, kCheckpointForged.
[[nodiscard]] Result<Evidence> check_evidence(std::string_view text, const std::string& name,
                                              const SigningKey* key);

}  // namespace onus::adapters
