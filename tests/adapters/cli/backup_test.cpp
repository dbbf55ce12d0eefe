// SPDX-License-Identifier: Apache-2.0

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/storage/sqlite_store.h"
#include "tests/adapters/cli/command_line.h"
#include "tests/support/file_tree.h"
#include "tests/support/raw_sqlite.h"

namespace onus::tests {
namespace {

using Words = std::vector<std::string>;

const std::string kPack = ONUS_SOURCE_DIR "/policies/retail";

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A ledger with some entries, of the retail pack.
struct Kept {
    Kept() { submit("c1"); }

    void submit(const std::string& id) const {
        CHECK(run_onus({"-C", kPack, "--ledger", ledger, "submit",
                        R"({"id":")" + id +
                            R"(","by":"li","at":"2026-03-02T09:00","action":"submit_order","data":)"
                            R"({"order":{"number":"A1","seller":"li","channel":"store",)"
                            R"("promised":"7 days"}}})"})
                  .code == 1);
    }
    [[nodiscard]] static std::string head(const std::string& path) {
        const Ran ran = run_onus({"--ledger", path, "ledger", "head"});
        CHECK(ran.code == 0);
        return ran.out.substr(0, ran.out.find('\n'));
    }
    [[nodiscard]] std::string file(const std::string& name) const { return files.file(name); }

    /// The files of the folder whose names say that something was begun and not ended.
    [[nodiscard]] std::size_t leftovers() const {
        std::size_t found = 0;
        for (const auto& entry : std::filesystem::directory_iterator(files.path())) {
            const std::string name = entry.path().filename();
            if (name.find(".new") != std::string::npos ||
                name.find(".restoring") != std::string::npos) {
                ++found;
            }
        }
        return found;
    }

    FileTree files;
    std::string ledger = files.file("ledger.sqlite");
    std::string backup = files.file("backup.sqlite");
};

}  // namespace

