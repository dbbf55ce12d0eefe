// SPDX-License-Identifier: Apache-2.0
//
// What every ledger store must do. Each store's test runs it over a fixture:
//
//     struct Fixture {
//         LedgerStore& store();
//         void reopen();            // closes and opens again, if the store outlives that
//     };

#pragma once

#include <string>

#include <catch2/catch.hpp>

#include "engine/ledger/proof.h"
#include "engine/ledger/verify.h"
#include "grammar/base/diagnostic_kind.h"
#include "tests/support/ledger_samples.h"

namespace onus::engine::contract {

inline void refuses(LedgerStore& store, const Commit& commit, DiagnosticKind kind) {
    const std::uint64_t count = store.entry_count();
    const Frontier frontier = store.frontier();
    const Status status = store.commit(commit);
    REQUIRE_FALSE(status);
    CHECK(status.error().kind == kind);
    CHECK(store.entry_count() == count);
    CHECK(store.frontier() == frontier);
    CHECK(samples::rows(store, 1).empty());
    CHECK(verify(store).ok());
}

template <class Fixture>
void append_entries(Fixture& fixture) {
    CHECK(fixture.store().entry_count() == 0);
    CHECK(verify(fixture.store()).ok());
    REQUIRE(samples::fill(fixture.store(), 3));
    REQUIRE(samples::fill(fixture.store(), 1));
    fixture.reopen();
    const LedgerStore& store = fixture.store();
    CHECK(store.entry_count() == 4);
    CHECK(store.frontier().size == 4);
    for (std::uint64_t sequence = 1; sequence <= 4; ++sequence) {
        CHECK(store.entry(sequence).value() == encode_entry(samples::entry(sequence)));
    }
    CHECK(store.entry(0).error().kind == DiagnosticKind::kLedgerEntryMissing);
    CHECK(store.entry(5).error().kind == DiagnosticKind::kLedgerEntryMissing);
    const VerifyReport report = verify(store);
    CHECK(report.ok());
    CHECK(report.entries == 4);
    CHECK(report.root == root(store.frontier()));
    CHECK(frontier_at(store, 4).value() == store.frontier());
    CHECK(proves_inclusion(HashAlgorithm::kSha256, entry_leaf_hash(samples::entry(3)), 3, 4,
                           inclusion_proof(store, 3, 4).value(), report.root));
    CHECK(store.stored_node(0).value() == std::nullopt);
    CHECK(store.stored_node(3).value().has_value());
    CHECK(store.stored_node(4).value() == std::nullopt);
}

template <class Fixture>
void refuse_contradictions(Fixture& fixture) {
    LedgerStore& store = fixture.store();
    REQUIRE(samples::fill(store, 2));
    Commit good = samples::commit(store.frontier(), 2);
    good.rows.push_back({1, "key", "value"});

    Commit late = good;
    late.first_sequence = 2;
    refuses(store, late, DiagnosticKind::kStoreSequenceConflict);
    Commit early = good;
    early.first_sequence = 4;
    refuses(store, early, DiagnosticKind::kStoreSequenceConflict);

    Commit swapped = good;
    std::swap(swapped.entries[0], swapped.entries[1]);
    refuses(store, swapped, DiagnosticKind::kLedgerEntryMisplaced);
    Commit unreadable = good;
    unreadable.entries[1].pop_back();
    refuses(store, unreadable, DiagnosticKind::kLedgerEntryDamaged);
    Commit wrong_root = good;
    wrong_root.frontier.peaks.back()[0] ^= 1U;
    refuses(store, wrong_root, DiagnosticKind::kStoreFrontierConflict);
    Commit wrong_blob = good;
    wrong_blob.blobs.push_back({sha256("a"), "b"});
    refuses(store, wrong_blob, DiagnosticKind::kStoreBlobMismatch);

    CHECK(store.commit(good));
    CHECK(store.row(1, "key").value() == "value");
}

template <class Fixture>
void keep_rows(Fixture& fixture) {
    using Rows = std::vector<std::pair<std::string, std::string>>;
    Commit first = samples::commit(fixture.store().frontier(), 0);
    const std::string zero("\0", 1);
    first.rows = {{1, "b", "1"},         {1, "a\xff", "2"},    {1, "a\xff\xff", "3"},
                  {1, "a", "4"},         {1, "a" + zero, "5"}, {1, "", "6"},
                  {2, "a", "elsewhere"}, {1, "\xff\xff", "7"}, {65535, "a", zero}};
    REQUIRE(fixture.store().commit(first));
    fixture.reopen();
    LedgerStore& store = fixture.store();
    CHECK(samples::rows(store, 1) == Rows{{"", "6"},
                                          {"a", "4"},
                                          {"a" + zero, "5"},
                                          {"a\xff", "2"},
                                          {"a\xff\xff", "3"},
                                          {"b", "1"},
                                          {"\xff\xff", "7"}});
    CHECK(samples::rows(store, 1, "a") ==
          Rows{{"a", "4"}, {"a" + zero, "5"}, {"a\xff", "2"}, {"a\xff\xff", "3"}});
    CHECK(samples::rows(store, 1, "a\xff") == Rows{{"a\xff", "2"}, {"a\xff\xff", "3"}});
    CHECK(samples::rows(store, 1, "\xff") == Rows{{"\xff\xff", "7"}});
    CHECK(samples::rows(store, 3).empty());
    CHECK(store.row(65535, "a").value() == zero);
    CHECK(store.row(1, "c").value() == std::nullopt);
    CHECK(store.row(3, "a").value() == std::nullopt);

    Commit second = samples::commit(store.frontier(), 1);
    second.rows = {{1, "a", std::nullopt}, {1, "none", std::nullopt}, {1, "b", "8"}, {1, "x", "9"},
                   {1, "x", std::nullopt}, {1, "y", std::nullopt},    {1, "y", ""}};
    REQUIRE(store.commit(second));
    CHECK(store.row(1, "a").value() == std::nullopt);
    CHECK(store.row(1, "b").value() == "8");
    CHECK(store.row(1, "x").value() == std::nullopt);
    CHECK(store.row(1, "y").value() == "");
}

/// A visitor may read from the store, the same table included.
template <class Fixture>
void read_while_visiting(Fixture& fixture) {
    LedgerStore& store = fixture.store();
    Commit commit = samples::commit(store.frontier(), 1);
    commit.rows = {{1, "a", "1"}, {1, "b", "2"}};
    REQUIRE(store.commit(commit));
    std::string seen;
    REQUIRE(store.each_row(1, {}, [&](std::string_view key, std::string_view) {
        seen += std::string(key) + store.row(1, key).value().value_or("?");
        REQUIRE(store.each_row(1, {}, [&](std::string_view inner, std::string_view) {
            seen += inner;
            return true;
        }));
        return store.entry(1).has_value();
    }));
    CHECK(seen == "a1abb2ab");
    seen.clear();
    REQUIRE(store.each_row(1, {}, [&](std::string_view key, std::string_view) {
        seen += key;
        return false;
    }));
    CHECK(seen == "a");
    seen.clear();
    const auto note = [&](std::string_view key, std::string_view) {
        seen += key;
        return true;
    };
    REQUIRE(store.each_row_from(1, {}, "aa", note));
    REQUIRE(store.each_row_from(1, "a", {}, note));
    REQUIRE(store.each_row_from(1, "a", "aa", note));
    CHECK(seen == "ba");
}

template <class Fixture>
void keep_blobs(Fixture& fixture) {
    const std::string text = "rulebook \"returns\"";
    Commit commit = samples::commit(fixture.store().frontier(), 1);
    commit.blobs = {{sha256(text), text}, {sha256(""), ""}};
    REQUIRE(fixture.store().commit(commit));
    Commit again = samples::commit(fixture.store().frontier(), 1);
    again.blobs = {{sha256(text), text}};
    REQUIRE(fixture.store().commit(again));
    fixture.reopen();
    CHECK(fixture.store().blob(sha256(text)).value() == text);
    CHECK(fixture.store().blob(sha256("")).value() == "");
    CHECK(fixture.store().blob(sha256("other")).value() == std::nullopt);
}

/// Runs the whole contract, each part over a fixture of its own.
template <class Fixture>
void check_store() {
    Fixture fixture;
    SECTION("entries are appended and read back") { append_entries(fixture); }
    SECTION("a commit that contradicts itself or the store has no effect") {
        refuse_contradictions(fixture);
    }
    SECTION("rows are kept by table and given by ascending bytes") { keep_rows(fixture); }
    SECTION("a visitor may read") { read_while_visiting(fixture); }
    SECTION("blobs are kept under their hash") { keep_blobs(fixture); }
}

}  // namespace onus::engine::contract
