// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/verify.h"

#include <functional>
#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "engine/ledger/hash.h"
#include "engine/ledger/proof.h"
#include "engine/ledger/verify_walk.h"
#include "grammar/base/diagnostic_kind.h"
#include "tests/support/ledger_samples.h"

namespace onus::engine {
namespace {

/// A store whose every byte a test can change.
class OpenStore final : public LedgerStore {
  public:
    explicit OpenStore(std::uint64_t count) {
        for (std::uint64_t sequence = 1; sequence <= count; ++sequence) {
            put(sequence, samples::entry(sequence));
        }
        refresh();
    }

    void put(std::uint64_t sequence, const Entry& entry) {
        entries[sequence] = {encode_entry(entry), std::string(as_bytes(entry_leaf_hash(entry)))};
    }

    /// Computes the kept head anew, as somebody would who rewrites the ledger with all its hashes.
    void refresh() {
        head = Frontier{};
        nodes.clear();
        for (const auto& [sequence, stored] : entries) {
            append(head, seal_of(stored.bytes).value().leaf, nodes);
        }
    }

    Status commit(const Commit&) override { return failure(DiagnosticKind::kLedgerEntryDamaged); }
    std::uint64_t entry_count() const override { return head.size; }
    Frontier frontier() const override { return head; }
    Result<std::optional<StoredEntry>> stored_entry(std::uint64_t sequence) const override {
        const auto found = entries.find(sequence);
        return found == entries.end() ? std::nullopt : std::optional(found->second);
    }
    Result<std::optional<std::string>> stored_node(std::uint64_t place) const override {
        return place == 0 || place > nodes.size()
                   ? std::nullopt
                   : std::optional(std::string(as_bytes(nodes[place - 1])));
    }
    Result<std::optional<std::string>> row(TableId, std::string_view) const override {
        return std::nullopt;
    }
    Status each_row_from(TableId, std::string_view, std::string_view,
                         const RowVisitor&) const override {
        return {};
    }
    Result<std::optional<std::string>> blob(const Digest&) const override { return std::nullopt; }

