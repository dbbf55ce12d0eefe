// SPDX-License-Identifier: Apache-2.0
//
// Proofs and exports, each held against the checker of the project and the one in Python.

#include "adapters/evidence/evidence.h"

#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "adapters/evidence/base64.h"
#include "adapters/json/json.h"
#include "engine/ledger/hash.h"
#include "engine/ledger/memory_store.h"
#include "grammar/base/diagnostic_kind.h"
#include "tests/support/file_tree.h"
#include "tests/support/ledger_samples.h"

namespace onus::adapters {
namespace {

namespace samples = engine::samples;
using tests::FileTree;

constexpr KeyAlgorithm kAlgorithms[] = {KeyAlgorithm::kEd25519, KeyAlgorithm::kSm2};

/// A ledger of `size` entries; the third one publishes a text.
struct Ledger {
    explicit Ledger(std::size_t size) {
        const std::string text = "rulebook returns";
        engine::Commit commit;
        commit.first_sequence = 1;
        for (std::size_t sequence = 1; sequence <= size; ++sequence) {
            engine::Entry entry = samples::entry(sequence);
            if (sequence == 3) {
                entry.fields.push_back({"event.1.hash",
                                        std::string(engine::as_bytes(engine::sha256(text))),
                                        std::nullopt});
                commit.blobs = {{engine::sha256(text), text}};
            }
            commit.entries.push_back(encode_entry(entry));
            append(commit.frontier, entry_leaf_hash(entry));
        }
        REQUIRE(store.commit(commit));
    }

    [[nodiscard]] std::string proof(std::uint64_t sequence, const SigningKey* key) const {
        return to_json(prove_entry(store, sequence, key).value()) + '\n';
    }
    [[nodiscard]] std::string exported(std::uint64_t from, std::uint64_t to,
                                       const SigningKey* key) const {
        std::string text;
        REQUIRE(export_entries(store, from, to, key,
                               [&](const engine::Data& line) { text += to_json(line) + '\n'; }));
        return text;
    }

    engine::MemoryStore store;
};

std::string code(const Status& status) {
    return status ? "good" : std::string(code_of(status.error().kind));
}

std::string code(const Result<Evidence>& evidence) {
    return evidence ? "good" : std::string(code_of(evidence.error().kind));
}

struct Keys {
    explicit Keys(KeyAlgorithm algorithm) {
        REQUIRE(SigningKey::make(files.file("key"), algorithm));
        secret = std::make_unique<SigningKey>(SigningKey::load_private(files.file("key")).value());
        open = std::make_unique<SigningKey>(SigningKey::load_public(files.file("key.pub")).value());
    }
    FileTree files;
    std::unique_ptr<SigningKey> secret;
    std::unique_ptr<SigningKey> open;
};

bool have_python() {
    static const bool kThere = std::system("python3 -c 'import sqlite3' 2>/dev/null") == 0 &&
                               std::system("openssl version >/dev/null 2>&1") == 0;
    if (!kThere) {
        WARN("python3 with sqlite3, or openssl, is absent; skipped");
    }
    return kThere;
}

/// The first word that the independent checker says of a file: good or bad.
std::string oracle(const std::string& path, const std::string& key) {
    const std::string command =
        "python3 " ONUS_SOURCE_DIR "/tests/oracle/evidence_verify.py " + path + ' ' + key + " 2>&1";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    REQUIRE(pipe);
    std::string said;
    for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get())) {
        said += static_cast<char>(c);
    }
    return said.substr(0, said.find(' '));
}

std::string oracle(const FileTree& files, const std::string& text, const std::string& key = "") {
    files.write("evidence", text);
    return oracle(files.file("evidence"), key);
}

