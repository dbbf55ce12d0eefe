// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/ledger_store.h"

#include "engine/ledger/entry.h"
#include "engine/ledger/hash.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::engine {

Result<std::string> LedgerStore::entry(std::uint64_t sequence) const {
    Result<std::optional<StoredEntry>> stored = stored_entry(sequence);
    if (!stored) {
        return tl::make_unexpected(std::move(stored.error()));
    }
    if (!*stored) {
        return failure(DiagnosticKind::kLedgerEntryMissing, {std::to_string(sequence)});
    }
    const Result<SealedHeader> sealed = seal_of((*stored)->bytes);
    if (!sealed) {
        return tl::make_unexpected(sealed.error());
    }
    if (sealed->header.sequence != sequence || as_bytes(sealed->leaf) != (*stored)->leaf_hash) {
        return failure(DiagnosticKind::kLedgerEntryChanged, {std::to_string(sequence)});
    }
    return std::move((*stored)->bytes);
}

}  // namespace onus::engine
