// SPDX-License-Identifier: Apache-2.0
//
// A reason is taken out of a ledger by the command line: the file forgets it, and what was proved
// before still holds, for both verifiers.

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/adapters/cli/command_line.h"
#include "tests/support/file_tree.h"

namespace onus::tests {
namespace {

using Words = std::vector<std::string>;

const std::string kCanary = "Zhang Wei 13800001111";

/// A forced order whose reason names a customer.
struct Shop {
    explicit Shop(const std::string& hash) {
        const Ran forced = onus(
            {"submit", "--json", "--hash", hash,
             R"({"id":"c1","by":"li","at":"2026-03-02T09:05","action":"submit_order","force":true,)"
             R"("reason":"promised to )" +
                 kCanary + R"(","data":{"order":{"number":"A1","seller":"li",)" +
                 R"("channel":"store","promised":"7 days"}}})"});
        INFO(forced.out << forced.err);
        REQUIRE(forced.code == 0);
        const std::string mark = "\"sequence\":";
        entry = std::to_string(std::stoi(forced.out.substr(forced.out.find(mark) + mark.size())));
        REQUIRE(onus({"ledger", "key", files.file("key")}).code == 0);
    }
    [[nodiscard]] Ran onus(Words words) const {
        words.insert(words.begin(),
                     {"-C", ONUS_SOURCE_DIR "/policies/retail", "--ledger", ledger()});
        return run_onus(words);
    }
    void decide() const {
        const Ran decided =
            onus({"submit", R"({"id":"c2","by":"wang","at":"2026-03-02T10:00","decide":{)"
                            R"("matter":1,"decision":"approve","opinion":"once"}})"});
        INFO(decided.out << decided.err);
        REQUIRE(decided.code == 0);
    }
    [[nodiscard]] Ran redact(const std::string& number, const std::string& by = "lin",
                             const std::string& confirmed_by = "fang",
                             const std::string& why = "asked by the customer") const {
        return onus({"ledger", "redact", "--entry", number, "--field", "reason", "--reason", why,
                     "--by", by, "--confirmed-by", confirmed_by});
    }
    [[nodiscard]] std::string ledger() const { return files.file("ledger.sqlite"); }

    /// How often the file, and the log beside it, hold the text.
    [[nodiscard]] std::size_t held() const {
        std::size_t found = 0;
        for (const char* const end : {"", "-wal"}) {
            std::ifstream file(ledger() + end, std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(file), {}};
            found += count(bytes, kCanary);
        }
        return found;
    }

    FileTree files;
    std::string entry;  ///< of the forced order
};

int oracle(const std::string& script, const std::string& arguments) {
    const std::string command =
        "python3 " ONUS_SOURCE_DIR "/tests/oracle/" + script + " " + arguments + " >/dev/null 2>&1";
    return std::system(command.c_str());
}

TEST_CASE("redact by the command line: the file forgets, what was proved still holds") {
    const std::string hash = GENERATE(as<std::string>{}, "sha256", "sm3");
    const Shop shop(hash);
    shop.decide();
    const std::string entry = shop.entry;
    const std::string before = shop.onus({"ledger", "head"}).out;
    const std::string head = before.substr(0, before.find('\n'));
    shop.files.write("proof.json",
                     shop.onus({"ledger", "prove", entry, "--key", shop.files.file("key")}).out);
    REQUIRE(shop.held() > 0);

    const Ran done = shop.redact(entry);
    INFO(done.out << done.err);
    CHECK(done.code == 0);
    CHECK(done.says(" redacts 4 fields of 1 entry. Head "));
    CHECK_FALSE(done.says(kCanary));
    CHECK(shop.held() == 0);

    CHECK(shop.onus({"ledger", "verify", "--head", head}).code == 0);
    CHECK(shop.onus({"ledger", "rebuild"}).code == 0);
    const Ran rejudged = shop.onus({"ledger", "rejudge"});
    INFO(rejudged.out << rejudged.err);
    CHECK(rejudged.code == 0);
    const Words hold = {"ledger",    "verify",
                        "--receipt", shop.files.file("proof.json"),
                        "--public",  shop.files.file("key.pub")};
    CHECK(shop.onus(hold).code == 0);
    shop.files.write("after.json",
                     shop.onus({"ledger", "prove", entry, "--key", shop.files.file("key")}).out);
    shop.files.write("all.jsonl",
                     shop.onus({"ledger", "export", "--key", shop.files.file("key")}).out);
    for (const char* const name : {"proof.json", "after.json", "all.jsonl"}) {
        INFO(name);
        const Ran audit = shop.onus(
            {"ledger", "audit", shop.files.file(name), "--public", shop.files.file("key.pub")});
        CHECK(audit.code == 0);
        CHECK(oracle("evidence_verify.py",
                     shop.files.file(name) + ' ' + shop.files.file("key.pub")) == 0);
    }
    CHECK(oracle("ledger_verify.py", shop.ledger() + ' ' + head) == 0);
    const Ran trace = shop.onus({"trace", "order", "A1"});
    CHECK(trace.code == 0);
    CHECK_FALSE(trace.says(kCanary));

    // Once is enough, and the service of the ledger goes on.
    CHECK(shop.redact(entry).says("N0913"));
    CHECK(shop.onus({"submit", R"({"id":"c3","by":"li","at":"2026-03-03T09:00",)"
                               R"("action":"submit_order","data":{"order":{"number":"A2",)"
                               R"("seller":"li","channel":"store","promised":"3 days"}}})"})
              .code == 0);
}

TEST_CASE("redact by the command line: what must not be taken out is refused with its reason") {
    const Shop shop("sha256");
    const std::string entry = shop.entry;
    const std::string head = shop.onus({"ledger", "head"}).out;
    const auto refused = [&](const Ran& ran, const std::string& code) {
        INFO(code << '\n' << ran.out << ran.err);
        CHECK(ran.code == 1);
        CHECK(ran.says(code));
    };
    refused(shop.redact(entry), "N0915");
    shop.decide();
    const std::string decided = shop.onus({"ledger", "head"}).out;
    CHECK(decided != head);
    refused(shop.redact(entry, "lin", "lin"), "N0918");
    refused(shop.redact(entry, "nobody"), "N0919");
    refused(shop.redact(entry, "lin", "fang", "he was promised to " + kCanary), "N0920");
    refused(shop.redact("99"), "N0839");
    CHECK(shop.onus({"ledger", "redact", "--entry", entry}).code == 2);
    CHECK(shop.onus({"ledger", "head"}).out == decided);
    CHECK(shop.held() > 0);
}

}  // namespace
}  // namespace onus::tests
