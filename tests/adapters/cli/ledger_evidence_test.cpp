// SPDX-License-Identifier: Apache-2.0

#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/adapters/cli/command_line.h"
#include "tests/support/file_tree.h"

namespace onus::tests {
namespace {

using Words = std::vector<std::string>;

const std::string kPack = ONUS_SOURCE_DIR "/policies/retail";

std::string order(const std::string& id) {
    return R"({"id":")" + id +
           R"(","by":"li","at":"2026-03-02T09:00","action":"submit_order","data":{"order":)"
           R"({"number":"A1","seller":"li","channel":"store","promised":"7 days"}}})";
}

/// A ledger with a key.
struct Kept {
    explicit Kept(const std::string& algorithm = "ed25519") {
        CHECK(onus({"submit", order("c1")}).code == 1);
        CHECK(onus({"ledger", "key", file("key"), "--algorithm", algorithm}).code == 0);
    }
    [[nodiscard]] Ran onus(Words words) const {
        words.insert(words.begin(), {"-C", kPack, "--ledger", file("ledger.sqlite")});
        return run_onus(words);
    }
    /// Writes what a command prints to a file.
    [[nodiscard]] std::string print(const std::string& name, Words words) const {
        words.insert(words.begin(), "ledger");
        const Ran ran = onus(words);
        INFO(ran.err);
        CHECK(ran.code == 0);
        files.write(name, ran.out);
        return file(name);
    }
    [[nodiscard]] std::string file(const std::string& name) const { return files.file(name); }

    FileTree files;
};

TEST_CASE("ledger by the command line: a checkpoint shows what happened to the ledger since") {
    for (const std::string algorithm : {"ed25519", "sm2"}) {
        const Kept kept(algorithm);
        const std::string open = kept.file("key.pub");
        std::filesystem::copy_file(kept.file("ledger.sqlite"), kept.file("earlier.sqlite"));
        CHECK(kept.onus({"submit", order("c2")}).code == 1);
        const std::string path = kept.print("head.txt", {"checkpoint", "--key", kept.file("key")});
        const Words verify = {"ledger", "verify", "--checkpoint", path, "--public", open};
        CHECK(kept.onus(verify).code == 0);
        CHECK(kept.onus(verify).err.empty());
        const std::string head = kept.onus({"ledger", "head"}).out;
        const std::string number = head.substr(0, head.find(':'));
        // A head beside a checkpoint: both must have been the ledger's once.
        Words both = verify;
        both.insert(both.end(), {"--head", head.substr(0, head.find('\n'))});
        CHECK(kept.onus(both).code == 0);
        both.back() = "2:" + std::string(64, '0');
        CHECK(kept.onus(both).code == 1);
        CHECK(kept.onus(both).says("N0811"));
        const std::string receipt =
            kept.print("receipt.json", {"prove", number, "--key", kept.file("key")});
        const Words hold = {"ledger", "verify", "--receipt", receipt, "--public", open};
        CHECK(kept.onus({"submit", order("c3")}).code == 1);
        CHECK(kept.onus(verify).code == 0);
        CHECK(kept.onus(hold).code == 0);

        const Ran unchecked = kept.onus({"ledger", "verify", "--checkpoint", path});
        CHECK(unchecked.code == 0);
        CHECK(unchecked.says("N0848"));

        std::filesystem::copy_file(kept.file("earlier.sqlite"), kept.file("ledger.sqlite"),
                                   std::filesystem::copy_options::overwrite_existing);
        const Ran truncated = kept.onus(verify);
        CHECK(truncated.code == 1);
        CHECK(truncated.says("N0812"));
        CHECK(kept.onus({"submit", order("c4")}).code == 1);
        const Ran forked = kept.onus(verify);
        CHECK(forked.code == 1);
        CHECK(forked.says("N0811"));
        const Ran named = kept.onus(hold);
        CHECK(named.code == 1);
        CHECK(named.says("N0810"));
        CHECK(named.says("The first bad entry is number " + number + "."));

        const Kept another(algorithm);
        const Ran foreign = another.onus(verify);
        CHECK(foreign.code == 1);
        CHECK(foreign.says("N0845"));
        const Ran other_key = kept.onus(
            {"ledger", "verify", "--checkpoint", path, "--public", another.file("key.pub")});
        CHECK(other_key.code == 1);
        CHECK(other_key.says("N0846"));
    }
}

TEST_CASE("ledger by the command line: proofs and exports are checked without the ledger") {
    const Kept kept;
    const std::string key = kept.file("key");
    const std::string open = kept.file("key.pub");
    const std::string proof = kept.print("proof.json", {"prove", "2", "--key", key});
    const std::string all = kept.print("all.jsonl", {"export", "--key", key});
    const std::string part = kept.print("part.jsonl", {"export", "--from", "2", "--to", "2"});
    for (const std::string& path : {proof, all}) {
        const Ran good = run_onus({"ledger", "audit", path, "--public", open});
        INFO(good.err);
        CHECK(good.code == 0);
        CHECK(good.says("Good: entries "));
        CHECK(run_onus({"ledger", "audit", path, "--public", open, "--lang", "zh"}).says("完好"));
    }
    CHECK(run_onus({"ledger", "audit", part, "--json"}).says(R"({"good":true,"from":2,"to":2)"));
    CHECK(run_onus({"ledger", "audit", part}).says("N0848"));
    kept.files.write("none.json", "{}\n");
    const Ran none = run_onus({"ledger", "audit", kept.file("none.json")});
    CHECK(none.code == 2);
    CHECK(none.says("N0849"));
}

TEST_CASE("ledger by the command line: what cannot be proved or signed is told") {
    const Kept kept;
    const std::string key = kept.file("key");
    const std::vector<std::pair<Words, std::string>> cases = {
        {{"prove", "99"}, "N0839"},
        {{"prove", "x"}, "N0839"},
        {{"prove"}, "N0934"},
        {{"head", "1"}, "N0935"},
        {{"export", "--from", "3", "--to", "2"}, "N0839"},
        {{"key", key}, "N0840"},
        {{"key", key + "2", "--algorithm", "rsa"}, "N0936"},
        {{"checkpoint", "--key", kept.file("nowhere")}, "N0843"},
        {{"checkpoint", "--key", kept.file("key.pub")}, "N0841"},
        {{"verify", "--checkpoint", key}, "N0844"},
    };
    for (const auto& [words, code] : cases) {
        Words all = words;
        all.insert(all.begin(), "ledger");
        const Ran ran = kept.onus(all);
        INFO(code << '\n' << ran.out << ran.err);
        CHECK(ran.code == 2);
        CHECK(ran.says(code));
    }
}

}  // namespace
}  // namespace onus::tests