std::string read_whole(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("base64: has the vectors of RFC 4648 and one spelling for each value") {
    const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                           {"f", "Zg=="},
                                                           {"fo", "Zm8="},
                                                           {"foo", "Zm9v"},
                                                           {"foob", "Zm9vYg=="},
                                                           {"fooba", "Zm9vYmE="},
                                                           {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : vectors) {
        CHECK(to_base64(bytes) == text);
        CHECK(from_base64(text) == std::string(bytes));
    }
    for (const char* const text :
         {"Zg", "Zg=", "Zh==", "Zm9v=", "Zm 9", "Z", "=", "Zg==Zg==", "-_=="}) {
        CHECK(from_base64(text) == std::nullopt);
    }
}

TEST_CASE("signing key: is refused when it is open to others, broken, or in the way") {
    for (const KeyAlgorithm algorithm : kAlgorithms) {
        const Keys keys(algorithm);
        const std::string path = keys.files.file("key");
        struct stat info {};
        REQUIRE(::stat(path.c_str(), &info) == 0);
        CHECK((info.st_mode & 07777U) == 0600U);
        CHECK(keys.open->public_bytes() == keys.secret->public_bytes());
        CHECK(SigningKey::make(path, algorithm).error().kind == DiagnosticKind::kKeyExists);
        for (const mode_t mode : {0640U, 0604U, 0610U, 0666U}) {
            REQUIRE(::chmod(path.c_str(), mode) == 0);
            CHECK(SigningKey::load_private(path).error().kind == DiagnosticKind::kKeyOpenToOthers);
        }
        REQUIRE(::chmod(path.c_str(), 0600) == 0);
        CHECK(SigningKey::load_public(path).error().kind == DiagnosticKind::kKeyMalformed);
        keys.files.write("key", "-----BEGIN PRIVATE KEY-----\nnothing\n");
        CHECK(SigningKey::load_private(path).error().kind == DiagnosticKind::kKeyMalformed);
        CHECK(SigningKey::load_private(path + "s").error().kind == DiagnosticKind::kKeyFailed);
    }
}

TEST_CASE("checkpoint: any byte changed under a signature is refused") {
    const Ledger ledger(5);
    const std::string origin = origin_of(ledger.store).value();
    CHECK(origin == "onus/ledger/000102030405060708090a0b0c0d0e0f");
    const engine::Head head = head_of(ledger.store.frontier());
    for (const KeyAlgorithm algorithm : kAlgorithms) {
        const Keys keys(algorithm);
        std::string text = make_checkpoint(origin, head, keys.secret.get());
        const auto look = [&] {
            const Result<Checkpoint> read = parse_checkpoint(text, "it");
            return read ? code(check_signature(*read, *keys.open))
                        : std::string(code_of(read.error().kind));
        };
        CHECK(look() == "good");
        CHECK(parse_checkpoint(text, "it")->head == head);
        for (char& byte : text) {
            byte ^= 1;
            REQUIRE(look() != "good");
            byte ^= 1;
        }
        CHECK(code(check_signature(*parse_checkpoint(text, ""), *Keys(algorithm).open)) == "N0846");
        text += "\xE2\x80\x94 witness AAAAAAAA\n";
        CHECK(look() == "good");
        text = make_checkpoint(origin, head, nullptr);
        CHECK(look() == "N0846");
        text = "";
        CHECK(look() == "N0844");
    }
}

TEST_CASE("evidence: proofs and exports of every range hold, signed or not") {
    for (const std::size_t size : {1U, 2U, 5U, 8U, 13U}) {
        const Ledger ledger(size);
        for (std::uint64_t from = 1; from <= size; ++from) {
            REQUIRE(code(check_evidence(ledger.proof(from, nullptr), "it", nullptr)) == "good");
            for (std::uint64_t to = from; to <= size; ++to) {
                const auto found =
                    check_evidence(ledger.exported(from, to, nullptr), "it", nullptr);
                REQUIRE(code(found) == "good");
                REQUIRE(found->texts == (from <= 3 && 3 <= to ? 1U : 0U));
            }
        }
        CHECK(prove_entry(ledger.store, size + 1, nullptr).error().kind ==
              DiagnosticKind::kLedgerRangeImpossible);
        CHECK(prove_entry(ledger.store, 0, nullptr).error().kind ==
              DiagnosticKind::kLedgerRangeImpossible);
    }
}

TEST_CASE("evidence: any byte of a signed proof or export changed is refused") {
    const Ledger ledger(6);
    const Keys keys(KeyAlgorithm::kEd25519);
    for (std::string text :
         {ledger.proof(3, keys.secret.get()), ledger.exported(2, 4, keys.secret.get())}) {
        REQUIRE(code(check_evidence(text, "it", keys.open.get())) == "good");
        for (std::size_t at = 0; at < text.size(); ++at) {
            for (const int bit : {1, 32}) {
                text[at] = static_cast<char>(text[at] ^ bit);
                INFO(at << ' ' << text);
                REQUIRE(code(check_evidence(text, "it", keys.open.get())) != "good");
                text[at] = static_cast<char>(text[at] ^ bit);
            }
        }
        CHECK(code(check_evidence(text.substr(0, text.size() - 1), "it", nullptr)) == "N0849");
        CHECK(code(check_evidence(text + "{}\n", "it", nullptr)) == "N0849");
        CHECK(code(check_evidence(text, "it", Keys(KeyAlgorithm::kSm2).open.get())) == "N0846");
    }
}

TEST_CASE("evidence: both checkers say the same of good and of tampered files") {
    if (!have_python()) {
        return;
    }
    const Ledger ledger(13);
    for (const KeyAlgorithm algorithm : kAlgorithms) {
        const Keys keys(algorithm);
        const std::string key = keys.files.file("key.pub");
        const SigningKey* const secret = keys.secret.get();
        const std::string proof = ledger.proof(11, secret);
        const std::string range = ledger.exported(2, 7, secret);
        for (const std::string& text :
             {proof, range, ledger.proof(1, secret), ledger.exported(1, 13, secret),
              ledger.exported(13, 13, secret)}) {
            REQUIRE(code(check_evidence(text, "it", keys.open.get())) == "good");
            REQUIRE(oracle(keys.files, text, key) == "good");
        }
        CHECK(oracle(keys.files, ledger.proof(4, nullptr)) == "good");
        CHECK(oracle(keys.files, ledger.proof(4, nullptr), key) == "bad");
        const Keys other(algorithm);
        CHECK(oracle(keys.files, proof, other.files.file("key.pub")) == "bad");
        for (const std::string& text : {proof, range}) {
            for (std::size_t at = 5; at < text.size(); at += text.size() / 12) {
                std::string bad = text;
                bad[at] = static_cast<char>(bad[at] ^ 1);
                REQUIRE(code(check_evidence(bad, "it", keys.open.get())) != "good");
                REQUIRE(oracle(keys.files, bad, key) == "bad");
            }
        }
    }
}

TEST_CASE("evidence: lines dropped, swapped or taken from another ledger are refused by both") {
    const Ledger ledger(9);
    const Ledger longer(12);
    const FileTree files;
    const std::string text = ledger.exported(2, 6, nullptr);
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
        lines.push_back(text.substr(at, text.find('\n', at) + 1 - at));
    }
    REQUIRE(lines.size() == 7);
    const auto refused = [&](const std::vector<std::string>& changed) {
        std::string joined;
        for (const std::string& line : changed) {
            joined += line;
        }
        const bool by_ours = !check_evidence(joined, "it", nullptr);
        return by_ours && (!have_python() || oracle(files, joined) == "bad");
    };
    CHECK_FALSE(refused(lines));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::vector<std::string> changed = lines;
        changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(i));
        CHECK(refused(changed));
        changed = lines;
        std::swap(changed[i], changed[(i + 1) % lines.size()]);
        CHECK(refused(changed));
    }
    std::vector<std::string> changed = lines;
    changed[0] = longer.exported(3, 7, nullptr);
    changed[0].resize(changed[0].find('\n') + 1);
    CHECK(refused(changed));
}

