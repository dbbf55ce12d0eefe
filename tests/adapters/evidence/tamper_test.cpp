// SPDX-License-Identifier: Apache-2.0
//
// Random tamperings of a stored ledger, from one flipped byte to an end that was written anew with
// all its hashes. Given one head or one receipt that was kept outside, both verifiers find each and
// name the bad entry, or the entries among which it lies.
//
// ONUS_TAMPERINGS=100000 tries that many.

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <random>

#include <catch2/catch.hpp>

#include "adapters/evidence/evidence.h"
#include "adapters/evidence/kept_proof.h"
#include "adapters/json/json.h"
#include "adapters/storage/sqlite_store.h"
#include "adapters/storage/store_head.h"
#include "engine/ledger/proof.h"
#include "engine/ledger/verify.h"
#include "grammar/base/diagnostic_kind.h"
#include "tests/support/ledger_samples.h"
#include "tests/support/line_process.h"
#include "tests/support/raw_sqlite.h"
#include "tests/support/temp_folder.h"

namespace onus::adapters {
namespace {

namespace samples = engine::samples;
using engine::Digest;
using engine::Entry;
using engine::Frontier;
using engine::VerifyReport;
using tests::RawSqlite;

constexpr SqliteOptions kFast{Durability::kOff, Purpose::kUse, 0};
constexpr SqliteOptions kLook{Durability::kOff, Purpose::kVerify, 0};

/// Bytes as a literal of SQL.
template <class Bytes>
std::string blob(const Bytes& bytes) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string text = "x'";
    for (const auto byte : bytes) {
        text += kHex[static_cast<std::uint8_t>(byte) >> 4U];
        text += kHex[static_cast<std::uint8_t>(byte) & 0xFU];
    }
    return text + "'";
}

/// A good ledger of some size, a receipt for each of its entries, and a place for its bad copies.
struct Original {
    std::string good;
    std::string head;
    std::vector<std::string> receipts;  ///< files, of entries 1, 2, …
    std::vector<Entry> entries;
};

Original make(const tests::TempFolder& folder, std::size_t size) {
    Original made;
    made.good = folder.file("good" + std::to_string(size));
    {
        const auto store = create_sqlite_store(made.good, kFast).value();
        REQUIRE(samples::fill(*store, size));
        made.head = to_string(head_of(store->frontier()));
        for (std::uint64_t number = 1; number <= size; ++number) {
            made.entries.push_back(samples::entry(number));
            made.receipts.push_back(made.good + ".receipt" + std::to_string(number));
            std::ofstream(made.receipts.back())
                << to_json(prove_entry(*store, number, nullptr).value()) << "\n";
        }
    }
    return made;
}

enum class Kind : std::uint8_t {
    kByteOfEntry,
    kByteOfHash,
    kDropped,
    kDroppedAndMoved,
    kSwapped,
    kDuplicated,
    kResigned,       ///< another value and the hash beside it
    kRewritten,      ///< one entry, with all hashes
    kTailRewritten,  ///< from an entry on, with all hashes
    kTailDropped,    ///< with all hashes
    kLast = kTailDropped,
};

/// Works on one bad copy.
class Tamperer {
  public:
    Tamperer(const Original& original, const std::string& path, std::mt19937& random)
        : original_(original), raw_(path), random_(random) {}

    /// The first entry that is not what it was.
    std::uint64_t tamper(Kind kind) {
        raw_.run("BEGIN");
        const std::uint64_t bad = apply(kind);
        raw_.run("COMMIT");
        return bad;
    }

  private:
    [[nodiscard]] std::uint64_t size() const { return original_.entries.size(); }
    std::uint64_t number(std::uint64_t least = 1) {
        return least + random_() % (size() - least + 1);
    }
    static std::string at(std::uint64_t sequence) {
        return " WHERE sequence = " + std::to_string(sequence);
    }

