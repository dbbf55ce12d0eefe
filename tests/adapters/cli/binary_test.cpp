// SPDX-License-Identifier: Apache-2.0
//
// The program itself: environment, exit codes, and a stream that is killed in its middle.

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <catch2/catch.hpp>

#include "tests/adapters/cli/command_line.h"
#include "tests/support/file_tree.h"

namespace onus::tests {
namespace {

const std::string kPack = std::string(ONUS_SOURCE_DIR) + "/policies/retail";

/// Runs the program in a shell; standard error goes with standard output.
Ran shell_of(const std::string& program, const std::string& environment,
             const std::string& arguments) {
    const std::string command =
        environment + " '" + program + "' " + arguments + " 2>&1 </dev/null";
    FILE* const pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    Ran ran;
    std::array<char, 4096> buffer{};
    for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
        ran.out.append(buffer.data(), got);
    }
    ran.code = WEXITSTATUS(::pclose(pipe));
    return ran;
}

Ran shell(const std::string& environment, const std::string& arguments) {
    return shell_of(ONUS_BINARY, environment, arguments);
}

TEST_CASE("binary: exit codes reach the shell, the language comes from the environment") {
    CHECK(shell("LC_ALL=en_GB.UTF-8", "explain N0706").says("stands behind the end"));
    CHECK(shell("LC_ALL= LC_MESSAGES= LANG=zh_CN.UTF-8", "explain N0706").says("JSON值已结束"));
    CHECK(shell("LC_ALL=zh_CN.UTF-8", "explain N0706 --lang en").says("stands behind the end"));
    CHECK(shell("LC_ALL=C", "explain N0706").code == 0);
    CHECK(shell("LC_ALL=C", "nonsense").code == 2);
    CHECK(shell("LC_ALL=C ONUS_LOG=debug", "-C " + kPack + " check").says("info workspace"));
    CHECK_FALSE(shell("LC_ALL=C", "-C " + kPack + " check").says("\x1b["));
}

TEST_CASE("binary: a stream that was killed in its middle is finished by running it again") {
    const FileTree files;
    std::string stream;
    constexpr int kCommands = 1000;
    for (int i = 0; i < kCommands; ++i) {
        stream += R"({"id":"c)" + std::to_string(i) + R"(","by":"li","at":"2026-03-02T09:00",)" +
                  R"("action":"submit_order","data":{"order":{"number":"N)" + std::to_string(i) +
                  R"(","seller":"li","channel":"store","promised":"3 days"}}})" + "\n";
    }
    files.write("stream.jsonl", stream);
    const std::string ledger = files.file("ledger.sqlite");
    const std::string file = files.file("stream.jsonl");

    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::close(ends[0]);
        ::execl(ONUS_BINARY, "onus", "-C", kPack.c_str(), "--ledger", ledger.c_str(), "submit",
                file.c_str(), "--json", nullptr);
        ::_exit(127);
    }
    ::close(ends[1]);
    // Some answers have been given; more commands are on their way.
    std::array<char, 1024> buffer{};
    std::size_t got = 0;
    while (got < 20'000) {
        const ssize_t bytes = ::read(ends[0], buffer.data(), buffer.size());
        if (bytes <= 0) {
            break;
        }
        got += static_cast<std::size_t>(bytes);
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(ends[0]);

    const Ran again = run_onus({"-C", kPack, "--ledger", ledger, "submit", file, "--quiet"});
    INFO(again.out << again.err);
    CHECK(again.code == 0);
    CHECK(again.says("1000 commands: 1000 carried out, 0 without effect, 0 broken"));
    // What was answered had been written.
    CHECK(again.says(" had been answered before"));
    const Ran verified = run_onus({"-C", kPack, "--ledger", ledger, "ledger", "verify"});
    CHECK(verified.code == 0);
    const std::string head = verified.out;
    CHECK(run_onus({"-C", kPack, "--ledger", ledger, "submit", file, "--quiet"})
              .says("1000 had been answered before"));
    CHECK(run_onus({"-C", kPack, "--ledger", ledger, "ledger", "verify"}).out == head);
}

/// A ledger that the program itself wrote: a force, a missed duty that climbs, a complaint.
std::string written_ledger(const FileTree& files) {
    const std::string ledger = files.file("ledger.sqlite");
    const std::string order =
        R"("data":{"order":{"number":"A1","seller":"li","channel":"store","promised":"7 days"}}})";
    files.write("stream.jsonl",
                R"({"id":"c1","by":"li","at":"2026-03-02T09:00","action":"submit_order",)" + order +
                    "\n" +
                    R"({"id":"c2","by":"li","at":"2026-03-02T09:05","action":"submit_order",)" +
                    R"("force":true,"reason":"loyal customer",)" + order + "\n" +
                    R"({"id":"c4","by":"wang","at":"2026-03-03T10:00","decide":{)" +
                    R"("duty":"decide_forced_order","decision":"reject","opinion":"no"}})" + "\n" +
                    R"({"id":"c3","by":"chen","at":"2026-03-12T10:00","action":"file_complaint",)" +
                    R"("data":{"order":"A1","topic":"return_promise"}})" + "\n");
    const Ran ran = shell("LC_ALL=C", "-C " + kPack + " --ledger " + ledger + " submit " +
                                          files.file("stream.jsonl"));
    INFO(ran.out);
    REQUIRE(ran.says("4 commands: 3 carried out, 1 without effect, 0 broken"));
    return ledger;
}

TEST_CASE("binary: a ledger is rebuilt and re-judged by a fresh process") {
    const FileTree files;
    const std::string ledger = written_ledger(files);
    const std::string head = shell("LC_ALL=C", "ledger head --ledger " + ledger).out;

    const Ran rebuilt = shell("LC_ALL=C", "ledger rebuild --ledger " + ledger);
    INFO(rebuilt.out);
    CHECK(rebuilt.code == 0);
    CHECK(rebuilt.says("rows rebuilt from the entries: the same as stored."));
    const Ran trace = shell("LC_ALL=C", "-C " + kPack + " --ledger " + ledger + " trace order A1");
    INFO(trace.out);
    CHECK(trace.says("decided matter 1: reject (late)"));
    CHECK(trace.says("is fulfilled by Wang (wang) late"));
    const Ran again = shell("LC_ALL=C", "ledger rejudge --ledger " + ledger);
    INFO(again.out);
    CHECK(again.code == 0);
    CHECK(again.says("entries judged again: the same, byte for byte."));
    CHECK(shell("LC_ALL=zh_CN.UTF-8", "ledger rejudge --ledger " + ledger).says("逐字节相同"));
    CHECK(shell("LC_ALL=C", "ledger head --ledger " + ledger).out == head);
    CHECK(shell("LC_ALL=C", "ledger rejudge --ledger " + files.file("none.sqlite")).code == 5);
}

// ONUS_OTHER_BINARY names the program of another build type or compiler.
TEST_CASE("binary: a ledger is re-judged by another build") {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): no other thread exists.
    const char* const other = std::getenv("ONUS_OTHER_BINARY");
    if (other == nullptr || *other == '\0') {
        WARN("ONUS_OTHER_BINARY is not set: no other build to compare with");
        return;
    }
    const FileTree files;
    const std::string ledger = written_ledger(files);
    for (const std::string what : {"rejudge", "rebuild", "verify"}) {
        const Ran ran = shell_of(other, "LC_ALL=C", "ledger " + what + " --ledger " + ledger);
        INFO(what << ": " << ran.out);
        CHECK(ran.code == 0);
    }
}

}  // namespace
}  // namespace onus::tests