TEST_CASE("evidence: entries are proved under a checkpoint that was made before") {
    const Ledger earlier(7);
    const Ledger ledger(11);
    const Keys keys(KeyAlgorithm::kSm2);
    const engine::Head head = head_of(earlier.store.frontier());
    const std::string checkpoint =
        make_checkpoint(origin_of(ledger.store).value(), head, keys.secret.get());
    for (std::uint64_t sequence = 1; sequence <= 7; ++sequence) {
        const auto proof = prove_entry(ledger.store, sequence, head, checkpoint);
        REQUIRE(proof);
        CHECK(code(check_evidence(to_json(*proof) + '\n', "it", keys.open.get())) == "good");
    }
    CHECK(prove_entry(ledger.store, 8, head, checkpoint).error().kind ==
          DiagnosticKind::kLedgerRangeImpossible);
    engine::Head never = head;
    never.root[0] ^= 1U;
    CHECK(prove_entry(ledger.store, 1, never, checkpoint).error().kind ==
          DiagnosticKind::kLedgerHeadMismatch);
}

TEST_CASE("evidence: a redacted entry keeps its proof, and its text may stay away") {
    const Ledger ledger(5);
    const FileTree files;
    engine::Entry entry = engine::decode_entry(ledger.store.entry(3).value()).value();
    redact(entry, entry.fields.size() - 1);
    redact(entry, 0);
    const auto redacted = [&](const std::string& text) {
        std::string changed = text;
        const std::string before = to_base64(ledger.store.entry(3).value());
        changed.replace(changed.find(before), before.size(), to_base64(encode_entry(entry)));
        return changed;
    };
    const std::string proof = redacted(ledger.proof(3, nullptr));
    std::string range = redacted(ledger.exported(2, 4, nullptr));
    CHECK(code(check_evidence(range, "it", nullptr)) == "N0849");
    range.resize(range.rfind("{\"text\""));
    for (const std::string& text : {proof, range}) {
        CHECK(code(check_evidence(text, "it", nullptr)) == "good");
        if (have_python()) {
            CHECK(oracle(files, text) == "good");
        }
    }
}

TEST_CASE("evidence: both checkers agree with every kept vector") {
    const std::string folder = ONUS_SOURCE_DIR "/tests/golden/evidence/";
    std::ifstream vectors(folder + "vectors.tsv");
    std::string name;
    std::string key;
    std::string verdict;
    std::size_t seen = 0;
    std::getline(vectors, name);
    while (vectors >> name >> key >> verdict) {
        INFO(name << ' ' << key);
        const bool bare = key == "-";
        const std::string key_path = bare ? "" : folder + key + ".pub";
        const std::string text = read_whole(folder + name);
        const std::unique_ptr<SigningKey> open =
            bare ? nullptr
                 : std::make_unique<SigningKey>(SigningKey::load_public(key_path).value());
        CHECK((check_evidence(text, name, open.get()) ? "good" : "bad") == verdict);
        if (have_python()) {
            CHECK(oracle(folder + name, key_path) == verdict);
        }
        ++seen;
    }
    CHECK(seen >= 40);
}

}  // namespace onus::adapters