    std::uint64_t apply(Kind kind) {
        switch (kind) {
            case Kind::kByteOfEntry:
                return flip("bytes");
            case Kind::kByteOfHash:
                return flip("leaf_hash");
            case Kind::kDropped:
            case Kind::kDroppedAndMoved:
                return drop(kind == Kind::kDroppedAndMoved);
            case Kind::kSwapped:
                return swap();
            case Kind::kDuplicated:
                return duplicate();
            case Kind::kResigned:
                return resign();
            case Kind::kRewritten: {
                const std::uint64_t bad = number();
                return rewrite(bad, bad + 1, size());
            }
            case Kind::kTailRewritten: {
                const std::uint64_t bad = number();
                return rewrite(bad, size() + 1, size());
            }
            case Kind::kTailDropped: {
                const std::uint64_t bad = number(2);
                return rewrite(bad, bad, bad - 1);
            }
        }
        return 0;
    }

    std::uint64_t flip(const std::string& column) {
        const std::uint64_t bad = number();
        std::string bytes = raw_.read(column, bad);
        bytes[random_() % bytes.size()] ^= static_cast<char>(1 + random_() % 255);
        raw_.write(column, bad, bytes);
        return bad;
    }

    std::uint64_t drop(bool moved) {
        const std::uint64_t bad = number();
        raw_.run("DELETE FROM entries" + at(bad));
        for (std::uint64_t next = bad + 1; moved && next <= size(); ++next) {
            raw_.run("UPDATE entries SET sequence = sequence - 1" + at(next));
        }
        return bad;
    }

    std::uint64_t swap() {
        const std::uint64_t left = 1 + random_() % (size() - 1);
        const std::uint64_t right = number(left + 1);
        raw_.run("UPDATE entries SET sequence = 0" + at(left));
        raw_.run("UPDATE entries SET sequence = " + std::to_string(left) + at(right));
        raw_.run("UPDATE entries SET sequence = " + std::to_string(right) + at(0));
        return left;
    }

    /// A copy in the place of another entry, or between two.
    std::uint64_t duplicate() {
        const std::uint64_t from = number();
        const std::uint64_t to = from == 1 ? number(2) : random_() % (size() - 1) + 1;
        const std::uint64_t bad = to >= from && from != 1 ? to + 1 : to;
        if (random_() % 2 == 0 && bad <= size()) {
            raw_.run("REPLACE INTO entries SELECT " + std::to_string(bad) +
                     ", bytes, leaf_hash FROM entries" + at(from));
            return bad;
        }
        for (std::uint64_t next = size(); next > from; --next) {
            raw_.run("UPDATE entries SET sequence = sequence + 1" + at(next));
        }
        raw_.run("INSERT INTO entries SELECT sequence + 1, bytes, leaf_hash FROM entries" +
                 at(from));
        return from + 1;
    }

    /// The entry with another value in one of its fields, or received at another time.
    Entry changed(std::uint64_t sequence) {
        Entry entry = original_.entries.at(sequence - 1);
        if (entry.fields.empty() || random_() % 8 == 0) {
            entry.header.received.ms += 1;
        } else {
            std::string& value = entry.fields[random_() % entry.fields.size()].value;
            value += "!";
        }
        return entry;
    }

    void put(const Entry& entry) {
        raw_.run("UPDATE entries SET bytes = " + blob(encode_entry(entry)) +
                 ", leaf_hash = " + blob(entry_leaf_hash(entry)) + at(entry.header.sequence));
    }

    std::uint64_t resign() {
        const std::uint64_t bad = number();
        put(changed(bad));
        return bad;
    }

    /// Changes the entries from `bad` to before `until`, and writes the tree over `count` anew.
    std::uint64_t rewrite(std::uint64_t bad, std::uint64_t until, std::uint64_t count) {
        Frontier tree;
        std::vector<Digest> nodes;
        for (std::uint64_t sequence = 1; sequence <= count; ++sequence) {
            Entry entry = original_.entries.at(sequence - 1);
            if (sequence >= bad && sequence < until) {
                entry = changed(sequence);
                put(entry);
            }
            append(tree, entry_leaf_hash(entry), nodes);
        }
        raw_.run("DELETE FROM entries WHERE sequence > " + std::to_string(count));
        raw_.run("DELETE FROM nodes");
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            raw_.run("INSERT INTO nodes VALUES (" + std::to_string(i + 1) + ", " + blob(nodes[i]) +
                     ")");
        }
        raw_.run("UPDATE meta SET value = " + blob(encode_head(tree)) + " WHERE name = 'head'");
        return bad;
    }