TEST_CASE("backup: a verified copy that only its owner may read, and never over a file") {
    const Kept kept;
    const std::string head = Kept::head(kept.ledger);
    const Ran made = run_onus({"backup", kept.ledger, kept.backup});
    INFO(made.err);
    REQUIRE(made.code == 0);
    CHECK(made.says(head));
    struct stat info {};
    REQUIRE(::stat(kept.backup.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777U) == 0600U);
    CHECK(kept.leftovers() == 0);
    CHECK(run_onus({"--ledger", kept.backup, "ledger", "rejudge"}).code == 0);

    const std::string before = content_of(kept.backup);
    const Ran again = run_onus({"backup", kept.ledger, kept.backup}, "", Language::kChinese);
    CHECK(again.code == 2);
    CHECK(again.says("N0960"));
    CHECK(again.says("已存在"));
    CHECK(content_of(kept.backup) == before);

    const Ran json = run_onus({"backup", kept.ledger, kept.file("other.sqlite"), "--json"});
    CHECK(json.out.find(R"("head":")" + head + '"') != std::string::npos);
}

TEST_CASE("backup: what cannot be copied or written is told, and nothing is left") {
    const Kept kept;
    const Ran missing = run_onus({"backup", kept.file("none.sqlite"), kept.backup});
    CHECK(missing.code == 5);
    CHECK(missing.says("N0823"));
    const Ran folder = run_onus({"backup", kept.ledger, kept.file("none/backup.sqlite")});
    CHECK(folder.code == 5);
    CHECK(folder.says("N0961"));
    {
        // Held by what is no server.
        const auto held = adapters::open_sqlite_store(kept.ledger);
        REQUIRE(held.has_value());
        const Ran locked = run_onus({"backup", kept.ledger, kept.backup});
        CHECK(locked.code == 5);
        CHECK(locked.says("N0964"));
    }
    kept.files.write("text.txt", "no ledger");
    CHECK(run_onus({"backup", kept.file("text.txt"), kept.backup}).says("N0827"));
    RawSqlite(kept.ledger).run("UPDATE entries SET bytes = zeroblob(40) WHERE sequence = 2");
    const Ran damaged = run_onus({"backup", kept.ledger, kept.backup});
    CHECK(damaged.code == 1);
    CHECK(damaged.says("ledger entry 2"));
    CHECK_FALSE(std::filesystem::exists(kept.backup));
    CHECK(kept.leftovers() == 0);
}

TEST_CASE("restore: a backup takes the place of a ledger, which is kept") {
    const Kept kept;
    REQUIRE(run_onus({"backup", kept.ledger, kept.backup}).code == 0);
    const std::string earlier = Kept::head(kept.backup);
    kept.submit("c2");
    const std::string later = Kept::head(kept.ledger);
    REQUIRE(later != earlier);

    const Ran there = run_onus({"restore", kept.backup, kept.ledger});
    CHECK(there.code == 2);
    CHECK(there.says("N0970"));
    CHECK(Kept::head(kept.ledger) == later);

    const Ran restored = run_onus({"restore", kept.backup, kept.ledger, "--replace"});
    INFO(restored.err);
    REQUIRE(restored.code == 0);
    CHECK(restored.says("that the backup lacks: 1."));
    CHECK(Kept::head(kept.ledger) == earlier);
    CHECK(Kept::head(kept.ledger + ".replaced") == later);
    CHECK(kept.leftovers() == 0);
    kept.submit("c3");

    const Ran twice = run_onus({"restore", kept.backup, kept.ledger, "--replace"});
    CHECK(twice.code == 2);
    CHECK(twice.says("N0971"));

    const Ran elsewhere =
        run_onus({"restore", kept.backup, kept.file("new.sqlite"), "--head", earlier});
    CHECK(elsewhere.code == 0);
    CHECK(Kept::head(kept.file("new.sqlite")) == earlier);
}

TEST_CASE("restore: a head or checkpoint kept elsewhere shows that a backup is older") {
    const Kept kept;
    REQUIRE(run_onus({"backup", kept.ledger, kept.backup}).code == 0);
    kept.submit("c2");
    const std::string later = Kept::head(kept.ledger);
    const Ran checkpoint = run_onus({"--ledger", kept.ledger, "ledger", "checkpoint"});
    kept.files.write("checkpoint.txt", checkpoint.out);
    const std::string before = content_of(kept.ledger);

    const Ran rolled_back =
        run_onus({"restore", kept.backup, kept.ledger, "--replace", "--head", later}, "",
                 Language::kChinese);
    CHECK(rolled_back.code == 1);
    CHECK(rolled_back.says("N0812"));
    CHECK(rolled_back.says("N0973"));
    CHECK(rolled_back.says("台账保持原样"));
    const Ran by_checkpoint = run_onus({"restore", kept.backup, kept.ledger, "--replace",
                                        "--checkpoint", kept.file("checkpoint.txt")});
    CHECK(by_checkpoint.code == 1);
    CHECK(by_checkpoint.says("N0812"));

    const Kept another;
    const Ran foreign = run_onus({"restore", another.ledger, kept.ledger, "--replace",
                                  "--checkpoint", kept.file("checkpoint.txt")});
    CHECK(foreign.code == 1);
    CHECK(foreign.says("N0845"));
    CHECK(run_onus({"restore", kept.backup, kept.ledger, "--replace", "--head", "x"}).code == 2);
    CHECK(content_of(kept.ledger) == before);
    CHECK_FALSE(std::filesystem::exists(kept.ledger + ".replaced"));
}

TEST_CASE("restore: a backup with a changed byte is refused, or is the same ledger") {
    const Kept kept;
    REQUIRE(run_onus({"backup", kept.ledger, kept.backup}).code == 0);
    const std::string head = Kept::head(kept.ledger);
    const std::string good = content_of(kept.backup);
    const std::string before = content_of(kept.ledger);
    std::size_t refused = 0;
    for (std::size_t at = 17; at < good.size(); at += 1999) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x10);
        kept.files.write("bad.sqlite", bad);
        const std::string target = kept.file("target-" + std::to_string(at));
        const Ran ran = run_onus({"restore", kept.file("bad.sqlite"), target});
        INFO("byte " << at << ": " << ran.err);
        if (ran.code == 0) {
            CHECK(Kept::head(target) == head);
        } else {
            CHECK(ran.code == 1);
            CHECK_FALSE(std::filesystem::exists(target));
            ++refused;
        }
    }
    CHECK(refused > 5);

    // The state is held against the entries, too.
    kept.files.write("bad.sqlite", good);
    RawSqlite(kept.file("bad.sqlite"))
        .run(
            "DELETE FROM rows WHERE (tbl, key) IN "
            "(SELECT tbl, key FROM rows WHERE tbl < 65 ORDER BY tbl DESC, key LIMIT 1)");
    const Ran state = run_onus({"restore", kept.file("bad.sqlite"), kept.ledger, "--replace"});
    CHECK(state.code == 1);
    CHECK(state.says("N0836"));
    kept.files.write("bad.sqlite", good.substr(0, good.size() / 2));
    const Ran cut = run_onus({"restore", kept.file("bad.sqlite"), kept.ledger, "--replace"});
    CHECK(cut.code == 1);
    CHECK(cut.says("N0828"));
    CHECK(content_of(kept.ledger) == before);
    CHECK(kept.leftovers() == 0);
}

}  // namespace onus::tests
