// SPDX-License-Identifier: Apache-2.0
//
// The program itself: environment, exit codes, and a stream that is killed in its middle.

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <string>

#include <catch2/catch.hpp>

#include "tests/adapters/cli/command_line.h"
#include "tests/support/file_tree.h"

namespace onus::tests {
namespace {

const std::string kPack = std::string(ONUS_SOURCE_DIR) + "/policies/retail";

/// Runs the program in a shell; standard error goes with standard output.
Ran shell(const std::string& environment, const std::string& arguments) {
    const std::string command =
        environment + " '" + ONUS_BINARY + "' " + arguments + " 2>&1 </dev/null";
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
    constexpr int kCommands = 300;
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
    CHECK(again.says("300 commands: 300 carried out, 0 without effect, 0 broken"));
    const Ran verified = run_onus({"-C", kPack, "--ledger", ledger, "ledger", "verify"});
    CHECK(verified.code == 0);
    const std::string head = verified.out;
    CHECK(run_onus({"-C", kPack, "--ledger", ledger, "submit", file, "--quiet"})
              .says("300 had been answered before"));
    CHECK(run_onus({"-C", kPack, "--ledger", ledger, "ledger", "verify"}).out == head);
}

}  // namespace
}  // namespace onus::tests