    const Original& original_;
    RawSqlite raw_;
    std::mt19937& random_;
};

/// As the independent verifier prints it.
std::string told(const VerifyReport& report, std::uint64_t head_size) {
    if (report.ok()) {
        return to_string(engine::Head{report.entries, report.root});
    }
    if (report.first_bad) {
        return "bad " + std::to_string(*report.first_bad);
    }
    if (report.reason->kind == DiagnosticKind::kLedgerRangeChanged) {
        return "bad " + report.reason->arguments.at(0) + " " + report.reason->arguments.at(1);
    }
    // A head alone says no more than this.
    return "bad 1 " + std::to_string(head_size);
}

/// The entries that are named: "bad 3" is 3 to 3.
std::pair<std::uint64_t, std::uint64_t> named(const std::string& words) {
    std::uint64_t from = 0;
    std::uint64_t to = 0;
    const int read = std::sscanf(words.c_str(), "bad %lu %lu", &from, &to);
    return {from, read == 2 ? to : from};
}

std::string read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("tampering: each is found and named by both verifiers, given one head or receipt") {
    const char* const wanted = std::getenv("ONUS_TAMPERINGS");
    const std::uint64_t count = wanted == nullptr ? 1500 : std::strtoull(wanted, nullptr, 10);
    const tests::TempFolder folder;
    std::map<std::size_t, Original> originals;
    for (const std::size_t size : {2U, 5U, 8U, 13U}) {
        originals.emplace(size, make(folder, size));
    }
    tests::LineProcess oracle("python3 " ONUS_SOURCE_DIR "/tests/oracle/ledger_verify.py --lines");
    const std::string path = folder.file("bad");
    std::mt19937 random(20'261'129);
    std::uint64_t exact = 0;
    std::uint64_t range = 0;
    for (std::uint64_t round = 0; round < count; ++round) {
        const auto kind = static_cast<Kind>(round % (static_cast<std::uint64_t>(Kind::kLast) + 1));
        auto chosen = originals.begin();
        std::advance(chosen, static_cast<std::ptrdiff_t>(random() % originals.size()));
        const Original& original = chosen->second;
        std::filesystem::copy_file(original.good, path,
                                   std::filesystem::copy_options::overwrite_existing);
        const std::uint64_t bad = Tamperer(original, path, random).tamper(kind);
        const bool by_head = random() % 4 == 0;
        const std::string kept =
            by_head ? original.head : original.receipts[random() % original.receipts.size()];

        std::string ours;
        {
            const auto store = open_sqlite_store(path, kLook).value();
            engine::VerifyOptions options;
            options.heads = {engine::parse_head(original.head).value()};
            ours = told(by_head ? verify(*store, options)
                                : verify_against(*store, read(kept), kept, nullptr).value(),
                        chosen->first);
        }
        const std::string theirs = oracle.ask(path + " " + kept);

        if (ours != theirs || named(ours).first > bad || named(ours).second < bad) {
            FAIL("round " << round << ", kind " << static_cast<int>(kind) << ", entry " << bad
                          << " of " << chosen->first << ", by " << (by_head ? "a head" : kept)
                          << ": " << ours << ", " << theirs);
        }
        const auto [from, to] = named(ours);
        (from == to ? exact : range) += 1;
    }
    std::cout << count << " tamperings found: " << exact << " entries named, " << range
              << " ranges\n";
    CHECK(exact + range == count);
    // Only what was rewritten with its hashes leaves more than one entry to choose from.
    CHECK(exact * 10 > count * 6);
    for (const auto& [size, original] : originals) {
        CHECK(oracle.ask(original.good + " " + original.head) == original.head);
        CHECK(oracle.ask(original.good + " " + original.receipts[0]) == original.head);
    }
}

}  // namespace
}  // namespace onus::adapters