    std::map<std::uint64_t, StoredEntry> entries;
    Frontier head;
    std::vector<Digest> nodes;
};

/// "4 N0804", or "good".
std::string verdict(const OpenStore& store, const VerifyOptions& options = {}) {
    const VerifyReport report = verify(store, options);
    if (report.ok()) {
        return "good";
    }
    return (report.first_bad ? std::to_string(*report.first_bad) : "-") + ' ' +
           std::string(code_of(report.reason->kind));
}

}  // namespace

TEST_CASE("verify: a ledger as written is good at every size") {
    for (std::uint64_t size = 0; size <= 20; ++size) {
        OpenStore store(size);
        const VerifyReport report = verify(store);
        CHECK(report.ok());
        CHECK(report.entries == size);
        CHECK(report.root == root(store.frontier()));
    }
}

TEST_CASE("verify: names the entry of which any one bit was flipped") {
    OpenStore store(5);
    for (auto& [sequence, stored] : store.entries) {
        for (std::size_t i = 0; i < stored.bytes.size(); ++i) {
            stored.bytes[i] ^= static_cast<char>(1U << (i % 8));
            REQUIRE(verify(store).first_bad == sequence);
            stored.bytes[i] ^= static_cast<char>(1U << (i % 8));
        }
    }
    CHECK(verdict(store) == "good");
}

TEST_CASE("verify: tells a changed entry from a changed hash beside it") {
    OpenStore store(7);
    store.entries[4].leaf_hash[9] ^= 1;
    CHECK(verdict(store) == "4 N0809");
    store.entries[4].leaf_hash.pop_back();
    CHECK(verdict(store) == "4 N0809");
    store.put(4, samples::entry(4));
    store.entries[4].bytes.back() ^= 1;
    CHECK(verdict(store) == "4 N0804");
    store.entries[2].bytes.pop_back();
    CHECK(verdict(store) == "2 N0806");
}

TEST_CASE("verify: names the first entry that was dropped, swapped, duplicated or added") {
    OpenStore store(6);
    SECTION("dropped") {
        store.entries.erase(3);
        CHECK(verdict(store) == "3 N0805");
    }
    SECTION("dropped, the later ones moved up") {
        for (std::uint64_t sequence = 3; sequence < 6; ++sequence) {
            store.entries[sequence] = store.entries[sequence + 1];
        }
        store.entries.erase(6);
        CHECK(verdict(store) == "3 N0807");
    }
    SECTION("the last one dropped") {
        store.entries.erase(6);
        CHECK(verdict(store) == "6 N0805");
    }
    SECTION("swapped") {
        std::swap(store.entries[3], store.entries[5]);
        CHECK(verdict(store) == "3 N0807");
    }
    SECTION("duplicated") {
        store.entries[4] = store.entries[3];
        CHECK(verdict(store) == "4 N0807");
    }
    SECTION("added") {
        store.put(7, samples::entry(7));
        CHECK(verdict(store) == "7 N0819");
    }
    SECTION("from another ledger") {
        Entry foreign = samples::entry(4);
        foreign.header.ledger[0] ^= 1U;
        store.put(4, foreign);
        CHECK(verdict(store) == "4 N0808");
    }
    SECTION("a second genesis") {
        Entry genesis = samples::entry(4);
        genesis.header.kind = kGenesisKind;
        store.put(4, genesis);
        CHECK(verdict(store) == "4 N0814");
    }
}

TEST_CASE("verify: entries rewritten with their hashes are found by the kept head") {
    OpenStore store(7);
    Entry rewritten = samples::entry(5);
    rewritten.fields[2].value += 'x';
    store.put(5, rewritten);
    const VerifyReport report = verify(store);
    CHECK(report.reason->kind == DiagnosticKind::kLedgerRangeChanged);
    CHECK(report.reason->arguments == std::vector<std::string>{"5", "6"});
    store.put(5, samples::entry(5));
    Entry last = samples::entry(7);
    last.fields[2].value += 'x';
    store.put(7, last);
    CHECK(verdict(store) == "7 N0810");
}

TEST_CASE("verify: names the range of which the kept hash was changed or is missing") {
    OpenStore store(11);
    REQUIRE(store.nodes.size() == 8);
    for (std::size_t place = 0; place < store.nodes.size(); ++place) {
        store.nodes[place][7] ^= 1U;
        const VerifyReport report = verify(store);
        REQUIRE(report.reason);
        CHECK(report.reason->kind == DiagnosticKind::kLedgerNodeChanged);
        CHECK(report.entries == 11);
        store.nodes[place][7] ^= 1U;
    }
    CHECK(verdict(store) == "good");
    store.nodes.pop_back();
    CHECK(verify(store).reason->arguments == std::vector<std::string>{"9", "10"});
}

TEST_CASE("verify: a rewritten tail and a shortened ledger are seen against an outside head") {
    OpenStore store(7);
    const Head noted = head_of(store.frontier());
    const Head earlier = head_of(OpenStore(4).frontier());
    CHECK(verdict(store, {{noted}}) == "good");
    CHECK(verdict(store, {{earlier}}) == "good");
    CHECK(verdict(store, {{head_of(Frontier{})}}) == "good");

    Entry rewritten = samples::entry(6);
    rewritten.fields[2].value += 'x';
    store.put(6, rewritten);
    store.refresh();
    CHECK(verdict(store) == "good");
    CHECK(verdict(store, {{noted}}) == "- N0811");
    CHECK(verdict(store, {{earlier}}) == "good");
    CHECK(verdict(store, {{noted, earlier}}) == "- N0811");
    CHECK(verdict(store, {{earlier, noted}}) == "- N0811");

    OpenStore shorter(6);
    CHECK(verdict(shorter) == "good");
    CHECK(verdict(shorter, {{noted}}) == "- N0812");
    CHECK(verdict(shorter, {{earlier, noted}}) == "- N0812");
}

TEST_CASE("verify walk: in steps it finds what verify finds") {
    for (std::uint64_t sequence = 1; sequence <= 13; ++sequence) {
        OpenStore store(13);
        std::string& bytes = store.entries[sequence].bytes;
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        VerifyWalk walk(store);
        std::size_t steps = 1;
        while (!walk.step(2)) {
            ++steps;
        }
        CHECK(walk.report().first_bad == verify(store).first_bad);
        CHECK(walk.report().reason == verify(store).reason);
        CHECK(walk.looked_at() == sequence - 1);
        CHECK(steps == (sequence + 1) / 2);
    }
}

TEST_CASE("verify walk: what is added meanwhile is left to the next walk") {
    OpenStore store(9);
    VerifyWalk walk(store);
    CHECK_FALSE(walk.step(4));
    for (std::uint64_t sequence = 10; sequence <= 20; ++sequence) {
        store.put(sequence, samples::entry(sequence));
    }
    store.refresh();
    store.entries[15].bytes[3] ^= 1;
    CHECK(walk.step(100));
    CHECK(walk.report().ok());
    CHECK(walk.report().entries == 9);
    VerifyWalk next(store);
    CHECK(next.step(100));
    CHECK(next.report().first_bad == 15U);
}

TEST_CASE("verify walk: from an entry on, what lies before is taken as it was kept") {
    OpenStore store(13);
    const LedgerId ledger = samples::ledger_id();
    for (std::uint64_t begin = 0; begin <= 13; ++begin) {
        VerifyWalk walk(store, frontier_at(store, begin).value(), ledger);
        CHECK(walk.step(UINT64_MAX));
        CHECK(walk.report().ok());
        CHECK(walk.looked_at() == 13 - begin);
    }
    store.entries[5].bytes[60] ^= 1;
    VerifyWalk behind(store, frontier_at(store, 5).value(), ledger);
    CHECK(behind.step(UINT64_MAX));
    CHECK(behind.report().ok());
    VerifyWalk before(store, frontier_at(store, 4).value(), ledger);
    CHECK(before.step(UINT64_MAX));
    CHECK(before.report().first_bad == 5U);
    // Rewritten with its own hash, but not with those above it.
    OpenStore rewritten(13);
    rewritten.put(7, samples::entry(8));
    rewritten.entries[7] = {rewritten.entries[8].bytes, rewritten.entries[8].leaf_hash};
    VerifyWalk moved(rewritten, frontier_at(rewritten, 6).value(), ledger);
    CHECK(moved.step(UINT64_MAX));
    CHECK(moved.report().first_bad == 7U);
    LedgerId other = ledger;
    other[0] ^= 1;
    VerifyWalk foreign(store, frontier_at(store, 10).value(), other);
    CHECK(foreign.step(UINT64_MAX));
    CHECK(foreign.report().reason->kind == DiagnosticKind::kLedgerEntryForeign);
}

TEST_CASE("verify: a head is a size, a colon and a root") {
    const Head head = head_of(OpenStore(3).frontier());
    CHECK(parse_head(to_string(head)).value() == head);
    const std::string root(64, 'a');
    CHECK(parse_head("3:" + root));
    for (const std::string& text : {std::string(), std::string("3"), ":" + root, "3:" + root + "a",
                                    "3:" + root.substr(1), "-3:" + root, "3 :" + root,
                                    "3:" + std::string(64, 'g'), "99999999999999999999:" + root}) {
        CHECK(parse_head(text).error().kind == DiagnosticKind::kLedgerHeadMalformed);
    }
}

}  // namespace onus::engine
