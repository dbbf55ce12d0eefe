// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/memory_store.h"

#include <catch2/catch.hpp>

#include "tests/contract/ledger_store_contract.h"

namespace onus::engine {
namespace {

struct Fixture {
    MemoryStore kept;

    LedgerStore& store() { return kept; }
    void reopen() {}
};

}  // namespace

TEST_CASE("memory store: keeps the contract of ledger stores") { contract::check_store<Fixture>(); }

}  // namespace onus::engine
