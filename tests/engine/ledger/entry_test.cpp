// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger/entry.h"

#include <random>
#include <string>

#include <catch2/catch.hpp>

#include "grammar/base/diagnostic_kind.h"
#include "tests/support/ledger_samples.h"

namespace onus::engine {
namespace {

/// One field redacted, the salts spelt out.
Entry redacted_sample() {
    Entry entry = samples::entry(2);
    redact(entry, 7);
    return entry;
}

std::string mutate(std::string bytes, std::mt19937& random) {
    const auto at = [&](std::size_t end) { return random() % end; };
    switch (random() % 5) {
        case 0:
            bytes[at(bytes.size())] = static_cast<char>(random() & 0xFFU);
            break;
        case 1:
            bytes[at(bytes.size())] ^= static_cast<char>(1U << (random() % 8));
            break;
        case 2:
            bytes.erase(at(bytes.size()), 1 + random() % 8);
            break;
        case 3:
            bytes.insert(at(bytes.size()), 1 + random() % 8, static_cast<char>(random() & 0xFFU));
            break;
        default:
            bytes.resize(at(bytes.size()));
            break;
    }
    return bytes;
}

}  // namespace

TEST_CASE("entry: comes back as it was encoded, redacted or not") {
    for (const Entry& entry : {samples::entry(1), samples::entry(2), redacted_sample(), Entry{}}) {
        const Result<Entry> back = decode_entry(encode_entry(entry));
        REQUIRE(back);
        CHECK(*back == entry);
        const Result<SealedHeader> sealed = seal_of(encode_entry(entry));
        REQUIRE(sealed);
        CHECK(sealed->header == entry.header);
        CHECK(sealed->leaf == entry_leaf_hash(entry));
    }
}

TEST_CASE("entry: redaction takes the value and the salt out and keeps the leaf hash") {
    Entry entry = samples::entry(2);
    const Digest leaf = entry_leaf_hash(entry);
    const std::string secret = entry.fields[7].value;
    REQUIRE(encode_entry(entry).find(secret) != std::string::npos);
    const Salt salt = salt_of(samples::seed(2), 7);
    redact(entry, 7);
    redact(entry, 0);
    redact(entry, 7);
    const std::string bytes = encode_entry(entry);
    CHECK(entry_leaf_hash(entry) == leaf);
    CHECK(bytes.find(secret) == std::string::npos);
    CHECK(bytes.find(std::string(salt.begin(), salt.end())) == std::string::npos);
    const Digest seed = samples::seed(2);
    CHECK(bytes.find(std::string(seed.begin(), seed.end())) == std::string::npos);
    CHECK(decode_entry(bytes).value().fields[7].name == entry.fields[7].name);
}

TEST_CASE("entry: the name of a redacted field is still proved") {
    Entry entry = redacted_sample();
    const Digest leaf = entry_leaf_hash(entry);
    entry.fields[7].name += "x";
    CHECK(entry_leaf_hash(entry) != leaf);
}

TEST_CASE("entry: every part of an entry changes its leaf hash") {
    const Digest leaf = entry_leaf_hash(samples::entry(2));
    const auto changes = [&](auto change) {
        Entry entry = samples::entry(2);
        change(entry);
        return entry_leaf_hash(entry) != leaf;
    };
    CHECK(changes([](Entry& entry) { ++entry.header.sequence; }));
    CHECK(changes([](Entry& entry) { entry.header.ledger[0] ^= 1U; }));
    CHECK(changes([](Entry& entry) { ++entry.header.received.ms; }));
    CHECK(changes([](Entry& entry) { ++entry.header.kind; }));
    CHECK(changes([](Entry& entry) { ++entry.header.schema; }));
    CHECK(changes([](Entry& entry) { entry.header.calendars[31] ^= 1U; }));
    CHECK(changes([](Entry& entry) { entry.salts = samples::seed(3); }));
    CHECK(changes([](Entry& entry) { entry.fields[3].value += 'x'; }));
    CHECK(changes([](Entry& entry) { entry.fields[3].name += 'x'; }));
    CHECK(changes([](Entry& entry) { std::swap(entry.fields[3], entry.fields[4]); }));
    CHECK(changes([](Entry& entry) { entry.fields.pop_back(); }));
}

TEST_CASE("entry: salts under one seed differ from field to field") {
    const SaltSeed seed = samples::seed(1);
    CHECK(salt_of(seed, 0) != salt_of(seed, 1));
    CHECK(salt_of(seed, 1) != salt_of(seed, 2));
    CHECK(salt_of(seed, 0) != salt_of(samples::seed(2), 0));
}

TEST_CASE("entry: later formats and hash algorithms are named, not guessed at") {
    std::string newer = encode_entry(samples::entry(2));
    newer[0] = '\x02';
    CHECK(decode_entry(newer).error().kind == DiagnosticKind::kLedgerDataNewer);
    CHECK(decode_entry(newer).error().arguments == std::vector<std::string>{"2", "1"});
    std::string other = encode_entry(samples::entry(2));
    other[1] = '\x03';
    CHECK(decode_entry(other).error().kind == DiagnosticKind::kLedgerHashUnknown);
    CHECK(seal_of(other).error().kind == DiagnosticKind::kLedgerHashUnknown);
}

TEST_CASE("entry: a genesis says what it fixes, and nothing else is one") {
    const Entry genesis =
        make_genesis(samples::ledger_id(), Genesis{TimeMode::kService}, Instant{1}, {});
    CHECK(read_genesis(genesis).value().time_mode == TimeMode::kService);
    CHECK(genesis.header.ledger == samples::ledger_id());
    CHECK(read_genesis(samples::entry(2)).error().kind == DiagnosticKind::kLedgerGenesisMissing);
    Entry unknown_mode = genesis;
    unknown_mode.fields[0].value = "\x02";
    CHECK(read_genesis(unknown_mode).error().kind == DiagnosticKind::kLedgerFieldDamaged);
}

TEST_CASE("entry: 20,000 mutated entries are read or refused, one spelling each") {
    std::mt19937 random(20'250'710);
    const std::string seeds[] = {encode_entry(samples::entry(1)), encode_entry(samples::entry(2)),
                                 encode_entry(redacted_sample())};
    int readable = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = seeds[random() % 3];
        for (std::uint64_t changes = 1 + random() % 3; changes > 0 && !bytes.empty(); --changes) {
            bytes = mutate(std::move(bytes), random);
        }
        const Result<Entry> entry = decode_entry(bytes);
        const Result<SealedHeader> sealed = seal_of(bytes);
        REQUIRE(entry.has_value() == sealed.has_value());
        if (entry) {
            ++readable;
            REQUIRE(encode_entry(*entry) == bytes);
            REQUIRE(entry_leaf_hash(*entry) == sealed->leaf);
        }
    }
    CHECK(readable > 1'000);
}

TEST_CASE("entry: an entry of 25 fields stays below 700 bytes") {
    const Entry entry = samples::entry(1'000'000);
    REQUIRE(entry.fields.size() == 25);
    CHECK(encode_entry(entry).size() < 700);
}

}  // namespace onus::engine
