// SPDX-License-Identifier: Apache-2.0
#include "adapters/app/start_check.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/ledger/entry.h"
#include "engine/ledger/proof.h"
#include "engine/ledger/verify_walk.h"
#include "grammar/base/diagnostic_kind.h"

namespace onus::adapters {
namespace {

/// The identity that every entry must bear.
Result<engine::LedgerId> ledger_of(const engine::LedgerStore& store) {
    const Result<std::string> first = store.entry(1);
    if (!first) {
        return tl::make_unexpected(first.error());
    }
    const auto sealed = engine::seal_of(*first);
    return sealed ? Result<engine::LedgerId>(sealed->header.ledger)
                  : tl::make_unexpected(sealed.error());
}

}  // namespace

Result<std::uint64_t> check_start(const engine::LedgerStore& store,
                                  const std::optional<engine::Head>& known, std::uint64_t tail) {
    const std::uint64_t size = store.entry_count();
    if (known && size < known->size) {
        return failure(DiagnosticKind::kLedgerShortened,
                       {std::to_string(known->size), std::to_string(size)});
    }
    if (size == 0) {
        return std::uint64_t{0};
    }
    const Result<engine::LedgerId> ledger = ledger_of(store);
    if (!ledger) {
        return tl::make_unexpected(ledger.error());
    }
    Result<engine::Frontier> begin =
        engine::frontier_at(store, known ? known->size : size - std::min(size, tail));
    if (!begin) {
        return tl::make_unexpected(std::move(begin.error()));
    }
    if (const engine::Head found = engine::head_of(*begin); known && found != *known) {
        return failure(
            DiagnosticKind::kLedgerHeadMismatch,
            {std::to_string(known->size), engine::to_hex(known->root), engine::to_hex(found.root)});
    }
    engine::VerifyWalk walk(store, std::move(*begin), *ledger);
    static_cast<void>(walk.step(UINT64_MAX));
    const engine::VerifyReport report = walk.report();
    return report.ok() ? Result<std::uint64_t>(walk.looked_at())
                       : tl::make_unexpected(*report.reason);
}

}  // namespace onus::adapters
