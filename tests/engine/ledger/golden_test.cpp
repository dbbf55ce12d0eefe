// SPDX-License-Identifier: Apache-2.0
//
// The frozen format: entries of version 1 are these bytes for ever. A failing comparison here means
// a new format version, not new golden files.

#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "engine/ledger/entry.h"
#include "tests/support/ledger_samples.h"

namespace onus::engine {
namespace {

std::string hex_of(std::string_view bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (const char byte : bytes) {
        hex += kDigits[static_cast<std::uint8_t>(byte) >> 4U];
        hex += kDigits[static_cast<std::uint8_t>(byte) & 0xFU];
    }
    return hex;
}

/// Lines of a word and its value; lines that begin with # are remarks.
std::map<std::string, std::string> golden(const std::string& name) {
    std::ifstream file(ONUS_SOURCE_DIR "/tests/golden/ledger/" + name + ".hex");
    std::map<std::string, std::string> values;
    std::string word;
    std::string value;
    while (file >> word) {
        if (word == "#") {
            std::getline(file, value);
        } else if (file >> value) {
            values[word] = value;
        }
    }
    REQUIRE(values.size() == 2);
    return values;
}

Entry redacted(Entry entry) {
    redact(entry, 7);
    return entry;
}

Entry with_sm3(Entry entry) {
    entry.header.hash = HashAlgorithm::kSm3;
    return entry;
}

/// The first line that a command prints.
std::string output_of(const std::string& command) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    REQUIRE(pipe);
    std::string text;
    for (int c = std::fgetc(pipe.get()); c != EOF && c != '\n'; c = std::fgetc(pipe.get())) {
        text += static_cast<char>(c);
    }
    return text;
}

}  // namespace

TEST_CASE("entry: the bytes and hashes of version 1 are frozen") {
    const std::pair<const char*, Entry> entries[] = {
        {"genesis-v1", samples::entry(1)},
        {"submit-v1", samples::entry(2)},
        {"submit-redacted-v1", redacted(samples::entry(2))},
        {"genesis-sm3-v1", with_sm3(samples::entry(1))},
        {"submit-sm3-v1", with_sm3(samples::entry(2))},
        {"submit-sm3-redacted-v1", redacted(with_sm3(samples::entry(2)))}};
    for (const auto& [name, entry] : entries) {
        INFO(name);
        auto values = golden(name);
        CHECK(values["entry"] == hex_of(encode_entry(entry)));
        CHECK(values["leaf"] == to_hex(entry_leaf_hash(entry)));
    }
    CHECK(golden("submit-v1")["leaf"] == golden("submit-redacted-v1")["leaf"]);
    CHECK(golden("submit-sm3-v1")["leaf"] == golden("submit-sm3-redacted-v1")["leaf"]);
    CHECK(golden("submit-sm3-v1")["leaf"] != golden("submit-v1")["leaf"]);
}

TEST_CASE("entry: an independent reader of the format computes the same hashes") {
    if (std::system("python3 -c 'import sqlite3' 2>/dev/null") != 0) {
        WARN("python3 with sqlite3 is absent; skipped");
        return;
    }
    for (const char* const name : {"genesis-v1", "submit-v1", "submit-redacted-v1",
                                   "genesis-sm3-v1", "submit-sm3-v1", "submit-sm3-redacted-v1"}) {
        auto values = golden(name);
        CHECK(output_of("python3 " ONUS_SOURCE_DIR "/tests/oracle/ledger_verify.py --entry " +
                        values["entry"]) == values["leaf"]);
    }
}

}  // namespace onus::engine
